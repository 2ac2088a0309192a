import { describe, test } from 'vitest';
import { createJournal } from '../publishing/journal-builder.ts';
import { expectFigures, withMembers } from './figures.ts';

describe('meetings_held', () => {
  test('counts by the day held, whoever was there, less what was reversed', () => {
    const journal = createJournal();
    journal.meeting('March', '2026-03-31');
    const april = journal.meeting('April', '2026-04-01');
    journal.meeting('April again', '2026-04-01');
    expectFigures(journal, 'meetings_held', { '2026-03': [1, 1, 1], '2026-04': [2, 2, 3] });
    journal.reverse(april);
    expectFigures(journal, 'meetings_held', { '2026-03': [1, 1, 1], '2026-04': [1, 1, 2] });
  });
});

describe('attendance_rate', () => {
  test('adds up who was present and who was listed, of members whose rows count', () => {
    const journal = withMembers();
    journal.member('Sita');
    journal.meeting('March', '2026-03-31', { Padma: 'present', Sita: 'excused', Silent: 'present' });
    const april = journal.meeting('April', '2026-04-30', { Padma: ['deposit', 100], Sita: 'absent' });
    const ratio = (numerator: number, denominator: number) => ({ numerator, denominator });
    expectFigures(journal, 'attendance_rate', {
      '2026-03': [ratio(1, 2), ratio(1, 2), ratio(1, 2)],
      '2026-04': [ratio(1, 2), ratio(1, 2), ratio(2, 4)],
      '2026-05': [ratio(0, 0), ratio(1, 2), ratio(2, 4)],
    });
    journal.reverse(april);
    expectFigures(journal, 'attendance_rate', { '2026-04': [ratio(0, 0), ratio(0, 0), ratio(1, 2)] });
  });
});
