import type { ComponentChildren } from 'preact';
import { formatDate, formatRupees } from '../../i18n/format.ts';
import { language } from '../../i18n/language.ts';
import type { Operation } from '../../outbox/operation.ts';
import { t, type UnsentKey } from './text.ts';

/** Why the server refused an operation, in words. What becomes of a refused operation is decided in outbox/refusal.ts. */

/** The message for each of the API's error codes; it says what to do. */
const messageKeys: Readonly<Record<string, UnsentKey>> = {
  cash_mismatch: 'reason.cash',
  bank_mismatch: 'reason.bankBalance',
  insufficient_cash: 'reason.box',
  insufficient_bank: 'reason.bank',
  insufficient_surplus: 'reason.surplus',
  insufficient_borrowing: 'reason.borrowing',
  unknown_borrowing: 'reason.unknownBorrowing',
  insufficient_savings: 'reason.savings',
  insufficient_loan: 'reason.loan',
  unknown_loan: 'reason.loan',
  too_many_loans: 'reason.manyLoans',
  sheet_too_large: 'reason.joinedMeanwhile',
  too_many: 'reason.many',
  too_many_urgent: 'reason.manyUrgent',
  due_before_loan: 'reason.dueBeforeLoan',
  not_a_member: 'reason.member',
  invalid_aadhaar: 'reason.aadhaar',
  sum_too_large: 'reason.amount',
  invalid_date: 'reason.date',
  before_opening: 'reason.early',
  collective_closed: 'reason.closedGroup',
  collective_full: 'reason.fullGroup',
  district_not_in_force: 'reason.district',
  consent_missing: 'reason.consent',
  consent_withdrawn: 'reason.stopped',
  guardian_needed: 'reason.guardian',
  impossible_date: 'reason.impossibleDate',
  invalid_body: 'reason.words',
  invalid_text: 'reason.words',
  invalid_letters: 'reason.words',
  invalid_script: 'reason.words',
  not_found: 'reason.gone',
  unknown_collective: 'reason.gone',
  unknown_member: 'reason.gone',
  member_erased: 'reason.gone',
  already_taken_back: 'reason.takenBack',
  recorded_by_another: 'reason.ofAnother',
  not_hers_to_close: 'reason.notHersToClose',
  already_corrected: 'reason.corrected',
  not_reversed: 'reason.notReversed',
  not_active: 'reason.notActive',
  no_goal: 'reason.noGoal',
  out_of_order: 'reason.outOfOrder',
  unknown_event: 'reason.outOfOrder',
  not_a_crisis: 'reason.outOfOrder',
  unknown_meeting: 'reason.gone',
  closed: 'reason.closedQuestion',
};

const messageKeyOf = ({ reason = '', what, movedOn }: Operation): UnsentKey => {
  if (reason === 'not_a_member' && movedOn !== undefined) return 'reason.moved';
  // For a sheet this code means that it is dated before the group's books begin; for anything else, before the case was opened.
  if (reason === 'before_opening' && what === 'meeting') return 'reason.booksBegin';
  return messageKeys[reason] ?? 'reason.other';
};

/** The two figures of a refusal in rupees, such as what was needed and what there was; undefined if it has none. */
function figuresOf({ figures = {} }: Operation): string | undefined {
  const pairs = [
    ['reason.figures', figures.neededPaise, figures.availablePaise],
    ['reason.counted', figures.cashCountedPaise, figures.cashPaise],
    ['reason.counted', figures.bankBalancePaise, figures.bankPaise],
  ] as const;
  for (const [key, first, second] of pairs) {
    if (first !== undefined && second !== undefined)
      return t(key, { first: formatRupees(first), second: formatRupees(second) });
  }
  return undefined;
}

/** On the screen of unsent work, why the server refused an operation: the reason, its figures, and the people or lines that it is about. */
export function RefusalReason({
  operation,
  ownReasons = {},
  children,
}: {
  readonly operation: Operation;
  /** The role's own messages, by the API's error codes. */
  readonly ownReasons?: Readonly<Record<string, UnsentKey>>;
  /** The people or lines that the refusal is about. */
  readonly children: ComponentChildren;
}) {
  const figuresText = figuresOf(operation);
  const key = ownReasons[operation.reason ?? ''] ?? messageKeyOf(operation);
  return (
    <p class="error">
      {key === 'reason.moved' && operation.movedOn !== undefined
        ? t(key, { date: formatDate(operation.movedOn, language()) })
        : t(key)}
      {key === 'reason.other' && ` (${operation.reason})`}
      {figuresText !== undefined && <span class="part">{figuresText}</span>}
      {children}
    </p>
  );
}
