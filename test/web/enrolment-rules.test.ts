import { expect, test } from 'vitest';
import { missingAnswer } from '../../web/src/leader/enrol/missing-answer.ts';

const whole = { name: 'Vennela', gender: 'female', category: 'undisclosed', guardian: undefined };
const ofAge = { isYear: true, isMinor: false };

test('with all answers she is recorded', () => expect(missingAnswer(whole, ofAge)).toBeUndefined());

test.each([
  ['a word for her gender that is offered no more', { ...whole, gender: 'woman' }, ofAge, 'gender'],
  ['no gender', { ...whole, gender: '' }, ofAge, 'gender'],
  ['an unknown category', { ...whole, category: 'member' }, ofAge, 'category'],
  ['a name of spaces', { ...whole, name: '  ' }, ofAge, 'name'],
  ['a year that is none', whole, { isYear: false, isMinor: false }, 'birthYear'],
  ['nobody who consented for a girl', whole, { isYear: true, isMinor: true }, 'guardian'],
] as const)('with %s, that is asked instead of recording nothing', (_, draft, year, question) => {
  expect(missingAnswer(draft, year)).toBe(question);
});
