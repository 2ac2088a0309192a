import { hash } from 'node:crypto';
import { GetPublicKeyCommand, type KMSClient, SignCommand } from '@aws-sdk/client-kms';
import { InternalError } from '../../shared/errors/errors.ts';
import type { Signer } from './render-publications.ts';

/** A SubjectPublicKeyInfo as PEM (RFC 7468). */
const toPem = (der: Uint8Array): string => {
  const lines =
    Buffer.from(der)
      .toString('base64')
      .match(/.{1,64}/g) ?? [];
  return `-----BEGIN PUBLIC KEY-----\n${lines.join('\n')}\n-----END PUBLIC KEY-----\n`;
};

/** Makes the signer of manifests, whose key never leaves KMS. The first call reads the public key. */
export const createSigner = (client: () => KMSClient, keyId: string): (() => Promise<Signer>) => {
  let publicKey: string | undefined;
  return async () => {
    if (publicKey === undefined) {
      const { PublicKey } = await client().send(new GetPublicKeyCommand({ KeyId: keyId }));
      if (PublicKey === undefined) {
        throw new InternalError('KMS gave no public key.');
      }
      publicKey = toPem(PublicKey);
    }
    return {
      publicKey,
      sign: async (bytes) => {
        const { Signature } = await client().send(
          new SignCommand({
            KeyId: keyId,
            // KMS limits a message to 4,096 bytes, so it gets the digest.
            Message: hash('sha256', bytes, 'buffer'),
            MessageType: 'DIGEST',
            SigningAlgorithm: 'ECDSA_SHA_256',
          }),
        );
        if (Signature === undefined) {
          throw new InternalError('KMS gave no signature.');
        }
        return Buffer.from(Signature).toString('base64');
      },
    };
  };
};
