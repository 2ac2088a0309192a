import { notFound } from '../../shared/errors/errors.ts';
import { invalidCursorError, type PageKey } from '../../shared/fields/cursor.ts';
import type { Table } from '../../shared/table/client.ts';
import { groupMoneyKey, meetingPrefix, voucherPrefix } from '../../shared/table/keys/collectives.ts';
import {
  type ListedMeeting,
  type ListedVoucher,
  listedMeeting,
  listedVoucher,
} from './listed-sheet-schema.ts';

/** The lists of a collective's sheets, of meetings and vouchers, page by page. */
export const createSheetLists = (table: Table) => {
  /** The sheets whose sort keys have a prefix, the latest date first. */
  const query = (partition: string, prefix: string, limit: number, after?: PageKey) =>
    table.query({
      partition,
      prefix,
      descending: true,
      limit,
      ...(after === undefined ? {} : { after: { pk: partition, sk: after.sk } }),
    });

  /**
   * A page of a collective's meetings or vouchers, the latest date first.
   * @param prefix of meetings' or vouchers' sort keys
   * @param after the key of the last sheet on the page before, without `pk`, which follows from the collective's id in the request's path
   * @throws AppError `not_found` if there is no such collective; `invalid_cursor` for a cursor of the other list
   */
  const list = async (
    collectiveId: string,
    prefix: string,
    { limit, after }: { readonly limit: number; readonly after: PageKey | undefined },
  ) => {
    const partition = groupMoneyKey(collectiveId).pk;
    // Every collective has its money from the start, in the partition of its sheets.
    if ((await table.get(groupMoneyKey(collectiveId))) === undefined) {
      throw notFound();
    }
    if (after !== undefined && after.sk?.startsWith(prefix) !== true) {
      throw invalidCursorError();
    }
    const { items, next } = await query(partition, prefix, limit, after);
    return { items, next: next && { sk: next.sk } };
  };

  return {
    /** A page of a collective's meetings without their texts (note and reasons), the last held first. */
    listMeetings: async (collectiveId: string, limit: number, after: PageKey | undefined) => {
      const { items, next } = await list(collectiveId, meetingPrefix, { limit, after });
      return { items: items.map((item): ListedMeeting => listedMeeting.parse(item)), next };
    },

    /** The last meetings of a collective that is known to exist, without their texts, the last held first. */
    newestMeetings: async (collectiveId: string, limit: number): Promise<ListedMeeting[]> =>
      (await query(groupMoneyKey(collectiveId).pk, meetingPrefix, limit)).items.map((item) =>
        listedMeeting.parse(item),
      ),

    /** A page of a collective's vouchers without their texts (note and reasons), the latest first. */
    listVouchers: async (collectiveId: string, limit: number, after: PageKey | undefined) => {
      const { items, next } = await list(collectiveId, voucherPrefix, { limit, after });
      return { items: items.map((item): ListedVoucher => listedVoucher.parse(item)), next };
    },
  };
};
