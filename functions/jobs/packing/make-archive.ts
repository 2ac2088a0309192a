import * as z from 'zod';
import { addDays } from '../../shared/calendar/calendar.ts';
import { PrintableError } from '../../shared/errors/errors.ts';
import type { Item } from '../../shared/table/client.ts';
import { erasureList } from '../../shared/table/keys/members.ts';
import { canonicalJson } from '../../shared/text/canonical-json.ts';
import type { Vault } from '../../shared/vault/vault.ts';
import { renderDictionary } from './dictionary.ts';
import { type Contents, contentsNameOf, packSchema } from './pack-format.ts';
import { type Progress, type Sources, stepsFrom } from './pack-steps.ts';
import { createWriter, openPage } from './pack-writer.ts';
import { type PartLimits, partLimits } from './parts.ts';
import { readme } from './readme.ts';

/** Makes an archive of a handover pack as a stream of bytes. pack-format.ts describes its layout. */

export type PackDeps = Sources & {
  /** All items of a partition. */
  readonly readPartition: (partition: string) => Promise<readonly Item[]>;
  readonly vault: Pick<Vault, 'decryptMany'>;
  /** An archive ends after the page or file with which its files reach this size, uncompressed. */
  readonly archiveBytes?: number;
  readonly parts?: PartLimits;
};

export type Handover = { readonly id: string; readonly approvedAt: Date };

/** The result of an archive. `next` says where the next archive begins; it is undefined if the pack is complete. */
export type MadeArchive = { readonly contents: Contents; readonly next: Progress | undefined };

/** Something was recorded while the pack was made: the pack may hold only a part of it. */
export class TornPack extends PrintableError {
  constructor() {
    super('Something was recorded while the pack was made. It is made again.');
    this.name = 'TornPack';
  }
}

/**
 * No request runs longer than this, so a line is stored at most this long after its `recordedAt`. A line of the minute before the approval may be
 * stored while the pack is made, and be missing in it; older lines were stored before.
 */
const longestRequestMs = 60_000;
/**
 * The journal is read up to this many days after the approval. The message that starts the making waits in its queue at most fourteen days,
 * and may be sent once more.
 */
const maxDaysLate = 30;

/** A size that takes a function a tenth of its fifteen minutes to compute, and leaves the rest for waiting (docs/decisions/0067-pack-in-archives.md). */
const defaultArchiveBytes = 1024 ** 3;

/** An erasure that was approved, as stored. */
const approvedErasure = z.object({
  of: z.enum(['member', 'person']),
  subject: z.string(),
  approvedAt: z.string(),
});

/** The owners (`Owner` of the vault, such as `member:<id>`) whose erasure was approved. */
const readErasedOwners = async ({ readPartition }: PackDeps): Promise<ReadonlySet<string>> => {
  // An erasure that was not approved does not parse.
  const erasures = (await readPartition(erasureList)).flatMap(
    (item) => approvedErasure.safeParse(item).data ?? [],
  );
  return new Set(erasures.map(({ of, subject }) => `${of}:${subject}`));
};

/**
 * Makes an archive of a handover pack: yields its bytes before encryption. Only a page of the table, the unfinished files
 * (parts.ts) and one file are in memory at a time.
 * @param progress where it begins, as the archive before it said; `firstProgress` for the first
 * @throws TornPack at the end, if something was recorded since the first archive was begun
 */
export async function* makeArchive(
  deps: PackDeps,
  { id, approvedAt }: Handover,
  progress: Progress,
): AsyncGenerator<Uint8Array, MadeArchive> {
  const { archiveBytes = defaultArchiveBytes, parts = partLimits } = deps;
  const inFlightSince = new Date(approvedAt.getTime() - longestRequestMs).toISOString();
  const readUntil = `${addDays(approvedAt.toISOString().slice(0, 10), maxDaysLate)}T00:00:00.000Z`;
  const writer = createWriter(approvedAt, progress, parts);
  const { archive, counts, fileCounts } = writer;
  const erasedOwners = await readErasedOwners(deps);
  /** How many lines of the journal recorded since `inFlightSince` are in the archives so far. */
  let { recentLines } = progress;
  /** Where the next step begins; undefined once there is none. */
  let position: Progress['position'] | undefined = progress.position;

  if (progress.archive === 1) {
    yield* archive.add('README.txt', Buffer.from(readme(id, approvedAt)));
    yield* archive.add('dictionary.csv', Buffer.from(renderDictionary()));
  }
  for await (const step of stepsFrom(deps, progress.position, readUntil)) {
    if ('lines' in step) {
      recentLines += step.lines.filter(({ recordedAt }) => recordedAt >= inFlightSince).length;
      for (const line of step.lines) yield* writer.addLine(line);
    } else if ('items' in step) {
      for (const opened of await openPage(deps, step.items, erasedOwners)) yield* writer.addRecord(opened);
    } else {
      yield* writer.addFile(step.file);
    }
    position = step.next;
    if (writer.size() >= archiveBytes) break;
  }
  yield* writer.finishFiles();

  // After the journal is read, each archive counts its recent lines again. If there are more now, something was recorded while the pack was made. The
  // journal only grows, so their number is enough.
  const isJournalRead = position?.in !== 'journal';
  if (isJournalRead) {
    let linesNow = 0;
    for await (const lines of deps.readLines(inFlightSince, readUntil)) linesNow += lines.length;
    if (linesNow !== recentLines) throw new TornPack();
  }
  const contents: Contents = {
    schema: packSchema,
    id,
    approvedAt: approvedAt.toISOString(),
    archive: progress.archive,
    isLast: position === undefined,
    counts,
    erased: [...erasedOwners].sort(),
    notInTables: [...writer.notInTables].sort(),
    entries: [...archive.entries],
  };
  yield* archive.add(contentsNameOf(progress.archive), Buffer.from(`${canonicalJson(contents)}\n`));
  yield* archive.end();
  const next = position && { archive: progress.archive + 1, position, fileCounts, counts, recentLines };
  return { contents, next };
}
