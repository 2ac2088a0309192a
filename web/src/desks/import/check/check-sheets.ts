import type { Api } from '../../../api/client.ts';
import { readList } from '../../../api/pages.ts';
import { todayInIndia } from '../../../i18n/today.ts';
import { readSheets } from '../read/read-sheets.ts';
import type { RawSheet, ReadRow } from '../read/workbook-rows.ts';
import { findKnownWomen, type KnownWomen } from '../repeats/known-women.ts';
import { findRepeatedWomen, type RepeatedWoman } from '../repeats/repeated-women.ts';
import type { Repeat } from '../repeats/repeats-rules.ts';
import type { AssignedIds } from '../send/assign-ids.ts';
import type { KeptImports } from '../send/kept-imports.ts';
import type { Operation, Plan } from '../send/operation.ts';
import { type Decisions, planWorkbook } from '../send/plan-workbook.ts';
import {
  type ExistingRecords,
  noExistingRecords,
  readEntitlements,
  readExisting,
} from '../send/read-existing.ts';
import type { Fault } from './faults.ts';
import { linkRows } from './link-rows.ts';
import type { LinkedWorkbook } from './linked-workbook.ts';

/** An import's workbook after the check, before anything is sent. */
export type CheckedImport = KnownWomen & {
  readonly workbook: LinkedWorkbook;
  readonly existing: ExistingRecords;
  readonly assignedIds: AssignedIds;
  readonly plan: Plan;
  /** The faults of the rows that are not left out. */
  readonly faults: readonly Fault[];
  /** The operations that were recorded before. */
  readonly recordedBefore: ReadonlySet<Operation>;
  /** Rows that were recorded before, and say something else now. */
  readonly changedRows: readonly ReadRow[];
  /** The keyed hash of each operation's requests: the same requests have the same hash. */
  readonly hashes: ReadonlyMap<Operation, string>;
  /** The ids that were made since the file was chosen, and so were never sent. */
  readonly neverSent: ReadonlySet<string>;
  readonly repeatedWomen: readonly RepeatedWoman[];
  readonly repeats: readonly Repeat[];
};

const noDecisions: Decisions = { sameWomen: new Map(), notRepeats: new Set() };
const noIds: ReadonlySet<string> = new Set();

/**
 * Checks the sheets of an import's workbook against one another and against the system. Sends and saves nothing.
 * @param districts the districts of an area coordinator, outside of which nothing may lie; empty for the state coordinator
 * @param onProgress counts twice from 0: first the women who are searched, then those whose entitlements are read
 */
export async function checkSheets(
  api: Api,
  kept: KeptImports,
  sheets: readonly RawSheet[],
  districts: readonly string[],
  onProgress: (done: number, all: number) => void,
): Promise<CheckedImport> {
  const groups = await readList(api, 'GET /api/collectives', {}, Number.POSITIVE_INFINITY);
  const workbook = linkRows(readSheets(sheets, todayInIndia()), groups.items, districts);
  const groupNames = new Map(groups.items.map(({ id, name }) => [id, name]));
  const existingLists = await readExisting(api, {
    hasMembers: workbook.rows.members.length > 0,
    hasOutreach: workbook.rows.outreach.length > 0,
  });
  // A first plan, made without a decision or a record of the system. Its ids and recorded rows say what else is to be read.
  const { assignedIds, recordedBefore, neverSent } = planWorkbook(
    workbook,
    kept,
    noDecisions,
    noExistingRecords,
    noIds,
  );
  const womenSearch = await findKnownWomen(api, workbook, assignedIds, existingLists, groupNames, onProgress);
  const recordedRows = new Set([...recordedBefore].map(({ row }) => row));
  // The coordinator is asked only about rows that would make a new member.
  const repeatedWomen = findRepeatedWomen(workbook).filter(
    ({ row }) =>
      !recordedRows.has(row) &&
      !assignedIds.joinedIds.has(row) &&
      !assignedIds.leftOutRows.has(row) &&
      !existingLists.ids.has(assignedIds.ids.get(row)?.[0] ?? ''),
  );
  const existing = await readEntitlements(
    api,
    existingLists,
    idsOfEntitledWomen(workbook, assignedIds, existingLists, { ...womenSearch, repeatedWomen }, recordedRows),
    onProgress,
  );
  const planned = planWorkbook(workbook, kept, noDecisions, existing, neverSent);
  return { workbook, existing, ...planned, repeatedWomen, ...womenSearch };
}

/**
 * The ids of the women in the system for whom a row that was not recorded before has an entitlement. The coordinator has not answered
 * yet who a woman is, so the ids include everybody who she may be.
 */
function idsOfEntitledWomen(
  workbook: LinkedWorkbook,
  { ids }: AssignedIds,
  { ids: existingIds }: ExistingRecords,
  { knownWomen, repeatedWomen }: Pick<CheckedImport, 'knownWomen' | 'repeatedWomen'>,
  recordedRows: ReadonlySet<ReadRow>,
): string[] {
  const foundIds = new Map<ReadRow, string>(knownWomen.map(({ row, foundMember: { id } }) => [row, id]));
  const earlierRows = new Map<ReadRow, ReadRow>(
    repeatedWomen.map(({ row, earlierRow }) => [row, earlierRow]),
  );
  const idsInSystem = new Set([...existingIds, ...foundIds.values()]);
  /** The ids of a woman's row, of the earlier row that may be hers, of the one before that, and so on. */
  const possibleIdsOf = (member: ReadRow | undefined): string[] => {
    if (member === undefined) return [];
    const id = foundIds.get(member) ?? ids.get(member)?.[0];
    const idsOfEarlierRows = possibleIdsOf(earlierRows.get(member));
    return id === undefined ? idsOfEarlierRows : [id, ...idsOfEarlierRows];
  };
  const possibleIds = workbook.rows.entitlements
    .filter((row) => !recordedRows.has(row))
    .flatMap((row) => possibleIdsOf(workbook.memberOf.get(row)));
  return [...new Set(possibleIds)].filter((id) => idsInSystem.has(id));
}
