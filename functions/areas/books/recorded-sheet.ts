import { notFound } from '../../shared/errors/errors.ts';
import type { Item, Table } from '../../shared/table/client.ts';
import {
  groupMoneyKey,
  meetingKey,
  meetingPrefix,
  voucherKey,
  voucherPrefix,
} from '../../shared/table/keys/collectives.ts';
import { claimKey } from '../../shared/table/keys/journal-and-claims.ts';
import type { Key } from '../../shared/table/keys/key.ts';
import { storedKey } from '../../shared/table/stored-key.ts';
import type { GroupRequest } from './group-rules.ts';
import type { ListedMeeting, ListedVoucher } from './listed-sheet-schema.ts';
import type { SheetContent } from './refusal-paths.ts';
import { type StoredMeeting, type StoredVoucher, storedMeeting, storedVoucher } from './sheet-schema.ts';

/** Meetings' sheets and vouchers as the table has them. */

/** What recording and reversing need of a sheet, whether it is a meeting's or a voucher. */
export type RecordedSheet = {
  readonly key: Key;
  readonly content: SheetContent;
  readonly sheetDate: NonNullable<GroupRequest['sheetDate']>;
  /** Whether the sheet is a meeting's, and so in the list of the month's meetings. */
  readonly isMeeting: boolean;
};

export const toRecordedMeeting = (
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

export const toRecordedVoucher = (
  collectiveId: string,
  { id, on, lines }: Pick<ListedVoucher, 'id' | 'on' | 'lines'>,
): RecordedSheet => ({
  key: voucherKey(collectiveId, on, id),
  content: { attendance: [], entries: [], lines },
  sheetDate: { on, field: 'on' },
  isMeeting: false,
});

/** @param prefix of meetings' or vouchers' sort keys. @throws AppError `not_found` if the collective has none with this id */
const find = async (table: Table, collectiveId: string, id: string, prefix: string): Promise<Item> => {
  // The claim of an id names the record that the id was used for.
  const claim = await table.get(claimKey(id));
  const key = claim && storedKey.parse(claim.record);
  if (key?.pk !== groupMoneyKey(collectiveId).pk || !key.sk.startsWith(prefix)) {
    throw notFound();
  }
  const item = await table.get(key);
  // The claim of a loan's or a reversal's id leads to its sheet too, but that id is not the sheet's own.
  if (item?.id !== id) {
    throw notFound();
  }
  return item;
};

/** @throws AppError `not_found` if the collective has no meeting with this id */
export const findMeeting = async (table: Table, collectiveId: string, id: string): Promise<StoredMeeting> =>
  storedMeeting.parse(await find(table, collectiveId, id, meetingPrefix));

/** @throws AppError `not_found` if the collective has no voucher with this id */
export const findVoucher = async (table: Table, collectiveId: string, id: string): Promise<StoredVoucher> =>
  storedVoucher.parse(await find(table, collectiveId, id, voucherPrefix));
