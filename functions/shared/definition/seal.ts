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
const entriesOf = (value: unknown): readonly (readonly [Path, Values])[] => {
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

/** The text to encrypt: a value that isn't a text becomes JSON. */
const encodeText = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value));
/** The value of a decrypted text. A field with `shown`, its own schema in answers, isn't a text: it was stored as JSON. */
const decodeText = ({ shown }: SealedField, text: string | null): unknown =>
  shown === undefined || text === null ? text : JSON.parse(text);

/**
 * Encrypts the sealed texts of a record, or of a part of one.
 * @param encrypt gets the name that the ciphertext must be bound to, and the text
 */
export const sealRecord = async <const F extends Fields, R extends object>(
  fields: F,
  record: R,
  encrypt: (boundTo: string, text: string) => EncryptedText | Promise<EncryptedText>,
): Promise<SealedRecord<F, R>> => {
  const texts = sealedTextsOf(fields, record);
  const encrypted = await Promise.all(texts.map(({ boundTo, value }) => encrypt(boundTo, encodeText(value))));
  const sealed = replaceAtPaths(
    record,
    texts.map(({ path }, index) => ({ path, to: encrypted[index] })),
  );
  // Each sealed text of `record` was replaced.
  return sealed as SealedRecord<F, R>;
};

/** A null for each sealed text that an answer must have. */
const nullsOf = (fields: Fields): Values =>
  Object.fromEntries(
    Object.entries(fields).flatMap(([name, field]) =>
      isSealed(field) && field.told !== 'nobody' && !field.optional ? [[name, null]] : [],
    ),
  );

/** A record as sent, without its sealed texts, for an answer in which nobody reads them. A text that an answer must have is null. */
export const withoutTexts = (fields: Fields, record: object): Values => ({
  ...Object.fromEntries(
    Object.entries(record).filter(([name]) => {
      const field = fields[name];
      return field === undefined || !isSealed(field);
    }),
  ),
  ...nullsOf(fields),
});

/** A stored record, with the woman whose key opens its texts (its owner) and the table key to which its texts are bound. */
export type StoredRecord<R> = {
  readonly fields: Fields;
  readonly owner: Owner;
  readonly key: Key;
  readonly record: R;
  /** The owner was erased: her texts are null, even while her key still exists. */
  readonly isErased?: boolean;
};

/**
 * Decrypts the sealed texts of stored records. The other attributes stay as stored: a schema of answers must parse the result. A text is null if its
 * owner's key was destroyed, and also if an answer must have it but it isn't stored.
 * @param isWanted whether a text is decrypted, by the field's definition and the name that the text is bound to; by default all that some answer has
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
    // It has the attributes of `R`, but decrypted. The schema of answers that parses it gives it its true type.
    return opened as R;
  });
};

/**
 * Checks a record before it is stored: it must have no attribute that its definition lacks, and no sealed text in plaintext.
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
