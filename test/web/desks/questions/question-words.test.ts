import { expect, test } from 'vitest';
import { needsCall, unansweredFirst } from '../../../../web/src/desks/questions/question-words.ts';

test.each([
  [14, [], false],
  [15, [], true],
  [15, [{ answer: 'yes' }], false],
])('after %i days with the answers %j the leader is to be called: %s', (ageDays, answers, isCalled) => {
  expect(needsCall({ ageDays, answers })).toBe(isCalled);
});

test('questions without an answer stand first, the longest asked foremost', () => {
  const questions = [
    { id: 'answered long ago', ageDays: 56, answers: [{ answer: 'yes' }] },
    { id: 'asked today', ageDays: 0, answers: [] },
    { id: 'asked long ago', ageDays: 40, answers: [] },
    { id: 'answered', ageDays: 3, answers: [{ answer: 'yes' }] },
  ];
  expect(questions.toSorted(unansweredFirst).map(({ id }) => id)).toEqual([
    'asked long ago',
    'asked today',
    'answered long ago',
    'answered',
  ]);
});
