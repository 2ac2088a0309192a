import { formatRupees } from '../../i18n/format.ts';
import { collectiveOf } from '../balances.ts';
import { useHere } from '../context.ts';
import { linesInError, peopleInError } from '../outbox/correct-refused.ts';
import type { Operation } from '../outbox/operation.ts';
import { type PastKey, t } from '../past/text.ts';
import { members } from '../row-kinds.ts';
import { lineWords } from '../sheet/sheet-words.ts';

/** Refusals, in words that say what to do. */
const reasons: Readonly<Record<string, PastKey>> = {
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
  due_before_loan: 'reason.dueBeforeLoan',
  not_a_member: 'reason.member',
  invalid_aadhaar: 'reason.aadhaar',
  invalid_amount: 'reason.amount',
  invalid_date: 'reason.date',
  before_opening: 'reason.early',
  district_not_in_force: 'reason.district',
  consent_missing: 'reason.consent',
  guardian_needed: 'reason.guardian',
  invalid_body: 'reason.words',
  invalid_text: 'reason.words',
  not_found: 'reason.gone',
  unknown_collective: 'reason.gone',
  unknown_member: 'reason.gone',
  member_erased: 'reason.gone',
  already_taken_back: 'reason.takenBack',
};

const keyOf = ({ reason = '', what }: Operation): PastKey =>
  // Of a case it is the day on which the case was opened; of a sheet, the day on which the group's books begin.
  reason === 'before_opening' && what === 'meeting'
    ? 'reason.booksBegin'
    : (reasons[reason] ?? 'reason.other');

/** Both figures of a refusal in rupees; undefined if it has none. */
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

/**
 * On the leader's screen of unsent work, why the server refused an operation: the reason, both figures, and the women
 * or lines that it is about.
 */
export function Refused({ operation }: { readonly operation: Operation }) {
  const { workspace } = useHere();
  const borrowings = collectiveOf(workspace.rows, operation.entities[0] ?? '')?.borrowings;
  const figures = figuresOf(operation);
  const key = keyOf(operation);
  return (
    <p class="error">
      {t(key)}
      {key === 'reason.other' && ` (${operation.reason})`}
      {figures !== undefined && <span class="part">{figures}</span>}
      {peopleInError(operation).map((id) => (
        <strong class="part" key={id}>
          {workspace.rows.get(members, id)?.name}
        </strong>
      ))}
      {linesInError(operation).map((line, at) => (
        <strong class="part" key={at}>
          {lineWords(line, borrowings)}
        </strong>
      ))}
    </p>
  );
}
