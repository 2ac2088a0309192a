import {
  type EntryKind,
  expenseHeads,
  grantHeads,
  type LineKind,
} from '../../../functions/shared/kinds/book-kinds.ts';
import type { LoanPurpose } from '../../../functions/shared/kinds/loan-words.ts';
import type { BodyOf } from '../api/routes.ts';
import { requiredOneOf } from '../design/fields/one-of.ts';

/** The body of the API's request that records a meeting's sheet, for the phone and the staff's desk; pure. */

export type SheetBody = BodyOf<'POST /api/collectives/{id}/meetings'>;
export type EntryBody = SheetBody['entries'][number];
export type LineBody = NonNullable<SheetBody['lines']>[number];

type Account = 'cash' | 'bank';

/** A member's entry with the fields of all kinds; `entryBody` leaves out those that its kind does not have. */
export type AnyEntry = {
  readonly memberId: string;
  readonly kind: EntryKind;
  readonly amountPaise: number;
  readonly account?: Account | undefined;
  readonly loanId?: string | undefined;
  readonly purpose?: LoanPurpose | undefined;
  readonly ratePerMonthBasisPoints?: number | undefined;
  readonly instalments?: number | undefined;
  readonly firstDueOn?: string | undefined;
  readonly reason?: string | undefined;
};

/** A group's line with the fields of all kinds; `lineBody` leaves out those that its kind does not have. */
export type AnyLine = {
  readonly kind: LineKind;
  readonly amountPaise: number;
  readonly account?: Account | undefined;
  readonly head?: string | undefined;
  readonly borrowingId?: string | undefined;
  readonly reason?: string | undefined;
};

/** The API's default account is cash, so only the bank is sent. */
const accountField = (account: Account | undefined) => (account === 'bank' ? { account } : {});

/**
 * A member's entry in the body of a sheet: only the fields of its kind. A required text that is missing is sent empty, so
 * that the API refuses it at that field.
 */
export function entryBody(entry: AnyEntry): EntryBody {
  const { memberId, kind, amountPaise, loanId = '', reason = '' } = entry;
  const account = accountField(entry.account);
  switch (kind) {
    case 'deposit':
    case 'withdrawal':
    case 'fine':
    case 'dividend':
      return { memberId, kind, amountPaise, ...account };
    case 'loan': {
      const { purpose, ratePerMonthBasisPoints, instalments, firstDueOn } = entry;
      return {
        memberId,
        kind,
        amountPaise,
        loanId,
        ...account,
        ...(purpose === undefined ? {} : { purpose }),
        ...(ratePerMonthBasisPoints === undefined ? {} : { ratePerMonthBasisPoints }),
        ...(instalments === undefined ? {} : { instalments }),
        ...(firstDueOn === undefined ? {} : { firstDueOn }),
      };
    }
    case 'repayment':
      return { memberId, kind, amountPaise, loanId, ...account };
    // The only kind whose loan is optional.
    case 'interest':
      return { memberId, kind, amountPaise, ...(loanId === '' ? {} : { loanId }), ...account };
    // Her savings repay her loan, or the group gives a debt up: no money moves, so there is no account.
    case 'set_off':
      return { memberId, kind, amountPaise, loanId };
    case 'write_off':
      return { memberId, kind, amountPaise, loanId, reason };
  }
}

/**
 * A group's line in the body of a sheet: only the fields of its kind; a missing text is sent empty, as in an entry.
 * @throws RangeError if a grant's or an expense's `head` is none of the options
 */
export function lineBody({
  kind,
  amountPaise,
  head,
  borrowingId = '',
  reason = '',
  ...line
}: AnyLine): LineBody {
  const account = accountField(line.account);
  switch (kind) {
    case 'bank_deposit':
    case 'bank_withdrawal':
    case 'bank_interest':
    case 'bank_charge':
      return { kind, amountPaise };
    case 'membership_fee':
    case 'other_income':
      return { kind, amountPaise, ...account };
    case 'grant':
      return { kind, amountPaise, head: requiredOneOf(grantHeads, head), ...account };
    case 'expense':
      return { kind, amountPaise, head: requiredOneOf(expenseHeads, head), ...account };
    case 'borrowing_received':
    case 'borrowing_repaid':
    case 'borrowing_interest':
      return { kind, amountPaise, borrowingId, ...account };
    case 'cash_over':
    case 'cash_short':
      return { kind, amountPaise, reason };
  }
}

/** A meeting's sheet whose entries and lines have the fields of all kinds. */
export type AnySheet = Omit<SheetBody, 'attendance' | 'entries' | 'lines'> & {
  readonly attendance: readonly SheetBody['attendance'][number][];
  readonly entries: readonly AnyEntry[];
  readonly lines?: readonly AnyLine[];
};

/** The whole body of a meeting's sheet, as the API takes it, from a sheet with the fields of all kinds. */
export const meetingBody = ({ attendance, entries, lines, ...sheet }: AnySheet): SheetBody => ({
  ...sheet,
  attendance: [...attendance],
  entries: entries.map(entryBody),
  ...(lines === undefined ? {} : { lines: lines.map(lineBody) }),
});
