import type { MessageKey } from '../text.ts';

/** The texts for the kinds of entries in a member's savings statement at the desk. */
export const entryNames: Readonly<Record<string, MessageKey>> = {
  deposit: 'entry.deposit',
  withdrawal: 'entry.withdrawal',
  loan: 'entry.loan',
  repayment: 'entry.repayment',
  interest: 'entry.interest',
  fine: 'entry.fine',
  dividend: 'entry.dividend',
  set_off: 'entry.set_off',
  write_off: 'entry.write_off',
  opening: 'entry.opening',
  moved_in: 'entry.moved_in',
  moved_out: 'entry.moved_out',
};
