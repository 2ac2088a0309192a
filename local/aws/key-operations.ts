import {
  createCipheriv,
  createDecipheriv,
  createHash,
  createPublicKey,
  type KeyObject,
  randomBytes,
} from 'node:crypto';
import * as z from 'zod';
import type { KeyCall } from '../../lib/access.ts';
import { ServiceError } from '../wire/signed-request.ts';
import { signDigest } from './ecdsa.ts';

/** The operations of the stand-in for KMS. key-service.ts starts it, and decides who may call them. */

/** An encryption context: names and values that must be given again to decrypt. */
export const encryptionContext = z.record(z.string(), z.string()).default({});

const bytesInBase64 = z.base64().transform((text) => Buffer.from(text, 'base64'));

/** A message up to KMS's limit. For a longer message, the caller sends the digest instead. */
const messageToSign = bytesInBase64.refine(
  (value) => value.length >= 1 && value.length <= 4096,
  '1 to 4096 bytes',
);

/** In a dry run KMS only says whether the caller may make the request. */
const DryRun = z.boolean().default(false);

/** The inputs of the operations that the stand-in knows. */
const requests = {
  GenerateDataKey: z.strictObject({
    KeyId: z.string(),
    KeySpec: z.literal(['AES_256', 'AES_128']).optional(),
    NumberOfBytes: z.int().min(1).max(1024).optional(),
    EncryptionContext: encryptionContext,
    DryRun,
  }),
  Decrypt: z.strictObject({
    KeyId: z.string().optional(),
    CiphertextBlob: bytesInBase64,
    EncryptionContext: encryptionContext,
    EncryptionAlgorithm: z.literal('SYMMETRIC_DEFAULT').optional(),
  }),
  /** A dry run of `Decrypt` without a ciphertext, which must name the key. */
  DecryptDryRun: z.strictObject({
    KeyId: z.string(),
    EncryptionContext: encryptionContext,
    DryRun: z.literal(true),
    DryRunModifiers: z.tuple([z.literal('IGNORE_CIPHERTEXT')]),
  }),
  Sign: z.strictObject({
    KeyId: z.string(),
    Message: messageToSign,
    MessageType: z.literal(['RAW', 'DIGEST']).default('RAW'),
    SigningAlgorithm: z.literal('ECDSA_SHA_256'),
    DryRun,
  }),
  GetPublicKey: z.strictObject({ KeyId: z.string() }),
};

export const keyArn = (id: string): string => `arn:aws:kms:ap-south-1:000000000000:key/${id}`;

/** The two keys in use; their ids are ARNs. */
export type Keys = {
  readonly wrappingKey: Buffer;
  readonly signingKey: KeyObject;
  readonly wrappingKeyId: string;
  readonly signingKeyId: string;
};

type Operation = {
  /** The permission that the caller needs. */
  readonly right: KeyCall | 'manifests:sign';
  readonly run: (keys: Keys, input: unknown) => object;
};

export const operations: Readonly<Record<string, Operation>> = {
  GenerateDataKey: { right: 'make', run: generateDataKey },
  Decrypt: { right: 'open', run: decrypt },
  Sign: { right: 'manifests:sign', run: sign },
  GetPublicKey: { right: 'manifests:sign', run: getPublicKey },
};

function generateDataKey({ wrappingKey, wrappingKeyId }: Keys, input: unknown): object {
  const request = parse(requests.GenerateDataKey, input);
  expectKey(request.KeyId, wrappingKeyId);
  // Exactly one of the two must say how long the new key is.
  const saysLength = [request.KeySpec, request.NumberOfBytes].filter((value) => value !== undefined);
  if (saysLength.length !== 1) {
    throw new ServiceError(400, 'ValidationException', 'Either KeySpec or NumberOfBytes, please.');
  }
  if (request.DryRun) throw dryRunAnswer();
  const keyBytes = request.KeySpec === 'AES_128' ? 16 : 32;
  const plaintext = randomBytes(request.NumberOfBytes ?? keyBytes);
  return {
    KeyId: wrappingKeyId,
    Plaintext: plaintext.toString('base64'),
    CiphertextBlob: wrap(wrappingKey, plaintext, request.EncryptionContext).toString('base64'),
  };
}

