import { canonicalJson } from '../../../../functions/domain/canonical-json.ts';
import { caseRolesOf } from './case-roles.ts';
import type { LinkedWorkbook } from './linked-workbook.ts';
import { type Ids, idOfGroup, maxRecordsOfRow } from './row-ids.ts';
import type { ReadRow } from './workbook-rows.ts';

/**
 * The ids of the records that an import's rows make. They are random: ids derived from a row's content would let people
 * guess names from ids. A row that is read again gets the same ids, from its own columns of ids, or from this laptop,
 * which keeps them by a keyed hash of the row's content.
 */

/** The ids that this laptop keeps of imports. Without the key of the hashes they reveal nothing. */
export type KeptIds = {
  /** The ids of the records that rows make, by the hash of the row and the record's number in it. */
  readonly ids: ReadonlyMap<string, string>;
  /** The ids of records that were in the system already, by the hash of the row that says the same. */
  readonly sameAs: ReadonlyMap<string, string>;
  /** The hashes of rows that the coordinator leaves out on purpose. */
  readonly leftOut: ReadonlySet<string>;
};

type Deps = {
  /** A keyed hash: the same text has the same hash. */
  readonly hash: (text: string) => string;
  readonly newId: () => string;
};

export type Assigned = Ids & {
  /** The hash of each row. */
  readonly hashes: ReadonlyMap<ReadRow, string>;
  /**
   * New ids, and ids from the workbook's columns whose rows were changed since, by their hashes. They must be saved before
   * anything is sent.
   */
  readonly toKeep: ReadonlyMap<string, string>;
};

/** Columns that name another row. The hash leaves them out, since another workbook may number its rows otherwise. */
const referenceColumns = new Set(['number', 'member', 'collective']);

/** Assigns to an import's rows the ids of the records that they make, and their roles in cases of entitlements. */
export function assignIds(workbook: LinkedWorkbook, kept: KeptIds, { hash, newId }: Deps): Assigned {
  const ids = new Map<ReadRow, (string | undefined)[]>();
  const hashes = new Map<ReadRow, string>();
  const toKeep = new Map<string, string>();
  const sameAs = new Map<ReadRow, string>();
  const leftOut = new Set<ReadRow>();
  const counts = new Map<string, number>();

  /**
   * A row's content as a text. Rows with equal content are numbered, so that each has an id of its own.
   * @param parentId the id of the woman or group that the row belongs to; empty for none
   */
  const contentOf = (row: ReadRow, parentId: string): string => {
    const values = Object.entries(row.values).filter(([key]) => !referenceColumns.has(key));
    const content = canonicalJson({ sheet: row.sheet, parent: parentId, values: Object.fromEntries(values) });
    const count = counts.get(content) ?? 0;
    counts.set(content, count + 1);
    return `${count} ${content}`;
  };
  /** The key of a record's id, and the id if it has one already. @param slot the number of the record in the row, from 0 */
  const lookUp = (row: ReadRow, content: string, slot: number): { key: string; id: string | undefined } => {
    const key = hash(`${slot} ${content}`);
    return { key, id: row.ids[slot] ?? kept.ids.get(key) };
  };
  /** The id of a record of a row: the one that it has already, or a new one. */
  const idFor = (row: ReadRow, content: string, slot: number): string => {
    const { key, id } = lookUp(row, content, slot);
    // A mended row keeps its id, even if it comes again without the columns of ids.
    if (id !== undefined && !kept.ids.has(key)) toKeep.set(key, id);
    if (id !== undefined) return id;
    const made = newId();
    toKeep.set(key, made);
    return made;
  };
  /** Takes over the earlier decisions about a row. @returns the id of the record that it repeats, if any */
  const recallDecisions = (row: ReadRow, content: string): string | undefined => {
    // The key of the row's first record stands for the row.
    const key = hash(`0 ${content}`);
    hashes.set(row, key);
    if (kept.leftOut.has(key)) leftOut.add(row);
    const repeatedId = kept.sameAs.get(key);
    if (repeatedId !== undefined) sameAs.set(row, repeatedId);
    return repeatedId;
  };
  /** Assigns the ids of a sheet of which every row makes as many records as it may. */
  const assignAll = (row: ReadRow, parentId: string): void => {
    const content = contentOf(row, parentId);
    recallDecisions(row, content);
    const recordIds: string[] = [];
    for (let slot = 0; slot < maxRecordsOfRow[row.sheet]; slot += 1)
      recordIds.push(idFor(row, content, slot));
    ids.set(row, recordIds);
  };

  for (const row of workbook.rows.collectives) assignAll(row, '');
  const groupId = (row: ReadRow): string => idOfGroup(workbook.groupOf.get(row), { ids }) ?? '';
  for (const row of workbook.rows.members) {
    const content = contentOf(row, groupId(row));
    ids.set(row, [recallDecisions(row, content) ?? idFor(row, content, 0)]);
  }
  const memberId = (row: ReadRow): string => {
    const member = workbook.memberOf.get(row);
    return (member === undefined ? undefined : ids.get(member)?.[0]) ?? '';
  };
  for (const row of [...workbook.rows.consents, ...workbook.rows.children, ...workbook.rows.accounts]) {
    assignAll(row, memberId(row));
  }
  for (const row of [...workbook.rows.openings, ...workbook.rows.borrowings]) assignAll(row, groupId(row));
  for (const row of workbook.rows.outreach) assignAll(row, '');

  const contents = new Map(workbook.rows.entitlements.map((row) => [row, contentOf(row, memberId(row))]));
  // Slot 0 of an entitlement's row is its event, 1 the case that it opens, 2 the event that closes the case.
  /** The slots 1 and 2 that have an id from an earlier import, each with its row. */
  const usedSlots = new Set<string>();
  for (const [row, content] of contents) {
    recallDecisions(row, content);
    for (const slot of [1, 2]) {
      if (lookUp(row, content, slot).id !== undefined)
        usedSlots.add(`${slot} ${row.sheetName} ${row.rowNumber}`);
    }
  }
  const roles = caseRolesOf(workbook, {
    isSkipped: (row) => sameAs.has(row) || leftOut.has(row),
    hadId: (row, slot) => usedSlots.has(`${slot} ${row.sheetName} ${row.rowNumber}`),
  });
  for (const [row, content] of contents) {
    const role = roles.get(row);
    ids.set(row, [
      idFor(row, content, 0),
      role?.opens === true ? idFor(row, content, 1) : undefined,
      role?.closes === true ? idFor(row, content, 2) : undefined,
    ]);
  }
  return { ids, sameAs, leftOut, hashes, toKeep, roles };
}
