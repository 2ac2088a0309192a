import { AppError } from '../../shared/errors/errors.ts';
import { fingerprintOf } from '../../shared/journal/idempotency-claims.ts';
import type { JournalLineOf } from '../../shared/journal/line.ts';
import { cashDifferenceOf, type Posting } from '../../shared/kinds/book-entries.ts';
import { maxLoansInAccount } from '../../shared/kinds/book-limits.ts';
import { maxOfOverseers } from '../../shared/member-counts/max-by-person.ts';
import { oversees } from '../../shared/reach/reach.ts';
import type { Reach } from '../../shared/reach/roles.ts';
import type { Records } from '../../shared/startup/connect-records.ts';
import { cashDifferenceIndexKeys } from '../../shared/table/keys/collectives.ts';
import { type Correction, countedThenField } from './correction-repository.ts';
import { encryptMeeting, encryptVoucher } from './encrypt-sheet-texts.ts';
import { recordSheet } from './record-sheet.ts';
import { toRecordedMeeting, toRecordedVoucher } from './recorded-sheet.ts';
import type { MeetingInput, VoucherInput } from './sheet-input-schema.ts';

/** Records the sheet of a meeting, or a voucher, from the request's body: with its texts encrypted, by record-sheet.ts. */

/**
 * How many loans an account may hold after a caller has recorded one. Those who oversee others may add more: so if a leader has filled an account, the
 * woman can still get a loan.
 */
const maxLoansBy = (reach: Reach): number =>
  oversees(reach) ? maxOfOverseers(maxLoansInAccount) : maxLoansInAccount;

type Stamp = { readonly createdAt: string; readonly createdBy: string; readonly version: number };

/**
 * The keys by which a new sheet's item is in the list of cash differences. It has none unless its counted cash differed from the books, or the sheet that
 * it corrects belongs there (`isListed`).
 */
const indexKeysOf = (
  { id, lines = [] }: { readonly id: string; readonly lines?: readonly Posting[] | undefined },
  { createdAt }: Stamp,
  correction: Correction | undefined,
) =>
  cashDifferenceOf(lines) !== 0 || correction?.isListed === true
    ? cashDifferenceIndexKeys(createdAt, id)
    : {};

/** Catches a refusal and returns it as a value; other errors are thrown. */
const catchRefusal = async <T>(result: Promise<T>): Promise<T | AppError> => {
  try {
    return await result;
  } catch (error) {
    if (error instanceof AppError && error.kind === 'refused') {
      return error;
    }
    throw error;
  }
};

/** Records a meeting's sheet. `sent` is the request's body. */
export const holdMeeting = async (
  { table, vault }: Records,
  collectiveId: string,
  sent: MeetingInput,
  stamp: Stamp,
  correction: Correction | undefined,
  reach: Reach,
  line: JournalLineOf<'meeting_held'>,
) => {
  const recorded = toRecordedMeeting(collectiveId, sent);
  // A refusal if the sheet writes off a loan of an erased member: the reason would be encrypted with her key.
  const texts = await catchRefusal(encryptMeeting(vault, collectiveId, recorded.key, sent));
  const fields = { ...indexKeysOf(sent, stamp, correction), ...countedThenField(correction) };
  return recordSheet(table, collectiveId, recorded, {
    id: sent.id,
    fingerprint: await fingerprintOf(vault, { collectiveId, meeting: sent }),
    countedMoney: sent,
    item: texts instanceof AppError ? texts : { ...sent, ...stamp, ...texts, ...fields },
    correction,
    maxLoans: maxLoansBy(reach),
    line,
  });
};

/** Records a voucher. `sent` is the request's body. */
export const recordVoucher = async (
  { table, vault }: Records,
  collectiveId: string,
  sent: VoucherInput,
  stamp: Stamp,
  correction: Correction | undefined,
  line: JournalLineOf<'voucher_recorded'>,
) => {
  const recorded = toRecordedVoucher(collectiveId, sent);
  const texts = await encryptVoucher(vault, collectiveId, recorded.key, sent);
  const fields = { ...indexKeysOf(sent, stamp, correction), ...countedThenField(correction) };
  return recordSheet(table, collectiveId, recorded, {
    id: sent.id,
    fingerprint: await fingerprintOf(vault, { collectiveId, voucher: sent }),
    countedMoney: sent,
    item: { ...sent, ...stamp, ...texts, ...fields },
    correction,
    // A voucher has no member's entries.
    maxLoans: 0,
    line,
  });
};
