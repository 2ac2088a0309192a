import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addDays } from '../../functions/shared/calendar/calendar.ts';
import { readTeluguTime, teluguTime } from '../../functions/shared/calendar/time-of-day.ts';
import { parseDate, readDate, writeDate } from '../../web/src/design/fields/date-input.ts';
import { formatDate, formatDay, formatInstant, formatRupees } from '../../web/src/i18n/format.ts';
import { parseRupees, writeRupees } from '../../web/src/i18n/rupee-input.ts';

describe('dates', () => {
  test.each([
    ['en', '25 November 2026', 'Wednesday, 25 November 2026', '25 November 2026, 14:05'],
    ['te', '25 నవంబర్ 2026', 'బుధవారం, 25 నవంబర్ 2026', '25 నవంబర్ 2026, మధ్యాహ్నం 2:05'],
    ['ja', '2026年11月25日', 'Wednesday, 25 November 2026', '2026年11月25日 14:05'],
  ] as const)('have one style in %s', (language, date, day, instant) => {
    expect(formatDate('2026-11-25', language)).toBe(date);
    expect(formatDay('2026-11-25', language)).toBe(day);
    // 08:35 in London is 14:05 in India, wherever the machine stands.
    expect(formatInstant('2026-11-25T08:35:00Z', language)).toBe(instant);
  });

  test('are those of India: late in the evening in London it is the next day', () => {
    expect(formatInstant('2026-11-25T20:00:00Z', 'en')).toBe('26 November 2026, 01:30');
  });
});

test.each([
  ['00:00', 'రాత్రి 12:00'],
  ['04:05', 'తెల్లవారుజామున 4:05'],
  ['10:30', 'ఉదయం 10:30'],
  ['12:00', 'మధ్యాహ్నం 12:00'],
  ['18:00', 'సాయంత్రం 6:00'],
  ['23:59', 'రాత్రి 11:59'],
])('%s is %s in Telugu, in no Latin letters', (time, shown) => {
  expect(formatInstant(`2026-11-25T${time}:00+05:30`, 'te')).toBe(`25 నవంబర్ 2026, ${shown}`);
});

test('each minute of a day is written in Telugu in its own way, and read back', () => {
  const times = Array.from({ length: 1440 }, (_, minute) =>
    [Math.floor(minute / 60), String(minute % 60).padStart(2, '0')].join(':'),
  );
  expect(times.map(teluguTime).map(readTeluguTime)).toEqual(times);
  expect(readTeluguTime('14:05')).toBe('14:05');
});

describe('rupees', () => {
  test.each([
    [0, '₹0'],
    [100, '₹1'],
    [12_345_600, '₹1,23,456'],
    [12_345_650, '₹1,23,456.50'],
    [-50_005, '−₹500.05'],
    [1_000_000_000, '₹1,00,00,000'],
  ])('%i paise are %s', (paise, text) => {
    expect(formatRupees(paise)).toBe(text);
  });

  test.each([
    ['', 0],
    ['100', 10_000],
    ['1,23,456.50', 12_345_650],
    ['₹ 12.5', 1_250],
  ])('%j is read as %i paise', (text, paise) => {
    expect(parseRupees(text)).toBe(paise);
  });

  test.each(['-5', '1.234', 'ten', '1e3', '1.2.3'])('%j is no amount', (text) => {
    expect(parseRupees(text)).toBeUndefined();
  });

  test('are read back as they are shown and as they are written into a field', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 100_000_000_000 }), (paise) => {
        expect(parseRupees(formatRupees(paise))).toBe(paise);
        expect(parseRupees(writeRupees(paise))).toBe(paise);
      }),
    );
  });
});

describe('a typed date', () => {
  test.each([
    ['26.11.2026', '2026-11-26'],
    ['3.4.2026', '2026-04-03'],
    [' 3 / 4 / 26 ', '2026-04-03'],
    ['26-11-2026', '2026-11-26'],
    ['26 11 2026', '2026-11-26'],
    ['26112026', '2026-11-26'],
    ['౨౬.౧౧.౨౦౨౬', '2026-11-26'],
    ['2026-11-26', '2026-11-26'],
    ['29.02.2028', '2028-02-29'],
    ['1 డిసెంబర్ 2026', '2026-12-01'],
    ['1 డిసెంబరు, 2026', '2026-12-01'],
    ['౫ జులై 2026', '2026-07-05'],
    ['01 Dec 2026', '2026-12-01'],
    ['1-Sept-26', '2026-09-01'],
    ['30 September 2026', '2026-09-30'],
  ])('%j is %s', (typed, date) => {
    expect(parseDate(typed)).toBe(date);
  });

  test.each([
    '',
    '26.11',
    '26.11.',
    '26.11.202',
    '11/26/2026',
    '31.02.2026',
    '29.02.2026',
    '0.1.2026',
    'today',
  ])('%j is none', (typed) => {
    expect(parseDate(typed)).toBeUndefined();
  });

  test.each([
    ['31.11.2026', 'design.noSuchDay'],
    ['11/26/2026', 'design.noSuchDay'],
    ['30 Feb 2026', 'design.noSuchDay'],
    ['25/11', 'design.noYear'],
    ['25.11.', 'design.noYear'],
    ['25 నవంబర్', 'design.noYear'],
    ['25', 'design.wholeDate'],
    ['26.11.202', 'design.wholeDate'],
    ['1 Foo 2026', 'design.wholeDate'],
    ['today', 'design.wholeDate'],
  ] as const)('%j is refused with %s', (typed, fault) => {
    expect(readDate(typed)).toEqual({ fault });
  });

  test.each(['te', 'en'] as const)('is read with every month as it is shown in %s', (shown) => {
    for (let month = 1; month <= 12; month += 1) {
      const date = `2026-${String(month).padStart(2, '0')}-15`;
      expect(parseDate(formatDate(date, shown))).toBe(date);
    }
  });

  test('is read as it is written', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 40_000 }), (days) => {
        const date = addDays('1990-01-01', days);
        expect(parseDate(writeDate(date))).toBe(date);
      }),
    );
    expect(writeDate('2026-11-26')).toBe('26.11.2026');
    expect(writeDate('')).toBe('');
  });
});
