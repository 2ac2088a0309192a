import { canonicalJson } from '../../../../functions/domain/canonical-json.ts';
import { caseRolesOf } from './case-roles.ts';
import type { LinkedWorkbook } from './linked-workbook.ts';
import { type Ids, idOfGroup, maxRecordsOfRow } from './row-ids.ts';
import type { ReadRow } from './workbook-rows.ts';

/**
 * Gives each row the random ids of what it makes. A row that comes again, after a cut or in a second run, gets the same: those of its own
 * columns of ids, or those that this laptop keeps by a keyed hash of what the row says. No id follows from a row's content: then names could be
 * guessed from ids.
 */

/** What this laptop keeps of imports. None of it says anything without the key of the hashes. */
export type KeptIds = {
  /** The id of each thing that rows make, by the hash of its row. */
  readonly ids: ReadonlyMap<string, string>;
  /** What was in the system already, by the hash of the row that says the same. */
  readonly sameAs: ReadonlyMap<string, string>;
  /** The hashes of rows that she leaves out on purpose. */
  readonly leftOut: ReadonlySet<string>;
};

type Deps = {
  /** A keyed hash: the same text gives the same. */
  readonly hash: (text: string) => string;
  readonly newId: () => string;
};

export type Assigned = Ids & {
  /** The hash of each row. */
  readonly hashes: ReadonlyMap<ReadRow, string>;
  /**
   * Ids that were made now, or that the workbook's columns tell of rows in other words, by their hashes: to be kept before anything is
   * sent.
   */
  readonly toKeep: ReadonlyMap<string, string>;
};

/** Columns that name another row, by words that only this workbook knows. */
const references = new Set(['number', 'member', 'collective']);

export function assignIds(workbook: LinkedWorkbook, kept: KeptIds, { hash, newId }: Deps): Assigned {
  const ids = new Map<ReadRow, (string | undefined)[]>();
  const hashes = new Map<ReadRow, string>();
  const toKeep = new Map<string, string>();
  const sameAs = new Map<ReadRow, string>();
  const leftOut = new Set<ReadRow>();
  const counts = new Map<string, number>();

  /** What a row says, told apart from its equals by their order. */
  const contentOf = (row: ReadRow, parent: string): string => {
    const values = Object.entries(row.values).filter(([key]) => !references.has(key));
    const content = canonicalJson({ sheet: row.sheet, parent, values: Object.fromEntries(values) });
    const count = counts.get(content) ?? 0;
    counts.set(content, count + 1);
    return `${count} ${content}`;
  };
  const lookUp = (row: ReadRow, content: string, slot: number): { key: string; id: string | undefined } => {
    const key = hash(`${slot} ${content}`);
    return { key, id: row.ids[slot] ?? kept.ids.get(key) };
  };
  const give = (row: ReadRow, content: string, slot: number): string => {
    const { key, id } = lookUp(row, content, slot);
    // A row that was mended keeps its id, also where it comes again without the columns of ids.
    if (id !== undefined && !kept.ids.has(key)) toKeep.set(key, id);
    if (id !== undefined) return id;
    const made = newId();
    toKeep.set(key, made);
    return made;
  };
  /** Notes what she said of a row earlier. @returns the id of what it repeats */
  const recall = (row: ReadRow, content: string): string | undefined => {
    const key = hash(`0 ${content}`);
    hashes.set(row, key);
    if (kept.leftOut.has(key)) leftOut.add(row);
    const known = kept.sameAs.get(key);
    if (known !== undefined) sameAs.set(row, known);
    return known;
  };
  const giveAll = (row: ReadRow, parent: string): void => {
    const content = contentOf(row, parent);
    recall(row, content);
    const given: string[] = [];
    for (let slot = 0; slot < maxRecordsOfRow[row.sheet]; slot += 1) given.push(give(row, content, slot));
    ids.set(row, given);
  };

  for (const row of workbook.rows.collectives) giveAll(row, '');
  const groupId = (row: ReadRow): string => idOfGroup(workbook.groupOf.get(row), { ids }) ?? '';
  for (const row of workbook.rows.members) {
    const content = contentOf(row, groupId(row));
    ids.set(row, [recall(row, content) ?? give(row, content, 0)]);
  }
  const memberId = (row: ReadRow): string => {
    const member = workbook.memberOf.get(row);
    return (member === undefined ? undefined : ids.get(member)?.[0]) ?? '';
  };
  for (const row of [...workbook.rows.consents, ...workbook.rows.children, ...workbook.rows.accounts]) {
    giveAll(row, memberId(row));
  }
  for (const row of [...workbook.rows.openings, ...workbook.rows.borrowings]) giveAll(row, groupId(row));
  for (const row of workbook.rows.outreach) giveAll(row, '');

  const contents = new Map(workbook.rows.entitlements.map((row) => [row, contentOf(row, memberId(row))]));
  const has = new Set<string>();
  for (const [row, content] of contents) {
    recall(row, content);
    for (const slot of [1, 2]) {
      if (lookUp(row, content, slot).id !== undefined) has.add(`${slot} ${row.sheetName} ${row.rowNumber}`);
    }
  }
  const roles = caseRolesOf(workbook, {
    isOut: (row) => sameAs.has(row) || leftOut.has(row),
    had: (row, slot) => has.has(`${slot} ${row.sheetName} ${row.rowNumber}`),
  });
  for (const [row, content] of contents) {
    const role = roles.get(row);
    ids.set(row, [
      give(row, content, 0),
      role?.opens === true ? give(row, content, 1) : undefined,
      role?.closes === true ? give(row, content, 2) : undefined,
    ]);
  }
  return { ids, sameAs, leftOut, hashes, toKeep, roles };
}
