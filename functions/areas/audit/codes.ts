import * as z from 'zod';
import { findKept } from '../../shared/one-woman/records.ts';
import type { Item, Table } from '../../shared/table/client.ts';
import { caseKey } from '../../shared/table/keys/cases.ts';
import { collectiveKey } from '../../shared/table/keys/collectives.ts';
import { codeKey } from '../../shared/table/keys/journal-and-claims.ts';
import { erasedMemberKey, memberKey } from '../../shared/table/keys/members.ts';
import type { CodeOfId } from './schema.ts';

/** An erased member whose key is destroyed has no code any more. */
const storedCode = z.object({ id: z.string(), code: z.string().optional() });
const storedName = z.object({ id: z.string(), name: z.string() });

/** The code or name in a table item; none if she was erased for good. */
const toCode = (item: Item): CodeOfId[] => {
  const pk = z.string().parse(item.pk);
  if (pk.startsWith('COLLECTIVE#')) return [{ of: 'collective', ...storedName.parse(item) }];
  const { id, code } = storedCode.parse(item);
  return code === undefined ? [] : [{ of: pk.startsWith('CASE#') ? 'case' : 'member', id, code }];
};

const lying = z.object({ id: z.string(), district: z.string().optional(), memberId: z.string().optional() });

/** Those among some items that lie in some districts: a case lies where its member does. */
const lyingIn = async (
  table: Pick<Table, 'getMany'>,
  items: readonly Item[],
  districts: readonly string[],
): Promise<Item[]> => {
  const places = items.map((item) => ({ item, ...lying.parse(item) }));
  const women = await findKept(
    table,
    places.map(({ id, memberId }) => memberId ?? id),
  );
  return places.flatMap(({ item, id, district, memberId }) => {
    const woman = women.get(memberId ?? id);
    // A record that was joined to another lies where that one does.
    const where = woman === undefined ? district : lying.parse(woman).district;
    return where !== undefined && districts.includes(where) ? [item] : [];
  });
};

/**
 * Reads the codes of members and cases and the names of collectives, in the order of their ids. Ids of anything else are
 * left out.
 * @param options.districts those in which the caller reaches what lies there; undefined for everything
 * @param options.withErased also the codes of members whose erasure was approved, until their keys are destroyed
 */
export const readCodes = async (
  table: Pick<Table, 'getMany'>,
  ids: readonly string[],
  {
    withErased,
    districts,
  }: { readonly withErased: boolean; readonly districts?: readonly string[] | undefined },
): Promise<CodeOfId[]> => {
  const keys = [...new Set(ids)].flatMap((id) => [
    memberKey(id),
    ...(withErased ? [erasedMemberKey(id)] : []),
    caseKey(id),
    collectiveKey(id),
  ]);
  const items = await table.getMany(keys);
  const codes = (districts === undefined ? items : await lyingIn(table, items, districts)).flatMap(toCode);
  const codesById = new Map(codes.map((code) => [code.id, code]));
  return [...new Set(ids)].flatMap((id) => codesById.get(id) ?? []);
};

const storedCodeOwner = z.object({ record: z.object({ pk: z.string() }) });
/** Such as `M-4GH7QX` or `C-7F3K9Q`. */
const codePattern = /^[A-Za-z]-[0-9A-Za-z]{4,12}$/;
/** Such as `MEMBER#0199…`. */
const memberOrCasePartition = /^(?:MEMBER|CASE)#(.+)$/;

/** The id of the member or case with a code; any other text unchanged. */
export const findIdByCode = async (table: Pick<Table, 'get'>, subject: string): Promise<string> => {
  const item = codePattern.test(subject) ? await table.get(codeKey(subject.toUpperCase())) : undefined;
  if (item === undefined) {
    return subject;
  }
  const { pk } = storedCodeOwner.parse(item).record;
  return memberOrCasePartition.exec(pk)?.[1] ?? subject;
};
