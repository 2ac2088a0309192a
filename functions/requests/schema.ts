import * as z from 'zod';
import { clientId, date, note, stamp } from '../domain/fields.ts';
import { requestKinds, requestSteps, waysOfSaying } from '../domain/member-words.ts';
import { page } from '../domain/page-schema.ts';
import { encryptedText } from '../vault/encrypted-text.ts';

const requestFields = {
  id: clientId,
  kind: z.enum(requestKinds),
  on: date,
  via: z.enum(waysOfSaying),
};
/** What a member asks about what is kept of her. */
export const requestInput = z.strictObject({ ...requestFields, text: note.optional() });
export type RequestInput = z.infer<typeof requestInput>;

const stepFields = {
  id: clientId,
  on: date,
  step: z.enum(requestSteps),
};
export const stepInput = z.strictObject({ ...stepFields, text: note.optional() });
export type StepInput = z.infer<typeof stepInput>;

export const requestQuery = z.strictObject({ open: z.enum(['true', 'false']).optional(), ...page });

// API answers

/** A text as returned: null once the member was erased, absent if none was sent. */
const text = z.string().nullable().optional();
const made = { createdAt: stamp.createdAt, createdBy: stamp.createdBy };

export const request = z.object({
  ...requestFields,
  memberId: clientId,
  /** Left out once she was erased. */
  memberCode: z.string().optional(),
  text,
  /** 90 days after `on`. */
  dueOn: date,
  status: z.enum(['open', 'answered', 'refused']),
  /** Sorted by `on`, then by when they were recorded. */
  steps: z.array(z.object({ ...stepFields, text, ...made })),
  takenBack: z.object({ id: clientId, on: date }).optional(),
  ...stamp,
});
export type Request = z.infer<typeof request>;

/** What a leader or caseworker is told who posts a grievance for a member: what she sent, without the text. */
export const receipt = z.object({ ...requestFields, kind: z.literal('grievance') });
export type Receipt = z.infer<typeof receipt>;

// Stored records

export const storedRequest = z.object({
  ...requestFields,
  memberId: clientId,
  text: encryptedText.optional(),
  steps: z.array(z.object({ ...stepFields, text: encryptedText.optional(), ...made })),
  takenBack: z.object({ id: clientId, on: date, reason: encryptedText, ...made }).optional(),
  ...stamp,
});
export type StoredRequest = z.infer<typeof storedRequest>;
