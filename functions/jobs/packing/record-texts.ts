import * as z from 'zod';
import { replaceAtPaths } from '../../shared/definition/sealed-texts.ts';
import { InternalError } from '../../shared/errors/errors.ts';
import type { Item } from '../../shared/table/client.ts';
import { contextOf } from '../../shared/vault/authenticated-context.ts';
import { isCiphertext } from '../../shared/vault/ciphertext.ts';
import { encryptedText } from '../../shared/vault/encrypted-text.ts';
import type { CiphertextAt, Vault } from '../../shared/vault/vault.ts';
import { kindOf, textsOf } from './record-kinds.ts';
import type { TextAt } from './text-places.ts';

/** The encrypted texts of records: decrypted for a pack, and encrypted again with other keys where the pack is imported. */

type Path = TextAt['path'];

const valueAt = (value: unknown, path: Path): unknown =>
  path.reduce<unknown>(
    (inner, step) => (typeof inner === 'object' && inner !== null ? Reflect.get(inner, step) : undefined),
    value,
  );

const itemSchema = z.record(z.string(), z.unknown());
const keySchema = z.object({ pk: z.string(), sk: z.string() });

const replaceTexts = (item: Item, texts: readonly TextAt[], values: readonly unknown[]): Item =>
  itemSchema.parse(
    replaceAtPaths(
      item,
      texts.map(({ path }, index) => ({ path, to: values[index] })),
    ),
  );

/**
 * Checks a record's values, also nested ones, before the encrypted texts that its kind names (`named`) are decrypted.
 * @throws InternalError for another ciphertext, or a value that JSON cannot represent
 */
const checkValues = (value: unknown, named: ReadonlySet<unknown>, kind: string): void => {
  if (typeof value === 'string') {
    if (isCiphertext(value) && !named.has(value)) {
      throw new InternalError(`A text of ${kind} is encrypted, and the pack does not know with which key.`);
    }
    return;
  }
  if (typeof value !== 'object' || value === null) return;
  if (value instanceof Set || value instanceof Uint8Array) {
    throw new InternalError(`A value of ${kind} has no form in JSON.`);
  }
  for (const inner of Object.values(value)) checkValues(inner, named, kind);
};

/**
 * Decrypts the texts of records for a pack, in order. A text is null if its owner's key was destroyed.
 * @param isErased whether an owner was erased: her texts are null, even while her key still exists
 */
export const decryptRecords = async (
  vault: Pick<Vault, 'decryptMany'>,
  items: readonly Item[],
  isErased: (owner: TextAt['owner']) => boolean,
): Promise<Item[]> => {
  const itemsWithTexts = items.map((item) => {
    const kind = kindOf(item);
    const texts = kind === undefined ? [] : textsOf(kind, item);
    checkValues(item, new Set(texts.map(({ path }) => valueAt(item, path))), kind?.name ?? '');
    return { item, texts };
  });
  const isReadable = (text: TextAt): boolean => !isErased(text.owner);
  const ciphertexts = itemsWithTexts.flatMap(({ item, texts }) =>
    texts.filter(isReadable).map(
      ({ path, owner, field }): CiphertextAt => ({
        owner,
        context: contextOf(keySchema.parse(item), field),
        ciphertext: encryptedText.parse(valueAt(item, path)),
      }),
    ),
  );
  // The texts below are visited in the order of the ciphertexts, so each takes the next one.
  const decrypted = (await vault.decryptMany(ciphertexts)).values();
  return itemsWithTexts.map(({ item, texts }) =>
    replaceTexts(
      item,
      texts,
      texts.map((text) => (isReadable(text) ? (decrypted.next().value ?? null) : null)),
    ),
  );
};

/** Stands for a text whose key was destroyed. It is never decrypted, because its owner has no key. */
const lostText = 'erased';

/** Encrypts the texts of a pack's record for the table into which the pack is imported. */
export const encryptRecord = async (
  vault: Pick<Vault, 'encrypt'>,
  item: Item,
  /** Makes an owner's key unless she has one; false if hers was destroyed. */
  ensureKey: (owner: TextAt['owner']) => Promise<boolean>,
): Promise<Item> => {
  const kind = kindOf(item);
  const texts = kind === undefined ? [] : textsOf(kind, item);
  const key = keySchema.parse(item);
  const values: unknown[] = [];
  for (const { path, owner, field } of texts) {
    const text = valueAt(item, path);
    const isKept = typeof text === 'string' && (await ensureKey(owner));
    values.push(isKept ? await vault.encrypt(owner, contextOf(key, field), text) : lostText);
  }
  return replaceTexts(item, texts, values);
};
