import { describe, expect, test } from 'vitest';
import { createJournal, figuresOf } from '../publishing/journal-builder.ts';
import { expectFigures, noConsent, withMembers } from './figures.ts';

describe('rosters', () => {
  test('count each member once in a period by the outreach’s date: anybody at a training, whoever facilitated or spoke anywhere', () => {
    const journal = createJournal();
    for (const name of ['Padma', 'Sita', 'Ganga']) journal.member(name);
    const training = journal.outreach('2025-05-10', { kind: 'leadership_training' });
    const again = journal.outreach('2025-06-10', { kind: 'leadership_training' });
    const police = journal.outreach('2025-06-20', { kind: 'police_orientation' });
    journal.roster(training, { Padma: 'participant', Sita: 'facilitator' });
    journal.roster(again, { Padma: 'participant' });
    journal.roster(police, { Ganga: 'speaker', Padma: 'participant' });
    expectFigures(journal, 'leaders_trained', { '2025-05': [2, 2, 2], '2025-06': [1, 2, 2] });
    expectFigures(journal, 'members_facilitating', { '2025-05': [1, 1, 1], '2025-06': [1, 2, 2] });
    expectFigures(journal, 'leaders_trained', { '2026-04': [0, 0, 2] });
  });

  test('count as the newest says; the one before counts no more', () => {
    const journal = createJournal();
    for (const name of ['Padma', 'Sita']) journal.member(name);
    const training = journal.outreach('2025-05-10', { kind: 'leadership_training' });
    journal.roster(training, { Padma: 'speaker' });
    journal.roster(training, { Sita: 'participant' });
    expectFigures(journal, 'leaders_trained', { '2025-05': [1, 1, 1] });
    expectFigures(journal, 'members_facilitating', { '2025-05': [0, 0, 0] });
    journal.roster(training, {});
    expectFigures(journal, 'leaders_trained', { '2025-05': [0, 0, 0] });
  });

  test('count by the consent in force when they were recorded', () => {
    const journal = withMembers();
    const training = journal.outreach('2025-05-10', { kind: 'leadership_training' });
    journal.roster(training, { Padma: 'participant', Silent: 'participant' });
    journal.consent('Silent', true, '2025-04-01');
    expectFigures(journal, 'leaders_trained', { '2025-05': [1, 1, 1] });
    // The newest roster is recorded now: with her consent.
    journal.roster(training, { Silent: 'participant' });
    journal.consent('Silent', false, '2025-04-01');
    expectFigures(journal, 'leaders_trained', { '2025-05': [1, 1, 1] });
  });

  test('count no more once the outreach was taken back, whichever of two requests stands first', () => {
    for (const isReversedFirst of [false, true]) {
      const journal = createJournal();
      journal.member('Padma');
      const training = journal.outreach('2025-05-10', { kind: 'leadership_training' });
      if (isReversedFirst) journal.reverseOutreach(training);
      journal.roster(training, { Padma: 'speaker' });
      if (!isReversedFirst) journal.reverseOutreach(training);
      expectFigures(journal, 'leaders_trained', { '2025-05': [0, 0, 0] });
      expectFigures(journal, 'members_facilitating', { '2025-05': [0, 0, 0] });
    }
  });
});

describe('offices_beyond_collective', () => {
  const valuesOf = (journal: ReturnType<typeof createJournal>, months: readonly string[]) =>
    months.map((month) => figuresOf(journal.lines, 'offices_beyond_collective', month)[0]);

  test('counts offices, not members, held on the last day, the last day of the office included', () => {
    const journal = createJournal();
    journal.member('Padma');
    journal.office('Padma', { from: '2025-05-31', to: '2025-07-31' });
    const open = journal.office('Padma', { body: 'state_forum', from: '2025-06-01' });
    journal.office('Padma', { body: 'collective', from: '2025-05-01' });
    journal.endOffice(open, '2025-08-30');
    expect(valuesOf(journal, ['2025-04', '2025-05', '2025-06', '2025-07', '2025-08'])).toEqual([
      0, 1, 2, 2, 0,
    ]);
  });

  test('counts those of active members who agreed, and none that was taken back', () => {
    const journal = createJournal();
    journal.member('Padma');
    journal.member('Silent', noConsent);
    journal.office('Padma', {});
    const wrong = journal.office('Padma', { body: 'government_committee' });
    journal.office('Silent', {});
    expect(valuesOf(journal, ['2025-04'])).toEqual([2]);
    journal.reverseEntry('Padma', wrong.id, 'office');
    journal.exit('Padma', '2025-06-30');
    expect(valuesOf(journal, ['2025-04', '2025-05', '2025-06'])).toEqual([1, 1, 0]);
  });

  test('knows of an end that stands before the office in the journal', () => {
    const journal = createJournal();
    journal.member('Padma');
    const office = journal.office('Padma', {});
    journal.endOffice(office, '2025-05-31');
    const [member, recorded, ended] = journal.lines;
    const lines = [member, ended, recorded].flatMap((line) => line ?? []);
    expect(figuresOf(lines, 'offices_beyond_collective', '2025-05')[0]).toBe(1);
    expect(figuresOf(lines, 'offices_beyond_collective', '2025-06')[0]).toBe(0);
  });
});
