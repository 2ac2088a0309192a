import * as z from 'zod';
import type { Item, Table, Write } from '../../shared/table/client.ts';
import {
  casesOfOpener,
  datedCaseIndexKeys,
  datedCaseOfAssigneeIndexKeys,
  openedCaseKey,
} from '../../shared/table/keys/cases.ts';
import { queryAll } from '../../shared/table/query-all.ts';
import { canonicalJson } from '../../shared/text/canonical-json.ts';
import type { CaseRecord } from './schema.ts';

/**
 * The item of a case in its opener's list. It says whether the case is closed and, while the case waits for dates, what an agenda tells of
 * it; only then is it in the indexes. So an agenda reads the cases that wait for something, and nothing of the others.
 */

type ListedCase = Pick<
  CaseRecord,
  'id' | 'createdBy' | 'memberId' | 'code' | 'status' | 'assignedTo' | 'due'
>;

/** The attributes of a case that waits for dates. */
const datesOf = ({ id, createdBy, memberId, code, assignedTo, due: dates }: ListedCase): Item =>
  dates === undefined
    ? {}
    : {
        createdBy,
        memberId,
        code,
        due: dates,
        ...datedCaseIndexKeys(id),
        ...(assignedTo === undefined ? {} : { assignedTo, ...datedCaseOfAssigneeIndexKeys(assignedTo, id) }),
      };

/** A case's item in its opener's list. */
export const openedCaseItem = (record: ListedCase): Item => ({
  ...openedCaseKey(record.createdBy, record.id),
  caseId: record.id,
  ...(record.status === 'closed' ? { isClosed: true } : {}),
  ...datesOf(record),
});

/** The write of a changed case to its opener's list; none if the item stays as it is. The case's own write decides whether both are made. */
export const openedCaseWrites = (before: ListedCase, after: ListedCase): Write[] => {
  const item = openedCaseItem(after);
  return canonicalJson(openedCaseItem(before)) === canonicalJson(item) ? [] : [{ put: item }];
};

const listedCase = z.object({ caseId: z.string(), isClosed: z.literal(true).optional() });

/** The ids of the cases that a person opened and that are not closed. */
export const openCasesOfOpener = async (table: Pick<Table, 'query'>, personId: string): Promise<string[]> => {
  const items = await queryAll(table, { partition: casesOfOpener(personId) });
  return items
    .map((item) => listedCase.parse(item))
    .filter(({ isClosed }) => isClosed === undefined)
    .map(({ caseId }) => caseId);
};
