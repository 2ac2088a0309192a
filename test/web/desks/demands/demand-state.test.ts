import { expect, test } from 'vitest';
import { overdueFirst } from '../../../../web/src/desks/demands/demand-state.ts';

const reversed = { id: 'r', by: 'x', at: '2026-11-01T05:00:00.000Z', reason: 'By mistake' };

test('demands whose answer is overdue stand first, the longest overdue foremost; the others stay as they are', () => {
  const demands = [
    { id: 'waits', status: 'open', dueOn: '2026-12-01' },
    { id: 'late', status: 'open', dueOn: '2026-11-30' },
    { id: 'granted', status: 'granted', dueOn: '2026-01-01' },
    { id: 'later', status: 'open', dueOn: '2026-10-03' },
    { id: 'taken back', status: 'open', dueOn: '2026-01-01', reversed },
    { id: 'without a day', status: 'open' },
  ] as const;
  expect(demands.toSorted(overdueFirst('2026-12-01')).map(({ id }) => id)).toEqual([
    'later',
    'late',
    'waits',
    'granted',
    'taken back',
    'without a day',
  ]);
});
