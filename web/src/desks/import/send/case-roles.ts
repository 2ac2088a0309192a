import type { ReadRow } from '../read/workbook-rows.ts';

/**
 * An import puts a woman's entitlements into one case, also if she has several numbers. Her earliest row opens the case. If
 * all were received, the latest row closes it. A row that opened or closed a case in an earlier import keeps that role,
 * because that was recorded: if a later workbook has an earlier row, that row opens a case of its own. What was only planned
 * binds nobody.
 */

type EntitlementRow = ReadRow<'entitlements'>;
export type CaseRole = {
  readonly opens: boolean;
  readonly closes: boolean;
  /** The row that opens its case. */
  readonly opener: EntitlementRow;
  /** All rows of its case. */
  readonly rows: readonly EntitlementRow[];
};
export type CaseRoles = ReadonlyMap<EntitlementRow, CaseRole>;

/**
 * The case roles of an import's rows of entitlements: which case each row belongs to, and whether it opens or closes it.
 * @param womanIdOf the id of the woman whom a row names; undefined if there is none
 * @param isSkipped whether a row makes nothing, because it repeats another or is left out
 * @param hadOpened whether a row opened a case in an earlier import
 * @param hadClosed whether a row closed a case in an earlier import
 */
export function caseRolesOf(
  rows: readonly EntitlementRow[],
  {
    womanIdOf,
    isSkipped,
    hadOpened,
    hadClosed,
  }: {
    readonly womanIdOf: (row: EntitlementRow) => string | undefined;
    readonly isSkipped: (row: EntitlementRow) => boolean;
    readonly hadOpened: (row: EntitlementRow) => boolean;
    readonly hadClosed: (row: EntitlementRow) => boolean;
  },
): CaseRoles {
  const roles = new Map<EntitlementRow, CaseRole>();
  for (const [womanId, herRows] of Map.groupBy(rows, womanIdOf)) {
    if (womanId === undefined) continue;
    const readableRows = herRows
      .filter((row) => row.faults.length === 0 && !isSkipped(row))
      // Readable rows have a date: the empty text is for the type alone.
      .toSorted((a, b) => (a.values.on ?? '').localeCompare(b.values.on ?? '') || a.rowNumber - b.rowNumber);
    const cases: EntitlementRow[][] = [];
    for (const row of readableRows) {
      const current = cases.at(-1);
      if (current === undefined || hadOpened(row)) cases.push([row]);
      else current.push(row);
    }
    for (const rows of cases) {
      const [opener] = rows;
      // For the type only: each case has a row.
      if (opener === undefined) continue;
      // An empty stage means `received`. A case that was closed before stays closed by the same row.
      const areAllReceived = rows.every(({ values }) => (values.stage ?? 'received') === 'received');
      const closer = rows.find(hadClosed) ?? (areAllReceived ? rows.at(-1) : undefined);
      for (const row of rows) roles.set(row, { opens: row === opener, closes: row === closer, opener, rows });
    }
  }
  return roles;
}
