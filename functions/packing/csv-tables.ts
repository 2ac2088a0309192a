import type { Item } from '../table/client.ts';

/**
 * Records as tables for people: one row for each record, nested objects as further columns, and a table of its own for each
 * list of objects. The rows of such a table begin with the id of the record to which they belong. Values are as stored:
 * money in paise, instants in UTC.
 */

type Cell = string | number | boolean | null;
type TableRow = Map<string, Cell>;
export type Tables = Map<string, TableRow[]>;

/** Attributes that say where records are stored, or help to find them: of no use to people. */
const storageAttributes = new Set([
  'pk',
  'sk',
  'gsi1pk',
  'gsi1sk',
  'gsi2pk',
  'gsi2sk',
  'progress',
  'waiting',
]);

const uuid = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/;

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** An object whose keys are ids is a list, such as the loans of an account. */
const isListById = (value: Readonly<Record<string, unknown>>): boolean => {
  const keys = Object.keys(value);
  return keys.length > 0 && keys.every((key) => uuid.test(key));
};

const toCell = (value: unknown): Cell =>
  typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? value : null;

/**
 * Adds a record to a handover pack's CSV tables, with the rows of its lists.
 * @param owner the columns by which a row of a list finds its record
 */
export const addRow = (tables: Tables, name: string, value: Item, owner: TableRow = new Map()): void => {
  const row: TableRow = new Map(owner);
  const lists: { readonly name: string; readonly items: readonly unknown[] }[] = [];
  const addList = (column: string, items: readonly unknown[]): void => {
    lists.push({ name: `${name}.${column}`, items });
  };
  /** Adds the fields to the row, and their lists to `lists`. @param prefix the path of an inner object, such as `movedFrom.` */
  const fill = (fields: Readonly<Record<string, unknown>>, prefix: string): void => {
    for (const [field, inner] of Object.entries(fields)) {
      if (prefix === '' && storageAttributes.has(field)) continue;
      const column = `${prefix}${field}`;
      if (Array.isArray(inner) && inner.length === 0) continue;
      if (Array.isArray(inner) && inner.some(isObject)) addList(column, inner);
      else if (Array.isArray(inner)) row.set(column, inner.map(String).join('; '));
      else if (!isObject(inner)) row.set(column, toCell(inner));
      else if (isListById(inner)) addList(column, entriesOf(inner));
      else fill(inner, `${column}.`);
    }
  };
  fill(value, '');
  tables.set(name, [...(tables.get(name) ?? []), row]);
  const ids = idsOf(value, owner);
  for (const { name: list, items } of lists) {
    for (const inner of items) {
      if (isObject(inner)) addRow(tables, list, inner, ids);
    }
  }
};

/** The rows of a list by id: each has its id in the column `key`. */
const entriesOf = (value: Readonly<Record<string, unknown>>): Item[] =>
  Object.entries(value).map(([key, inner]) => ({ key, ...(isObject(inner) ? inner : { value: inner }) }));

/**
 * The columns that the rows of a record's lists get, to find the record: `of` with its id, or else its member's id or its sort key. In a
 * list within a list, `of` has the outer record's id, and `of.of` that of the outer list's row.
 */
const idsOf = (value: Item, owner: TableRow): TableRow => {
  const { id, memberId, sk } = value;
  const ownId = [id, memberId, sk].find((one) => typeof one === 'string');
  return new Map([...owner, [owner.size === 0 ? 'of' : 'of.of', toCell(ownId)]]);
};

/** A field of CSV. A text that a spreadsheet would run as a formula gets an apostrophe in front; numbers may be negative. */
const quote = (cell: Cell): string => {
  const text = cell === null ? '' : String(cell);
  const harmless = typeof cell === 'string' && /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
};

/** Columns that people look for first. After them come the others in alphabetical order, and `lastColumns`. */
const firstColumns = [
  'of',
  'of.of',
  'key',
  'id',
  'code',
  'name',
  'memberId',
  'collectiveId',
  'caseId',
  'kind',
  'type',
  'on',
];
const lastColumns = ['createdAt', 'createdBy', 'version'];

/** The key by which columns are sorted: the column's group (0: first, 1: others, 2: last), its index there in two digits (00 for the others), and its name. */
const sortKeyOf = (column: string): string => {
  const first = firstColumns.indexOf(column);
  if (first !== -1) return `0${String(first).padStart(2, '0')}${column}`;
  const last = lastColumns.indexOf(column);
  return last === -1 ? `100${column}` : `2${String(last).padStart(2, '0')}${column}`;
};

/** The columns of a handover pack's CSV table, in an order that does not depend on the rows. */
export const columnsOf = (rows: readonly TableRow[]): string[] =>
  [...new Set(rows.flatMap((row) => [...row.keys()]))].sort((a, b) => (sortKeyOf(a) < sortKeyOf(b) ? -1 : 1));

/** A handover pack's table as CSV (RFC 4180), in UTF-8 with the mark by which spreadsheets recognise it. */
export const renderTable = (rows: readonly TableRow[]): string => {
  const columns = columnsOf(rows);
  const lines = rows.map((row) => columns.map((column) => quote(row.get(column) ?? null)).join(','));
  return `\uFEFF${[columns.join(','), ...lines].join('\r\n')}\r\n`;
};
