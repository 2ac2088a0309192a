import type { ItemOf } from '../../api/routes.ts';
import type { MessageKey } from '../text.ts';

export type Erasure = ItemOf<'GET /api/erasures'>;

export const kindOf = ({ memberId }: Pick<Erasure, 'memberId'>) =>
  memberId === undefined ? 'person' : 'member';

/** The text for how far an erasure has come. */
export function stateOf(erasure: Erasure): MessageKey {
  if (erasure.erasedAt !== undefined) return 'erasure.done';
  if (erasure.approvedAt !== undefined) return 'erasure.approved';
  if (erasure.withdrawnAt !== undefined) return 'erasure.withdrawn';
  if (erasure.declinedAt !== undefined) return 'erasure.declined';
  return `erasure.waiting.${kindOf(erasure)}`;
}

/** Whether an erasure came to nothing, so that it can be asked for again. */
export const isOver = ({ withdrawnAt, declinedAt }: Erasure): boolean =>
  withdrawnAt !== undefined || declinedAt !== undefined;

/** The erasures of a member, the first asked for first. */
export const erasuresOf = (erasures: readonly Erasure[], memberId: string): Erasure[] =>
  erasures
    .filter((erasure) => erasure.memberId === memberId)
    .toSorted((a, b) => a.requestedAt.localeCompare(b.requestedAt));
