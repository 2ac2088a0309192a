import { expect } from 'vitest';
import { createJournal, figuresOf, type TestJournal } from '../publishing/journal-builder.ts';

export const noConsent = { consents: [] };

/** A journal with one member who counts, Padma, and one who does not, Silent, before what a test records. */
export const withMembers = (): TestJournal => {
  const journal = createJournal();
  journal.member('Padma');
  journal.member('Silent', noConsent);
  return journal;
};

/** Figures: [month, financial year, to date]. */
export const expectFigures = (
  journal: TestJournal,
  code: string,
  figures: Record<string, unknown[]>,
): void => {
  for (const [month, expected] of Object.entries(figures)) {
    expect(figuresOf(journal.lines, code, month), `${code} of ${month}`).toEqual(expected);
  }
};
