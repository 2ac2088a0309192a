import { formatRupees } from '../../i18n/format.ts';
import { type MessageKey, t } from '../text.ts';

const codes = [
  'already_reached',
  'already_reversed',
  'already_revoked',
  'already_taken_back',
  'balance_open',
  'before_opening',
  'closed_before_formed',
  'consent_missing',
  'consent_out_of_order',
  'district_not_in_force',
  'erasure_requested',
  'exit_before_joining',
  'guardian_needed',
  'insufficient_cash',
  'insufficient_loan',
  'insufficient_savings',
  'invalid_aadhaar',
  'invalid_date',
  'invalid_name',
  'invalid_text',
  'member_erased',
  'not_a_member',
  'not_to_be_taken_back',
  'own_access',
  'disabled',
  'waiting',
  'decided',
  'asker_gone',
  'subject_gone',
  'unknown_event',
] as const;

/** The text for an error code; undefined if there is none. */
export function explainRefusal(code: string): MessageKey | undefined {
  const known = codes.find((one) => one === code);
  return known && `code.${known}`;
}

/** The amounts that a refusal names, in rupees; undefined if it names none. */
export function explainAmounts({
  neededPaise,
  availablePaise,
}: Readonly<Record<string, unknown>>): string | undefined {
  if (typeof neededPaise !== 'number' || typeof availablePaise !== 'number') return undefined;
  return t('refused.amounts', {
    needed: formatRupees(neededPaise),
    available: formatRupees(availablePaise),
  });
}

const fields: Readonly<Record<string, MessageKey>> = {
  amountPaise: 'amount',
  birthYear: 'birthYear',
  closedOn: 'closedOn',
  code: 'code',
  collectives: 'person.collectives',
  consents: 'consents',
  district: 'district',
  districts: 'person.districts',
  due: 'due',
  exitedOn: 'exitedOn',
  formedOn: 'formedOn',
  givenBy: 'givenBy',
  id: 'id',
  joinedOn: 'joinedOn',
  leaderSince: 'leaderSince',
  mandal: 'mandal',
  name: 'name',
  noticeVersion: 'noticeVersion',
  on: 'on',
  openedOn: 'openedOn',
  outlet: 'outlet',
  participants: 'participants',
  phone: 'phone',
  provider: 'provider',
  q: 'search.hint',
  ratePerMonthBasisPoints: 'ratePerMonth',
  reason: 'reason',
  text: 'event.note',
  title: 'outreach.title',
  to: 'referral.to',
  url: 'url',
  usualDepositPaise: 'usualDeposit',
};

/** A form's label for a field; undefined if no form has it. @param path `collectives.0` */
export const labelOfField = (path: string): MessageKey | undefined => fields[path.split('.', 1)[0] ?? ''];
