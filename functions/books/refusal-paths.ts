import { type Balance, changesOf, type Posting } from '../domain/book-entries.ts';
import { AppError, type FieldError, refused } from '../domain/errors.ts';
import type { Entry, Line } from './entry-schema.ts';

/** The parts of a sheet that refusals name, with their paths in the request. A voucher has neither attendance nor entries. */
export type SheetContent = {
  readonly attendance: readonly { readonly memberId: string }[];
  readonly entries: readonly Entry[];
  readonly lines: readonly Line[];
};

export const refuse = (
  code: string,
  message: string,
  errors: readonly FieldError[],
  figures: Readonly<Record<string, number>> = {},
): AppError => new AppError('refused', code, message, { errors, extra: figures });

/** For a refusal of a sheet: the field errors at those entries and lines that `matches` accepts, with one message. */
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

/** For a refusal of a sheet: the field error at a member, at her place in the attendance. */
export const errorAtMember = (
  { attendance }: SheetContent,
  memberId: string,
  message: string,
): FieldError => ({
  path: `attendance.${attendance.findIndex((listed) => listed.memberId === memberId)}.memberId`,
  message,
});

/** What a sheet takes of a balance, net, and what the balance held. */
export type Shortage = { readonly neededPaise: number; readonly availablePaise: number };

/** What the entries and lines that take from a balance do to it: a reversal takes what the sheet added. */
export type Direction = 'recording' | 'reversing';

/** For a refusal of a sheet: whether an entry or a line, or its reversal, takes from a balance. */
export const takesFrom = (posting: Posting, balance: Balance, direction: Direction): boolean =>
  direction === 'recording' ? changesOf(posting)[balance] < 0 : changesOf(posting)[balance] > 0;

/** For a refusal of a sheet: the id of the loan that an entry names. */
export const loanIdOf = (posting: Entry | Line): string | undefined =>
  'loanId' in posting ? posting.loanId : undefined;

export const alreadyReversed = (): AppError =>
  refused('already_reversed', 'This was taken back before, by another reversal.');
