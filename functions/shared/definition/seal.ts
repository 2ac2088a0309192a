import { InternalError } from '../errors/errors.ts';
import type { Key } from '../table/keys.ts';
import { contextOf, type Owner } from '../vault/authenticated-context.ts';
import { isCiphertext } from '../vault/ciphertext.ts';
import { type EncryptedText, encryptedText } from '../vault/encrypted-text.ts';
import type { Vault } from '../vault/vault.ts';
import { type Fields, isNested, isSealed, isStored, nestedOf, type SealedField } from './define.ts';

/** Encrypts and decrypts the sealed texts of records by their definitions. */

type Path = readonly (string | number)[];
type Values = Readonly<Record<string, unknown>>;

/** A sealed text of a record: in plaintext before it is sealed, a ciphertext in a stored record. */
type SealedText = {
  readonly path: Path;
  /**
   * The name that its ciphertext is bound to, so that it can't be moved to another field: `note` for a field of the record, `<id>.note` in an
   * entry with an id, and `lines.0.note` in an entry without one. (Lists of entries without ids never change, so an entry keeps its place.)
   */
  readonly boundTo: string;
  readonly field: SealedField;
  readonly value: unknown;
};

const isObject = (value: unknown): value is Values => typeof value === 'object' && value !== null;

/** The entries of a nested field, each with its path from the field. */
const entriesOf = (value: unknown): readonly (readonly [Path, Values])[] =>
  Array.isArray(value)
    ? value.flatMap((entry, index) => (isObject(entry) ? [[[index], entry] as const] : []))
    : isObject(value)
      ? [[[], value]]
      : [];

const textsIn = (fields: Fields, record: object, path: Path, prefix: string): SealedText[] =>
  Object.entries(fields).flatMap(([name, field]): SealedText[] => {
    const value: unknown = Reflect.get(record, name);
    if (value === undefined || value === null) return [];
    if (isNested(field)) {
      return entriesOf(value).flatMap(([place, entry]) => {
        const ownPrefix =
          typeof entry.id === 'string' ? `${entry.id}.` : `${[`${prefix}${name}`, ...place].join('.')}.`;
        return textsIn(nestedOf(field), entry, [...path, name, ...place], ownPrefix);
      });
    }
    return isSealed(field) ? [{ path: [...path, name], boundTo: `${prefix}${name}`, field, value }] : [];
  });

/** The sealed texts of a record, with those of its entries. @param path where the record stands in its table item, if it is a part of it */
export const sealedTextsOf = (fields: Fields, record: object, path: Path = []): SealedText[] =>
  textsIn(fields, record, path, '');

/** A copy of a value with other values at some paths. */
export const replaceAtPaths = (
  value: unknown,
  changes: readonly { readonly path: Path; readonly to: unknown }[],
): unknown => {
  const changeOfAll = changes.find(({ path }) => path.length === 0);
  if (changeOfAll !== undefined) return changeOfAll.to;
  if (changes.length === 0) return value;
  /** The new value of one field or element: the changes whose paths begin with it are made further down. */
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

type SealedValue<D, V> = V extends undefined
  ? undefined
  : D extends { readonly each: infer E extends Fields }
    ? V extends readonly (infer I)[]
      ? SealedRecord<E, I>[]
      : never
    : D extends { readonly one: infer E extends Fields }
      ? SealedRecord<E, V>
      : D extends { readonly kept: string }
        ? V
        : EncryptedText;
/** A record, or a part of one, with its sealed texts encrypted. */
export type SealedRecord<F extends Fields, R> = {
  [K in keyof R]: K extends keyof F ? SealedValue<F[K], R[K]> : R[K];
};

/** The text to encrypt: what is no text becomes JSON. */
const textOf = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value));
/** The value of a decrypted text. A field with a schema of its own in answers is no text. */
const decodeText = ({ shown }: SealedField, text: string | null): unknown =>
  shown === undefined || text === null ? text : JSON.parse(text);

/**
 * Encrypts the sealed texts of a record, or of a part of one.
 * @param encrypt gets the name that a ciphertext is to be bound to, and the text
 */
