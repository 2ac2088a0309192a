import {
  DecryptCommand,
  GenerateDataKeyCommand,
  GetPublicKeyCommand,
  type KMSClient,
  SignCommand,
} from '@aws-sdk/client-kms';
import type { KeyAccess, KeyCall } from '../access.ts';
import type { Attempt } from './attempt.ts';
import { sampleOf } from './table-attempts.ts';
import { attemptsAlone, look, type Tried } from './tried.ts';

/** Tries the rights on keys, as dry runs: KMS answers whether the caller may, and does nothing. */

/** KMS's answer to a dry run that the caller may make. */
const dryRunAnswers = ['DryRunOperationException'];

/** The attempts on the key that wraps owners' keys, as dry runs: KMS answers whether the caller may, and does nothing. */
export const keyAttempts = (keys: KMSClient, KeyId: string | undefined, access: KeyAccess): Attempt[] =>
  Object.entries(access).flatMap(([on, calls]) => {
    const key = { KeyId, EncryptionContext: { owner: sampleOf(on) }, DryRun: true };
    const attemptsByCall: Readonly<Record<KeyCall, readonly Attempt[]>> = {
      open: [
        {
          action: 'kms:Decrypt',
          on,
          answers: dryRunAnswers,
          call: () => keys.send(new DecryptCommand({ ...key, DryRunModifiers: ['IGNORE_CIPHERTEXT'] })),
        },
      ],
      make: [
        {
          action: 'kms:GenerateDataKey',
          on,
          answers: dryRunAnswers,
          call: () => keys.send(new GenerateDataKeyCommand({ ...key, KeySpec: 'AES_256' })),
        },
      ],
      // Destroying a key needs no permission of KMS.
      destroy: [],
    };
    return calls.flatMap((call) => attemptsByCall[call]);
  });

export const signing = (keys: KMSClient, KeyId: string | undefined): Tried => {
  const sign = new SignCommand({
    KeyId,
    Message: new Uint8Array(32),
    MessageType: 'DIGEST',
    SigningAlgorithm: 'ECDSA_SHA_256',
    DryRun: true,
  });
  return attemptsAlone(
    { action: 'kms:Sign', on: 'the signing key', answers: dryRunAnswers, call: () => keys.send(sign) },
    look('kms:GetPublicKey', 'the signing key', () => keys.send(new GetPublicKeyCommand({ KeyId }))),
  );
};
