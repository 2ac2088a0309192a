import type { Item } from '../../shared/table/client.ts';
import type { TableDefinition } from './define-table.ts';
import { storageAttributes, tableDefinitions } from './table-definitions.ts';

/**
 * Records as tables for people (CSV, RFC 4180, in UTF-8): one row for each record, and one in a table of its own for each entry of its
 * lists. Values are as stored: money in paise, instants in UTC.
 */

/** A table with the columns that it has in the file. */
export type CsvTable = {
  /** `members.children` for the list `children` of `members`. */
  readonly name: string;
  /** A list's table begins with the columns that name the record. */
  readonly columns: readonly string[];
  readonly lists: readonly CsvTable[];
};

type WritableTable = CsvTable & {
  readonly columnIndex: ReadonlyMap<string, number>;
  readonly listAt: ReadonlyMap<string, WritableTable>;
  readonly leftOut: ReadonlySet<string>;
  /** The indexes of the columns whose values the rows of its lists repeat, to name their record. */
  readonly ownerIndexes: readonly number[];
};

const toTable = (
  name: string,
  { columns, lists = {}, owner = { of: 'id' }, leftOut = {} }: TableDefinition,
  ownerColumns: readonly string[],
): WritableTable => {
  const allColumns = [...ownerColumns, ...columns];
  const columnIndex = new Map(columns.map((column, index) => [column, ownerColumns.length + index]));
  // Each column that names the owner is a column of this table; -1 only satisfies the compiler.
  const ownerIndexes = Object.values(owner).map((column) => columnIndex.get(column) ?? -1);
  const listAt = new Map(
    Object.entries(lists).map(([place, list]) => [
      place,
      toTable(`${name}.${place}`, list, [...ownerColumns, ...Object.keys(owner)]),
    ]),
  );
  return {
    name,
    columns: allColumns,
    lists: [...listAt.values()],
    columnIndex,
    listAt,
    leftOut: new Set(Object.keys(leftOut)),
    ownerIndexes: [...ownerColumns.keys(), ...ownerIndexes],
  };
};

const topTables = new Map(
  Object.entries(tableDefinitions).map(([name, definition]) => [
    name,
    toTable(name, { ...definition, leftOut: { ...storageAttributes, ...definition.leftOut } }, []),
  ]),
);

/** A table and the tables of its lists. */
const withLists = (table: CsvTable): CsvTable[] => [table, ...table.lists.flatMap(withLists)];

/** The tables of a section of the pack: that of its records, and those of their lists. Empty for a section without a table. */
export const tablesOf = (section: string): CsvTable[] => {
  const table = topTables.get(section);
  return table === undefined ? [] : withLists(table);
};

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;

/** A field of CSV. A text that a spreadsheet would run as a formula gets an apostrophe in front; numbers may be negative. */
const quote = (value: unknown): string => {
  if (value === null || value === undefined) return '';
  const text = isObject(value) ? JSON.stringify(value) : String(value);
  const harmless = typeof value === 'string' && /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
};

const lineOf = (values: readonly string[]): string => `${values.join(',')}\r\n`;

/** The first line of a table, with the mark by which spreadsheets recognise UTF-8. */
export const headerOf = (columns: readonly string[]): string => `\uFEFF${lineOf(columns.map(quote))}`;

/** The line of a row with these values, one for each column. */
export const rowOf = (values: readonly unknown[]): string => lineOf(values.map(quote));

export type TableRows = {
  readonly rows: readonly { readonly table: string; readonly line: string }[];
  /** Places of a record that have no column, such as `members.nickname`; an id in a name is left out. */
  readonly unknown: readonly string[];
};

const uuid = /[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}/g;

/** The entries of a list as records. An entry of an object has its key in the column `key`. An entry that is a plain value has it in the column `value`. */
const entriesOf = (list: unknown): Item[] => {
  const toItem = (value: unknown): Item => (isObject(value) ? value : { value });
  if (Array.isArray(list)) return list.map(toItem);
  return isObject(list) ? Object.entries(list).map(([key, value]) => ({ key, ...toItem(value) })) : [];
};

/** The rows of a record in the tables of its section. */
export const toRows = (section: string, record: Item): TableRows => {
  const rows: { table: string; line: string }[] = [];
  const unknown: string[] = [];

  const addRecord = (table: WritableTable, fields: Item, ownerValues: readonly string[]): void => {
    // The columns that name the owner come first. The others stay empty until `visit` finds their values.
    const values = table.columns.map((_, index) => ownerValues[index] ?? '');
    const lists: { readonly table: WritableTable; readonly entries: readonly Item[] }[] = [];
    const visit = (inner: Item, prefix: string): void => {
      for (const [field, value] of Object.entries(inner)) {
        const place = `${prefix}${field}`;
        const index = table.columnIndex.get(place);
        const list = table.listAt.get(place);
        if (index !== undefined) values[index] = quote(value);
        else if (list !== undefined) lists.push({ table: list, entries: entriesOf(value) });
        else if (table.leftOut.has(place) || value === undefined) continue;
        else if (isObject(value) && !Array.isArray(value)) visit(value, `${place}.`);
        else unknown.push(`${table.name}.${place}`.replaceAll(uuid, '<id>'));
      }
    };
    visit(fields, '');
    rows.push({ table: table.name, line: lineOf(values) });
    // The rows of the lists begin with these values, which name this record.
    const valuesOfOwner = table.ownerIndexes.map((index) => values[index] ?? '');
    for (const list of lists) {
      for (const entry of list.entries) addRecord(list.table, entry, valuesOfOwner);
    }
  };

  const table = topTables.get(section);
  if (table !== undefined) addRecord(table, record, []);
  return { rows, unknown };
};
