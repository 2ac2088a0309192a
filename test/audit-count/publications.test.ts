import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Publication } from '../../functions/months/disclosure/publication-history.ts';
import type { JournalLine } from '../../functions/shared/journal/line.ts';
import { createJournal, idOf } from '../publishing/journal-builder.ts';
import { withJoins } from '../publishing/random-joins.ts';
import { searchRuns } from '../support/search.ts';
import { auditPublished, registered } from './audit-published.ts';
import { closingInstant } from './calendar.ts';
import { publishAll } from './engine.ts';
import { multiply, randomProgramme } from './programme.ts';

/**
 * What is published of many random programmes against the SQL: month by month, with corrections, revisions and breakdowns.
 * requests.test.ts does it through handlers and table, with fewer.
 */

const first = (month: string) => ({ month, version: 1, cutoff: closingInstant(month), reason: null });
const publications: readonly Publication[] = [
  first('2025-12'),
  first('2026-01'),
  first('2026-02'),
  { month: '2026-01', version: 2, cutoff: '2026-03-20T06:30:00.000Z', reason: 'Late sheets' },
  first('2026-03'),
  first('2026-04'),
  // What is counted twice a year is counted anew in March, and April, which repeated it, repeats that.
  { month: '2026-03', version: 2, cutoff: '2026-05-20T06:30:00.000Z', reason: 'Late talks' },
  { month: '2026-04', version: 2, cutoff: '2026-05-25T06:30:00.000Z', reason: 'Late sheets' },
  first('2026-05'),
].map((publication, at) => ({ ...publication, ordinal: at + 1 }));

/** No month waits: the programme has a name from the first line on. */
const named: JournalLine = {
  ...createJournal().at('2025-01-01T10:00').terms('2025-01', 'Funder'),
  // The random lines have the builder's other ids.
  id: idOf('terms before all'),
};

const audit = async (random: readonly JournalLine[]): Promise<readonly string[]> => {
  const lines = [named, ...random];
  return auditPublished([...lines, ...registered(publications)], await publishAll(lines, publications));
};

/** Some with women who were enrolled twice: a join or a parting revises every month. */
const programme = fc.oneof(randomProgramme, withJoins(randomProgramme));

test('random programmes are published as the SQL counts, month by month, with corrections and revisions', async () => {
  let programmes = 0;
  let lines = 0;
  await fc.assert(
    fc.asyncProperty(programme, async (random) => {
      programmes += 1;
      lines += random.length;
      expect(await audit(random)).toEqual([]);
    }),
    searchRuns(5),
  );
  expect(lines / programmes).toBeGreaterThan(30);
});

test('so are large ones, whose breakdowns have cells that are shown', async () => {
  await fc.assert(
    fc.asyncProperty(programme, async (random) => {
      expect(await audit(multiply(random, 20))).toEqual([]);
    }),
    searchRuns(1),
  );
});
