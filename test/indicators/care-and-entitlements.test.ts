import { describe, test } from 'vitest';
import type { CaseEvent } from '../../functions/indicators/indicator.ts';
import { createJournal } from '../publishing/journal-builder.ts';
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
  [
    'compensation_awarded',
    { type: 'compensation', scheme: 'nalsa_2018', stage: 'awarded' },
    { type: 'compensation', scheme: 'nalsa_2018', stage: 'interim' },
  ],
  [
    'compensation_paid',
    { type: 'compensation', scheme: 'nalsa_2018', stage: 'paid' },
    { type: 'compensation', scheme: 'nalsa_2018', stage: 'awarded' },
  ],
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
