import {
  createCipheriv,
  createDecipheriv,
  createECDH,
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
  randomBytes,
  randomUUID,
} from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import * as z from 'zod';
import { type KeyCall, matchesPattern } from '../../lib/access.ts';
import { startJsonService } from '../wire/json-service.ts';
import { type Principal, ServiceError } from '../wire/signature.ts';

/**
 * A stand-in for KMS with one wrapping and one signing key, kept in a file, or in memory for one run. Like KMS
 * it never returns a key, and it decrypts a ciphertext only with its encryption context.
 */

export type KeyService = {
  readonly endpoint: string;
  /** The key ids that functions use. */
  readonly wrappingKeyId: string;
  readonly signingKeyId: string;
  close(): Promise<void>;
};

const keyFile = z.object({
  wrapping: z.object({ id: z.uuid(), key: z.base64() }),
  signing: z.object({ id: z.uuid(), key: z.string() }),
});
type KeyFile = z.infer<typeof keyFile>;

const context = z.record(z.string(), z.string()).default({});
const bytes = z.base64().transform((text) => Buffer.from(text, 'base64'));
// KMS's limit; a longer message is signed by its digest.
const shortBytes = bytes.refine((value) => value.length >= 1 && value.length <= 4096, '1 to 4096 bytes');

const requests = {
  GenerateDataKey: z.strictObject({
    KeyId: z.string(),
    KeySpec: z.literal(['AES_256', 'AES_128']).optional(),
    NumberOfBytes: z.int().min(1).max(1024).optional(),
    EncryptionContext: context,
  }),
  Decrypt: z.strictObject({
    KeyId: z.string().optional(),
    CiphertextBlob: bytes,
    EncryptionContext: context,
    EncryptionAlgorithm: z.literal('SYMMETRIC_DEFAULT').optional(),
  }),
  Sign: z.strictObject({
    KeyId: z.string(),
    Message: shortBytes,
    MessageType: z.literal(['RAW', 'DIGEST']).default('RAW'),
    SigningAlgorithm: z.literal('ECDSA_SHA_256'),
  }),
  GetPublicKey: z.strictObject({ KeyId: z.string() }),
};

const withContext = z.object({ EncryptionContext: context });

const keyArn = (id: string): string => `arn:aws:kms:ap-south-1:000000000000:key/${id}`;

/**
 * Starts the stand-in for KMS.
 * @param options.file the key file, created with mode 0600 if missing; without it the keys last for this run
 */
export async function startKeyService(options: {
  principals: readonly Principal[];
  file?: string | undefined;
  now?: () => number;
}): Promise<KeyService> {
  const { principals, file, now = Date.now } = options;
  const keys = file === undefined ? makeKeys() : loadKeys(file);
  const wrappingKey = Buffer.from(keys.wrapping.key, 'base64');
  const signingKey = createPrivateKey(keys.signing.key);
  const wrappingKeyId = keyArn(keys.wrapping.id);
  const signingKeyId = keyArn(keys.signing.id);

  const expectKey = (named: string, arn: string): void => {
    if (named !== arn && keyArn(named) !== arn) {
      throw new ServiceError(400, 'NotFoundException', `There is no such key for this: ${named}`);
    }
  };

  const operations: Record<string, { right: KeyCall | 'manifests:sign'; run: (input: unknown) => object }> = {
    GenerateDataKey: {
      right: 'make',
      run(input) {
        const request = parse(requests.GenerateDataKey, input);
        expectKey(request.KeyId, wrappingKeyId);
        if ((request.KeySpec === undefined) === (request.NumberOfBytes === undefined)) {
          throw new ServiceError(400, 'ValidationException', 'Either KeySpec or NumberOfBytes, please.');
        }
        const plaintext = randomBytes(request.NumberOfBytes ?? (request.KeySpec === 'AES_128' ? 16 : 32));
        return {
          KeyId: wrappingKeyId,
          Plaintext: plaintext.toString('base64'),
          CiphertextBlob: wrap(wrappingKey, plaintext, request.EncryptionContext).toString('base64'),
        };
      },
    },
    Decrypt: {
      right: 'open',
      run(input) {
        const request = parse(requests.Decrypt, input);
        if (request.KeyId !== undefined) expectKey(request.KeyId, wrappingKeyId);
        return {
          KeyId: wrappingKeyId,
          Plaintext: unwrap(wrappingKey, request.CiphertextBlob, request.EncryptionContext).toString(
            'base64',
          ),
          EncryptionAlgorithm: 'SYMMETRIC_DEFAULT',
        };
      },
    },
    Sign: {
      right: 'manifests:sign',
      run(input) {
        const request = parse(requests.Sign, input);
        expectKey(request.KeyId, signingKeyId);
        if (request.MessageType === 'DIGEST' && request.Message.length !== 32) {
          throw new ServiceError(
            400,
            'ValidationException',
            'Digest is invalid length for algorithm ECDSA_SHA_256.',
          );
        }
        const digest =
          request.MessageType === 'DIGEST'
            ? request.Message
            : createHash('sha256').update(request.Message).digest();
        return {
          KeyId: signingKeyId,
          Signature: signDigest(signingKey, digest).toString('base64'),
          SigningAlgorithm: request.SigningAlgorithm,
        };
      },
    },
    GetPublicKey: {
      right: 'manifests:sign',
      run(input) {
        expectKey(parse(requests.GetPublicKey, input).KeyId, signingKeyId);
        return {
          KeyId: signingKeyId,
          PublicKey: createPublicKey(signingKey).export({ type: 'spki', format: 'der' }).toString('base64'),
          KeySpec: 'ECC_NIST_P256',
          KeyUsage: 'SIGN_VERIFY',
          SigningAlgorithms: ['ECDSA_SHA_256'],
        };
      },
    },
  };

  const service = await startJsonService({
    service: 'kms',
    prefix: 'TrentService.',
    contentType: 'application/x-amz-json-1.1',
    principals,
    now,
    async run(operation, input, principal) {
      const perform = operations[operation];
      if (perform === undefined) {
        throw new ServiceError(
          400,
          'UnsupportedOperationException',
          `This key service does not know ${operation}.`,
        );
      }
      const isAllowed =
        perform.right === 'manifests:sign'
          ? principal.rights?.includes('manifests:sign')
          : mayFor(principal, perform.right, input);
      if (!isAllowed) throw denied(operation);
      return perform.run(input);
    },
  });
  return { ...service, wrappingKeyId, signingKeyId };
}

