import type { Api } from '../../api/client.ts';
import { readList } from '../../api/pages.ts';
import { todayInIndia } from '../../i18n/today.ts';
import type { Assigned } from './assign-ids.ts';
import type { Fault } from './faults.ts';
import type { KeptImports } from './kept-imports.ts';
import { findKnownWomen, type KnownWoman, type KnownWomen } from './known-women.ts';
import { linkRows } from './link-rows.ts';
import type { LinkedWorkbook } from './linked-workbook.ts';
import type { Operation, Plan } from './plan.ts';
import { type Decisions, planWorkbook } from './plan-workbook.ts';
import { type ExistingRecords, noExistingRecords, readEntitlements, readExisting } from './read-existing.ts';
import { readSheets } from './read-sheets.ts';
import { findRepeatedWomen, type RepeatedWoman } from './repeated-women.ts';
import type { Repeat } from './repeats-rules.ts';
import type { RawSheet, ReadRow } from './workbook-rows.ts';

/** What is known of a workbook before anything is sent. */
export type CheckedImport = KnownWomen & {
  readonly workbook: LinkedWorkbook;
  readonly existing: ExistingRecords;
  readonly assigned: Assigned;
  readonly plan: Plan;
  /** Of rows that are not left out. */
  readonly faults: readonly Fault[];
  /** The operations that were recorded before. */
  readonly done: ReadonlySet<Operation>;
  /** Rows that say something else than what was recorded of them. */
  readonly changed: readonly ReadRow[];
  readonly hashes: ReadonlyMap<Operation, string>;
  /** Ids that were made for this workbook, and so were never sent. */
  readonly neverSent: ReadonlySet<string>;
  readonly twice: readonly RepeatedWoman[];
  readonly repeats: readonly Repeat[];
};

/** Pages of a list, of a hundred each, that are read at most. */
const maxPages = 100;

const undecided: Decisions = { sames: new Map(), others: new Set() };

/** Checks the sheets of an import's workbook against themselves and the system. Nothing is sent or saved. */
export async function checkSheets(
  api: Api,
  kept: KeptImports,
  sheets: readonly RawSheet[],
  onProgress: (done: number, of: number) => void,
): Promise<CheckedImport> {
  const groups = await readList(api, 'GET /api/collectives', {}, maxPages);
  const workbook = linkRows(readSheets(sheets, todayInIndia()), groups.items);
  const groupNames = new Map(groups.items.map(({ id, name }) => [id, name]));
  const lists = await readExisting(api, {
    hasMembers: workbook.rows.members.length > 0,
    hasOutreach: workbook.rows.outreach.length > 0,
  });
  const { assigned, done, neverSent } = planWorkbook(workbook, kept, undecided, noExistingRecords, new Set());
  const comparison = await findKnownWomen(api, workbook, assigned, lists, groupNames, onProgress);
  const isDone = new Set([...done].map(({ row }) => row));
  const twice = findRepeatedWomen(workbook).filter(
    ({ row }) =>
      !isDone.has(row) &&
      !assigned.same.has(row) &&
      !assigned.left.has(row) &&
      !lists.ids.has(assigned.ids.get(row)?.[0] ?? ''),
  );
  const existing = await readEntitlements(
    api,
    lists,
    womenWithEntitlements(workbook, assigned, lists, comparison.known, isDone),
    onProgress,
  );
  const planned = planWorkbook(workbook, kept, undecided, existing, neverSent);
  return { workbook, existing, ...planned, twice, ...comparison };
}

/** The women in the system of whom a row tells an entitlement that isn't known to be recorded. */
function womenWithEntitlements(
  workbook: LinkedWorkbook,
  { ids }: Assigned,
  { ids: existing }: ExistingRecords,
  pairs: readonly KnownWoman[],
  isDone: ReadonlySet<ReadRow>,
): string[] {
  const found = new Map<ReadRow, string>(pairs.map(({ row, found: { id } }) => [row, id]));
  return [
    ...new Set(
      workbook.rows.entitlements.flatMap((row) => {
        const member = workbook.memberOf.get(row);
        if (member === undefined || isDone.has(row)) return [];
        const id = found.get(member) ?? ids.get(member)?.[0];
        return id !== undefined && (existing.has(id) || found.has(member)) ? [id] : [];
      }),
    ),
  ];
}
