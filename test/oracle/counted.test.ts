import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { createGate } from '../../functions/disclosure/gate.ts';
import { type PublishedNumbers, toPublishedNumbers } from '../../functions/disclosure/publication-history.ts';
import { indicators } from '../../functions/indicators/catalogue.ts';
import type { Totals } from '../../functions/indicators/totals.ts';
import type { JournalLine } from '../../functions/journal/line.ts';
import { createJournalCounter } from '../../functions/publishing/count-journal.ts';
import { composeSnapshot, renderSnapshot } from '../../functions/publishing/snapshot.ts';
import { multiply, randomProgramme } from '../audit-count/programme.ts';
import { createJournal, idOf, journalSourceOf } from '../publishing/journal-builder.ts';
import { searchRuns } from '../support/search.ts';
import { closingInstant } from './calendar.ts';
import { type Publication, type SnapshotFigures, snapshotsOf } from './indicators.ts';
import { readPublished, withheldIn } from './published.ts';
import { toProgramme } from './requests.ts';

/**
 * The count alone against the oracle, over many random programmes of thirty lines and more; indicators.test.ts does it through handlers and
 * table, with fewer.
 */

const first = (month: string) => ({ month, version: 1, cutoff: closingInstant(month), reason: null });
const publications: readonly Publication[] = [
  first('2025-12'),
  first('2026-01'),
  first('2026-02'),
  { month: '2026-01', version: 2, cutoff: '2026-03-20T06:30:00.000Z', reason: 'Late sheets' },
  first('2026-03'),
  first('2026-04'),
  first('2026-05'),
].map((publication, at) => ({ ...publication, ordinal: at + 1 }));

const publish = async (lines: readonly JournalLine[]): Promise<SnapshotFigures[]> => {
  const countTo = createJournalCounter(indicators, journalSourceOf(lines));
  const gate = createGate(indicators);
  const history: PublishedNumbers[] = [];
  const snapshots: SnapshotFigures[] = [];
  /** By month: the totals of its newest version. */
  const newest = new Map<string, Totals>();
  for (const publication of publications) {
    const { totals, programme, secret } = await countTo(publication.cutoff);
    const snapshot: unknown = JSON.parse(
      renderSnapshot(
        composeSnapshot({
          catalogue: indicators,
          totals,
          since: newest.get(publication.month),
          programme,
          history: [...history],
          publication,
          gate,
          secret,
        }),
      ),
    );
    newest.set(publication.month, totals);
    history.push(toPublishedNumbers(publication.ordinal, snapshot));
    snapshots.push(readPublished(snapshot));
  }
  return snapshots;
};

/** No month waits: the programme has a name from the first line on. */
const named = {
  ...createJournal().at('2025-01-01T10:00').terms('2025-01', 'Funder'),
  // The random lines have the builder's other ids.
  id: idOf('terms before all'),
};

const compare = async (random: readonly JournalLine[]): Promise<number> => {
  const { lines, accepted } = toProgramme([named, ...random]);
  const snapshots = await publish(lines);
  expect(snapshots).toEqual(snapshotsOf(accepted, publications, withheldIn(snapshots)));
  return lines.length;
};

test('random programmes count as the oracle says, month by month, with corrections and revisions', async () => {
  let programmes = 0;
  let lines = 0;
  await fc.assert(
    fc.asyncProperty(randomProgramme, async (random) => {
      programmes += 1;
      lines += await compare(random);
    }),
    searchRuns(20),
  );
  expect(lines / programmes).toBeGreaterThan(30);
});

test('so do large ones, whose breakdowns have cells that are shown', async () => {
  await fc.assert(
    fc.asyncProperty(randomProgramme, async (random) => {
      await compare(multiply(random, 20));
    }),
    searchRuns(1),
  );
});
