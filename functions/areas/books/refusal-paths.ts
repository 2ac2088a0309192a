import { AppError, type FieldError, refused } from '../../shared/errors/errors.ts';
import { changeOf, type Posting } from '../../shared/kinds/book-entries.ts';
import type { Balance } from '../../shared/kinds/book-kinds.ts';
import type { Entry, Line } from './listed-sheet-schema.ts';

/**
 * The lists of a sheet or voucher whose fields refusals name by path, such as `entries.0.amountPaise`. A voucher's
 * attendance and entries are empty.
 */
export type SheetContent = {
  readonly attendance: readonly { readonly memberId: string }[];
  readonly entries: readonly Entry[];
  readonly lines: readonly Line[];
};

/** For a refusal by the books: the error 422 with the paths of the refused fields and the amounts concerned. */
export const refusedAt = (
  code: string,
  message: string,
  errors: readonly FieldError[],
  figures: Readonly<Record<string, number>> = {},
): AppError => new AppError('refused', code, message, { errors, extra: figures });

/** For a refusal of a sheet: a field error with the path of each entry and line that `matches` accepts. */
export const errorsAt = (
  { entries, lines }: SheetContent,
  matches: (posting: Entry | Line) => boolean,
  field: 'amountPaise' | 'loanId' | 'borrowingId' | 'firstDueOn',
  message: string,
): FieldError[] => {
  const errorsOf = (list: 'entries' | 'lines', postings: readonly (Entry | Line)[]): FieldError[] =>
    postings.flatMap((posting, index) =>
      matches(posting) ? [{ path: `${list}.${index}.${field}`, message }] : [],
    );
  return [...errorsOf('entries', entries), ...errorsOf('lines', lines)];
};

/** For a refusal of a sheet: the field error with the path of a member in the attendance. */
export const errorAtMember = (
  { attendance }: SheetContent,
  memberId: string,
  message: string,
): FieldError => ({
  path: `attendance.${attendance.findIndex((listed) => listed.memberId === memberId)}.memberId`,
  message,
});

/** For a refusal of a sheet: the net amount that it takes from a balance, and the lower amount that the balance holds. */
export type Shortage = { readonly neededPaise: number; readonly availablePaise: number };

/** Whether a sheet is recorded or reversed. Reversing takes from a balance what recording added to it. */
export type Direction = 'recording' | 'reversing';

const takesFrom = (posting: Posting, balance: Balance, direction: Direction): boolean => {
  const changePaise = changeOf(balance, posting);
  return direction === 'recording' ? changePaise < 0 : changePaise > 0;
};

/** The balances that must not fall below zero. Only taking back a grant takes from grants, and they may have gone to another group. */
const shortages = {
  cash: { code: 'insufficient_cash', message: "The group's cash would fall below zero." },
  bank: { code: 'insufficient_bank', message: "The group's money at the bank would fall below zero." },
  grants: { code: 'insufficient_grants', message: "The group's grants would fall below zero." },
  surplus: { code: 'insufficient_surplus', message: 'More would be shared out than the surplus.' },
  savings: { code: 'insufficient_savings', message: 'Her savings would fall below zero.' },
  loans: { code: 'insufficient_loan', message: 'More would be repaid than was lent.' },
} as const;

/**
 * The refusal of a sheet that takes more of a balance than there is, at each entry and line that takes from it.
 * @param isOfIt whether an entry or line is about this balance; needed if each member or loan has a balance of its own
 */
export const refuseShortage = (
  content: SheetContent,
  balance: keyof typeof shortages,
  direction: Direction,
  figures: Shortage,
  isOfIt: (posting: Entry | Line) => boolean = () => true,
): AppError => {
  const { code, message } = shortages[balance];
  const takes = (posting: Entry | Line): boolean => isOfIt(posting) && takesFrom(posting, balance, direction);
  return refusedAt(code, message, errorsAt(content, takes, 'amountPaise', message), figures);
};

/** For a refusal of a sheet: the id of the loan that an entry names; undefined for a line or an entry without a loan. */
export const loanIdOf = (posting: Entry | Line): string | undefined =>
  'loanId' in posting ? posting.loanId : undefined;

/** For a refusal of a reversal: the error that the sheet or voucher was reversed before. */
export const alreadyReversed = (): AppError =>
  refused('already_reversed', 'This was taken back before, by another reversal.');
