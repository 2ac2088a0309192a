import * as z from 'zod';
import { addDays } from '../domain/calendar.ts';
import { canonicalJson } from '../domain/canonical-json.ts';
import { PrintableError } from '../domain/errors.ts';
import type { JournalLine } from '../journal/line.ts';
import type { Item } from '../table/client.ts';
import { erasureList } from '../table/keys.ts';
import type { Vault } from '../vault/vault.ts';
import { type ArchiveEntry, createArchive } from './archive.ts';
import { addRow, columnsOf, renderTable, type Tables } from './csv-tables.ts';
import { describeTables } from './dictionary.ts';
import { type Contents, carriedFolders, contentsName, folders, packSchema, partName } from './pack-format.ts';
import { kindOf, sectionOf } from './pack-kinds.ts';
import { decryptRecords } from './record-texts.ts';

/** Makes a handover pack as a stream of bytes. pack-format.ts describes its layout. */

export type PackDeps = {
  /** All items of the table, in pages and in any order. */
  readonly scan: () => AsyncIterable<readonly Item[]>;
  /** All items of a partition. */
  readonly readPartition: (partition: string) => Promise<readonly Item[]>;
  /** The lines of the journal from one instant (null: the beginning) to another, in pages. */
  readonly readLines: (from: string | null, to: string) => AsyncIterable<readonly JournalLine[]>;
  readonly vault: Pick<Vault, 'decryptMany'>;
  /** The files of the bucket of snapshots. */
  readonly files: {
    readonly list: (prefix: string) => AsyncIterable<string>;
    readonly read: (name: string) => Promise<Buffer | undefined>;
  };
  /** A file (part) of records ends with the record that brings it to this many characters. */
  readonly partCharacters?: number;
};

export type Handover = { readonly id: string; readonly approvedAt: Date };

/** Something was recorded while the pack was made: the pack may hold only a part of it. */
export class TornPack extends PrintableError {
  constructor() {
    super('Something was recorded while the pack was made. It is made again.');
    this.name = 'TornPack';
  }
}

/** No request runs longer: one that arrived this long before the approval has ended. */
const longestRequestMs = 60_000;
/**
 * The journal is read up to this many days after the approval. The message that starts the making waits in its queue at most fourteen days,
 * and may be sent once more.
 */
const maxDaysLate = 30;

const defaultPartCharacters = 4 * 1024 * 1024;

/** An erasure that was approved, as stored. */
const approvedErasure = z.object({
  of: z.enum(['member', 'person']),
  subject: z.string(),
  approvedAt: z.string(),
});

/** Whether a file's bytes are compressed already, by its name. */
const isCompressed = (name: string): boolean => /\.(zip|pdf|xlsx)$/.test(name);

/** Collects lines of text by name, and closes a part once it has `partCharacters`. */
const createParts = (folder: string, ending: string, partCharacters: number) => {
  /** For each name, the open part, and how many parts were closed before it. */
  const parts = new Map<string, { lines: string[]; characters: number; closed: number }>();
  const close = (name: string): { name: string; bytes: Buffer }[] => {
    const part = parts.get(name);
    if (part === undefined || part.lines.length === 0) return [];
    part.closed += 1;
    part.characters = 0;
    const text = part.lines.splice(0).join('');
    return [{ name: partName(folder, name, part.closed, ending), bytes: Buffer.from(text) }];
  };
  return {
    /** Adds a line. @returns the part that it completes, if it does */
    add: (name: string, line: string) => {
      const part = parts.get(name) ?? { lines: [], characters: 0, closed: 0 };
      parts.set(name, part);
      part.lines.push(line);
      part.characters += line.length;
      return part.characters >= partCharacters ? close(name) : [];
    },
    closeAll: () => [...parts.keys()].flatMap(close),
  };
};

/**
 * Collects rows of CSV tables, and closes a part of a table and of its lists once its records have `partCharacters`. The table of a list is
 * named `<table>.<field>`.
 */
const createCsvParts = (partCharacters: number) => {
  const tables: Tables = new Map();
  /** The number of closed parts of each table. */
  const closedParts = new Map<string, number>();
  /** The characters of the records in the open part of each kind. */
  const characters = new Map<string, number>();
  /** The columns that each table has in any of its parts. */
  const columns = new Map<string, Set<string>>();
  const close = (name: string): { name: string; bytes: Buffer }[] => {
    const rows = tables.get(name) ?? [];
    tables.delete(name);
    characters.delete(name);
    if (rows.length === 0) return [];
    const part = (closedParts.get(name) ?? 0) + 1;
    closedParts.set(name, part);
    columns.set(name, new Set([...(columns.get(name) ?? []), ...columnsOf(rows)]));
    return [{ name: partName(folders.csv, name, part, 'csv'), bytes: Buffer.from(renderTable(rows)) }];
  };
  return {
    columns: columns as ReadonlyMap<string, ReadonlySet<string>>,
    /** Adds a record, of `length` characters. @returns the parts that it completes */
    add: (name: string, item: Item, length: number) => {
      addRow(tables, name, item);
      const collected = (characters.get(name) ?? 0) + length;
      characters.set(name, collected);
      return collected >= partCharacters
        ? [...tables.keys()].filter((table) => table === name || table.startsWith(`${name}.`)).flatMap(close)
        : [];
    },
    closeAll: () => [...tables.keys()].flatMap(close),
  };
};

