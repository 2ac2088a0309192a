import { describe, expect, test } from 'vitest';
import { createJournal, figuresOf } from '../publishing/journal-builder.ts';
import { noConsent } from './figures.ts';

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
