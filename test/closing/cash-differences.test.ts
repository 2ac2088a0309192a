import { beforeAll, describe, expect, test } from 'vitest';
import { createCashDifferences } from '../../functions/months/closing/cash-differences.ts';
import { createExplanations } from '../../functions/months/closing/explanations.ts';
import { createClosingRoutes } from '../../functions/months/closing/routes.ts';
import { findings } from '../../functions/months/preview/schema.ts';
import { createRegistration } from '../../functions/months/publishing/register-publication.ts';
import { newId } from '../../functions/shared/fields/ids.ts';
import type { Caller } from '../../functions/shared/reach/caller.ts';
import { createGroup, openBooks } from '../books/group.ts';
import { deposit, sheetOf, voucherOf } from '../books/sheets.ts';
import { openPreview } from '../preview/scene.ts';
import { createCaller, createSend } from '../support/request.ts';

let books: Awaited<ReturnType<typeof openBooks>>;
let send: ReturnType<typeof createSend>;
beforeAll(async () => {
  books = await openBooks();
  const { table, vault } = books.records;
  send = createSend(
    createClosingRoutes({
      publications: createRegistration(table, newId),
      explanations: createExplanations(table),
      cashDifferences: createCashDifferences(table),
      vault,
      validateNames: async () => undefined,
      announce: async () => {},
    }),
  );
});

const coordinator = createCaller('coordinator');
const differencesOf = async (collectiveId: string): Promise<unknown[]> => {
  const { body } = await send({ route: 'GET /api/cash-differences', caller: coordinator });
  return (body as { items: { collectiveId: string }[] }).items.filter(
    (item) => item.collectiveId === collectiveId,
  );
};
const explain = (recordId: string, { month = '2026-10', now = nextDay } = {}) =>
  send({
    route: 'POST /api/snapshots/{month}/explanations',
    path: { month },
    body: { id: newId(), list: 'cashDifferences', recordId, why: 'checked' },
    caller: coordinator,
    now,
  });
/** What the month's list says of a difference. */
const explanationsInMonth = async (recordId: string): Promise<unknown[]> => {
  const { body } = await openPreview(books.records)({
    route: 'GET /api/findings',
    query: { month: '2026-10' },
    caller: coordinator,
    now: '2026-11-20T06:30:00.000Z',
  });
  return findings.parse(body).items.flatMap(({ id, explanation }) => (id === recordId ? [explanation] : []));
};
const madeUpBy = (id: string) => ({ id, record: 'voucher', on: '2026-10-10' });
const short = (amountPaise: number) => ({
  kind: 'cash_short' as const,
  amountPaise,
  reason: 'Not known yet',
});
const spent = (amountPaise: number) => ({ kind: 'expense' as const, amountPaise, head: 'travel' as const });
const over = (amountPaise: number) => ({ kind: 'cash_over' as const, amountPaise, reason: 'Found again' });

const takenBack = () => ({ id: newId(), reason: 'Written twice' });
const nextDay = '2026-10-16T06:30:00.000Z';

/** A group that should have ₹14,008 in its box, where ₹10,000 was counted. */
const formShort = async () => {
  const group = await books.form();
  const sheet = sheetOf([deposit(group.first, 1_400_800)], {
    lines: [short(400_800)],
    cashCountedPaise: 1_000_000,
  });
  expect((await group.hold(sheet)).status).toBe(201);
  const finding = {
    id: sheet.id,
    record: 'meeting',
    collectiveId: group.collectiveId,
    on: '2026-10-10',
    cashCountedPaise: 1_000_000,
    cashExpectedPaise: 1_400_800,
    differencePaise: -400_800,
    openPaise: -400_800,
  };
  return { ...group, sheet, finding };
};

