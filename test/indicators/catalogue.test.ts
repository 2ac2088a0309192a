import { describe, expect, test } from 'vitest';
import { hashCatalogue, indicators } from '../../functions/indicators/catalogue.ts';
import type { JournalLineOf } from '../../functions/journal/line.ts';
import { consentOf, createJournal, figuresOf, type TestJournal } from '../publishing/journal-builder.ts';

type Event = JournalLineOf<'case_event'>['event'];
const noConsent = { consents: [] };

/** One member who counts and one who does not, before what a test records. */
const withMembers = (): TestJournal => {
  const journal = createJournal();
  journal.member('Padma');
  journal.member('Silent', noConsent);
  return journal;
};

/** Figures: [month, financial year, to date]. */
const expectFigures = (journal: TestJournal, code: string, figures: Record<string, unknown[]>): void => {
  for (const [month, expected] of Object.entries(figures)) {
    expect(figuresOf(journal.lines, code, month), `${code} of ${month}`).toEqual(expected);
  }
};

describe('the catalogue', () => {
  test('is the one of the design, in its order', () => {
    expect(indicators.map(({ code, counting }) => `${code} ${counting.way}`)).toEqual([
      'members_enrolled distinct',
      'members_active stock',
      'collectives_active stock',
      'leaders_active stock',
      'children_in_school stock',
      'meetings_held sum',
      'attendance_rate ratio',
      'members_saving distinct',
      'savings_deposited sum',
      'savings_balance stock',
      'loans_disbursed sum',
      'loans_outstanding stock',
      'mental_health_survivors distinct',
      'legal_aid_survivors distinct',
      'crisis_responses sum',
      'house_pattas distinct',
      'aadhaar_cards distinct',
      'ration_cards distinct',
      'bank_accounts distinct',
      'pensions distinct',
      'compensation_awarded distinct',
      'compensation_paid distinct',
      'cases_opened sum',
      'cases_closed sum',
      'cases_open stock',
      'media_personnel_sensitised sum',
      'media_stories_published sum',
      'police_oriented_in_person sum',
      'police_oriented_online sum',
      'leadership_trainings sum',
    ]);
  });

  test('breaks down members, leaders, savers, survivors in care and the entitlements; nothing of justice', () => {
    expect(indicators.filter(({ breakdowns }) => breakdowns).map(({ code }) => code)).toEqual([
      'members_enrolled',
      'members_active',
      'leaders_active',
      'members_saving',
      'mental_health_survivors',
      'legal_aid_survivors',
      'house_pattas',
      'aadhaar_cards',
      'ration_cards',
      'bank_accounts',
      'pensions',
    ]);
  });

  test('has every word in three languages, each title its own', () => {
    for (const language of ['en', 'te', 'ja'] as const) {
      const titles = indicators.map(({ title }) => title[language]);
      expect(new Set(titles).size).toBe(indicators.length);
      for (const { title, definition } of indicators) {
        expect(title[language]).not.toBe('');
        expect(definition[language]).not.toBe('');
      }
    }
    for (const { title, definition } of indicators) {
      expect(title.te + definition.te).toMatch(/[\u0c00-\u0c7f]/);
      expect(title.ja + definition.ja).toMatch(/[\u3040-\u30ff]/);
    }
  });

  test('has another hash when a word, the order or the way changes, and the same for the same', () => {
    const [first, ...rest] = indicators;
    if (first === undefined) throw new Error('no indicators');
    const hash = hashCatalogue(indicators);
    expect(hash).toMatch(/^[0-9a-f]{64}$/);
    expect(hashCatalogue([...indicators])).toBe(hash);
    expect(hashCatalogue([...rest, first])).not.toBe(hash);
    expect(hashCatalogue([{ ...first, title: { ...first.title, en: 'Other' } }, ...rest])).not.toBe(hash);
    expect(
      hashCatalogue([{ ...first, counting: { way: 'sum', fact: 'meeting', count: () => 1 } }, ...rest]),
    ).not.toBe(hash);
  });
});

