import * as z from 'zod';
import { clientId, date, line, page } from '../domain/fields.ts';

export const erasureInput = z.strictObject({ id: clientId, reason: line });
export type ErasureInput = z.infer<typeof erasureInput>;

const about = {
  /** Whom it is about: a member, or else a leader or one of the staff. */
  memberId: clientId.optional(),
  personId: clientId.optional(),
};

const course = {
  requestedAt: z.iso.datetime(),
  /** When it was declined; then nothing was erased, and it may be asked for again. */
  declinedAt: z.iso.datetime().optional(),
  /** When it was approved; from then on nobody reaches her. */
  approvedAt: z.iso.datetime().optional(),
  /** The Indian date on which her key is destroyed; there once it was approved. */
  erasedOn: date.optional(),
};

/** What the auditor is told when she asks for an erasure, and asks again. */
export const erasureAnswer = z.object({ approvalId: clientId, ...about, ...course });

export const erasure = z.object({
  id: clientId,
  approvalId: clientId,
  ...about,
  ...course,
  requestedBy: z.string(),
  /** Null once her key is destroyed, with which it is encrypted; and of one that was declined. */
  reason: z.string().nullable(),
  /** When the key was destroyed; not there while the retention period runs. */
  erasedAt: z.iso.datetime().optional(),
});

export const erasureQuery = z.strictObject(page);

// What is stored

/** Whose erasure it may be. */
export const subjectKinds = ['member', 'person'] as const;
export type SubjectKind = (typeof subjectKinds)[number];

/** As it lies in the table: its id is also the id of the approval, and its reason is encrypted with the key of whom it is about. */
export const storedErasure = z.object({
  id: z.string(),
  of: z.enum(subjectKinds),
  subject: z.string(),
  ...course,
  requestedBy: z.string(),
  reason: z.string().optional(),
  erasedAt: z.iso.datetime().optional(),
});
export type StoredErasure = z.infer<typeof storedErasure>;

/** Of a member what her erasure needs: every other attribute is moved as it is. */
export const erasableMember = z.looseObject({
  id: z.string(),
  code: z.string(),
  version: z.int(),
  /** At most nine: see functions/members/search-tokens.ts. */
  searchTokens: z.array(z.string()),
  /** At most seven: see functions/names/full-names.ts. */
  fullNameTokens: z.array(z.string()).default([]),
});
export type ErasableMember = z.infer<typeof erasableMember>;

/** The same of a leader or one of the staff. */
export const erasablePerson = z.looseObject({ id: z.string(), version: z.int() });
export type ErasablePerson = z.infer<typeof erasablePerson>;
