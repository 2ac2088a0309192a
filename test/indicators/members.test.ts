import { describe, test } from 'vitest';
import { consentOf, createJournal } from '../publishing/journal-builder.ts';
import { expectFigures, noConsent } from './figures.ts';

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
