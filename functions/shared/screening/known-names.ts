import * as z from 'zod';
import { AppError } from '../errors/errors.ts';
import { fullNameContext, fullNameKeysIn } from '../names/full-names.ts';
import { findKept } from '../one-woman/records.ts';
import type { Caller } from '../reach/caller.ts';
import { reachesMember } from '../reach/reach.ts';
import type { Reach } from '../reach/roles.ts';
import type { Item, Table } from '../table/client.ts';
import { fullNamePartition } from '../table/keys/members.ts';
import type { Vault } from '../vault/vault.ts';
import { takeOutProgrammeNames } from './programme-names.ts';
import { readAddress } from './web-address.ts';

/**
 * Checks free texts that others can read for the names of known women: a text that may contain one is refused. The names are never read; keyed tokens
 * of full names are compared (functions/shared/names/full-names.ts makes their keys).
 */

/** How many names are looked up in parallel. */
const namesAtOnce = 25;
/** How many members with the same name are read per query, if the writer may know of some members alone. */
const membersAtOnce = 500;

/** The table's item of a member's full name, which its keyed token (a hash) finds. */
const nameItem = z.object({ memberId: z.string() });

/** A member's collective and district, which say who may know of her. */
const memberScope = z.object({ collectiveId: z.string(), district: z.string() });

/** Who writes the text, as far as the route's contract lets her reach. */
export type Writer = { readonly caller: Caller; readonly reach: Reach };

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

type Names = { readonly table: Pick<Table, 'query' | 'getMany'>; readonly vault: Pick<Vault, 'token'> };

/** Whether the writer reaches one of these members. Their present records tell, so a move to another group need not change the items of a name. */
const reachesAny = async (
  table: Pick<Table, 'getMany'>,
  memberIds: readonly string[],
  { caller, reach }: Writer,
): Promise<boolean> => {
  const members = await findKept(table, memberIds);
  return [...members.values()].some((member) => reachesMember(caller, reach, memberScope.parse(member)));
};

/** Whether a member has this full-name key (a name without variants of spelling), among those of whom the writer may know. */
const isKnown = async ({ table, vault }: Names, key: string, writer: Writer): Promise<boolean> => {
  const knowsAll = writer.reach === 'all';
  const partition = fullNamePartition(await vault.token(fullNameContext, key));
  let after: Item | undefined;
  do {
    const { items, next } = await table.query({
      partition,
      limit: knowsAll ? 1 : membersAtOnce,
      ...(after === undefined ? {} : { after }),
    });
    const memberIds = items.map((item) => nameItem.parse(item).memberId);
    if (memberIds.length > 0 && (knowsAll || (await reachesAny(table, memberIds, writer)))) {
      return true;
    }
    after = next;
  } while (after !== undefined);
  return false;
};

const findsName = async (names: Names, keys: readonly string[], writer: Writer): Promise<boolean> => {
  for (let start = 0; start < keys.length; start += namesAtOnce) {
    const results = await Promise.all(
      keys.slice(start, start + namesAtOnce).map((key) => isKnown(names, key, writer)),
    );
    if (results.includes(true)) {
      return true;
    }
  }
  return false;
};

/**
 * Whether a text contains a known name. The programme's own names are only read if there may be one: few texts have any. A woman's name that lies within
 * one of them is no hindrance, but one that goes beyond it is: East Godavari Lakshmi may be Godavari Lakshmi.
 */
const containsName = async (names: Names, text: string, writer: Writer): Promise<boolean> => {
  // A text may be a web address or contain one, in which names have escapes.
  const read = readAddress(text);
  const keys = fullNameKeysIn(read);
  if (!(await findsName(names, keys, writer))) return false;
  const { rest, takenOut } = await takeOutProgrammeNames(names.table, read);
  if (takenOut === '') return true;
  const within = new Set(fullNameKeysIn(takenOut));
  const others = [...fullNameKeysIn(rest), ...keys.filter((key) => !within.has(key))];
  return findsName(names, [...new Set(others)], writer);
};

/**
 * The error for texts that contain the full name of a member of whom the writer may know, with their paths; undefined if none does. A refusal tells that
 * somebody has the name. If the names of all members were refused, a leader or an area coordinator could try out who is in the programme. So a route
 * first checks what needs no name, and each refusal for a name is counted (lib/misuse-thresholds.ts). A title costs a dozen small reads, at most 25 in
 * parallel: one or two round trips.
 * @param texts plaintext, by the path of their field
 */
export const validateNames = async (
  names: Names,
  texts: Readonly<Record<string, string | undefined>>,
  writer: Writer,
): Promise<AppError | undefined> => {
  const pathsWithNames = await Promise.all(
    Object.entries(texts).map(async ([path, text]) =>
      text !== undefined && (await containsName(names, text, writer)) ? [path] : [],
    ),
  );
  const paths = pathsWithNames.flat();
  return paths.length === 0 ? undefined : namesError(paths);
};
