import type { JournalLine } from '../../functions/journal/line.ts';
import { journalLine } from '../../functions/journal/line.ts';
import { compareLines } from '../../functions/journal/line-order.ts';
import type { JournalDeps } from '../../functions/journal/month-files.ts';
import type { Registered } from '../../functions/publishing/read-register.ts';

/**
 * Parses an export of the journal: JSON Lines in UTF-8, one journal line each, in any order. `publication` lines
 * say which publications there were.
 */
export const readExport = (content: string): JournalLine[] =>
  content
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line, index) => {
      const parsed = journalLine().safeParse(parse(line));
      if (!parsed.success) {
        throw new Error(`Line ${index + 1} of the export is no line of the journal.`);
      }
      return parsed.data;
    })
    .sort(compareLines);

const parse = (line: string): unknown => {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
};

export const linesOf =
  (lines: readonly JournalLine[]): JournalDeps['readLines'] =>
  (from, to) => [lines.filter(({ recordedAt }) => (from === null || recordedAt >= from) && recordedAt < to)];

/**
 * The publications registered by the lines, by ordinal.
 * @throws if an ordinal is missing: the export is incomplete
 */
export const publicationsIn = (lines: readonly JournalLine[]): Registered[] => {
  const found = lines.flatMap((line): Registered[] => {
    if (line.type !== 'publication') {
      return [];
    }
    const { id, ordinal, month, version, cutoff, reason, recordedAt } = line;
    return [{ id, ordinal, month, version, cutoff, reason, registeredAt: recordedAt }];
  });
  const ordered = found.sort((a, b) => a.ordinal - b.ordinal);
  ordered.forEach(({ ordinal }, index) => {
    if (ordinal !== index + 1) {
      throw new Error(`Publication ${index + 1} is not in the export.`);
    }
  });
  return ordered;
};
