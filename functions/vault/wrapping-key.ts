import { createSecretKey, type KeyObject } from 'node:crypto';
import { DecryptCommand, GenerateDataKeyCommand, type KMSClient } from '@aws-sdk/client-kms';
import type { Owner } from './authenticated-context.ts';

/** A data key that was just made: as it is used, and as it is stored. */
type FreshKey = { readonly key: KeyObject; readonly wrapped: Uint8Array };

/** Makes data keys and unwraps them again; each is bound to its owner. */
export type WrappingKey = {
  readonly generate: (owner: Owner) => Promise<FreshKey>;
  /** Throws when what is given was not wrapped by this key for this owner. */
  readonly unwrap: (owner: Owner, wrapped: Uint8Array) => Promise<KeyObject>;
};

/** A data key held outside of JavaScript's reach; the bytes that KMS sent are wiped. */
const holdKey = (plaintext: Uint8Array | undefined): KeyObject => {
  if (plaintext?.length !== 32) throw new Error('KMS answered without a data key of 256 bits.');
  const key = createSecretKey(plaintext);
  plaintext.fill(0);
  return key;
};

/** The wrapping key in KMS: `kms:GenerateDataKey` and `kms:Decrypt`, with the owner as encryption context. */
export const createKmsWrappingKey = (kms: KMSClient, keyId: string): WrappingKey => ({
  generate: async (owner) => {
    const answer = await kms.send(
      new GenerateDataKeyCommand({ KeyId: keyId, KeySpec: 'AES_256', EncryptionContext: { owner } }),
    );
    if (answer.CiphertextBlob === undefined) throw new Error('KMS answered without a wrapped key.');
    return { key: holdKey(answer.Plaintext), wrapped: answer.CiphertextBlob };
  },
  unwrap: async (owner, wrapped) => {
    const answer = await kms.send(
      new DecryptCommand({ KeyId: keyId, CiphertextBlob: wrapped, EncryptionContext: { owner } }),
    );
    return holdKey(answer.Plaintext);
  },
});