describe('the differences that nobody has explained or settled', () => {
  test('have what was expected, counted and missing, and never the reason', async () => {
    const { collectiveId, finding } = await formShort();
    expect(await differencesOf(collectiveId)).toEqual([finding]);
  });

  test('leave the list with the reversal of their sheet, of a voucher too', async () => {
    const { collectiveId, sheet, finding, reverse, spend, reverseVoucher } = await formShort();
    const voucher = voucherOf([over(800)], { cashCountedPaise: 1_000_800 });
    expect((await spend(voucher)).status).toBe(201);
    expect(await differencesOf(collectiveId)).toEqual([
      { ...finding, openPaise: -400_000, madeUpBy: madeUpBy(voucher.id) },
    ]);
    await reverseVoucher(voucher.id);
    expect(await differencesOf(collectiveId)).toEqual([finding]);
    await reverse(sheet.id);
    expect(await differencesOf(collectiveId)).toEqual([]);
  });

  test('stay if another than who recorded the sheet takes it back on the same day', async () => {
    const { collectiveId, leader } = await createGroup(books.records);
    const path = { id: collectiveId };
    const found = voucherOf([short(400_000)], { cashCountedPaise: 0 });
    const opening = voucherOf([over(400_000)], { cashCountedPaise: 400_000 });
    const record = (body: object) =>
      books.send({ route: 'POST /api/collectives/{id}/vouchers', path, body, caller: coordinator });
    expect((await record(opening)).status).toBe(201);
    expect((await explain(opening.id)).status).toBe(201);
    expect((await record(found)).status).toBe(201);
    const takeBack = (caller: Caller) =>
      books.send({
        route: 'POST /api/collectives/{id}/vouchers/{voucherId}/reversal',
        path: { ...path, voucherId: found.id },
        body: { id: newId(), reason: 'Written twice' },
        caller,
      });
    expect((await takeBack(leader)).status).toBe(201);
    expect(await differencesOf(collectiveId)).toMatchObject([
      { id: found.id, openPaise: -400_000, isReversed: true },
    ]);
  });

  test('are made up for by cash that turned up again, once it is counted, and stay until that is confirmed', async () => {
    const { collectiveId, sheet, finding, spend } = await formShort();
    const found = voucherOf([over(400_800)], { cashCountedPaise: 1_400_800 });
    expect((await spend(found)).status).toBe(201);
    const madeUp = { ...finding, openPaise: 0, madeUpBy: madeUpBy(found.id) };
    expect(await differencesOf(collectiveId)).toEqual([madeUp]);
    expect((await explain(sheet.id)).status).toBe(201);
    expect(await differencesOf(collectiveId)).toEqual([]);
  });

  test('stay where a true count goes with cash that was found and spent in one voucher', async () => {
    const { collectiveId, finding, spend } = await formShort();
    const hiding = voucherOf([over(400_800), spent(400_800)], { cashCountedPaise: 1_000_000 });
    expect((await spend(hiding)).status).toBe(201);
    expect(await differencesOf(collectiveId)).toEqual([
      { ...finding, openPaise: 0, madeUpBy: madeUpBy(hiding.id) },
    ]);
  });

  test('that were explained do not vanish with a reversal, on the same day either', async () => {
    const { collectiveId, sheet, finding, reverse, hold } = await formShort();
    expect((await explain(sheet.id, { now: '2026-10-15T07:00:00.000Z' })).status).toBe(201);
    expect(await differencesOf(collectiveId)).toEqual([]);
    const reversedAt = '2026-10-15T08:00:00Z';
    expect((await reverse(sheet.id, takenBack(), '2026-10-15T08:00:00.000Z')).status).toBe(201);
    const reversed = { ...finding, isReversed: true, reversedAt };
    expect(await differencesOf(collectiveId)).toEqual([reversed]);
    // What was said of the difference doesn't hold for its reversal, in the month's list neither.
    expect(await explanationsInMonth(sheet.id)).toEqual([undefined]);
    const { cashCountedPaise: _, ...uncounted } = sheet;
    const again = { ...uncounted, id: newId(), corrects: sheet.id, lines: [short(1_000), spent(399_800)] };
    expect((await hold(again)).status).toBe(201);
    expect(await differencesOf(collectiveId)).toMatchObject([
      { id: sheet.id, openPaise: -399_800, isReversed: true },
      { id: again.id, openPaise: -1_000 },
    ]);
    expect((await explain(sheet.id, { now: '2026-10-15T09:00:00.000Z' })).status).toBe(201);
    expect(await differencesOf(collectiveId)).toMatchObject([{ id: again.id }]);
    expect(await explanationsInMonth(sheet.id)).toMatchObject([{ why: 'checked' }]);
  });

  test('that were explained before do not stand as such once their sheet is taken back on a later day', async () => {
    const { collectiveId, sheet, finding, reverse } = await formShort();
    expect((await explain(sheet.id, { now: '2026-10-15T07:00:00.000Z' })).status).toBe(201);
    expect((await reverse(sheet.id, takenBack(), nextDay)).status).toBe(201);
    const reversedAt = '2026-10-16T06:30:00Z';
    expect(await differencesOf(collectiveId)).toEqual([{ ...finding, isReversed: true, reversedAt }]);
  });

  test('that were confirmed as made up for stay with the count that is taken back on its own day', async () => {
    const { collectiveId, sheet, spend, reverseVoucher } = await formShort();
    const found = voucherOf([over(400_800)], { cashCountedPaise: 1_400_800 });
    expect((await spend(found)).status).toBe(201);
    expect((await explain(sheet.id, { now: '2026-10-15T07:00:00.000Z' })).status).toBe(201);
    expect((await reverseVoucher(found.id, takenBack(), '2026-10-15T08:00:00.000Z')).status).toBe(201);
    expect(await differencesOf(collectiveId)).toMatchObject([{ id: found.id, isReversed: true }]);
  });

  test('stay where a leader says that cash was found which nobody counted, and spends it', async () => {
    const { collectiveId, finding, spend } = await formShort();
    expect((await spend(voucherOf([over(400_800)]))).status).toBe(201);
    expect((await spend(voucherOf([spent(400_800)]))).status).toBe(201);
    expect(await differencesOf(collectiveId)).toMatchObject([finding, { openPaise: 400_800 }]);
  });

  test('stay where a leader takes the sheet back on a later day, and sends it again as an expense', async () => {
    const { collectiveId, sheet, finding, reverse, hold } = await formShort();
    expect((await reverse(sheet.id, takenBack(), nextDay)).status).toBe(201);
    const [isReversed, reversedAt] = [true, '2026-10-16T06:30:00Z'];
    expect(await differencesOf(collectiveId)).toEqual([{ ...finding, isReversed, reversedAt }]);
    const { cashCountedPaise: _, ...uncountedSheet } = sheet;
    const again = { ...uncountedSheet, id: newId(), corrects: sheet.id };
    expect((await hold({ ...again, lines: [spent(400_800)] })).status).toBe(201);
    expect(await differencesOf(collectiveId)).toEqual([{ ...finding, isReversed, reversedAt }]);
  });

  test('stay where a surplus that would have settled them is taken back on a later day', async () => {
    const { collectiveId, finding, spend, reverseVoucher } = await formShort();
    const found = voucherOf([over(400_800)], { cashCountedPaise: 1_400_800 });
    expect((await spend(found)).status).toBe(201);
    expect((await reverseVoucher(found.id, takenBack(), nextDay)).status).toBe(201);
    expect(await differencesOf(collectiveId)).toMatchObject([
      finding,
      { id: found.id, openPaise: 400_800, isReversed: true },
    ]);
  });

  test('stay where an old sheet is corrected by cash that nobody counted anew', async () => {
    const { collectiveId, first, finding, hold, reverse } = await formShort();
    const old = sheetOf([deposit(first, 100)], { heldOn: '2026-10-11', cashCountedPaise: 1_000_100 });
    expect((await hold(old)).status).toBe(201);
    expect((await reverse(old.id)).status).toBe(201);
    const { cashCountedPaise: _, ...uncounted } = old;
    const again = {
      ...uncounted,
      id: newId(),
      corrects: old.id,
      lines: [over(400_800), spent(400_800)],
    };
    expect((await hold(again)).status).toBe(201);
    expect(await differencesOf(collectiveId)).toMatchObject([finding, { openPaise: 400_800 }]);
  });

  test('of a sheet that is corrected twice are told once', async () => {
    const { collectiveId, sheet, reverse, hold } = await formShort();
    const { cashCountedPaise: _, ...uncounted } = sheet;
    expect((await reverse(sheet.id, takenBack(), nextDay)).status).toBe(201);
    const second = { ...uncounted, id: newId(), corrects: sheet.id };
    expect((await hold(second)).status).toBe(201);
    expect((await reverse(second.id)).status).toBe(201);
    const third = { ...uncounted, id: newId(), corrects: second.id };
    expect((await hold(third)).status).toBe(201);
    expect(await differencesOf(collectiveId)).toMatchObject([{ id: third.id, openPaise: -400_800 }]);
  });

  test.each([1, 2])(
    'are told once where %i corrections without a difference were taken back in between',
    async (between) => {
      const { collectiveId, sheet, reverse, hold } = await formShort();
      const { cashCountedPaise: _, ...uncounted } = sheet;
      let corrects = sheet.id;
      for (let count = 0; count < between; count += 1) {
        expect((await reverse(corrects, takenBack(), nextDay)).status).toBe(201);
        const honest = { ...uncounted, id: newId(), corrects, lines: [spent(400_800)] };
        expect((await hold(honest)).status).toBe(201);
        corrects = honest.id;
      }
      expect(await differencesOf(collectiveId)).toMatchObject([{ id: sheet.id, openPaise: -400_800 }]);
      expect((await reverse(corrects, takenBack(), nextDay)).status).toBe(201);
      const last = { ...uncounted, id: newId(), corrects };
      expect((await hold(last)).status).toBe(201);
      expect(await differencesOf(collectiveId)).toMatchObject([{ id: last.id, openPaise: -400_800 }]);
    },
  );

  test('of a sheet that is taken back on a later day are its correction’s, as far as that has them', async () => {
    const { collectiveId, sheet, reverse, hold } = await formShort();
    expect((await reverse(sheet.id, takenBack(), nextDay)).status).toBe(201);
    const { cashCountedPaise: _, ...uncountedSheet } = sheet;
    const again = { ...uncountedSheet, id: newId(), corrects: sheet.id };
    expect((await hold({ ...again, lines: [short(400_800)] })).status).toBe(201);
    expect(await differencesOf(collectiveId)).toMatchObject([{ id: again.id, openPaise: -400_800 }]);
  });

  test('leave the list once one is explained under its month', async () => {
    const { collectiveId, sheet } = await formShort();
    expect((await explain(sheet.id, { month: '2026-09' })).status).toBe(201);
    expect(await differencesOf(collectiveId)).toHaveLength(1);
    expect((await explain(sheet.id)).status).toBe(201);
    expect(await differencesOf(collectiveId)).toEqual([]);
    // The month's list still has it, as explained.
    expect(await createCashDifferences(books.records.table).listUnsettled()).toContainEqual(
      expect.objectContaining({ id: sheet.id, explanation: expect.objectContaining({ why: 'checked' }) }),
    );
  });

  test('are none where the lines of a sheet make up for each other', async () => {
    const { collectiveId, first, hold } = await books.form();
    await hold(sheetOf([deposit(first, 500)], { lines: [short(200), over(200)], cashCountedPaise: 500 }));
    expect(await differencesOf(collectiveId)).toEqual([]);
  });
});

