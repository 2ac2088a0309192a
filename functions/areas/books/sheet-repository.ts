import { AppError, notFound } from '../../shared/errors/errors.ts';
import { record } from '../../shared/journal/append.ts';
import type { Claim } from '../../shared/journal/claims.ts';
import type { JournalLineOf } from '../../shared/journal/line.ts';
import { cashDifferenceOf, type Posting } from '../../shared/kinds/book-entries.ts';
import { givesLoan } from '../../shared/kinds/book-kinds.ts';
import type { Item, Table, Write } from '../../shared/table/client.ts';
import {
  cashDifferenceIndexKeys,
  claimKey,
  groupMoneyKey,
  type Key,
  meetingIndexKeys,
  meetingKey,
  meetingPrefix,
  voucherKey,
  voucherPrefix,
} from '../../shared/table/keys.ts';
import { storedKey } from '../../shared/table/stored-key.ts';
import { canonicalJson } from '../../shared/text/canonical-json.ts';
import type { Vault } from '../../shared/vault/vault.ts';
import { changeAccount, checkAttendance } from './account-writes.ts';
import {
  alreadyCorrected,
  type CorrectedSheet,
  type CountedSheet,
  countedThen,
  unknownCorrected,
  validateCorrection,
} from './correction-rules.ts';
import type { GroupRequest } from './group-rules.ts';
import { changeGroupMoney } from './group-writes.ts';
import type { ListedMeeting, ListedVoucher } from './listed-sheet-schema.ts';
import { validateNewLoans } from './loan-rules.ts';
import { netGroupChange, netMemberChanges, undoGroupChange, undoMemberChange } from './net-changes.ts';
import { alreadyReversed, type SheetContent } from './refusal-paths.ts';
import type { MeetingInput, ReversalInput, VoucherInput } from './sheet-input-schema.ts';
import { type StoredMeeting, type StoredVoucher, storedMeeting, storedVoucher } from './sheet-schema.ts';
import { createSheetTexts } from './sheet-texts.ts';

type Outcome = 'created' | 'repeated';
type Stamp = { readonly createdAt: string; readonly createdBy: string; readonly version: number };
/** When a sheet was reversed, and the id of who did it. */
type ReversedBy = { readonly at: string; readonly by: string };

/** What recording and reversing need of a sheet, whether it is a meeting's or a voucher. */
type RecordedSheet = {
  readonly key: Key;
  readonly content: SheetContent;
  readonly sheetDate: NonNullable<GroupRequest['sheetDate']>;
  /** Whether it is a meeting's, which the list of a month's meetings has. */
  readonly isMeeting: boolean;
};

const partitionOf = (collectiveId: string): string => groupMoneyKey(collectiveId).pk;

const toRecordedMeeting = (
  collectiveId: string,
  {
    id,
    heldOn,
    attendance,
    entries,
    lines = [],
  }: Pick<ListedMeeting, 'id' | 'heldOn' | 'attendance' | 'entries' | 'lines'>,
): RecordedSheet => ({
  key: meetingKey(collectiveId, heldOn, id),
  content: { attendance, entries, lines },
  sheetDate: { on: heldOn, field: 'heldOn' },
  isMeeting: true,
});

const toRecordedVoucher = (
  collectiveId: string,
  { id, on, lines }: Pick<ListedVoucher, 'id' | 'on' | 'lines'>,
): RecordedSheet => ({
  key: voucherKey(collectiveId, on, id),
  content: { attendance: [], entries: [], lines },
  sheetDate: { on, field: 'on' },
  isMeeting: false,
});

/** The index keys of a new sheet's or voucher's item: only one whose counted cash differed from the books has them. */
const indexKeysOf = (
  { id, lines = [] }: { readonly id: string; readonly lines?: readonly Posting[] | undefined },
  { createdAt }: Stamp,
) => (cashDifferenceOf(lines) === 0 ? {} : cashDifferenceIndexKeys(createdAt, id));

/** What a new sheet or voucher that corrects another one takes from it. */
export type Correction = {
  readonly cashCountedThenPaise?: number;
  /** Thrown only if the request is not a repetition. */
  readonly refusal?: AppError | undefined;
  /** Marks the other one as corrected, once. */
  readonly writes: readonly Write[];
};

