import type { Registered } from '../../functions/months/publishing/read-register.ts';
import type { JournalLine } from '../../functions/shared/journal/line.ts';
import { journalLine } from '../../functions/shared/journal/line.ts';
import { compareLines } from '../../functions/shared/journal/line-order.ts';
import type { JournalDeps } from '../../functions/shared/journal/month-files.ts';

/**
 * Parses the file that the command export-journal writes: JSON Lines, one journal line each, in any order.
 * @returns the lines sorted by time and id
 * @throws Error with the number of the first line that is not a journal line
 */
export const readExport = (content: string): JournalLine[] =>
  content
    .split('\n')
    .flatMap((line, index) => {
      if (line.trim() === '') {
        return [];
      }
      const parsed = journalLine().safeParse(parseJson(line));
      if (!parsed.success) {
        throw new Error(`Line ${index + 1} of the export is no line of the journal.`);
      }
      return [parsed.data];
    })
    .sort(compareLines);

/** Undefined if the text is not JSON. */
const parseJson = (line: string): unknown => {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
};

/** Reads exported lines as a journal is read: those recorded from one instant on (null: all) and before another, in a single batch. */
export const createLineReader =
  (lines: readonly JournalLine[]): JournalDeps['readLines'] =>
  (from, to) => [lines.filter(({ recordedAt }) => (from === null || recordedAt >= from) && recordedAt < to)];

/**
 * The publications that an export of the journal registers, sorted by ordinal.
 * @throws if an ordinal is missing: the export is incomplete
 */
export const publicationsIn = (lines: readonly JournalLine[]): Registered[] => {
  const found = lines.flatMap((line): Registered[] => {
    if (line.type !== 'publication') {
      return [];
    }
    const { id, ordinal, month, version, cutoff, reason, terms, recordedAt } = line;
    return [{ id, ordinal, month, version, cutoff, reason, terms, registeredAt: recordedAt }];
  });
  const ordered = found.sort((a, b) => a.ordinal - b.ordinal);
  ordered.forEach(({ ordinal }, index) => {
    if (ordinal !== index + 1) {
      throw new Error(`Publication ${index + 1} is not in the export.`);
    }
  });
  return ordered;
};
