import type { DigestStore } from '../../functions/audit/digest-store.ts';
import type { FileStore } from '../../functions/files/file-store.ts';
import { readJournal } from '../../functions/journal/read-journal.ts';
import { createRegister } from '../../functions/publishing/read-register.ts';
import type { Table } from '../../functions/table/client.ts';
import type { KeyStore } from '../../functions/vault/key-store.ts';
import { type Compared, comparePublications } from '../recompile/compare-publications.ts';
import { findNewerLines } from './newer-lines.ts';
import { type Replayed, replayProtections } from './replay.ts';

/**
 * What follows a restore, over tables that were restored and that nobody uses yet:
 *
 * 1. It finds what the journal had beyond the restored table, from all that is kept outside of it.
 * 2. It does again what protects people: erasures, and what was taken from somebody's access.
 * 3. It counts every published month anew from the restored journal, and compares it with what was published.
 * 4. It says what was lost: what has to be recorded again, and of what nobody knows what it said.
 */

export type DrillDeps = {
  readonly restored: Table;
  readonly keys: Pick<KeyStore, 'read' | 'destructionOf'>;
  /** The table as it was before the restore; undefined if it is gone. */
  readonly present: Table | undefined;
  readonly state: Pick<FileStore, 'read'>;
  readonly published: Pick<FileStore, 'read'>;
  readonly digests: Pick<DigestStore, 'read' | 'listDays'>;
  readonly now: Date;
  readonly progress: (line: string) => void;
};

export type Drill = {
  /** The instant of the newest line that was restored; null if there is none. */
  readonly restoredTo: string | null;
  readonly lines: number;
  readonly replayed: Replayed;
  readonly publications: readonly Compared[];
  /** What has to be recorded again, by kind of line. */
  readonly lost: ReadonlyMap<string, number>;
  /** Days on which something was recorded of which nobody knows what it said. */
  readonly unknown: readonly { readonly day: string; readonly lines: number }[];
};

const dayMs = 86_400_000;

/** Erasures, accesses and revocations are done again; registered publications are compared. */
const isRepeated = (type: string): boolean =>
  ['approval_decided', 'device_revoked', 'publication'].includes(type);

export const drill = async (deps: DrillDeps): Promise<Drill> => {
  const { restored, published, now, progress } = deps;
  const ahead = new Date(now.getTime() + dayMs).toISOString();
  progress('looking for what is newer than the restored table');
  const { known, unknown, restoredTo } = await findNewerLines(deps, ahead);

  progress('doing erasures and disablings again');
  const { keys, state } = deps;
  const replayed = await replayProtections({ table: restored, keys, state, now }, known);

  const publications = await comparePublications(
    { readLines: (from, to) => readJournal(restored, from, to), published },
    await createRegister(restored).list(),
    (counted) => progress(`${counted} publications counted`),
  );
  let lines = 0;
  for await (const page of readJournal(restored, null, ahead)) lines += page.length;
  const lost = new Map<string, number>();
  for (const type of known.map((line): string => line.type).sort()) {
    if (!isRepeated(type)) lost.set(type, (lost.get(type) ?? 0) + 1);
  }
  return { restoredTo, lines, replayed, publications, lost, unknown };
};

const counted = (count: number, one: string, many: string): string => `${count} ${count === 1 ? one : many}`;

/** The printed report of a restore drill. */
export const reportOf = ({ restoredTo, lines, replayed, publications, lost, unknown }: Drill): string[] => {
  const differing = publications.filter(({ snapshot }) => snapshot !== 'same');
  return [
    restoredTo === null
      ? 'The restored table has no journal.'
      : `Restored to ${restoredTo}: ${counted(lines, 'line', 'lines')} of the journal.`,
    `Done again: ${counted(replayed.erasures, 'erasure', 'erasures')}, the access of ` +
      `${counted(replayed.people, 'person', 'people')}, ${counted(replayed.devices, 'ended phone', 'ended phones')}.`,
    ...publications.map(
      ({ publication: { month, version }, snapshot }) =>
        `${month} version ${version}: ${{ same: 'as published', differs: 'DIFFERS', missing: 'NOT STORED' }[snapshot]}`,
    ),
    differing.length === 0
      ? `All ${publications.length} publications have the published bytes.`
      : `${differing.length} of ${publications.length} publications differ from what was published.`,
    lost.size === 0 && unknown.length === 0 ? 'Nothing was lost.' : 'Lost, and to be recorded again:',
    ...[...lost].map(([type, count]) => `  ${type}: ${count}`),
    ...unknown.map(
      ({ day, lines: count }) =>
        `  on ${day} ${counted(count, 'line', 'lines')} of which only the digest is left`,
    ),
  ];
};

/** Whether a restore drill found no difference and no loss. */
export const isWhole = ({ publications, lost, unknown }: Drill): boolean =>
  publications.every(({ snapshot }) => snapshot === 'same') && lost.size === 0 && unknown.length === 0;
