import type { Item } from '../functions/shared/table/client.ts';

/**
 * A model of the units by which DynamoDB charges, after its documentation.
 * - A write unit is 1 KB of an item; a write in a transaction takes two.
 * - A read unit is 4 KB; an eventually consistent read takes half, a read in a transaction two.
 * - A write to an index takes one unit for each KB of the item, even in a transaction.
 *
 * DynamoDB Local can't be used for this: it leaves out some of a transaction's items, and reports 0 for a read that finds nothing.
 */

const utf8 = (text: string): number => Buffer.byteLength(text);

/** A number's size in bytes: one for every two significant digits, one more, and another if the number is negative. */
const numberBytes = (value: number): number => {
  // Zeros at both ends don't count: 1200 and 0.12 have two significant digits.
  const digits = String(Math.abs(value)).replace('.', '');
  const significant = digits.replace(/^0+|0+$/g, '');
  return Math.ceil(significant.length / 2) + 1 + (value < 0 ? 1 : 0);
};

const valueBytes = (value: unknown): number => {
  if (value === undefined) {
    return 0;
  }
  if (value === null || typeof value === 'boolean') {
    return 1;
  }
  if (typeof value === 'number') {
    return numberBytes(value);
  }
  if (typeof value === 'string') {
    return utf8(value);
  }
  if (value instanceof Uint8Array) {
    return value.length;
  }
  // A list or a map: 3 bytes, and one for each element besides its value and, in a map, its name.
  const elements = Object.entries(value).filter(([, element]) => element !== undefined);
  const nameBytes = (name: string): number => (Array.isArray(value) ? 0 : utf8(name));
  return elements.reduce((sum, [name, element]) => sum + 1 + nameBytes(name) + valueBytes(element), 3);
};

/** An item's size in bytes, as DynamoDB counts it. */
export const itemBytes = (item: Item): number =>
  Object.entries(item).reduce(
    (sum, [name, value]) => sum + (value === undefined ? 0 : utf8(name) + valueBytes(value)),
    0,
  );

/** What DynamoDB adds, where it charges for storage, to each item and to each copy of it in an index. */
export const overheadBytes = 100;

const writeUnitsOf = (bytes: number): number => Math.max(1, Math.ceil(bytes / 1024));
const readUnitsOf = (bytes: number): number => Math.max(1, Math.ceil(bytes / 4096));

const indexes = ['gsi1', 'gsi2'] as const;

/** An item's key in an index; undefined if the index doesn't hold the item. */
const indexKeyOf = (item: Item | undefined, index: (typeof indexes)[number]): string | undefined =>
  item?.[`${index}pk`] === undefined ? undefined : JSON.stringify([item[`${index}pk`], item[`${index}sk`]]);

/** The bytes of an item that are paid for: in the table itself, and with its copies in the indexes that hold it. */
export const storedBytes = (
  item: Item | undefined,
): { readonly inTable: number; readonly withCopies: number } => {
  if (item === undefined) return { inTable: 0, withCopies: 0 };
  const copies = indexes.filter((index) => indexKeyOf(item, index) !== undefined).length;
  const inTable = itemBytes(item) + overheadBytes;
  return { inTable, withCopies: inTable * (1 + copies) };
};

const isEqual = (a: Item, b: Item): boolean => JSON.stringify(a) === JSON.stringify(b);

/**
 * The write units of both indexes for a changed item. All attributes are projected.
 * @param before undefined for a new item
 * @param after undefined for a deleted item
 */
export const indexWriteUnits = (before: Item | undefined, after: Item | undefined): number =>
  indexes.reduce((sum, index) => sum + unitsOfIndex(index, before, after), 0);

const unitsOfIndex = (
  index: (typeof indexes)[number],
  before: Item | undefined,
  after: Item | undefined,
): number => {
  const keyBefore = indexKeyOf(before, index);
  const keyAfter = indexKeyOf(after, index);
  const entryBefore = keyBefore === undefined ? undefined : before;
  const entryAfter = keyAfter === undefined ? undefined : after;
  if (keyBefore !== keyAfter) {
    const unitsOf = (item: Item | undefined): number =>
      item === undefined ? 0 : writeUnitsOf(itemBytes(item));
    return unitsOf(entryBefore) + unitsOf(entryAfter);
  }
  // With the same key, the index's entry is written again if the item changed.
  const isWritten =
    entryBefore !== undefined && entryAfter !== undefined && !isEqual(entryBefore, entryAfter);
  return isWritten ? writeUnitsOf(Math.max(itemBytes(entryBefore), itemBytes(entryAfter))) : 0;
};

/** The write units of one item's write outside a transaction, without indexes: those of the larger of the old and the new item. */
export const writeUnits = (before: Item | undefined, after: Item | undefined): number => {
  const bytesOf = (item: Item | undefined): number => (item === undefined ? 0 : itemBytes(item));
  return writeUnitsOf(Math.max(bytesOf(before), bytesOf(after)));
};

/** An item before and after its write or condition check in a transaction. */
export type ItemChange = { readonly before: Item | undefined; readonly after: Item | undefined };

/** The write units of a transaction, with indexes. A condition check costs as much as a write of the item. */
export const transactionUnits = (changes: readonly ItemChange[]): number =>
  changes.reduce(
    (sum, { before, after }) => sum + 2 * writeUnits(before, after) + indexWriteUnits(before, after),
    0,
  );

const readFactors = { eventual: 0.5, consistent: 1, transaction: 2 } as const;

/**
 * The read units that DynamoDB charges for reading items; at least one unit's worth even if none is found.
 * @param options.areTogether whether one query reads them: then their sizes are summed before rounding up
 */
export const readUnits = (
  items: readonly Item[],
  consistency: keyof typeof readFactors,
  { areTogether }: { readonly areTogether: boolean },
): number => {
  const sizes = items.map(itemBytes);
  const add = (numbers: readonly number[]): number => numbers.reduce((sum, number) => sum + number, 0);
  // Reading nothing costs a unit too.
  const units = areTogether || sizes.length === 0 ? readUnitsOf(add(sizes)) : add(sizes.map(readUnitsOf));
  return readFactors[consistency] * units;
};
