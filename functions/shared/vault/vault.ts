import { createHmac, type KeyObject } from 'node:crypto';
import type { KMSClient } from '@aws-sdk/client-kms';
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { noteOpened } from '../logging/opened-texts.ts';
import type { AuthenticatedContext, Owner } from './authenticated-context.ts';
import { decryptText, encryptText } from './ciphertext.ts';
import { deriveKey } from './derive-key.ts';
import type { EncryptedText } from './encrypted-text.ts';
import type { MonotonicClock } from './key-cache.ts';
import { createKeyStore, type KeyWrite } from './key-store.ts';
import { createKeys, type VaultDeps } from './owner-keys.ts';
import { VaultError } from './vault-error.ts';
import { createKmsWrappingKey } from './wrapping-key.ts';

/**
 * The vault encrypts names, telephone numbers and free texts before they reach the table. Each owner has one
 * data key, wrapped by a key that never leaves KMS. See docs/decisions/0002-vault.md.
 */

/** An owner whose key is created with its record and may be destroyed. */
type RecordOwner = Exclude<Owner, 'organisation'>;

/** A decrypted text; null if its owner was erased and her key destroyed. */
type Decrypted = string | null;

export type CiphertextAt = {
  readonly owner: Owner;
  readonly context: AuthenticatedContext;
  readonly ciphertext: EncryptedText;
};

/** A new owner's key. It exists once the caller's transaction that contains `write` is accepted. */
type NewKey = {
  readonly owner: RecordOwner;
  readonly write: KeyWrite;
  /** Encrypts with this key before it is stored. If the transaction is refused, discard the ciphertexts. */
  readonly encrypt: (context: AuthenticatedContext, text: string) => EncryptedText;
};

export type Vault = {
  /** Creates a key for a new owner. It is not cached: if the request is a repetition, its key is never stored. */
  readonly createKey: (owner: RecordOwner) => Promise<NewKey>;
  /** Throws a VaultError if the owner has no key or it was destroyed. */
  readonly encrypt: (owner: Owner, context: AuthenticatedContext, text: string) => Promise<EncryptedText>;
  /** Throws a VaultError if the text was changed or moved, or belongs to another owner. */
  readonly decrypt: (
    owner: Owner,
    context: AuthenticatedContext,
    ciphertext: EncryptedText,
  ) => Promise<Decrypted>;
  /**
   * Like `decrypt`, for several texts: one read of the keys table per hundred owners. Results in the order of the
   * input.
   */
  readonly decryptMany: (texts: readonly CiphertextAt[]) => Promise<Decrypted[]>;
  /**
   * The write that destroys an owner's key, for the caller's transaction. Removes the key from this cache at once; the next
   * use reads the table. `destroyedAt` is RFC 3339 in UTC.
   */
  readonly destroyKey: (owner: RecordOwner, destroyedAt: string) => KeyWrite;
  /** A keyed hash that recognises a repeated request; 43 characters. */
  readonly fingerprint: (text: string) => Promise<string>;
  /** A keyed token that stands for a text in searches; 22 characters. Each context has its own tokens. */
  readonly token: (context: string, text: string) => Promise<string>;
};

export const createVault = (deps: VaultDeps): Vault => {
  const { wrappingKey, keyStore } = deps;
  const { keysOf, forget } = createKeys(deps);

  /** The owner's key; null if it was destroyed. @throws VaultError if it never existed */
  const keyOf = async (owner: Owner): Promise<KeyObject | null> =>
    (await keysOf(new Set([owner]))).get(owner) ?? null;

  /** The owner's key. @throws VaultError if it was destroyed or never existed */
  const usableKeyOf = async (owner: Owner): Promise<KeyObject> => {
    const key = await keyOf(owner);
    if (key === null) throw new VaultError('key_destroyed', owner);
    return key;
  };

  /** Decrypts a text; null if its owner's key was destroyed. The log notes it as opened, unless it is the organisation's: that is about nobody. */
  const open = (key: KeyObject | null, { owner, context, ciphertext }: CiphertextAt): Decrypted => {
    if (key === null) return null;
    const text = decryptText(key, owner, context, ciphertext);
    if (owner !== 'organisation') noteOpened(owner);
    return text;
  };

  const decryptMany: Vault['decryptMany'] = async (texts) => {
    const keys = await keysOf(new Set(texts.map(({ owner }) => owner)));
    return texts.map((text) => open(keys.get(text.owner) ?? null, text));
  };

  /** A keyed hash (HMAC-SHA-256) of a text. Its key is derived from the organisation's key for one purpose. */
  const digest = async (purpose: string, text: string): Promise<Buffer> =>
    createHmac('sha256', deriveKey(await usableKeyOf('organisation'), purpose))
      .update(text, 'utf8')
      .digest();

  return {
    createKey: async (owner) => {
      const { key, wrapped } = await wrappingKey.generate(owner);
      return {
        owner,
        write: keyStore.creationOf(owner, wrapped),
        encrypt: (context, text) => encryptText(key, owner, context, text),
      };
    },
    encrypt: async (owner, context, text) => encryptText(await usableKeyOf(owner), owner, context, text),
    decrypt: async (owner, context, ciphertext) => open(await keyOf(owner), { owner, context, ciphertext }),
    decryptMany,
    destroyKey: (owner, destroyedAt) => {
      forget(owner);
      return keyStore.destructionOf(owner, destroyedAt);
    },
    fingerprint: async (text) => (await digest('content', text)).toString('base64url'),
    token: async (context, text) =>
      (await digest(`token/${context}`, text)).subarray(0, 16).toString('base64url'),
  };
};

export type VaultSettings = {
  readonly keysTable: string;
  /** The KMS key's id, alias or ARN. */
  readonly wrappingKeyId: string;
};

/**
 * The vault with a keys table and a KMS key.
 * @param clients.kms called only when a key is made or unwrapped
 * @param now `performance.now`, or a test's clock
 */
export const connectVault = (
  { keysTable, wrappingKeyId }: VaultSettings,
  clients: { readonly tables: DynamoDBDocumentClient; readonly kms: () => KMSClient },
  now: MonotonicClock,
): Vault =>
  createVault({
    wrappingKey: createKmsWrappingKey(clients.kms, wrappingKeyId),
    keyStore: createKeyStore(clients.tables, keysTable),
    now,
  });
