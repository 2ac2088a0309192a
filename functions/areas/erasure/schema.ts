import * as z from 'zod';
import { inputOf, listedOf, storedOf } from '../../shared/definition/schemas.ts';
import { page } from '../../shared/fields/page-schema.ts';
import { comparable } from '../same-women/comparable.ts';
import { erasureFields, type subjectKinds } from './definition.ts';

export type SubjectKind = (typeof subjectKinds)[number];

export const erasureInput = inputOf(erasureFields);
export type ErasureInput = z.infer<typeof erasureInput>;

/** An erasure with its reason, for callers who may read it. `approvalId` is the same as `id`. */
export const erasure = listedOf(erasureFields);
export type Erasure = z.infer<typeof erasure>;

/** The answer to a request for an erasure, and to its repetition: how far it has come. */
export const erasureAnswer = erasure.pick({
  approvalId: true,
  memberId: true,
  personId: true,
  requestedAt: true,
  declinedAt: true,
  withdrawnAt: true,
  approvedAt: true,
  erasedOn: true,
});
export type ErasureAnswer = z.infer<typeof erasureAnswer>;

export const erasureQuery = z.strictObject(page);

// Stored records

/** An erasure as stored. */
export const storedErasure = storedOf(erasureFields);
export type StoredErasure = z.infer<typeof storedErasure>;

/** The attributes of a member that her erasure needs; the others go unchanged to the erased record. */
export const erasableMember = z.looseObject({
  id: z.string(),
  code: z.string(),
  version: z.int(),
  collectiveId: z.string(),
  /** Absent while she is a member. */
  exitedOn: z.string().optional(),
  /** Present if her record was joined to another (shared/one-woman). */
  joinedTo: z.string().optional(),
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
