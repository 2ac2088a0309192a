import { sumOf } from '../../shared/kinds/book-entries.ts';
import { compareTexts } from '../../shared/text/compare-texts.ts';
import type { MovedWoman } from '../accounts/stored-move.ts';
import type { ListedMeeting } from './listed-sheet-schema.ts';
import {
  type DerivedLoan,
  findLoans,
  type IdsOfMember,
  type OpenedMember,
  openedOf,
} from './member-loans.ts';
import type { Opening } from './opening-schema.ts';
import type { MemberSavings } from './report-schema.ts';

/**
 * A member's savings, loans and statement with one collective, computed from its sheets. compare-account.ts compares them with her account,
 * combine-savings.ts adds up what she has with several collectives.
 */

/** What a woman took along in a move, seen from one of its groups: whether she came to it, or left it. */
export type StatementMove = MovedWoman & {
  readonly id: string;
  readonly on: string;
  readonly kind: 'moved_in' | 'moved_out';
  readonly isReversed: boolean;
};

/** The fields of a sheet that a member's statement needs. */
export type StatementSheet = Pick<ListedMeeting, 'id' | 'heldOn' | 'createdAt' | 'entries' | 'reversed'>;

/** A member's savings with one collective, without the fields that depend on today. */
export type DerivedSavings = Omit<MemberSavings, 'loans'> & {
  readonly loans: DerivedLoan[];
  /**
   * The number of records from which this was computed: sheets with entries of the member, her moves, reversals of these, and openings that list
   * her. Her account counts the same records.
   */
  readonly sheets: number;
};

const compareByDate = (a: StatementSheet, b: StatementSheet): number =>
  compareTexts(a.heldOn, b.heldOn) ||
  Date.parse(a.createdAt) - Date.parse(b.createdAt) ||
  compareTexts(a.id, b.id);

const openingLines = (
  { id: openingId, asOf: heldOn }: Opening,
  { savingsPaise, loans }: OpenedMember,
): MemberSavings['statement'] => {
  const line = { openingId, heldOn, kind: 'opening', reversed: false } as const;
  return [
    ...(savingsPaise > 0 ? [{ ...line, amountPaise: savingsPaise }] : []),
    ...loans.flatMap(({ loanId, outstandingPaise }) =>
      outstandingPaise > 0 ? [{ ...line, amountPaise: outstandingPaise, loanId }] : [],
    ),
  ];
};

const moveLine = ({ id, on, kind, savingsPaise, loansOutstandingPaise, isReversed }: StatementMove) => ({
  moveId: id,
  heldOn: on,
  kind,
  savingsPaise,
  loansPaise: loansOutstandingPaise,
  reversed: isReversed,
});

/** The lines of sheets and moves, by date. Within a day, moves in come first, then the sheets, then moves out. */
const withMoves = (
  moves: readonly StatementMove[],
  lines: MemberSavings['statement'],
): MemberSavings['statement'] => {
  const linesOf = (kind: StatementMove['kind']) => moves.filter((move) => move.kind === kind).map(moveLine);
  return [...linesOf('moved_in'), ...lines, ...linesOf('moved_out')].sort((a, b) =>
    compareTexts(a.heldOn, b.heldOn),
  );
};

const movedSavings = (moves: readonly StatementMove[]): number =>
  moves.reduce(
    (sum, { kind, savingsPaise }) => sum + (kind === 'moved_in' ? savingsPaise : -savingsPaise),
    0,
  );

/** How often sheets and their reversals changed her accounts. A sheet with entries of two of her ids changed two accounts, or one account twice. */
const countChanges = (sheets: readonly StatementSheet[]): number => {
  let count = 0;
  for (const { entries, reversed } of sheets) {
    const ids = new Set(entries.map(({ memberId }) => memberId));
    const timesWritten = reversed === undefined ? 1 : 2;
    count += ids.size * timesWritten;
  }
  return count;
};

/**
 * A member's savings with one collective, computed from its opening, sheets and moves alone. The amounts are the sums of the statement's
 * entries that were not reversed, so they always agree with it. Only changes of her loans by others (`IdsOfMember`) are not in her statement.
 * @param sheets all sheets of the collective, in any order
 * @param moves her moves out of the collective and into it, by date
 */
export const deriveSavings = (
  sheets: readonly StatementSheet[],
  opening: Opening | undefined,
  ids: IdsOfMember,
  moves: readonly StatementMove[] = [],
): DerivedSavings => {
  const herSheets = sheets
    .map((sheet) => ({
      ...sheet,
      entries: sheet.entries.filter(({ memberId }) => ids.own.includes(memberId)),
    }))
    .filter(({ entries }) => entries.length > 0)
    .sort(compareByDate);
  const effectiveSheets = herSheets.filter(({ reversed }) => reversed === undefined);
  const effectiveEntries = effectiveSheets.flatMap(({ entries }) => entries);
  const opened = openedOf(opening, ids.own);
  const openedSavings = opened.reduce((sum, { savingsPaise }) => sum + savingsPaise, 0);
  const effectiveMoves = moves.filter(({ isReversed }) => !isReversed);
  const loans = findLoans(effectiveSheets, opened, effectiveMoves, ids);
  const reversedMoves = moves.length - effectiveMoves.length;
  const sheetLines = herSheets.flatMap(({ id, heldOn, entries, reversed }) =>
    entries.map((entry) => ({
      meetingId: id,
      heldOn,
      kind: entry.kind,
      amountPaise: entry.amountPaise,
      ...('loanId' in entry && entry.loanId !== undefined ? { loanId: entry.loanId } : {}),
      reversed: reversed !== undefined,
    })),
  );
  return {
    sheets: countChanges(herSheets) + opened.length + moves.length + reversedMoves,
    savingsPaise: openedSavings + sumOf('savings', effectiveEntries) + movedSavings(effectiveMoves),
    loansOutstandingPaise: loans.reduce((total, { outstandingPaise }) => total + outstandingPaise, 0),
    loans,
    statement: [
      ...(opening === undefined ? [] : opened.flatMap((one) => openingLines(opening, one))),
      ...withMoves(moves, sheetLines),
    ],
  };
};
