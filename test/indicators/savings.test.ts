import { describe, test } from 'vitest';
import { expectFigures, withMembers } from './figures.ts';

describe('members_saving', () => {
  test('counts a member once in each period in which she deposited', () => {
    const journal = withMembers();
    journal.member('Sita');
    journal.meeting('1', '2026-03-07', { Padma: ['deposit', 100], Silent: ['deposit', 100] });
    journal.meeting('2', '2026-03-14', { Padma: ['deposit', 100], Sita: ['fine', 5] });
    journal.meeting('3', '2026-04-04', { Padma: ['deposit', 100], Sita: ['deposit', 100] });
    journal.meeting('4', '2026-05-02', { Padma: ['deposit', 100], Sita: ['withdrawal', 50] });
    expectFigures(journal, 'members_saving', {
      '2026-03': [1, 1, 1],
      '2026-04': [2, 2, 2],
      '2026-05': [1, 2, 2],
    });
  });

  test('takes back a reversed deposit, but for the month in which another is left', () => {
    const journal = withMembers();
    const first = journal.meeting('1', '2026-03-07', { Padma: ['deposit', 100] });
    const second = journal.meeting('2', '2026-03-14', { Padma: ['deposit', 100] });
    journal.reverse(first);
    expectFigures(journal, 'members_saving', { '2026-03': [1, 1, 1] });
    journal.reverse(second);
    expectFigures(journal, 'members_saving', { '2026-03': [0, 0, 0] });
  });

  test('takes back only what counted when the sheet was recorded', () => {
    const journal = withMembers();
    const counted = journal.meeting('1', '2026-03-07', { Padma: ['deposit', 100] });
    journal.consent('Padma', false, '2026-03-08');
    const uncounted = journal.meeting('2', '2026-03-14', { Padma: ['deposit', 40] });
    journal.reverse(uncounted);
    expectFigures(journal, 'members_saving', { '2026-03': [1, 1, 1] });
    expectFigures(journal, 'savings_deposited', { '2026-03': [100, 100, 100] });
    journal.reverse(counted);
    expectFigures(journal, 'members_saving', { '2026-03': [0, 0, 0] });
    expectFigures(journal, 'savings_deposited', { '2026-03': [0, 0, 0] });
  });
});

describe.each([
  ['savings_deposited', 'deposit'],
  ['loans_disbursed', 'loan'],
] as const)('%s', (code, kind) => {
  test('adds up amounts of members whose entries count, by the day of the meeting', () => {
    const journal = withMembers();
    journal.meeting('1', '2026-02-28', { Padma: [kind, 10_000], Silent: [kind, 7] });
    const second = journal.meeting('2', '2026-04-30', { Padma: [kind, 500] });
    for (const other of ['withdrawal', 'repayment', 'interest', 'fine'] as const) {
      journal.meeting(other, '2026-04-30', { Padma: [other, 3] });
    }
    expectFigures(journal, code, {
      '2026-02': [10_000, 10_000, 10_000],
      '2026-03': [0, 10_000, 10_000],
      '2026-04': [500, 500, 10_500],
    });
    journal.reverse(second);
    expectFigures(journal, code, { '2026-04': [0, 0, 10_000] });
  });
});

describe.each([
  ['savings_balance', 'deposit', 'withdrawal'],
  ['loans_outstanding', 'loan', 'repayment'],
] as const)('%s', (code, up, down) => {
  test('is what was put in less what was taken out by the end of the month, of members with consent then', () => {
    const journal = withMembers();
    journal.meeting('1', '2026-02-28', { Padma: [up, 1000], Silent: [up, 7] });
    const second = journal.meeting('2', '2026-03-31', { Padma: [down, 300] });
    journal.meeting('3', '2026-04-01', { Padma: ['interest', 9] });
    expectFigures(journal, code, { '2026-02': [1000, 1000, 1000], '2026-03': [700, 700, 700] });
    journal.reverse(second);
    expectFigures(journal, code, { '2026-03': [1000, 1000, 1000] });
    // A consent that comes later brings all of her savings, though none of her deposits counted.
    journal.at('2026-05-31T12:00').consent('Silent', true, '2026-05-31');
    journal.at('2026-06-30T12:00').consent('Padma', false, '2026-06-30');
    expectFigures(journal, code, {
      '2026-04': [1000, 1000, 1000],
      '2026-05': [1007, 1007, 1007],
      '2026-06': [7, 7, 7],
    });
  });
});
