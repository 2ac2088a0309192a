import * as z from 'zod';
import type { CaseStanding } from '../../shared/member-counts/member-counts.ts';
import type { Table } from '../../shared/table/client.ts';
import { caseKey, casesOfDistrict } from '../../shared/table/keys/cases.ts';
import { queryAll } from '../../shared/table/query-all.ts';
import type { CaseWithProgress } from './case-progress.ts';
import { parseCase } from './stored-case.ts';

/** The cases of some districts, found by their women's items (docs/decisions/0109-cases-by-area.md). */

const standing = z.object({ isDated: z.boolean(), isWaiting: z.boolean() });
/** The cases of some women, as their items name them. Under the id of one that waits for a date or for somebody to take it stands which. */
const womanWithCases = z.looseObject({ caseIds: z.array(z.string()).default([]) });

const queryWomen = async (table: Pick<Table, 'query'>, districts: readonly string[]) => {
  const women = await Promise.all(
    districts.map((district) => queryAll(table, { index: 'gsi2', partition: casesOfDistrict(district) })),
  );
  return women.flat().map((item) => womanWithCases.parse(item));
};

/** The ids of all cases of the women in some districts, in their order. A woman who moves while this is read may be in two. */
export const caseIdsOfDistricts = async (
  table: Pick<Table, 'query'>,
  districts: readonly string[],
): Promise<string[]> =>
  [...new Set((await queryWomen(table, districts)).flatMap(({ caseIds }) => caseIds))].toSorted();

/** The cases of the women in some districts that are in one of the lists; no other case is read. */
export const readCasesOfDistricts = async (
  table: Pick<Table, 'query' | 'getMany'>,
  districts: readonly string[],
  list: keyof CaseStanding,
): Promise<CaseWithProgress[]> => {
  const women = await queryWomen(table, districts);
  const ids = women.flatMap((woman) =>
    woman.caseIds.filter((id) => standing.safeParse(woman[id]).data?.[list] ?? false),
  );
  return (await table.getMany([...new Set(ids)].map(caseKey))).map(parseCase);
};
