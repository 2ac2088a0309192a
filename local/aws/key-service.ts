import { createPrivateKey, generateKeyPairSync, randomBytes, randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import * as z from 'zod';
import { type KeyCall, matchesPattern } from '../../lib/access.ts';
import { startJsonService } from '../wire/json-service.ts';
import { type Principal, ServiceError } from '../wire/signed-request.ts';
import { encryptionContext, type Keys, keyArn, operations, parse } from './key-operations.ts';

export type KeyService = {
  readonly endpoint: string;
  /** The ARNs of the two keys, which functions use as key ids. */
  readonly wrappingKeyId: string;
  readonly signingKeyId: string;
  close(): Promise<void>;
};

/** The two keys as they are stored. The wrapping key is 32 bytes in base64, the signing key is PKCS #8 in PEM. */
const storedKeys = z.object({
  wrapping: z.object({ id: z.uuid(), key: z.base64() }),
  signing: z.object({ id: z.uuid(), key: z.string() }),
});

type StoredKeys = z.infer<typeof storedKeys>;

/** The part of any operation's input that `mayUseKey` reads. */
const withContext = z.object({ EncryptionContext: encryptionContext });

/**
 * Starts the stand-in for KMS, with one wrapping and one signing key. Like KMS it never returns these two keys, and decrypts a ciphertext only with
 * the encryption context with which it was made.
 * @param options.file the key file, created with mode 0600 if missing; without it the keys last for this run
 */
export async function startKeyService(options: {
  principals: readonly Principal[];
  file?: string | undefined;
  now?: () => number;
}): Promise<KeyService> {
  const { principals, file, now = Date.now } = options;
  // The keys of an existing file are used again, so that the texts of earlier runs can be decrypted.
  const stored = file === undefined ? makeKeys() : loadKeys(file);
  const keys: Keys = {
    wrappingKey: Buffer.from(stored.wrapping.key, 'base64'),
    signingKey: createPrivateKey(stored.signing.key),
    wrappingKeyId: keyArn(stored.wrapping.id),
    signingKeyId: keyArn(stored.signing.id),
  };
  const service = await startJsonService({
    service: 'kms',
    prefix: 'TrentService.',
    contentType: 'application/x-amz-json-1.1',
    principals,
    now,
    async run(operation, input, principal) {
      const definition = operations[operation];
      if (definition === undefined) {
        throw new ServiceError(
          400,
          'UnsupportedOperationException',
          `This key service does not know ${operation}.`,
        );
      }
      const isAllowed =
        definition.right === 'manifests:sign'
          ? principal.rights?.includes('manifests:sign')
          : mayUseKey(principal, definition.right, input);
      if (!isAllowed) throw denied(operation);
      return definition.run(keys, input);
    },
  });
  return { ...service, wrappingKeyId: keys.wrappingKeyId, signingKeyId: keys.signingKeyId };
}

/** Whether the caller may make this call for the owner in the encryption context. If there is no owner, only the pattern `*` allows the call. */
function mayUseKey({ keys = {} }: Principal, call: KeyCall, input: unknown): boolean {
  const { owner = '' } = parse(withContext, input).EncryptionContext;
  return Object.entries(keys).some(
    ([pattern, calls]) => matchesPattern(pattern, owner) && calls.includes(call),
  );
}

function denied(operation: string): ServiceError {
  return new ServiceError(400, 'AccessDeniedException', `The caller may not ${operation} so.`);
}

// The layout of a ciphertext: format (1 byte), nonce (12), authentication tag (16), encrypted bytes.

function loadKeys(file: string): StoredKeys {
  if (existsSync(file)) return storedKeys.parse(JSON.parse(readFileSync(file, 'utf8')));
  const keys = makeKeys();
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, `${JSON.stringify(keys, null, 2)}\n`, { mode: 0o600, flag: 'wx' });
  return keys;
}

function makeKeys(): StoredKeys {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  return {
    wrapping: { id: randomUUID(), key: randomBytes(32).toString('base64') },
    signing: { id: randomUUID(), key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString() },
  };
}
