import type { Api } from '../../../api/client.ts';
import type { ItemOf } from '../../../api/routes.ts';
import type { LinkedWorkbook } from '../check/linked-workbook.ts';
import type { AssignedIds } from '../send/assign-ids.ts';
import type { ExistingRecords } from '../send/read-existing.ts';
import { idOfGroup } from '../send/row-ids.ts';
import { type MemberRow, shareWord } from './repeated-women.ts';
import { areYearsClose, comparedOf, districtOf, haveSameName, mayBeOne } from './same-woman.ts';

/** A member in the system, with the member's telephone number if it was read. */
export type FoundMember = ItemOf<'POST /api/members/search'> & { readonly phone?: string | null | undefined };
/** A row of a woman, and a member in the system who may be the same. */
export type KnownWoman = {
  readonly row: MemberRow;
  readonly foundMember: FoundMember;
  /** The name of the member's collective. */
  readonly groupName: string | undefined;
};

/** The number of women who are searched for in parallel. */
const searchesAtOnce = 4;

export type KnownWomen = {
  readonly knownWomen: readonly KnownWoman[];
  /** How many women were searched for; the access log has each search. */
  readonly searchCount: number;
};

/**
 * Finds the women of an import who may be in the system already, by searching for their names and telephones there. To keep the
 * searches few, a name is searched only if a member without a row in this workbook is in the woman's group, or in her district and
 * born at most two years earlier or later. A telephone is always searched: she may be in a group of another district.
 */
export async function findKnownWomen(
  api: Api,
  workbook: LinkedWorkbook,
  { ids, joinedIds, leftOutRows }: AssignedIds,
  { members, ids: existingIds }: ExistingRecords,
  groupNames: ReadonlyMap<string, string>,
  onProgress: (done: number, all: number) => void,
): Promise<KnownWomen> {
  const idsOfWorkbook = new Set(workbook.rows.members.map((row) => ids.get(row)?.[0]));
  /** The members without a row in this workbook. */
  const otherMembers = members.filter(({ id }) => !idsOfWorkbook.has(id));
  if (otherMembers.length === 0) return { knownWomen: [], searchCount: 0 };
  const groupsWithOthers = new Set(otherMembers.map(({ collectiveId }) => collectiveId));
  const othersByDistrict = Map.groupBy(otherMembers, ({ district }): string => district);
  // A row without a group gives the empty text, which is no group's id.
  const groupIdOf = (row: MemberRow): string => idOfGroup(workbook.groupOf.get(row), ids) ?? '';
  const mayBeFoundByName = (row: MemberRow): boolean =>
    groupsWithOthers.has(groupIdOf(row)) ||
    (othersByDistrict.get(districtOf(row, workbook) ?? '') ?? []).some(({ birthYear }) =>
      areYearsClose(birthYear, row.values.birthYear),
    );
  const rows = workbook.rows.members.filter(
    (row) =>
      row.values.name !== undefined &&
      !joinedIds.has(row) &&
      !leftOutRows.has(row) &&
      !existingIds.has(ids.get(row)?.[0] ?? '') &&
      (row.values.phone !== undefined || mayBeFoundByName(row)),
  );
  /** The first member found by a search who is likely the woman of the row. */
  const search = async (q: string, isLikely: (found: FoundMember) => boolean) => {
    const { items } = await api.request('POST /api/members/search', { body: { q } });
    return items.find((found) => !idsOfWorkbook.has(found.id) && isLikely(found));
  };
  const findByName = (row: MemberRow, name: string) =>
    search(name, (found) => {
      const district = districtOf(row, workbook);
      if (mayBeOne(comparedOf({ ...row.values, name, district }), comparedOf(found))) return true;
      if (found.district === district && areYearsClose(found.birthYear, row.values.birthYear)) return true;
      // In the same group the name is enough: the year of birth may have been corrected since.
      return found.collectiveId === groupIdOf(row) && haveSameName(found.name ?? '', name);
    });
  const findWoman = async (row: MemberRow): Promise<KnownWoman[]> => {
    const { name = '', phone } = row.values;
    let found = mayBeFoundByName(row) ? await findByName(row, name) : undefined;
    if (found === undefined && phone !== undefined) {
      // Several women may share a telephone, so a word of the name must be the same.
      found = await search(phone, (member) => shareWord(member.name ?? '', name));
    }
    if (found === undefined) return [];
    const opened = await api.request('GET /api/members/{id}', { path: { id: found.id } });
    return [
      {
        row,
        foundMember: { ...found, phone: opened.phone },
        groupName: groupNames.get(found.collectiveId),
      },
    ];
  };
  const knownWomen: KnownWoman[] = [];
  for (let start = 0; start < rows.length; start += searchesAtOnce) {
    onProgress(start, rows.length);
    const foundTogether = await Promise.all(rows.slice(start, start + searchesAtOnce).map(findWoman));
    knownWomen.push(...foundTogether.flat());
  }
  return { knownWomen, searchCount: rows.length };
}
