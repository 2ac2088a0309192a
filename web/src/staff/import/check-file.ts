import { v7 } from 'uuid';
import { canonicalJson } from '../../../../functions/domain/canonical-json.ts';
import type { Api } from '../../api/client.ts';
import { readList } from '../../api/pages.ts';
import { todayInIndia } from '../../i18n/today.ts';
import { type Comparison, compareWomen, type KnownPair } from './compare-women.ts';
import { findTwiceInBook, type RowPair } from './duplicates-rules.ts';
import type { Fault } from './faults.ts';
import { faultOf } from './faults.ts';
import { type Assigned, assignIds } from './ids-rules.ts';
import type { KeptImports } from './kept.ts';
import { createLeftOut, faultsToMend } from './leave-out-rules.ts';
import { linkRows } from './link-rules.ts';
import type { LinkedBook } from './linked-book.ts';
import { type Operation, type Plan, planOf } from './plan-rules.ts';
import { type Existing, nothingExisting, readEntitlements, readExisting } from './read-existing.ts';
import type { FileReading } from './read-file.ts';
import { allRows, type RawSheet, type ReadRow, readBook } from './read-rows.ts';
import { findRepeats, type Repeat } from './repeats-rules.ts';

/** What is known of a workbook before anything is sent. */
export type Check = Comparison & {
  readonly book: LinkedBook;
  readonly existing: Existing;
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
  readonly twice: readonly RowPair[];
  readonly repeats: readonly Repeat[];
};

/** Reads an import's workbook in a worker. */
export async function readInWorker(file: Blob): Promise<FileReading> {
  const worker = new Worker(new URL('./read.worker.ts', import.meta.url), { type: 'module' });
  try {
    const content = await file.arrayBuffer();
    return await new Promise<FileReading>((resolve, reject) => {
      worker.onmessage = ({ data }: MessageEvent<FileReading>) => resolve(data);
      worker.onerror = () => reject(new TypeError('The reading of the file did not start.'));
      worker.postMessage(content, [content]);
    });
  } finally {
    worker.terminate();
  }
}

/** Pages of a list, of a hundred each, that are read at most. */
const maxPages = 100;

/** Rows that she says are a woman who stands elsewhere: each with her id there. */
export type Sames = ReadonlyMap<ReadRow<'members'>, string>;

/** What she says of a checked workbook. */
export type Decisions = {
  readonly sames: Sames;
  /** Rows that may repeat something, of which she says that they don't. */
  readonly others: ReadonlySet<ReadRow>;
};

const undecided: Decisions = { sames: new Map(), others: new Set() };

/**
 * Gives each row its ids, and each operation what is known of it. `kept` notes the new ids and what rows repeat, in memory: its caller saves it.
 * @param neverSentBefore ids that an earlier plan of this workbook made
 */
function planBook(
  book: LinkedBook,
  kept: KeptImports,
  { sames, others }: Decisions,
  existing: Existing,
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
    const assigned = assignIds(book, kept, deps);
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
  const repeats = findRepeats(book, assigned, existing, isRecorded);
  remember(repeats.filter(({ row }) => !others.has(row)).map(({ row, id }) => [row, id]));

  const hashesOf = ({ operations }: Plan) =>
    new Map(operations.map((one): [Operation, string] => [one, kept.hash(canonicalJson(one.calls))]));
  const isLeft = createLeftOut(book, assigned.left);
  const toMend = (faults: readonly Fault[]): Fault[] => faultsToMend(faults, allRows(book), isLeft);
  const firstFaults = toMend(book.faults);
  const first = planOf(book, assigned, firstFaults, existing.ids);
  const firstHashes = hashesOf(first);
  // A group's account books are opened once. If an earlier run of this workbook did it, its id was sent then; otherwise it is a fault.
  const alreadyOpen = first.operations.flatMap((one) => {
    const isOpen = one.row.sheet === 'openings' && book.groupOf.get(one.row)?.known?.openedAsOf !== undefined;
    return isOpen && neverSent.has(idOf(one.row)) ? [faultOf(one.row, 'collective', 'booksOpen')] : [];
  });
  const faults = [...firstFaults, ...alreadyOpen];
  const plan = alreadyOpen.length === 0 ? first : planOf(book, assigned, faults, existing.ids);
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

/** Checks the sheets of an import's workbook against themselves and the system. Nothing is sent or saved. */
export async function checkSheets(
  api: Api,
  kept: KeptImports,
  sheets: readonly RawSheet[],
  onProgress: (done: number, of: number) => void,
): Promise<Check> {
  const groups = await readList(api, 'GET /api/collectives', {}, maxPages);
  const book = linkRows(readBook(sheets, todayInIndia()), groups.items);
  const groupNames = new Map(groups.items.map(({ id, name }) => [id, name]));
  const lists = await readExisting(api, {
    hasMembers: book.rows.members.length > 0,
    hasOutreach: book.rows.outreach.length > 0,
  });
  const { assigned, done, neverSent } = planBook(book, kept, undecided, nothingExisting, new Set());
  const comparison = await compareWomen(api, book, assigned, lists, groupNames, onProgress);
  const isDone = new Set([...done].map(({ row }) => row));
  const twice = findTwiceInBook(book).filter(
    ({ row }) =>
      !isDone.has(row) &&
      !assigned.same.has(row) &&
      !assigned.left.has(row) &&
      !lists.ids.has(assigned.ids.get(row)?.[0] ?? ''),
  );
  const existing = await readEntitlements(
    api,
    lists,
    womenWithEntitlements(book, assigned, lists, comparison.known, isDone),
    onProgress,
  );
  const planned = planBook(book, kept, undecided, existing, neverSent);
  return { book, existing, ...planned, twice, ...comparison };
}

/** The women in the system of whom a row tells an entitlement that isn't known to be recorded. */
function womenWithEntitlements(
  book: LinkedBook,
  { ids }: Assigned,
  { ids: existing }: Existing,
  pairs: readonly KnownPair[],
  isDone: ReadonlySet<ReadRow>,
): string[] {
  const found = new Map<ReadRow, string>(pairs.map(({ row, found: { id } }) => [row, id]));
  return [
    ...new Set(
      book.rows.entitlements.flatMap((row) => {
        const member = book.memberOf.get(row);
        if (member === undefined || isDone.has(row)) return [];
        const id = found.get(member) ?? ids.get(member)?.[0];
        return id !== undefined && (existing.has(id) || found.has(member)) ? [id] : [];
      }),
    ),
  ];
}

/** The import's checked file once she has said which rows are one woman, and which repeat nothing. */
export function decide(check: Check, kept: KeptImports, decisions: Decisions): Check {
  // She may have changed her mind.
  for (const { row } of [...check.twice, ...check.known, ...check.repeats])
    kept.same.delete(check.assigned.hashes.get(row) ?? '');
  return { ...check, ...planBook(check.book, kept, decisions, check.existing, check.neverSent) };
}

/** The import's checked file with a row left out on purpose, or taken in again. */
export function leaveOut(
  check: Check,
  kept: KeptImports,
  decisions: Decisions,
  row: ReadRow,
  isOut: boolean,
): Check {
  const hash = check.assigned.hashes.get(row) ?? '';
  if (isOut) kept.left.add(hash);
  else kept.left.delete(hash);
  return decide(check, kept, decisions);
}
