import { InternalError } from '../errors/errors.ts';

/**
 * Which records a list showed, in the form in which the access log keeps them. A UUID takes 16 bytes there, not 36 characters: three
 * copies of it are written for every list that somebody reads.
 */

/** A row of a list: the ids of its record and of whom it is about, and by which holder (see `looksAt`) they are found. */
export type Row = { readonly of?: string; readonly ids: readonly string[] };
/** A list with the personal fields that it showed of each row. An answer may hold several lists, such as a phone's update. */
export type List = { readonly rows: readonly Row[]; readonly fields: readonly string[] };

/** What was shown of one holder: each id with the lists that it stood in, bit 0 for the first list. */
export type Shown = { readonly of: string | undefined; readonly ids: ReadonlyMap<string, number> };

/** A bit for each list in a byte. */
const maxLists = 8;
const idBytes = 16;
const countBytes = 2;
/** An id takes one byte more, for its lists. The holder and the count of ids stand before them. */
const headBytes = idBytes + countBytes;
const noHolder = '00000000-0000-0000-0000-000000000000';
const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

const bytesOf = (id: string): Buffer => {
  if (!uuid.test(id)) throw new InternalError('The access log names records by UUIDs in lower case.');
  return Buffer.from(id.replaceAll('-', ''), 'hex');
};

const idOf = (bytes: Uint8Array): string =>
  Buffer.from(bytes)
    .toString('hex')
    .replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');

/** What lists showed, by holder. It does not depend on the order of the rows, so that a list in another order is the same look. */
export const shownIn = (lists: readonly List[]): Shown[] => {
  if (lists.length > maxLists) throw new InternalError(`A reading has at most ${maxLists} lists.`);
  const byHolder = new Map<string, Map<string, number>>();
  for (const [index, { rows }] of lists.entries()) {
    for (const { of = noHolder, ids } of rows) {
      const shown = byHolder.get(of) ?? new Map<string, number>();
      byHolder.set(of, shown);
      for (const id of ids) shown.set(id, (shown.get(id) ?? 0) | (1 << index));
    }
  }
  const sorted = <T>(map: ReadonlyMap<string, T>): [string, T][] =>
    [...map].sort(([a], [b]) => (a < b ? -1 : 1));
  return sorted(byHolder)
    .filter(([, ids]) => ids.size > 0)
    .map(([of, ids]) => ({ of: of === noHolder ? undefined : of, ids: new Map(sorted(ids)) }));
};

/** @throws InternalError for an id that is no UUID in lower case */
export const encodeShown = (shown: readonly Shown[]): Uint8Array =>
  Buffer.concat(
    shown.flatMap(({ of = noHolder, ids }) => {
      const count = Buffer.alloc(countBytes);
      count.writeUInt16BE(ids.size);
      return [bytesOf(of), count, ...[...ids].flatMap(([id, lists]) => [bytesOf(id), Buffer.of(lists)])];
    }),
  );

export const decodeShown = (bytes: Uint8Array): Shown[] => {
  const buffer = Buffer.from(bytes);
  const shown: Shown[] = [];
  let at = 0;
  while (at < buffer.length) {
    const of = idOf(buffer.subarray(at, at + idBytes));
    const count = buffer.readUInt16BE(at + idBytes);
    at += headBytes;
    const ids = new Map<string, number>();
    for (let index = 0; index < count; index += 1) {
      ids.set(idOf(buffer.subarray(at, at + idBytes)), buffer.readUInt8(at + idBytes));
      at += idBytes + 1;
    }
    shown.push({ of: of === noHolder ? undefined : of, ids });
  }
  return shown;
};

/** The ids that stood in one of the lists. @param list its index */
export const idsOfList = (shown: readonly Shown[], list: number): string[] =>
  shown.flatMap(({ ids }) => [...ids].filter(([, lists]) => (lists & (1 << list)) !== 0).map(([id]) => id));

/** Maximum number of ids in a line of the access log, which is one item of at most 400 KB: with a holder for each they are some 140 KB. */
const maxIdsPerLine = 4_000;

/** What was shown in as many parts as it needs lines: each names as many ids as a line may have. */
export const partsOf = (shown: readonly Shown[]): Shown[][] => {
  const parts: Shown[][] = [];
  let room = 0;
  for (const { of, ids } of shown) {
    const entries = [...ids];
    for (let from = 0; from < entries.length; ) {
      if (room === 0) {
        parts.push([]);
        room = maxIdsPerLine;
      }
      const some = entries.slice(from, from + room);
      parts.at(-1)?.push({ of, ids: new Map(some) });
      from += some.length;
      room -= some.length;
    }
  }
  return parts;
};