describe('members_enrolled', () => {
  test('counts members with a reporting consent by the day they joined', () => {
    const journal = createJournal();
    journal.member('Padma', { joinedOn: '2026-03-31' });
    journal.member('Sita', { joinedOn: '2026-04-01' });
    journal.member('Silent', {
      joinedOn: '2026-04-01',
      consents: [consentOf(true, '2026-04-01', 'services')],
    });
    expectFigures(journal, 'members_enrolled', {
      '2026-02': [0, 0, 0],
      '2026-03': [1, 1, 1],
      '2026-04': [1, 1, 2],
      '2026-05': [0, 1, 2],
    });
  });

  test('stays counted, or not, as her consent was when she was enrolled; a corrected date moves her', () => {
    const journal = createJournal();
    journal.member('Padma', { joinedOn: '2026-04-30' });
    journal.member('Silent', { joinedOn: '2026-04-30', ...noConsent });
    journal.consent('Padma', false, '2026-05-02');
    journal.consent('Silent', true, '2026-05-02');
    journal.changeMember('Padma', { joinedOn: '2026-05-01' });
    journal.changeMember('Silent', { joinedOn: '2026-05-01' });
    expectFigures(journal, 'members_enrolled', { '2026-04': [0, 0, 0], '2026-05': [1, 1, 1] });
  });
});

describe('members_active', () => {
  test('counts who has joined and not left by the last day of the month', () => {
    const journal = createJournal();
    journal.member('Padma', { joinedOn: '2026-10-31' });
    journal.member('Sita', { joinedOn: '2026-11-01' });
    journal.exit('Padma', '2026-12-31');
    expectFigures(journal, 'members_active', {
      '2026-09': [0, 0, 0],
      '2026-10': [1, 1, 1],
      '2026-11': [2, 2, 2],
      '2026-12': [1, 1, 1],
    });
  });

  test('needs the reporting consent in force on the last day, by the consents own dates', () => {
    const journal = createJournal();
    // Given for a day before it was recorded: it holds from its own date on.
    journal.at('2025-11-10T10:00').member('Padma', {
      joinedOn: '2025-04-01',
      consents: [consentOf(true, '2025-10-31')],
    });
    expectFigures(journal, 'members_active', { '2025-09': [0, 0, 0], '2025-11': [1, 1, 1] });
    // A withdrawal holds from the day it was recorded, whatever date it bears.
    journal.at('2026-01-01T00:10').consent('Padma', false, '2025-11-15');
    journal.at('2026-02-28T23:50').consent('Padma', true, '2026-02-28');
    expectFigures(journal, 'members_active', {
      '2025-12': [1, 1, 1],
      '2026-01': [0, 0, 0],
      '2026-02': [1, 1, 1],
    });
  });

  test('takes the consent recorded last of those that come into force on one day', () => {
    const journal = createJournal();
    journal.member('Padma', noConsent);
    journal.at('2026-01-10T10:00').consent('Padma', true, '2026-01-10');
    journal.at('2026-01-10T11:00').consent('Padma', false, '2026-01-10');
    journal.at('2026-02-10T10:00').consent('Padma', false, '2026-02-10');
    journal.at('2026-02-10T11:00').consent('Padma', true, '2026-02-10');
    expectFigures(journal, 'members_active', { '2026-01': [0, 0, 0], '2026-02': [1, 1, 1] });
  });

  test('takes consents in the order in which they come into force, whatever the order of recording', () => {
    const journal = createJournal();
    journal.member('Padma');
    journal.at('2026-01-10T10:00').consent('Padma', false, '2025-12-01');
    journal.at('2026-01-20T10:00').consent('Padma', true, '2025-12-20');
    // What she gave for a day in December was over on the day in January on which her withdrawal was recorded.
    expectFigures(journal, 'members_active', { '2025-12': [1, 1, 1], '2026-01': [0, 0, 0] });
  });
});

describe('collectives_active', () => {
  test('counts what is formed and not closed by the last day, without any consent', () => {
    const journal = createJournal();
    journal.collective('Vennela', { formedOn: '2026-02-28' });
    journal.collective('Godavari', { formedOn: '2026-03-01', closedOn: '2026-05-31' });
    journal.changeCollective('Vennela', { formedOn: '2026-02-28', closedOn: '2026-06-01' });
    expectFigures(journal, 'collectives_active', {
      '2026-01': [0, 0, 0],
      '2026-02': [1, 1, 1],
      '2026-04': [2, 2, 2],
      '2026-05': [1, 1, 1],
      '2026-06': [0, 0, 0],
    });
  });

  test('counts one again that was opened again', () => {
    const journal = createJournal();
    journal.collective('Vennela', { closedOn: '2026-05-31' });
    journal.changeCollective('Vennela', {});
    expectFigures(journal, 'collectives_active', { '2026-06': [1, 1, 1] });
  });
});

