import type { Call } from '../../../api/client.ts';
import { joiningConsent, sortConsents } from '../check/check-consents.ts';
import type { Fault } from '../check/faults.ts';
import { createLeftOutCheck } from '../check/leave-out-rules.ts';
import { type LinkedWorkbook, rowsByMember } from '../check/linked-workbook.ts';
import { allRows, type ReadRow } from '../read/workbook-rows.ts';
import type { CaseRole } from './case-roles.ts';
import { openingsOf } from './opening-rows.ts';
import {
  childRequests,
  collectiveRequests,
  consentRequests,
  entitlementRequests,
  memberRequests,
  openingRequests,
  outreachRequests,
} from './requests.ts';
import type { RowIds } from './row-ids.ts';

/** The requests of one row, sent one after the other. */
export type Operation = {
  readonly row: ReadRow;
  /**
   * Other rows that the same requests record: with an opening its savings, loans and borrowings; with a woman the consent
   * with which she joins.
   */
  readonly includedRows: readonly ReadRow[];
  /** The rows whose operations are sent before this one. */
  readonly prerequisites: readonly ReadRow[];
  readonly calls: readonly Call[];
};

/** The id in the body of an import's call, whose type doesn't say that it has one; the text `undefined` for a body without it. */
export const idInBody = ({ body }: Call): string => String(Object(body).id);

/**
 * `right`: can be sent. `faulty`: to be mended. `waiting`: right, but it belongs to a group or woman whose row is not right.
 * `known`: in the system already, and not sent. `left`: left out by the coordinator on purpose.
 */
export type RowState = 'right' | 'faulty' | 'waiting' | 'known' | 'left';

export type Plan = {
  readonly operations: readonly Operation[];
  readonly states: ReadonlyMap<ReadRow, RowState>;
};

type OperationParts = {
  readonly calls: readonly Call[];
  readonly prerequisites?: readonly (ReadRow | undefined)[];
  readonly includedRows?: readonly ReadRow[];
};

const noIds: ReadonlySet<string> = new Set();

/** What planning a row needs to know, and what has been planned so far (`states` and `operations`). */
type Planning = {
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

/**
 * Sets a row's state, and adds its operation if it can be sent.
 * @param isPossible whether every record that the row belongs to can be sent, or is in the system
 * @param operationParts called only for a row that can be sent, because a faulty row lacks values that its requests need
 */
function settle(
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
    prerequisites: prerequisites.filter((one) => one !== undefined),
  });
}

/**
 * Sets the state of a row that is left out or in the system already.
 * @param isKnown whether the system has the record for another reason than that the row was joined with it
 * @returns whether the row is left out or in the system; if not, its state is still to be set
 */
