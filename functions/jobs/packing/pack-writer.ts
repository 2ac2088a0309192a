import type { JournalLine } from '../../shared/journal/line.ts';
import type { Item } from '../../shared/table/client.ts';
import { canonicalJson } from '../../shared/text/canonical-json.ts';
import { createArchive } from './archive.ts';
import { headerOf, tablesOf, toRows } from './csv-tables.ts';
import type { PackDeps } from './make-archive.ts';
import { folders } from './pack-format.ts';
import type { Progress } from './pack-steps.ts';
import { createParts, type PartFile, type PartLimits } from './parts.ts';
import { kindOf, sectionOf, withTextForBytes } from './record-kinds.ts';
import { decryptRecords } from './record-texts.ts';

/** Opens the records of a handover pack, and writes them and the journal's lines to the files of an archive (make-archive.ts). */

/** Whether a file's bytes are compressed already, by its name. */
const isCompressed = (name: string): boolean => /\.(zip|pdf|xlsx)$/.test(name);

/** The records of a page that are in the pack, decrypted, each with its kind. */
export const openPage = async (
  { vault }: Pick<PackDeps, 'vault'>,
  items: readonly Item[],
  erasedOwners: ReadonlySet<string>,
) => {
  const travelling = items.flatMap((item) => {
    const kind = kindOf(item);
    if (kind === undefined) return [];
    const record = kind.asTravelling === undefined ? item : kind.asTravelling(item);
    return record === undefined ? [] : [{ kind, record: withTextForBytes(kind, record) }];
  });
  const decrypted = await decryptRecords(
    vault,
    travelling.map(({ record }) => record),
    (owner) => erasedOwners.has(owner),
  );
  return travelling.map(({ kind, record }, index) => ({ kind, record: decrypted[index] ?? record }));
};

/** The headers of tables, by the table's name, as far as they were made. */
const headers = new Map<string, string>();
/** The header of a table of a section, made once. */
const headerOfTable = (section: string, table: string): string => {
  if (!headers.has(table)) {
    for (const { name, columns } of tablesOf(section)) headers.set(name, headerOf(columns));
  }
  return headers.get(table) ?? '';
};

type OpenedRecord = Awaited<ReturnType<typeof openPage>>[number];

/** Writes lines and records to their files, and finished files to the archive. Each call yields the archive's new bytes. */
export const createWriter = (approvedAt: Date, progress: Progress, limits: PartLimits) => {
  const archive = createArchive(approvedAt);
  const fileCounts = { ...progress.fileCounts };
  const counts = { ...progress.counts };
  // It raises `fileCounts` with each finished file.
  const parts = createParts(fileCounts, limits);
  /** Paths of attributes that the CSV tables have no column for. */
  const notInTables = new Set<string>();
  const count = (name: string): void => {
    counts[name] = (counts[name] ?? 0) + 1;
  };
  function* addFile(file: PartFile | undefined): Generator<Uint8Array> {
    if (file !== undefined) yield* archive.add(file.name, file.bytes, isCompressed(file.name));
  }

  return {
    archive,
    fileCounts,
    counts,
    notInTables,
    addFile,
    /** The size of all files, finished or not, uncompressed. */
    size: (): number => archive.entryBytes() + parts.heldBytes(),

    *addLine(line: JournalLine): Generator<Uint8Array> {
      count('journal');
      const stem = `${folders.journal}${line.recordedAt.slice(0, 7)}`;
      yield* addFile(parts.add(stem, `${canonicalJson(line)}\n`));
    },

    *addRecord({ kind, record }: OpenedRecord): Generator<Uint8Array> {
      const section = sectionOf(kind, record);
      count(section);
      yield* addFile(parts.add(`${folders.records}${section}`, `${JSON.stringify(record)}\n`));
      if (kind.isInternal === true) return;
      const { rows, unknown } = toRows(section, kind.inTable?.(record) ?? record);
      for (const place of unknown) notInTables.add(place);
      for (const { table, line } of rows) {
        yield* addFile(parts.add(`${folders.csv}${table}`, line, headerOfTable(section, table)));
      }
    },

    *finishFiles(): Generator<Uint8Array> {
      for (const file of parts.finishAll()) yield* addFile(file);
    },
  };
};
