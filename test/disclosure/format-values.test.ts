import { describe, expect, test } from 'vitest';
import {
  formatChange,
  formatCount,
  formatPaise,
  formatPermille,
  formatShort,
  formatValue,
} from '../../functions/months/disclosure/format-values.ts';

const ratio = (numerator: number, denominator: number) => ({ numerator, denominator });

describe('a count', () => {
  test.each([
    [0, '0', '0'],
    [7, '7', '7'],
    [999, '999', '999'],
    [1_000, '1,000', '1,000'],
    [12_345, '12,345', '12,345'],
    [123_456, '1,23,456', '123,456'],
    [1_234_567, '12,34,567', '1,234,567'],
    [12_345_678, '1,23,45,678', '12,345,678'],
    [-1_234_567, '−12,34,567', '−1,234,567'],
  ])('of %d is grouped by lakh and crore, in Japanese by three', (count, inIndia, inJapan) => {
    expect([formatCount(count, 'en'), formatCount(count, 'te'), formatCount(count, 'ja')]).toEqual([
      inIndia,
      inIndia,
      inJapan,
    ]);
  });
});

describe('an amount', () => {
  test.each([
    [0, '₹0.00', '₹0'],
    [5, '₹0.05', '₹0.05'],
    [100, '₹1.00', '₹1'],
    [12_345_600, '₹1,23,456.00', '₹1,23,456'],
    [12_345_650, '₹1,23,456.50', '₹1,23,456.50'],
    [-105, '−₹1.05', '−₹1.05'],
  ])('of %d paise is in rupees, in short without paise that are none', (paise, long, short) => {
    expect(formatPaise(paise, 'en')).toBe(long);
    expect(formatValue(paise, 'paise', 'en')).toBe(long);
    expect(formatShort(paise, 'paise', 'en')).toBe(short);
  });

  test('of another unit is a plain number', () => {
    expect(formatValue(123_456, 'members', 'ja')).toBe('123,456');
    expect(formatShort(123_400, 'members', 'en')).toBe('1,23,400');
  });
});

describe('a ratio', () => {
  test.each([
    [ratio(1, 4), '25.0% (1 / 4)', '25.0%'],
    [ratio(1, 3), '33.3% (1 / 3)', '33.3%'],
    [ratio(0, 1_000), '0.0% (0 / 1,000)', '0.0%'],
    [ratio(0, 0), '– (0 / 0)', '–'],
  ])('is a percentage with its parts, in short without: %j', (value, long, short) => {
    expect(formatValue(value, 'percent', 'en')).toBe(long);
    expect(formatShort(value, 'percent', 'en')).toBe(short);
  });

  test('has one digit after the point, also none', () => {
    expect([0, 9, 10, 255, 1_000].map(formatPermille)).toEqual(['0.0%', '0.9%', '1.0%', '25.5%', '100.0%']);
  });
});

describe('a change', () => {
  test.each([
    [3, 5, 'members', '+2'],
    [5, 3, 'members', '−2'],
    [5, 5, 'members', '±0'],
    [0, 123_456_00, 'paise', '+₹1,23,456'],
    [150, 0, 'paise', '−₹1.50'],
    [ratio(1, 4), ratio(1, 2), 'percent', '+25.0 pt'],
    [ratio(1, 2), ratio(1, 3), 'percent', '−16.7 pt'],
    [ratio(1, 2), ratio(2, 4), 'percent', '±0'],
    [ratio(0, 0), ratio(1, 2), 'percent', null],
    [null, 5, 'members', null],
  ])('has a sign: from %j to %j %s is %s', (was, now, unit, text) => {
    expect(formatChange(was, now, unit, 'en')).toBe(text);
  });
});
