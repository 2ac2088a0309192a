import { expect, test } from 'vitest';
import {
  maxOfOverseers,
  shareOfOne,
  validateShare,
} from '../../functions/shared/member-counts/max-by-person.ts';

test('one person fills half of a list, all together the whole, and those who oversee others have half as much again', () => {
  const isRefused = (all: number, own: number) => validateShare({ all, own }, 30)?.code === 'too_many';
  expect([isRefused(14, 14), isRefused(15, 15), isRefused(15, 0)]).toEqual([false, true, false]);
  expect([isRefused(29, 14), isRefused(30, 0)]).toEqual([false, true]);
  expect([shareOfOne(30), maxOfOverseers(30)]).toEqual([15, 45]);
});
