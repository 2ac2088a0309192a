import { expect, test } from 'vitest';
import {
  addToRoster,
  changeRole,
  isRosterFull,
  type Participant,
  removeFromRoster,
} from '../../../../web/src/desks/outreach/roster-rules.ts';

test('each stands on a roster once, with one part; a hundred at most', () => {
  const one = addToRoster([], 'a');
  expect(one).toEqual([{ memberId: 'a', role: 'participant' }]);
  expect(addToRoster(one, 'a')).toBe(one);
  expect(changeRole(one, 'a', 'speaker')).toEqual([{ memberId: 'a', role: 'speaker' }]);
  expect(changeRole(one, 'a', 'guest')).toEqual(one);
  expect(removeFromRoster(addToRoster(one, 'b'), 'a')).toEqual([{ memberId: 'b', role: 'participant' }]);
  let all: readonly Participant[] = [];
  for (let count = 0; count < 101; count += 1) all = addToRoster(all, String(count));
  expect([all.length, isRosterFull(all), isRosterFull(one)]).toEqual([100, true, false]);
});
