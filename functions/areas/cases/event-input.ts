import type * as z from 'zod';
import { inputUnionOf } from '../../shared/definition/schemas.ts';
import { eventFields } from './event-definition.ts';

/** An event of a case's timeline as it is sent. */
export const caseEventInput = inputUnionOf(eventFields)
  .refine((event) => event.type !== 'compensation' || event.applicationId !== event.id, {
    error: 'Give the application an id of its own.',
    path: ['applicationId'],
  })
  .refine((event) => event.type !== 'status' || event.outcome === undefined || event.status === 'closed', {
    error: 'An outcome goes with closing a case.',
    path: ['outcome'],
  })
  .refine((event) => event.type !== 'status' || event.herWord === undefined || event.status === 'closed', {
    error: 'What she says of the help goes with closing a case.',
    path: ['herWord'],
  })
  .refine(
    (event) =>
      event.type !== 'safety_plan' ||
      [event.signs, event.goTo, event.call, event.take, event.children].some((text) => text !== undefined),
    { error: 'Write down one thing that she will do.', path: ['signs'] },
  );
export type CaseEventInput = z.infer<typeof caseEventInput>;
export type TakingBackInput = Extract<CaseEventInput, { type: 'taken_back' }>;
