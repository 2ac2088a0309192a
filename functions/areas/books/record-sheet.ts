import { AppError } from '../../shared/errors/errors.ts';
import { record } from '../../shared/journal/append.ts';
import type { Claim } from '../../shared/journal/idempotency-claims.ts';
import type { JournalLineOf } from '../../shared/journal/line.ts';
import { cashDifferenceOf } from '../../shared/kinds/book-entries.ts';
import { givesLoan } from '../../shared/kinds/book-kinds.ts';
import type { Item, Table, Write } from '../../shared/table/client.ts';
import { meetingIndexKeys } from '../../shared/table/keys/collectives.ts';
import { changeAccount, checkAttendance } from './account-writes.ts';
import type { Correction } from './correction-repository.ts';
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
import type { RecordedSheet } from './recorded-sheet.ts';

/**
 * Records a sheet in one transaction and without reading first. A voucher is called a sheet here too. record-meeting.ts makes of a request what is recorded.
 */

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
export const recordSheet = async (
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
  // Without a cash count of its own, a correction takes over the count of the sheet that it corrects.
  const cashCountedPaise = countedMoney.cashCountedPaise ?? correction?.cashCountedThenPaise;
  const isCounted = cashCountedPaise !== undefined;
  const change = netGroupChange(content.entries, content.lines);
  const claim = claimOf(collectiveId, recorded, { id, fingerprint, isCounted });
  // The id of each new loan is used up too, by an equal claim without the entry in the list of meetings.
  const { entry: _, ...loanClaim } = claim;
  const furtherClaims = content.entries.flatMap((entry, index) =>
    givesLoan(entry) ? [{ ...loanClaim, id: entry.loanId, path: `entries.${index}.loanId` }] : [],
  );
  /** Writes the sheet, each member's entries to the account that `ids` names. joined-accounts.ts calls it again if it finds out that a record was joined to another. */
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
