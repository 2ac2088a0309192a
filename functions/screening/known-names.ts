import * as z from 'zod';
import { AppError } from '../domain/errors.ts';
import { fullNameContext, fullNameKeysIn } from '../names/full-names.ts';
import type { Item, Table } from '../table/client.ts';
import { fullNamePartition } from '../table/keys.ts';
import type { Vault } from '../vault/vault.ts';
import { readAddress } from './web-address.ts';

/** So many names are asked for at once: about as many as one title might hold. */
const askedAtOnce = 25;
/** Who is asked about a part of the members only is given so many of one name at a time. */
const membersAtOnce = 500;

/** Where a member belongs, as it stands beside each of her tokens. */
const scope = z.object({ collectiveId: z.string(), district: z.string() });
export type NameScope = z.infer<typeof scope>;

/** What is said where a name may not stand; it neither repeats the name nor says whose it is. */
const namesRefused = (paths: readonly string[]): AppError =>
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

/**
 * Looks for full names of members in texts that lie open. It needs the organisation's key and reads who has a full name's token,
 * and no name. A title costs a dozen reads of an item or two, at most 25 under way at once: one or two round trips.
 */
export const createKnownNames = (table: Table, vault: Pick<Vault, 'token'>) => {
  const isKnown = async (key: string, isWithin?: (scope: NameScope) => boolean): Promise<boolean> => {
    const partition = fullNamePartition(await vault.token(fullNameContext, key));
    let after: Item | undefined;
    do {
      const { items, next } = await table.query({
        partition,
        limit: isWithin === undefined ? 1 : membersAtOnce,
        ...(after === undefined ? {} : { after }),
      });
      if (items.some((item) => isWithin === undefined || isWithin(scope.parse(item)))) {
        return true;
      }
      after = next;
    } while (after !== undefined);
    return false;
  };

  const holdsName = async (text: string, isWithin?: (scope: NameScope) => boolean): Promise<boolean> => {
    const keys = fullNameKeysIn(readAddress(text));
    for (let start = 0; start < keys.length; start += askedAtOnce) {
      const known = await Promise.all(
        keys.slice(start, start + askedAtOnce).map((key) => isKnown(key, isWithin)),
      );
      if (known.includes(true)) {
        return true;
      }
    }
    return false;
  };

  /**
   * The refusal of the texts that hold a member's full name, with their paths; undefined where none does.
   * @param texts by the path of their field
   * @param isWithin whose names the caller may know: with others she would learn who is a member
   */
  return async (
    texts: Readonly<Record<string, string | undefined>>,
    isWithin?: (scope: NameScope) => boolean,
  ): Promise<AppError | undefined> => {
    const held = await Promise.all(
      Object.entries(texts).map(async ([path, text]) =>
        text !== undefined && (await holdsName(text, isWithin)) ? [path] : [],
      ),
    );
    const paths = held.flat();
    return paths.length === 0 ? undefined : namesRefused(paths);
  };
};

export type KnownNames = ReturnType<typeof createKnownNames>;
