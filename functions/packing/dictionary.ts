import { fieldDescriptions } from '../api/fields.ts';
import { grievances, kinds } from './pack-kinds.ts';

/** The meanings of columns that the API does not have. Other columns mean the same as the API's fields of their name. */
const ownDescriptions: Readonly<Record<string, string>> = {
  of: 'The id of the record that the row belongs to.',
  'of.of': 'The id of the record, within that of `of`, that the row belongs to.',
  key: 'The id under which it is kept.',
  value: 'What is kept under that id.',
  sheets: 'How many sheets, vouchers and reversals have changed it.',
  turnoverPaise: 'All amounts that ever changed hands here, in paise.',
  unreceivedPaise: 'What of the principal the group has not received yet, in paise.',
  formerCollectives: 'The groups that she left for another.',
  matter: 'What a second person decided on.',
};

/** A column with an indicator's target. */
const targetColumn = /^targets\.[a-z_]+$/;

/** The meaning of a column: of its last field, without the places before it. Undefined if nobody has described it. */
const meaningOf = (column: string): string | undefined => {
  const field = column.split('.').at(-1) ?? '';
  return targetColumn.test(column)
    ? 'The target of the indicator with this code for the financial year.'
    : (ownDescriptions[column] ?? fieldDescriptions[field] ?? ownDescriptions[field]);
};

export type DictionaryRow = {
  readonly table: string;
  readonly column: string;
  readonly meaning: string;
};

/** The data dictionary of a handover pack: a row for each CSV table, then one for each of its columns. */
export const describeTables = (columns: ReadonlyMap<string, ReadonlySet<string>>): DictionaryRow[] =>
  [...kinds, grievances]
    .flatMap(({ name, holds }) =>
      [...columns.keys()]
        .filter((table) => table === name || table.startsWith(`${name}.`))
        .map((table) => ({ table, holds: table === name ? holds : `A list within ${name}.` })),
    )
    .flatMap(({ table, holds }) => [
      { table, column: '', meaning: holds },
      ...[...(columns.get(table) ?? [])].map((column) => ({
        table,
        column,
        meaning: meaningOf(column) ?? '',
      })),
    ]);
