import * as z from 'zod';
import { InternalError } from '../../shared/errors/errors.ts';
import type { Item } from '../../shared/table/client.ts';
import type { Key } from '../../shared/table/keys/key.ts';
import { internalKinds, leftOut } from './internal-kinds.ts';
import { readableKinds } from './readable-kinds.ts';
import type { TextAt } from './text-places.ts';

/**
 * What a handover pack holds of each record of the table. Each item is of one kind (readable-kinds.ts, internal-kinds.ts), or is left out for a reason
 * (`leftOut`). Any other item stops the pack, so that no record is forgotten when the programme moves. text-places.ts says where the encrypted texts of a
 * record are, and travelling-records.ts what of it is left out or changed.
 */

export type RecordKind = {
  readonly name: string;
  /** The patterns of its items' table keys; without `sk`, any sort key. */
  readonly pk: RegExp;
  readonly sk?: RegExp;
  /** What the kind holds, for the pack's dictionary. */
  readonly holds: string;
  /** The encrypted texts of an item. A kind without this field has none. */
  readonly textsOf?: (item: Item) => readonly TextAt[];
  /** The record as it is in the pack; undefined if this record is not in it. Without this function it is in the pack as stored. */
  readonly asTravelling?: (item: Item) => Item | undefined;
  /** The attributes that hold bytes. In the pack, which is JSON, they are base64. */
  readonly bytes?: readonly string[];
  /** The kind is one of internal-kinds.ts. */
  readonly isInternal?: true;
  /** The record as its table shows it, if that is not the record itself. */
  readonly inTable?: (item: Item) => Item;
};

const kinds: readonly RecordKind[] = [
  ...readableKinds,
  ...internalKinds.map((kind) => ({ ...kind, isInternal: true as const })),
];

/** The section of grievances, separate from other requests, since only the auditor may know of them. */
export const grievances = {
  name: 'grievances',
  holds:
    'Complaints of members, perhaps about those who lead or help them. For the data protection auditor of the recipient alone.',
} as const;

const isOf =
  ({ pk, sk }: Key) =>
  (kind: { readonly pk: RegExp; readonly sk?: RegExp }): boolean =>
    kind.pk.test(pk) && (kind.sk?.test(sk) ?? true);

const storedKey = z.object({ pk: z.string(), sk: z.string() });

/**
 * The kind of a table item in a handover pack; undefined if it is not in the pack.
 * @throws InternalError for an item of no known kind
 */
export const kindOf = (item: Item): RecordKind | undefined => {
  const key = storedKey.parse(item);
  const kind = kinds.find(isOf(key));
  if (kind === undefined && !leftOut.some(isOf(key))) {
    throw new InternalError(`No kind of the pack has items such as ${key.pk.replace(/#.*/, '#')}.`);
  }
  return kind;
};

/** The item with some of its attributes changed: those of the given names, or none if there are no names. */
const mapBytes = (
  item: Item,
  names: readonly string[] | undefined,
  change: (value: unknown) => unknown,
): Item =>
  names === undefined
    ? item
    : Object.fromEntries(
        Object.entries(item).map(([name, value]) => [name, names.includes(name) ? change(value) : value]),
      );

/** A table's record as it is in the pack: with texts in place of bytes. */
export const withTextForBytes = (kind: RecordKind, item: Item): Item =>
  mapBytes(item, kind.bytes, (value) =>
    value instanceof Uint8Array ? Buffer.from(value).toString('base64') : value,
  );

/** A record of the pack as it is in the table: with bytes again. */
export const withBytes = (item: Item): Item =>
  mapBytes(item, kindOf(item)?.bytes, (value) => Buffer.from(z.string().parse(value), 'base64'));

/** The section of a handover pack that a record belongs to: the name of its kind, or `grievances`. */
export const sectionOf = (kind: RecordKind, item: Item): string =>
  kind.name === 'requests' && item.kind === 'grievance' ? grievances.name : kind.name;

export const textsOf = (kind: RecordKind, item: Item): readonly TextAt[] => kind.textsOf?.(item) ?? [];
