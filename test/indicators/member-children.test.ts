import { describe, expect, test } from 'vitest';
import { addDays, addMonths, lastDateOf, monthOf } from '../../functions/shared/calendar/calendar.ts';
import type { JournalLineOf } from '../../functions/shared/journal/line.ts';
import { childOf, createJournal, figuresOf, idOf } from '../publishing/journal-builder.ts';
import { expectFigures, noConsent, withMembers } from './figures.ts';

describe('children_in_school', () => {
  test('counts a child from the Indian day on which it was recorded, while the mother is active', () => {
    const journal = createJournal();
    journal.member('Padma', { children: [childOf('Chitti')] });
    journal.at('2026-06-30T23:59').child('Padma', 'Anu', true, 'child_recorded');
    journal.at('2026-07-01T00:01').child('Padma', 'Bala', true, 'child_recorded');
    journal.at('2026-08-01T00:01').child('Padma', 'Anu', false, 'child_changed');
    journal.exit('Padma', '2026-09-30');
    expectFigures(journal, 'children_in_school', {
      '2025-04': [1, 1, 1],
      '2026-06': [2, 2, 2],
      '2026-07': [3, 3, 3],
      '2026-08': [2, 2, 2],
      '2026-09': [0, 0, 0],
    });
  });

  test('does not count children of a member who gave no reporting consent', () => {
    const journal = withMembers();
    journal.child('Silent', 'Anu', true, 'child_recorded');
    expectFigures(journal, 'children_in_school', { '2025-04': [0, 0, 0] });
  });

  test.each([
    ['enrolled', 1],
    ['irregular', 1],
    ['not_enrolled', 0],
    ['completed', 0],
    ['unknown', 0],
  ] as const)('counts %s as %i, by the date of the observation', (status, count) => {
    const journal = createJournal();
    journal.member('Padma', { children: [childOf('Anu')] });
    journal.schooling('Padma', 'Anu', '2025-06-30', status);
    expectFigures(journal, 'children_in_school', { '2025-05': [1, 1, 1], '2025-06': [count, count, count] });
  });

  test('orders observations by date, then by recording: one that comes late stands where it belongs', () => {
    const journal = createJournal();
    journal.member('Padma', { children: [childOf('Anu')] });
    journal.schooling('Padma', 'Anu', '2025-08-31', 'enrolled');
    journal.schooling('Padma', 'Anu', '2025-06-15', 'not_enrolled');
    journal.schooling('Padma', 'Anu', '2025-08-31', 'irregular');
    journal.schooling('Padma', 'Anu', '2025-08-31', 'not_enrolled');
    const values = ['2025-05', '2025-06', '2025-07', '2025-08', '2025-09'].map(
      (month) => figuresOf(journal.lines, 'children_in_school', month)[0],
    );
    expect(values).toEqual([1, 0, 0, 0, 0]);
  });

  test('forgets an observation, and a child, that was taken back', () => {
    const journal = createJournal();
    journal.member('Padma', { children: [childOf('Anu'), childOf('Bala')] });
    const wrong = journal.schooling('Padma', 'Anu', '2025-05-01', 'not_enrolled');
    expectFigures(journal, 'children_in_school', { '2025-05': [1, 1, 1] });
    journal.reverseEntry('Padma', wrong.schooling.id, 'schooling');
    expectFigures(journal, 'children_in_school', { '2025-05': [2, 2, 2] });
    journal.reverseEntry('Padma', idOf('Bala'), 'child');
    expectFigures(journal, 'children_in_school', { '2025-05': [1, 1, 1] });
    journal.reverseEntry('Padma', idOf('first observation of Anu'), 'schooling');
    expectFigures(journal, 'children_in_school', { '2025-05': [0, 0, 0] });
  });
});

describe('children_school_age', () => {
  test('counts from the year in which a child is 6 to that in which it is 17', () => {
    const journal = createJournal();
    journal.member('Padma', {
      children: [
        childOf('Anu', true, '2025-04-01', { birthYear: 2020 }),
        childOf('Bala', false, '2025-04-01', { birthYear: 2008 }),
      ],
    });
    expectFigures(journal, 'children_school_age', {
      '2025-12': [1, 1, 1],
      '2026-01': [1, 1, 1],
    });
    expectFigures(journal, 'children_school_age', { '2026-12': [1, 1, 1], '2037-12': [1, 1, 1] });
    expectFigures(journal, 'children_school_age', { '2038-01': [0, 0, 0] });
  });

  test('begins when the child was recorded, or with its first observation, the earlier; birth years are corrected for all months', () => {
    const journal = createJournal();
    journal.member('Padma');
    journal.at('2025-12-01T09:00').child('Padma', 'Anu', true, 'child_recorded');
    expectFigures(journal, 'children_school_age', { '2025-11': [0, 0, 0], '2025-12': [1, 1, 1] });
    const early = journal.schooling('Padma', 'Anu', '2025-11-30', 'unknown');
    expectFigures(journal, 'children_school_age', { '2025-10': [0, 0, 0], '2025-11': [1, 1, 1] });
    journal.reverseEntry('Padma', early.id, 'schooling');
    expectFigures(journal, 'children_school_age', { '2025-11': [0, 0, 0], '2025-12': [1, 1, 1] });
    journal.child('Padma', 'Anu', true, 'child_changed', { birthYear: 2021 });
    expectFigures(journal, 'children_school_age', { '2026-02': [0, 0, 0], '2027-01': [1, 1, 1] });
  });
});

