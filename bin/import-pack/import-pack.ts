import type { FileStore } from '../../functions/files/file-store.ts';
import type { JournalLine } from '../../functions/journal/line.ts';
import { readJournal } from '../../functions/journal/read-journal.ts';
import { carriedFolders } from '../../functions/packing/pack-format.ts';
import { createRegister } from '../../functions/publishing/read-register.ts';
import type { Table } from '../../functions/table/client.ts';
import { collectiveList, importKey } from '../../functions/table/keys.ts';
import { type Compared, comparePublications } from '../recompile/compare-publications.ts';
import { createImport, type RecordDeps } from './import-records.ts';
import type { Pack } from './read-pack.ts';

/**
 * Builds a programme from a handover pack, in a stack that has none:
 *
 * 1. It looks whether the stack is empty, or an earlier run of the same pack stopped, and marks that this pack is read.
 * 2. It writes records and journal, encrypted with keys of this stack; then what was published, byte for byte.
 * 3. It counts every publication anew from the journal as it now stands, and compares it with what was published.
 * 4. It takes the mark away.
 */

export type ImportDeps = Omit<RecordDeps, 'table'> & {
  readonly table: Table;
  /** The bucket of snapshots. */
  readonly published: FileStore;
  readonly now: Date;
};

export type Imported = {
  readonly records: number;
  readonly lines: number;
  readonly files: number;
  readonly publications: readonly Compared[];
};

/** Lines that a stack has before anybody works in it: those of its first two people. */
const isOfFirstPeople = ({ type, actor }: JournalLine): boolean =>
  type === 'person_added' && actor === 'system';

/** A day from now: no line is recorded later. */
const endOf = (now: Date): string => new Date(now.getTime() + 86_400_000).toISOString();

/** @throws Error if the stack has a programme, or another pack was begun in it */
const begin = async ({ table, now }: Pick<ImportDeps, 'table' | 'now'>, pack: Pack): Promise<void> => {
  const begun = await table.get(importKey);
  if (begun !== undefined) {
    if (begun.pack !== pack.contents.id) {
      throw new Error('Another pack was begun in this stack. Finish that one, or take an empty stack.');
    }
    return;
  }
  const groups = await table.query({ index: 'gsi1', partition: collectiveList, limit: 1 });
  let hasLines = false;
  for await (const lines of readJournal(table, null, endOf(now))) {
    hasLines ||= lines.some((line) => !isOfFirstPeople(line));
  }
  if (hasLines || groups.items.length > 0) {
    throw new Error('This stack has a programme already. A pack is read into an empty one only.');
  }
  await table.put({ ...importKey, pack: pack.contents.id });
};

/**
 * Builds a programme from a handover pack in a stack that has none. Run again after an interruption, it goes on.
 * @throws Error that says in plain words what is wrong; run again, it goes on
 */
export const importPack = async (deps: ImportDeps, pack: Pack): Promise<Imported> => {
  const { table, published, progress } = deps;
  await begin(deps, pack);
  const into = createImport({ ...deps, table: table.name }, pack);
  await into.closeErased(pack.contents.approvedAt);
  const records = await into.writeRecords();
  const lines = await into.writeJournal();

  let files = 0;
  for (const { name } of pack.contents.entries) {
    if (!carriedFolders.some((folder) => name.startsWith(folder))) continue;
    await published.writeOnce(name, pack.read(name), 'application/octet-stream');
    files += 1;
    progress(`${files} published files written`);
  }

  const publications = await comparePublications(
    { readLines: (from, to) => readJournal(table, from, to), published },
    await createRegister(table).list(),
    (counted) => progress(`${counted} publications counted`),
  );
  await table.transact([{ remove: importKey }]);
  return { records, lines, files, publications };
};
