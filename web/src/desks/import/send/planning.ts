import type { Call } from '../../../api/client.ts';
import type { LinkedWorkbook } from '../check/linked-workbook.ts';
import type { ReadRow } from '../read/workbook-rows.ts';
import type { Operation, RowState } from './operation.ts';
import type { RowIds } from './row-ids.ts';

/** How one row of an import is planned. `plan-rows.ts` goes through the rows of each sheet. */

/** What planning a row needs to know, and what has been planned so far (`states` and `operations`). */
export type Planning = {
  readonly workbook: LinkedWorkbook;
  readonly rowIds: RowIds;
  readonly existingIds: ReadonlySet<string>;
  readonly isFaulty: (row: ReadRow) => boolean;
  readonly isLeftOut: (row: ReadRow) => boolean;
  /** The rows that make women, by the women's ids. */
  readonly makers: ReadonlyMap<string | undefined, ReadRow>;
  readonly states: Map<ReadRow, RowState>;
  readonly operations: Operation[];
};

type OperationParts = {
  readonly calls: readonly Call[];
  readonly prerequisites?: readonly (ReadRow | undefined)[];
  readonly includedRows?: readonly ReadRow[];
};

/**
 * Sets a row's state, and adds its operation if it can be sent.
 * @param isPossible whether every record that the row belongs to can be sent, or is in the system
 * @param operationParts called only for a row that can be sent, because a faulty row lacks values that its requests need
 */
export function settle(
  { states, operations, isFaulty }: Planning,
  row: ReadRow,
  isPossible: boolean,
  operationParts: () => OperationParts,
): void {
  if (isFaulty(row) || !isPossible) {
    states.set(row, isFaulty(row) ? 'faulty' : 'waiting');
    return;
  }
  states.set(row, 'right');
  const { calls, prerequisites = [], includedRows = [] } = operationParts();
  operations.push({
    row,
    calls,
    includedRows,
    prerequisites: prerequisites.filter((prerequisite) => prerequisite !== undefined),
  });
}

/**
 * Sets the state of a row that is left out or in the system already.
 * @param isKnown whether the system has the record for another reason than that the row was joined with it
 * @returns whether the row is left out or in the system; if not, its state is still to be set
 */
export function settleWithoutSending(
  { rowIds, states, isFaulty, isLeftOut }: Planning,
  row: ReadRow,
  isKnown = false,
): boolean {
  if (isLeftOut(row)) {
    states.set(row, 'left');
    return true;
  }
  const isInSystem = (isKnown || rowIds.joinedIds.has(row)) && !isFaulty(row);
  if (isInSystem) states.set(row, 'known');
  return isInSystem;
}

/** Whether a woman was recorded from this row before. If so, each of her consents is sent by itself. The woman's id is the row's first. */
export const isRecorded = ({ rowIds, existingIds }: Planning, member: ReadRow): boolean =>
  existingIds.has(rowIds.ids.get(member)?.[0] ?? '');

/** The row that makes the woman whom a row names: her own row, or the earlier one that it was joined with. */
export function makerOf({ workbook, rowIds, makers }: Planning, row: ReadRow): ReadRow | undefined {
  const member = workbook.memberOf.get(row);
  const joinedId = member === undefined ? undefined : rowIds.joinedIds.get(member);
  return joinedId === undefined ? member : (makers.get(joinedId) ?? member);
}

/** Whether a row is there, and can be sent or is in the system. */
export const isReady = ({ states }: Planning, row: ReadRow | undefined): boolean =>
  row !== undefined && (states.get(row) === 'right' || states.get(row) === 'known');

/** The row of this workbook that makes a row's group; undefined if only the system has the group, or if nobody knows it. */
export function groupRow({ workbook }: Planning, row: ReadRow): ReadRow | undefined {
  const group = workbook.groupOf.get(row);
  return group !== undefined && 'row' in group ? group.row : undefined;
}

/** Whether a row's group can be sent, or is in the system. */
export function isGroupReady(planning: Planning, row: ReadRow): boolean {
  const itsGroupRow = groupRow(planning, row);
  if (itsGroupRow !== undefined) return isReady(planning, itsGroupRow);
  // A group without a row in this workbook is in the system if `groupOf` has it.
  return planning.workbook.groupOf.has(row);
}
