import { createHash, createHmac, createSecretKey, type KeyObject, timingSafeEqual } from 'node:crypto';
import { denied, type Principal, readPath, type SignedRequest } from './signed-request.ts';

/** Computes AWS Signature Version 4. signature.ts reads the signed parts from a request's headers or from a link. */

export const algorithm = 'AWS4-HMAC-SHA256';

/** A request's signature and what it was made from, as its headers or a presigned link say. */
type SignedParts = {
  /** The signed parameters. */
  readonly query: [string, string][];
  /** The names of the signed headers. */
  readonly headerNames: readonly string[];
  /** The body's hash, or a word such as `UNSIGNED-PAYLOAD`. */
  readonly payloadHash: string;
  /** The request's time, such as `20261124T101112Z`. */
  readonly date: string;
  /** Such as `KEY/20261124/ap-south-1/s3/aws4_request`. */
  readonly credential: string;
  /** In hexadecimal digits. */
  readonly signature: string;
};

/**
 * A cache of signing keys, by secret and scope. A key signs all requests of a principal to a service on one day. Deriving it again would take most of the
 * time of a verification.
 */
const signingKeys = new Map<string, KeyObject>();

/**
 * Computes the signature that a request should have, and compares it with the received signature.
 * @throws ServiceError if they differ
 */
export function verifySignature(
  request: SignedRequest,
  { query, headerNames, payloadHash, date, credential, signature }: SignedParts,
  service: string,
  principal: Principal,
): void {
  const [, day = '', region = '', scopeService = '', end] = credential.split('/');
  if (scopeService !== service || end !== 'aws4_request' || !date.startsWith(day)) {
    throw denied('SignatureDoesNotMatch', 'The credential is not for this service or day.');
  }
  const canonicalHeaders = headerNames
    .map((name) => `${name}:${(request.headers[name] ?? '').trim().replace(/ +/g, ' ')}\n`)
    .join('');
  // S3's signatures encode the path once. Those of other services encode it twice, but here they are called only at "/", where this changes nothing.
  const canonicalRequest = [
    request.method,
    readPath(request.target).split('/').map(encode).join('/'),
    query
      .map(([name, value]) => `${encode(name)}=${encode(value)}`)
      .sort()
      .join('&'),
    canonicalHeaders,
    headerNames.join(';'),
    payloadHash,
  ].join('\n');
  const scope = `${day}/${region}/${service}/aws4_request`;
  const toSign = [algorithm, date, scope, sha256(canonicalRequest)].join('\n');
  const keyName = `${principal.secretAccessKey} ${scope}`;
  const key = signingKeys.get(keyName) ?? deriveSigningKey(principal.secretAccessKey, day, region, service);
  const expected = hmac(key, toSign);
  const received = Buffer.from(signature, 'hex');
  if (received.length !== expected.length || !timingSafeEqual(received, expected)) {
    throw denied('SignatureDoesNotMatch', 'The signature we calculated is not the one you provided.');
  }
  // The key is cached only after a right signature, so that refused requests don't fill the cache.
  signingKeys.set(keyName, key);
}

/** The day's key of a secret for one region and service: a chain of four HMACs. */
function deriveSigningKey(secret: string, day: string, region: string, service: string): KeyObject {
  const derived = [day, region, service, 'aws4_request'].reduce<Buffer>(
    (key, text) => hmac(key, text),
    Buffer.from(`AWS4${secret}`),
  );
  return createSecretKey(derived);
}

export function sha256(data: string | Buffer): string {
  return createHash('sha256').update(data).digest('hex');
}

function hmac(key: Buffer | KeyObject, text: string): Buffer {
  return createHmac('sha256', key).update(text).digest();
}

/** RFC 3986 percent-encoding: encodeURIComponent alone leaves five reserved characters as they are. */
function encode(text: string): string {
  return encodeURIComponent(text).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}
