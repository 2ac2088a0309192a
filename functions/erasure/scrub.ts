import * as z from 'zod';
import type { Table, Write } from '../table/client.ts';
import { codeKey, erasedMemberKey, erasedPersonKey } from '../table/keys.ts';
import type { SubjectKind } from './schema.ts';

const erasedKeys = { member: erasedMemberKey, person: erasedPersonKey } as const;

const codeOf = z.object({ code: z.string().optional() });

/**
 * The writes that leave only the id of an erased member or person. A member's code is never used again and leads
 * nowhere.
 */
export const scrub = async (table: Pick<Table, 'get'>, of: SubjectKind, id: string): Promise<Write[]> => {
  const key = erasedKeys[of](id);
  const { code } = codeOf.parse((await table.get(key)) ?? {});
  return [
    { put: { ...key, id } },
    ...(code === undefined ? [] : [{ put: { ...codeKey(code), record: { pk: 'ERASED', sk: 'ERASED' } } }]),
  ];
};
