import { type Posting, sumOf } from '../../../../../functions/shared/kinds/book-entries.ts';
import type { AnswerOf } from '../../../api/routes.ts';

/** What women owed before a sheet that is typed or corrected at the desk; pure. */

type Account = AnswerOf<'GET /api/collectives/{id}/ledger'>['members'][number];
type Entry = Posting & { readonly memberId?: string };
type Sheet = { readonly id: string; readonly heldOn: string; readonly reversed?: object | undefined } & {
  readonly entries: readonly Entry[];
};

/**
 * The entries of the sheets that were held after a day and are not reversed.
 * @param corrects the id of the sheet that the draft corrects, which is not reversed yet. Its entries are left out
 */
export const entriesAfter = (sheets: readonly Sheet[], on: string, corrects?: string): Entry[] =>
  sheets.flatMap(({ id, heldOn, reversed, entries }) =>
    on !== '' && heldOn > on && reversed === undefined && id !== corrects ? entries : [],
  );

/**
 * What each woman owed before a sheet, by her id.
 * @param accounts what they owe now
 * @param since the entries from this sheet on that the accounts have
 */
export const owedBefore = (
  accounts: readonly Pick<Account, 'memberId' | 'loansOutstandingPaise'>[],
  since: readonly Entry[],
): ReadonlyMap<string, number> => {
  const ofMember = Map.groupBy(since, ({ memberId }) => memberId);
  return new Map(
    accounts.map(({ memberId, loansOutstandingPaise }) => [
      memberId,
      loansOutstandingPaise - sumOf('loans', ofMember.get(memberId) ?? []),
    ]),
  );
};
