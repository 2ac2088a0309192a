import type * as z from 'zod';
import { listedUnionOf, storedUnionOf } from '../../shared/definition/schemas.ts';
import { lazily } from '../../shared/fields/lazily.ts';
import { eventFields } from './event-definition.ts';

/** An event of a case's timeline. Its texts are null once the member was erased. */
export const caseEvent = listedUnionOf(eventFields);
export type CaseEvent = z.infer<typeof caseEvent>;

/** The stored event: its texts are encrypted with the member's key. */
export const storedCaseEvent = lazily(() => storedUnionOf(eventFields));
export type StoredCaseEvent = z.infer<ReturnType<typeof storedCaseEvent>>;
