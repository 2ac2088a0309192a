import { describe, expect, test } from 'vitest';
import {
  daysWithoutDigest,
  newestSealedMonth,
  spanOfDay,
  spansOfDays,
} from '../../../../web/src/desks/audit/digest-rules.ts';
import { wordOfField, wordOfList, wordOfValue } from '../../../../web/src/desks/audit/log-words.ts';
import {
  formatSearch,
  isSearchable,
  normaliseSubject,
  parseSearch,
} from '../../../../web/src/desks/audit/search-rules.ts';
import { formatInstant } from '../../../../web/src/i18n/format.ts';
import { hrefOf, parseAddress } from '../../../../web/src/session/desk-address.ts';

test.each([
  ['2026-12-01', '2026-11'],
  // In the morning the first day of the month is not sealed yet.
  ['2026-12-02', '2026-11'],
  ['2026-12-03', '2026-12'],
  ['2027-01-01', '2026-12'],
])('on %s the newest month with a day that must be sealed is %s', (today, month) => {
  expect(newestSealedMonth(today)).toBe(month);
});

describe('the days of a month without a digest', () => {
  const daysOf = (month: string, to: number) =>
    Array.from({ length: to }, (_, index) => `${month}-${String(index + 1).padStart(2, '0')}`);

  test('had no lines if a digest after them says so', () => {
    const october = daysOf('2026-10', 31).filter((day) => day !== '2026-10-08');
    expect(daysWithoutDigest('2026-10', october, '2026-11-26', '2026-11-24')).toEqual({
      dayCount: 31,
      emptyDays: ['2026-10-08'],
      unsealedDays: [],
      lateDays: [],
      pendingCount: 0,
    });
    // The digest after them may be of the next month.
    const days = daysWithoutDigest('2026-11', ['2026-11-04', '2026-12-02'], '2026-12-05', '2026-12-03');
    expect(days.emptyDays).toHaveLength(29);
    expect(days).toMatchObject({ unsealedDays: [], lateDays: [], pendingCount: 0 });
  });

  test('are not sealed before a digest after them is, so that nothing is said of what they had', () => {
    const { emptyDays, unsealedDays, lateDays, pendingCount } = daysWithoutDigest(
      '2026-11',
      daysOf('2026-11', 4),
      '2026-12-01',
      '2026-11-29',
    );
    expect(emptyDays).toEqual([]);
    expect([unsealedDays[0], unsealedDays.at(-1), unsealedDays.length]).toEqual([
      '2026-11-05',
      '2026-11-29',
      25,
    ]);
    expect(lateDays).toEqual([]);
    expect(pendingCount).toBe(1);
  });

  test('are still to come if they are not over, or only just', () => {
    expect(daysWithoutDigest('2026-11', daysOf('2026-11', 24), '2026-11-26', '2026-11-24')).toEqual({
      dayCount: 30,
      emptyDays: [],
      unsealedDays: [],
      lateDays: [],
      pendingCount: 6,
    });
    expect(daysWithoutDigest('2028-02', [], '2028-02-03', '2028-02-01')).toEqual({
      dayCount: 29,
      emptyDays: [],
      unsealedDays: ['2028-02-01'],
      lateDays: [],
      pendingCount: 28,
    });
  });

  test('are late if nobody has looked at them when it was due', () => {
    expect(daysWithoutDigest('2026-11', daysOf('2026-11', 3), '2026-11-09', '2026-11-04')).toEqual({
      dayCount: 30,
      emptyDays: [],
      unsealedDays: ['2026-11-04'],
      lateDays: ['2026-11-05', '2026-11-06', '2026-11-07'],
      pendingCount: 23,
    });
    expect(daysWithoutDigest('2028-02', [], '2028-02-03', undefined)).toEqual({
      dayCount: 29,
      emptyDays: [],
      unsealedDays: [],
      lateDays: ['2028-02-01'],
      pendingCount: 28,
    });
  });
});

describe('a search of the logs', () => {
  test.each([
    {},
    { subject: 'M-7F3K9Q' },
    { actor: '019a0000-0000-7000-8000-000000000001' },
    { from: '2026-10-01', to: '2026-10-31' },
    { subject: '2026-27', actor: 'system', to: '2026-10-31' },
  ])('stands in the address, which keeps it: %j', (search) => {
    const address = hrefOf('journal', ...formatSearch(search));
    expect(parseSearch(parseAddress(address).slice(1))).toEqual(search);
  });

  test('leaves out what is no id, code or date: it may be a name', () => {
    expect(formatSearch({ subject: 'లక్ష్మి', to: '2026-10-31' })).toEqual(['_', '_', '_', '2026-10-31']);
    expect(formatSearch({ subject: 'Lakshmi Devi' })).toEqual([]);
    expect(formatSearch({ subject: 'Lakshmi' })).toEqual([]);
  });

  test.each([
    ['M-7F3K9Q', true],
    ['c-7f3k9q', true],
    ['019a0000-0000-7000-8000-000000000001', true],
    ['2026-10', true],
    ['2026-27', true],
    ['programme', true],
    ['Sita', false],
    ['Lakshmi-Devi', false],
    ['లక్ష్మి', false],
    ['9876543210', false],
    ['', false],
  ])('for %s: %j', (subject, isAllowed) => {
    expect(isSearchable(subject)).toBe(isAllowed);
  });
});

test('facts are told in words where there is one', () => {
  expect(wordOfField('exitedOn')).toBe('exitedOn');
  expect(wordOfField('ageBand')).toBe('fact.ageBand');
  expect(wordOfField('lines.reason')).toBe('reason');
  // The end of an office, not whom somebody was referred to.
  expect(wordOfField('to')).toBe('until');
  expect(wordOfField('journalDigest')).toBeUndefined();
  expect(wordOfValue('category', 'trafficking_survivor')).toBe('category.trafficking_survivor');
  expect(wordOfValue('disabled', 'true')).toBe('fact.yes');
  expect(wordOfValue('ageBand', '25-34')).toBeUndefined();
  expect(wordOfList('members')).toBe('members');
  expect(wordOfList('somethingNew')).toBeUndefined();
});

test('a day of the logs lies between instants, which are 05:30 and 05:30 in India', () => {
  const { from, to } = spanOfDay('2026-10-31');
  expect([from, to]).toEqual(['2026-10-31T00:00:00.000Z', '2026-11-01T00:00:00.000Z']);
  expect(formatInstant(from, 'en')).toBe('31 October 2026, 05:30');
  // A quarter past midnight on 5 November in India lies in the day that began on the fourth.
  expect(spanOfDay('2026-11-04').from < '2026-11-04T18:45:00.000Z').toBe(true);
  expect('2026-11-04T18:45:00.000Z' < spanOfDay('2026-11-04').to).toBe(true);
});

test('days of the logs that follow each other are told as one stretch', () => {
  expect(spansOfDays(['2026-10-30', '2026-10-31', '2026-11-01', '2026-11-04'])).toEqual([
    { from: '2026-10-30T00:00:00.000Z', to: '2026-11-02T00:00:00.000Z' },
    spanOfDay('2026-11-04'),
  ]);
  expect(spansOfDays([])).toEqual([]);
});

test.each([
  ['m5rcr8r', 'M-5RCR8R'],
  [' c w74qj6 ', 'C-W74QJ6'],
  ['M-7F3K9Q', 'M-7F3K9Q'],
  ['Mallika', 'Mallika'],
  ['2026-10', '2026-10'],
])('a subject typed as %s is searched as %s', (typed, subject) => {
  expect(normaliseSubject(typed)).toBe(subject);
});
