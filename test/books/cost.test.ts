import { afterAll, beforeAll, expect, test } from 'vitest';
import * as z from 'zod';
import { openRecords, type TestRecords } from '../support/table.ts';
import { interpose } from '../support/transactions.ts';
import { createGroup, createSavingsSend, speakFor } from './group.ts';
import { deposit, type Entry, id, interest, loan, repayment, sheetOf } from './sheets.ts';

/**
 * What a sheet costs, from a model of DynamoDB's sizes and units, since DynamoDB Local reports the same for every transaction:
 * two write units per begun KB of each item in a transaction, one per begun KB of each item in an index.
 */

let records: TestRecords;

beforeAll(async () => {
  records = await openRecords();
});
afterAll(() => records.close());

const sizeOf = (value: unknown): number => {
  if (typeof value === 'string') {
    return Buffer.byteLength(value);
  }
  if (typeof value === 'number') {
    return Math.ceil(String(Math.abs(value)).replace(/0+$/, '').length / 2) + (value < 0 ? 2 : 1);
  }
  if (Array.isArray(value)) {
    return 3 + value.reduce((total: number, element) => total + 1 + sizeOf(element), 0);
  }
  if (typeof value === 'object' && value !== null) {
    return (
      3 +
      Object.entries(value).reduce(
        (total, [name, member]) => total + 1 + Buffer.byteLength(name) + sizeOf(member),
        0,
      )
    );
  }
  return 1;
};

const itemSize = (item: Readonly<Record<string, unknown>>): number =>
  Object.entries(item).reduce((total, [name, value]) => total + Buffer.byteLength(name) + sizeOf(value), 0);

const unitsOf = (item: Readonly<Record<string, unknown>>): { base: number; indexes: number } => {
  const kilobytes = Math.ceil(itemSize(item) / 1024);
  const indexes = ['gsi1pk', 'gsi2pk'].filter((name) => name in item).length;
  return { base: 2 * kilobytes, indexes: indexes * kilobytes };
};

const key = z.object({ pk: z.string(), sk: z.string() });
const operation = z.object({
  Put: z.object({ Item: key }).optional(),
  Update: z.object({ Key: key }).optional(),
  ConditionCheck: z.object({ Key: key }).optional(),
});

/** Records a usual sheet of so many members, each with so many loans of the past; gives what it wrote. */
const measure = async (size: number, pastLoans: number) => {
  const group = await createGroup(records, size);
  const before = speakFor(createSavingsSend(records), group);
  const running = new Map(group.members.map((memberId) => [memberId, id()]));
  await before.hold(
    sheetOf(
      group.members.flatMap((memberId) => [
        deposit(memberId, 500_000),
        loan(memberId, 400_000, running.get(memberId) ?? ''),
      ]),
    ),
  );
  for (let turn = 1; turn < pastLoans; turn += 1) {
    const entries = group.members.flatMap((memberId): Entry[] => {
      const loanId = id();
      return [loan(memberId, 300_000, loanId), repayment(memberId, 300_000, loanId)];
    });
    expect((await before.hold(sheetOf(entries))).status).toBe(201);
  }
  const { table, sent } = interpose(records);
  const { hold } = speakFor(createSavingsSend(records, table), group);
  // All save, half repay with interest, one in twenty takes a loan; a tenth only attends.
  const attends = (index: number) => index % 10 === 9;
  const sheet = sheetOf(
    group.members.flatMap((memberId, index): Entry[] => [
      ...(attends(index) ? [] : [deposit(memberId, 10_000)]),
      ...(index % 2 === 0
        ? [repayment(memberId, 50_000, running.get(memberId) ?? ''), interest(memberId, 1_250)]
        : []),
      ...(index % 20 === 5 ? [loan(memberId, 200_000, id())] : []),
    ]),
    { attendance: group.members.map((memberId) => ({ memberId, status: 'present' })), note: 'x'.repeat(200) },
  );
  expect((await hold(sheet)).status).toBe(201);
  const keys = (sent[0] ?? []).map((item) => {
    const { Put, Update, ConditionCheck } = operation.parse(item);
    return key.parse(Put?.Item ?? Update?.Key ?? ConditionCheck?.Key);
  });
  const stored = new Map((await records.scan()).map((item) => [`${item.pk} ${item.sk}`, item]));
  const units = keys.map(({ pk, sk }) => unitsOf(stored.get(`${pk} ${sk}`) ?? {}));
  return {
    items: keys.length,
    units: units.reduce((total, { base, indexes }) => total + base + indexes, 0),
    accounts: units.slice(-size - 2, -2).reduce((total, { base }) => total + base, 0),
  };
};

test.each([
  // One or two new loans on each sheet: claims of their own.
  { members: 20, pastLoans: 1, items: 25, most: 84 },
  { members: 40, pastLoans: 1, items: 46, most: 150 },
  { members: 40, pastLoans: 12, items: 46, most: 230 },
])(
  'a sheet of $members, each with $pastLoans loans: $items items, at most $most units',
  async ({ members, pastLoans, items, most }) => {
    const cost = await measure(members, pastLoans);
    expect(cost.items).toBe(items);
    expect(cost.units).toBeLessThanOrEqual(most);
  },
);
