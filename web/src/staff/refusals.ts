import type { MessageKey } from './text.ts';

const codes = [
  'already_reached',
  'already_reversed',
  'balance_open',
  'closed_before_formed',
  'consent_missing',
  'consent_out_of_order',
  'erasure_requested',
  'exit_before_joining',
  'insufficient_cash',
  'insufficient_loan',
  'insufficient_savings',
  'invalid_aadhaar',
  'invalid_date',
  'invalid_text',
  'member_erased',
  'not_a_member',
  'own_access',
  'disabled',
] as const;

/** What a refusal means, in the words of whoever reads it; undefined where there are none. */
export function explainRefusal(code: string): MessageKey | undefined {
  const known = codes.find((one) => one === code);
  return known && `code.${known}`;
}
