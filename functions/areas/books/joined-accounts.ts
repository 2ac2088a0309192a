import { type AppError, notFound, refused } from '../../shared/errors/errors.ts';
import { maxItems } from '../../shared/kinds/book-limits.ts';
import type { Write } from '../../shared/table/client.ts';
import { accountKey } from '../../shared/table/keys/collectives.ts';
import type { StoredAccount } from '../accounts/account.ts';
import type { SheetContent } from './refusal-paths.ts';

/**
 * A sheet may name a record that was joined to another (shared/one-woman), since the phone did not know of the join. A sheet is written without reading
 * first. So the write to the joined account fails, and the failure shows the kept account, under which the sheet is written again.
 */

/** The accounts to which the entries of a sheet's members go, as far as joins are known. */
export type StandingIds = {
  /** The id of the account that takes what was sent under an id. */
  readonly of: (memberId: string) => string;
  /** Notes that an account refused a write because it is joined to another; false if it is not. */
  readonly note: (account: StoredAccount | undefined) => boolean;
  /** For the same transaction: checks that the accounts that were noted are still joined to the same ones. */
  readonly checks: (collectiveId: string) => Write[];
};

/** A sheet's content with the ids of kept accounts in place of joined ones. Paths into it stay what they were. */
export const underIds = (content: SheetContent, { of }: Pick<StandingIds, 'of'>): SheetContent => ({
  ...content,
  attendance: content.attendance.map((one) => ({ ...one, memberId: of(one.memberId) })),
  entries: content.entries.map((entry) => ({ ...entry, memberId: of(entry.memberId) })),
});

/** The number of ids under which a sheet has entries for one account. */
export const countIdsSent = (
  { entries }: SheetContent,
  { of }: Pick<StandingIds, 'of'>,
  memberId: string,
): number => new Set(entries.map((entry) => entry.memberId).filter((sent) => of(sent) === memberId)).size;

/**
 * The refusal of a sheet or an opening that has no room for the checks of joined accounts; undefined if it fits. Its limits leave room for all else, so it
 * fits under the ids of the kept records.
 * @param claims how many ids it uses up, its own among them
 */
export const validateRoom = (claims: number, writes: readonly Write[]): AppError | undefined =>
  // And the line of the journal.
  claims + writes.length + 1 > maxItems
    ? refused(
        'sheet_too_large',
        'Records that this names were joined since, and it has no room for checking that. Name each woman by the record that stands now: then it fits.',
      )
    : undefined;

/** Writes to accounts, and writes again as long as that fails because of a join, or a parting, that was not known. */
export const underStandingIds = async <T>(write: (ids: StandingIds) => Promise<T>): Promise<T> => {
  const joinedTo = new Map<string, string>();
  let hasLearned = false;
  const of = (memberId: string): string => {
    const next = joinedTo.get(memberId);
    return next === undefined ? memberId : of(next);
  };
  const ids: StandingIds = {
    of,
    note: (account) => {
      if (account?.joinedTo === undefined) return false;
      joinedTo.set(account.memberId, account.joinedTo);
      hasLearned = true;
      return true;
    },
    checks: (collectiveId) =>
      [...joinedTo].map(([memberId, to]) => ({
        check: accountKey(collectiveId, memberId),
        condition: 'joinedTo = :to',
        values: { ':to': to },
        // The two were parted meanwhile.
        errorIfFailed: () => {
          joinedTo.delete(memberId);
          hasLearned = true;
          return notFound();
        },
      })),
  };
  for (;;) {
    hasLearned = false;
    try {
      return await write(ids);
    } catch (error) {
      if (!hasLearned) throw error;
    }
  }
};
