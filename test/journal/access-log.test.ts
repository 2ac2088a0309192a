import { expect, test } from 'vitest';
import { newId } from '../../functions/shared/fields/ids.ts';
import { createAccessLog } from '../../functions/shared/journal/access-log.ts';
import { isListLine, parseListLine } from '../../functions/shared/journal/list-line.ts';
import { parseLook } from '../../functions/shared/journal/look.ts';
import { parseOpening } from '../../functions/shared/journal/opening-line.ts';
import type { Item } from '../../functions/shared/table/client.ts';
import type { Key } from '../../functions/shared/table/keys/key.ts';
import { itemBytes, maxItemBytes } from '../support/item-size.ts';
import { createCaller } from '../support/request.ts';

const reader = {
  caller: createCaller('leader'),
  now: new Date('2026-10-15T06:30:00Z'),
  route: 'GET /api/pack',
};

test('a reading of more people than an item holds has several lines, which name each of them once', async () => {
  const items = new Map<string, Item>();
  const placeOf = ({ pk, sk }: Item) => `${String(pk)} ${String(sk)}`;
  const merge = (key: Key, set: Item, setOnce: Item = {}) => {
    items.set(placeOf(key), { ...setOnce, ...items.get(placeOf(key)), ...key, ...set });
  };
  const accessLog = createAccessLog(
    {
      get: async (key) => items.get(placeOf(key)),
      put: async (item) => void items.set(placeOf(item), item),
      merge: async (...write) => merge(...write),
      transact: async (writes) => {
        for (const write of writes) {
          if (!('update' in write)) throw new Error('A line and its looks are updates.');
          const names = Object.entries(write.names ?? {});
          const values = Object.values(write.values ?? {});
          merge(write.update, Object.fromEntries(names.map(([, name], index) => [name, values[index]])));
        }
        return null;
      },
    },
    newId,
  );
  const ids = Array.from({ length: 12_000 }, () => newId()).sort();
  const collectiveId = newId();
  const linesOf = () =>
    [...items.values()].filter(isListLine).filter(({ pk }) => String(pk).startsWith('ACCESS'));
  const namedIn = (lines: readonly Item[]) =>
    lines.flatMap((line) => parseListLine(line).shown.flatMap(({ ids: some }) => [...some.keys()]));

  await accessLog(reader, { lists: [{ rows: [{ ids: [...ids, ...ids] }], fields: ['name'] }] });
  const lists = linesOf();
  expect(lists).toHaveLength(3);
  expect(namedIn(lists).sort()).toEqual(ids);
  // Each of them found by one of her own.
  await accessLog(reader, { lists: [{ rows: ids.map((id) => ({ of: id, ids: [id] })), fields: ['due'] }] });
  const agenda = linesOf().slice(3);
  expect(agenda).toHaveLength(3);
  expect(namedIn(agenda).sort()).toEqual(ids);
  const rows = [{ of: collectiveId, ids: [collectiveId, ...ids] }];
  await accessLog(reader, { subject: collectiveId, lists: [{ rows, fields: ['savings'] }] });
  const ledger = linesOf().slice(6);
  expect(ledger.map(({ subject }) => subject)).toEqual(Array.from({ length: 4 }, () => collectiveId));
  expect(new Set(namedIn(ledger))).toEqual(new Set([collectiveId, ...ids]));
  expect(new Set(linesOf().map(({ sk }) => sk)).size).toBe(10);
  expect(Math.max(...[...items.values()].map(itemBytes))).toBeLessThan(maxItemBytes / 2);
  const looks = [...items.values()].filter(({ pk }) => String(pk).startsWith('LOOKS'));
  expect(looks).toHaveLength(3 + ids.length + 4);
  for (const look of looks) expect([...parseLook(look).days.values()]).toEqual(['2026-10-15T06:30:00.000Z']);

  const before = items.size;
  await accessLog(reader, { lists: [{ rows: [], fields: ['due'] }] });
  expect([...items.values()].slice(before).map(parseOpening)).toMatchObject([
    { subjects: [], fields: ['due'] },
  ]);
});