function settleWithoutSending(
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
const isRecorded = ({ rowIds, existingIds }: Planning, member: ReadRow): boolean =>
  existingIds.has(rowIds.ids.get(member)?.[0] ?? '');

/** The row that makes the woman whom a row names: her own row, or the earlier one that it was joined with. */
function makerOf({ workbook, rowIds, makers }: Planning, row: ReadRow): ReadRow | undefined {
  const member = workbook.memberOf.get(row);
  const joinedId = member === undefined ? undefined : rowIds.joinedIds.get(member);
  return joinedId === undefined ? member : (makers.get(joinedId) ?? member);
}

/** Whether a row is there, and can be sent or is in the system. */
const isReady = ({ states }: Planning, row: ReadRow | undefined): boolean =>
  row !== undefined && (states.get(row) === 'right' || states.get(row) === 'known');

/** The row of this workbook that makes a row's group; undefined if the group is in the system. */
function groupRow({ workbook }: Planning, row: ReadRow): ReadRow | undefined {
  const group = workbook.groupOf.get(row);
  return group !== undefined && 'row' in group ? group.row : undefined;
}

/** Whether a row's group can be sent, or is in the system. A group without a row in this workbook is in the system if `groupOf` has it. */
function isGroupReady(planning: Planning, row: ReadRow): boolean {
  const itsGroupRow = groupRow(planning, row);
  return itsGroupRow === undefined ? planning.workbook.groupOf.has(row) : isReady(planning, itsGroupRow);
}

/** Each woman's rows of consents, by her own row. */
type ConsentsOf = ReturnType<typeof rowsByMember<'consents'>>;

// Each function below plans the rows of one sheet: it sets their `states` and adds their `operations` in `planning`.

function planGroups(planning: Planning): void {
  const { workbook, rowIds } = planning;
  for (const row of workbook.rows.collectives) {
    // A group in the system with this row's own id was made from it by an earlier import. The row is `right` then, without requests.
    const knownGroup = workbook.groupOf.get(row)?.knownGroup;
    const isKnown = knownGroup !== undefined && knownGroup.id !== rowIds.ids.get(row)?.[0];
    if (settleWithoutSending(planning, row, isKnown)) continue;
    settle(planning, row, true, () => ({
      calls: knownGroup === undefined ? collectiveRequests(planning, row) : [],
    }));
  }
}

function planWomen(planning: Planning, consentsOf: ConsentsOf): void {
  const { workbook, isFaulty } = planning;
  for (const row of workbook.rows.members) {
    if (settleWithoutSending(planning, row)) continue;
    const herConsents = consentsOf.get(row) ?? [];
    const joining = joiningConsent(herConsents);
    const isPossible = isGroupReady(planning, row) && joining !== undefined && !herConsents.some(isFaulty);
    // The row of a woman who was recorded before is `right` even if her other rows are incomplete now, since nothing is sent for it.
    settle(planning, row, isPossible || isRecorded(planning, row), () => ({
      prerequisites: [groupRow(planning, row)],
      includedRows: joining === undefined || isRecorded(planning, row) ? [] : [joining],
      calls: isPossible ? memberRequests(planning, row, joining) : [],
    }));
  }
}

/** Plans each woman's consents in their order: the consent with which she joins, then those that have requests of their own. */
function planConsents(planning: Planning, consentsOf: ConsentsOf): void {
  const { states, existingIds, isFaulty } = planning;
  for (const [member, herConsents] of consentsOf) {
    const joining = joiningConsent(herConsents);
    // The order of a woman's consents matters, so each waits for the one before.
    let previous: ReadRow = member;
    for (const row of sortConsents(herConsents)) {
      // If the woman was joined with a record in the system, her consents are there too.
      if (settleWithoutSending(planning, row, states.get(member) === 'known')) continue;
      // This consent has no operation of its own: the request that enrols the woman contains it.
      if (row === joining && !isFaulty(row) && !isRecorded(planning, member)) {
        states.set(row, isReady(planning, member) ? 'right' : 'waiting');
        continue;
      }
      const prerequisites = [previous];
      settle(planning, row, isReady(planning, member), () => ({
        prerequisites,
        // The row's consents that the system has already are not sent again.
        calls: consentRequests(planning, row, member).filter((call) => !existingIds.has(idInBody(call))),
      }));
      previous = row;
    }
  }
}

function planChildren(planning: Planning): void {
  const { workbook, states } = planning;
  for (const row of workbook.rows.children) {
    const member = workbook.memberOf.get(row);
    if (settleWithoutSending(planning, row, member !== undefined && states.get(member) === 'known')) continue;
    settle(planning, row, isReady(planning, member), () => ({
      prerequisites: [member],
      calls: childRequests(planning, row),
    }));
  }
}

function planOpenings(planning: Planning): void {
  const { workbook, states, isFaulty } = planning;
  for (const openingRows of openingsOf(workbook)) {
    const { opening, accounts, borrowings } = openingRows;
    const includedRows = [...accounts, ...borrowings];
    // An opening is never joined with a record. So if it is settled here, it is left out, and its parts with it.
    if (settleWithoutSending(planning, opening)) {
      for (const part of includedRows) states.set(part, 'left');
      continue;
    }
    const members = [...new Set(accounts.map((row) => makerOf(planning, row)))];
    const isPossible =
      isGroupReady(planning, opening) &&
      !workbook.unsettledOpenings.has(opening) &&
      !includedRows.some(isFaulty) &&
      members.every((member) => isReady(planning, member));
    settle(planning, opening, isPossible, () => ({
      prerequisites: [groupRow(planning, opening), ...members],
      includedRows,
      calls: openingRequests(planning, openingRows),
    }));
    const stateOfSoundParts = states.get(opening) === 'right' ? 'right' : 'waiting';
    for (const part of includedRows) states.set(part, isFaulty(part) ? 'faulty' : stateOfSoundParts);
  }
}

function planEntitlements(planning: Planning): void {
  const { workbook, rowIds, isFaulty } = planning;
  for (const row of workbook.rows.entitlements) {
    const member = makerOf(planning, row);
    // A row with faults or without a woman belongs to no case, and has no role.
    const role = rowIds.roles.get(row);
    if (settleWithoutSending(planning, row)) continue;
    // The row that opens the case may name the woman by another number, under which her own row can't be sent.
    const isPossible =
      isReady(planning, member) &&
      role !== undefined &&
      !isFaulty(role.opener) &&
      isReady(planning, makerOf(planning, role.opener));
    settle(planning, row, isPossible, () => ({
      prerequisites: [member, ...(role === undefined ? [] : rowsBefore(row, role, isFaulty))],
      calls: entitlementRequests(planning, row),
    }));
  }
}

/** The other rows of an entitlement's case that must be recorded before this row. */
function rowsBefore(row: ReadRow, role: CaseRole, isFaulty: (row: ReadRow) => boolean): readonly ReadRow[] {
  // The opener's requests make the case, so the opener waits for no other row.
  if (role.opens) return [];
  // A case is closed after all its other rows are recorded.
  const soundRows = role.closes ? role.rows.filter((other) => other !== row && !isFaulty(other)) : [];
  return [role.opener, ...soundRows];
}

function planOutreach(planning: Planning): void {
  for (const row of planning.workbook.rows.outreach) {
    if (!settleWithoutSending(planning, row))
      settle(planning, row, true, () => ({ calls: outreachRequests(planning, row) }));
  }
}
