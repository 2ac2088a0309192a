import { fieldDescriptions } from '../api/fields.ts';
import { grievances, kinds } from './pack-kinds.ts';

/** What the tables and columns of a pack mean. Fields mean what they mean in the API; these are stored only. */
const ownDescriptions: Readonly<Record<string, string>> = {
  of: 'The id of the record that the row belongs to.',
  'of.of': 'The id of the record, within that of `of`, that the row belongs to.',
  key: 'The id under which it is kept.',
  value: 'What is kept under that id.',
};

/** The meaning of a column: of its last field, without the places before it. Undefined if nobody has described it. */
const meaningOf = (column: string): string | undefined =>
  ownDescriptions[column] ??
  fieldDescriptions[column.split('.').at(-1) ?? ''] ??
  ownDescriptions[column.split('.').at(-1) ?? ''];

export type DictionaryRow = {
  readonly table: string;
  readonly column: string;
  readonly meaning: string;
};

/** A row for each table, then one for each of its columns. */
export const describeTables = (
  columns: ReadonlyMap<string, ReadonlySet<string>>,
): { readonly rows: DictionaryRow[]; readonly unknown: string[] } => {
  const tables = [...kinds, grievances].flatMap(({ name, holds }) =>
    [...columns.keys()]
      .filter((table) => table === name || table.startsWith(`${name}.`))
      .map((table) => ({ table, holds: table === name ? holds : `A list within ${name}.` })),
  );
  const described = tables.flatMap(({ table, holds }) => [
    { table, column: '', meaning: holds },
    ...[...(columns.get(table) ?? [])].map((column) => ({ table, column, meaning: meaningOf(column) ?? '' })),
  ]);
  return {
    rows: described,
    unknown: described
      .filter(({ meaning }) => meaning === '')
      .map(({ table, column }) => `${table}: ${column}`),
  };
};
