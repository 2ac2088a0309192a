import { expect, test } from 'vitest';
import { askAgainOn, isToAskAgain, overdueFirst } from '../../../../web/src/desks/demands/demand-state.ts';

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

test('an office that named no day is asked again thirty days after the demand, or after what it did last', () => {
  const step = (on: string) => ({
    id: on,
    on,
    step: 'acknowledged' as const,
    createdAt: `${on}T05:00:00Z`,
    createdBy: 'x',
  });
  const asked = { status: 'open', on: '2026-10-02', steps: [] } as const;
  expect(askAgainOn(asked)).toBe('2026-11-01');
  expect(isToAskAgain(asked, '2026-10-31')).toBe(false);
  expect(isToAskAgain(asked, '2026-11-01')).toBe(true);
  const acknowledged = { ...asked, steps: [step('2026-10-05'), step('2026-10-20')] };
  expect(askAgainOn(acknowledged)).toBe('2026-11-19');
  expect(isToAskAgain(acknowledged, '2026-11-01')).toBe(false);
  expect(askAgainOn({ ...asked, dueOn: '2026-11-15' })).toBeUndefined();
  expect(askAgainOn({ ...asked, status: 'refused' })).toBeUndefined();
  expect(askAgainOn({ ...asked, reversed })).toBeUndefined();
});
