import type { Fault } from '../check/faults.ts';
import { createLeftOutCheck } from '../check/leave-out-rules.ts';
import { type LinkedWorkbook, rowsByMember } from '../check/linked-workbook.ts';
import { allRows, type ReadRow } from '../read/workbook-rows.ts';
import type { Operation, Plan, RowState } from './operation.ts';
import {
  planChildren,
  planConsents,
  planEntitlements,
  planGroups,
  planOpenings,
  planOutreach,
  planWomen,
} from './plan-rows.ts';
import { type Planning, settleWithoutSending } from './planning.ts';
import type { RowIds } from './row-ids.ts';

const noIds: ReadonlySet<string> = new Set();

/**
 * The plan of an import: the requests that its rows make. Rows with faults make no requests, and neither do the rows that belong to them.
 * @param existingIds the ids of the records in the system
 */
export function planOf(
  workbook: LinkedWorkbook,
  rowIds: RowIds,
  faults: readonly Fault[] = workbook.faults,
  existingIds: ReadonlySet<string> = noIds,
): Plan {
  const { rows } = workbook;
  const { ids, joinedIds, leftOutRows } = rowIds;
  const faultyPlaces = new Set(faults.map(({ sheetName, rowNumber }) => `${rowNumber} ${sheetName}`));
  const isFaulty = (row: ReadRow): boolean =>
    row.faults.length > 0 || faultyPlaces.has(`${row.rowNumber} ${row.sheetName}`);
  const states = new Map<ReadRow, RowState>();
  const operations: Operation[] = [];
  const planning: Planning = {
    workbook,
    rowIds,
    existingIds,
    isFaulty,
    isLeftOut: createLeftOutCheck(workbook, leftOutRows),
    makers: new Map(rows.members.filter((row) => !joinedIds.has(row)).map((row) => [ids.get(row)?.[0], row])),
    states,
    operations,
  };
  // The order matters: a row can be sent only if the group and the woman that it names can be, so their states are set first.
  planGroups(planning);
  const consentsOf = rowsByMember(
    rows.consents.filter((row) => !settleWithoutSending(planning, row)),
    workbook,
  );
  planWomen(planning, consentsOf);
  planConsents(planning, consentsOf);
  planChildren(planning);
  planOpenings(planning);
  planEntitlements(planning);
  planOutreach(planning);
  // The remaining rows name a group or a woman that is neither in the workbook nor in the system.
  for (const row of allRows(workbook))
    if (!states.has(row)) states.set(row, isFaulty(row) ? 'faulty' : 'waiting');
  return { operations, states };
}
