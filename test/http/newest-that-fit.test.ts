import { expect, test } from 'vitest';
import { answerBytesOf } from '../../functions/shared/http/answer-size.ts';
import { newestThatFit } from '../../functions/shared/http/newest-that-fit.ts';

test('the newest that fit are kept, each with its comma, and one at least', () => {
  const size = answerBytesOf('talk') + 1;
  expect(newestThatFit(['talk', 'talk', 'talk'], 2 * size)).toHaveLength(2);
  expect(newestThatFit(['talk', 'talk', 'talk'], 3 * size - 1)).toHaveLength(2);
  expect(newestThatFit(['talk', 'talk'], 0)).toHaveLength(1);
});