describe('leaders_active', () => {
  test('counts active members from the day they lead on, corrected when the day is', () => {
    const journal = createJournal();
    journal.member('Padma', { leaderSince: '2026-03-01' });
    expectFigures(journal, 'leaders_active', { '2026-02': [0, 0, 0], '2026-03': [1, 1, 1] });
    journal.changeMember('Padma', { leaderSince: '2026-02-28' });
    expectFigures(journal, 'leaders_active', { '2026-01': [0, 0, 0], '2026-02': [1, 1, 1] });
    journal.exit('Padma', '2026-06-15');
    expectFigures(journal, 'leaders_active', { '2026-05': [1, 1, 1], '2026-06': [0, 0, 0] });
  });

  test('counts one no longer from the Indian day on which that was recorded', () => {
    const journal = createJournal();
    journal.member('Padma', { leaderSince: '2025-06-01' });
    journal.member('Sita', { leaderSince: '2025-06-01' });
    journal.at('2026-08-31T23:59').changeMember('Padma', {});
    journal.at('2026-09-01T00:01').changeMember('Sita', {});
    expectFigures(journal, 'leaders_active', {
      '2026-07': [2, 2, 2],
      '2026-08': [1, 1, 1],
      '2026-09': [0, 0, 0],
    });
    journal.at('2026-10-02T10:00').changeMember('Padma', { leaderSince: '2026-10-02' });
    expectFigures(journal, 'leaders_active', { '2026-09': [0, 0, 0], '2026-10': [1, 1, 1] });
  });
});

describe('children_in_school', () => {
  test('counts a child from the Indian day on which it was recorded, while the mother is active', () => {
    const journal = createJournal();
    journal.member('Padma', { children: [{ id: consentOf().id, inSchool: true }] });
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
});

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

/** The event that counts, and one of the same kind that does not. */
const firstOnly: readonly (readonly [code: string, counted: Event, other: Event])[] = [
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
  const status = (value: 'open' | 'in_progress' | 'closed' | 'reopened'): Event => ({
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

describe.each([
  ['media_personnel_sensitised', { kind: 'media_sensitisation' }, 25],
  ['media_stories_published', { kind: 'media_story' }, 1],
  ['police_oriented_in_person', { kind: 'police_orientation', mode: 'in_person' }, 25],
  ['police_oriented_online', { kind: 'police_orientation', mode: 'online' }, 25],
  ['leadership_trainings', { kind: 'leadership_training' }, 1],
] as const)('%s', (code, outreach, each) => {
  test('adds up its own kind of outreach, by day, without any consent', () => {
    const journal = createJournal();
    for (const on of ['2024-02-29', '2025-03-31', '2025-04-01']) {
      for (const kind of [
        'media_sensitisation',
        'media_story',
        'police_orientation',
        'leadership_training',
        'advocacy',
      ] as const) {
        for (const mode of ['in_person', 'online'] as const) {
          const isOwn = kind === outreach.kind && mode === ('mode' in outreach ? outreach.mode : 'in_person');
          const isOther = kind === outreach.kind && !('mode' in outreach) && mode === 'online';
          if (!isOther) {
            journal.outreach(on, { kind, mode, participants: isOwn ? 25 : 99 });
          }
        }
      }
    }
    // Recorded in April 2025, so first published then.
    expectFigures(journal, code, { '2025-04': [each, each, 3 * each] });
    const wrong = journal.outreach('2025-04-02', { mode: 'in_person', ...outreach, participants: 25 });
    expectFigures(journal, code, { '2025-04': [2 * each, 2 * each, 4 * each] });
    journal.reverseOutreach(wrong);
    expectFigures(journal, code, { '2025-04': [each, each, 3 * each] });
    const late = journal.lines.map((line) => ({ ...line, recordedAt: '2024-01-01T00:00:00.000Z' }));
    expect(figuresOf(late, code, '2024-02')).toEqual([each, each, each]);
    expect(figuresOf(late, code, '2024-03')).toEqual([0, each, each]);
    expect(figuresOf(late, code, '2025-03')).toEqual([each, each, 2 * each]);
  });
});
