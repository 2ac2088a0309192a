import * as z from 'zod';
import type { Table } from '../../shared/table/client.ts';
import { casesOfOpener, datedCases, datedCasesOfAssignee } from '../../shared/table/keys/cases.ts';
import { queryAll } from '../../shared/table/query-all.ts';
import type { CaseSource } from './case-sources.ts';
import { readCasesOfDistricts } from './cases-of-districts.ts';
import { due } from './definition.ts';

const datedCase = z
  .object({
    caseId: z.string(),
    createdBy: z.string(),
    memberId: z.string(),
    code: z.string(),
    assignedTo: z.string().optional(),
    due: z.array(due),
  })
  .transform(({ caseId, ...fields }) => ({ id: caseId, ...fields }));
/** What an agenda reads of a case that waits for dates. */
type DatedCase = z.infer<typeof datedCase>;

/** The cases of a source that wait for dates. Those of some districts are found by their women, so that no other case is read. */
export const readDatedCases = async (
  table: Pick<Table, 'query' | 'getMany'>,
  source: Exclude<CaseSource, { readonly of: 'member' }>,
): Promise<DatedCase[]> => {
  switch (source.of) {
    case 'all':
      if (source.districts !== undefined) {
        return (await readCasesOfDistricts(table, source.districts, 'isDated')).flatMap(({ record }) => {
          const { due: dates } = record;
          return dates === undefined ? [] : [{ ...record, due: dates }];
        });
      }
      return (await queryAll(table, { index: 'gsi1', partition: datedCases })).map((item) =>
        datedCase.parse(item),
      );
    case 'assignee': {
      const partition = datedCasesOfAssignee(source.personId);
      return (await queryAll(table, { index: 'gsi2', partition })).map((item) => datedCase.parse(item));
    }
    case 'opener': {
      const items = await queryAll(table, { partition: casesOfOpener(source.personId) });
      return items.filter((item) => item.due !== undefined).map((item) => datedCase.parse(item));
    }
  }
};
