import { namesLoan } from '../../../../functions/shared/kinds/book-kinds.ts';
import { formatDate, formatRupees } from '../../i18n/format.ts';
import { language } from '../../i18n/language.ts';
import type { Borrowing, Member } from '../row-kinds.ts';
import type { SheetEntry, SheetLine } from './row/entries-and-lines.ts';
import { writeRate } from './row/typed-numbers.ts';
import { type SheetKey, t } from './text.ts';

/** Entries, lines and loans in words. */

/** The text keys for the heads of account: what the group's money was spent on, or which grant it received. */
const headKeys = {
  stationery: 'head.stationery',
  travel: 'head.travel',
  honorarium: 'head.honorarium',
  meeting: 'head.meeting',
  audit: 'head.audit',
  other: 'head.other',
  revolving_fund: 'head.revolving_fund',
  subvention: 'head.subvention',
  donation: 'head.donation',
} as const satisfies Readonly<Record<string, SheetKey>>;

/** The text keys for the sources from which a group borrows, such as the Community Investment Fund (`cif`). */
const sourceKeys = {
  bank_linkage: 'source.bank_linkage',
  cif: 'source.cif',
  stree_nidhi: 'source.stree_nidhi',
  ngo: 'source.ngo',
  other: 'source.other',
} as const satisfies Readonly<Record<string, SheetKey>>;

/** The text for a code; a code that this version does not know is shown as it is. */
const wordOf = (keys: Readonly<Record<string, SheetKey>>, code: string): string => {
  const key = keys[code];
  return key === undefined ? code : t(key);
};

/** The text on a leader's sheet for a head of account. */
export const headWord = (head: string): string => wordOf(headKeys, head);

/** The text on a leader's sheet for a borrowing of the group: from whom, since when, and how much is owed. */
export const borrowingWords = ({ source, sanctionedOn, outstandingPaise }: Borrowing): string =>
  t('group.borrowingOf', {
    source: wordOf(sourceKeys, source),
    date: formatDate(sanctionedOn, language()),
    amount: formatRupees(outstandingPaise),
  });

/**
 * The text on a leader's sheet for the difference between the cash counted and the cash expected; empty if they agree.
 * @param differencePaise counted less expected
 */
export const describeDifference = (differencePaise: number): string =>
  differencePaise === 0
    ? ''
    : t(differencePaise < 0 ? 'totals.missing' : 'totals.over', {
        amount: formatRupees(Math.abs(differencePaise)),
      });

/** The text on a leader's sheet for a woman's loan: since when, and how much is owed. */
export const loanWords = ({ disbursedOn, outstandingPaise }: Member['loans'][number]): string => {
  const amount = formatRupees(outstandingPaise);
  return disbursedOn === undefined
    ? t('sheet.loanOwed', { amount })
    : t('sheet.loanOf', { date: formatDate(disbursedOn, language()), amount });
};

/** The text that says which of a woman's loans an entry is about; none if the woman has only one loan, or if the loan's day is unknown. */
function loanOfEntry({ kind, loanId }: SheetEntry, loans: Member['loans']): string[] {
  if (loans.length < 2 || !namesLoan(kind)) return [];
  const disbursedOn = loans.find((loan) => loan.loanId === loanId)?.disbursedOn;
  return disbursedOn === undefined ? [] : [t('more.ofLoan', { date: formatDate(disbursedOn, language()) })];
}

/** The texts for an entry's details on a leader's sheet: all but its kind, its amount and its loan. */
export const detailsOf = ({
  account,
  purpose,
  ratePerMonthBasisPoints,
  instalments,
  firstDueOn,
  reason,
}: SheetEntry): string[] => [
  ...(account === 'bank' ? [t('more.bank')] : []),
  ...(purpose === undefined ? [] : [t(`purpose.${purpose}`)]),
  ...(ratePerMonthBasisPoints === undefined
    ? []
    : [t('more.terms', { rate: writeRate(ratePerMonthBasisPoints) })]),
  ...(instalments === undefined || firstDueOn === undefined
    ? []
    : [t('more.instalmentsFrom', { count: instalments, date: formatDate(firstDueOn, language()) })]),
  ...(reason === undefined ? [] : [reason]),
];

/**
 * The text on a leader's sheet for a woman's entry: its kind, its amount and its details.
 * @param loans all the woman's loans, to say which one the entry is about
 */
export const entryWords = (entry: SheetEntry, loans: Member['loans'] = []): string =>
  [
    `${t(`sheet.${entry.kind}`)} ${formatRupees(entry.amountPaise)}`,
    ...loanOfEntry(entry, loans),
    ...detailsOf(entry),
  ].join(' · ');

/** The text on a leader's sheet for a group's line: its kind, its amount and its details. */
export const lineWords = (line: SheetLine, borrowings: readonly Borrowing[] = []): string => {
  const borrowing = borrowings.find(({ id }) => id === line.borrowingId);
  return [
    `${t(`line.${line.kind}`)} ${formatRupees(line.amountPaise)}`,
    ...(line.head === undefined ? [] : [headWord(line.head)]),
    ...(borrowing === undefined ? [] : [borrowingWords(borrowing)]),
    ...(line.account === 'bank' ? [t('more.bank')] : []),
    ...(line.reason === undefined ? [] : [line.reason]),
  ].join(' · ');
};
