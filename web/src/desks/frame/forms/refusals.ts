import { formatRupees } from '../../../i18n/format.ts';
import { type MessageKey, t } from '../../text.ts';

/** The problem codes of the API that have a text `code.…` of their own. */
const explainedCodes = [
  'access_over',
  'already_corrected',
  'already_ended',
  'already_reached',
  'already_reversed',
  'already_revoked',
  'already_taken_back',
  'asker_gone',
  'balance_open',
  'bank_mismatch',
  'before_demand',
  'before_opening',
  'before_request',
  'books_open',
  'books_started',
  'cash_mismatch',
  'closed',
  'closed_before_formed',
  'collective_closed',
  'collective_full',
  'consent_missing',
  'consent_out_of_order',
  'consent_withdrawn',
  'coordinator_needed',
  'decided',
  'disabled',
  'district_not_in_force',
  'drill_runs',
  'due_before_loan',
  'ended_by_coordinator',
  'ends_before_start',
  'erasure_requested',
  'exit_before_joining',
  'followed',
  'guardian_needed',
  'impossible_date',
  'insufficient_bank',
  'insufficient_borrowing',
  'insufficient_cash',
  'insufficient_grants',
  'insufficient_loan',
  'insufficient_savings',
  'insufficient_surplus',
  'invalid_aadhaar',
  'invalid_date',
  'invalid_letters',
  'invalid_name',
  'invalid_script',
  'invalid_text',
  'joined_since',
  'language_full',
  'member_erased',
  'members_active',
  'month_ended',
  'move_mismatch',
  'moved_since',
  'names_too_long',
  'no_goal',
  'not_a_caseworker',
  'not_a_member',
  'not_active',
  'not_an_rti',
  'not_hers_to_close',
  'not_open',
  'not_read',
  'not_reversed',
  'not_to_be_taken_back',
  'opening_mismatch',
  'out_of_order',
  'outside_area',
  'own_access',
  'recorded_by_another',
  'same_collective',
  'same_person',
  'sheet_too_large',
  'stages_stand',
  'subject_gone',
  'sum_too_large',
  'too_long',
  'too_many',
  'too_many_borrowings',
  'too_many_exports',
  'too_many_loans',
  'too_many_records',
  'too_many_urgent',
  'too_often',
  'too_short',
  'unknown_assignee',
  'unknown_borrowing',
  'unknown_case',
  'unknown_collective',
  'unknown_event',
  'unknown_loan',
  'unknown_member',
  'unknown_text',
  'waiting',
  'withdrawal_stands',
  'withdrawn_since',
  'wrong_type',
] as const;

/** The text that explains a refusal of the API at a desk, by its problem code; undefined if the code has none. */
export function explainRefusal(code: string): MessageKey | undefined {
  const explained = explainedCodes.find((one) => one === code);
  return explained === undefined ? undefined : `code.${explained}`;
}

/** The sentence with the amounts of a refusal of the API, in rupees; undefined if the refusal has none. */
export function explainAmounts({
  neededPaise,
  availablePaise,
  cashCountedPaise,
  cashPaise,
  bankBalancePaise,
  bankPaise,
  differencePaise,
}: Readonly<Record<string, unknown>>): string | undefined {
  if (typeof neededPaise === 'number' && typeof availablePaise === 'number') {
    return t('refused.amounts', {
      needed: formatRupees(neededPaise),
      available: formatRupees(availablePaise),
    });
  }
  // Counted cash or the bank's own balance, beside what the group's books say of the same.
  const countedPaise = cashCountedPaise ?? bankBalancePaise;
  const booksPaise = cashPaise ?? bankPaise;
  if (typeof countedPaise === 'number' && typeof booksPaise === 'number') {
    return t('refused.counted', {
      counted: formatRupees(countedPaise),
      books: formatRupees(booksPaise),
      difference: formatRupees(countedPaise - booksPaise),
    });
  }
  return typeof differencePaise === 'number'
    ? t('refused.difference', { difference: formatRupees(differencePaise) })
    : undefined;
}
