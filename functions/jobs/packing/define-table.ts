import * as z from 'zod';
import {
  type Field,
  type Fields,
  isNested,
  isSealed,
  isStored,
  nestedOf,
} from '../../shared/definition/define.ts';

/** How tables of a handover pack are defined, and how the table of a record follows from the definition of its fields. */

export type TableDefinition = {
  /** The columns in their order. A dot leads into an object: `reversed.reason`. */
  readonly columns: readonly string[];
  /**
   * The lists of a record, by the attribute that has them. Each list is a table of its own, named `<table>.<attribute>`. An object whose keys are ids
   * is a list too; its table has the ids in the column `key`.
   */
  readonly lists?: Readonly<Record<string, TableDefinition>>;
  /**
   * How a row in one of its lists names its record: by the name of the row's column, the record's column that it repeats. By default `{ of: 'id' }`: the
   * rows have a column `of` with the record's `id`. A row of a list within a list repeats the columns of the outer list too, so its own column has
   * another name, such as `of.of`.
   */
  readonly owner?: Readonly<Record<string, string>>;
  /** Attributes that have no column, and why. They are in `records/` all the same. */
  readonly leftOut?: Readonly<Record<string, string>>;
};

/** The columns of a record's stamp. */
export const stamp = ['createdAt', 'createdBy', 'version'];
/** The columns of the stamp of an entry, which has no version of its own. */
export const made = ['createdAt', 'createdBy'];
/** The columns of who reversed a record, when and why. */
export const reversed = ['id', 'at', 'by', 'reason'].map((field) => `reversed.${field}`);
/** The table of a list of plain values, such as ids. */
export const values: TableDefinition = { columns: ['value'] };

type Part = {
  readonly columns: readonly string[];
  readonly lists: readonly (readonly [string, TableDefinition])[];
};

const columnsOf = (schema: z.ZodObject, prefix = ''): string[] =>
  Object.keys(schema.shape).map((name) => `${prefix}${name}`);

/** The columns and lists of one field. */
const partOf = (name: string, field: Field, depth: number): Part => {
  const nothing: Part = { columns: [], lists: [] };
  if (!isStored(field) || 'keyed' in field) return nothing;
  if (isNested(field)) {
    const inner = defineTable(nestedOf(field), {}, 'each' in field ? depth + 1 : depth);
    return 'each' in field
      ? { ...nothing, lists: [[name, inner]] }
      : {
          columns: inner.columns.map((column) => `${name}.${column}`),
          lists: Object.entries(inner.lists ?? {}).map(([list, table]) => [`${name}.${list}`, table]),
        };
  }
  if (!isSealed(field) && field.is instanceof z.ZodObject) {
    return { ...nothing, columns: columnsOf(field.is, `${name}.`) };
  }
  if (!isSealed(field) && field.is instanceof z.ZodArray) {
    const { element } = field.is;
    return {
      ...nothing,
      lists: [[name, element instanceof z.ZodObject ? { columns: columnsOf(element) } : values]],
    };
  }
  return { ...nothing, columns: [name] };
};

/** The column by which the row of a list names its record, if the record is itself an entry within `depth` lists: `of` for 0, `of.of` for 1. */
const ownerColumn = (depth: number): string =>
  Array<string>(depth + 1)
    .fill('of')
    .join('.');

/**
 * The table of a definition's records: a column for each field that is stored and travels, and a table of its own for each list.
 * @param leftOut attributes that have no column, and why
 * @param depth in how many lists its records stand: 0 for members, 1 for their children, 2 for what was observed of a child
 */
export const defineTable = (
  fields: Fields,
  leftOut: Readonly<Record<string, string>> = {},
  depth = 0,
): TableDefinition => {
  const parts = Object.entries(fields)
    .filter(([name]) => leftOut[name] === undefined)
    .map(([name, field]) => partOf(name, field, depth));
  const lists = Object.fromEntries(parts.flatMap((part) => part.lists));
  return {
    columns: parts.flatMap((part) => part.columns),
    ...(Object.keys(lists).length === 0 ? {} : { lists }),
    ...(Object.keys(leftOut).length === 0 ? {} : { leftOut }),
    ...(depth === 0 ? {} : { owner: { [ownerColumn(depth)]: 'id' } }),
  };
};
