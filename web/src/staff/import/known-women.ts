import type { Api } from '../../api/client.ts';
import type { ItemOf } from '../../api/routes.ts';
import type { Assigned } from './assign-ids.ts';
import type { LinkedWorkbook } from './linked-workbook.ts';
import type { ExistingRecords } from './read-existing.ts';
import { idOfGroup } from './row-ids.ts';
import { areYearsClose, districtOf, haveSameName } from './same-woman.ts';
import type { ReadRow } from './workbook-rows.ts';

export type FoundMember = ItemOf<'POST /api/members/search'> & { readonly phone?: string | null | undefined };
/** A row, and a woman in the system who may be the same. */
export type KnownWoman = {
  readonly row: ReadRow<'members'>;
  readonly found: FoundMember;
  /** The name of her collective. */
  readonly groupName: string | undefined;
};

const searchesAtOnce = 4;
/** Each search is noted and takes a moment: beyond these, she is told that not all were compared. */
const maxSearches = 300;

export type KnownWomen = {
  readonly knownWomen: readonly KnownWoman[];
  /** How often the names of women in the system were searched, each noted in the access log. */
  readonly searches: number;
  /** Women whose names were not searched, because there are too many. */
  readonly uncompared: number;
};

/**
 * Compares the rows of women with those in the system. A name is searched only where it may find somebody: in her group there is a woman of whom
 * this workbook has no row, or in her district one born in the same year.
 */
export async function findKnownWomen(
  api: Api,
  workbook: LinkedWorkbook,
  { ids, sameAs, leftOut }: Assigned,
  { members, ids: presentIds }: ExistingRecords,
  groupNames: ReadonlyMap<string, string>,
  onProgress: (done: number, of: number) => void,
): Promise<KnownWomen> {
  const own = new Set(workbook.rows.members.map((row) => ids.get(row)?.[0]));
  const others = members.filter(({ id }) => !own.has(id));
  const groupsWithOthers = new Set(others.map(({ collectiveId }) => collectiveId));
  const byDistrictAndYear = new Set(others.map(({ district, birthYear }) => `${birthYear} ${district}`));
  const groupIdOf = (row: ReadRow<'members'>): string => idOfGroup(workbook.groupOf.get(row), { ids }) ?? '';
  const fresh = workbook.rows.members.filter(
    (row) =>
      row.values.name !== undefined &&
      !sameAs.has(row) &&
      !leftOut.has(row) &&
      !presentIds.has(ids.get(row)?.[0] ?? ''),
  );
  const inGroup = fresh.filter((row) => groupsWithOthers.has(groupIdOf(row)));
  const further = fresh.filter(
    (row) =>
      !inGroup.includes(row) && byDistrictAndYear.has(`${row.values.birthYear} ${districtOf(row, workbook)}`),
  );
  const wanted = [...inGroup, ...further];
  const rows = wanted.slice(0, maxSearches);
  const knownWomen: KnownWoman[] = [];
  const searchOne = async (row: ReadRow<'members'>): Promise<void> => {
    const name = row.values.name ?? '';
    const page = await api.request('POST /api/members/search', { body: { q: name } });
    const found = page.items.find(
      (one) =>
        !own.has(one.id) &&
        ((one.district === districtOf(row, workbook) && areYearsClose(one.birthYear, row.values.birthYear)) ||
          // In one group a year of birth may have been mended since.
          (one.collectiveId === groupIdOf(row) && haveSameName(one.name ?? '', name))),
    );
    if (found === undefined) return;
    const { phone } = await api.request('GET /api/members/{id}', { path: { id: found.id } });
    knownWomen.push({ row, found: { ...found, phone }, groupName: groupNames.get(found.collectiveId) });
  };
  for (let start = 0; start < rows.length; start += searchesAtOnce) {
    onProgress(start, rows.length);
    await Promise.all(rows.slice(start, start + searchesAtOnce).map(searchOne));
  }
  knownWomen.sort((a, b) => a.row.rowNumber - b.row.rowNumber);
  return { knownWomen, searches: rows.length, uncompared: wanted.length - rows.length };
}
