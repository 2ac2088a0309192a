import { afterAll, beforeAll, expect, test } from 'vitest';
import { accessLogOf } from '../../functions/areas/audit/access-log.ts';
import { rangeOf } from '../../functions/areas/audit/log-range.ts';
import { newId } from '../../functions/shared/fields/ids.ts';
import { hourAttribute, listLineOf } from '../../functions/shared/journal/list-line.ts';
import { dayAttribute, type Looking, lookOf, msOfDay } from '../../functions/shared/journal/look.ts';
import type { Shown } from '../../functions/shared/journal/shown.ts';
import { openRecords, type TestRecords } from '../support/table.ts';

let records: TestRecords;
beforeAll(async () => {
  records = await openRecords();
});
afterAll(() => records.close());

const day = '2026-10-05';
const woman = newId();
const searching: Looking = {
  actor: newId(),
  role: 'coordinator',
  route: 'POST /api/members/search',
  fields: [['name']],
};

/** The line of a search that showed these, as the access log writes it. */
const lineOf = (shown: Shown, at: string) => {
  const now = new Date(at);
  const { key, content } = listLineOf(searching, [shown], now, newId());
  return { put: { ...key, ...content, [hourAttribute(now)]: msOfDay(now) } };
};

test('who searched thousands of times on a day is found by each woman whom she saw, page by page', async () => {
  const hers: Shown = { of: woman, ids: new Map([[woman, 1]]) };
  const look = lookOf(searching, hers, day.slice(0, 7));
  await records.table.transact([
    lineOf(hers, `${day}T03:00:00.000Z`),
    { put: { ...look.key, ...look.content, [dayAttribute(day)]: 1 } },
  ]);
  const others: Shown = { of: undefined, ids: new Map(Array.from({ length: 100 }, () => [newId(), 1])) };
  const times = Array.from({ length: 4_000 }, (_, index) =>
    new Date(Date.parse(`${day}T04:00:00.000Z`) + index * 1_000).toISOString(),
  );
  for (let from = 0; from < times.length; from += 100) {
    await records.table.transact(times.slice(from, from + 100).map((at) => lineOf(others, at)));
  }
  const log = accessLogOf(records.table);
  let before: string | undefined;
  let found = 0;
  let pages = 0;
  do {
    const page = await log.searchListReadings?.(
      woman,
      { range: rangeOf(undefined, undefined, new Date(`${day}T20:00:00.000Z`)) },
      { limit: 50, before },
    );
    found += page?.lines.length ?? 0;
    before = page?.stoppedAt;
    pages += 1;
  } while (before !== undefined && pages < 10);
  expect(found).toBe(1);
  expect(pages).toBeGreaterThan(1);
}, 60_000);
