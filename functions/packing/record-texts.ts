import * as z from 'zod';
import { InternalError } from '../domain/errors.ts';
import type { Item } from '../table/client.ts';
import { contextOf } from '../vault/authenticated-context.ts';
import { encryptedText } from '../vault/encrypted-text.ts';
import type { CiphertextAt, Vault } from '../vault/vault.ts';
import { kindOf, type TextAt, textsOf } from './pack-kinds.ts';

/** The encrypted texts of records: opened for a pack, and encrypted again with other keys where it is read. */

type Path = TextAt['path'];

const atPath = (value: unknown, path: Path): unknown =>
  path.reduce<unknown>(
    (inner, step) => (typeof inner === 'object' && inner !== null ? Reflect.get(inner, step) : undefined),
    value,
  );

/** A copy with other values at some paths. */
const replaced = (
  value: unknown,
  changes: readonly { readonly path: Path; readonly to: unknown }[],
): unknown => {
  const [own] = changes.filter(({ path }) => path.length === 0);
  if (own !== undefined) return own.to;
  if (changes.length === 0) return value;
  const inner = (step: string | number, old: unknown): unknown =>
    replaced(
      old,
      changes
        .filter(({ path }) => String(path[0]) === String(step))
        .map(({ path, to }) => ({ path: path.slice(1), to })),
    );
  if (Array.isArray(value)) return value.map((old, at) => inner(at, old));
  return Object.fromEntries(Object.entries(Object(value)).map(([name, old]) => [name, inner(name, old)]));
};

const itemOf = z.record(z.string(), z.unknown());
const keyOf = z.object({ pk: z.string(), sk: z.string() });

const replaceTexts = (item: Item, texts: readonly TextAt[], values: readonly unknown[]): Item =>
  itemOf.parse(
    replaced(
      item,
      texts.map(({ path }, at) => ({ path, to: values[at] })),
    ),
  );

/** The shortest ciphertext, and how many characters each further block adds: see functions/vault/ciphertext.ts. */
const ciphertextPattern = /^A[Q-Za-f][\w-]{80,}$/;

/** Whether a string looks like a ciphertext of the vault: its version byte is 1, and its text a number of blocks of 32 bytes. */
const isCiphertext = (text: string): boolean =>
  ciphertextPattern.test(text) && (Buffer.from(text, 'base64url').length - 29) % 32 === 0;

/** @throws InternalError for a ciphertext that no kind knows, or a value that JSON cannot hold */
const checkPlain = (value: unknown, known: ReadonlySet<unknown>, kind: string): void => {
  if (typeof value === 'string') {
    if (isCiphertext(value) && !known.has(value)) {
      throw new InternalError(`A text of ${kind} is encrypted, and the pack does not know with which key.`);
    }
    return;
  }
  if (typeof value !== 'object' || value === null) return;
  if (value instanceof Set || value instanceof Uint8Array) {
    throw new InternalError(`A value of ${kind} has no form in JSON.`);
  }
  for (const inner of Object.values(value)) checkPlain(inner, known, kind);
};

/**
 * Decrypts the texts of records for a pack, in order; null where her key was destroyed.
 * @param isErased owners whose texts stay closed although the key may still be there
 */
export const openRecords = async (
  vault: Pick<Vault, 'decryptMany'>,
  items: readonly Item[],
  isErased: (owner: TextAt['owner']) => boolean,
): Promise<Item[]> => {
  const known = items.map((item) => {
    const kind = kindOf(item);
    const texts = kind === undefined ? [] : textsOf(kind, item);
    checkPlain(item, new Set(texts.map(({ path }) => atPath(item, path))), kind?.name ?? '');
    return { item, texts };
  });
  const open = (text: TextAt): boolean => !isErased(text.owner);
  const ciphertexts = known.flatMap(({ item, texts }) =>
    texts.filter(open).map(
      ({ path, owner, field }): CiphertextAt => ({
        owner,
        context: contextOf(keyOf.parse(item), field),
        ciphertext: encryptedText.parse(atPath(item, path)),
      }),
    ),
  );
  const opened = (await vault.decryptMany(ciphertexts)).values();
  return known.map(({ item, texts }) =>
    replaceTexts(
      item,
      texts,
      texts.map((text) => (open(text) ? (opened.next().value ?? null) : null)),
    ),
  );
};

/** Stands for a text whose key was destroyed. It is never decrypted, because its owner has no key. */
const lostText = 'erased';

/** Encrypts the texts of a pack's record for their place in this table. */
export const closeRecord = async (
  vault: Pick<Vault, 'encrypt'>,
  item: Item,
  /** Makes an owner's key unless she has one; false if hers was destroyed. */
  hasKey: (owner: TextAt['owner']) => Promise<boolean>,
): Promise<Item> => {
  const kind = kindOf(item);
  const texts = kind === undefined ? [] : textsOf(kind, item);
  const key = keyOf.parse(item);
  const values: unknown[] = [];
  for (const { path, owner, field } of texts) {
    const text = atPath(item, path);
    const isKept = typeof text === 'string' && (await hasKey(owner));
    values.push(isKept ? await vault.encrypt(owner, contextOf(key, field), text) : lostText);
  }
  return replaceTexts(item, texts, values);
};
