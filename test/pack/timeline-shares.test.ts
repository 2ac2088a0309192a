import { expect, onTestFinished, test } from 'vitest';
import { orderByTurns, readShares } from '../../functions/areas/pack/timeline-shares.ts';
import { openCaseScene } from '../cases/scene.ts';
import { countReads } from '../support/count-reads.ts';
import { createCaller } from '../support/request.ts';

const outline = (sk: string, by: string, type = 'note', counts = true) => ({
  key: { pk: 'CASE', sk },
  type,
  by,
  counts,
});

test('of a timeline that is too long the standing safety plan is kept first, then by turns the newest of each person', () => {
  const newestFirst = [
    outline('9', 'leader'),
    outline('8', 'leader', 'safety_plan', false),
    outline('7', 'leader'),
    outline('6', 'holder'),
    outline('5', 'leader'),
    outline('4', 'holder', 'safety_plan'),
    outline('3', 'holder', 'safety_plan'),
    outline('2', 'coordinator'),
  ];
  expect(orderByTurns(newestFirst).map(({ key }) => key.sk)).toEqual([
    '4',
    '9',
    '6',
    '2',
    '8',
    '3',
    '7',
    '5',
  ]);
  expect(orderByTurns([])).toEqual([]);
});

test('of a timeline without end only the newest pages are read, and the plan that stands is there', async () => {
  const scene = await openCaseScene();
  onTestFinished(() => scene.records.close());
  const { id } = await scene.opened();
  const holder = createCaller('coordinator');
  const earlier = (on: string, goTo: string) => scene.tell(id, { type: 'safety_plan', on, goTo }, holder);
  await earlier('2026-10-02', 'Her sister');
  // Recorded last, but of an earlier day: it doesn't stand.
  await earlier('2026-10-01', 'Her aunt');
  for (let index = 0; index < 150; index += 1) {
    const note = { type: 'note', on: '2026-10-03', text: 'అ'.repeat(1_900) };
    expect(await scene.tell(id, note)).toMatchObject({ status: 201 });
  }
  const { records, reads } = countReads(scene.records);
  const limits = { maxBytes: 60_000, maxPages: 1 };
  const { events, eventsLeftOut, bytes } = await readShares(records, id, '2026-01-01', limits);
  expect(events[0]).toMatchObject({ type: 'safety_plan', goTo: 'Her sister' });
  expect(bytes).toBeLessThanOrEqual(limits.maxBytes);
  expect(eventsLeftOut).toBeGreaterThan(0);
  expect(reads.queries).toBe(1);
  const year = await readShares(records, id, '2026-10-03', limits);
  expect(year.events.some((one) => 'goTo' in one && one.goTo === 'Her sister')).toBe(false);
});
