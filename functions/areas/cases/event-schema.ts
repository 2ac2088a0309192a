import * as z from 'zod';
import { listedOf, storedOf } from '../../shared/definition/define.ts';
import { lazily } from '../../shared/fields/lazily.ts';
import { eventFields } from './definition.ts';

/** An event of a case's timeline. Its texts are null once the member was erased. */
export const caseEvent = z.discriminatedUnion('type', [
  listedOf(eventFields.service),
  listedOf(eventFields.entitlement),
  listedOf(eventFields.compensation),
  listedOf(eventFields.proceeding),
  listedOf(eventFields.referral),
  listedOf(eventFields.follow_up),
  listedOf(eventFields.note),
  listedOf(eventFields.status),
  listedOf(eventFields.taken_back),
]);
export type CaseEvent = z.infer<typeof caseEvent>;

/** The stored event: its texts are encrypted with the member's key. */
export const storedCaseEvent = lazily(() =>
  z.discriminatedUnion('type', [
    storedOf(eventFields.service),
    storedOf(eventFields.entitlement),
    storedOf(eventFields.compensation),
    storedOf(eventFields.proceeding),
    storedOf(eventFields.referral),
    storedOf(eventFields.follow_up),
    storedOf(eventFields.note),
    storedOf(eventFields.status),
    storedOf(eventFields.taken_back),
  ]),
);
export type StoredCaseEvent = z.infer<ReturnType<typeof storedCaseEvent>>;
