import type { Call } from '../../../api/client.ts';
import { joiningConsent, sortConsents } from '../check/check-consents.ts';
import type { Fault } from '../check/faults.ts';
import { createLeftOutCheck } from '../check/leave-out-rules.ts';
import { type LinkedWorkbook, rowsByMember } from '../check/linked-workbook.ts';
import { allRows, type ReadRow } from '../read/workbook-rows.ts';
import { openingsOf } from './opening-rows.ts';
import { requestsOf } from './requests.ts';
import type { RowIds } from './row-ids.ts';

/** The requests of one row, sent one after the other. */
export type Operation = {
  readonly row: ReadRow;
  /**
   * Other rows that the same requests record: with an opening its savings, loans and borrowings; with a woman the consent
   * with which she joins.
   */
  readonly includedRows: readonly ReadRow[];
  /** Rows whose operations are sent before. */
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

/**
 * The plan of an import: what its rows make, in requests. Rows with faults make nothing, and neither does what
 * belongs to them.
 * @param existingIds the ids of the records in the system
 */
export function planOf(
  workbook: LinkedWorkbook,
  rowIds: RowIds,
  faults: readonly Fault[] = workbook.faults,
  existingIds: ReadonlySet<string> = noIds,
): Plan {
  const { rows, groupOf, memberOf, unsettledOpenings } = workbook;
  const { ids, joinedIds, leftOutRows, roles } = rowIds;
  const isLeftOut = createLeftOutCheck(workbook, leftOutRows);
  const requests = requestsOf(workbook, rowIds);
  const faultyPlaces = new Set(faults.map(({ sheetName, rowNumber }) => `${rowNumber} ${sheetName}`));
  const isFaulty = (row: ReadRow): boolean =>
    row.faults.length > 0 || faultyPlaces.has(`${row.rowNumber} ${row.sheetName}`);
  const states = new Map<ReadRow, RowState>();
  const operations: Operation[] = [];

  /**
   * Sets a row's state, and adds its operation if it can be sent.
   * @param isPossible whether all that the row belongs to can be sent or is there
   */
  const settle = (row: ReadRow, isPossible: boolean, operationParts: () => OperationParts): void => {
    const state = isFaulty(row) ? 'faulty' : isPossible ? 'right' : 'waiting';
    states.set(row, state);
    if (state !== 'right') return;
    const { calls, prerequisites = [], includedRows = [] } = operationParts();
    operations.push({
      row,
      calls,
      includedRows,
      prerequisites: prerequisites.filter((one) => one !== undefined),
    });
  };
  /** Sets the state of a row that is left out or in the system already. @returns whether the row is one of these */
  const settleWithoutSending = (row: ReadRow, isKnown = false): boolean => {
    const isInSystem = (isKnown || joinedIds.has(row)) && !isFaulty(row);
    const state = isLeftOut(row) ? 'left' : isInSystem ? 'known' : undefined;
    if (state !== undefined) states.set(row, state);
    return state !== undefined;
  };
  /** Whether a woman was recorded from this row before: then each of her consents is sent by itself. Her id is the row's first. */
  const isRecorded = (member: ReadRow): boolean => existingIds.has(ids.get(member)?.[0] ?? '');
  const makers = new Map(
    rows.members.filter((row) => !joinedIds.has(row)).map((row) => [ids.get(row)?.[0], row]),
  );
  /** The row that makes the woman whom a row names: her own row, or the earlier one that it was joined with. */
  const makerOf = (row: ReadRow): ReadRow | undefined => {
    const member = memberOf.get(row);
    const joinedId = member === undefined ? undefined : joinedIds.get(member);
    return joinedId === undefined ? member : (makers.get(joinedId) ?? member);
  };
  const isReady = (row: ReadRow | undefined): boolean =>
    row !== undefined && (states.get(row) === 'right' || states.get(row) === 'known');
  /** The row of this workbook that makes a row's group; undefined if the group is in the system. */
  const groupRow = (row: ReadRow): ReadRow | undefined => {
    const group = groupOf.get(row);
    return group !== undefined && 'row' in group ? group.row : undefined;
  };
  /** Whether a row's group can be sent or is there. A group without a row here is in the system if `groupOf` has it. */
  const isGroupReady = (row: ReadRow): boolean => {
    const itsGroupRow = groupRow(row);
    return itsGroupRow === undefined ? groupOf.has(row) : isReady(itsGroupRow);
  };

  for (const row of rows.collectives) {
    // A group in the system with this row's own id was made from it by an earlier import. The row is `right` then, without requests.
    const knownGroup = groupOf.get(row)?.knownGroup;
    const isKnown = knownGroup !== undefined && knownGroup.id !== ids.get(row)?.[0];
    if (settleWithoutSending(row, isKnown)) continue;
    settle(row, true, () => ({ calls: knownGroup === undefined ? requests.collective(row) : [] }));
  }

  const consentsOf = rowsByMember(
    rows.consents.filter((row) => !settleWithoutSending(row)),
    workbook,
  );
  for (const row of rows.members) {
    if (settleWithoutSending(row)) continue;
    const herConsents = consentsOf.get(row) ?? [];
    const joining = joiningConsent(herConsents);
    const isPossible = isGroupReady(row) && joining !== undefined && !herConsents.some(isFaulty);
    // A woman who was recorded before is `right` even if her rows are incomplete now: nothing is sent for an incomplete row.
    settle(row, isPossible || isRecorded(row), () => ({
      prerequisites: [groupRow(row)],
      includedRows: joining === undefined || isRecorded(row) ? [] : [joining],
      calls: isPossible ? requests.member(row, joining) : [],
    }));
  }

  for (const [member, herConsents] of consentsOf) {
    const joining = joiningConsent(herConsents);
    // Each waits for the one before: the order of her consents matters.
    let previous: ReadRow = member;
    for (const row of sortConsents(herConsents)) {
      // The consents of a woman who is in the system are there, too.
      if (settleWithoutSending(row, states.get(member) === 'known')) continue;
      // This consent has no operation of its own: the request that enrols the woman contains it.
      if (row === joining && !isFaulty(row) && !isRecorded(member)) {
        states.set(row, isReady(member) ? 'right' : 'waiting');
        continue;
      }
      const prerequisites = [previous];
      settle(row, isReady(member), () => ({
        prerequisites,
        // Of the row's consents, those that are not yet in the system.
        calls: requests.consents(row, member).filter((call) => !existingIds.has(idInBody(call))),
      }));
      previous = row;
    }
  }

  for (const row of rows.children) {
    const member = memberOf.get(row);
    if (settleWithoutSending(row, member !== undefined && states.get(member) === 'known')) continue;
    settle(row, isReady(member), () => ({ prerequisites: [member], calls: requests.child(row) }));
  }

  for (const openingRows of openingsOf(workbook)) {
    const { opening, accounts, borrowings } = openingRows;
    const includedRows = [...accounts, ...borrowings];
    // An opening is never joined with a record, so this one is left out, and its parts with it.
    if (settleWithoutSending(opening)) {
      for (const part of includedRows) states.set(part, 'left');
      continue;
    }
    const members = [...new Set(accounts.map(makerOf))];
    const isPossible =
      isGroupReady(opening) &&
      !unsettledOpenings.has(opening) &&
      !includedRows.some(isFaulty) &&
      members.every(isReady);
    settle(opening, isPossible, () => ({
      prerequisites: [groupRow(opening), ...members],
      includedRows,
      calls: requests.opening(openingRows),
    }));
    const stateOfSoundParts = states.get(opening) === 'right' ? 'right' : 'waiting';
    for (const part of includedRows) states.set(part, isFaulty(part) ? 'faulty' : stateOfSoundParts);
  }

  for (const row of rows.entitlements) {
    const member = makerOf(row);
    // Undefined for a row with faults or without a woman: it belongs to no case.
    const role = roles.get(row);
    if (settleWithoutSending(row)) continue;
    // The row that opens her case may name her by another number, under which her row is not right.
    const isPossible =
      isReady(member) && role !== undefined && !isFaulty(role.opener) && isReady(makerOf(role.opener));
    settle(row, isPossible, () => ({
      prerequisites: [
        member,
        // The opener's requests make the case.
        ...(role?.opens === false ? [role.opener] : []),
        // A case is closed after all its other rows are recorded.
        ...(role?.closes === true && !role.opens
          ? role.rows.filter((one) => one !== row && !isFaulty(one))
          : []),
      ],
      calls: requests.entitlement(row),
    }));
  }

  for (const row of rows.outreach) {
    if (!settleWithoutSending(row)) settle(row, true, () => ({ calls: requests.outreach(row) }));
  }

  // The remaining rows name a group or a woman that is nowhere.
  for (const row of allRows(workbook))
    if (!states.has(row)) states.set(row, isFaulty(row) ? 'faulty' : 'waiting');
  return { operations, states };
}
