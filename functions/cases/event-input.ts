import type * as z from 'zod';
import { line, note } from '../domain/fields.ts';
import { eventSchemaOf, namedLaws } from './event-schema.ts';

/** An event of a case's timeline as it is sent. */
export const caseEventInput = eventSchemaOf(line, note, namedLaws, {})
  .refine((event) => event.type !== 'compensation' || event.applicationId !== event.id, {
    error: 'Give the application an id of its own.',
    path: ['applicationId'],
  })
  .refine((event) => event.type !== 'status' || event.outcome === undefined || event.status === 'closed', {
    error: 'An outcome goes with closing a case.',
    path: ['outcome'],
  });
export type CaseEventInput = z.infer<typeof caseEventInput>;
export type TakingBackInput = Extract<CaseEventInput, { type: 'taken_back' }>;
