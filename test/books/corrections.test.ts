import { beforeAll, describe, expect, test } from 'vitest';
import { problem } from '../support/request.ts';
import { openBooks, refusalIn } from './group.ts';
import { deposit, id, line, loan, sheetOf, voucherOf } from './sheets.ts';

let books: Awaited<ReturnType<typeof openBooks>>;
beforeAll(async () => {
  books = await openBooks();
});

const short = (amountPaise: number, reason = 'Not known yet') => ({
  kind: 'cash_short' as const,
  amountPaise,
  reason,
});

/** A group whose sheet of September was counted, ₹4,008 short, taken back after it has met again. */
const formCounted = async () => {
  const group = await books.form();
  const { first, second, hold, reverse } = group;
  const september = sheetOf([deposit(first, 1_400_800)], {
    heldOn: '2026-09-10',
    lines: [short(400_800)],
    cashCountedPaise: 1_000_000,
  });
  await hold(september);
  await hold(sheetOf([deposit(second, 50_000)], { cashCountedPaise: 1_050_000 }));
  await reverse(september.id);
  /** Sends the sheet of September again. */
  const correct = (entries: Parameters<typeof sheetOf>[0], more: Parameters<typeof sheetOf>[1] = {}) =>
    hold(sheetOf(entries, { heldOn: '2026-09-10', corrects: september.id, ...more }));
  return { ...group, september, correct };
};

const thenOf = ({ body }: { readonly body: unknown }) => body as { readonly cashCountedThenPaise?: number };

