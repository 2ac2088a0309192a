import { canonicalJson } from '../../../../../functions/shared/text/canonical-json.ts';
import type { LinkedWorkbook } from '../check/linked-workbook.ts';
import type { ReadRow } from '../read/workbook-rows.ts';

/** How the ids of one row of an import are found or made. `assign-ids.ts` goes through the rows. */

/** What this laptop keeps of earlier imports. Without the key of the hashes it reveals nothing. */
export type KeptIds = {
  /** The ids of the records that rows make, each by the hash of its row's content and its number among the records of the row. */
  readonly ids: ReadonlyMap<string, string>;
  /** The id of the record with which a row was joined because both say the same, by the row's hash. */
  readonly joinedIds: ReadonlyMap<string, string>;
  /** The hashes of rows that the coordinator leaves out on purpose. */
  readonly leftOutHashes: ReadonlySet<string>;
};

export type IdDeps = {
  /** A keyed hash: the same text has the same hash. */
  readonly hash: (text: string) => string;
  readonly newId: () => string;
  /**
   * Whether the record with this id was recorded. That a row has an id does not say so: a plan that was never sent may have given
   * it, on this laptop or in the workbook's columns.
   */
  readonly isRecorded: (id: string) => boolean;
};

/**
 * The columns by which rows refer to each other: a woman's own number, and on other rows her number or the group's name. The
 * hash leaves them out, since another workbook may number its rows differently. Instead it contains the id of the woman or group that the
 * row belongs to.
 */
const referenceColumns = new Set(['number', 'member', 'collective']);

/** What has been assigned so far. */
export type Assigning = {
  readonly workbook: LinkedWorkbook;
  readonly kept: KeptIds;
  readonly deps: IdDeps;
  readonly ids: Map<ReadRow, (string | undefined)[]>;
  readonly hashes: Map<ReadRow, string>;
  readonly idsToKeep: Map<string, string>;
  readonly joinedIds: Map<ReadRow, string>;
  readonly leftOutRows: Set<ReadRow>;
  /** How many rows so far had each content. */
  readonly contentCounts: Map<string, number>;
};

/**
 * A row's content as a text. Rows with equal content are numbered in the order of the calls, so that each has an id of its own: it must
 * be called once for each row.
 * @param parentId the id of the woman or group that the row belongs to; empty for none
 */
export function takeContent({ contentCounts }: Assigning, row: ReadRow, parentId: string): string {
  const values = Object.entries(row.values).filter(([key]) => !referenceColumns.has(key));
  const content = canonicalJson({ sheet: row.sheet, parent: parentId, values: Object.fromEntries(values) });
  const earlierCount = contentCounts.get(content) ?? 0;
  contentCounts.set(content, earlierCount + 1);
  return `${earlierCount} ${content}`;
}

/**
 * The key under which the laptop keeps a record's id, and the id, if the record has one already.
 * @param slot the number of the record in the row, from 0
 */
export function lookUpId(
  { kept, deps }: Assigning,
  row: ReadRow,
  content: string,
  slot: number,
): { key: string; id: string | undefined } {
  const key = deps.hash(`${slot} ${content}`);
  return { key, id: row.ids[slot] ?? kept.ids.get(key) };
}

/** The id of a record of a row: the one that it has already, or a new one. */
export function idFor(assigning: Assigning, row: ReadRow, content: string, slot: number): string {
  const { kept, deps, idsToKeep } = assigning;
  const { key, id = deps.newId() } = lookUpId(assigning, row, content, slot);
  // The id is new, or only the row's column has it: the row was changed since, or another laptop read it. Once kept, it is
  // found without the column too.
  if (!kept.ids.has(key)) idsToKeep.set(key, id);
  return id;
}

/** Takes over the earlier decisions about a row: that it is left out, or joined with a record. */
export function recallDecisions(
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
