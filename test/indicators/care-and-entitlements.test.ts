import { describe, test } from 'vitest';
import type { CaseEvent } from '../../functions/months/indicators/facts.ts';
import { createJournal, idOf } from '../publishing/journal-builder.ts';
import { expectFigures, noConsent, withMembers } from './figures.ts';

describe.each(['mental_health', 'legal_aid'] as const)('%s_survivors', (service) => {
  const code = `${service}_survivors`;
  test('counts a member once in each period, however many services', () => {
    const journal = withMembers();
    for (const on of ['2026-03-01', '2026-03-31', '2026-04-01', '2026-05-01']) {
      journal.event('Padma', on, { type: 'service', service });
      journal.event('Silent', on, { type: 'service', service });
    }
    journal.event('Padma', '2026-06-01', { type: 'service', service: 'shelter' });
    expectFigures(journal, code, {
      '2026-03': [1, 1, 1],
      '2026-04': [1, 1, 1],
      '2026-05': [1, 1, 1],
      '2026-06': [0, 1, 1],
    });
  });
});

type Stage = Extract<CaseEvent, { type: 'compensation' }>['stage'];
const stage = (of: Stage, application = 'application') =>
  ({ type: 'compensation', applicationId: idOf(application), scheme: 'nalsa_2018', stage: of }) as const;
type Step = Extract<CaseEvent, { type: 'proceeding' }>['step'];
const step = (of: Step) => ({ type: 'proceeding', proceedingId: idOf('matter'), step: of }) as const;

/** The event that counts, and one of the same kind that does not. */
const firstOnly: readonly (readonly [code: string, counted: CaseEvent, other: CaseEvent])[] = [
  ...(
    [
      ['house_pattas', 'house_patta'],
      ['aadhaar_cards', 'aadhaar_card'],
      ['ration_cards', 'ration_card'],
      ['bank_accounts', 'bank_account'],
      ['pensions', 'pension'],
    ] as const
  ).map(
    ([code, entitlement]) =>
      [
        code,
        { type: 'entitlement', entitlement, stage: 'received' },
        { type: 'entitlement', entitlement, stage: 'restored' },
      ] as const,
  ),
  ['compensation_applied', stage('filed'), stage('acknowledged')],
  ['compensation_interim_paid', stage('interim_paid'), stage('interim_ordered')],
  ['compensation_awarded', stage('awarded'), stage('interim_ordered')],
  ['compensation_paid', stage('paid'), stage('awarded')],
  ['firs_registered', step('fir'), step('magistrate_statement')],
];

describe.each(firstOnly)('%s', (code, counted, other) => {
  test('counts a member where the first time falls, once for ever', () => {
    const journal = withMembers();
    journal.event('Padma', '2026-01-10', other);
    journal.event('Padma', '2026-05-10', counted);
    journal.event('Padma', '2026-06-10', counted);
    journal.event('Silent', '2026-05-10', counted);
    expectFigures(journal, code, {
      '2026-01': [0, 0, 0],
      '2026-05': [1, 1, 1],
      '2026-06': [0, 1, 1],
      '2027-04': [0, 0, 1],
    });
    // The first is by date, not by recording.
    journal.event('Padma', '2026-03-31', counted);
    expectFigures(journal, code, { '2026-03': [1, 1, 1], '2026-05': [0, 0, 1] });
  });

  test('takes the first among the facts that count', () => {
    const journal = createJournal();
    journal.member('Padma', noConsent);
    journal.event('Padma', '2026-04-10', counted);
    journal.consent('Padma', true, '2026-05-01');
    journal.event('Padma', '2026-06-10', counted);
    expectFigures(journal, code, { '2026-04': [0, 0, 0], '2026-06': [1, 1, 1] });
  });
});

