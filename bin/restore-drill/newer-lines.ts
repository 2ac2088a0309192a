import { dayDigest } from '../../functions/audit/day-digest.ts';
import { digestNameOf } from '../../functions/audit/digest-names.ts';
import type { DigestStore } from '../../functions/audit/digest-store.ts';
import type { FileStore } from '../../functions/files/file-store.ts';
import { parseJournalText } from '../../functions/journal/journal-text.ts';
import type { JournalLine } from '../../functions/journal/line.ts';
import { compareLines } from '../../functions/journal/line-order.ts';
import { createJournalSource } from '../../functions/journal/month-files.ts';
import { readJournal } from '../../functions/journal/read-journal.ts';
import type { Table } from '../../functions/table/client.ts';

/** What the journal had beyond a restored table, from all that is kept outside of it. */

export type Newer = {
  /** Lines whose content is still known: from the table as it was, or from the month files. */
  readonly known: readonly JournalLine[];
  /** Days with lines that a digest lists and whose content is lost, and how many there were. */
  readonly unknown: readonly { readonly day: string; readonly lines: number }[];
};

export type NewerDeps = {
  readonly restored: Table;
  /** The table as it was before the restore; undefined if it is gone. */
  readonly present: Table | undefined;
  /** The private bucket, with the journal's month files. */
  readonly state: Pick<FileStore, 'read'>;
  readonly digests: Pick<DigestStore, 'read' | 'listDays'>;
};

/**
 * The journal lines that a restored table lacks, from the table before the restore, the month files and the daily
 * digests.
 * @param to an instant after the last line
 */
export const findNewerLines = async (
  { restored, present, state, digests }: NewerDeps,
  to: string,
): Promise<Newer & { readonly restoredTo: string | null }> => {
  const there = new Set<string>();
  let restoredTo: string | null = null;
  for await (const lines of readJournal(restored, null, to)) {
    for (const { id, recordedAt } of lines) {
      there.add(id);
      restoredTo = recordedAt;
    }
  }
  const known = new Map<string, JournalLine>();
  const take = (lines: readonly JournalLine[]): void => {
    for (const line of lines) if (!there.has(line.id)) known.set(line.id, line);
  };
  // The month files alone: what they lack is read from the table before the restore, below, or from the digests.
  const fromFiles = createJournalSource({ files: state, readLines: () => [], alarm: () => {} });
  for await (const text of fromFiles(null, to)) take([...parseJournalText(text)]);
  if (present !== undefined) {
    for await (const lines of readJournal(present, null, to)) take(lines);
  }

  const unknown: { day: string; lines: number }[] = [];
  const firstDay = restoredTo?.slice(0, 10);
  for (const day of await digests.listDays()) {
    if (firstDay !== undefined && day < firstDay) continue;
    const bytes = await digests.read(digestNameOf(day));
    if (bytes === undefined) continue;
    const { lines } = dayDigest.parse(JSON.parse(bytes.toString('utf8')));
    const lost = lines.filter(({ log, place }) => {
      // A place is a line's sort key: `<recordedAt>#<id>`.
      const id = place.slice(place.indexOf('#') + 1);
      return log === 'journal' && !there.has(id) && !known.has(id);
    });
    if (lost.length > 0) unknown.push({ day, lines: lost.length });
  }
  return { known: [...known.values()].sort(compareLines), unknown, restoredTo };
};
