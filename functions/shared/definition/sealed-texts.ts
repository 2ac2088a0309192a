import { type Fields, isNested, isSealed, nestedOf, type SealedField } from './define.ts';

/** Finds the sealed texts of records by their definitions, and puts others in their places. seal.ts encrypts and decrypts them. */

type Path = readonly (string | number)[];
export type Values = Readonly<Record<string, unknown>>;

/** A sealed text of a record: in plaintext before it is sealed, a ciphertext in a stored record. */
type SealedText = {
  readonly path: Path;
  /**
   * The name that its ciphertext is bound to, so that the ciphertext can't be moved to another field: `note` for a field of the record, `<id>.note` for
   * a field of an entry with an id, `lines.0.note` for a field of an entry without an id. (Lists of entries without ids never change, so an entry
   * keeps its index.)
   */
  readonly boundTo: string;
  readonly field: SealedField;
  readonly value: unknown;
};

const isObject = (value: unknown): value is Values => typeof value === 'object' && value !== null;

/** The entries of a nested field, each with its path within the field: its index in a list, or nothing for a single entry. */
export const entriesOf = (value: unknown): readonly (readonly [Path, Values])[] => {
  if (Array.isArray(value)) {
    return value.flatMap((entry, index) => (isObject(entry) ? [[[index], entry] as const] : []));
  }
  return isObject(value) ? [[[], value]] : [];
};

/** @param prefix what stands before a field's name in `boundTo`: nothing in the record itself, `<id>.` or `lines.0.` in an entry */
const textsIn = (fields: Fields, record: object, path: Path, prefix: string): SealedText[] =>
  Object.entries(fields).flatMap(([name, field]): SealedText[] => {
    const value: unknown = Reflect.get(record, name);
    if (value === undefined || value === null) return [];
    if (isNested(field)) {
      return entriesOf(value).flatMap(([place, entry]) => {
        const placeName = [`${prefix}${name}`, ...place].join('.');
        const ownPrefix = typeof entry.id === 'string' ? `${entry.id}.` : `${placeName}.`;
        return textsIn(nestedOf(field), entry, [...path, name, ...place], ownPrefix);
      });
    }
    return isSealed(field) ? [{ path: [...path, name], boundTo: `${prefix}${name}`, field, value }] : [];
  });

/** The sealed texts of a record and of its entries. @param path the record's path in its table item, if it is only a part of the item */
export const sealedTextsOf = (fields: Fields, record: object, path: Path = []): SealedText[] =>
  textsIn(fields, record, path, '');

/** A copy of a value with some paths replaced. An empty path replaces the whole value. */
export const replaceAtPaths = (
  value: unknown,
  changes: readonly { readonly path: Path; readonly to: unknown }[],
): unknown => {
  const changeOfWhole = changes.find(({ path }) => path.length === 0);
  if (changeOfWhole !== undefined) return changeOfWhole.to;
  if (changes.length === 0) return value;
  /** The new value of one field or element, with the changes whose paths begin with `step`. */
  const replaceInner = (step: string | number, old: unknown): unknown =>
    replaceAtPaths(
      old,
      changes
        .filter(({ path }) => String(path[0]) === String(step))
        .map(({ path, to }) => ({ path: path.slice(1), to })),
    );
  if (Array.isArray(value)) return value.map((old, index) => replaceInner(index, old));
  return Object.fromEntries(
    Object.entries(Object(value)).map(([name, old]) => [name, replaceInner(name, old)]),
  );
};
