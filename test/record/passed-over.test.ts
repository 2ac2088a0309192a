import { afterAll, beforeAll, expect, test } from 'vitest';
import { readLooks, readOpeningsOf } from '../../functions/areas/record/read-access-lines.ts';
import { newId } from '../../functions/shared/fields/ids.ts';
import { dayAttribute } from '../../functions/shared/journal/look.ts';
import { logOpening } from '../../functions/shared/journal/opening-line.ts';
import { encodeShown } from '../../functions/shared/journal/shown.ts';
import type { Query } from '../../functions/shared/table/client.ts';
import { lookKey } from '../../functions/shared/table/keys/access-log.ts';
import { createCaller } from '../support/request.ts';
import { openRecords, type TestRecords } from '../support/table.ts';

/* Who fills whole pages with what she reads hides none of her other days, or it is said that something may be missing. */

let records: TestRecords;
beforeAll(async () => {
  records = await openRecords();
});
afterAll(() => records.close());

const now = new Date('2026-10-20T06:00:00Z');
/** The table with small pages: the readers stop after a number of pages, whatever fits into one. */
const table = {
  query: (query: Query) => records.table.query({ ...query, limit: 20 }),
};

type Read = { readonly of: string; readonly by: string; readonly day: number; readonly part: string };
const inBatches = async (reads: readonly Read[], write: (read: Read, index: number) => Promise<void>) => {
  for (let from = 0; from < reads.length; from += 50) {
    await Promise.all(reads.slice(from, from + 50).map((read, index) => write(read, from + index)));
  }
};
const instantOf = (day: number, index: number) => new Date(Date.UTC(2026, 9, day, 6, 30) + index * 10);
const opened = (reads: readonly Read[]) =>
  inBatches(reads, (read, index) =>
    logOpening(
      records.table,
      {
        caller: { ...createCaller('caseworker', { districts: ['Guntur'] }), personId: read.by },
        now: instantOf(read.day, index),
        route: read.part === 'savings' ? 'GET /api/members/{id}/savings' : 'GET /api/members/{id}',
      },
      newId(),
      // Each window of her cases is another content.
      {
        subject: read.of,
        fields: read.part === 'savings' ? ['savings'] : ['name'],
        ...(read.part === 'window' ? { concerns: [newId()] } : {}),
      },
    ),
  );
const windows = (of: string, by: string, day: number, count: number): Read[] =>
  Array.from({ length: count }, () => ({ of, by, day, part: 'window' }));

/** The openings that are told: reader, day and route of each, and before which instant there may be more. */
const tell = async (of: string) => {
  const { lines, since } = await readOpeningsOf(table, [of], now);
  return {
    told: new Set(
      lines.map(({ actor, at, route }) => `${actor} ${at.slice(8, 10)} ${route.split('/')[4] ?? ''}`),
    ),
    lines,
    since: since ?? '',
  };
};

test.each(['sorts before the others', 'sorts after the others'])(
  'hundreds of openings of a day leave her other days, and it is said what may be missing: a reader who %s',
  async (place) => {
    const of = newId();
    const by = `${place === 'sorts before the others' ? '0' : 'f'}${newId().slice(1)}`;
    const other = newId();
    await opened([
      { of, by: other, day: 2, part: 'member' },
      { of, by, day: 3, part: 'member' },
      { of, by, day: 3, part: 'savings' },
      ...windows(of, by, 5, 300),
    ]);
    const { told, since } = await tell(of);
    expect([...told].sort()).toEqual([`${by} 03 `, `${by} 03 savings`, `${by} 05 `, `${other} 02 `].sort());
    // Of the day that she filled not all is read.
    expect(since.slice(0, 10)).toBe('2026-10-05');
  },
);

test('a day is read to its end, where that takes a few pages, and nothing is said to be missing', async () => {
  const [of, by] = [newId(), newId()];
  await opened([{ of, by, day: 3, part: 'savings' }, ...windows(of, by, 5, 120)]);
  const { told, lines, since } = await tell(of);
  expect([...told].sort()).toEqual([`${by} 03 savings`, `${by} 05 `]);
  expect(new Set(lines.flatMap(({ subjects }) => subjects)).size).toBe(121);
  expect(since).toBe('2025-10-01T00:00:00.000Z');
});

test('whoever fills a dozen days hides no other’s, and it is said of which day on all are told', async () => {
  const [of, by, other] = [newId(), newId(), newId()];
  const days = Array.from({ length: 12 }, (_, index) => 3 + index);
  await opened([
    { of, by: other, day: 1, part: 'member' },
    { of, by, day: 2, part: 'savings' },
    ...days.flatMap((day) => windows(of, by, day, 45)),
  ]);
  const { told, since } = await tell(of);
  expect(told).toContain(`${other} 01 `);
  // Hers of the 2nd is missing, and that is told.
  expect(told).not.toContain(`${by} 02 savings`);
  expect(since > '2026-10-02T23:59:59.999Z').toBe(true);
  expect(told).toContain(`${by} 14 `);
});

const lookAt = (holder: string, by: string, what: string, index: number, of: string) => ({
  put: {
    ...lookKey(holder, '2026-10', by, `${index}`.padStart(22, '0')),
    role: 'leader',
    what: [what],
    shown: encodeShown([{ of: holder, ids: new Map([[of, 1]]) }]),
    [dayAttribute('2026-10-05')]: 1,
  },
});

test.each([
  [120, '2025-10-01T00:00:00.000Z'],
  // Of a month that has not ended nothing is known to be whole.
  [600, now.toISOString()],
])(
  'of %i looks of one reader some pages are read, and it is said if there are more',
  async (count, since) => {
    const [holder, id, by] = [newId(), newId(), newId()];
    // The last in the order of reading.
    const looks = [
      lookAt(holder, by, 'savings', 0, id),
      ...Array.from({ length: count }, (_, index) => lookAt(holder, by, 'member', index + 1, id)),
    ];
    for (let from = 0; from < looks.length; from += 100)
      await records.table.transact(looks.slice(from, from + 100));
    const found = await readLooks(table, { id, collectiveId: holder, formerCollectives: [] }, now);
    expect(found.since).toBe(since);
    const isWhole = found.looks.some(({ what }) => what.includes('savings'));
    expect(isWhole).toBe(since < '2026-10');
  },
);
