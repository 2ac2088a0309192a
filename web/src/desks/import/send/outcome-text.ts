import type { CheckedImport } from '../check/check-sheets.ts';
import { createLeftOutCheck } from '../check/leave-out-rules.ts';
import type { ReadRow } from '../read/workbook-rows.ts';
import { t } from '../text.ts';

/** A row that was joined with an earlier row, or, without one, with a record in the system. */
export type JoinedRow = { readonly row: ReadRow; readonly earlierRow?: ReadRow };

/** For the outcome of an import: which rows were joined, and with what. */
export function joinedRows({ assignedIds }: CheckedImport): JoinedRow[] {
  /** The rows that were not joined themselves, by the id of their main record. */
  const rowById = new Map<string, ReadRow>();
  for (const [row, [id]] of assignedIds.ids)
    if (id !== undefined && !assignedIds.joinedIds.has(row)) rowById.set(id, row);
  return [...assignedIds.joinedIds].map(([row, id]): JoinedRow => {
    const earlierRow = rowById.get(id);
    return earlierRow === undefined ? { row } : { row, earlierRow };
  });
}

/** The text for the outcome of an import's row: why nothing is made of it, apart from its faults; undefined if something is. */
export function createOutcomeText(check: CheckedImport): (row: ReadRow) => string | undefined {
  const isLeftOut = createLeftOutCheck(check.workbook, check.assignedIds.leftOutRows);
  const joinedByRow = new Map(joinedRows(check).map((joined) => [joined.row, joined]));
  return (row) => {
    if (isLeftOut(row)) return t('outcome.left');
    const joined = joinedByRow.get(row);
    if (joined === undefined) {
      return check.plan.states.get(row) === 'waiting' ? t('outcome.waiting') : undefined;
    }
    const { earlierRow } = joined;
    return earlierRow === undefined
      ? t('outcome.same')
      : t('outcome.sameRow', { sheet: earlierRow.sheetName, row: earlierRow.rowNumber });
  };
}