describe('the list', () => {
  /** All pages of three items, of all groups. */
  const readPages = async () => {
    const pages: { id: string }[][] = [];
    let cursor: string | undefined;
    do {
      const query = { limit: '3', ...(cursor === undefined ? {} : { cursor }) };
      const { status, body } = await send({ route: 'GET /api/cash-differences', caller: coordinator, query });
      expect(status).toBe(200);
      const page = body as { items: { id: string }[]; cursor?: string };
      pages.push(page.items);
      cursor = page.cursor;
    } while (cursor !== undefined && pages.length < 20);
    return pages;
  };

  test('has pages, which together are the whole list in its order', async () => {
    for (let count = 0; count < 4; count += 1) await formShort();
    const { body } = await send({ route: 'GET /api/cash-differences', caller: coordinator });
    const whole = (body as { items: { id: string }[] }).items;
    const pages = await readPages();
    expect(pages.slice(0, -1).every((page) => page.length === 3)).toBe(true);
    expect(pages.at(-1)).not.toEqual([]);
    expect(pages.flat()).toEqual(whole);
  });

  test('goes on behind a difference that was settled meanwhile', async () => {
    const first = await formShort();
    const second = await formShort();
    const before = (await readPages()).flat();
    const { body } = await send({
      route: 'GET /api/cash-differences',
      caller: coordinator,
      query: { limit: String(before.length - 1) },
    });
    const { cursor } = body as { cursor: string };
    await first.reverse(first.sheet.id);
    const rest = await send({ route: 'GET /api/cash-differences', caller: coordinator, query: { cursor } });
    expect(rest.body).toEqual({ items: [second.finding] });
  });

  test.each([
    '%',
    'e30',
    Buffer.from('{"id":"x","recordedAt":"2026-10-10T00:00:00Z"}').toString('base64url'),
    Buffer.from(`{"id":"${newId()}","recordedAt":"yesterday"}`).toString('base64url'),
    Buffer.from('{"pk":"CASES","sk":"Y"}').toString('base64url'),
  ])('refuses a cursor that it did not give: %s', async (cursor) => {
    const query = { cursor };
    expect(await send({ route: 'GET /api/cash-differences', caller: coordinator, query })).toMatchObject({
      status: 400,
      body: { code: 'invalid_cursor' },
    });
  });
});
