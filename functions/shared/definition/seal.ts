import { InternalError } from '../errors/errors.ts';
import type { Key } from '../table/keys/key.ts';
import { contextOf, type Owner } from '../vault/authenticated-context.ts';
import { isCiphertext } from '../vault/ciphertext.ts';
import { type EncryptedText, encryptedText } from '../vault/encrypted-text.ts';
import type { Vault } from '../vault/vault.ts';
import { type Fields, isNested, isSealed, isStored, nestedOf, type SealedField } from './define.ts';
import { entriesOf, replaceAtPaths, sealedTextsOf, type Values } from './sealed-texts.ts';

/** Encrypts and decrypts the sealed texts of records by their definitions. */

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

/** A null for each sealed text that an answer must have, by the field's name. */
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
  const withTexts = records.map((stored) => ({
    ...stored,
    texts: sealedTextsOf(stored.fields, stored.record).filter(({ field, boundTo }) =>
      isWanted(field, boundTo),
    ),
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
    if (field === undefined || !isStored(field)) {
      throw new InternalError(`No stored record has the field ${name}.`);
    }
    if (isNested(field)) {
      for (const [, entry] of entriesOf(value)) checkStored(nestedOf(field), entry);
    } else if (isSealed(field) && !isCiphertext(value)) {
      throw new InternalError(`The field ${name} is not encrypted.`);
    }
  }
};
