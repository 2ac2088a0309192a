import type { BodyOf } from '../api/routes.ts';

/** An event as it is added to a case. */
export type EventBody = BodyOf<'POST /api/cases/{id}/events'>;

type WithoutIdAndDay<Event> = Event extends unknown ? Omit<Event, 'id' | 'on'> : never;

/** The content of an event that is to be added: all but its id and its day. */
export type EventContent = WithoutIdAndDay<EventBody>;
