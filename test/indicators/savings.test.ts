import { describe, test } from 'vitest';
import { idOf } from '../publishing/journal-builder.ts';
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

describe('set-offs, write-offs and dividends', () => {
  test('a set-off takes from savings and loan, a write-off from the loan alone', () => {
    const journal = withMembers();
    const entry = (kind: 'deposit' | 'loan' | 'set_off' | 'write_off' | 'dividend', amountPaise: number) => ({
      memberId: idOf('Padma'),
      kind,
      amountPaise,
      ...(kind === 'deposit' || kind === 'dividend' ? {} : { loanId: idOf('loan') }),
    });
    const sheet = (name: string, heldOn: string, ...entries: ReturnType<typeof entry>[]) =>
      journal.meeting(name, heldOn, { Padma: 'present' }, { entries });
    sheet('1', '2026-02-28', entry('deposit', 1_000), entry('loan', 600));
    sheet('2', '2026-03-31', entry('set_off', 200), entry('dividend', 50));
    sheet('3', '2026-04-01', entry('write_off', 100));
    expectFigures(journal, 'savings_balance', { '2026-02': [1000, 1000, 1000], '2026-04': [800, 800, 800] });
    expectFigures(journal, 'loans_outstanding', {
      '2026-02': [600, 600, 600],
      '2026-03': [400, 400, 400],
      '2026-04': [300, 300, 300],
    });
    expectFigures(journal, 'savings_deposited', { '2026-03': [0, 1000, 1000] });
  });
});

describe('loans_at_risk', () => {
  /** 900 paise in three parts, from 31 January on. */
  const lend = () => {
    const journal = withMembers();
    const entries = [
      {
        memberId: idOf('Padma'),
        kind: 'loan' as const,
        amountPaise: 900,
        loanId: idOf('loan'),
        instalments: 3,
        firstDueOn: '2026-01-31',
      },
    ];
    const given = journal.meeting('given', '2026-01-10', { Padma: 'present' }, { entries });
    return { journal, given };
  };
  const pay = (journal: ReturnType<typeof withMembers>, heldOn: string, amountPaise: number) =>
    journal.meeting(
      `paid on ${heldOn}`,
      heldOn,
      { Padma: 'present' },
      {
        entries: [{ memberId: idOf('Padma'), kind: 'repayment', amountPaise, loanId: idOf('loan') }],
      },
    );

  test('begins without any line, 30 days after an instalment that was missed', () => {
    const { journal } = lend();
    expectFigures(journal, 'loans_at_risk', {
      '2026-01': [0, 0, 0],
      // The 28th of February is 28 days after; the 31st of March more than 30.
      '2026-02': [0, 0, 0],
      '2026-03': [900, 900, 900],
    });
  });

  test('is what is outstanding of it, ends when what was due is repaid, and begins anew', () => {
    const { journal, given } = lend();
    pay(journal, '2026-03-05', 300);
    // Due by the 1st of March: 600, of which 300 are repaid; by the end of March only the first part is 30 days old, and the second.
    expectFigures(journal, 'loans_at_risk', { '2026-03': [600, 600, 600] });
    pay(journal, '2026-04-10', 600);
    expectFigures(journal, 'loans_at_risk', { '2026-03': [600, 600, 600], '2026-04': [0, 0, 0] });
    journal.reverse(given);
    expectFigures(journal, 'loans_at_risk', { '2026-03': [0, 0, 0], '2026-04': [0, 0, 0] });
  });
});

describe('interest_received', () => {
  test('adds up interest of members who are counted', () => {
    const journal = withMembers();
    journal.meeting('1', '2026-03-07', { Padma: ['interest', 30], Silent: ['interest', 9] });
    const second = journal.meeting('2', '2026-04-07', { Padma: ['interest', 5] });
    expectFigures(journal, 'interest_received', { '2026-03': [30, 30, 30], '2026-04': [5, 5, 35] });
    journal.reverse(second);
    expectFigures(journal, 'interest_received', { '2026-04': [0, 0, 30] });
  });
});