/** Whether the caller may make this call for the owner in the encryption context. */
function mayFor({ keys = {} }: Principal, call: KeyCall, input: unknown): boolean {
  const { owner = '' } = parse(withContext, input).EncryptionContext;
  return Object.entries(keys).some(
    ([pattern, calls]) => matchesPattern(pattern, owner) && calls.includes(call),
  );
}

function denied(operation: string): ServiceError {
  return new ServiceError(400, 'AccessDeniedException', `The caller may not ${operation} so.`);
}

function parse<T>(schema: z.ZodType<T>, input: unknown): T {
  const result = schema.safeParse(input);
  if (!result.success) throw new ServiceError(400, 'ValidationException', z.prettifyError(result.error));
  return result.data;
}

// Layout of a ciphertext: format (1 byte), nonce (12), tag (16), encrypted bytes

const format = Buffer.from([1]);

function wrap(key: Buffer, plaintext: Buffer, encryptionContext: Record<string, string>): Buffer {
  const nonce = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(bind(encryptionContext));
  const ciphertext = Buffer.concat([cipher.update(plaintext), cipher.final()]);
  return Buffer.concat([format, nonce, cipher.getAuthTag(), ciphertext]);
}

function unwrap(key: Buffer, blob: Buffer, encryptionContext: Record<string, string>): Buffer {
  try {
    if (blob.length < 29 || blob[0] !== format[0]) throw new Error('not ours');
    const decipher = createDecipheriv('aes-256-gcm', key, blob.subarray(1, 13), { authTagLength: 16 })
      .setAAD(bind(encryptionContext))
      .setAuthTag(blob.subarray(13, 29));
    return Buffer.concat([decipher.update(blob.subarray(29)), decipher.final()]);
  } catch {
    throw new ServiceError(400, 'InvalidCiphertextException', 'The ciphertext does not open.');
  }
}

function bind(encryptionContext: Record<string, string>): Buffer {
  return Buffer.from(JSON.stringify(Object.entries(encryptionContext).sort(([a], [b]) => (a < b ? -1 : 1))));
}

const order = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n;

/**
 * A DER-encoded ECDSA signature of a digest. Node.js signs only messages, so this does the scalar part of FIPS
 * 186-5 (6.4.1), and OpenSSL computes the point. Good enough for a stand-in, not for a real secret.
 */
function signDigest(key: KeyObject, digest: Buffer): Buffer {
  const secret = toNumber(Buffer.from(key.export({ format: 'jwk' }).d ?? '', 'base64url'));
  for (;;) {
    const once = createECDH('prime256v1');
    const point = once.generateKeys();
    const k = toNumber(once.getPrivateKey());
    const r = toNumber(point.subarray(1, 33)) % order;
    const s = (invert(k) * ((toNumber(digest) + r * secret) % order)) % order;
    if (r !== 0n && s !== 0n) return derSequence(derInteger(r), derInteger(s));
  }
}

function toNumber(value: Buffer): bigint {
  return BigInt(`0x${value.toString('hex') || '0'}`);
}

/** The inverse modulo the group order n, which is prime: value^(n - 2). */
function invert(value: bigint): bigint {
  let result = 1n;
  let base = value % order;
  for (let exponent = order - 2n; exponent > 0n; exponent >>= 1n) {
    if (exponent & 1n) result = (result * base) % order;
    base = (base * base) % order;
  }
  return result;
}

function derInteger(value: bigint): Buffer {
  const hex = value.toString(16);
  const plain = Buffer.from(hex.length % 2 === 0 ? hex : `0${hex}`, 'hex');
  // A set leading bit would make it negative.
  const content = (plain[0] ?? 0) >= 0x80 ? Buffer.concat([Buffer.from([0]), plain]) : plain;
  return Buffer.concat([Buffer.from([0x02, content.length]), content]);
}

function derSequence(...parts: Buffer[]): Buffer {
  const content = Buffer.concat(parts);
  return Buffer.concat([Buffer.from([0x30, content.length]), content]);
}

// The key file

function loadKeys(file: string): KeyFile {
  if (existsSync(file)) return keyFile.parse(JSON.parse(readFileSync(file, 'utf8')));
  const keys = makeKeys();
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, `${JSON.stringify(keys, null, 2)}\n`, { mode: 0o600, flag: 'wx' });
  return keys;
}

function makeKeys(): KeyFile {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  return {
    wrapping: { id: randomUUID(), key: randomBytes(32).toString('base64') },
    signing: { id: randomUUID(), key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString() },
  };
}
