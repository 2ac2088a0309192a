import type { Item } from '../table/client.ts';

/**
 * Records as tables for people: a row a record, nested objects as further columns, and a table of its own for each list of
 * objects, whose rows begin with the id of the record that they belong to. Values are as stored: money in paise, instants in UTC.
 */

type Cell = string | number | boolean | null;
type Row = Map<string, Cell>;
export type Tables = Map<string, Row[]>;

/** Where records are stored, and what is derived to find them faster: of no use to people. */
const storage = new Set(['pk', 'sk', 'gsi1pk', 'gsi1sk', 'gsi2pk', 'gsi2sk', 'progress', 'waiting']);

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
export const addRow = (tables: Tables, name: string, value: Item, owner: Row = new Map()): void => {
  const row: Row = new Map(owner);
  const fill = (fields: Readonly<Record<string, unknown>>, prefix: string): void => {
    for (const [field, inner] of Object.entries(fields)) {
      if (prefix === '' && storage.has(field)) continue;
      const column = `${prefix}${field}`;
      if (Array.isArray(inner) && inner.length === 0) continue;
      if (Array.isArray(inner) && inner.some(isObject)) addList(column, inner);
      else if (Array.isArray(inner)) row.set(column, inner.map(String).join('; '));
      else if (!isObject(inner)) row.set(column, toCell(inner));
      else if (isListById(inner)) addList(column, entriesOf(inner));
      else fill(inner, `${column}.`);
    }
  };
  const lists: { readonly name: string; readonly items: readonly unknown[] }[] = [];
  const addList = (column: string, items: readonly unknown[]): void => {
    lists.push({ name: `${name}.${column}`, items });
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

const entriesOf = (value: Readonly<Record<string, unknown>>): Item[] =>
  Object.entries(value).map(([key, inner]) => ({ key, ...(isObject(inner) ? inner : { value: inner }) }));

/** The id of a record, after those of what it belongs to; else the key under which it is stored. */
const idsOf = (value: Item, owner: Row): Row => {
  const { id, memberId, sk } = value;
  const own = [id, memberId, sk].find((one) => typeof one === 'string');
  return new Map([...owner, [owner.size === 0 ? 'of' : 'of.of', toCell(own)]]);
};

/** What a spreadsheet would run as a formula gets an apostrophe before it. Amounts may be negative. */
const quote = (cell: Cell): string => {
  const text = cell === null ? '' : String(cell);
  const harmless = typeof cell === 'string' && /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
};

/** What people look for first, and last; the others stand between them in the order of the alphabet. */
const first = [
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
const last = ['createdAt', 'createdBy', 'version'];

const placeOf = (column: string): string => {
  const early = first.indexOf(column);
  const late = last.indexOf(column);
  const group = early !== -1 ? '0' : late !== -1 ? '2' : '1';
  return `${group}${String(Math.max(early, late) + 1).padStart(2, '0')}${column}`;
};

/** The columns of a handover pack's CSV table, in an order that does not depend on the rows. */
export const columnsOf = (rows: readonly Row[]): string[] =>
  [...new Set(rows.flatMap((row) => [...row.keys()]))].sort((a, b) => (placeOf(a) < placeOf(b) ? -1 : 1));

/** A handover pack's table as CSV (RFC 4180), in UTF-8 with the mark by which spreadsheets recognise it. */
export const renderTable = (rows: readonly Row[]): string => {
  const columns = columnsOf(rows);
  const lines = rows.map((row) => columns.map((column) => quote(row.get(column) ?? null)).join(','));
  return `\uFEFF${[columns.join(','), ...lines].join('\r\n')}\r\n`;
};
