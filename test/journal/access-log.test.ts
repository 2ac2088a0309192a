import { expect, test } from 'vitest';
import { newId } from '../../functions/shared/fields/ids.ts';
import { createAccessLog } from '../../functions/shared/journal/access-log.ts';
import type { Item } from '../../functions/shared/table/client.ts';
import { itemBytes, maxItemBytes } from '../support/item-size.ts';
import { createCaller } from '../support/request.ts';

const reader = {
  caller: createCaller('leader'),
  now: new Date('2026-10-15T06:30:00Z'),
  route: 'GET /api/pack',
};

test('a reading of more people than an item holds has several lines, which name each of them once', async () => {
  const lines: Item[] = [];
  const accessLog = createAccessLog({ put: async (item) => void lines.push(item) }, newId);
  const ids = Array.from({ length: 12_000 }, () => newId());
  const collectiveId = newId();
  await accessLog(reader, { subjects: [...ids, ...ids], fields: ['name'] });
  expect(lines.flatMap(({ subjects }) => subjects)).toEqual(ids);
  await accessLog(reader, { subject: collectiveId, concerns: ids, fields: ['savings'] });
  const ledger = lines.splice(3);
  expect(ledger.map(({ subject }) => subject)).toEqual([collectiveId, collectiveId, collectiveId]);
  expect(new Set(ledger.flatMap(({ subjects }) => subjects))).toEqual(new Set([collectiveId, ...ids]));
  expect(new Set([...lines, ...ledger].map(({ id }) => id)).size).toBe(6);
  expect(Math.max(...[...lines, ...ledger].map(itemBytes))).toBeLessThan(maxItemBytes / 2);
  await accessLog(reader, { subjects: [], fields: ['due'] });
  expect(lines.splice(3)).toMatchObject([{ subjects: [] }]);
});
