import { dayDigest } from '../../areas/audit/create-day-digest.ts';
import { digestNameOf } from '../../areas/audit/digest-names.ts';
import type { DigestStore } from '../../areas/audit/digest-store.ts';
import type { FileStore } from '../../shared/files/file-store.ts';
import { parseJournalText } from '../../shared/journal/journal-text.ts';
import type { JournalLine } from '../../shared/journal/line.ts';
import { compareLines } from '../../shared/journal/line-order.ts';
import { createJournalSource } from '../../shared/journal/month-files.ts';
import { readJournal } from '../../shared/journal/read-journal.ts';
import type { Table } from '../../shared/table/client.ts';

export type NewerLines = {
  /** The lines whose content is kept in the table before the restore or in the month files; sorted by time and id. */
  readonly kept: readonly JournalLine[];
  /** The days on which a digest lists lines whose content is kept nowhere, with the number of these lines. */
  readonly digestOnly: readonly { readonly day: string; readonly lines: number }[];
};

export type NewerDeps = {
  readonly restored: Table;
  /** The table as it was before the restore; undefined if it is gone. */
  readonly tableBefore: Table | undefined;
  /** The private bucket, with the journal's month files. */
  readonly state: Pick<FileStore, 'read'>;
  readonly digests: Pick<DigestStore, 'read' | 'listDays'>;
};

/**
 * Finds the journal's lines that are newer than a restored table, in the table before the restore, the month files and the daily digests.
 * @param to an instant after the last line
 * @returns the lines, and the instant of the newest line that was restored (null if there is none)
 */
export const findNewerLines = async (
  { restored, tableBefore, state, digests }: NewerDeps,
  to: string,
): Promise<NewerLines & { readonly restoredTo: string | null }> => {
  const restoredIds = new Set<string>();
  let restoredTo: string | null = null;
  for await (const lines of readJournal(restored, null, to)) {
    for (const { id, recordedAt } of lines) {
      restoredIds.add(id);
      // Lines are read in order of time, so the last one is the newest.
      restoredTo = recordedAt;
    }
  }
  const keptById = new Map<string, JournalLine>();
  const addNewer = (lines: readonly JournalLine[]): void => {
    for (const line of lines) if (!restoredIds.has(line.id)) keptById.set(line.id, line);
  };
  // Reads the month files alone; lines that have none yet come from the table before the restore, below.
  // A lost or damaged month file throws anyway, so the alarm stays silent.
  const readMonthFiles = createJournalSource({ files: state, readLines: () => [], alarm: () => {} });
  for await (const text of readMonthFiles(null, to)) addNewer([...parseJournalText(text)]);
  if (tableBefore !== undefined) {
    for await (const lines of readJournal(tableBefore, null, to)) addNewer(lines);
  }

  const digestOnly: { day: string; lines: number }[] = [];
  const lastRestoredDay = restoredTo?.slice(0, 10);
  for (const day of await digests.listDays()) {
    // Earlier days were restored completely.
    if (lastRestoredDay !== undefined && day < lastRestoredDay) continue;
    const bytes = await digests.read(digestNameOf(day));
    if (bytes === undefined) continue;
    const { lines } = dayDigest.parse(JSON.parse(bytes.toString('utf8')));
    const lostLines = lines.filter(({ log, place }) => {
      // A line's place is its sort key: `<recordedAt>#<id>`.
      const id = place.slice(place.indexOf('#') + 1);
      return log === 'journal' && !restoredIds.has(id) && !keptById.has(id);
    });
    if (lostLines.length > 0) digestOnly.push({ day, lines: lostLines.length });
  }
  return { kept: [...keptById.values()].sort(compareLines), digestOnly, restoredTo };
};