/**
 * Makes a handover pack: yields its bytes before encryption. Only a page of the table, a part of each kind and one
 * file are in memory at a time.
 * @throws TornPack at the end, if something was recorded meanwhile
 */
export async function* makePack(
  deps: PackDeps,
  { id, approvedAt }: Handover,
): AsyncGenerator<
  Uint8Array,
  { readonly counts: Contents['counts']; readonly entries: readonly ArchiveEntry[] }
> {
  const { partCharacters = defaultPartCharacters } = deps;
  const archive = createArchive(approvedAt);
  const counts: Record<string, number> = {};
  const count = (name: string): void => {
    counts[name] = (counts[name] ?? 0) + 1;
  };
  yield* archive.add('README.txt', Buffer.from(readme(id, approvedAt)));

  // The journal first: a write that is in it was complete before the records are read.
  const inFlightSince = new Date(approvedAt.getTime() - longestRequestMs).toISOString();
  const readUntil = `${addDays(approvedAt.toISOString().slice(0, 10), maxDaysLate)}T00:00:00.000Z`;
  /** The ids of lines whose requests may have been running at the approval, or later. */
  const recentIds = new Set<string>();
  const journal = createParts(folders.journal, 'ndjson', partCharacters);
  for await (const lines of deps.readLines(null, readUntil)) {
    for (const line of lines) {
      count('journal');
      if (line.recordedAt >= inFlightSince) recentIds.add(line.id);
      for (const part of journal.add(line.recordedAt.slice(0, 7), `${canonicalJson(line)}\n`)) {
        yield* archive.add(part.name, part.bytes);
      }
    }
  }
  for (const part of journal.closeAll()) yield* archive.add(part.name, part.bytes);

  for (const folder of carriedFolders) {
    for await (const name of deps.files.list(folder)) {
      const bytes = await deps.files.read(name);
      if (bytes !== undefined) yield* archive.add(name, bytes, isCompressed(name));
    }
  }

  const erasures = (await deps.readPartition(erasureList)).flatMap(
    // An erasure that was not approved does not parse.
    (item) => approvedErasure.safeParse(item).data ?? [],
  );
  /** The owners of the keys of erased people's texts, such as `member:<id>`. */
  const erasedOwners = new Set<string>(erasures.map(({ of, subject }) => `${of}:${subject}`));
  const records = createParts(folders.records, 'ndjson', partCharacters);
  const tables = createCsvParts(partCharacters);
  for await (const page of deps.scan()) {
    const travellingRecords = page.flatMap((item) => {
      const kind = kindOf(item);
      if (kind === undefined) return [];
      const record = kind.travels === undefined ? item : kind.travels(item);
      return record === undefined ? [] : [{ kind, item: record }];
    });
    const decrypted = await decryptRecords(
      deps.vault,
      travellingRecords.map(({ item }) => item),
      (owner) => erasedOwners.has(owner),
    );
    for (const [index, record] of decrypted.entries()) {
      const kind = travellingRecords[index]?.kind;
      // There is a record for each item.
      if (kind === undefined) continue;
      const section = sectionOf(kind, record);
      count(section);
      const line = `${JSON.stringify(record)}\n`;
      for (const { name, bytes } of records.add(section, line)) yield* archive.add(name, bytes);
      if (kind.isInternal === true) continue;
      for (const { name, bytes } of tables.add(section, record, line.length)) yield* archive.add(name, bytes);
    }
  }
  for (const { name, bytes } of [...records.closeAll(), ...tables.closeAll()])
    yield* archive.add(name, bytes);

  const dictionary = renderTable(describeTables(tables.columns).map((row) => new Map(Object.entries(row))));
  yield* archive.add('dictionary.csv', Buffer.from(dictionary));

  // Reads the newest lines again: a line that the first reading did not have was recorded meanwhile.
  for await (const lines of deps.readLines(inFlightSince, readUntil)) {
    if (lines.some((line) => !recentIds.has(line.id))) throw new TornPack();
  }
  const entries = [...archive.entries];
  const contents: Contents = {
    schema: packSchema,
    id,
    approvedAt: approvedAt.toISOString(),
    counts,
    erased: [...erasedOwners].sort(),
    entries,
  };
  yield* archive.add(contentsName, Buffer.from(`${canonicalJson(contents)}\n`));
  yield* archive.end();
  return { counts, entries };
}

const readme = (id: string, approvedAt: Date): string => `Leadership Next: handover pack ${id}
Approved at ${approvedAt.toISOString()}

These are all records of the programme, with names and texts that anyone can read. They concern survivors: a name
that gets about can cost a life. Keep this archive encrypted, give it to nobody who need not have it, and delete what
you have unpacked.

  records/        every record, by kind: a line of JSON each
  csv/            the same as tables; amounts in paise (100 paise are a rupee), instants in UTC, days in India
  dictionary.csv  what each table and column means
  journal/        what was recorded when and by whom, by month
  published/      the published months, byte for byte, with their signed manifests
  seals/          the daily digests of the journal and the access log
  contents.json   every file with its size and SHA-256

The tables "grievances" hold complaints, perhaps about those who lead or help the women. They are for the data
protection auditor alone.

People who were erased are not in it; their ids are. How people sign in, the phones that are registered and requests
that waited for a second person do not travel.

"npm run import-pack" builds an empty programme from the encrypted file.
`;
