import { v7 } from 'uuid';
import { canonicalJson } from '../../../../functions/domain/canonical-json.ts';
import { type Assigned, assignIds } from './assign-ids.ts';
import { type Fault, faultOf } from './faults.ts';
import type { KeptImports } from './kept-imports.ts';
import { createLeftOut, faultsToMend } from './leave-out-rules.ts';
import type { LinkedWorkbook } from './linked-workbook.ts';
import { type Operation, type Plan, planOf } from './plan.ts';
import type { ExistingRecords } from './read-existing.ts';
import { findRepeats } from './repeats-rules.ts';
import { allRows, type ReadRow } from './workbook-rows.ts';

/** Rows that she says are a woman who stands elsewhere: each with her id there. */
export type SameWomen = ReadonlyMap<ReadRow<'members'>, string>;

/** What she says of a checked workbook. */
export type Decisions = {
  readonly sames: SameWomen;
  /** Rows that may repeat something, of which she says that they don't. */
  readonly others: ReadonlySet<ReadRow>;
};

/**
 * Gives each row its ids, and each operation what is known of it. `kept` notes the new ids and what rows repeat, in memory: its caller saves it.
 * @param neverSentBefore ids that an earlier plan of this workbook made
 */
export function planWorkbook(
  workbook: LinkedWorkbook,
  kept: KeptImports,
  { sames, others }: Decisions,
  existing: ExistingRecords,
  neverSentBefore: ReadonlySet<string>,
) {
  const neverSent = new Set(neverSentBefore);
  const deps = {
    hash: kept.hash,
    newId: () => {
      const id = v7();
      neverSent.add(id);
      return id;
    },
  };
  const assign = (): Assigned => {
    const assigned = assignIds(workbook, kept, deps);
    for (const [hash, id] of assigned.toKeep) kept.ids.set(hash, id);
    return assigned;
  };
  let assigned = assign();
  const remember = (rows: Iterable<readonly [ReadRow, string]>): void => {
    let isNew = false;
    for (const [row, id] of rows) {
      kept.same.set(assigned.hashes.get(row) ?? '', id);
      isNew = true;
    }
    if (isNew) assigned = assign();
  };
  remember(sames);
  /** A row may make several things, such as an entitlement and its case: the id of the first, which it is about. */
  const idOf = (row: ReadRow): string => assigned.ids.get(row)?.[0] ?? '';
  const isRecorded = (row: ReadRow): boolean =>
    assigned.same.has(row) ||
    kept.recorded.has(idOf(row)) ||
    (assigned.ids.get(row) ?? []).some((id) => id !== undefined && existing.ids.has(id));
  const repeats = findRepeats(workbook, assigned, existing, isRecorded);
  remember(repeats.filter(({ row }) => !others.has(row)).map(({ row, id }) => [row, id]));

  const hashesOf = ({ operations }: Plan) =>
    new Map(operations.map((one): [Operation, string] => [one, kept.hash(canonicalJson(one.calls))]));
  const isLeft = createLeftOut(workbook, assigned.left);
  const toMend = (faults: readonly Fault[]): Fault[] => faultsToMend(faults, allRows(workbook), isLeft);
  const firstFaults = toMend(workbook.faults);
  const first = planOf(workbook, assigned, firstFaults, existing.ids);
  const firstHashes = hashesOf(first);
  // A group's account books are opened once. If an earlier run of this workbook did it, its id was sent then; otherwise it is a fault.
  const alreadyOpen = first.operations.flatMap((one) => {
    const isOpen = one.row.sheet === 'openings' && workbook.groupOf.get(one.row)?.known?.openedAsOf !== undefined;
    return isOpen && neverSent.has(idOf(one.row)) ? [faultOf(one.row, 'collective', 'booksOpen')] : [];
  });
  const faults = [...firstFaults, ...alreadyOpen];
  const plan = alreadyOpen.length === 0 ? first : planOf(workbook, assigned, faults, existing.ids);
  const hashes = alreadyOpen.length === 0 ? firstHashes : hashesOf(plan);
  const isThere = ({ calls }: Operation): boolean =>
    calls.every(({ body }) => existing.ids.has(String(Object(body).id)));
  // Recorded as it is, recorded in other words (see `changed`), or in the system already.
  const done = new Set(
    plan.operations.filter(
      (one) => kept.done.has(hashes.get(one) ?? '') || kept.recorded.has(idOf(one.row)) || isThere(one),
    ),
  );
  const changed = plan.operations
    .filter((one) => {
      const before = kept.recorded.get(idOf(one.row));
      // What is in the system already makes no calls.
      return before !== undefined && one.calls.length > 0 && before !== hashes.get(one);
    })
    .map(({ row }) => row);
  return { assigned, faults, plan, hashes, done, changed, neverSent, repeats };
}