function decrypt({ wrappingKey, wrappingKeyId }: Keys, input: unknown): object {
  const dryRunRequest = requests.DecryptDryRun.safeParse(input);
  if (dryRunRequest.success) {
    expectKey(dryRunRequest.data.KeyId, wrappingKeyId);
    throw dryRunAnswer();
  }
  const request = parse(requests.Decrypt, input);
  if (request.KeyId !== undefined) expectKey(request.KeyId, wrappingKeyId);
  return {
    KeyId: wrappingKeyId,
    Plaintext: unwrap(wrappingKey, request.CiphertextBlob, request.EncryptionContext).toString('base64'),
    EncryptionAlgorithm: 'SYMMETRIC_DEFAULT',
  };
}

export function sign({ signingKey, signingKeyId }: Keys, input: unknown): object {
  const request = parse(requests.Sign, input);
  expectKey(request.KeyId, signingKeyId);
  if (request.MessageType === 'DIGEST' && request.Message.length !== 32) {
    throw new ServiceError(
      400,
      'ValidationException',
      'Digest is invalid length for algorithm ECDSA_SHA_256.',
    );
  }
  if (request.DryRun) throw dryRunAnswer();
  // ECDSA signs a digest of 32 bytes, which a caller may have computed itself.
  const { Message: message } = request;
  const digest = request.MessageType === 'DIGEST' ? message : createHash('sha256').update(message).digest();
  return {
    KeyId: signingKeyId,
    Signature: signDigest(signingKey, digest).toString('base64'),
    SigningAlgorithm: request.SigningAlgorithm,
  };
}

function getPublicKey({ signingKey, signingKeyId }: Keys, input: unknown): object {
  expectKey(parse(requests.GetPublicKey, input).KeyId, signingKeyId);
  return {
    KeyId: signingKeyId,
    PublicKey: createPublicKey(signingKey).export({ type: 'spki', format: 'der' }).toString('base64'),
    KeySpec: 'ECC_NIST_P256',
    KeyUsage: 'SIGN_VERIFY',
    SigningAlgorithms: ['ECDSA_SHA_256'],
  };
}

/** Refuses another key than `arn`. @param keyId the key's ARN or its id alone */
function expectKey(keyId: string, arn: string): void {
  if (keyId !== arn && keyArn(keyId) !== arn) {
    throw new ServiceError(400, 'NotFoundException', `There is no such key for this: ${keyId}`);
  }
}

/** KMS's answer to a dry run of a request that the caller may make. KMS sends it as an error, so it is thrown. */
function dryRunAnswer(): ServiceError {
  return new ServiceError(400, 'DryRunOperationException', 'The request would have succeeded.');
}

export function parse<T>(schema: z.ZodType<T>, input: unknown): T {
  const result = schema.safeParse(input);
  if (!result.success) throw new ServiceError(400, 'ValidationException', z.prettifyError(result.error));
  return result.data;
}

const format = Buffer.from([1]);

const nonceEnd = 1 + 12;

const tagEnd = nonceEnd + 16;

function wrap(key: Buffer, plaintext: Buffer, context: Record<string, string>): Buffer {
  const nonce = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(serialiseContext(context));
  const ciphertext = Buffer.concat([cipher.update(plaintext), cipher.final()]);
  return Buffer.concat([format, nonce, cipher.getAuthTag(), ciphertext]);
}

function unwrap(key: Buffer, blob: Buffer, context: Record<string, string>): Buffer {
  try {
    if (blob.length < tagEnd || blob[0] !== format[0]) throw new Error('another format');
    const decipher = createDecipheriv('aes-256-gcm', key, blob.subarray(1, nonceEnd), { authTagLength: 16 })
      .setAAD(serialiseContext(context))
      .setAuthTag(blob.subarray(nonceEnd, tagEnd));
    return Buffer.concat([decipher.update(blob.subarray(tagEnd)), decipher.final()]);
  } catch {
    throw new ServiceError(400, 'InvalidCiphertextException', 'The ciphertext does not open.');
  }
}

/** The encryption context as bytes, the same for any order of its names. */
function serialiseContext(context: Record<string, string>): Buffer {
  return Buffer.from(JSON.stringify(Object.entries(context).sort(([a], [b]) => (a < b ? -1 : 1))));
}
