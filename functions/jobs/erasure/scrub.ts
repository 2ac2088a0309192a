import * as z from 'zod';
import type { SubjectKind } from '../../areas/erasure/schema.ts';
import type { Table, Write } from '../../shared/table/client.ts';
import { codeKey } from '../../shared/table/keys/journal-and-claims.ts';
import { erasedMemberKey } from '../../shared/table/keys/members.ts';
import { erasedPersonKey } from '../../shared/table/keys/people.ts';
import { storedKey } from '../../shared/table/stored-key.ts';

const erasedKeys = { member: erasedMemberKey, person: erasedPersonKey } as const;

/** A person, and a record that was scrubbed before, have no code. */
const erasedItem = z.object({ code: z.string().optional(), tokensLeft: z.array(storedKey).optional() });

/** A record has a version until it is scrubbed. */
const unscrubbedItem = z.object({ id: z.string(), version: z.int() });

/** Those of some erased members or people whose removed record still has more than its id. */
export const findUnscrubbed = async (
  table: Pick<Table, 'getMany'>,
  erased: readonly { readonly of: SubjectKind; readonly subject: string }[],
): Promise<ReadonlySet<string>> => {
  const items = await table.getMany(erased.map(({ of, subject }) => erasedKeys[of](subject)));
  return new Set(
    items.flatMap((item) => {
      const { success, data } = unscrubbedItem.safeParse(item);
      return success ? [data.id] : [];
    }),
  );
};

/**
 * The writes that leave only the id in the record of an erased member or person. A member's code stays reserved, and
 * points to a record that does not exist. Tokens that could not be removed stay listed (`removeLeftTokens`): nothing else leads to them.
 */
export const scrub = async (table: Pick<Table, 'get'>, kind: SubjectKind, id: string): Promise<Write[]> => {
  const key = erasedKeys[kind](id);
  const { code, tokensLeft } = erasedItem.parse((await table.get(key)) ?? {});
  return [
    { put: { ...key, id, ...(tokensLeft === undefined ? {} : { tokensLeft }) } },
    ...(code === undefined ? [] : [{ put: { ...codeKey(code), record: { pk: 'ERASED', sk: 'ERASED' } } }]),
  ];
};
