import { createCipheriv, createDecipheriv, createSecretKey, randomBytes } from 'node:crypto';
import type { Owner } from '../../functions/shared/vault/authenticated-context.ts';
import type { KeyRecord, KeyStore, KeyWrite } from '../../functions/shared/vault/key-store.ts';
import type { WrappingKey } from '../../functions/shared/vault/wrapping-key.ts';

export type WrappingKeyDouble = WrappingKey & {
  /** The owners of each call, in order. */
  readonly generated: Owner[];
  readonly unwrapped: Owner[];
  /** The most unwraps that were under way at once. */
  readonly maxAtOnce: () => number;
};

/** A wrapping key in memory that, like KMS, binds each data key to its owner; it answers no sooner than the next turn. */
export const createWrappingKeyDouble = (): WrappingKeyDouble => {
  const secret = randomBytes(32);
  const generated: Owner[] = [];
  const unwrapped: Owner[] = [];
  let atOnce = 0;
  let most = 0;
  return {
    generated,
    unwrapped,
    maxAtOnce: () => most,
    generate: async (owner) => {
      generated.push(owner);
      const key = randomBytes(32);
      const nonce = randomBytes(12);
      const cipher = createCipheriv('aes-256-gcm', secret, nonce).setAAD(Buffer.from(owner));
      const body = Buffer.concat([cipher.update(key), cipher.final()]);
      return { key: createSecretKey(key), wrapped: Buffer.concat([nonce, cipher.getAuthTag(), body]) };
    },
    unwrap: async (owner, wrapped) => {
      unwrapped.push(owner);
      atOnce += 1;
      most = Math.max(most, atOnce);
      await new Promise((resolve) => setImmediate(resolve));
      atOnce -= 1;
      const decipher = createDecipheriv('aes-256-gcm', secret, wrapped.subarray(0, 12))
        .setAAD(Buffer.from(owner))
        .setAuthTag(wrapped.subarray(12, 28));
      return createSecretKey(Buffer.concat([decipher.update(wrapped.subarray(28)), decipher.final()]));
    },
  };
};

export type KeyStoreDouble = KeyStore & {
  /** What a transaction does with a write of the vault; false where its condition fails. */
  readonly apply: (write: KeyWrite) => boolean;
  readonly records: Map<Owner, KeyRecord>;
  /** The owners of each read. */
  readonly reads: (readonly Owner[])[];
};

/** A keys table in memory that keeps the two conditions. */
export const createKeyStoreDouble = (): KeyStoreDouble => {
  const records = new Map<Owner, KeyRecord>();
  const reads: (readonly Owner[])[] = [];
  const isMet: Record<string, (owner: Owner) => boolean> = {
    'attribute_not_exists(pk)': (owner) => !records.has(owner),
    'attribute_exists(pk)': (owner) => records.has(owner),
  };
  const apply = ({ put, condition }: KeyWrite): boolean => {
    const met = isMet[condition]?.(put.pk);
    if (met === undefined) throw new Error(`No such condition is known here: ${condition}`);
    if (met) records.set(put.pk, put);
    return met;
  };
  const creationOf = (owner: Owner, wrapped: Uint8Array): KeyWrite => ({
    table: 'keys',
    put: { pk: owner, wrapped },
    condition: 'attribute_not_exists(pk)',
  });
  return {
    records,
    reads,
    apply,
    creationOf,
    destructionOf: (owner, destroyedAt) => ({
      table: 'keys',
      put: { pk: owner, destroyedAt },
      condition: 'attribute_exists(pk)',
    }),
    read: async (owners) => {
      reads.push(owners);
      // What is read is what stood there when the call began, however late the answer.
      const found = new Map(owners.flatMap((owner) => pairOf(owner, records.get(owner))));
      await new Promise((resolve) => setImmediate(resolve));
      return found;
    },
    create: async (owner, wrapped) => {
      await new Promise((resolve) => setImmediate(resolve));
      return apply(creationOf(owner, wrapped));
    },
  };
};

const pairOf = (owner: Owner, record: KeyRecord | undefined): [Owner, KeyRecord][] =>
  record === undefined ? [] : [[owner, record]];
