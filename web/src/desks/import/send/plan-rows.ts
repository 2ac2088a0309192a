import { joiningConsent, sortConsents } from '../check/check-consents.ts';
import type { rowsByMember } from '../check/linked-workbook.ts';
import type { ReadRow } from '../read/workbook-rows.ts';
import type { CaseRole } from './case-roles.ts';
import { openingsOf } from './opening-rows.ts';
import { idInBody } from './operation.ts';
import {
  groupRow,
  isGroupReady,
  isReady,
  isRecorded,
  makerOf,
  type Planning,
  settle,
  settleWithoutSending,
} from './planning.ts';
import {
  childRequests,
  collectiveRequests,
  consentRequests,
  entitlementRequests,
  memberRequests,
  openingRequests,
  outreachRequests,
} from './requests.ts';

/**
 * Each function here plans the rows of one sheet of an import: it sets their `states` and adds their `operations` in `planning`. `planOf`
 * calls them in an order in which groups and women come before the rows that belong to them.
 */

/** Each woman's rows of consents, by her own row. */
type ConsentsOf = ReturnType<typeof rowsByMember<'consents'>>;

export function planGroups(planning: Planning): void {
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

export function planWomen(planning: Planning, consentsOf: ConsentsOf): void {
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
export function planConsents(planning: Planning, consentsOf: ConsentsOf): void {
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
      const rowBefore = previous;
      settle(planning, row, isReady(planning, member), () => ({
        prerequisites: [rowBefore],
        // The row's consents that the system has already are not sent again.
        calls: consentRequests(planning, row, member).filter((call) => !existingIds.has(idInBody(call))),
      }));
      previous = row;
    }
  }
}

export function planChildren(planning: Planning): void {
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

export function planOpenings(planning: Planning): void {
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

export function planEntitlements(planning: Planning): void {
  const { workbook, rowIds, isFaulty } = planning;
  for (const row of workbook.rows.entitlements) {
    if (settleWithoutSending(planning, row)) continue;
    const member = makerOf(planning, row);
    // A row with faults or without a woman belongs to no case, and has no role.
    const role = rowIds.roles.get(row);
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

export function planOutreach(planning: Planning): void {
  for (const row of planning.workbook.rows.outreach) {
    if (!settleWithoutSending(planning, row))
      settle(planning, row, true, () => ({ calls: outreachRequests(planning, row) }));
  }
}
