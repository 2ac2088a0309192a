import { v7 } from 'uuid';
import { canonicalJson } from '../../../../functions/domain/canonical-json.ts';
import type { Api } from '../../api/client.ts';
import { readList } from '../../api/pages.ts';
import type { ItemOf } from '../../api/routes.ts';
import { todayInIndia } from '../../i18n/today.ts';
import { areYearsClose, districtOf, findTwiceInBook, type RowPair } from './duplicates-rules.ts';
import type { Fault } from './faults.ts';
import { type Assigned, assignIds } from './ids-rules.ts';
import type { KeptImports } from './kept.ts';
import { linkRows } from './link-rules.ts';
import { faultOf, type LinkedBook } from './links.ts';
import { type Operation, type Plan, planOf } from './plan-rules.ts';
import type { FileReading } from './read-file.ts';
import { type RawSheet, type ReadRow, readBook } from './read-rows.ts';
import { idOfGroup } from './slots.ts';

export type FoundMember = ItemOf<'POST /api/members/search'>;
/** A row, and a woman in the system who may be the same. */
export type KnownPair = {
  readonly row: ReadRow<'members'>;
  readonly found: FoundMember;
  /** The name of her collective. */
  readonly group: string | undefined;
};

/** What is known of a workbook before anything is sent. */
export type Check = {
  readonly book: LinkedBook;
  readonly assigned: Assigned;
  readonly plan: Plan;
  readonly faults: readonly Fault[];
  /** The operations that were recorded before. */
  readonly done: ReadonlySet<Operation>;
  readonly hashes: ReadonlyMap<Operation, string>;
  /** Ids that were made for this workbook, and so were never sent. */
  readonly fresh: ReadonlySet<string>;
  readonly twice: readonly RowPair[];
  readonly known: readonly KnownPair[];
  /** How often the names of women in the system were searched, each noted in the access log. */
  readonly searches: number;
  /** Women whose names were not searched, because there are too many. */
  readonly uncompared: number;
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
const searchesAtOnce = 4;
/** Each search is noted and takes a moment: beyond these, she is told that not all were compared. */
const maxSearches = 300;

type Comparison = Pick<Check, 'known' | 'searches' | 'uncompared'>;

/**
 * Compares the rows of women with those in the system. A name is searched only where it may find somebody: in her group there is a woman of about
 * her age, or in her district one born in the same year.
 */
async function findKnown(
  api: Api,
  book: LinkedBook,
  { ids, same }: Assigned,
  groupNames: ReadonlyMap<string, string>,
  onProgress: (done: number, of: number) => void,
): Promise<Comparison> {
  if (book.rows.members.length === 0) return { known: [], searches: 0, uncompared: 0 };
  const { items } = await readList(api, 'GET /api/members', {}, maxPages);
  const present = new Set(items.map(({ id }) => id));
  const byGroup = Map.groupBy(items, ({ collectiveId }) => collectiveId);
  const byDistrictAndYear = new Set(items.map(({ district, birthYear }) => `${birthYear} ${district}`));
  const isNearInGroup = (row: ReadRow<'members'>): boolean =>
    (byGroup.get(idOfGroup(book.groupOf.get(row), { ids }) ?? '') ?? []).some(({ birthYear }) =>
      areYearsClose(birthYear, row.values.birthYear),
    );
  const fresh = book.rows.members.filter(
    (row) => row.values.name !== undefined && !same.has(row) && !present.has(ids.get(row)?.[0] ?? ''),
  );
  const inGroup = fresh.filter(isNearInGroup);
  const further = fresh.filter(
    (row) =>
      !inGroup.includes(row) && byDistrictAndYear.has(`${row.values.birthYear} ${districtOf(row, book)}`),
  );
  const wanted = [...inGroup, ...further];
  const rows = wanted.slice(0, maxSearches);
  const own = new Set([...ids.values()].map(([first]) => first));
  const known: KnownPair[] = [];
  const searchOne = async (row: ReadRow<'members'>): Promise<void> => {
    const page = await api.request('POST /api/members/search', { body: { q: row.values.name ?? '' } });
    const found = page.items.find(
      (one) =>
        one.district === districtOf(row, book) &&
        areYearsClose(one.birthYear, row.values.birthYear) &&
        !own.has(one.id),
    );
    if (found !== undefined) known.push({ row, found, group: groupNames.get(found.collectiveId) });
  };
  for (let start = 0; start < rows.length; start += searchesAtOnce) {
    onProgress(start, rows.length);
    await Promise.all(rows.slice(start, start + searchesAtOnce).map(searchOne));
  }
  return { known, searches: rows.length, uncompared: wanted.length - rows.length };
}

/** Rows that she says are a woman who stands elsewhere: each with her id there. */
export type Sames = ReadonlyMap<ReadRow<'members'>, string>;

function planBook(book: LinkedBook, kept: KeptImports, sames: Sames, freshBefore: ReadonlySet<string>) {
  const fresh = new Set(freshBefore);
  const deps = {
    hash: kept.hash,
    newId: () => {
      const id = v7();
      fresh.add(id);
      return id;
    },
  };
  const assign = (): Assigned => {
    const assigned = assignIds(book, kept, deps);
    for (const [hash, id] of assigned.fresh) kept.ids.set(hash, id);
    return assigned;
  };
  let assigned = assign();
  if (sames.size > 0) {
    for (const [row, id] of sames) kept.same.set(assigned.hashes.get(row) ?? '', id);
    assigned = assign();
  }
  const hashesOf = ({ operations }: Plan) =>
    new Map(operations.map((one): [Operation, string] => [one, kept.hash(canonicalJson(one.calls))]));
  const first = planOf(book, assigned);
  const firstHashes = hashesOf(first);
  // Books that were opened by this workbook may be opened; by another, or at the desk, they may not.
  const open = first.operations.flatMap((one) => {
    const isOpen = one.row.sheet === 'openings' && book.groupOf.get(one.row)?.known?.openedAsOf !== undefined;
    return isOpen && fresh.has(assigned.ids.get(one.row)?.[0] ?? '')
      ? [faultOf(one.row, 'collective', 'booksOpen')]
      : [];
  });
  const faults = [...new Set([...book.faults, ...open])];
  const plan = open.length === 0 ? first : planOf(book, assigned, faults);
  const hashes = open.length === 0 ? firstHashes : hashesOf(plan);
  const done = new Set(plan.operations.filter((one) => kept.done.has(hashes.get(one) ?? '')));
  return { assigned, faults, plan, hashes, done, fresh };
}

/** Checks the sheets of an import's workbook against themselves and the system. Nothing is changed by it. */
export async function checkSheets(
  api: Api,
  kept: KeptImports,
  sheets: readonly RawSheet[],
  onProgress: (done: number, of: number) => void,
): Promise<Check> {
  const groups = await readList(api, 'GET /api/collectives', {}, maxPages);
  const book = linkRows(readBook(sheets, todayInIndia()), groups.items);
  const groupNames = new Map(groups.items.map(({ id, name }) => [id, name]));
  const planned = planBook(book, kept, new Map(), new Set());
  const isDone = new Set([...planned.done].map(({ row }) => row));
  const twice = findTwiceInBook(book).filter(
    ({ row }) => !isDone.has(row) && !planned.assigned.same.has(row),
  );
  return {
    book,
    ...planned,
    twice,
    ...(await findKnown(api, book, planned.assigned, groupNames, onProgress)),
  };
}

/** A checked workbook once she has said which rows are one woman. */
export function decide(check: Check, kept: KeptImports, sames: Sames): Check {
  // She may have changed her mind.
  for (const { row } of [...check.twice, ...check.known])
    kept.same.delete(check.assigned.hashes.get(row) ?? '');
  return { ...check, ...planBook(check.book, kept, sames, check.fresh) };
}
