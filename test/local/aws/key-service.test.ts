import { createHash, createPublicKey, verify } from 'node:crypto';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  DecryptCommand,
  GenerateDataKeyCommand,
  GetPublicKeyCommand,
  KMSClient,
  SignCommand,
} from '@aws-sdk/client-kms';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type KeyService, startKeyService } from '../../../local/aws/key-service.ts';
import type { Principal } from '../../../local/wire/signed-request.ts';

const wrapper: Principal = {
  accessKeyId: 'WRAPPER',
  secretAccessKey: 'wrapper-secret',
  keys: { 'member:*': ['open', 'make'] },
};
const signer: Principal = {
  accessKeyId: 'SIGNER',
  secretAccessKey: 'signer-secret',
  rights: ['manifests:sign'],
};

/** Somebody who only makes keyed tokens: with the organisation's key, and no member's. */
const namer: Principal = {
  accessKeyId: 'NAMER',
  secretAccessKey: 'namer-secret',
  keys: { organisation: ['open', 'make'] },
};

let service: KeyService;
beforeAll(async () => {
  service = await startKeyService({ principals: [wrapper, signer, namer] });
});
afterAll(() => service.close());

const clientOf = (principal: Principal, endpoint = service.endpoint) =>
  new KMSClient({
    endpoint,
    region: 'ap-south-1',
    credentials: { accessKeyId: principal.accessKeyId, secretAccessKey: principal.secretAccessKey },
    maxAttempts: 1,
  });

const owner = { owner: 'member:1' };

describe('a dry run', () => {
  const runs = (principal: Principal) => {
    const kms = clientOf(principal);
    const wrapping = { KeyId: service.wrappingKeyId, EncryptionContext: owner, DryRun: true };
    return {
      make: () => kms.send(new GenerateDataKeyCommand({ ...wrapping, KeySpec: 'AES_256' })),
      open: () => kms.send(new DecryptCommand({ ...wrapping, DryRunModifiers: ['IGNORE_CIPHERTEXT'] })),
      sign: () =>
        kms.send(
          new SignCommand({
            KeyId: service.signingKeyId,
            Message: new Uint8Array(32),
            MessageType: 'DIGEST',
            SigningAlgorithm: 'ECDSA_SHA_256',
            DryRun: true,
          }),
        ),
    };
  };

  test.each([
    ['make', wrapper, 'DryRunOperationException'],
    ['open', wrapper, 'DryRunOperationException'],
    ['sign', signer, 'DryRunOperationException'],
    ['make', signer, 'AccessDeniedException'],
    ['open', namer, 'AccessDeniedException'],
    ['sign', wrapper, 'AccessDeniedException'],
  ] as const)('does nothing, and says whether the caller may %s', async (call, principal, name) => {
    await expect(runs(principal)[call]()).rejects.toMatchObject({ name });
  });
});

describe('wrapping', () => {
  test('opens to who has the organisation’s key nobody else’s', async () => {
    const kms = clientOf(namer);
    const make = (EncryptionContext: Record<string, string>, by = kms) =>
      by.send(
        new GenerateDataKeyCommand({ KeyId: service.wrappingKeyId, KeySpec: 'AES_256', EncryptionContext }),
      );
    const organisation = { owner: 'organisation' };
    const { CiphertextBlob } = await make(organisation);
    expect(
      (await kms.send(new DecryptCommand({ CiphertextBlob, EncryptionContext: organisation }))).Plaintext,
    ).toHaveLength(32);
    await expect(make(owner)).rejects.toThrow('may not');
    const hers = await make(owner, clientOf(wrapper));
    await expect(
      kms.send(new DecryptCommand({ CiphertextBlob: hers.CiphertextBlob, EncryptionContext: owner })),
    ).rejects.toThrow('may not');
  });

  test('makes data keys that open with the context they were made with', async () => {
    const kms = clientOf(wrapper);
    const command = new GenerateDataKeyCommand({
      KeyId: service.wrappingKeyId,
      KeySpec: 'AES_256',
      EncryptionContext: owner,
    });
    const [made, other] = [await kms.send(command), await kms.send(command)];
    expect(made.Plaintext).toHaveLength(32);
    expect(made.Plaintext).not.toEqual(other.Plaintext);
    const opened = await kms.send(
      new DecryptCommand({ CiphertextBlob: made.CiphertextBlob, EncryptionContext: owner }),
    );
    expect(opened.Plaintext).toEqual(made.Plaintext);
    expect(opened.KeyId).toBe(service.wrappingKeyId);
  });

  test.each([
    ['another context', { owner: 'member:2' }],
    ['more context', { ...owner, more: 'x' }],
  ])('refuses %s', async (_, EncryptionContext) => {
    const kms = clientOf(wrapper);
    const { CiphertextBlob } = await kms.send(
      new GenerateDataKeyCommand({
        KeyId: service.wrappingKeyId,
        KeySpec: 'AES_256',
        EncryptionContext: owner,
      }),
    );
    await expect(kms.send(new DecryptCommand({ CiphertextBlob, EncryptionContext }))).rejects.toMatchObject({
      name: 'InvalidCiphertextException',
    });
  });

  test('refuses a ciphertext that was changed in any byte', async () => {
    const kms = clientOf(wrapper);
    const { CiphertextBlob = new Uint8Array() } = await kms.send(
      new GenerateDataKeyCommand({
        KeyId: service.wrappingKeyId,
        KeySpec: 'AES_256',
        EncryptionContext: owner,
      }),
    );
    for (let at = 0; at < CiphertextBlob.length; at += 1) {
      const changed = Uint8Array.from(CiphertextBlob, (byte, index) => (index === at ? byte ^ 1 : byte));
      const command = new DecryptCommand({ CiphertextBlob: changed, EncryptionContext: owner });
      await expect(kms.send(command)).rejects.toMatchObject({ name: 'InvalidCiphertextException' });
    }
  });

  test('needs an owner in the context, as the policy of the functions does', async () => {
    const command = new GenerateDataKeyCommand({ KeyId: service.wrappingKeyId, KeySpec: 'AES_256' });
    await expect(clientOf(wrapper).send(command)).rejects.toMatchObject({ name: 'AccessDeniedException' });
  });
});