const correctionBy = (
  sheet: CountedSheet & { readonly id: string },
  { key, corrected }: { readonly key: Key; readonly corrected: CorrectedSheet },
): Correction => {
  const cashCountedThenPaise = countedThen(sheet, corrected);
  return {
    ...(cashCountedThenPaise === undefined ? {} : { cashCountedThenPaise }),
    refusal: validateCorrection(sheet, corrected),
    writes: [
      {
        update: key,
        set: 'SET correctedBy = :id, version = version + :one',
        // It is reversed, and a reversed sheet stays so: only another correction may have come meanwhile.
        condition: 'attribute_not_exists(correctedBy)',
        values: { ':id': sheet.id, ':one': 1 },
        errorIfFailed: alreadyCorrected,
      },
    ],
  };
};

/** The field of a stored or shown correction for what was counted on the day; empty if there is none. */
export const countedThenField = (correction: Correction | undefined) =>
  correction?.cashCountedThenPaise === undefined
    ? {}
    : { cashCountedThenPaise: correction.cashCountedThenPaise };

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

/** The repository of sheets, of meetings and vouchers: records, lists, reads and reverses them. */
export const createSheets = (table: Table, vault: Vault) => {
  const texts = createSheetTexts(vault);

  /** @param prefix of meetings' or vouchers' sort keys. @throws AppError `not_found` if the collective has none with this id */
  const find = async (collectiveId: string, id: string, prefix: string): Promise<Item> => {
    // The claim of an id names the record that the id was used for.
    const claim = await table.get(claimKey(id));
    const key = claim && storedKey.parse(claim.record);
    if (key?.pk !== partitionOf(collectiveId) || !key.sk.startsWith(prefix)) {
      throw notFound();
    }
    const item = await table.get(key);
    // A loan's or a reversal's id is claimed for its sheet too, but is not the sheet's own.
    if (item?.id !== id) {
      throw notFound();
    }
    return item;
  };

  /**
   * Records a sheet in one transaction, without reading first. If several conditions fail, the error has the code of the
   * first one (members in the order of attendance, then the group's money) and the `errors` of all.
   */
  const recordSheet = async (
    collectiveId: string,
    { key, content, sheetDate, isMeeting }: RecordedSheet,
    sheet: {
      readonly id: string;
      readonly fingerprint: string;
      /** The cash in the box and the balance at the bank after the sheet, if they were counted. */
      readonly countedMoney: Pick<GroupRequest, 'cashCountedPaise' | 'bankBalancePaise'>;
      /** The sheet as stored, or the refusal of encrypting it, which is thrown only if the request is not a repetition. */
      readonly item: Item | AppError;
      readonly correction: Correction | undefined;
      readonly line: JournalLineOf<'meeting_held' | 'voucher_recorded'>;
    },
  ): Promise<Outcome> => {
    const { attendance, entries, lines } = content;
    const { id, fingerprint, countedMoney, item, correction, line } = sheet;
    // A sheet is about many members, so one member's erasure does not affect its claims.
    const claim: Claim = { id, fingerprint, record: key, concernsOnly: null };
    const counted = countedMoney.cashCountedPaise ?? correction?.cashCountedThenPaise;
    const changesByMember = new Map(netMemberChanges(entries).map((change) => [change.memberId, change]));
    const accountWrites = attendance.map(({ memberId }): Write => {
      const change = changesByMember.get(memberId);
      return change === undefined
        ? checkAttendance(collectiveId, memberId, content, sheetDate.on)
        : changeAccount(collectiveId, change, content, sheetDate.on);
    });
    const encryptionRefusal = item instanceof AppError ? item : undefined;
    const outcome = await record(table, {
      claim: isMeeting
        ? {
            ...claim,
            entry: {
              ...meetingIndexKeys(collectiveId, sheetDate.on),
              heldOn: sheetDate.on,
              isCounted: counted !== undefined,
              differs: cashDifferenceOf(lines) !== 0,
            },
          }
        : claim,
      // The id of each new loan is used up too.
      furtherClaims: entries.flatMap((entry, index): Claim[] =>
        givesLoan(entry) ? [{ ...claim, id: entry.loanId, path: `entries.${index}.loanId` }] : [],
      ),
      // With a refusal `record` writes nothing, so `writes` may hold an `item` that is an error.
      errorUnlessRepeated:
        validateNewLoans(content, sheetDate.on) ?? encryptionRefusal ?? correction?.refusal,
      writes: [
        { put: { ...item, ...key } },
        ...(correction?.writes ?? []),
        ...accountWrites,
        changeGroupMoney(collectiveId, {
          change: netGroupChange(entries, lines),
          content,
          sheetDate,
          ...countedMoney,
        }),
      ],
      line,
    });
    return outcome === 'written' ? 'created' : 'repeated';
  };

  /** Marks a sheet as reversed and undoes its changes. A loan that it gave is removed, but its id cannot be used again. */
  const reverseSheet = async (
    collectiveId: string,
    { key, content, isMeeting }: RecordedSheet,
    reversal: {
      /** The id of the sheet or voucher that is reversed. */
      readonly of: string;
      readonly sent: ReversalInput;
      readonly fingerprint: string;
      readonly reversedBy: ReversedBy;
      /** Whether the sheet, when it was read, was reversed before. */
      readonly isReversed: boolean;
      readonly line: JournalLineOf<'meeting_reversed' | 'voucher_reversed'>;
    },
  ): Promise<Outcome> => {
    const { of, sent, fingerprint, reversedBy, isReversed, line } = reversal;
    const reason = await texts.encrypt(collectiveId, key, 'reversed.reason', sent.reason);
    const outcome = await record(table, {
      claim: { id: sent.id, fingerprint, record: key, concernsOnly: null },
      // Thrown unless the request repeats the accepted reversal.
      errorUnlessRepeated: isReversed ? alreadyReversed() : undefined,
      writes: [
        {
          update: key,
          // A reversed sheet's difference concerns nobody any more: it leaves the index of differences.
          set: 'SET reversed = :reversed, version = version + :one REMOVE gsi1pk, gsi1sk',
          condition: 'attribute_not_exists(reversed)',
          values: { ':reversed': { id: sent.id, reason, ...reversedBy }, ':one': 1 },
          // For a reversal by a concurrent request.
          errorIfFailed: alreadyReversed,
        },
        ...(isMeeting ? [{ update: claimKey(of), set: 'REMOVE gsi1pk, gsi1sk' }] : []),
        // `undefined`: a reversal has no sheet date.
        ...netMemberChanges(content.entries).map((change) =>
          changeAccount(collectiveId, undoMemberChange(change), content, undefined),
        ),
        changeGroupMoney(collectiveId, {
          change: undoGroupChange(netGroupChange(content.entries, content.lines)),
          content,
        }),
      ],
      line,
    });
    return outcome === 'written' ? 'created' : 'repeated';
  };

  const fingerprint = (content: object): Promise<string> => vault.fingerprint(canonicalJson(content));

  /** The sheet or voucher with this id and its key; undefined if the collective has none. */
  const findCorrected = async (
    collectiveId: string,
    id: string,
    prefix: string,
  ): Promise<Item | undefined> => {
    try {
      return await find(collectiveId, id, prefix);
    } catch (error) {
      if (error instanceof AppError && error.kind === 'not_found') {
        return undefined;
      }
      throw error;
    }
  };

  return {
    /** What a new meeting's sheet takes from the one that it corrects; undefined if it corrects none. */
    correctMeeting: async (collectiveId: string, sent: MeetingInput): Promise<Correction | undefined> => {
      if (sent.corrects === undefined) {
        return undefined;
      }
      const item = await findCorrected(collectiveId, sent.corrects, meetingPrefix);
      return item === undefined
        ? { refusal: unknownCorrected('meeting'), writes: [] }
        : correctionBy(sent, { key: storedKey.parse(item), corrected: storedMeeting.parse(item) });
    },

    /** What a new voucher takes from the one that it corrects; undefined if it corrects none. */
    correctVoucher: async (collectiveId: string, sent: VoucherInput): Promise<Correction | undefined> => {
      if (sent.corrects === undefined) {
        return undefined;
      }
      const item = await findCorrected(collectiveId, sent.corrects, voucherPrefix);
      return item === undefined
        ? { refusal: unknownCorrected('voucher'), writes: [] }
        : correctionBy(sent, { key: storedKey.parse(item), corrected: storedVoucher.parse(item) });
    },

    /** @throws AppError `not_found` if the collective has no meeting with this id */
    findMeeting: async (collectiveId: string, id: string): Promise<StoredMeeting> =>
      storedMeeting.parse(await find(collectiveId, id, meetingPrefix)),

    /** @throws AppError `not_found` if the collective has no voucher with this id */
    findVoucher: async (collectiveId: string, id: string): Promise<StoredVoucher> =>
      storedVoucher.parse(await find(collectiveId, id, voucherPrefix)),

    /** Records a meeting's sheet. `sent` is the request's body. */
    holdMeeting: async (
      collectiveId: string,
      sent: MeetingInput,
      stamp: Stamp,
      correction: Correction | undefined,
      line: JournalLineOf<'meeting_held'>,
    ): Promise<Outcome> => {
      const recordedMeeting = toRecordedMeeting(collectiveId, sent);
      // Refused if a loan of somebody who was erased is written off: the reason is encrypted with her key.
      const textsOrRefusal = await catchRefusal(
        texts.encryptMeeting(collectiveId, recordedMeeting.key, sent),
      );
      return recordSheet(collectiveId, recordedMeeting, {
        id: sent.id,
        fingerprint: await fingerprint({ collectiveId, meeting: sent }),
        countedMoney: sent,
        item:
          textsOrRefusal instanceof AppError
            ? textsOrRefusal
            : {
                ...sent,
                ...stamp,
                ...textsOrRefusal,
                ...indexKeysOf(sent, stamp),
                ...countedThenField(correction),
              },
        correction,
        line,
      });
    },

    /** Records a voucher. `sent` is the request's body. */
    recordVoucher: async (
      collectiveId: string,
      sent: VoucherInput,
      stamp: Stamp,
      correction: Correction | undefined,
      line: JournalLineOf<'voucher_recorded'>,
    ): Promise<Outcome> => {
      const recordedVoucher = toRecordedVoucher(collectiveId, sent);
      const encryptedTexts = await texts.encryptVoucher(collectiveId, recordedVoucher.key, sent);
      return recordSheet(collectiveId, recordedVoucher, {
        id: sent.id,
        fingerprint: await fingerprint({ collectiveId, voucher: sent }),
        countedMoney: sent,
        item: {
          ...sent,
          ...stamp,
          ...encryptedTexts,
          ...indexKeysOf(sent, stamp),
          ...countedThenField(correction),
        },
        correction,
        line,
      });
    },

    /** @throws AppError `already_reversed`, or the first refusal of a member's account or, after these, of the group's money */
    reverseMeeting: async (
      collectiveId: string,
      meeting: StoredMeeting,
      sent: ReversalInput,
      reversedBy: ReversedBy,
      line: JournalLineOf<'meeting_reversed'>,
    ): Promise<Outcome> =>
      reverseSheet(collectiveId, toRecordedMeeting(collectiveId, meeting), {
        of: meeting.id,
        sent,
        fingerprint: await fingerprint({ collectiveId, meetingId: meeting.id, reversal: sent }),
        reversedBy,
        isReversed: meeting.reversed !== undefined,
        line,
      }),

    /** @throws AppError the same errors as `reverseMeeting` */
    reverseVoucher: async (
      collectiveId: string,
      voucher: StoredVoucher,
      sent: ReversalInput,
      reversedBy: ReversedBy,
      line: JournalLineOf<'voucher_reversed'>,
    ): Promise<Outcome> =>
      reverseSheet(collectiveId, toRecordedVoucher(collectiveId, voucher), {
        of: voucher.id,
        sent,
        fingerprint: await fingerprint({ collectiveId, voucherId: voucher.id, reversal: sent }),
        reversedBy,
        isReversed: voucher.reversed !== undefined,
        line,
      }),

    /** A meeting with its texts decrypted, and the names of the text fields that it has (`fields`). */
    showMeeting: (collectiveId: string, stored: StoredMeeting) =>
      texts.showMeeting(collectiveId, meetingKey(collectiveId, stored.heldOn, stored.id), stored),

    /** A voucher with its texts decrypted, and the names of the text fields that it has (`fields`). */
    showVoucher: (collectiveId: string, stored: StoredVoucher) =>
      texts.showVoucher(collectiveId, voucherKey(collectiveId, stored.on, stored.id), stored),
  };
};
