import { erasedMemberKey } from '../table/keys/members.ts';
import type { ConcernedPerson } from './idempotency-claims.ts';

/** The concerned person of a claim that is about one member alone, so that her erasure overwrites it. */
export const concernedMember = (memberId: string): ConcernedPerson => ({
  id: memberId,
  erasedKey: erasedMemberKey(memberId),
});