describe('a sheet that corrects another', () => {
  test('keeps what was counted on the day, however often it is corrected, and leaves the cash as it is', async () => {
    const { first, second, september, correct, reverse, read, ledger, hold } = await formCounted();
    // What she wrote for the first was the second's: the shortage stays what it was.
    const corrected = await correct([deposit(first, 1_390_800), deposit(second, 10_000)], {
      lines: [short(400_800)],
    });
    expect(corrected).toMatchObject({ status: 201, body: { cashCountedThenPaise: 1_000_000 } });
    const { id: correctedId } = corrected.body as { readonly id: string };
    expect(await read(correctedId)).toMatchObject({
      corrects: september.id,
      cashCountedThenPaise: 1_000_000,
      lines: [short(400_800)],
    });
    expect(await read(september.id)).toMatchObject({ correctedBy: correctedId, cashCountedPaise: 1_000_000 });
    expect(await ledger()).toMatchObject({ cashPaise: 1_050_000, savingsPaise: 1_450_800 });

    await reverse(correctedId);
    const again = sheetOf([deposit(first, 1_000_000)], { heldOn: '2026-09-10', corrects: correctedId });
    // The money that was missing was never paid in: nothing is missing any more, and nothing is counted twice.
    expect(thenOf(await hold(again)).cashCountedThenPaise).toBe(1_000_000);
    expect(await ledger()).toMatchObject({ cashPaise: 1_050_000, savingsPaise: 1_050_000, surplusPaise: 0 });
  });

  test('is refused where the books of that day would not be what was counted then', async () => {
    const { first, correct, ledger } = await formCounted();
    const before = await ledger();
    // Less was paid in, and the old shortage is still in it: it would be taken off twice.
    const refused = await correct([deposit(first, 1_000_000)], { lines: [short(400_800)] });
    expect(refusalIn(refused)).toEqual({ status: 422, code: 'cash_mismatch', paths: ['corrects'] });
    expect(problem.parse(refused.body)).toMatchObject({ cashCountedPaise: 1_000_000, cashPaise: 599_200 });
    // The shortage left out: it would be forgotten.
    expect(refusalIn(await correct([deposit(first, 1_400_800)])).code).toBe('cash_mismatch');
    expect(await ledger()).toEqual(before);
  });

  test('keeps no count on another day, when nobody counted', async () => {
    const { first, correct, reverse, hold, spend, reverseVoucher } = await formCounted();
    // No cash count ties it to its amounts either.
    const moved = await correct([deposit(first, 1_000_000)], { heldOn: '2026-08-01' });
    expect(moved.status).toBe(201);
    expect(thenOf(moved).cashCountedThenPaise).toBeUndefined();
    const { id: movedId } = moved.body as { readonly id: string };
    await reverse(movedId);
    const back = await hold(sheetOf([deposit(first, 1)], { heldOn: '2026-09-10', corrects: movedId }));
    expect(back.status).toBe(201);
    expect(thenOf(back).cashCountedThenPaise).toBeUndefined();
    const voucher = voucherOf([line('expense', 1, { head: 'travel' })], { cashCountedPaise: 50_000 });
    expect((await spend(voucher)).status).toBe(201);
    await reverseVoucher(voucher.id);
    const other = await spend(
      voucherOf([line('expense', 2, { head: 'travel' })], { on: '2026-09-11', corrects: voucher.id }),
    );
    expect(other.status).toBe(201);
    expect(thenOf(other).cashCountedThenPaise).toBeUndefined();
  });

  test('may be counted anew instead, and is then held against the books of today', async () => {
    const { first, correct } = await formCounted();
    const wrong = await correct([deposit(first, 1_400_800)], { cashCountedPaise: 1_400_800 });
    expect(problem.parse(wrong.body)).toMatchObject({ code: 'cash_mismatch', cashPaise: 1_450_800 });
    const counted = await correct([deposit(first, 1_400_800)], { cashCountedPaise: 1_450_800 });
    expect(counted.status).toBe(201);
    expect(thenOf(counted).cashCountedThenPaise).toBeUndefined();
  });

  test('has no count where nobody counted', async () => {
    const { first, hold, reverse } = await books.form();
    const sheet = sheetOf([deposit(first, 100)]);
    await hold(sheet);
    await reverse(sheet.id);
    const corrected = await hold(sheetOf([deposit(first, 900)], { corrects: sheet.id }));
    expect(corrected.status).toBe(201);
    expect(thenOf(corrected).cashCountedThenPaise).toBeUndefined();
  });

  test('stands in the place of one alone that is reversed, and answers its repetition as the first time', async () => {
    const { first, hold, reverse, spend, reverseVoucher } = await books.form();
    const sheet = sheetOf([deposit(first, 100)], { cashCountedPaise: 100 });
    await hold(sheet);
    const correction = sheetOf([deposit(first, 100)], { corrects: sheet.id });
    const codeOf = async (corrects: string) =>
      refusalIn(await hold({ ...correction, id: id(), corrects })).code;
    expect(await codeOf(sheet.id)).toBe('not_reversed');
    expect(await codeOf(id())).toBe('unknown_meeting');
    const other = await books.form();
    const elsewhere = sheetOf([deposit(other.first, 100)]);
    await other.hold(elsewhere);
    expect(await codeOf(elsewhere.id)).toBe('unknown_meeting');
    await reverse(sheet.id);
    expect((await hold(correction)).status).toBe(201);
    expect((await hold(correction)).status).toBe(200);
    expect(await codeOf(sheet.id)).toBe('already_corrected');
    expect(
      refusalIn(await spend(voucherOf([line('grant', 1, { head: 'donation' })], { corrects: sheet.id }))),
    ).toEqual({ status: 422, code: 'unknown_voucher', paths: ['corrects'] });
    const voucher = voucherOf([line('expense', 20, { head: 'travel' })], { cashCountedPaise: 80 });
    await spend(voucher);
    await reverseVoucher(voucher.id);
    const cheaper = voucherOf([line('expense', 15, { head: 'travel' })], { corrects: voucher.id });
    expect(refusalIn(await spend(cheaper)).code).toBe('cash_mismatch');
    const lines = [line('expense', 15, { head: 'travel' }), short(5)];
    expect(await spend({ ...cheaper, lines })).toMatchObject({
      status: 201,
      body: { cashCountedThenPaise: 80 },
    });
  });

  test('takes the place once, of two that come at once', async () => {
    const { first, september, correct } = await formCounted();
    const replies = await Promise.all(
      [1, 2].map(() => correct([deposit(first, 1_400_800)], { lines: [short(400_800)] })),
    );
    expect(replies.map(({ status }) => status).toSorted()).toEqual([201, 422]);
    expect(september.id).toBeTruthy();
  });

  test('fits into one transaction with as many loans as it takes', async () => {
    const { members, first, hold, reverse } = await books.form(40);
    const rest = members.map((memberId) => deposit(memberId, 1_000));
    const sheet = sheetOf(rest, { cashCountedPaise: 40_000 });
    await hold(sheet);
    await reverse(sheet.id);
    const loans = (count: number) =>
      Array.from({ length: count }, (_, index) => loan(members[index % 40] ?? first, 1, id()));
    const corrected = (count: number) =>
      hold(sheetOf([...rest, ...loans(count), deposit(first, count)], { corrects: sheet.id }));
    expect(refusalIn(await corrected(56)).code).toBe('invalid_body');
    expect((await corrected(55)).status).toBe(201);
  });

  test('and what it corrects stand in the journal, and so does that the day was counted', async () => {
    const { first, september, correct } = await formCounted();
    await correct([deposit(first, 1_400_800)], { lines: [short(400_800)] });
    const lines = await books.records.readJournal();
    expect(lines).toContainEqual(
      expect.objectContaining({ type: 'meeting_held', corrects: september.id, counted: true }),
    );
  });

  test.each(['cashCountedThenPaise', 'correctedBy'])('does not say %s itself', async (field) => {
    const { hold, first } = await books.form();
    const sheet = { ...sheetOf([deposit(first, 100)]), [field]: field === 'correctedBy' ? id() : 100 };
    expect(refusalIn(await hold(sheet))).toMatchObject({ status: 400, code: 'invalid_body' });
  });
});
