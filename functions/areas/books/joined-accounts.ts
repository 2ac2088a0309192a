import { notFound } from '../../shared/errors/errors.ts';
import type { Write } from '../../shared/table/client.ts';
import { accountKey } from '../../shared/table/keys.ts';
import type { StoredAccount } from '../accounts/account.ts';
import type { SheetContent } from './refusal-paths.ts';

/**
 * A sheet may name a record that was joined to another (shared/one-woman): it was sent by a phone that did not know. A sheet is written without reading
 * first, so the joined account refuses it, and says to whose account everything goes.
 */

/** To whose account the entries of a sheet's members go, as far as that is known. */
export type StandingIds = {
  /** The id whose account takes what was sent under an id. */
  readonly of: (memberId: string) => string;
  /** Notes that an account refused a write because it is joined to another; false if it is not. */
  readonly note: (account: StoredAccount | undefined) => boolean;
  /** Checks that the accounts noted before are still joined to the same ones, for the transaction that goes by it. */
  readonly checks: (collectiveId: string) => Write[];
};

/** A sheet's content with the ids of kept accounts in place of joined ones. Paths into it stay what they were. */
export const underIds = (content: SheetContent, { of }: Pick<StandingIds, 'of'>): SheetContent => ({
  ...content,
  attendance: content.attendance.map((one) => ({ ...one, memberId: of(one.memberId) })),
  entries: content.entries.map((entry) => ({ ...entry, memberId: of(entry.memberId) })),
});

/** Under how many ids a sheet has entries that go to one account. */
export const countIdsSent = (
  { entries }: SheetContent,
  { of }: Pick<StandingIds, 'of'>,
  memberId: string,
): number => new Set(entries.map((entry) => entry.memberId).filter((sent) => of(sent) === memberId)).size;

/** Writes something to accounts, and again as long as an account refuses because it is joined to another. */
export const underStandingIds = async <T>(write: (ids: StandingIds) => Promise<T>): Promise<T> => {
  const joinedTo = new Map<string, string>();
  let isAnother = false;
  const of = (memberId: string): string => {
    const next = joinedTo.get(memberId);
    return next === undefined ? memberId : of(next);
  };
  const ids: StandingIds = {
    of,
    note: (account) => {
      if (account?.joinedTo === undefined) return false;
      joinedTo.set(account.memberId, account.joinedTo);
      isAnother = true;
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
          isAnother = true;
          return notFound();
        },
      })),
  };
  for (;;) {
    isAnother = false;
    try {
      return await write(ids);
    } catch (error) {
      if (!isAnother) throw error;
    }
  }
};
