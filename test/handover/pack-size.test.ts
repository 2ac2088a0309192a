import { describe, expect, test } from 'vitest';
import { type MadeArchive, makeArchive, type PackDeps } from '../../functions/jobs/packing/make-archive.ts';
import { firstProgress, type Progress } from '../../functions/jobs/packing/pack-steps.ts';
import { createParts } from '../../functions/jobs/packing/parts.ts';
import type { Item } from '../../functions/shared/table/client.ts';
import { entitlementsKey } from '../../functions/shared/table/keys/cases.ts';
import { accountKey } from '../../functions/shared/table/keys/collectives.ts';

/** A pack grows with its records and no faster, and never gathers in memory. By counts: no time is measured. */

const idOf = (kind: number, count: number): string =>
  `0199a3f0-5c00-7${String(kind).padStart(3, '0')}-8000-${count.toString(16).padStart(12, '0')}`;

const stored = {
  entitlement: 'house_patta',
  stage: 'received',
  on: '2026-10-01',
  recordedAt: '2026-10-01T06:30:00.000Z',
};

/** A member's account, and her entitlements with three events. */
const itemsOf = (member: number): Item[] => {
  const memberId = idOf(1, member);
  const events = [0, 1, 2].map((nth) => [`event:${idOf(2, 3 * member + nth)}`, stored]);
  return [
    { ...accountKey(idOf(3, 0), memberId), memberId, collectiveId: idOf(3, 0), savingsPaise: 100, loans: {} },
    { ...entitlementsKey(idOf(3, 0), memberId), memberId, ...Object.fromEntries(events) },
  ];
};

const pageMembers = 500;

/** The sources of a programme of so many members. @param onPage called with each page's size in characters as it is read */
const depsOf = (members: number, onPage: (characters: number) => void = () => {}): PackDeps => ({
  scan: async function* (after) {
    const begin = after === null ? 0 : Number.parseInt(after.sk.slice(-12), 16) + 1;
    for (let start = begin; start < members; start += pageMembers) {
      const end = Math.min(start + pageMembers, members);
      const items = Array.from({ length: end - start }, (_, index) => itemsOf(start + index)).flat();
      onPage(JSON.stringify(items).length);
      yield { items, last: end < members ? items.at(-1) : undefined };
    }
  },
  readPartition: async () => [],
  readLines: async function* () {},
  files: { list: async function* () {}, read: async () => undefined },
  vault: { decryptMany: async () => [] },
});

type Archive = MadeArchive['contents'];

/** Makes all archives of a pack. @param onChunk called as each piece of the archive is taken */
const makeAll = async (deps: PackDeps, onChunk: () => void = () => {}): Promise<Archive[]> => {
  const made: Archive[] = [];
  const handover = { id: idOf(4, 0), approvedAt: new Date('2026-10-03T06:30:00Z') };
  for (let progress: Progress | undefined = firstProgress; progress !== undefined; ) {
    const chunks: AsyncGenerator<Uint8Array, MadeArchive> = makeArchive(deps, handover, progress);
    let step = await chunks.next();
    for (; step.done !== true; step = await chunks.next()) onChunk();
    made.push(step.value.contents);
    progress = step.value.next;
  }
  return made;
};

const csvBytes = (archives: readonly Archive[]): number =>
  archives
    .flatMap(({ entries }) => entries)
    .filter(({ name }) => name.startsWith('csv/'))
    .reduce((sum, { bytes }) => sum + bytes, 0);

describe('a pack', () => {
  test('of twice as many members has tables of twice the size', async () => {
    const [half, whole] = [await makeAll(depsOf(3_400)), await makeAll(depsOf(6_800))];
    expect(whole.map(({ counts }) => counts)).toEqual([{ accounts: 6_800, entitlements: 6_800 }]);
    expect(csvBytes(whole) / csvBytes(half)).toBeLessThan(2.01);
    // Each row has some two ids of 36 characters, and six columns at most.
    expect(csvBytes(whole)).toBeLessThan(6_800 * 5 * 200);
  });

  test('is written while it is read: between two pieces no more is read than may be unfinished', async () => {
    const parts = { partBytes: 200_000, unfinishedBytes: 600_000 };
    let sinceLast = 0;
    let most = 0;
    let largestPage = 0;
    const deps = depsOf(10_000, (characters) => {
      sinceLast += characters;
      largestPage = Math.max(largestPage, characters);
      most = Math.max(most, sinceLast);
    });
    const [archive, ...others] = await makeAll({ ...deps, parts }, () => {
      sinceLast = 0;
    });
    expect(others).toEqual([]);
    expect(most).toBeLessThan(parts.unfinishedBytes + largestPage);
    for (const { name, bytes } of archive?.entries ?? []) {
      expect(bytes, name).toBeLessThan(parts.partBytes + 1_000);
    }
  });

  test('of several archives has each record once, and no file twice', async () => {
    const members = 3_000;
    const archives = await makeAll({ ...depsOf(members), archiveBytes: 1_000_000 });
    expect(archives.length).toBeGreaterThan(2);
    expect(archives.map(({ archive }) => archive)).toEqual(archives.map((_, index) => index + 1));
    expect(archives.map(({ isLast }) => isLast)).toEqual([...archives.slice(1).map(() => false), true]);
    expect(archives.at(-1)?.counts).toEqual({ accounts: members, entitlements: members });
    const names = archives.flatMap(({ entries }) => entries.map(({ name }) => name));
    expect(new Set(names).size).toBe(names.length);
    const ofArchive = ({ entries }: Archive) => entries.reduce((sum, { bytes }) => sum + bytes, 0);
    // A page is some half a megabyte, as a record and as rows.
    for (const archive of archives) expect(ofArchive(archive)).toBeLessThan(2_000_000);
  });
});

describe('unfinished files', () => {
  test('hold together no more than their limit, however many there are', () => {
    const limits = { partBytes: 10_000, unfinishedBytes: 20_000 };
    const parts = createParts({}, limits);
    const line = `${'క'.repeat(100)}\n`;
    const finished: { readonly name: string; readonly bytes: Buffer }[] = [];
    let lines = 0;
    for (let round = 0; round < 50; round += 1) {
      for (let kind = 0; kind < 60; kind += 1) {
        const file = parts.add(`records/kind${kind}`, line);
        lines += 1;
        if (file !== undefined) finished.push(file);
        expect(parts.heldBytes()).toBeLessThanOrEqual(limits.unfinishedBytes);
      }
    }
    finished.push(...parts.finishAll());
    expect(parts.heldBytes()).toBe(0);
    const bytes = finished.reduce((sum, file) => sum + file.bytes.length, 0);
    expect(bytes).toBe(lines * Buffer.byteLength(line));
    expect(new Set(finished.map(({ name }) => name)).size).toBe(finished.length);
  });

  test('of a table begin each with its header, and go on with their number', () => {
    const fileCounts: Record<string, number> = { 'csv/members': 3 };
    const parts = createParts(fileCounts, { partBytes: 10, unfinishedBytes: 1_000 });
    const header = 'id\r\n';
    expect(parts.add('csv/members', 'first\r\n', header)).toEqual({
      name: 'csv/members-0004.csv',
      bytes: Buffer.from('id\r\nfirst\r\n'),
    });
    expect(parts.add('csv/members', 'b\r\n', header)).toBeUndefined();
    expect([...parts.finishAll()]).toEqual([
      { name: 'csv/members-0005.csv', bytes: Buffer.from('id\r\nb\r\n') },
    ]);
    expect(fileCounts).toEqual({ 'csv/members': 5 });
  });
});
