import * as z from 'zod';
import { AppError } from '../errors/errors.ts';
import { fullNameContext, fullNameKeysIn } from '../names/full-names.ts';
import type { Item, Table } from '../table/client.ts';
import { fullNamePartition } from '../table/keys.ts';
import type { Vault } from '../vault/vault.ts';
import { readAddress } from './web-address.ts';

/** How many names are looked up in parallel. */
const namesAtOnce = 25;
/** How many members with the same name are read per query, if the caller may know of some members alone. */
const membersAtOnce = 500;

/** The table's item of a member's full name, which its keyed token (a hash) finds. */
const nameItem = z.object({ memberId: z.string() });

/** Whether the caller may know of any of these members, whom the error would reveal. */
type MayKnowOf = (memberIds: readonly string[]) => Promise<boolean>;

/** The error for fields in plaintext that may contain a name; it neither repeats the name nor says whose it is. */
const namesError = (paths: readonly string[]): AppError =>
  new AppError(
    'invalid',
    'invalid_name',
    'Others can read this text, and a name in it could be a member’s.',
    {
      errors: paths.map((path) => ({
        path,
        message: 'This could be the name of a member. Others can read this text: write it without the name.',
      })),
    },
  );

type Names = { readonly table: Pick<Table, 'query'>; readonly vault: Pick<Vault, 'token'> };

/** Whether a member has this full-name key (a name without variants of spelling), among those of whom the caller may know. */
const isKnown = async ({ table, vault }: Names, key: string, mayKnowOf?: MayKnowOf): Promise<boolean> => {
  const partition = fullNamePartition(await vault.token(fullNameContext, key));
  let after: Item | undefined;
  do {
    const { items, next } = await table.query({
      partition,
      // Without `mayKnowOf`, any one member is enough.
      limit: mayKnowOf === undefined ? 1 : membersAtOnce,
      ...(after === undefined ? {} : { after }),
    });
    const memberIds = items.map((item) => nameItem.parse(item).memberId);
    if (memberIds.length > 0 && (mayKnowOf === undefined || (await mayKnowOf(memberIds)))) {
      return true;
    }
    after = next;
  } while (after !== undefined);
  return false;
};

const containsName = async (names: Names, text: string, mayKnowOf?: MayKnowOf): Promise<boolean> => {
  // A text may be a web address or contain one, in which names have escapes.
  const keys = fullNameKeysIn(readAddress(text));
  for (let start = 0; start < keys.length; start += namesAtOnce) {
    const results = await Promise.all(
      keys.slice(start, start + namesAtOnce).map((key) => isKnown(names, key, mayKnowOf)),
    );
    if (results.includes(true)) {
      return true;
    }
  }
  return false;
};

/**
 * The error for texts that contain a member's full name, with their paths; undefined if none does. It compares keyed tokens and reads no
 * name. A title costs a dozen small reads, at most 25 in parallel: one or two round trips.
 * @param texts plaintext, by the path of their field
 * @param mayKnowOf by default the caller may know of all (name-scopes.ts has one for those within her reach)
 */
export const validateNames = async (
  names: Names,
  texts: Readonly<Record<string, string | undefined>>,
  mayKnowOf?: MayKnowOf,
): Promise<AppError | undefined> => {
  const pathsWithNames = await Promise.all(
    Object.entries(texts).map(async ([path, text]) =>
      text !== undefined && (await containsName(names, text, mayKnowOf)) ? [path] : [],
    ),
  );
  const paths = pathsWithNames.flat();
  return paths.length === 0 ? undefined : namesError(paths);
};
