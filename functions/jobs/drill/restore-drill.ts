import type { DigestStore } from '../../areas/audit/digest-store.ts';
import { createRegister } from '../../months/publishing/read-register.ts';
import type { FileStore } from '../../shared/files/file-store.ts';
import { readJournal } from '../../shared/journal/read-journal.ts';
import type { Table } from '../../shared/table/client.ts';
import type { KeyStore } from '../../shared/vault/key-store.ts';
import { type ComparedPublication, comparePublications } from './compare-publications.ts';
import { findNewerLines } from './newer-lines.ts';
import { type Replayed, replayProtections } from './replay-protections.ts';

/**
 * A restore drill in one run, for the command bin/restore-drill.ts: what a restored table lacks, and whether its journal gives the published bytes.
 * steps.ts has the drill that runs by itself.
 */

export type DrillDeps = {
  /** A restored table that nobody uses yet. */
  readonly restored: Table;
  readonly keys: Pick<KeyStore, 'read' | 'destructionOf'>;
  /** The table as it was before the restore; undefined if it is gone. */
  readonly tableBefore: Table | undefined;
  /** The private bucket, with the journal's month files and the copy of the list of erasures. */
  readonly state: Pick<FileStore, 'read'>;
  /** The bucket of published months. */
  readonly published: Pick<FileStore, 'read'>;
  readonly digests: Pick<DigestStore, 'read' | 'listDays'>;
  readonly now: Date;
  readonly progress: (line: string) => void;
};

export type DrillResult = {
  /** The instant of the newest line that was restored; null if there is none. */
  readonly restoredTo: string | null;
  /** The number of the restored journal's lines. */
  readonly lines: number;
  readonly replayed: Replayed;
  readonly publications: readonly ComparedPublication[];
  /** The number of lost lines whose content is kept and that have to be recorded again, by their type. */
  readonly toRecordAgain: ReadonlyMap<string, number>;
  /** The days with lost lines of which only the digest is left, with the number of these lines. */
  readonly digestOnly: readonly { readonly day: string; readonly lines: number }[];
};

const dayMs = 86_400_000;
const afterLastLine = (now: Date): string => new Date(now.getTime() + dayMs).toISOString();

/** Whether the drill itself makes up for a lost line of this type: it repeats it or, for publications, compares the result. */
const isHandled = (type: string): boolean =>
  ['approval_decided', 'device_revoked', 'publication'].includes(type);

/**
 * Runs a restore drill on restored tables:
 *
 * 1. Finds the journal's lines that are newer than the restored table, in everything that is kept outside of it.
 * 2. Does again what protects people: erasures, changes of access, revocations of phones, withdrawals of consent, and partings from whom was erased.
 * 3. Counts every published month anew from the restored journal, and compares it with the published one.
 * 4. Counts the lost lines: those that have to be recorded again, and those of which only the digest is left.
 */
export const runDrill = async (deps: DrillDeps): Promise<DrillResult> => {
  const { restored, published, now, progress } = deps;
  const protectedTable = await protectRestored(deps);
  const registered = await createRegister(restored).list();
  progress(`counting ${registered.length} publications`);
  const publications = await comparePublications(
    { readLines: (from, to) => readJournal(restored, from, to), published },
    registered,
    (counted) => progress(`${counted} of ${registered.length} publications counted`),
  );
  let lines = 0;
  for await (const page of readJournal(restored, null, afterLastLine(now))) lines += page.length;
  return { ...protectedTable, lines, publications };
};

/**
 * The first two steps of a drill and what they find: what is newer than the restored table, and what of that has to be recorded again.
 * @param to only lines from before this instant (default: all)
 */
export const protectRestored = async (
  { progress, ...deps }: Omit<DrillDeps, 'published'>,
  to = afterLastLine(deps.now),
): Promise<Omit<DrillResult, 'lines' | 'publications'>> => {
  const { restored, keys, state, now } = deps;
  progress('looking for what is newer than the restored table');
  const { kept, digestOnly, restoredTo } = await findNewerLines(deps, to);
  progress('doing erasures and disablings again');
  const replayed = await replayProtections({ table: restored, keys, state, now }, kept);
  const toRecordAgain = new Map<string, number>();
  const lost = kept.filter(({ id }) => !replayed.withdrawals.has(id) && !replayed.partings.has(id));
  for (const type of lost.map((line): string => line.type).sort()) {
    if (!isHandled(type)) toRecordAgain.set(type, (toRecordAgain.get(type) ?? 0) + 1);
  }
  return { restoredTo, replayed, toRecordAgain, digestOnly };
};

/** Such as `1 line` or `2 lines`. */
const countNouns = (count: number, one: string, many: string): string =>
  `${count} ${count === 1 ? one : many}`;

/** Describes the result of a restore drill in lines to print. */
export const describeDrill = ({
  restoredTo,
  lines,
  replayed,
  publications,
  toRecordAgain,
  digestOnly,
}: DrillResult): string[] => {
  const verdicts = { same: 'as published', differs: 'DIFFERS', missing: 'NOT STORED' };
  const differing = publications.filter(({ snapshot }) => snapshot !== 'same');
  return [
    restoredTo === null
      ? 'The restored table has no journal.'
      : `Restored to ${restoredTo}: ${countNouns(lines, 'line', 'lines')} of the journal.`,
    `Done again: ${countNouns(replayed.erasures, 'erasure', 'erasures')}, the access of ` +
      `${countNouns(replayed.people, 'person', 'people')}, who made ${countNouns(replayed.passwords, 'password', 'passwords')}, ` +
      `${countNouns(replayed.devices, 'ended phone', 'ended phones')}, ` +
      `${countNouns(replayed.withdrawals.size, 'withdrawal of consent', 'withdrawals of consent')}, ` +
      `${countNouns(replayed.partings.size, 'parting of two records', 'partings of two records')}.`,
    ...publications.map(
      ({ publication: { month, version }, snapshot }) => `${month} version ${version}: ${verdicts[snapshot]}`,
    ),
    differing.length === 0
      ? `All ${publications.length} publications have the published bytes.`
      : `${differing.length} of ${publications.length} publications differ from what was published.`,
    toRecordAgain.size === 0 && digestOnly.length === 0
      ? 'Nothing was lost.'
      : 'Lost, and to be recorded again:',
    ...[...toRecordAgain].map(([type, count]) => `  ${type}: ${count}`),
    ...digestOnly.map(
      ({ day, lines: count }) =>
        `  on ${day} ${countNouns(count, 'line', 'lines')} of which only the digest is left`,
    ),
  ];
};

/** Whether a restore drill found no difference and no loss. */
export const isWhole = ({ publications, toRecordAgain, digestOnly }: DrillResult): boolean =>
  publications.every(({ snapshot }) => snapshot === 'same') &&
  toRecordAgain.size === 0 &&
  digestOnly.length === 0;
