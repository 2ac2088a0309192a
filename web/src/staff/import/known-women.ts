import type { Api } from '../../api/client.ts';
import type { ItemOf } from '../../api/routes.ts';
import type { AssignedIds } from './assign-ids.ts';
import type { LinkedWorkbook } from './linked-workbook.ts';
import type { ExistingRecords } from './read-existing.ts';
import { idOfGroup } from './row-ids.ts';
import { areYearsClose, districtOf, haveSameName } from './same-woman.ts';
import type { ReadRow } from './workbook-rows.ts';

/** A member in the system, with her telephone number if it was read. */
export type FoundMember = ItemOf<'POST /api/members/search'> & { readonly phone?: string | null | undefined };
/** A row of a woman, and a member in the system who may be the same. */
export type KnownWoman = {
  readonly row: ReadRow<'members'>;
  readonly foundMember: FoundMember;
  /** The name of the member's collective. */
  readonly groupName: string | undefined;
};

const searchesAtOnce = 4;
/** Each search is logged and takes a moment. Women beyond this number are not compared, and the page says so. */
const maxSearches = 300;

export type KnownWomen = {
  readonly knownWomen: readonly KnownWoman[];
  /** How many searches were made; the access log has each. */
  readonly searchCount: number;
  /** How many women were not searched for, because there are too many. */
  readonly uncomparedCount: number;
};

/**
 * Finds the women of an import who may be in the system already, by searching their names there. To keep the searches few, a
 * name is searched only if a member without a row in this workbook is in the woman's group, or in her district and born in
 * the same year. Of the members found, a close year is enough.
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
  const groupsWithOthers = new Set(otherMembers.map(({ collectiveId }) => collectiveId));
  const yearsAndDistricts = new Set(
    otherMembers.map(({ district, birthYear }) => `${birthYear} ${district}`),
  );
  // An empty text for a row without a group: it is no group's id.
  const groupIdOf = (row: ReadRow<'members'>): string => idOfGroup(workbook.groupOf.get(row), ids) ?? '';
  const newRows = workbook.rows.members.filter(
    (row) =>
      row.values.name !== undefined &&
      !joinedIds.has(row) &&
      !leftOutRows.has(row) &&
      !existingIds.has(ids.get(row)?.[0] ?? ''),
  );
  // Women with other members in their group come first: they are more likely known, and the number of searches is limited.
  const rowsOfSameGroup = newRows.filter((row) => groupsWithOthers.has(groupIdOf(row)));
  const rowsOfSameDistrict = newRows.filter(
    (row) =>
      !rowsOfSameGroup.includes(row) &&
      yearsAndDistricts.has(`${row.values.birthYear} ${districtOf(row, workbook)}`),
  );
  const rowsToSearch = [...rowsOfSameGroup, ...rowsOfSameDistrict];
  const searchedRows = rowsToSearch.slice(0, maxSearches);
  const knownWomen: KnownWoman[] = [];
  const searchOne = async (row: ReadRow<'members'>): Promise<void> => {
    const name = row.values.name ?? '';
    const page = await api.request('POST /api/members/search', { body: { q: name } });
    const found = page.items.find(
      (one) =>
        !idsOfWorkbook.has(one.id) &&
        ((one.district === districtOf(row, workbook) && areYearsClose(one.birthYear, row.values.birthYear)) ||
          // In the same group the name is enough: the year of birth may have been corrected since.
          (one.collectiveId === groupIdOf(row) && haveSameName(one.name ?? '', name))),
    );
    if (found === undefined) return;
    const { phone } = await api.request('GET /api/members/{id}', { path: { id: found.id } });
    knownWomen.push({
      row,
      foundMember: { ...found, phone },
      groupName: groupNames.get(found.collectiveId),
    });
  };
  for (let start = 0; start < searchedRows.length; start += searchesAtOnce) {
    onProgress(start, searchedRows.length);
    await Promise.all(searchedRows.slice(start, start + searchesAtOnce).map(searchOne));
  }
  knownWomen.sort((a, b) => a.row.rowNumber - b.row.rowNumber);
  return {
    knownWomen,
    searchCount: searchedRows.length,
    uncomparedCount: rowsToSearch.length - searchedRows.length,
  };
}
