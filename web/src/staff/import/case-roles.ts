import { type LinkedRows, rowsByMember } from './linked-workbook.ts';
import type { ReadRow } from './workbook-rows.ts';

/**
 * A woman's entitlements stand in one case. Her earliest row opens it, and if all of them were received, the latest closes it. What a row once
 * opened or closed stays its part, so that rows that are added later change nothing that was sent: an earlier one opens a case of its own.
 */

type Row = ReadRow<'entitlements'>;
export type CaseRole = {
  readonly opens: boolean;
  readonly closes: boolean;
  /** The row that opens its case. */
  readonly opener: Row;
  /** All rows of its case. */
  readonly rows: readonly Row[];
};
export type CaseRoles = ReadonlyMap<Row, CaseRole>;

/**
 * The role of each of an import's rows of entitlements in a case: which case it belongs to, and whether it opens or
 * closes it.
 * @param isOut whether a row makes nothing: it repeats another, or is left out
 * @param had whether a row opened (1) or closed (2) a case before
 */
export function caseRolesOf(
  workbook: LinkedRows,
  { isOut, had }: { readonly isOut: (row: Row) => boolean; readonly had: (row: Row, slot: 1 | 2) => boolean },
): CaseRoles {
  const roles = new Map<Row, CaseRole>();
  for (const hers of rowsByMember(workbook.rows.entitlements, workbook).values()) {
    const readable = hers
      .filter((row) => row.faults.length === 0 && !isOut(row))
      .toSorted((a, b) => (a.values.on ?? '').localeCompare(b.values.on ?? '') || a.rowNumber - b.rowNumber);
    const cases: Row[][] = [];
    for (const row of readable) {
      const current = cases.at(-1);
      if (current === undefined || had(row, 1)) cases.push([row]);
      else current.push(row);
    }
    for (const rows of cases) {
      const [opener] = rows;
      if (opener === undefined) continue;
      const isMet = rows.every(({ values }) => (values.stage ?? 'received') === 'received');
      const closer = rows.find((row) => had(row, 2)) ?? (isMet ? rows.at(-1) : undefined);
      for (const row of rows) roles.set(row, { opens: row === opener, closes: row === closer, opener, rows });
    }
  }
  return roles;
}
