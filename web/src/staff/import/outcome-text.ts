import type { CheckedImport } from './check-sheets.ts';
import { createLeftOut } from './leave-out-rules.ts';
import { t } from './text.ts';
import type { ReadRow } from './workbook-rows.ts';

/** Rows of a workbook that were joined with another row, or with what is in the system. */
export type Joined = { readonly row: ReadRow; readonly earlierRow?: ReadRow };

/** For the outcome of an import: which rows were joined, and with what. */
export function joinedRows({ assigned }: CheckedImport): Joined[] {
  const byId = new Map<string, ReadRow>();
  for (const [row, [id]] of assigned.ids)
    if (id !== undefined && !assigned.sameAs.has(row)) byId.set(id, row);
  return [...assigned.sameAs].map(([row, id]): Joined => {
    const earlierRow = byId.get(id);
    return earlierRow === undefined ? { row } : { row, earlierRow };
  });
}

/** For the outcome of an import: says of a row why it stays out, beside its own faults; undefined if it doesn't. */
export function createOutcomeText(check: CheckedImport): (row: ReadRow) => string | undefined {
  const isLeft = createLeftOut(check.workbook, check.assigned.leftOut);
  const firsts = new Map(joinedRows(check).map(({ row, earlierRow }) => [row, earlierRow]));
  return (row) => {
    if (isLeft(row)) return t('outcome.left');
    const earlierRow = firsts.get(row);
    if (earlierRow !== undefined)
      return t('outcome.sameRow', { sheet: earlierRow.sheetName, row: earlierRow.rowNumber });
    if (firsts.has(row)) return t('outcome.same');
    return check.plan.states.get(row) === 'waiting' ? t('outcome.waiting') : undefined;
  };
}
