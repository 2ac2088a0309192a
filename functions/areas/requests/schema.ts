import * as z from 'zod';
import { inputOf, listedOf, storedOf } from '../../shared/definition/schemas.ts';
import { page } from '../../shared/fields/page-schema.ts';
import { requestFields } from './definition.ts';

export const requestInput = inputOf(requestFields);
export type RequestInput = z.infer<typeof requestInput>;

export const stepInput = inputOf(requestFields.steps.each);
export type StepInput = z.infer<typeof stepInput>;

export const requestQuery = z.strictObject({ open: z.enum(['true', 'false']).optional(), ...page });

/** A request in an answer. A text is null once the member was erased, absent if none was sent. */
export const request = listedOf(requestFields);
export type Request = z.infer<typeof request>;

/** What a leader or caseworker is told who posts a grievance for a member: what she sent, without the text. */
export const receipt = request
  .pick({ id: true, kind: true, on: true, via: true })
  .extend({ kind: z.literal('grievance') });
export type Receipt = z.infer<typeof receipt>;

/** A request as stored, its texts encrypted with the member's key. */
export const storedRequest = storedOf(requestFields);
export type StoredRequest = z.infer<typeof storedRequest>;
