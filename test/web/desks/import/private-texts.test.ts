import { describe, expect, test } from 'vitest';
import { containsLongNumber, isNoticeName } from '../../../../web/src/desks/import/check/private-texts.ts';

describe('a long number in a text of an import', () => {
  test.each([
    '234123412346',
    '2341 2341 2346',
    '1234-5678-9012',
    '2023-5678-9012',
    '2012-2015-6789',
    '040-2345-6789',
    '98480 12345',
    'a/c 12-34-567890',
    'sent on 15-3-2024 to 98480 12345',
  ])('is found: %s', (text) => {
    expect(containsLongNumber(text)).toBe(true);
  });

  test.each([
    '15-3-2024',
    '2024-03-15',
    '15-3-2024 16-3-2024',
    '2023-24 2024-25',
    '2023-2024',
    'from 01.04.2025 to 31.03.2026',
    'Rs 12500, paid 15/3/24',
    '12345678',
  ])('is not found: %s', (text) => {
    expect(containsLongNumber(text)).toBe(false);
  });
});

test.each([
  ['paper form 2022', true],
  ['2026-11', true],
  ['paper form', false],
  ['She told me in 2022. Nobody knows', false],
])('%s as the name of a notice: %s', (text, isName) => {
  expect(isNoticeName(text)).toBe(isName);
});
