import { v7 } from 'uuid';
import { canonicalJson } from '../../../../../functions/shared/text/canonical-json.ts';
import { findAccountsOfSameWoman } from '../check/check-openings.ts';
import { type Fault, faultOf } from '../check/faults.ts';
import { createLeftOutCheck, faultsToMend } from '../check/leave-out-rules.ts';
import type { LinkedWorkbook } from '../check/linked-workbook.ts';
import { allRows, type ReadRow } from '../read/workbook-rows.ts';
import { findRepeats } from '../repeats/repeats-rules.ts';
import { type AssignedIds, assignIds } from './assign-ids.ts';
import type { KeptImports } from './kept-imports.ts';
import { idInBody, type Operation, type Plan } from './operation.ts';
import { planOf } from './plan.ts';
import type { ExistingRecords } from './read-existing.ts';

type MemberRow = ReadRow<'members'>;

/**
 * The rows of women that are the same as a member in the system, each with her id, or as an earlier row. That row's id is looked up
 * in each plan: it may be a duplicate itself, and the answer about it may change.
 */
export type SameWomen = ReadonlyMap<MemberRow, string | MemberRow>;

/** What the coordinator decides about a checked workbook. */
export type Decisions = {
  readonly sameWomen: SameWomen;
  /** Rows that look like repeats and are none. */
  readonly notRepeats: ReadonlySet<ReadRow>;
};

/**
 * Plans an import's workbook: gives its rows ids, finds repeats, and tells which operations were recorded before. Adds the
 * new ids to `kept`, only in memory; the caller saves it. It doesn't add the joined rows: they are kept once the plan is sent. Until
 * then each plan begins without them, so that the coordinator can take an answer back.
 * @param neverSentBefore the ids that earlier plans of this workbook made: their `neverSent`
 */
export function planWorkbook(
  workbook: LinkedWorkbook,
  kept: KeptImports,
  { sameWomen, notRepeats }: Decisions,
  existing: ExistingRecords,
  neverSentBefore: ReadonlySet<string>,
) {
  /** The ids that were made since the file was chosen. */
  const neverSent = new Set(neverSentBefore);
  /** Whether a record was recorded from this laptop, or is in the system. */
  const isIdRecorded = (id: string): boolean => kept.operationHashById.has(id) || existing.ids.has(id);
  const deps = {
    isRecorded: isIdRecorded,
    hash: kept.hash,
    newId: () => {
      const id = v7();
      neverSent.add(id);
      return id;
    },
  };
  /** The ids with which rows are joined, by the row's hash: those of earlier imports, and this plan's. */
  const joinedIds = new Map(kept.joinedIds);
  const assign = (): AssignedIds => {
    const result = assignIds(workbook, { ...kept, joinedIds }, deps);
    for (const [hash, id] of result.idsToKeep) kept.ids.set(hash, id);
    return result;
  };
  let assignedIds = assign();
  /** Joins rows with the records that they repeat, and assigns the ids anew, since other rows may name the joined rows. */
  const join = (rows: readonly (readonly [ReadRow, string])[]): void => {
    // Every row has a hash.
    for (const [row, id] of rows) joinedIds.set(assignedIds.hashes.get(row) ?? '', id);
    if (rows.length > 0) assignedIds = assign();
  };
  /** The id of a row's main record; empty if the row has no ids. A row may make other records too, such as an entitlement's case. */
  const idOf = (row: ReadRow): string => assignedIds.ids.get(row)?.[0] ?? '';
  /** The id of the woman of a row: of the member in the system, if the row is the same as one, or that of the first of her rows. */
  const womanIdOf = (row: MemberRow): string => {
    const same = sameWomen.get(row) ?? idOf(row);
    return typeof same === 'string' ? same : womanIdOf(same);
  };
  join([...sameWomen.keys()].map((row) => [row, womanIdOf(row)]));
  /** Whether a row is joined with a record, or a record of the row itself was recorded. */
  const isRecorded = (row: ReadRow): boolean =>
    assignedIds.joinedIds.has(row) ||
    (assignedIds.ids.get(row) ?? []).some((id) => id !== undefined && isIdRecorded(id));
  const repeats = findRepeats(workbook, assignedIds, existing, isRecorded);
  join(repeats.filter(({ row }) => !notRepeats.has(row)).map(({ row, id }) => [row, id]));

  const { plan, faults } = planWithFaults(workbook, assignedIds, existing, neverSent);
  const comparison = compareWithRecorded(plan, kept, existing, idOf);
  return { assignedIds, faults, plan, ...comparison, neverSent, repeats };
}

/**
 * Compares a plan with what was recorded before, from this laptop or another.
 * @param idOf the id of a row's main record; empty if the row has no ids
 */
function compareWithRecorded(
  { operations }: Plan,
  kept: KeptImports,
  existing: ExistingRecords,
  idOf: (row: ReadRow) => string,
) {
  const hashes = new Map(
    operations.map((operation): [Operation, string] => [
      operation,
      kept.hash(canonicalJson(operation.calls)),
    ]),
  );
  const isInSystem = ({ calls }: Operation): boolean =>
    calls.every((call) => existing.ids.has(idInBody(call)));
  // Recorded with the same content, recorded with other content (see `changedRows`), or in the system already.
  const recordedBefore = new Set(
    operations.filter(
      (operation) =>
        kept.recordedHashes.has(hashes.get(operation) ?? '') ||
        kept.operationHashById.has(idOf(operation.row)) ||
        isInSystem(operation),
    ),
  );
  /** The rows that say something else now than what was recorded from them. */
  const changedRows = operations
    .filter((operation) => {
      const recordedHash = kept.operationHashById.get(idOf(operation.row));
      // An operation without calls was in the system already: its hash says nothing.
      const hasCalls = operation.calls.length > 0;
      return recordedHash !== undefined && hasCalls && recordedHash !== hashes.get(operation);
    })
    .map(({ row }) => row);
  return { hashes, recordedBefore, changedRows };
}

/** The plan of the workbook, and the faults of its rows that are not left out. */
function planWithFaults(
  workbook: LinkedWorkbook,
  assignedIds: AssignedIds,
  existing: ExistingRecords,
  neverSent: ReadonlySet<string>,
): { readonly plan: Plan; readonly faults: readonly Fault[] } {
  const isLeftOut = createLeftOutCheck(workbook, assignedIds.leftOutRows);
  const accounts = workbook.rows.accounts.filter((row) => !isLeftOut(row));
  const faults = [
    ...faultsToMend(workbook.faults, allRows(workbook), isLeftOut),
    ...findAccountsOfSameWoman(accounts, workbook, assignedIds.ids),
  ];
  const plan = planOf(workbook, assignedIds, faults, existing.ids);
  // A group's account books are opened once. It is a fault if the books are open and this opening was never sent.
  const faultsOfOpenBooks = plan.operations.flatMap(({ row }) => {
    const isOpen =
      row.sheet === 'openings' && workbook.groupOf.get(row)?.knownGroup?.openedAsOf !== undefined;
    const id = assignedIds.ids.get(row)?.[0] ?? '';
    return isOpen && neverSent.has(id) ? [faultOf(row, 'collective', 'booksOpen')] : [];
  });
  if (faultsOfOpenBooks.length === 0) return { plan, faults };
  const allFaults = [...faults, ...faultsOfOpenBooks];
  return { plan: planOf(workbook, assignedIds, allFaults, existing.ids), faults: allFaults };
}
