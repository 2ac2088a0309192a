import type { CheckedImport } from '../check/check-sheets.ts';
import type { ReadRow } from '../read/workbook-rows.ts';
import type { KeptImports } from '../send/kept-imports.ts';
import { type Decisions, planWorkbook } from '../send/plan-workbook.ts';

/** The checked import after the coordinator's decisions: which rows are one woman, and which rows repeat nothing. */
export function applyDecisions(check: CheckedImport, kept: KeptImports, decisions: Decisions): CheckedImport {
  return { ...check, ...planWorkbook(check.workbook, kept, decisions, check.existing, check.neverSent) };
}

/**
 * The checked import after the coordinator's decision on one row: to leave it out on purpose, or to take it in again.
 */
export function markLeftOut(
  check: CheckedImport,
  kept: KeptImports,
  decisions: Decisions,
  { row, isLeftOut }: { readonly row: ReadRow; readonly isLeftOut: boolean },
): CheckedImport {
  const hash = check.assignedIds.hashes.get(row) ?? '';
  if (isLeftOut) kept.leftOutHashes.add(hash);
  else kept.leftOutHashes.delete(hash);
  return applyDecisions(check, kept, decisions);
}
