import type { CheckedImport } from './check-sheets.ts';
import { createLeftOut } from './leave-out-rules.ts';
import { t } from './text.ts';
import type { ReadRow } from './workbook-rows.ts';

/** A row that was joined with an earlier row, or, without one, with a record in the system. */
export type JoinedRow = { readonly row: ReadRow; readonly earlierRow?: ReadRow };

/** For the outcome of an import: which rows were joined, and with what. */
export function joinedRows({ assigned }: CheckedImport): JoinedRow[] {
  const byId = new Map<string, ReadRow>();
  for (const [row, [id]] of assigned.ids)
    if (id !== undefined && !assigned.sameAs.has(row)) byId.set(id, row);
  return [...assigned.sameAs].map(([row, id]): JoinedRow => {
    const earlierRow = byId.get(id);
    return earlierRow === undefined ? { row } : { row, earlierRow };
  });
}

/** The text for the outcome of an import's row: why nothing is made of it, apart from its faults; undefined if something is. */
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
