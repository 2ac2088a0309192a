import type { CheckedImport } from './check-sheets.ts';
import type { KeptImports } from './kept-imports.ts';
import { type Decisions, planWorkbook } from './plan-workbook.ts';
import type { ReadRow } from './workbook-rows.ts';

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
