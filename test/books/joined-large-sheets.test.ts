import { afterAll, beforeAll, expect, test } from 'vitest';
import { openingLimits, sheetLimits } from '../../functions/shared/kinds/book-limits.ts';
import { accountKey } from '../../functions/shared/table/keys/collectives.ts';
import { must, openBooks } from './group.ts';
import { deposit, id, loan, openingOf, sheetOf } from './sheets.ts';

/** A sheet at its limits, of which some records were joined since, is one transaction, or is told to be sent anew. */

let books: Awaited<ReturnType<typeof openBooks>>;
beforeAll(async () => {
  books = await openBooks();
});
afterAll(() => books.records.close());

/** A group in which the first `joined` of forty women were joined to others, as the accounts say then. */
const formJoined = async (joined: number) => {
  const group = await books.form(40 + joined);
  const members = group.members.slice(0, 40);
  for (const [place, memberId] of members.slice(0, joined).entries()) {
    await must(books.records.table, [
      {
        update: accountKey(group.collectiveId, memberId),
        set: 'SET joinedTo = :kept',
        values: { ':kept': group.members[40 + place] },
      },
    ]);
  }
  const sheet = (loans: number) => ({
    ...sheetOf(Array.from({ length: loans }, (_, place) => loan(members[place % 40] ?? '', 1_000, id()))),
    attendance: members.map((memberId) => ({ memberId, status: 'present' as const })),
  });
  const keptOf = (memberId: string): string => {
    const place = members.indexOf(memberId);
    return (place < joined ? group.members[40 + place] : memberId) ?? '';
  };
  /** The same, with each woman named by the record that stands. */
  const underKept = (sent: ReturnType<typeof sheet>) => ({
    ...sent,
    attendance: sent.attendance.map((one) => ({ ...one, memberId: keptOf(one.memberId) })),
    entries: sent.entries.map((one) => ({ ...one, memberId: keptOf(one.memberId) })),
  });
  const save = async () =>
    expect((await group.hold(sheetOf([deposit(members[39] ?? '', 90_000_000)]))).status).toBe(201);
  return { ...group, women: members, sheet, underKept, save };
};
const tooLarge = { status: 422, body: { code: 'sheet_too_large' } };

test.each([0, 1, 5])('%i joined: what no longer fits is refused, what fits is written', async (joined) => {
  const group = await formJoined(joined);
  await group.save();
  if (joined > 0) {
    expect(await group.hold(group.sheet(sheetLimits.newLoans - joined + 1))).toMatchObject(tooLarge);
    expect(await group.hold(group.sheet(sheetLimits.newLoans))).toMatchObject(tooLarge);
  }
  const fits = group.sheet(sheetLimits.newLoans - joined);
  expect(await group.hold(fits)).toMatchObject({ status: 201 });
  expect(await group.hold(fits)).toMatchObject({ status: 200 });
});

test('a correction has one more, and so room for one less', async () => {
  const group = await formJoined(2);
  await group.save();
  const first = group.sheet(sheetLimits.newLoans - 3);
  expect(await group.hold(first)).toMatchObject({ status: 201 });
  expect((await group.reverse(first.id)).status).toBe(201);
  const corrects = first.id;
  const tooMany = { ...group.sheet(sheetLimits.newLoans - 2), corrects };
  expect(await group.hold(tooMany)).toMatchObject(tooLarge);
  // A correction can't be split; under the records that stand it has room for as many as ever.
  const full = { ...group.sheet(sheetLimits.newLoans - 1), corrects };
  expect(await group.hold(full)).toMatchObject(tooLarge);
  expect(await group.hold(group.underKept(full))).toMatchObject({ status: 201 });
});

test('an opening, too', async () => {
  const group = await formJoined(2);
  const opening = (loans: number) =>
    openingOf({
      members: group.women.map((memberId, place) => ({
        memberId,
        savingsPaise: 1_000 * [...Array(loans).keys()].filter((one) => one % 40 === place).length,
        loans: [...Array(loans).keys()]
          .filter((one) => one % 40 === place)
          .map(() => ({
            loanId: id(),
            principalPaise: 1_000,
            outstandingPaise: 1_000,
            disbursedOn: '2026-03-01',
          })),
      })),
    });
  expect(await group.open(opening(openingLimits.loans - 1))).toMatchObject(tooLarge);
  const fits = opening(openingLimits.loans - 2);
  expect(await group.open(fits)).toMatchObject({ status: 201 });
  expect(await group.open(fits)).toMatchObject({ status: 200 });
});
