import type { Call } from '../../api/client.ts';
import { joiningConsent, sortConsents } from './check-consents.ts';
import type { Fault } from './faults.ts';
import { createLeftOut } from './leave-out-rules.ts';
import { type LinkedWorkbook, rowsByMember } from './linked-workbook.ts';
import { openingsOf } from './opening-rows.ts';
import { requestsOf } from './requests.ts';
import type { Ids } from './row-ids.ts';
import { allRows, type ReadRow } from './workbook-rows.ts';

/** What is sent of one row: its calls one after the other, after those of other rows. */
export type Operation = {
  readonly row: ReadRow;
  /** Rows that are sent with it: of an opening, savings, loans and borrowings; of a woman, the consent with which she joins. */
  readonly parts: readonly ReadRow[];
  readonly after: readonly ReadRow[];
  readonly calls: readonly Call[];
};

/**
 * `right`: can be sent. `faulty`: to be mended. `waiting`: right, but what it belongs to is not. `known`: in the system already, and not sent.
 * `left`: she leaves it out on purpose.
 */
export type RowState = 'right' | 'faulty' | 'waiting' | 'known' | 'left';

export type Plan = {
  readonly operations: readonly Operation[];
  readonly states: ReadonlyMap<ReadRow, RowState>;
};

type Sending = {
  readonly calls: readonly Call[];
  readonly after?: readonly (ReadRow | undefined)[];
  readonly parts?: readonly ReadRow[];
};

const nothing: ReadonlySet<string> = new Set();

/**
 * The plan of an import: what its rows make, in requests. Rows with faults make nothing, and neither does what
 * belongs to them.
 * @param existing ids of what is in the system
 */
export function planOf(
  workbook: LinkedWorkbook,
  given: Ids,
  faults: readonly Fault[] = workbook.faults,
  existing: ReadonlySet<string> = nothing,
): Plan {
  const { rows, groupOf, memberOf, unsettled } = workbook;
  const { ids, same, left, roles } = given;
  const isLeft = createLeftOut(workbook, left);
  const requests = requestsOf(workbook, given);
  const places = new Set(faults.map(({ sheetName, row }) => `${row} ${sheetName}`));
  const isFaulty = (row: ReadRow): boolean =>
    row.faults.length > 0 || places.has(`${row.row} ${row.sheetName}`);
  const states = new Map<ReadRow, RowState>();
  const operations: Operation[] = [];

  /** Sets a row's state, and adds what it sends if it can be sent. */
  const settle = (row: ReadRow, isPossible: boolean, send: () => Sending): void => {
    const state = isFaulty(row) ? 'faulty' : isPossible ? 'right' : 'waiting';
    states.set(row, state);
    if (state !== 'right') return;
    const { calls, after = [], parts = [] } = send();
    operations.push({ row, calls, parts, after: after.filter((one) => one !== undefined) });
  };
  /** A row that she leaves out, or of something that is in the system already. @returns whether it is settled by that */
  const isSettledAsKnown = (row: ReadRow, isKnown: boolean): boolean => {
    if (isLeft(row)) states.set(row, 'left');
    else if ((isKnown || same.has(row)) && !isFaulty(row)) states.set(row, 'known');
    return states.has(row);
  };
  /** Whether a woman was recorded as this row: then her further consents are sent one by one. */
  const isExisting = (member: ReadRow): boolean => existing.has(ids.get(member)?.[0] ?? '');
  const isReady = (row: ReadRow | undefined): boolean =>
    row !== undefined && (states.get(row) === 'right' || states.get(row) === 'known');
  /** The row that makes a row's group; undefined if the group is in the system. */
  const groupRow = (row: ReadRow): ReadRow | undefined => {
    const group = groupOf.get(row);
    return group !== undefined && 'row' in group ? group.row : undefined;
  };
  const isGroupReady = (row: ReadRow): boolean => {
    const made = groupRow(row);
    return made === undefined ? groupOf.has(row) : isReady(made);
  };

  for (const row of rows.collectives) {
    const known = groupOf.get(row)?.known;
    if (isSettledAsKnown(row, known !== undefined && known.id !== ids.get(row)?.[0])) continue;
    settle(row, true, () => ({ calls: known === undefined ? requests.collective(row) : [] }));
  }

  const consentsOf = rowsByMember(
    rows.consents.filter((row) => !isSettledAsKnown(row, false)),
    workbook,
  );
  for (const row of rows.members) {
    if (isSettledAsKnown(row, false)) continue;
    const hers = consentsOf.get(row) ?? [];
    const joining = joiningConsent(hers);
    const isPossible = isGroupReady(row) && joining !== undefined && !hers.some(isFaulty);
    settle(row, isPossible || isExisting(row), () => ({
      after: [groupRow(row)],
      parts: joining === undefined || isExisting(row) ? [] : [joining],
      calls: isPossible ? requests.member(row, joining) : [],
    }));
  }

  for (const [member, hers] of consentsOf) {
    const joining = joiningConsent(hers);
    let last: ReadRow = member;
    for (const row of sortConsents(hers)) {
      // Of a woman who is in the system, her consents are there, too.
      if (isSettledAsKnown(row, states.get(member) === 'known')) continue;
      if (row === joining && !isFaulty(row) && !isExisting(member)) {
        states.set(row, isReady(member) ? 'right' : 'waiting');
        continue;
      }
      const after = last;
      settle(row, isReady(member), () => ({
        after: [after],
        calls: requests.consents(row, member).filter(({ body }) => !existing.has(String(Object(body).id))),
      }));
      last = row;
    }
  }

  for (const row of rows.children) {
    const member = memberOf.get(row);
    if (isSettledAsKnown(row, member !== undefined && states.get(member) === 'known')) continue;
    settle(row, isReady(member), () => ({ after: [member], calls: requests.child(row) }));
  }

  for (const opened of openingsOf(workbook)) {
    const { opening, accounts, borrowings } = opened;
    const parts = [...accounts, ...borrowings];
    if (isSettledAsKnown(opening, false)) {
      for (const part of parts) states.set(part, 'left');
      continue;
    }
    const members = [...new Set(accounts.map((row) => memberOf.get(row)))];
    const isPossible =
      isGroupReady(opening) && !unsettled.has(opening) && !parts.some(isFaulty) && members.every(isReady);
    settle(opening, isPossible, () => ({
      after: [groupRow(opening), ...members],
      parts,
      calls: requests.opening(opened),
    }));
    const state = states.get(opening) === 'right' ? 'right' : 'waiting';
    for (const part of parts) states.set(part, isFaulty(part) ? 'faulty' : state);
  }

  for (const row of rows.entitlements) {
    const member = memberOf.get(row);
    const role = roles.get(row);
    if (isSettledAsKnown(row, false)) continue;
    const isPossible = isReady(member) && role !== undefined && !isFaulty(role.opener);
    settle(row, isPossible, () => ({
      after: [
        member,
        ...(role?.opens === false ? [role.opener] : []),
        // A case is closed once all else stands in it; rows that were added to a closed one come later.
        ...(role?.closes === true && !role.opens
          ? role.rows.filter((one) => one !== row && !isFaulty(one))
          : []),
      ],
      calls: requests.entitlement(row),
    }));
  }

  for (const row of rows.outreach) {
    if (!isSettledAsKnown(row, false)) settle(row, true, () => ({ calls: requests.outreach(row) }));
  }

  // What names a group or a woman that is not there.
  for (const row of allRows(workbook))
    if (!states.has(row)) states.set(row, isFaulty(row) ? 'faulty' : 'waiting');
  return { operations, states };
}