export const sealRecord = async <const F extends Fields, R extends object>(
  fields: F,
  record: R,
  encrypt: (boundTo: string, text: string) => EncryptedText | Promise<EncryptedText>,
): Promise<SealedRecord<F, R>> => {
  const texts = sealedTextsOf(fields, record);
  const encrypted = await Promise.all(texts.map(({ boundTo, value }) => encrypt(boundTo, textOf(value))));
  const sealed = replaceAtPaths(
    record,
    texts.map(({ path }, index) => ({ path, to: encrypted[index] })),
  );
  // Each sealed text of `record` was replaced.
  return sealed as SealedRecord<F, R>;
};

/** Nulls for the texts that an answer must have. */
const nullsOf = (fields: Fields): Values =>
  Object.fromEntries(
    Object.entries(fields).flatMap(([name, field]) =>
      isSealed(field) && field.told !== 'nobody' && !field.optional ? [[name, null]] : [],
    ),
  );

/** A record as sent, without its sealed texts: null where an answer must have one. */
export const withoutTexts = (fields: Fields, record: object): Values => ({
  ...Object.fromEntries(
    Object.entries(record).filter(([name]) => {
      const field = fields[name];
      return field === undefined || !isSealed(field);
    }),
  ),
  ...nullsOf(fields),
});

/** A stored record, with the owner of the key that opens its texts and the table's key to which they are bound. */
export type StoredRecord<R> = {
  readonly fields: Fields;
  readonly owner: Owner;
  readonly key: Key;
  readonly record: R;
  /** The owner was erased: her texts are null, even while her key still exists. */
  readonly isErased?: boolean;
};

/**
 * Decrypts the sealed texts of stored records, for a schema of answers to parse: other attributes are as stored. A text is null if its owner's key was
 * destroyed, or if it must be there and is not.
 * @param isWanted by a field's definition and name; by default whatever somebody is told of
 */
export const openRecords = async <R extends object>(
  vault: Pick<Vault, 'decryptMany'>,
  records: readonly StoredRecord<R>[],
  isWanted: (field: SealedField, boundTo: string) => boolean = ({ told }) => told !== 'nobody',
): Promise<R[]> => {
  const withTexts = records.map((one) => ({
    ...one,
    texts: sealedTextsOf(one.fields, one.record).filter(({ field, boundTo }) => isWanted(field, boundTo)),
  }));
  const ciphertexts = withTexts
    .filter(({ isErased }) => !isErased)
    .flatMap(({ owner, key, texts }) =>
      texts.map(({ boundTo, value }) => ({
        owner,
        context: contextOf(key, boundTo),
        ciphertext: encryptedText.parse(value),
      })),
    );
  // The texts below are visited in the order of the ciphertexts, so each takes the next one.
  const decrypted = (await vault.decryptMany(ciphertexts)).values();
  return withTexts.map(({ fields, record, texts, isErased }) => {
    const opened = replaceAtPaths(
      { ...nullsOf(fields), ...record },
      texts.map(({ path, field }) => ({
        path,
        to: isErased ? null : decodeText(field, decrypted.next().value ?? null),
      })),
    );
    // The same attributes; a schema of answers tells what has become of them.
    return opened as R;
  });
};

/**
 * Checks a record before it is stored: it has no attribute that its definition lacks, and no sealed text in plaintext.
 * @throws InternalError naming the field
 */
export const checkStored = (fields: Fields, record: object): void => {
  for (const [name, value] of Object.entries(record)) {
    const field = Object.hasOwn(fields, name) ? fields[name] : undefined;
    if (value === undefined) continue;
    if (field === undefined || !isStored(field))
      throw new InternalError(`No stored record has the field ${name}.`);
    if (isNested(field)) {
      for (const [, entry] of entriesOf(value)) checkStored(nestedOf(field), entry);
    } else if (isSealed(field) && !isCiphertext(value)) {
      throw new InternalError(`The field ${name} is not encrypted.`);
    }
  }
};
