import { describe, expect, test } from 'vitest';
import { type createJournal, figuresOf } from '../publishing/journal-builder.ts';
import { expectFigures, withMembers } from './figures.ts';

const overdue = (journal: ReturnType<typeof createJournal>, months: readonly string[]) =>
  months.map((month) => figuresOf(journal.lines, 'requests_overdue', month)[0]);

describe('requests_received', () => {
  test('counts requests by their day, also of who did not agree to be counted, but no grievance', () => {
    const journal = withMembers();
    journal.request('Padma', '2025-04-30');
    journal.request('Silent', '2025-05-01', 'erasure');
    journal.request('Padma', '2025-05-02', 'grievance');
    expectFigures(journal, 'requests_received', { '2025-04': [1, 1, 1], '2025-05': [1, 2, 2] });
  });

  test('forgets one that was taken back', () => {
    const journal = withMembers();
    const wrong = journal.request('Padma', '2025-04-30');
    journal.request('Padma', '2025-04-30');
    journal.reverseEntry('Padma', wrong.id, 'request');
    expectFigures(journal, 'requests_received', { '2025-04': [1, 1, 1] });
  });
});

describe('requests_overdue', () => {
  test('counts from the month whose last day lies behind the day it was due', () => {
    const journal = withMembers();
    // Due on 30 June and on 29 June 2025.
    journal.request('Padma', '2025-04-01');
    expect(overdue(journal, ['2025-06', '2025-07'])).toEqual([0, 1]);
    journal.request('Silent', '2025-03-31');
    expect(overdue(journal, ['2025-05', '2025-06', '2025-07'])).toEqual([0, 1, 2]);
  });

  test.each([
    ['answered', [1, 0]],
    ['refused', [1, 0]],
    ['acknowledged', [1, 1]],
    ['escalated', [1, 1]],
  ] as const)('ends with a step only if it is %s: %s', (step, expected) => {
    const journal = withMembers();
    const request = journal.request('Padma', '2025-03-01');
    journal.requestStep(request, '2025-07-31', step);
    expect(overdue(journal, ['2025-06', '2025-07'])).toEqual(expected);
  });

  test('never counts what was answered in time, by the earliest answer; a later step does not open it again', () => {
    const journal = withMembers();
    const request = journal.request('Padma', '2025-03-01');
    journal.requestStep(request, '2025-08-02', 'answered');
    journal.requestStep(request, '2025-05-02', 'answered');
    journal.requestStep(request, '2025-09-02', 'escalated');
    expect(overdue(journal, ['2025-06', '2025-10'])).toEqual([0, 0]);
  });

  test('counts no grievance, and none that was taken back', () => {
    const journal = withMembers();
    journal.request('Padma', '2025-03-01', 'grievance');
    const wrong = journal.request('Padma', '2025-03-01');
    expect(overdue(journal, ['2025-06'])).toEqual([1]);
    journal.reverseEntry('Padma', wrong.id, 'request');
    expect(overdue(journal, ['2025-06'])).toEqual([0]);
  });
});
