import { expect, test } from 'vitest';
import { readAccounts, readSavings } from '../../functions/areas/books/books-reader.ts';
import { newId } from '../../functions/shared/fields/ids.ts';
import type { Item, Query, Table } from '../../functions/shared/table/client.ts';
import { accountKey, groupMoneyKey, meetingPrefix } from '../../functions/shared/table/keys/collectives.ts';
import { heldMB } from '../support/held-memory.ts';

/** A group with as many sheets as fill 24 of the table's pages, each with four hundred deposits of forty women. */

const pages = 24;
const pagesBetweenLooks = 8;
const sheetsPerPage = 26;
const entriesOfOne = 10;
const sheets = pages * sheetsPerPage;
const members = Array.from({ length: 40 }, () => newId());
const [her = ''] = members;
const collectiveId = newId();
const heldOn = '2026-10-10';

const text = JSON.stringify({
  heldOn,
  attendance: members.map((memberId) => ({ memberId, status: 'present' })),
  entries: members.flatMap((memberId) =>
    Array.from({ length: entriesOfOne }, () => ({ memberId, kind: 'deposit', amountPaise: 1 })),
  ),
  createdAt: '2026-10-10T06:30:00Z',
  createdBy: her,
  version: 1,
});
const savingsPaise = sheets * entriesOfOne;
const stored: Readonly<Record<string, Item>> = {
  [accountKey(collectiveId, her).sk]: {
    ...{ memberId: her, collectiveId, savingsPaise, loansOutstandingPaise: 0, loans: {}, sheets },
  },
  [groupMoneyKey(collectiveId).sk]: {
    ...{ cashPaise: savingsPaise * members.length, bankPaise: 0, grantsPaise: 0, surplusPaise: 0, sheets },
    ...{
      borrowings: {},
      standingSheets: sheets,
      accountChanges: 0,
      turnoverPaise: 0,
      savingsPaise: 0,
      memberCount: 40,
      entries: 40,
    },
  },
};

const open = () => {
  const held: number[] = [];
  const before = heldMB();
  const table: Pick<Table, 'get' | 'getMany' | 'getTogether' | 'query' | 'retry'> = {
    get: async () => undefined,
    getTogether: async (keys) => keys.map(({ sk }) => stored[sk]),
    getMany: async () => [],
    retry: async (attempt) => {
      const outcome = await attempt();
      if (typeof outcome === 'symbol') throw new Error('Would be read again.');
      return outcome;
    },
    query: async ({ prefix, after }: Query) => {
      if (prefix !== meetingPrefix) return { items: [] };
      const page = Number(after?.page ?? 0) + 1;
      if (page % pagesBetweenLooks === 0) held.push(heldMB() - before);
      const items = Array.from({ length: sheetsPerPage }, () => ({ id: newId(), ...JSON.parse(text) }));
      return { items, ...(page < pages ? { next: { page } } : {}) };
    },
  };
  return { table, held };
};

test('her statement is made without holding the entries of all others', async () => {
  const { table, held } = open();
  const hers = await readSavings(
    table,
    { id: her, collectiveId, formerCollectives: [], district: 'Guntur' },
    '2026-10-15',
  );
  expect(hers.savingsPaise).toBe(savingsPaise);
  expect(held).toHaveLength(pages / pagesBetweenLooks);
  expect(Math.max(...held)).toBeLessThan(pages / 2);
});

test('its accounts are made without holding its entries', async () => {
  const { table, held } = open();
  const accounts = await readAccounts(table, collectiveId, { from: '2026-10-01', to: '2026-10-31' });
  expect(accounts.receiptsAndPayments.receipts).toEqual([
    { kind: 'deposit', amountPaise: savingsPaise * members.length },
  ]);
  expect(held).toHaveLength(pages / pagesBetweenLooks);
  expect(Math.max(...held)).toBeLessThan(pages / 2);
});
