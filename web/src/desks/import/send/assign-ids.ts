import { canonicalJson } from '../../../../../functions/shared/text/canonical-json.ts';
import { createLeftOutCheck } from '../check/leave-out-rules.ts';
import type { LinkedWorkbook } from '../check/linked-workbook.ts';
import type { ReadRow } from '../read/workbook-rows.ts';
import { type CaseRoles, caseRolesOf } from './case-roles.ts';
import { entitlementSlots, idOfGroup, idOfWoman, maxRecordsOfRow, type RowIds } from './row-ids.ts';

/**
 * The ids of the records that an import's rows make. They are random: ids derived from a row's content would let people
 * guess names from ids. A row that is read again gets the same ids, from its own columns of ids, or from this laptop,
 * which keeps them by a keyed hash of the row's content.
 */

/** What this laptop keeps of earlier imports. Without the key of the hashes it reveals nothing. */
export type KeptIds = {
  /** The ids of the records that rows make, by the hash of the row and the record's number in it. */
  readonly ids: ReadonlyMap<string, string>;
  /** The id of the record with which a row was joined because both say the same, by the row's hash. */
  readonly joinedIds: ReadonlyMap<string, string>;
  /** The hashes of rows that the coordinator leaves out on purpose. */
  readonly leftOutHashes: ReadonlySet<string>;
};

type Deps = {
  /** A keyed hash: the same text has the same hash. */
  readonly hash: (text: string) => string;
  readonly newId: () => string;
  /**
   * Whether the record with this id was recorded. That a row has an id does not say so: a plan that was never sent may have given
   * it, on this laptop or in the workbook's columns.
   */
  readonly isRecorded: (id: string) => boolean;
};

export type AssignedIds = RowIds & {
  /** The hash of each row. */
  readonly hashes: ReadonlyMap<ReadRow, string>;
  /**
   * Ids that the laptop doesn't keep yet, by the hash of the row and the record's number in it: new ids, and ids that only
   * the workbook's columns have. They must be saved before anything is sent.
   */
  readonly idsToKeep: ReadonlyMap<string, string>;
};

/**
 * The columns by which rows refer to each other: a woman's own number, and on other rows her number or the group's name. The
 * hash leaves them out, since another workbook may number its rows differently. Instead it contains the id of the woman or group that the
 * row belongs to.
 */
const referenceColumns = new Set(['number', 'member', 'collective']);

/** What has been assigned so far. */
type Assigning = {
  readonly workbook: LinkedWorkbook;
  readonly kept: KeptIds;
  readonly deps: Deps;
  readonly ids: Map<ReadRow, (string | undefined)[]>;
  readonly hashes: Map<ReadRow, string>;
  readonly idsToKeep: Map<string, string>;
  readonly joinedIds: Map<ReadRow, string>;
  readonly leftOutRows: Set<ReadRow>;
  /** How many rows so far had each content. */
  readonly contentCounts: Map<string, number>;
};

/** Assigns to an import's rows the ids of the records that they make, and their roles in cases of entitlements. */
export function assignIds(workbook: LinkedWorkbook, kept: KeptIds, deps: Deps): AssignedIds {
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
 * A row's content as a text. Rows with equal content are numbered in the order of the calls, so that each has an id of its own: it must
 * be called once for each row.
 * @param parentId the id of the woman or group that the row belongs to; empty for none
 */
function takeContent({ contentCounts }: Assigning, row: ReadRow, parentId: string): string {
  const values = Object.entries(row.values).filter(([key]) => !referenceColumns.has(key));
  const content = canonicalJson({ sheet: row.sheet, parent: parentId, values: Object.fromEntries(values) });
  const earlierRows = contentCounts.get(content) ?? 0;
  contentCounts.set(content, earlierRows + 1);
  return `${earlierRows} ${content}`;
}

/**
 * The key under which the laptop keeps a record's id, and the id, if the record has one already.
 * @param slot the number of the record in the row, from 0
 */
function lookUpId(
  { kept, deps }: Assigning,
  row: ReadRow,
  content: string,
  slot: number,
): { key: string; id: string | undefined } {
  const key = deps.hash(`${slot} ${content}`);
  return { key, id: row.ids[slot] ?? kept.ids.get(key) };
}

/** The id of a record of a row: the one that it has already, or a new one. */
function idFor(assigning: Assigning, row: ReadRow, content: string, slot: number): string {
  const { kept, deps, idsToKeep } = assigning;
  const { key, id = deps.newId() } = lookUpId(assigning, row, content, slot);
  // The id is new, or only the row's column has it: the row was changed since, or another laptop read it. Once kept, it is
  // found without the column too.
  if (!kept.ids.has(key)) idsToKeep.set(key, id);
  return id;
}

/** Takes over the earlier decisions about a row: that it is left out, or joined with a record. */
function recallDecisions(
  { kept, deps, hashes, leftOutRows, joinedIds }: Assigning,
  row: ReadRow,
  content: string,
): void {
  // The hash of the row's first record stands for the row.
  const rowHash = deps.hash(`0 ${content}`);
  hashes.set(row, rowHash);
  if (kept.leftOutHashes.has(rowHash)) leftOutRows.add(row);
  const joinedId = kept.joinedIds.get(rowHash);
  if (joinedId !== undefined) joinedIds.set(row, joinedId);
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
    ids.set(row, [
      idFor(assigning, row, content, entitlementSlots.event),
      // A row without a role, such as one that is left out now, still has what it recorded.
      (role?.opens ?? earlierOpeners.has(row))
        ? idFor(assigning, row, content, entitlementSlots.openedCase)
        : undefined,
      (role?.closes ?? earlierClosers.has(row))
        ? idFor(assigning, row, content, entitlementSlots.closingEvent)
        : undefined,
    ]);
  }
  return roles;
}
