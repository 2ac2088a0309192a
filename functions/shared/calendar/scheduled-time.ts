import * as z from 'zod';

const scheduledEvent = z.object({ scheduledTime: z.iso.datetime({ offset: true }) });

/** The scheduled time of a function's run, from the schedule's event. A retry of the run has the same time. */
export const scheduledTimeOf = (event: unknown): Date => new Date(scheduledEvent.parse(event).scheduledTime);
