import type fc from 'fast-check';
import { compareLines, type JournalLine } from '../../functions/journal/line.ts';
import { consentOf, createJournal, idOf } from '../publishing/journal-builder.ts';
import { randomJournal } from '../publishing/random-journal.ts';
import { acceptedLines } from './accepted-lines.ts';

/** Before anything random: members of whom the random lines speak, most with consent, and a case of each. */
const begin = (): readonly JournalLine[] => {
  const journal = createJournal().at('2025-12-01T09:00');
  const names = ['Padma', 'Sita', 'Lakshmi', 'Ganga'];
  for (const name of names) {
    const consents = name === 'Ganga' ? [] : [consentOf(true, '2025-12-01')];
    journal.member(name, {
      joinedOn: '2025-11-15',
      consents,
      children: [{ id: idOf('Anu'), inSchool: true }],
    });
    journal.openCase('case 1', name, { openedOn: '2025-11-20', kind: 'crisis' });
  }
  return journal.lines;
};

/** A programme of 30 random lines and more, as the API could have recorded it, in the journal's order. */
export const randomProgramme: fc.Arbitrary<JournalLine[]> = randomJournal
  .map((lines) => acceptedLines([...begin(), ...lines]).sort(compareLines))
  .filter((lines) => lines.length >= 30);

/**
 * The same programme `copies` times over, with ids of their own, so that breakdowns have cells that are large enough to be shown. An id
 * differs in its last digits alone, so that lines of one instant keep their order.
 */
export const multiply = (lines: readonly JournalLine[], copies: number): JournalLine[] =>
  Array.from({ length: copies }, (_, copy) => {
    const suffix = copy.toString(16).padStart(4, '0');
    const copied = JSON.stringify(lines).replaceAll(/(?<="01980000-[0-9a-f-]{23})[0-9a-f]{4}(?=")/g, suffix);
    return parseLines(copied);
  })
    .flat()
    .sort(compareLines);

const parseLines = (json: string): JournalLine[] => JSON.parse(json);