describe('testimonies_given', () => {
  test('counts a member once in each period, however many testimonies', () => {
    const journal = withMembers();
    for (const on of ['2026-03-01', '2026-03-31', '2026-04-01']) {
      journal.event('Padma', on, step('testimony'));
      journal.event('Silent', on, step('testimony'));
    }
    journal.event('Padma', '2026-05-01', step('hearing'));
    expectFigures(journal, 'testimonies_given', {
      '2026-03': [1, 1, 1],
      '2026-04': [1, 1, 1],
      '2026-05': [0, 1, 1],
    });
  });
});

describe('applications_pending', () => {
  const code = 'applications_pending';
  const stocks = (journal: ReturnType<typeof withMembers>, expected: Record<string, number>) =>
    expectFigures(
      journal,
      code,
      Object.fromEntries(Object.entries(expected).map(([month, value]) => [month, [value, value, value]])),
    );

  test.each([
    // 60 days before the last of March is the 30th of January.
    ['2026-01-30', { '2026-02': 0, '2026-03': 1, '2026-04': 1 }],
    ['2026-01-31', { '2026-03': 0, '2026-04': 1 }],
    // In a leap year, 60 days before the last of February is the 31st of December.
    ['2027-12-31', { '2028-01': 0, '2028-02': 1 }],
    ['2028-01-01', { '2028-02': 0, '2028-03': 1 }],
  ])('counts an application filed on %s from the month at whose end 60 days have gone', (on, expected) => {
    const journal = withMembers();
    journal.event('Padma', on, stage('filed'));
    journal.event('Silent', on, stage('filed'));
    stocks(journal, expected);
  });

  test.each(['awarded', 'rejected', 'paid'] as const)('counts it until it is %s', (decision) => {
    const journal = withMembers();
    journal.event('Padma', '2026-01-01', stage('filed'));
    journal.event('Padma', '2026-04-30', stage(decision));
    stocks(journal, { '2026-03': 1, '2026-04': 0, '2026-05': 0 });
  });

  test('counts it through all other stages, an appeal after a rejection not again', () => {
    const journal = withMembers();
    journal.event('Padma', '2026-01-01', stage('filed'));
    for (const of of ['acknowledged', 'interim_ordered', 'interim_paid'] as const) {
      journal.event('Padma', '2026-02-01', stage(of));
    }
    stocks(journal, { '2026-03': 1 });
    journal.event('Padma', '2026-04-01', stage('rejected'));
    journal.event('Padma', '2026-04-02', stage('appealed'));
    stocks(journal, { '2026-03': 1, '2026-04': 0, '2026-09': 0 });
  });

  test('counts each application of a woman, though she has left and the case is closed', () => {
    const journal = withMembers();
    journal.event('Padma', '2026-01-01', stage('filed'));
    journal.event('Padma', '2026-01-01', stage('filed', 'another'), 'another case');
    journal.event('Padma', '2026-01-05', { type: 'status', status: 'closed' });
    journal.exit('Padma', '2026-02-01');
    stocks(journal, { '2026-03': 2 });
    journal.event('Padma', '2026-04-01', stage('paid', 'another'), 'another case');
    stocks(journal, { '2026-03': 2, '2026-04': 1 });
  });

  test('follows what is taken back: the filing, or the decision', () => {
    const journal = withMembers();
    journal.event('Padma', '2026-01-01', stage('filed'));
    const decided = journal.event('Padma', '2026-02-01', stage('awarded'));
    stocks(journal, { '2026-03': 0 });
    journal.takeBack(decided);
    stocks(journal, { '2026-03': 1 });
    const wrong = journal.event('Padma', '2026-01-01', stage('filed', 'wrong'));
    stocks(journal, { '2026-03': 2 });
    journal.takeBack(wrong);
    stocks(journal, { '2026-03': 1 });
  });

  test('needs her consent on the last day of the month', () => {
    const journal = withMembers();
    journal.event('Silent', '2026-01-01', stage('filed'));
    stocks(journal, { '2026-03': 0 });
    journal.consent('Silent', true, '2026-04-10');
    stocks(journal, { '2026-03': 0, '2026-04': 1 });
  });
});