describe('children_school_confirmed', () => {
  /** The definition, day by day: after the same day seven months before the last one, or that month's last day. */
  const isRecent = (on: string, month: string): boolean => {
    const before = addMonths(month, -7);
    const sameDay = `${before}-${lastDateOf(month).slice(8)}`;
    const limit = sameDay > lastDateOf(before) ? lastDateOf(before) : sameDay;
    return on > limit && on <= lastDateOf(month);
  };

  test('counts an observation in the months that end within seven months of it, at each end and in the middle of every month', () => {
    for (let on = '2027-06-01'; on < '2028-09-01'; on = addDays(on, 1)) {
      const day = Number(on.slice(8));
      if (day > 1 && day < 27 && day !== 15) continue;
      const journal = createJournal();
      journal.member('Padma', { children: [childOf('Anu', false, '2025-04-01')] });
      journal.schooling('Padma', 'Anu', on, 'enrolled');
      for (const later of [0, 5, 6, 7, 8]) {
        const month = addMonths(monthOf(on), later);
        const expected = isRecent(on, month) ? 1 : 0;
        expect(figuresOf(journal.lines, 'children_school_confirmed', month)[0], `${on} in ${month}`).toBe(
          expected,
        );
      }
    }
  });

  test('ends with a newer observation, whatever that says, and begins anew with one that says enrolled', () => {
    const journal = createJournal();
    journal.member('Padma', { children: [childOf('Anu')] });
    journal.schooling('Padma', 'Anu', '2025-06-30', 'irregular');
    journal.schooling('Padma', 'Anu', '2025-08-01', 'enrolled');
    journal.schooling('Padma', 'Anu', '2025-10-31', 'enrolled');
    const months = ['2025-05', '2025-06', '2025-07', '2025-08', '2026-04', '2026-05'];
    expect(months.map((month) => figuresOf(journal.lines, 'children_school_confirmed', month)[0])).toEqual([
      1, 0, 0, 1, 1, 0,
    ]);
  });

  test('counts children of school age alone', () => {
    const journal = createJournal();
    journal.member('Padma', { children: [childOf('Anu', true, '2025-12-01', { birthYear: 2020 })] });
    expectFigures(journal, 'children_school_confirmed', { '2025-12': [0, 0, 0], '2026-01': [1, 1, 1] });
  });
});

describe('children_returned', () => {
  const status = (
    journal: ReturnType<typeof createJournal>,
    observations: readonly (readonly [
      on: string,
      JournalLineOf<'schooling_recorded'>['schooling']['status'],
    ])[],
  ) => observations.map(([on, said]) => journal.schooling('Padma', 'Anu', on, said));

  test('counts each child once in a period, on the day on which it was found enrolled', () => {
    const journal = createJournal();
    journal.member('Padma', { children: [childOf('Anu'), childOf('Bala', false)] });
    status(journal, [
      ['2025-05-01', 'not_enrolled'],
      ['2025-06-01', 'enrolled'],
      ['2025-07-01', 'not_enrolled'],
      ['2025-07-15', 'enrolled'],
      ['2026-04-01', 'not_enrolled'],
      ['2026-05-01', 'enrolled'],
    ]);
    journal.schooling('Padma', 'Bala', '2025-07-20', 'enrolled');
    expectFigures(journal, 'children_returned', {
      '2025-05': [0, 0, 0],
      '2025-06': [1, 1, 1],
      '2025-07': [2, 2, 2],
      '2026-05': [1, 1, 2],
    });
  });

  test('needs the observation directly before to say that the child was not enrolled', () => {
    const journal = createJournal();
    journal.member('Padma', { children: [childOf('Anu')] });
    status(journal, [
      ['2025-05-01', 'not_enrolled'],
      ['2025-06-01', 'unknown'],
      ['2025-07-01', 'enrolled'],
    ]);
    const [between] = status(journal, [['2025-06-15', 'not_enrolled']]);
    expectFigures(journal, 'children_returned', { '2025-07': [1, 1, 1] });
    journal.reverseEntry('Padma', between?.id ?? '', 'schooling');
    expectFigures(journal, 'children_returned', { '2025-07': [0, 0, 0] });
    status(journal, [
      ['2025-08-01', 'not_enrolled'],
      ['2025-09-01', 'irregular'],
      ['2025-10-01', 'enrolled'],
    ]);
    expectFigures(journal, 'children_returned', { '2025-10': [0, 0, 0] });
  });

  test('counts by the consent in force when the later observation was recorded', () => {
    const journal = createJournal();
    journal.member('Padma', { ...noConsent, children: [childOf('Anu', false)] });
    status(journal, [['2025-05-01', 'enrolled']]);
    journal.consent('Padma', true, '2025-04-01');
    expectFigures(journal, 'children_returned', { '2025-05': [0, 0, 0] });
    status(journal, [
      ['2025-06-01', 'not_enrolled'],
      ['2025-07-01', 'enrolled'],
    ]);
    expectFigures(journal, 'children_returned', { '2025-07': [1, 1, 1] });
  });
});

describe('girls_15_17_in_school', () => {
  test('counts daughters by the year of the month', () => {
    const journal = createJournal();
    journal.member('Padma', {
      children: [
        childOf('Anu', true, '2025-04-01', { birthYear: 2011 }),
        childOf('Bala', true, '2025-04-01', { birthYear: 2011, gender: 'male' }),
      ],
    });
    journal.schooling('Padma', 'Anu', '2027-06-01', 'irregular');
    journal.schooling('Padma', 'Anu', '2028-06-01', 'completed');
    const months = ['2025-12', '2026-01', '2027-12', '2028-05', '2028-06'];
    expect(months.map((month) => figuresOf(journal.lines, 'girls_15_17_in_school', month)[0])).toEqual([
      0, 1, 1, 1, 0,
    ]);
  });
});
