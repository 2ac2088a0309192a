import {
  type ComparedPublication,
  comparePublications,
} from '../../functions/jobs/drill/compare-publications.ts';
import { carriedFolders } from '../../functions/jobs/packing/pack-format.ts';
import { createRegister } from '../../functions/months/publishing/read-register.ts';
import type { FileStore } from '../../functions/shared/files/file-store.ts';
import type { JournalLine } from '../../functions/shared/journal/line.ts';
import { readJournal } from '../../functions/shared/journal/read-journal.ts';
import type { Table } from '../../functions/shared/table/client.ts';
import { collectiveList } from '../../functions/shared/table/keys/collectives.ts';
import { importKey } from '../../functions/shared/table/keys/programme.ts';
import { checkPack } from './check-pack.ts';
import { createRecordImport, type RecordDeps } from './import-records.ts';
import type { Pack } from './read-pack.ts';

export type ImportDeps = Omit<RecordDeps, 'table'> & {
  readonly table: Table;
  /** The bucket of published months. */
  readonly published: FileStore;
  readonly now: Date;
};

export type Imported = {
  readonly records: number;
  readonly lines: number;
  readonly files: number;
  readonly publications: readonly ComparedPublication[];
};

/** Whether a line adds the first administrator or the first auditor, whom an empty stack has too. */
const isOfFirstPeople = ({ type, actor }: JournalLine): boolean =>
  type === 'person_added' && actor === 'system';

/** A day from now: an instant after the last line of the journal. */
const afterLastLine = (now: Date): string => new Date(now.getTime() + 86_400_000).toISOString();

/**
 * Marks in the table that this pack is being imported, unless an earlier run did.
 * @throws Error if the stack has a programme, or the import of another pack was begun in it
 */
const markImport = async ({ table, now }: Pick<ImportDeps, 'table' | 'now'>, pack: Pack): Promise<void> => {
  const earlierMark = await table.get(importKey);
  if (earlierMark !== undefined) {
    if (earlierMark.pack !== pack.contents.id) {
      throw new Error('Another pack was begun in this stack. Finish that one, or take an empty stack.');
    }
    return;
  }
  const groups = await table.query({ index: 'gsi1', partition: collectiveList, limit: 1 });
  let hasLines = false;
  for await (const lines of readJournal(table, null, afterLastLine(now))) {
    hasLines ||= lines.some((line) => !isOfFirstPeople(line));
  }
  if (hasLines || groups.items.length > 0) {
    throw new Error('This stack has a programme already. A pack is read into an empty one only.');
  }
  await table.put({ ...importKey, pack: pack.contents.id });
};

/**
 * Builds a programme from a handover pack in a stack that has none:
 *
 * 1. It checks that the pack holds what a programme hands over and nothing else, and that the stack is empty, or that an earlier import of the same pack stopped, and marks the import in the table.
 * 2. It writes records and journal, encrypted with keys of this stack; then the published files, byte for byte.
 * 3. It counts every publication anew from the imported journal, and compares it with the published files.
 * 4. It removes the mark.
 *
 * After an interruption or an error, another run goes on.
 * @throws Error that says in plain words what is wrong
 */
export const importPack = async (deps: ImportDeps, pack: Pack): Promise<Imported> => {
  const { table, published, progress } = deps;
  await checkPack(pack);
  await markImport(deps, pack);
  const records = createRecordImport({ ...deps, table: table.name }, pack);
  await records.markErased(pack.contents.approvedAt);
  const recordCount = await records.writeRecords();
  const lineCount = await records.writeJournal();

  let files = 0;
  for (const { name } of pack.contents.entries) {
    if (!carriedFolders.some((folder) => name.startsWith(folder))) continue;
    await published.writeOnce(name, await pack.read(name), 'application/octet-stream');
    files += 1;
    progress(`${files} published files written`);
  }

  const publications = await comparePublications(
    { readLines: (from, to) => readJournal(table, from, to), published },
    await createRegister(table).list(),
    (counted) => progress(`${counted} publications counted`),
  );
  await table.transact([{ remove: importKey }]);
  return { records: recordCount, lines: lineCount, files, publications };
};
