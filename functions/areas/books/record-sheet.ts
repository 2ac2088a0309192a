import { AppError } from '../../shared/errors/errors.ts';
import { record } from '../../shared/journal/append.ts';
import { type Claim, fingerprintOf } from '../../shared/journal/idempotency-claims.ts';
import type { JournalLineOf } from '../../shared/journal/line.ts';
import { cashDifferenceOf, type Posting } from '../../shared/kinds/book-entries.ts';
import { givesLoan } from '../../shared/kinds/book-kinds.ts';
import { maxLoansInAccount } from '../../shared/kinds/book-limits.ts';
import { maxOfOverseers } from '../../shared/member-counts/max-by-person.ts';
import { oversees } from '../../shared/reach/reach.ts';
import type { Reach } from '../../shared/reach/roles.ts';
import type { Records } from '../../shared/startup/connect-records.ts';
import type { Item, Table, Write } from '../../shared/table/client.ts';
import { cashDifferenceIndexKeys, meetingIndexKeys } from '../../shared/table/keys/collectives.ts';
import { changeAccount, checkAttendance } from './account-writes.ts';
import { type Correction, countedThenField } from './correction-repository.ts';
import { type GroupRequest, maxSheetsBy } from './group-rules.ts';
import { changeGroupMoney } from './group-writes.ts';
import {
  countIdsSent,
  type StandingIds,
  underIds,
  underStandingIds,
  validateRoom,
} from './joined-accounts.ts';
import { validateNewLoans } from './loan-rules.ts';
import { netGroupChange, netMemberChanges } from './net-changes.ts';
import { type RecordedSheet, toRecordedMeeting, toRecordedVoucher } from './recorded-sheet.ts';
import type { MeetingInput, VoucherInput } from './sheet-input-schema.ts';
import { encryptMeeting, encryptVoucher } from './sheet-texts.ts';

/** Records the sheets of meetings, and vouchers, each in one transaction and without reading first. In this file, a voucher is called a sheet too. */

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

/** The writes to the accounts of all members in the attendance, in its order. Every member with an entry is in the attendance. */
const accountWrites = (
  collectiveId: string,
  { content: sent, sheetDate }: RecordedSheet,
  ids: StandingIds,
  maxLoans: number,
): Write[] => {
  const content = underIds(sent, ids);
  const changeByMember = new Map(
    netMemberChanges(content.entries).map((change) => [change.memberId, change]),
  );
  const memberIds = new Set(content.attendance.map(({ memberId }) => memberId));
  return [...memberIds].map((memberId) => {
    const change = changeByMember.get(memberId);
    return change === undefined
      ? checkAttendance(collectiveId, memberId, content, sheetDate.on, ids)
      : changeAccount(collectiveId, change, content, sheetDate.on, ids, {
          idsSent: countIdsSent(sent, ids, memberId),
          maxLoans,
        });
  });
};

/** The claim of a sheet's id. A meeting's claim is also its entry in the list of the month's meetings. */
const claimOf = (
  collectiveId: string,
  { key, content, sheetDate, isMeeting }: RecordedSheet,
  {
    id,
    fingerprint,
    isCounted,
  }: { readonly id: string; readonly fingerprint: string; readonly isCounted: boolean },
): Claim => ({
  id,
  fingerprint,
  record: key,
  // Null: a sheet is about many members, so one member's erasure leaves its claims.
  concernsOnly: null,
  ...(isMeeting
    ? {
        entry: {
          ...meetingIndexKeys(collectiveId, sheetDate.on),
          heldOn: sheetDate.on,
          isCounted,
          differs: cashDifferenceOf(content.lines) !== 0,
        },
      }
    : {}),
});

/**
 * Records a sheet. If several conditions fail, the error has the code of the first one (members in the order of attendance, then the
 * group's money) and the `errors` of all.
 */
const recordSheet = async (
  table: Table,
  collectiveId: string,
  recorded: RecordedSheet,
  sheet: {
    readonly id: string;
    readonly fingerprint: string;
    /** The cash in the box and the balance at the bank after the sheet, as far as they were counted. */
    readonly countedMoney: Pick<GroupRequest, 'cashCountedPaise' | 'bankBalancePaise'>;
    /** The sheet as stored, or the refusal to encrypt its texts, which is thrown only if the request is not a repetition. */
    readonly item: Item | AppError;
    readonly correction: Correction | undefined;
    readonly maxLoans: number;
    readonly line: JournalLineOf<'meeting_held' | 'voucher_recorded'>;
  },
): Promise<'created' | 'repeated'> => {
  const { key, content, sheetDate } = recorded;
  const { id, fingerprint, countedMoney, item, correction, maxLoans, line } = sheet;
  // A correction without a count of its own counts as the corrected sheet did.
  const cashCountedPaise = countedMoney.cashCountedPaise ?? correction?.cashCountedThenPaise;
  const isCounted = cashCountedPaise !== undefined;
  const change = netGroupChange(content.entries, content.lines);
  const claim = claimOf(collectiveId, recorded, { id, fingerprint, isCounted });
  // The id of each new loan is used up too, by an equal claim without the entry in the list of meetings.
  const { entry: _, ...loanClaim } = claim;
  const furtherClaims = content.entries.flatMap((entry, index) =>
    givesLoan(entry) ? [{ ...loanClaim, id: entry.loanId, path: `entries.${index}.loanId` }] : [],
  );
  /** Writes the sheet to the accounts that `ids` says. joined-accounts.ts calls it again if it turns out that a record was joined to another. */
  const writeUnder = (ids: StandingIds) => {
    const writes: readonly Write[] = [
      { put: { ...item, ...key } },
      ...(correction?.writes ?? []),
      ...accountWrites(collectiveId, recorded, ids, maxLoans),
      ...ids.checks(collectiveId),
      changeGroupMoney(collectiveId, {
        change,
        content,
        sheetDate,
        maxSheets: maxSheetsBy(collectiveId, new Date(line.recordedAt)),
        ...countedMoney,
      }),
    ];
    return record(table, {
      claim,
      furtherClaims,
      // If `item` is a refusal, the put above makes no sense. But then `record` gets the refusal here, and writes nothing.
      errorUnlessRepeated:
        validateNewLoans(content, sheetDate.on) ??
        (item instanceof AppError ? item : undefined) ??
        correction?.refusal ??
        validateRoom(1 + furtherClaims.length, writes),
      writes,
      line,
    });
  };
  const outcome = await underStandingIds(writeUnder);
  return outcome === 'written' ? 'created' : 'repeated';
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
