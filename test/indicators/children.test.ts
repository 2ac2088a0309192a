import { describe, test } from 'vitest';
import { consentOf, createJournal } from '../publishing/journal-builder.ts';
import { expectFigures, withMembers } from './figures.ts';

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
