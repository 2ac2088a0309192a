import { cursorField, decodeCursor } from '../../shared/fields/cursor.ts';
import { withVersion } from '../../shared/http/etag.ts';
import { readPage } from '../../shared/http/read-page.ts';
import { stampOf } from '../../shared/http/stamp.ts';
import type { Reader } from '../../shared/journal/opening-line.ts';
import { voucherKey } from '../../shared/table/keys/collectives.ts';
import { correctVoucher, countedThenField } from './correction-repository.ts';
import { createSheetLists } from './list-sheets.ts';
import { recordVoucher } from './record-meeting.ts';
import { findVoucher } from './recorded-sheet.ts';
import { reverseVoucher } from './reverse-sheet.ts';
import { collectiveIdOf, type Deps, type Handler, lineBaseOf, reversalMark } from './route-deps.ts';
import { showVoucher } from './show-sheet-texts.ts';

/** The routes of vouchers, the records of a group's money that moved without a meeting. */

/** Answers with the voucher and its texts, after logging the reading. */
const answerVoucher = async <Status extends 200 | 201>(
  { table, vault, accessLog }: Deps,
  status: Status,
  collectiveId: string,
  voucherId: string,
  request: Reader,
) => {
  const stored = await findVoucher(table, collectiveId, voucherId);
  const { value, fields } = await showVoucher(
    vault,
    collectiveId,
    voucherKey(collectiveId, stored.on, stored.id),
    stored,
  );
  await accessLog(request, {
    subject: voucherId,
    lists: [{ rows: [{ of: collectiveId, ids: [voucherId, collectiveId] }], fields: ['lines', ...fields] }],
  });
  return withVersion(status, value);
};

export const recordVoucherRoute =
  (deps: Deps): Handler<'POST /api/collectives/{id}/vouchers'> =>
  async (request) => {
    const { body, caller, now } = request;
    const collectiveId = collectiveIdOf(request);
    const { id, on, lines } = body;
    const stamp = stampOf(caller, now);
    const correction = await correctVoucher(deps.table, collectiveId, body);
    const outcome = await recordVoucher(deps, collectiveId, body, stamp, correction, {
      ...lineBaseOf(request, id, collectiveId),
      type: 'voucher_recorded',
      voucherId: id,
      on,
      lines,
      corrects: body.corrects,
    });
    return outcome === 'created'
      ? withVersion(201, { ...body, ...countedThenField(correction), ...stamp })
      : answerVoucher(deps, 200, collectiveId, id, request);
  };

export const listVouchersRoute =
  (deps: Deps): Handler<'GET /api/collectives/{id}/vouchers'> =>
  async (request) => {
    const { query } = request;
    const { items, next } = await readPage(query.limit, (limit) =>
      // Nothing is logged: vouchers name no woman, and a list of them has no texts.
      createSheetLists(deps.table).listVouchers(collectiveIdOf(request), limit, decodeCursor(query.cursor)),
    );
    return { status: 200, body: { items, ...cursorField(next) } };
  };

export const readVoucherRoute =
  (deps: Deps): Handler<'GET /api/collectives/{id}/vouchers/{voucherId}'> =>
  async (request) =>
    answerVoucher(deps, 200, collectiveIdOf(request), request.path.voucherId, request);

export const reverseVoucherRoute =
  (deps: Deps): Handler<'POST /api/collectives/{id}/vouchers/{voucherId}/reversal'> =>
  async (request) => {
    const { path, body } = request;
    const collectiveId = collectiveIdOf(request);
    const voucher = await findVoucher(deps.table, collectiveId, path.voucherId);
    const { id: voucherId, on, lines, createdAt } = voucher;
    const outcome = await reverseVoucher(deps, collectiveId, voucher, body, reversalMark(request), {
      ...lineBaseOf(request, body.id, collectiveId),
      type: 'voucher_reversed',
      voucherId,
      voucherRecordedAt: new Date(createdAt).toISOString(),
      on,
      lines,
    });
    return answerVoucher(deps, outcome === 'created' ? 201 : 200, collectiveId, voucherId, request);
  };
