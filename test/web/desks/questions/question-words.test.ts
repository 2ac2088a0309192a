import { expect, test } from 'vitest';
import { needsCall } from '../../../../web/src/desks/questions/question-words.ts';

test.each([
  [14, [], false],
  [15, [], true],
  [15, [{ answer: 'yes' }], false],
])('after %i days with the answers %j the leader is to be called: %s', (ageDays, answers, isCalled) => {
  expect(needsCall({ ageDays, answers })).toBe(isCalled);
});
