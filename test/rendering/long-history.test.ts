import { expect, test } from 'vitest';
import { indicators } from '../../functions/months/indicators/catalogue.ts';
import { renderSnapshot } from '../../functions/months/publishing/snapshot.ts';
import { readSnapshot } from '../../functions/months/rendering/published-snapshot.ts';
import { renderFiles } from '../../functions/months/rendering/render-files.ts';
import { createJournal, publicationOf, snapshotOf } from '../publishing/journal-builder.ts';
import { createStoreDouble } from '../publishing/store-double.ts';
import { heldMB } from '../support/held-memory.ts';

const versions = 24;
const versionsBetweenLooks = 8;

/** A month with a megabyte of stories. */
const createSnapshot = () => {
  const journal = createJournal();
  journal.at('2026-08-03T11:00').terms('2026-04', 'A funder');
  const snapshot = readSnapshot(
    Buffer.from(renderSnapshot(snapshotOf(journal.lines, publicationOf('2026-08')))),
  );
  const stories = Array.from({ length: 400 }, (_, at) => ({
    on: '2026-08-03',
    title: `Story ${at}`,
    outlet: null,
    url: `https://news.example/${at}/${'a'.repeat(2_500)}`,
  }));
  return { ...snapshot, stories };
};

test('a report is rendered after many large versions, without holding them', async () => {
  const snapshot = createSnapshot();
  const store = createStoreDouble();
  const held: number[] = [];
  let reads = 0;
  const published = {
    ...store,
    read: async (name: string) => {
      const version = /v(\d+)\/snapshot\.json$/.exec(name)?.[1];
      if (version === undefined) return store.read(name);
      reads += 1;
      if (reads % versionsBetweenLooks === 0) held.push(heldMB());
      return Buffer.from(JSON.stringify({ ...snapshot, version: Number(version) }));
    },
  };
  const before = heldMB();
  const files = await renderFiles(
    {
      published,
      catalogue: indicators,
      setPdf: async () => Buffer.from('%PDF'),
      alarm: () => {},
      onLeftOut: () => {},
    },
    {
      ...publicationOf('2026-08'),
      ordinal: versions,
      version: versions,
      registeredAt: '2026-09-05T00:00:00.000Z',
      journalDigest: 'none',
    },
    Array.from({ length: versions }, (_, index) => ({ month: '2026-08', version: index + 1 })),
  );
  expect(held).toHaveLength(versions / versionsBetweenLooks);
  expect(Math.max(...held) - before).toBeLessThan(versions / 2);
  const ofHistory = files.find(({ name }) => name === 'history.csv');
  expect(ofHistory?.bytes.toString('utf8')).toContain(`,${versions},`);
});
