import { describe, expect, test } from 'vitest';
import { hrefOf, parseAddress } from '../../../../web/src/session/desk-address.ts';
import { daysWithoutDigest } from '../../../../web/src/staff/audit/digest-rules.ts';
import { labelOfFact, wordOfFact } from '../../../../web/src/staff/audit/line-facts.ts';
import { formatSearch, parseSearch } from '../../../../web/src/staff/audit/search-rules.ts';

describe('the days of a month without a digest', () => {
  const daysOf = (month: string, to: number) =>
    Array.from({ length: to }, (_, index) => `${month}-${String(index + 1).padStart(2, '0')}`);

  test('had no lines if they are long over', () => {
    const october = daysOf('2026-10', 31).filter((day) => day !== '2026-10-08');
    expect(daysWithoutDigest('2026-10', october, '2026-11-26')).toEqual({
      dayCount: 31,
      emptyDays: ['2026-10-08'],
      pendingCount: 0,
    });
  });

  test('are still to come if they are not over, or only just', () => {
    expect(daysWithoutDigest('2026-11', daysOf('2026-11', 24), '2026-11-26')).toEqual({
      dayCount: 30,
      emptyDays: [],
      pendingCount: 6,
    });
    expect(daysWithoutDigest('2028-02', [], '2028-02-03')).toEqual({
      dayCount: 29,
      emptyDays: ['2028-02-01'],
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
  });
});

test('facts are told in words where there is one, else as the journal has them', () => {
  expect(labelOfFact('exitedOn')).toBe('exitedOn');
  expect(labelOfFact('ageBand')).toBe('fact.ageBand');
  expect(labelOfFact('journalDigest')).toBeUndefined();
  expect(wordOfFact('category', 'trafficking_survivor')).toBe('category.trafficking_survivor');
  expect(wordOfFact('category', 'other')).toBeUndefined();
  expect(wordOfFact('ageBand', '25-34')).toBeUndefined();
});