describe('signing', () => {
  const message = Buffer.from('the manifest of a month');
  const digest = createHash('sha256').update(message).digest();

  test.each([
    ['RAW', message],
    ['DIGEST', digest],
  ] as const)('signs a %s so that its public key verifies it', async (MessageType, Message) => {
    const kms = clientOf(signer);
    const key = await kms.send(new GetPublicKeyCommand({ KeyId: service.signingKeyId }));
    expect(key.KeySpec).toBe('ECC_NIST_P256');
    const publicKey = createPublicKey({
      key: Buffer.from(key.PublicKey ?? []),
      format: 'der',
      type: 'spki',
    });
    // Many, since the encoding of a number depends on its leading bits.
    for (let count = 0; count < 40; count += 1) {
      const { Signature = new Uint8Array() } = await kms.send(
        new SignCommand({
          KeyId: service.signingKeyId,
          Message,
          MessageType,
          SigningAlgorithm: 'ECDSA_SHA_256',
        }),
      );
      expect(verify('sha256', message, publicKey, Signature)).toBe(true);
      expect(verify('sha256', Buffer.from('another'), publicKey, Signature)).toBe(false);
    }
  });

  test('takes at most 4096 bytes, as KMS does', async () => {
    const command = new SignCommand({
      KeyId: service.signingKeyId,
      Message: Buffer.alloc(4097),
      MessageType: 'RAW',
      SigningAlgorithm: 'ECDSA_SHA_256',
    });
    await expect(clientOf(signer).send(command)).rejects.toMatchObject({ name: 'ValidationException' });
  });
});

describe('who may do what', () => {
  test('keeps wrapping and signing apart', async () => {
    const sign = new GetPublicKeyCommand({ KeyId: service.signingKeyId });
    await expect(clientOf(wrapper).send(sign)).rejects.toMatchObject({ name: 'AccessDeniedException' });
    const wrap = new GenerateDataKeyCommand({
      KeyId: service.wrappingKeyId,
      KeySpec: 'AES_256',
      EncryptionContext: owner,
    });
    await expect(clientOf(signer).send(wrap)).rejects.toMatchObject({ name: 'AccessDeniedException' });
  });

  test('refuses a wrong signature', async () => {
    const stranger = { ...signer, secretAccessKey: 'guessed' };
    const command = new GetPublicKeyCommand({ KeyId: service.signingKeyId });
    await expect(clientOf(stranger).send(command)).rejects.toMatchObject({ name: 'SignatureDoesNotMatch' });
  });
});

test('keeps its keys in a file that nobody else can read', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'key-service-'));
  const file = join(directory, 'deep', 'keys.json');
  try {
    const first = await startKeyService({ principals: [wrapper], file });
    const made = await clientOf(wrapper, first.endpoint).send(
      new GenerateDataKeyCommand({
        KeyId: first.wrappingKeyId,
        KeySpec: 'AES_256',
        EncryptionContext: owner,
      }),
    );
    await first.close();
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    const second = await startKeyService({ principals: [wrapper], file });
    expect(second.signingKeyId).toBe(first.signingKeyId);
    const { Plaintext } = await clientOf(wrapper, second.endpoint).send(
      new DecryptCommand({ CiphertextBlob: made.CiphertextBlob, EncryptionContext: owner }),
    );
    expect(Plaintext).toEqual(made.Plaintext);
    await second.close();
  } finally {
    await rm(directory, { recursive: true });
  }
});
