import * as z from 'zod';
import { clientId, date, line } from '../../shared/fields/fields.ts';
import { page } from '../../shared/fields/page-schema.ts';
import { encryptedText } from '../../shared/vault/encrypted-text.ts';
import { comparable } from '../same-women/comparable.ts';

export const erasureInput = z.strictObject({ id: clientId, reason: line });
export type ErasureInput = z.infer<typeof erasureInput>;

const subjectIds = {
  // The subject: either a member, or a leader or staff member.
  memberId: clientId.optional(),
  personId: clientId.optional(),
};

const progress = {
  requestedAt: z.iso.datetime(),
  /** When it was declined: nothing was erased, and it may be requested again. */
  declinedAt: z.iso.datetime().optional(),
  /** When whoever asked took it back: nothing was erased, and it may be requested again. */
  withdrawnAt: z.iso.datetime().optional(),
  /** When it was approved: from then on nobody can read her record. */
  approvedAt: z.iso.datetime().optional(),
  /** The day (Indian date) on which her key is due to be destroyed, set by the approval. `erasedAt` says when it was done. */
  erasedOn: date.optional(),
};

/** The answer to a request for an erasure, and to its repetition. */
export const erasureAnswer = z.object({ approvalId: clientId, ...subjectIds, ...progress });

export const erasure = z.object({
  id: clientId,
  /** The same as `id`. */
  approvalId: clientId,
  ...subjectIds,
  ...progress,
  requestedBy: z.string(),
  /** Encrypted with her key, so null once that is destroyed; null too if declined or withdrawn. */
  reason: z.string().nullable(),
  /** When the key was destroyed; absent during the retention period. */
  erasedAt: z.iso.datetime().optional(),
});

export const erasureQuery = z.strictObject(page);

// Stored records

/** The words for whom an erasure is about: a member, or a person with access. */
export const subjectKinds = ['member', 'person'] as const;
export type SubjectKind = (typeof subjectKinds)[number];

/** The stored erasure. Its id is also the approval's, and the reason is encrypted with the subject's key. */
export const storedErasure = z.object({
  id: z.string(),
  /** The kind of the subject. */
  of: z.enum(subjectKinds),
  /** The subject's id. */
  subject: z.string(),
  ...progress,
  requestedBy: z.string(),
  /** Deleted when the erasure is declined or withdrawn. */
  reason: encryptedText.optional(),
  erasedAt: z.iso.datetime().optional(),
});
export type StoredErasure = z.infer<typeof storedErasure>;

/** The attributes of a member that her erasure needs; the others go unchanged to the erased record. */
export const erasableMember = z.looseObject({
  id: z.string(),
  code: z.string(),
  version: z.int(),
  collectiveId: z.string(),
  /** Absent while she is a member. */
  exitedOn: z.string().optional(),
  district: z.string(),
  movedFrom: z.object({ district: z.string() }).optional(),
  /** At most nine, in her district and in the one that she moved from: see functions/areas/members/token-and-account-writes.ts. */
  searchTokens: z.array(z.string()),
  /** At most seven: see functions/shared/names/full-names.ts. */
  fullNameTokens: z.array(z.string()).default([]),
  ...comparable.pick({ createdAt: true, birthYear: true, likeness: true }).shape,
});
export type ErasableMember = z.infer<typeof erasableMember>;

/** The attributes of a leader or staff member that her erasure needs. */
export const erasablePerson = z.looseObject({ id: z.string(), signInName: z.string(), version: z.int() });
export type ErasablePerson = z.infer<typeof erasablePerson>;
