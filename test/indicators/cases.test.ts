import { describe, expect, test } from 'vitest';
import type { CaseEvent } from '../../functions/months/indicators/facts.ts';
import { createJournal, figuresOf } from '../publishing/journal-builder.ts';
import { expectFigures, noConsent, withMembers } from './figures.ts';

describe('crisis_responses and cases_opened', () => {
  test('count cases by the day they were opened, as the consent was when that was recorded', () => {
    const journal = withMembers();
    journal.openCase('first', 'Padma', { kind: 'crisis', openedOn: '2026-03-31' });
    journal.openCase('second', 'Padma', { kind: 'legal_aid', openedOn: '2026-04-01' });
    journal.openCase('silent', 'Silent', { kind: 'crisis', openedOn: '2026-04-01' });
    journal.consent('Silent', true, '2026-04-02');
    expectFigures(journal, 'crisis_responses', { '2026-03': [1, 1, 1], '2026-04': [0, 0, 1] });
    expectFigures(journal, 'cases_opened', { '2026-03': [1, 1, 1], '2026-04': [1, 1, 2] });
  });

  test('follow a change of kind or date, and still count only what counted when it was opened', () => {
    const journal = withMembers();
    journal.openCase('first', 'Padma', { kind: 'crisis', openedOn: '2026-03-31' });
    journal.openCase('silent', 'Silent', { kind: 'other', openedOn: '2026-03-31' });
    journal.changeCase('first', 'Padma', { kind: 'legal_aid', openedOn: '2026-04-01' });
    journal.changeCase('silent', 'Silent', { kind: 'crisis', openedOn: '2026-04-01' });
    expectFigures(journal, 'crisis_responses', { '2026-03': [0, 0, 0], '2026-04': [0, 0, 0] });
    expectFigures(journal, 'cases_opened', { '2026-03': [0, 0, 0], '2026-04': [1, 1, 1] });
    journal.changeCase('first', 'Padma', { kind: 'crisis', openedOn: '2026-04-01' });
    expectFigures(journal, 'crisis_responses', { '2026-04': [1, 1, 1] });
  });
});

describe('an event that was taken back', () => {
  test('counts no more, and leaves what others of its day say', () => {
    const journal = withMembers();
    journal.openCase('case', 'Padma', { openedOn: '2026-03-01' });
    const closed = journal.event('Padma', '2026-03-05', { type: 'status', status: 'closed' });
    const opened = journal.event('Padma', '2026-03-05', { type: 'status', status: 'reopened' });
    const again = journal.event('Padma', '2026-03-05', { type: 'status', status: 'closed' });
    const stands = () => [
      figuresOf(journal.lines, 'cases_closed', '2026-03')[0],
      figuresOf(journal.lines, 'cases_open', '2026-03')[0],
    ];
    expect(stands()).toEqual([2, 0]);
    journal.takeBack(again);
    expect(stands()).toEqual([1, 1]);
    journal.takeBack(opened);
    expect(stands()).toEqual([1, 0]);
    journal.takeBack(closed);
    expect(stands()).toEqual([0, 1]);
  });

  test('takes away only what counted when it was recorded, whatever became of the consent', () => {
    const journal = withMembers();
    const service = { type: 'service', service: 'legal_aid' } as const;
    const closed = { type: 'status', status: 'closed' } as const;
    const counted = [
      journal.event('Padma', '2026-03-01', service),
      journal.event('Padma', '2026-03-01', closed),
    ];
    const uncounted = [
      journal.event('Silent', '2026-03-01', service),
      journal.event('Silent', '2026-03-01', closed),
    ];
    journal.consent('Padma', false, '2026-03-02');
    journal.consent('Silent', true, '2026-03-02');
    uncounted.forEach(journal.takeBack);
    const figures = () => [
      figuresOf(journal.lines, 'legal_aid_survivors', '2026-03')[0],
      figuresOf(journal.lines, 'cases_closed', '2026-03')[0],
    ];
    expect(figures()).toEqual([1, 1]);
    counted.forEach(journal.takeBack);
    expect(figures()).toEqual([0, 0]);
  });
});

describe('cases_closed and cases_open', () => {
  const status = (value: 'open' | 'in_progress' | 'closed' | 'reopened'): CaseEvent => ({
    type: 'status',
    status: value,
  });

  test('count closings by their day, and what is not closed at the end of the month', () => {
    const journal = withMembers();
    journal.openCase('case', 'Padma', { openedOn: '2026-01-31' });
    journal.openCase('silent', 'Silent', { openedOn: '2026-01-31' });
    journal.event('Padma', '2026-03-31', status('closed'));
    journal.event('Silent', '2026-03-31', status('closed'), 'silent');
    journal.event('Padma', '2026-04-01', status('reopened'));
    journal.event('Padma', '2026-05-10', status('closed'));
    expectFigures(journal, 'cases_closed', {
      '2026-03': [1, 1, 1],
      '2026-04': [0, 0, 1],
      '2026-05': [1, 1, 2],
    });
    expectFigures(journal, 'cases_open', {
      '2025-12': [0, 0, 0],
      '2026-01': [1, 1, 1],
      '2026-03': [0, 0, 0],
      '2026-04': [1, 1, 1],
      '2026-05': [0, 0, 0],
    });
  });

  test('take the last status by day, then by recording', () => {
    const journal = withMembers();
    journal.openCase('case', 'Padma', { openedOn: '2026-01-01' });
    journal.event('Padma', '2026-03-20', status('closed'));
    journal.event('Padma', '2026-03-10', status('in_progress'));
    expectFigures(journal, 'cases_open', { '2026-02': [1, 1, 1], '2026-03': [0, 0, 0] });
    journal.event('Padma', '2026-03-20', status('reopened'));
    expectFigures(journal, 'cases_open', { '2026-03': [1, 1, 1] });
  });

  test('is not open before the day of its opening, though something is said of it for an earlier one', () => {
    const journal = withMembers();
    journal.openCase('case', 'Padma', { openedOn: '2026-01-01' });
    journal.event('Padma', '2026-03-10', status('closed'));
    journal.changeCase('case', 'Padma', { openedOn: '2026-05-01' });
    journal.event('Padma', '2026-06-10', status('reopened'));
    expectFigures(journal, 'cases_open', {
      '2026-01': [0, 0, 0],
      '2026-03': [0, 0, 0],
      '2026-05': [0, 0, 0],
      '2026-06': [1, 1, 1],
    });
  });

  test('go by the consent of the day for what is open, and of the recording for what was closed', () => {
    const journal = createJournal();
    journal.member('Padma', noConsent);
    journal.openCase('case', 'Padma', { openedOn: '2026-01-01' });
    journal.at('2026-03-31T20:00').consent('Padma', true, '2026-03-31');
    journal.event('Padma', '2026-05-10', status('closed'));
    expectFigures(journal, 'cases_open', { '2026-02': [0, 0, 0], '2026-03': [1, 1, 1] });
    expectFigures(journal, 'cases_closed', { '2026-05': [1, 1, 1] });
    expectFigures(journal, 'cases_opened', { '2026-01': [0, 0, 0] });
  });

  test('go on after the member has left', () => {
    const journal = withMembers();
    journal.openCase('case', 'Padma', { openedOn: '2026-01-01' });
    journal.exit('Padma', '2026-02-01');
    expectFigures(journal, 'cases_open', { '2026-03': [1, 1, 1] });
  });
});
