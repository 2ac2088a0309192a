import { expect, test } from 'vitest';
import {
  addTo,
  isFull,
  type Participant,
  removeFrom,
  withRole,
} from '../../../../web/src/staff/outreach/roster-rules.ts';

test('each stands on a roster once, with one part; a hundred at most', () => {
  const one = addTo([], 'a');
  expect(one).toEqual([{ memberId: 'a', role: 'participant' }]);
  expect(addTo(one, 'a')).toBe(one);
  expect(withRole(one, 'a', 'speaker')).toEqual([{ memberId: 'a', role: 'speaker' }]);
  expect(withRole(one, 'a', 'guest')).toEqual(one);
  expect(removeFrom(addTo(one, 'b'), 'a')).toEqual([{ memberId: 'b', role: 'participant' }]);
  let all: readonly Participant[] = [];
  for (let count = 0; count < 101; count += 1) all = addTo(all, String(count));
  expect([all.length, isFull(all), isFull(one)]).toEqual([100, true, false]);
});
