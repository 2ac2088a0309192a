import type * as z from 'zod';
import type { erasure, erasureAnswer, StoredErasure } from './schema.ts';

/** The API's answer to a request for an erasure, from the stored erasure. */
export const toErasureAnswer = ({
  id,
  of: kind,
  subject,
  requestedAt,
  declinedAt,
  withdrawnAt,
  approvedAt,
  erasedOn,
}: StoredErasure): z.infer<typeof erasureAnswer> => ({
  approvalId: id,
  ...(kind === 'member' ? { memberId: subject } : { personId: subject }),
  requestedAt,
  ...(declinedAt === undefined ? {} : { declinedAt }),
  ...(withdrawnAt === undefined ? {} : { withdrawnAt }),
  ...(approvedAt === undefined ? {} : { approvedAt }),
  ...(erasedOn === undefined ? {} : { erasedOn }),
});

/** The API's answer with an erasure and its reason, for callers who may read the reason. @param reason null if it cannot be decrypted any more */
export const toErasureWithReason = (
  stored: StoredErasure,
  reason: string | null,
): z.infer<typeof erasure> => ({
  id: stored.id,
  ...toErasureAnswer(stored),
  requestedBy: stored.requestedBy,
  reason,
  ...(stored.erasedAt === undefined ? {} : { erasedAt: stored.erasedAt }),
});
