import * as z from 'zod';
import { changeOf } from '../../shared/kinds/book-entries.ts';
import { entryKinds, lineKinds, places } from '../../shared/kinds/book-kinds.ts';
import type { Item } from '../../shared/table/client.ts';
import { balancesOfMove, storedMove } from '../accounts/stored-move.ts';
import { type AccountedMove, type AccountedSheet, summed } from './accounts-of-period.ts';
import { noBalances, times } from './balances.ts';
import { listedEntry, reversal } from './listed-sheet-schema.ts';
import type { StatementMove, StatementSheet } from './member-statement.ts';

/** What the readers of all sheets of a group keep of each: thousands of sheets with hundreds of entries would not fit into memory. */

const reversible = z.object({ reversed: reversal.optional() });

const meetingOfMany = reversible.extend({
  id: z.string(),
  heldOn: z.string(),
  createdAt: z.string(),
  entries: z.array(z.unknown()),
});

/** A move as statements have it, seen from one of its groups: a row for each of some ids that was in it. */
export const movesOfMember = (item: Item, collectiveId: string, ids: readonly string[]): StatementMove[] => {
  const { id, on, from, women, reversed } = storedMove.parse(item);
  const kind = from === collectiveId ? 'moved_out' : 'moved_in';
  return women
    .filter(({ memberId }) => ids.includes(memberId))
    .map((woman) => ({ ...woman, id, on, kind, isReversed: reversed !== undefined }));
};

/** What entries and moves of other ids than a woman's did to loans, which may be hers. */
export type OthersOnLoans = {
  /** By how much their entries changed each loan, in paise. */
  readonly changes: ReadonlyMap<string, number>;
  /** Their moves with loans. */
  readonly moves: readonly Pick<StatementMove, 'kind' | 'loans'>[];
};

/** Adds to `changes` by how much a meeting's entries of other ids than some changed each loan; nothing if it was reversed. */
export const addOthersChanges = (changes: Map<string, number>, item: Item, ids: readonly string[]): void => {
  const { entries, reversed } = meetingOfMany.parse(item);
  if (reversed !== undefined) return;
  for (const entry of entries) {
    const { data } = loanPosting.safeParse(entry);
    if (data === undefined || ids.includes(data.memberId)) continue;
    changes.set(data.loanId, (changes.get(data.loanId) ?? 0) + changeOf('loans', data));
  }
};

/** The loans that went in a move with other ids than some; undefined if there are none, or it was taken back. */
export const othersMove = (
  item: Item,
  collectiveId: string,
  ids: readonly string[],
): OthersOnLoans['moves'][number] | undefined => {
  const { from, women, reversed } = storedMove.parse(item);
  const loans = Object.fromEntries(
    women.filter(({ memberId }) => !ids.includes(memberId)).flatMap((woman) => Object.entries(woman.loans)),
  );
  return reversed !== undefined || Object.keys(loans).length === 0
    ? undefined
    : { kind: from === collectiveId ? 'moved_out' : 'moved_in', loans };
};

/** What a move does to the accounts of one of its groups: nothing if it was taken back. */
export const accountedMove = (
  item: Item,
  collectiveId: string,
): AccountedMove & { readonly isReversed: boolean } => {
  const move = storedMove.parse(item);
  const isReversed = move.reversed !== undefined;
  const goes = balancesOfMove(move);
  return {
    on: move.on,
    changes: isReversed ? noBalances : times(move.from === collectiveId ? -1 : 1, goes),
    isReversed,
  };
};

/** A meeting with the entries under some ids; undefined if it has none. Other entries are not parsed. */
export const meetingOfMember = (item: Item, ids: readonly string[]): StatementSheet | undefined => {
  const { entries, ...meeting } = meetingOfMany.parse(item);
  const hers = entries.filter(
    (entry) =>
      typeof entry === 'object' &&
      entry !== null &&
      'memberId' in entry &&
      ids.includes(String(entry.memberId)),
  );
  return hers.length === 0 ? undefined : { ...meeting, entries: z.array(listedEntry).parse(hers) };
};

const posting = z.object({
  kind: z.enum([...entryKinds, ...lineKinds]),
  amountPaise: z.int(),
  account: z.enum(places).optional(),
  head: z.string().optional(),
});
const loanPosting = posting.extend({ memberId: z.string(), loanId: z.string() });
const accounted = reversible.extend({
  /** Of a meeting. */
  heldOn: z.string().optional(),
  /** Of a voucher. */
  on: z.string().optional(),
  entries: z.array(posting).default([]),
  lines: z.array(posting).default([]),
});

/** What a meeting or voucher does to the accounts: nothing if it was reversed. */
export const accountedSheet = (item: Item): AccountedSheet & { readonly isReversed: boolean } => {
  const { heldOn, on = heldOn, entries, lines, reversed } = accounted.parse(item);
  return {
    on: z.string().parse(on),
    postings: reversed === undefined ? summed([...entries, ...lines]) : [],
    isReversed: reversed !== undefined,
  };
};
