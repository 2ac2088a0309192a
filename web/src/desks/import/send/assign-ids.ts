import { createLeftOutCheck } from '../check/leave-out-rules.ts';
import type { LinkedWorkbook } from '../check/linked-workbook.ts';
import type { ReadRow } from '../read/workbook-rows.ts';
import {
  type Assigning,
  type IdDeps,
  idFor,
  type KeptIds,
  lookUpId,
  recallDecisions,
  takeContent,
} from './assigning.ts';
import { type CaseRoles, caseRolesOf } from './case-roles.ts';
import { entitlementSlots, idOfGroup, idOfWoman, maxRecordsOfRow, type RowIds } from './row-ids.ts';

/**
 * The ids of the records that an import's rows make. They are random: ids derived from a row's content would let people
 * guess names from ids. A row that is read again gets the same ids, from its own columns of ids, or from this laptop,
 * which keeps them by a keyed hash of the row's content.
 */

export type AssignedIds = RowIds & {
  /** The hash of each row. */
  readonly hashes: ReadonlyMap<ReadRow, string>;
  /**
   * Ids that the laptop doesn't keep yet, by the hash of the row and the record's number in it: new ids, and ids that only
   * the workbook's columns have. They must be saved before anything is sent.
   */
  readonly idsToKeep: ReadonlyMap<string, string>;
};

/** Assigns to an import's rows the ids of the records that they make, and their roles in cases of entitlements. */
export function assignIds(workbook: LinkedWorkbook, kept: KeptIds, deps: IdDeps): AssignedIds {
  const ids = new Map<ReadRow, (string | undefined)[]>();
  const hashes = new Map<ReadRow, string>();
  const idsToKeep = new Map<string, string>();
  const joinedIds = new Map<ReadRow, string>();
  const leftOutRows = new Set<ReadRow>();
  const assigning: Assigning = {
    workbook,
    kept,
    deps,
    ids,
    hashes,
    idsToKeep,
    joinedIds,
    leftOutRows,
    contentCounts: new Map(),
  };
  const { rows, groupOf } = workbook;
  // First the groups, then the women, then the rows that belong to them: a row's content contains the id of the group or woman that it belongs to.
  for (const row of rows.collectives) assignAll(assigning, row, '');
  /** The id of the row's group, which stands in this workbook or in the system; empty if the group is unknown. */
  const groupId = (row: ReadRow): string => idOfGroup(groupOf.get(row), ids) ?? '';
  for (const row of rows.members) {
    const content = takeContent(assigning, row, groupId(row));
    recallDecisions(assigning, row, content);
    // A woman who was joined with a record gets that record's id, so that the rows that belong to her are recorded for it.
    ids.set(row, [joinedIds.get(row) ?? idFor(assigning, row, content, 0)]);
  }
  for (const row of [...rows.consents, ...rows.children, ...rows.accounts]) {
    assignAll(assigning, row, idOfWoman(row, workbook, ids) ?? '');
  }
  for (const row of [...rows.openings, ...rows.borrowings]) assignAll(assigning, row, groupId(row));
  for (const row of rows.outreach) assignAll(assigning, row, '');
  const roles = assignToEntitlements(assigning);
  return { ids, joinedIds, leftOutRows, hashes, idsToKeep, roles };
}

/**
 * Assigns the ids of a row that makes as many records as its sheet allows. A joined row gets its ids too: nothing is sent with them, and no other
 * row names a joined row.
 */
function assignAll(assigning: Assigning, row: ReadRow, parentId: string): void {
  const content = takeContent(assigning, row, parentId);
  recallDecisions(assigning, row, content);
  const recordIds: string[] = [];
  for (let slot = 0; slot < maxRecordsOfRow[row.sheet]; slot += 1)
    recordIds.push(idFor(assigning, row, content, slot));
  assigning.ids.set(row, recordIds);
}

/** Assigns the ids of the rows of entitlements, after those of all others. @returns their roles in cases */
function assignToEntitlements(assigning: Assigning): CaseRoles {
  const { workbook, ids, joinedIds, leftOutRows, deps } = assigning;
  const womanIdOf = (row: ReadRow): string | undefined => idOfWoman(row, workbook, ids);
  const contents = new Map(
    workbook.rows.entitlements.map((row) => [row, takeContent(assigning, row, womanIdOf(row) ?? '')]),
  );
  /** The rows by which an earlier import opened or closed a case, as the record of it shows. They keep these roles. */
  const earlierOpeners = new Set<ReadRow>();
  const earlierClosers = new Set<ReadRow>();
  for (const [row, content] of contents) {
    recallDecisions(assigning, row, content);
    const hasRecorded = (slot: number): boolean => {
      const { id } = lookUpId(assigning, row, content, slot);
      return id !== undefined && deps.isRecorded(id);
    };
    if (hasRecorded(entitlementSlots.openedCase)) earlierOpeners.add(row);
    if (hasRecorded(entitlementSlots.closingEvent)) earlierClosers.add(row);
  }
  const isLeftOut = createLeftOutCheck(workbook, leftOutRows);
  const roles = caseRolesOf(workbook.rows.entitlements, {
    womanIdOf,
    isSkipped: (row) => joinedIds.has(row) || isLeftOut(row),
    hadOpened: (row) => earlierOpeners.has(row),
    hadClosed: (row) => earlierClosers.has(row),
  });
  for (const [row, content] of contents) {
    const role = roles.get(row);
    // A row without a role, such as one that is left out now, still has the ids of what it recorded.
    const opensCase = role?.opens ?? earlierOpeners.has(row);
    const closesCase = role?.closes ?? earlierClosers.has(row);
    ids.set(row, [
      idFor(assigning, row, content, entitlementSlots.event),
      opensCase ? idFor(assigning, row, content, entitlementSlots.openedCase) : undefined,
      closesCase ? idFor(assigning, row, content, entitlementSlots.closingEvent) : undefined,
    ]);
  }
  return roles;
}
