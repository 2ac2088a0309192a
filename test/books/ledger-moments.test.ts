import fc from 'fast-check';
import { expect, test } from 'vitest';
import { startGroupMoney } from '../../functions/areas/accounts/group-money.ts';
import { createLedgerReader } from '../../functions/areas/books/ledger-reader.ts';
import { retry } from '../../functions/shared/errors/retry.ts';
import type { Item, Table } from '../../functions/shared/table/client.ts';
import { accountKey, groupMoneyKey } from '../../functions/shared/table/keys/collectives.ts';
import { createRetryClock } from '../support/retry-clock.ts';
import { searchRuns } from '../support/search.ts';

/*
 * DynamoDB Local never shows half of a transaction; DynamoDB may. This store behaves as DynamoDB promises and no better: a transaction locks
 * all of its items, then writes them one by one; a plain read or a query returns each item as it is at that instant; a transactional read waits while an item is locked.
 */

const collectiveId = 'group';
const members = ['a', 'b', 'c', 'd'] as const;
const moneyPlace = groupMoneyKey(collectiveId).sk;
const accountPlace = (memberId: string): string => accountKey(collectiveId, memberId).sk;

/** A sheet, by what each member saves or takes out, in paise. */
type Sheet = Readonly<Partial<Record<(typeof members)[number], number>>>;

type Books = ReadonlyMap<string, Item>;

const openBooks = (): Books => {
  const money = startGroupMoney(collectiveId);
  return new Map<string, Item>([
    [moneyPlace, { ...('put' in money ? money.put : {}), cashPaise: 4_000, savingsPaise: 4_000 }],
    ...members.map((memberId): [string, Item] => [
      accountPlace(memberId),
      {
        ...accountKey(collectiveId, memberId),
        memberId,
        collectiveId,
        savingsPaise: 1_000,
        loansOutstandingPaise: 0,
        loans: {},
        sheets: 0,
      },
    ]),
  ]);
};

/** The items that a sheet leaves, as changeAccount and changeGroupMoney write them. */
const itemsAfter = (books: Books, sheet: Sheet): Books => {
  const changes = Object.entries(sheet);
  const sum = changes.reduce((total, [, paise]) => total + paise, 0);
  const add = (item: Item | undefined, more: Readonly<Record<string, number>>): Item => ({
    ...item,
    ...Object.fromEntries(Object.entries(more).map(([name, paise]) => [name, Number(item?.[name]) + paise])),
  });
  return new Map([
    ...changes.map(([memberId, paise]): [string, Item] => {
      const place = accountPlace(memberId);
      return [place, add(books.get(place), { savingsPaise: paise, sheets: 1 })];
    }),
    [
      moneyPlace,
      add(books.get(moneyPlace), {
        cashPaise: sum,
        savingsPaise: sum,
        sheets: 1,
        accountChanges: changes.length,
      }),
    ],
  ]);
};

/** @param chance the next of a row of numbers that decide what happens when */
const createStore = (sheets: readonly Sheet[], chance: () => number) => {
  const books = new Map(openBooks());
  /** What the ledger may show: the savings of each member after each sheet. */
  const moments: string[] = [];
  const savingsNow = (): string =>
    JSON.stringify(members.map((memberId) => books.get(accountPlace(memberId))?.savingsPaise));
  moments.push(savingsNow());
  const waiting = [...sheets];
  /** The items of sheets that are being written, those still to come. */
  const inFlight: { items: Map<string, Item> }[] = [];
  const isLocked = (place: string): boolean => inFlight.some(({ items }) => items.has(place));

  const begin = (): void => {
    const [sheet] = waiting;
    if (sheet === undefined) return;
    const places = [moneyPlace, ...Object.keys(sheet).map(accountPlace)];
    // It is tried again while another holds one of its items.
    if (places.some(isLocked)) return;
    waiting.shift();
    inFlight.push({ items: new Map(itemsAfter(books, sheet)) });
  };
  const writeOne = (): void => {
    const flight = inFlight[chance() % Math.max(1, inFlight.length)];
    const places = [...(flight?.items.keys() ?? [])];
    const place = places[chance() % Math.max(1, places.length)];
    const item = place === undefined ? undefined : flight?.items.get(place);
    if (flight === undefined || place === undefined || item === undefined) return;
    books.set(place, item);
    flight.items.delete(place);
  };
  const step = (): void => {
    if (chance() % 3 === 0) begin();
    else writeOne();
    for (const [index, { items }] of inFlight.entries()) {
      if (items.size === 0) inFlight.splice(index, 1);
    }
  };
  const pass = (): void => {
    for (let steps = chance() % 6; steps > 0; steps -= 1) step();
  };
  /** Sheets of one group follow each other by its money, but a later one may begin before an earlier one is wholly written. */
  const replay = (): void => {
    let after: Books = openBooks();
    for (const sheet of sheets) {
      after = new Map([...after, ...itemsAfter(after, sheet)]);
      moments.push(JSON.stringify(members.map((one) => after.get(accountPlace(one))?.savingsPaise)));
    }
  };
  replay();

  const read = (place: string): Item | undefined => {
    pass();
    return books.get(place);
  };
  const readAccounts = (): Item[] =>
    members.flatMap((memberId) => {
      const item = read(accountPlace(memberId));
      return item === undefined ? [] : [item];
    });
  const table: Pick<Table, 'getTogether' | 'query' | 'retry'> = {
    query: async () => ({ items: readAccounts() }),
    getTogether: async (keys) => {
      pass();
      while (keys.some(({ sk }) => isLocked(sk))) step();
      return keys.map(({ sk }) => books.get(sk));
    },
    retry: (attempt) => retry(attempt, createRetryClock().clock),
  };
  /** Whether a plain reading, account after account and then the money, shows savings that are not those of the group. */
  const isTorn = (): boolean => {
    const saved = readAccounts().reduce((sum, { savingsPaise }) => sum + Number(savingsPaise), 0);
    return saved !== read(moneyPlace)?.savingsPaise;
  };
  return { table, moments, isTorn };
};

const sheet = fc.dictionary(fc.constantFrom(...members), fc.constantFrom(-100, 100, 200), {
  minKeys: 1,
  maxKeys: 4,
});

test('a ledger shows one moment of the books, however the sheets come and however slowly they are written', async () => {
  const shown = new Set<number>();
  let torn = 0;
  await fc.assert(
    fc.asyncProperty(
      fc.array(sheet, { minLength: 1, maxLength: 4 }),
      fc.array(fc.nat(60), { minLength: 40, maxLength: 40 }),
      async (sheets, chances) => {
        const open = () => {
          let drawn = 0;
          return createStore(sheets, () => chances[drawn++ % chances.length] ?? 0);
        };
        if (open().isTorn()) torn += 1;
        const { table, moments } = open();
        const ledger = await createLedgerReader(table).readLedger(collectiveId, '2026-10-15');
        const savings = JSON.stringify(ledger.members.map(({ savingsPaise }) => savingsPaise));
        expect(moments).toContain(savings);
        shown.add(moments.lastIndexOf(savings));
      },
    ),
    searchRuns(2_000),
  );
  // The search reads before, between and after sheets, and while they are written.
  expect(shown.size).toBeGreaterThan(3);
  expect(torn).toBeGreaterThan(100);
});
