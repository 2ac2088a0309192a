import { formatRupees } from '../../i18n/format.ts';
import { type MessageKey, t } from '../text.ts';

const codes = [
  'already_ended',
  'already_reached',
  'already_reversed',
  'already_revoked',
  'already_taken_back',
  'balance_open',
  'bank_mismatch',
  'before_opening',
  'books_started',
  'cash_mismatch',
  'closed_before_formed',
  'consent_missing',
  'consent_out_of_order',
  'district_not_in_force',
  'due_before_loan',
  'ends_before_start',
  'erasure_requested',
  'exit_before_joining',
  'guardian_needed',
  'insufficient_bank',
  'insufficient_borrowing',
  'insufficient_cash',
  'insufficient_loan',
  'insufficient_savings',
  'insufficient_surplus',
  'invalid_aadhaar',
  'invalid_date',
  'invalid_name',
  'invalid_text',
  'member_erased',
  'not_a_caseworker',
  'not_a_member',
  'not_to_be_taken_back',
  'opening_mismatch',
  'out_of_order',
  'own_access',
  'stages_stand',
  'disabled',
  'waiting',
  'decided',
  'asker_gone',
  'subject_gone',
  'unknown_assignee',
  'too_many_borrowings',
  'too_many_loans',
  'unknown_borrowing',
  'too_many',
  'unknown_event',
  'unknown_loan',
  'unknown_member',
] as const;

/** The text for a refusal of the API, by its error code; undefined if there is none. */
export function explainRefusal(code: string): MessageKey | undefined {
  const explained = codes.find((one) => one === code);
  return explained && `code.${explained}`;
}

/** The text for the amounts that a refusal of the API names, in rupees; undefined if it names none. */
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
  const counted = cashCountedPaise ?? bankBalancePaise;
  const books = cashPaise ?? bankPaise;
  if (typeof counted === 'number' && typeof books === 'number') {
    return t('refused.counted', {
      counted: formatRupees(counted),
      books: formatRupees(books),
      difference: formatRupees(counted - books),
    });
  }
  return typeof differencePaise === 'number'
    ? t('refused.difference', { difference: formatRupees(differencePaise) })
    : undefined;
}

const fields: Readonly<Record<string, MessageKey>> = {
  amountPaise: 'amount',
  applicationId: 'application',
  assignedTo: 'assignedTo',
  bankBalancePaise: 'books.bankBalance',
  birthYear: 'birthYear',
  cashCountedPaise: 'cashCounted',
  closedOn: 'closedOn',
  code: 'code',
  collectives: 'person.collectives',
  consents: 'consents',
  disabled: 'state',
  district: 'district',
  districts: 'person.districts',
  due: 'due',
  entitlement: 'event.entitlement',
  exitedOn: 'exitedOn',
  firstDueOn: 'books.firstDueOn',
  forum: 'forum',
  formedOn: 'formedOn',
  givenBy: 'givenBy',
  heldOn: 'heldOn',
  id: 'id',
  instalments: 'books.instalments',
  joinedOn: 'joinedOn',
  kind: 'kind',
  laws: 'laws',
  leaderSince: 'leaderSince',
  loans: 'loans',
  mandal: 'mandal',
  name: 'name',
  nextOn: 'nextOn',
  note: 'case.note',
  noticeVersion: 'noticeVersion',
  on: 'on',
  openedOn: 'openedOn',
  outlet: 'outlet',
  outcome: 'outcome',
  outstandingPaise: 'books.outstanding',
  participants: 'participants',
  phone: 'phone',
  principalPaise: 'books.principal',
  priority: 'priority',
  proceedingId: 'matter',
  provider: 'provider',
  q: 'search.hint',
  ratePerMonthBasisPoints: 'ratePerMonth',
  reason: 'reason',
  savings: 'savings',
  scheme: 'scheme',
  service: 'event.service',
  stage: 'stage',
  statement: 'statement',
  status: 'status',
  step: 'step',
  text: 'event.note',
  title: 'outreach.title',
  to: 'referral.to',
  url: 'url',
  usualDepositPaise: 'usualDeposit',
};

/**
 * A desk form's label for a field of the API; undefined if no form has it.
 * @param path `collectives.0`, `lines.2.amountPaise`
 */
export const labelOfField = (path: string): MessageKey | undefined => {
  const parts = path.split('.');
  return fields[parts[0] ?? ''] ?? (parts.length > 2 ? fields[parts.at(-1) ?? ''] : undefined);
};

/**
 * Which row of a form's list a field of the API lies in, from 1; undefined if in none.
 * @param path `lines.2.amountPaise`
 */
export const rowOfField = (path: string): number | undefined => {
  const [, index = '', field] = path.split('.');
  return field !== undefined && /^\d+$/.test(index) ? Number(index) + 1 : undefined;
};
