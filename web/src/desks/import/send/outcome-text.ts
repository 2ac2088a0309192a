import { explainRefusal } from '../../frame/forms/refusals.ts';
import { t as deskText } from '../../text.ts';
import type { CheckedImport } from '../check/check-sheets.ts';
import { createLeftOutCheck } from '../check/leave-out-rules.ts';
import type { ReadRow } from '../read/workbook-rows.ts';
import { t } from '../text.ts';
import type { RunReport } from './run-import.ts';
import type { Refusal } from './send-plan.ts';

/** A row that was joined with an earlier row, or, without one, with a record in the system. */
export type JoinedRow = { readonly row: ReadRow; readonly earlierRow?: ReadRow };

/** For the outcome of an import: which rows were joined, and with what. */
export function joinedRows({ assignedIds }: Pick<CheckedImport, 'assignedIds'>): JoinedRow[] {
  /** The rows that were not joined themselves, by the id of their main record. */
  const rowById = new Map<string, ReadRow>();
  for (const [row, [id]] of assignedIds.ids)
    if (id !== undefined && !assignedIds.joinedIds.has(row)) rowById.set(id, row);
  return [...assignedIds.joinedIds].map(([row, id]): JoinedRow => {
    const earlierRow = rowById.get(id);
    return earlierRow === undefined ? { row } : { row, earlierRow };
  });
}

/** The text for why the server refused a row. */
export function refusalText({ status, document: { code, detail } }: Refusal): string {
  if (code === 'id_reused') return t('refused.id_reused');
  if (code === 'books_started') return t('fault.booksOpen');
  if (status === 404) return t('refused.not_found');
  const explanation = explainRefusal(code);
  return explanation === undefined ? `${t('refused.other')} ${detail ?? code}` : deskText(explanation);
}

/**
 * The text for the outcome of an import's row: why nothing is made of it, apart from its faults; undefined if something is.
 * @param refusals what the server refused, if the import was sent. The refusal holds for every row of the operation
 */
export function createOutcomeText(
  check: Pick<CheckedImport, 'workbook' | 'assignedIds' | 'plan'>,
  refusals: RunReport['refusals'] = new Map(),
): (row: ReadRow) => string | undefined {
  const refusalByRow = new Map(
    [...refusals].flatMap(([{ row, includedRows }, refusal]) =>
      [row, ...includedRows].map((one) => [one, refusal] as const),
    ),
  );
  const isLeftOut = createLeftOutCheck(check.workbook, check.assignedIds.leftOutRows);
  const joinedByRow = new Map(joinedRows(check).map((joined) => [joined.row, joined]));
  return (row) => {
    const refusal = refusalByRow.get(row);
    if (refusal !== undefined) return refusalText(refusal);
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
