import type { Posting } from '../../shared/kinds/book-entries.ts';
import type { Documents } from './documents.ts';
import { type Companions, womanOf } from './joined-records.ts';
import type { MemberDocument } from './member-document.ts';
import { isGiven, principalOf } from './member-loans.ts';
import { sumOf } from './monthly-changes.ts';
import { allLoans } from './quiet-loans.ts';

/**
 * A loan counts with the woman to whom it was given, whoever's row repays it: while two records were one, either may have repaid a loan of the other,
 * and a parting leaves each loan with whom it was given to.
 */

/**
 * Whether an entry repays what may be a loan of a member whose facts count here, though it is another's: their records were joined once.
 */
export const mayRepayOwnLoan = (
  { companions, isOwn }: { readonly companions: Companions; readonly isOwn: (memberId: string) => boolean },
  entry: Posting & { readonly memberId: string },
): boolean => principalOf(entry) < 0 && (companions.get(entry.memberId) ?? []).some(isOwn);

/** A member with all that was repaid on her loans, also by women whose records were one with hers. What she repaid on theirs does not count with her (`outstandingOf`). */
export const withOwnLoans = (
  { joins, members, companions }: Pick<Documents, 'joins' | 'members' | 'companions'>,
  id: string,
  member: MemberDocument,
): MemberDocument => {
  const ids = companions.get(id);
  if (ids === undefined) return member;
  const others = new Set(ids.map((record) => members.get(womanOf(joins, record))));
  others.delete(member);
  const repaidByOthers = [...others]
    .flatMap((other) => (other === undefined ? [] : allLoans(other)))
    .filter((loan) => !isGiven(loan));
  if (repaidByOthers.length === 0) return member;
  const loans = allLoans(member).map((loan) => {
    const more = repaidByOthers.filter((one) => one.id === loan.id).map(({ repaid }) => repaid);
    return { ...loan, repaid: sumOf([loan.repaid, ...more]) };
  });
  return { ...member, loans, quietLoans: null };
};
