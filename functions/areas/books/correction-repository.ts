import { AppError } from '../../shared/errors/errors.ts';
import type { Table, Write } from '../../shared/table/client.ts';
import { meetingKey, voucherKey } from '../../shared/table/keys/collectives.ts';
import type { Key } from '../../shared/table/keys/key.ts';
import {
  alreadyCorrected,
  type CorrectedSheet,
  type CountedSheet,
  countedThen,
  linksDifferences,
  unknownCorrected,
  validateCorrection,
} from './correction-rules.ts';
import { findMeeting, findVoucher } from './recorded-sheet.ts';
import type { MeetingInput, VoucherInput } from './sheet-input-schema.ts';

/** Finds the sheet or voucher that a new one corrects, and marks it as corrected. correction-rules.ts has the rules. */

/** What a new sheet or voucher takes from the one that it corrects. */
export type Correction = {
  readonly cashCountedThenPaise?: number;
  /** Whether the new one stands in the list of cash differences, also without a difference (`linksDifferences`). */
  readonly isListed?: boolean;
  /** The refusal of the correction; it is thrown only if the request is not a repetition. */
  readonly refusal?: AppError | undefined;
  /** The write that marks the corrected sheet or voucher as corrected, once. */
  readonly writes: readonly Write[];
};

const correctionBy = (
  sheet: CountedSheet & { readonly id: string },
  { key, corrected }: { readonly key: Key; readonly corrected: CorrectedSheet },
): Correction => {
  const cashCountedThenPaise = countedThen(sheet, corrected);
  return {
    ...(cashCountedThenPaise === undefined ? {} : { cashCountedThenPaise }),
    isListed: linksDifferences(corrected),
    refusal: validateCorrection(sheet, corrected),
    writes: [
      {
        update: key,
        set: 'SET correctedBy = :id, version = version + :one',
        // The corrected one is reversed, and stays reversed. Only another correction may have come meanwhile.
        condition: 'attribute_not_exists(correctedBy)',
        values: { ':id': sheet.id, ':one': 1 },
        errorIfFailed: alreadyCorrected,
      },
    ],
  };
};

/** The result of a search; undefined if the search throws `not_found`. */
const undefinedIfNotFound = async <T>(found: Promise<T>): Promise<T | undefined> => {
  try {
    return await found;
  } catch (error) {
    if (error instanceof AppError && error.kind === 'not_found') {
      return undefined;
    }
    throw error;
  }
};

/** What a new meeting's sheet takes from the one that it corrects; undefined if it corrects none. */
export const correctMeeting = async (
  table: Table,
  collectiveId: string,
  sent: MeetingInput,
): Promise<Correction | undefined> => {
  if (sent.corrects === undefined) {
    return undefined;
  }
  const corrected = await undefinedIfNotFound(findMeeting(table, collectiveId, sent.corrects));
  return corrected === undefined
    ? { refusal: unknownCorrected('meeting'), writes: [] }
    : correctionBy(sent, { key: meetingKey(collectiveId, corrected.heldOn, corrected.id), corrected });
};

/** What a new voucher takes from the one that it corrects; undefined if it corrects none. */
export const correctVoucher = async (
  table: Table,
  collectiveId: string,
  sent: VoucherInput,
): Promise<Correction | undefined> => {
  if (sent.corrects === undefined) {
    return undefined;
  }
  const corrected = await undefinedIfNotFound(findVoucher(table, collectiveId, sent.corrects));
  return corrected === undefined
    ? { refusal: unknownCorrected('voucher'), writes: [] }
    : correctionBy(sent, { key: voucherKey(collectiveId, corrected.on, corrected.id), corrected });
};

/** The field of a stored or shown correction for what was counted on the day; empty if there is none. */
export const countedThenField = (correction: Correction | undefined) =>
  correction?.cashCountedThenPaise === undefined
    ? {}
    : { cashCountedThenPaise: correction.cashCountedThenPaise };
