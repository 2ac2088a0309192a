/**
 * The documents of all subjects of one kind (members, collectives). Those that a fold has opened are objects in memory; the
 * others stay as they were sealed, as lines of text, and are read one by one when a line of the journal touches them: a
 * month's fold costs what the month touches, not what came before.
 */
export type Subjects<T> = {
  readonly open: Map<string, Opened<T>>;
  /** Those that changed, and are out of the totals. */
  readonly unsettled: Opened<T>[];
  /** Lines `<id> <document as JSON>`, by id. */
  readonly sealed: Buffer;
  readonly create: () => T;
  /** @throws where the document is not one. */
  readonly parse: (document: unknown) => T;
  /** The one that was touched last. */
  last: Opened<T> | null;
};

type Opened<T> = {
  readonly id: string;
  readonly document: T;
  /** Whether the totals hold what this document gives. */
  settled: boolean;
  /** The one that was touched next, the last time. */
  next: Opened<T> | null;
};

export const createSubjects = <T>(
  create: () => T,
  parse: (document: unknown) => T,
  sealed: Buffer = Buffer.alloc(0),
): Subjects<T> => ({ open: new Map(), unsettled: [], sealed, create, parse, last: null });

const openSubject = <T>(subjects: Subjects<T>, id: string): Opened<T> => {
  const found = subjects.open.get(id);
  if (found !== undefined) {
    return found;
  }
  const sealed = readSealed(subjects, id);
  const opened = {
    id,
    document: sealed ?? subjects.create(),
    settled: sealed !== undefined,
    next: null,
  };
  subjects.open.set(id, opened);
  if (!opened.settled) {
    subjects.unsettled.push(opened);
  }
  return opened;
};

/**
 * A document to be changed: an empty one where there was none.
 * @param takeOut takes what the document gives out of the totals; called once until it is settled again
 */
export const touchSubject = <T>(subjects: Subjects<T>, id: string, takeOut: (document: T) => void): T => {
  // A collective's sheets name its members in the same order each time: a look at who came next spares most searches.
  const next = subjects.last?.next;
  const opened = next?.id === id ? next : openSubject(subjects, id);
  if (subjects.last !== null) {
    subjects.last.next = opened;
  }
  subjects.last = opened;
  if (opened.settled) {
    takeOut(opened.document);
    opened.settled = false;
    subjects.unsettled.push(opened);
  }
  return opened.document;
};

/** @param putIn puts what a document gives into the totals */
export const settleSubjects = <T>({ unsettled }: Subjects<T>, putIn: (document: T) => void): void => {
  for (const opened of unsettled) {
    putIn(opened.document);
    opened.settled = true;
  }
  unsettled.length = 0;
};

const newline = 0x0a;
const space = 0x20;

type Place = { readonly start: number; readonly end: number; readonly found: boolean };

/** Where the line of an id is, or would be: a search by halves over the bytes. */
const findLine = (lines: Buffer, id: string): Place => {
  const wanted = Buffer.from(`${id} `);
  let [from, to] = [0, lines.length];
  while (from < to) {
    const middle = Math.floor((from + to) / 2);
    const start = middle === 0 ? 0 : lines.lastIndexOf(newline, middle - 1) + 1;
    const end = lines.indexOf(newline, middle) + 1;
    const order = lines.compare(wanted, 0, wanted.length, start, Math.min(start + wanted.length, end));
    if (order === 0) {
      return { start, end, found: true };
    }
    if (order < 0) {
      from = end;
    } else {
      to = start;
    }
  }
  return { start: from, end: from, found: false };
};

const readSealed = <T>({ sealed, parse }: Subjects<T>, id: string): T | undefined => {
  const { start, end, found } = findLine(sealed, id);
  return found ? parse(JSON.parse(sealed.toString('utf8', start + id.length + 1, end))) : undefined;
};

/** A document as it now is, not to be changed; undefined where there is none. */
export const readSubject = <T>(subjects: Subjects<T>, id: string): T | undefined =>
  subjects.open.get(id)?.document ?? readSealed(subjects, id);

/** Of new lines in one piece: many more than a document, far fewer than a string may have. */
const pieceLength = 1_000_000;

/**
 * All documents as lines, as `sealed` holds them, in pieces: those that were not opened are copied as they are.
 * @param pack a document as it is to be sealed
 */
export const sealSubjects = <T>({ open, sealed }: Subjects<T>, pack: (document: T) => T): Buffer[] => {
  const pieces: Buffer[] = [];
  let lines = '';
  let copied = 0;
  for (const { id, document } of [...open.values()].sort((a, b) => (a.id < b.id ? -1 : 1))) {
    const { start, end } = findLine(sealed, id);
    if (start > copied || lines.length > pieceLength) {
      pieces.push(Buffer.from(lines), sealed.subarray(copied, start));
      lines = '';
    }
    lines += `${id} ${JSON.stringify(pack(document))}\n`;
    copied = end;
  }
  pieces.push(Buffer.from(lines), sealed.subarray(copied));
  return pieces;
};

/** All documents as they now are, by id. */
export function* eachSubject<T>(subjects: Subjects<T>): Generator<readonly [id: string, document: T]> {
  const { open, sealed, parse } = subjects;
  const ids = [...open.keys()].sort();
  let at = 0;
  for (let start = 0; start < sealed.length; ) {
    const end = sealed.indexOf(newline, start) + 1;
    const idEnd = sealed.indexOf(space, start);
    const id = sealed.toString('utf8', start, idEnd);
    for (let next = ids[at]; next !== undefined && next < id; next = ids[at]) {
      yield* openedSubject(subjects, next);
      at += 1;
    }
    if (ids[at] === id) {
      yield* openedSubject(subjects, id);
      at += 1;
    } else {
      yield [id, parse(JSON.parse(sealed.toString('utf8', idEnd + 1, end)))];
    }
    start = end;
  }
  for (const id of ids.slice(at)) {
    yield* openedSubject(subjects, id);
  }
}

function* openedSubject<T>({ open }: Subjects<T>, id: string): Generator<readonly [string, T]> {
  const opened = open.get(id);
  if (opened !== undefined) {
    yield [id, opened.document];
  }
}
