import { carriedFolders, folders } from '../../functions/jobs/packing/pack-format.ts';
import { kindOf, sectionOf } from '../../functions/jobs/packing/record-kinds.ts';
import { journalLine } from '../../functions/shared/journal/line.ts';
import type { Item } from '../../functions/shared/table/client.ts';
import { canonicalJson } from '../../functions/shared/text/canonical-json.ts';
import { verifyMonth } from '../verify/verify-month.ts';
import { type Pack, parseLines } from './read-pack.ts';

/**
 * Checks what a pack holds. A programme that is built from a pack lets in everybody whom its records allow in. So a record that no programme hands over is
 * refused, such as a way in, or a request that a second person has not decided.
 */

/** Matches the files of a folder, such as `records/members-0001.ndjson`, with the section (`members`) as its group. */
const partOf = (folder: string): RegExp => new RegExp(`^${folder}(.+)-\\d{4,}\\.(ndjson|csv)$`);
const recordsFile = partOf(folders.records);
const journalFile = partOf(folders.journal);
const tableFile = partOf(folders.csv);
const furtherFiles = ['README.txt', 'dictionary.csv'];

/** Whether a record is as a programme hands it over, in the file of its kind. */
const belongsTo = (section: string, item: Item): boolean => {
  const kind = kindOf(item);
  if (kind === undefined || sectionOf(kind, item) !== section) return false;
  const travelling = kind.asTravelling === undefined ? item : kind.asTravelling(item);
  return travelling !== undefined && canonicalJson(travelling) === canonicalJson(item);
};

const mayHold = (section: string, item: Item): boolean => {
  try {
    return belongsTo(section, item);
  } catch {
    // Of no known kind.
    return false;
  }
};

const checkRecords = (name: string, section: string, bytes: Buffer): void => {
  for (const item of parseLines(bytes)) {
    if (mayHold(section, item as Item)) continue;
    const { pk } = Object(item);
    throw new Error(
      `${name} has a record that no handover puts there (${String(pk).replace(/#.*/, '#')}). Nothing was written.`,
    );
  }
};

/**
 * Checks each file of a pack, before anything of it is written.
 * @throws Error that names the first file that does not belong into a pack, or holds what does not belong there
 */
export const checkPack = async (pack: Pack): Promise<void> => {
  for (const { name } of pack.contents.entries) {
    const section = recordsFile.exec(name)?.[1];
    if (section !== undefined) {
      checkRecords(name, section, await pack.read(name));
    } else if (journalFile.test(name)) {
      for (const line of parseLines(await pack.read(name))) {
        if (!journalLine().safeParse(line).success)
          throw new Error(`${name} has a line that is none of the journal. Nothing was written.`);
      }
    } else if (
      !tableFile.test(name) &&
      !furtherFiles.includes(name) &&
      !carriedFolders.some((folder) => name.startsWith(folder))
    ) {
      throw new Error(`${name} is no file of a handover pack. Nothing was written.`);
    }
  }
};

/**
 * Verifies the signatures of all published months of a pack with a key that does not come from it.
 * @param key in PEM
 * @returns the number of months
 * @throws Error that names the first that does not hold
 */
export const verifyMonths = async (pack: Pack, key: string): Promise<number> => {
  const names = pack.contents.entries.map(({ name }) => name);
  const months = Map.groupBy(
    names.filter((name) => /^published\/\d{4}-\d{2}\/v\d+\//.test(name)),
    (name) => name.slice(0, name.lastIndexOf('/') + 1),
  );
  for (const [folder, files] of months) {
    const read = await Promise.all(
      files.map(async (name) => [name.slice(folder.length), await pack.read(name)] as const),
    );
    try {
      verifyMonth(new Map(read), { key });
    } catch (error) {
      throw new Error(`${folder}: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
  return months.size;
};
