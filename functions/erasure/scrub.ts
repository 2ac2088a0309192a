import * as z from 'zod';
import type { Table, Write } from '../table/client.ts';
import { codeKey, erasedMemberKey, erasedPersonKey } from '../table/keys.ts';
import type { SubjectKind } from './schema.ts';

const erasedKeys = { member: erasedMemberKey, person: erasedPersonKey } as const;

const itemWithCode = z.object({ code: z.string().optional() });

/**
 * The writes that scrub the record of an erased member or person, which leaves only her id. A member's code stays
 * reserved, and points to a record that does not exist.
 */
export const scrub = async (table: Pick<Table, 'get'>, kind: SubjectKind, id: string): Promise<Write[]> => {
  const key = erasedKeys[kind](id);
  const { code } = itemWithCode.parse((await table.get(key)) ?? {});
  return [
    { put: { ...key, id } },
    ...(code === undefined ? [] : [{ put: { ...codeKey(code), record: { pk: 'ERASED', sk: 'ERASED' } } }]),
  ];
};
