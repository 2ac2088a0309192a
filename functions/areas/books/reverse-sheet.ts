import { record } from '../../shared/journal/append.ts';
import { fingerprintOf } from '../../shared/journal/idempotency-claims.ts';
import type { JournalLineOf } from '../../shared/journal/line.ts';
import { maxLoansInAccount } from '../../shared/kinds/book-limits.ts';
import type { Records } from '../../shared/startup/connect-records.ts';
import { claimKey } from '../../shared/table/keys/journal-and-claims.ts';
import { changeAccount } from './account-writes.ts';
import { encryptText } from './encrypt-sheet-texts.ts';
import { changeGroupMoney } from './group-writes.ts';
import { countIdsSent, type StandingIds, underIds, underStandingIds } from './joined-accounts.ts';
import { netGroupChange, netMemberChanges } from './net-changes.ts';
import { type RecordedSheet, toRecordedMeeting, toRecordedVoucher } from './recorded-sheet.ts';
import { alreadyReversed } from './refusal-paths.ts';
import type { ReversalInput } from './sheet-input-schema.ts';
import type { StoredMeeting, StoredVoucher } from './sheet-schema.ts';
import { undoGroupChange, undoMemberChange } from './undo-changes.ts';

/** When a sheet was reversed, and the id of the person who reversed it. */
type ReversedBy = { readonly at: string; readonly by: string };

/** Marks a sheet as reversed and undoes its changes. A loan that the sheet gave is removed, but the loan's id cannot be used again. */
const reverseSheet = async (
  { table, vault }: Records,
  collectiveId: string,
  { key, content, isMeeting }: RecordedSheet,
  reversal: {
    /** The sheet or voucher as it was read. */
    readonly of: Pick<StoredMeeting, 'id' | 'reversed'>;
    readonly sent: ReversalInput;
    /** The id of the sheet under its name, for the claim. */
    readonly identity: object;
    readonly reversedBy: ReversedBy;
    readonly line: JournalLineOf<'meeting_reversed' | 'voucher_reversed'>;
  },
): Promise<'created' | 'repeated'> => {
  const { of, sent, identity, reversedBy, line } = reversal;
  const reason = await encryptText(vault, collectiveId, key, 'reversed.reason', sent.reason);
  const fingerprint = await fingerprintOf(vault, { collectiveId, ...identity, reversal: sent });
  const reverseUnder = (ids: StandingIds) =>
    record(table, {
      claim: { id: sent.id, fingerprint, record: key, concernsOnly: null },
      errorUnlessRepeated: of.reversed === undefined ? undefined : alreadyReversed(),
      writes: [
        {
          update: key,
          // Its difference stays in the index: whether the list still has it follows from when it was reversed and what was explained (docs/decisions/0063-cash-differences.md).
          set: 'SET reversed = :reversed, version = version + :one',
          condition: 'attribute_not_exists(reversed)',
          values: { ':reversed': { id: sent.id, reason, ...reversedBy }, ':one': 1 },
          // A concurrent request has reversed the sheet.
          errorIfFailed: alreadyReversed,
        },
        // A meeting's claim is its entry in the list of the month's meetings.
        ...(isMeeting ? [{ update: claimKey(of.id), set: 'REMOVE gsi1pk, gsi1sk' }] : []),
        // `undefined`: a reversal has no sheet date.
        ...netMemberChanges(underIds(content, ids).entries).map((change) =>
          changeAccount(collectiveId, undoMemberChange(change), underIds(content, ids), undefined, ids, {
            idsSent: countIdsSent(content, ids, change.memberId),
            maxLoans: maxLoansInAccount,
          }),
        ),
        ...ids.checks(collectiveId),
        changeGroupMoney(collectiveId, {
          change: undoGroupChange(netGroupChange(content.entries, content.lines)),
          content,
        }),
      ],
      line,
    });
  const outcome = await underStandingIds(reverseUnder);
  return outcome === 'written' ? 'created' : 'repeated';
};

/** Reverses a meeting's sheet. @throws AppError `already_reversed`, or the first refusal of a member's account or, after these, of the group's money */
export const reverseMeeting = (
  records: Records,
  collectiveId: string,
  meeting: StoredMeeting,
  sent: ReversalInput,
  reversedBy: ReversedBy,
  line: JournalLineOf<'meeting_reversed'>,
) =>
  reverseSheet(records, collectiveId, toRecordedMeeting(collectiveId, meeting), {
    of: meeting,
    sent,
    identity: { meetingId: meeting.id },
    reversedBy,
    line,
  });

/** Reverses a voucher. @throws AppError the same errors as `reverseMeeting` */
export const reverseVoucher = (
  records: Records,
  collectiveId: string,
  voucher: StoredVoucher,
  sent: ReversalInput,
  reversedBy: ReversedBy,
  line: JournalLineOf<'voucher_reversed'>,
) =>
  reverseSheet(records, collectiveId, toRecordedVoucher(collectiveId, voucher), {
    of: voucher,
    sent,
    identity: { voucherId: voucher.id },
    reversedBy,
    line,
  });
