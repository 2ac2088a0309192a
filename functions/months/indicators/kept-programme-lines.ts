import { dateInIndia } from '../../shared/calendar/calendar.ts';
import type { JournalLine, JournalLineOf } from '../../shared/journal/line.ts';

/** Which lines of the journal a count keeps unchanged, because a month publishes what they say (programme-at-cutoff.ts). */

const programmeLineTypes = [
  'programme_terms_set',
  'targets_set',
  'baselines_set',
  'narrative_set',
  'outreach_recorded',
  'outreach_reversed',
] as const;

export type ProgrammeLine = JournalLineOf<(typeof programmeLineTypes)[number]>;

export const isProgrammeLine = (line: JournalLine): line is ProgrammeLine =>
  programmeLineTypes.some((type) => type === line.type);

/**
 * The lines that a publication can still need, in the order of recording. The key says what a line sets (`keyOf`). A line replaces an earlier line
 * with the same key, so that setting the same thing again and again doesn't make a count larger.
 */
export type KeptProgrammeLines = Map<string, ProgrammeLine>;

/**
 * The key under which a line is kept; undefined if no publication needs the line. Narratives are published as written last before the publication's
 * own cutoff, which is where its count ends: the last line of each month is enough. Targets, baselines and terms are published as set last before
 * the month's first cutoff, and a count with a later cutoff needs them too. A first cutoff is a midnight in India (`cutoffOf`), so the last line of
 * each Indian day is enough.
 * @param kept the lines kept so far
 */
const keyOf = (kept: KeptProgrammeLines, line: ProgrammeLine): string | undefined => {
  const day = dateInIndia(new Date(line.recordedAt));
  switch (line.type) {
    case 'narrative_set':
      return `${line.type} ${line.month}`;
    case 'baselines_set':
      return `${line.type} ${day}`;
    case 'targets_set':
      return `${line.type} ${line.financialYear} ${day}`;
    case 'programme_terms_set': {
      // The first terms of a month are kept for ever, under a key without a day: a month that closed without terms takes them.
      const keyOfFirst = `${line.type} ${line.from}`;
      return kept.has(keyOfFirst) ? `${keyOfFirst} ${day}` : keyOfFirst;
    }
    // An outreach or its reversal (the other two types). Only media stories are published one by one; other outreach is only counted.
    default:
      return line.kind === 'media_story' ? `${line.type} ${line.outreachId}` : undefined;
  }
};

/** Adds a line to those that a count keeps. @param line recorded after all of them */
export const addProgrammeLine = (kept: KeptProgrammeLines, line: ProgrammeLine): void => {
  const key = keyOf(kept, line);
  if (key === undefined) return;
  // A map keeps a key where it was first set. Deleting it first moves it to the end, in the order of recording.
  kept.delete(key);
  kept.set(key, line);
};
