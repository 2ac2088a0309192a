import { createHash } from 'node:crypto';
import { beforeAll, expect, test } from 'vitest';
import * as z from 'zod';
import { publicationsIn } from '../../bin/export-journal/journal-export.ts';
import { createGate } from '../../functions/months/disclosure/gate.ts';
import { indicators } from '../../functions/months/indicators/catalogue.ts';
import { folderOf } from '../../functions/months/publishing/publication-folder.ts';
import { type JournalLine, journalLine } from '../../functions/shared/journal/line.ts';
import { compareLines } from '../../functions/shared/journal/line-order.ts';
import { auditPublished } from '../audit-count/audit-published.ts';
import { comparable } from '../audit-count/lines-of-requests.ts';
import { type Outside, openDemoOutside } from '../contract/outside.ts';
import { createWorld, inShards } from '../publishing/in-shards.ts';
import { publicFigures } from '../support/public-figures.ts';
import { lines as expectedLines, publications } from './accepted-programme.ts';

/** The demo programme as whoever has typed `npm start` finds it. */

let outside: Outside;
beforeAll(async () => {
  outside = await openDemoOutside();
}, 600_000);

const published = z.object({
  manifest: z.looseObject({
    files: z.array(z.object({ name: z.string(), size: z.int(), sha256: z.string() })),
  }),
  snapshot: z.looseObject({ indicators: z.array(z.looseObject({ code: z.string(), toDate: z.json() })) }),
});
const listed = z.array(
  z.object({
    month: z.string(),
    version: z.int(),
    reason: z.string().nullable(),
    manifestSha256: z.string(),
  }),
);

const download = async (target: string): Promise<Buffer> => {
  const { status, headers } = await outside.call('funder', 'GET', target);
  expect(status).toBe(302);
  return Buffer.from(await (await fetch(headers.get('location') ?? '')).arrayBuffer());
};
const sha256 = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');

test('shows the funder the figures of the programme itself', async () => {
  const { snapshot } = published.parse(await outside.done('funder', 'GET', '/api/snapshots/2026-10'));
  const toDate = new Map(snapshot.indicators.map((indicator) => [indicator.code, indicator.toDate]));
  expect(Object.fromEntries(Object.keys(publicFigures).map((code) => [code, toDate.get(code)]))).toEqual(
    publicFigures,
  );
});

test('lists all its months, newest first, and every file of each is what its manifest says', async () => {
  const { items } = await outside.done('funder', 'GET', '/api/snapshots?limit=100');
  const months = listed.parse(items);
  expect(months.map(({ month }) => month)).toEqual([...months.map(({ month }) => month)].sort().reverse());
  expect([months.length, months[0]?.month, months.at(-1)?.month]).toEqual([19, '2026-10', '2025-04']);
  const corrected = months.filter(({ version }) => version > 1);
  expect(corrected).toMatchObject([{ version: 2, reason: expect.any(String) }]);
  for (const { month, version, manifestSha256 } of [...months.slice(0, 1), ...corrected]) {
    for (const number of Array.from({ length: version }, (_, index) => index + 1)) {
      const target = `/api/snapshots/${month}/versions/${number}`;
      const { manifest, snapshot } = published.parse(await outside.done('funder', 'GET', target));
      expect(snapshot).toMatchObject({ month, version: number });
      for (const { name, size, sha256: expected } of manifest.files) {
        const bytes = await download(`/api/snapshots/${month}/files/${name}?version=${number}`);
        expect([name, bytes.length, sha256(bytes)]).toEqual([name, size, expected]);
      }
    }
    expect(sha256(await download(`/api/snapshots/${month}/files/manifest.json`))).toBe(manifestSha256);
  }
});

const readLines = async (): Promise<JournalLine[]> =>
  z
    .array(journalLine())
    .parse(await outside.readJournal('2025-04-01'))
    .sort(compareLines);

test('records what its requests say, and says of every month what the SQL counts in it', async () => {
  const lines = await readLines();
  expect(publicationsIn(lines)).toMatchObject(publications);
  const expectedTypes = new Set(expectedLines.map(({ type }) => type));
  const recorded = lines.filter(({ type }) => expectedTypes.has(type));
  expect(comparable(recorded)).toEqual(comparable(expectedLines));
  const snapshots: unknown[] = [];
  for (const { month, version } of publications) {
    const answer = await outside.done('funder', 'GET', `/api/snapshots/${month}/versions/${version}`);
    snapshots.push(answer.snapshot);
  }
  expect(snapshots).toHaveLength(20);
  // The gate may act on the way; what a reader sees first shows all that was due.
  expect(JSON.stringify(snapshots.at(-1))).not.toContain('"cells":"withheld"');
  expect(await auditPublished(lines, snapshots)).toEqual([]);
});

test('has the bytes of every month when its journal is counted in 16 shards', async () => {
  const lines = await readLines();
  const world = createWorld(lines, createGate(indicators));
  world.registered.push(...publicationsIn(lines));
  expect(world.registered).toHaveLength(20);
  await inShards(world, { scheduledTime: '2026-11-04T18:45:00Z' });
  for (const publication of world.registered) {
    const { month, version } = publication;
    const counted = world.published.files.get(`${folderOf(publication)}snapshot.json`);
    const stored = await download(`/api/snapshots/${month}/files/snapshot.json?version=${version}`);
    expect(counted?.toString(), `${month} version ${version}`).toBe(stored.toString());
  }
});

test('lets the list be walked by its cursor, a page at a time', async () => {
  const seen: string[] = [];
  let more = '';
  do {
    const page = await outside.done('funder', 'GET', `/api/snapshots?limit=5${more}`);
    seen.push(...listed.parse(page.items).map(({ month }) => month));
    more = typeof page.cursor === 'string' ? `&cursor=${encodeURIComponent(page.cursor)}` : '';
  } while (more !== '');
  expect(seen).toHaveLength(19);
  expect(new Set(seen).size).toBe(19);
});
