import * as z from 'zod';
import type { Item, Table } from '../table/client.ts';
import { caseKey, collectiveKey, erasedMemberKey, memberKey } from '../table/keys.ts';
import type { CodeOfId } from './schema.ts';

/** What ids stand for, in their order; those that stand for no member, case or collective are left out. */
export type ReadCodes = (ids: readonly string[]) => Promise<CodeOfId[]>;

/** Without a code: she was erased for good. */
const storedCode = z.object({ id: z.string(), code: z.string().optional() });
const storedName = z.object({ id: z.string(), name: z.string() });

const toCode = (item: Item): CodeOfId[] => {
  const pk = z.string().parse(item.pk);
  if (pk.startsWith('COLLECTIVE#')) return [{ of: 'collective', ...storedName.parse(item) }];
  const { id, code } = storedCode.parse(item);
  return code === undefined ? [] : [{ of: pk.startsWith('CASE#') ? 'case' : 'member', id, code }];
};

export const createReadCodes =
  (table: Pick<Table, 'getMany'>): ReadCodes =>
  async (ids) => {
    const keys = [...new Set(ids)].flatMap((id) => [
      memberKey(id),
      erasedMemberKey(id),
      caseKey(id),
      collectiveKey(id),
    ]);
    const codes = new Map((await table.getMany(keys)).flatMap(toCode).map((one) => [one.id, one]));
    return [...new Set(ids)].flatMap((id) => codes.get(id) ?? []);
  };
