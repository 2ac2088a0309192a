import { createSecretKey, type KeyObject } from 'node:crypto';
import { DecryptCommand, GenerateDataKeyCommand, type KMSClient } from '@aws-sdk/client-kms';
import { InternalError } from '../errors/errors.ts';
import type { Owner } from './authenticated-context.ts';

/** A new data key, in memory and wrapped. */
type FreshKey = { readonly key: KeyObject; readonly wrapped: Uint8Array };

/** Creates data keys and unwraps them; each is bound to its owner. */
export type WrappingKey = {
  readonly generate: (owner: Owner) => Promise<FreshKey>;
  /** Throws if the bytes were not wrapped by this key for this owner. */
  readonly unwrap: (owner: Owner, wrapped: Uint8Array) => Promise<KeyObject>;
};

/** A data key outside JavaScript's memory; the bytes from KMS are wiped. */
const toKeyObject = (plaintext: Uint8Array | undefined): KeyObject => {
  if (plaintext?.length !== 32) throw new InternalError('KMS answered without a data key of 256 bits.');
  const key = createSecretKey(plaintext);
  plaintext.fill(0);
  return key;
};

/**
 * The wrapping key in KMS: `kms:GenerateDataKey` and `kms:Decrypt`, with the owner as encryption context.
 * @param kms returns the client; called only when a key is created or unwrapped
 */
export const createKmsWrappingKey = (kms: () => KMSClient, keyId: string): WrappingKey => ({
  generate: async (owner) => {
    const answer = await kms().send(
      new GenerateDataKeyCommand({ KeyId: keyId, KeySpec: 'AES_256', EncryptionContext: { owner } }),
    );
    if (answer.CiphertextBlob === undefined) throw new InternalError('KMS answered without a wrapped key.');
    return { key: toKeyObject(answer.Plaintext), wrapped: answer.CiphertextBlob };
  },
  unwrap: async (owner, wrapped) => {
    const answer = await kms().send(
      new DecryptCommand({ KeyId: keyId, CiphertextBlob: wrapped, EncryptionContext: { owner } }),
    );
    return toKeyObject(answer.Plaintext);
  },
});
