import { expect, test } from 'vitest';
import { openGate } from '../../functions/months/disclosure/gate.ts';
import { indicators } from '../../functions/months/indicators/catalogue.ts';
import { findMonth } from '../../functions/months/preview/preview.ts';
import type { JournalLine, JournalLineOf } from '../../functions/shared/journal/line.ts';
import { createJournal, idOf, indian } from '../publishing/journal-builder.ts';
import { createStoreDouble } from '../publishing/store-double.ts';
import { heldMB } from '../support/held-memory.ts';

const pages = 30;
const pagesBetweenLooks = pages / 3;
const sheetsOfPage = 10;
const rowsOfSheet = 400;
const now = indian('2026-08-31T12:00');

/** A month of full sheets of one group, each page made when it is asked for. */
const createLargeMonth = () => {
  const journal = createJournal();
  journal.collective('collective');
  journal.at('2026-08-01T10:00').meeting('full', '2026-08-01');
  const [group, full] = journal.lines;
  if (group === undefined || full?.type !== 'meeting_held') throw new Error('There are no lines.');
  const women = Array.from({ length: rowsOfSheet }, (_, index) => idOf(`woman ${index}`));
  const sheet = (number: number): JournalLineOf<'meeting_held'> => {
    const id = idOf(`sheet ${number}`);
    return {
      ...full,
      id,
      meetingId: id,
      attendance: women.map((memberId) => ({ memberId, status: 'present' })),
      entries: women.map((memberId, index) => ({
        memberId,
        kind: 'deposit',
        amountPaise: index === 7 && number === 5 ? 5_000_000 : 10_000 + number,
      })),
    };
  };
  const held: number[] = [];
  const readLines = async function* (from: string | null): AsyncGenerator<JournalLine[]> {
    if (from === null || from <= group.recordedAt) yield [group];
    for (let page = 0; page < pages; page += 1) {
      yield Array.from({ length: sheetsOfPage }, (_, index) => sheet(page * sheetsOfPage + index));
      if (page % pagesBetweenLooks === pagesBetweenLooks - 1) held.push(heldMB());
    }
  };
  return { held, readLines };
};

test('the findings of a month of full sheets are found without holding its sheets', async () => {
  const month = createLargeMonth();
  const store = createStoreDouble();
  const { found } = await findMonth(
    {
      catalogue: indicators,
      gate: openGate,
      readLines: month.readLines,
      published: store,
      state: store,
      alarm: () => {},
      cashDifferences: { listUnsettled: async () => [] },
    },
    { month: '2026-08', now, today: '2026-08-31' },
  );
  // Once for the count, and once for the findings.
  expect(month.held).toHaveLength(6);
  const [countHeld = 0, reviewHeld = 0] = [month.held[2], month.held[5]];
  // A sheet of 400 women takes some 80 KB as it was parsed; a quarter of that is allowed.
  expect(reviewHeld - countHeld).toBeLessThan((pages * sheetsOfPage * 20) / 1000);
  expect(found.outliers).toEqual([
    {
      id: idOf('sheet 5'),
      record: 'meeting',
      why: 'deposit_far_above_usual',
      memberId: idOf('woman 7'),
      collectiveId: idOf('collective'),
      on: '2026-08-01',
    },
  ]);
});
