import { expect, test } from 'vitest';
import { findWeakness } from '../../web/src/unlock/set-up/pin-rules.ts';

const weaknessOf = (pin: string) => findWeakness(pin, '2026-11-29');

test.each([
  '000000',
  '777777',
  '121212',
  '747474',
  '123123',
  '904904',
  '123456',
  '567890',
  '654321',
  '098765',
])('repetitions and rows are refused: %s', (pin) => expect(weaknessOf(pin)).toBe('pin.weak'));

test.each([
  ['a day, a month and a year', '240787'],
  ['a month, a day and a year', '072487'],
  ['a year, a month and a day', '870724'],
  ['29 February', '290284'],
  ['a year at the beginning', '198734'],
  ['a year at the end', '341987'],
  ['a year in the middle', '319873'],
  ['this year', '772026'],
  ['a year long ago', '190065'],
])('dates and years are refused: %s', (_, pin) => expect(weaknessOf(pin)).toBe('pin.date'));

test.each(['738164', '482913', '999998', '772027', '189999', '310287'])('others are taken: %s', (pin) =>
  expect(weaknessOf(pin)).toBeUndefined(),
);

test('most PINs are left: what is refused helps nobody who guesses', () => {
  let left = 0;
  for (let pin = 0; pin < 1_000_000; pin += 13) {
    if (weaknessOf(String(pin).padStart(6, '0')) === undefined) left += 1;
  }
  expect(left).toBeGreaterThan(65_000);
});
