import { expect, test } from 'vitest';
import { plannedOn } from '../../../../web/src/desks/cases/events/planned-on.ts';

const planned = (id: string, on: string, due: string) => ({ id, type: 'follow_up', on, due }) as const;

test('a follow-up was planned on the latest day that counts, by its own due date', () => {
  const due = '2026-06-04';
  const takenBack = planned('taken', '2026-05-20', due);
  const events = [
    planned('first', '2026-05-04', due),
    planned('again', '2026-05-06', due),
    planned('other', '2026-05-25', '2026-07-01'),
    { ...planned('done', '2026-05-28', due), done: true },
    takenBack,
    { id: 'back', type: 'taken_back', on: '2026-05-29', eventId: takenBack.id, reason: 'slip' },
  ] as const;
  expect(plannedOn(events, due)).toBe('2026-05-06');
  expect(plannedOn(events, '2026-08-01')).toBeUndefined();
});
