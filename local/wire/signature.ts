import { createHash, createHmac, createSecretKey, type KeyObject, timingSafeEqual } from 'node:crypto';
import type { Access } from '../../lib/access.ts';

/** A caller of the stand-ins for AWS services, with invented credentials and the permissions of a function or command. */
export type Principal = Access & {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  /** Whether it may read the users of the user pool. Whoever deploys a stage may; no function may. */
  readonly readsUsers?: boolean;
};

/** A refusal of a stand-in for an AWS service, with AWS's error code. */
export class ServiceError extends Error {
  override readonly name = 'ServiceError';
  readonly status: number;
  readonly code: string;

  constructor(status: number, code: string, message: string) {
    super(message);
    this.status = status;
    this.code = code;
  }
}

export type SignedRequest = {
  readonly method: string;
  /** Path and query as received, still encoded. */
  readonly target: string;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: Buffer;
};

/** The stand-in that receives a signed request. */
type Receiver = {
  /** Who may sign. */
  readonly principals: readonly Principal[];
  /** The service's name in signatures, such as `s3`. */
  readonly service: string;
  /** The real time, not the business time, in milliseconds. */
  readonly now: number;
};

const algorithm = 'AWS4-HMAC-SHA256';
/** A request's time may differ this much from the service's, as at AWS. */
const maxSkewMs = 15 * 60_000;
/** AWS's limit for the lifetime of a presigned link. */
const maxLinkSeconds = 7 * 24 * 3600;

/**
 * Verifies the signature (AWS Signature Version 4) of a request to a stand-in for an AWS service, in the headers or in a presigned link.
 * @returns the signer
 * @throws ServiceError (403) if the signature is missing, wrong, expired or by an unknown key
 */
export function authenticate(request: SignedRequest, receiver: Receiver): Principal {
  const query = readQuery(request.target);
  return query.some(([name]) => name === 'X-Amz-Signature')
    ? authenticateLink(request, query, receiver)
    : authenticateHeaders(request, query, receiver);
}

/** The names and values of a signed request's query, decoded, in order. */
export function readQuery(target: string): [string, string][] {
  const start = target.indexOf('?');
  if (start === -1 || start === target.length - 1) return [];
  return target
    .slice(start + 1)
    .split('&')
    .filter((part) => part !== '')
    .map((part) => {
      const equals = part.indexOf('=');
      if (equals === -1) return [decode(part), ''];
      return [decode(part.slice(0, equals)), decode(part.slice(equals + 1))];
    });
}

/** The path of a signed request, decoded. */
export function readPath(target: string): string {
  const path = target.split('?', 1)[0] ?? '';
  return path.split('/').map(decode).join('/');
}

/** Verifies the signature in a request's headers. @returns the signer @throws ServiceError as `authenticate` */
function authenticateHeaders(
  request: SignedRequest,
  query: [string, string][],
  { principals, service, now }: Receiver,
): Principal {
  const header = request.headers.authorization;
  if (header === undefined) throw denied('AccessDenied', 'The request is not signed.');
  // Such as `AWS4-HMAC-SHA256 Credential=KEY/20261124/ap-south-1/s3/aws4_request, SignedHeaders=host;x-amz-date, Signature=…`.
  const parts =
    /^AWS4-HMAC-SHA256 Credential=([^,]+), ?SignedHeaders=([^,]+), ?Signature=([0-9a-f]{64})$/.exec(header);
  const [, credential, signedHeaders, signature] = parts ?? [];
  if (credential === undefined || signedHeaders === undefined || signature === undefined) {
    throw new ServiceError(400, 'AuthorizationHeaderMalformed', 'The Authorization header cannot be read.');
  }
  const date = request.headers['x-amz-date'] ?? '';
  // A date that can't be read is NaN, so this comparison is false and the request is refused.
  const isNearNow = Math.abs(readDate(date) - now) <= maxSkewMs;
  if (!isNearNow) {
    throw denied(
      'RequestTimeTooSkewed',
      'The time of the request is more than 15 minutes from the time here.',
    );
  }
  const headerNames = signedHeaders.split(';');
  const amazonHeaders = Object.keys(request.headers).filter((name) => name.startsWith('x-amz-'));
  const areAllSigned = ['host', ...amazonHeaders].every((name) => headerNames.includes(name));
  if (!areAllSigned) {
    throw denied('AccessDenied', 'There were headers present in the request which were not signed.');
  }
  const bodyHash = sha256(request.body);
  // S3's clients send in a header the body's hash, or a word such as `UNSIGNED-PAYLOAD`. Either is part of what they sign.
  const declaredPayload = request.headers['x-amz-content-sha256'];
  const isHash = declaredPayload !== undefined && /^[0-9a-f]{64}$/.test(declaredPayload);
  if (isHash && declaredPayload !== bodyHash) {
    throw new ServiceError(400, 'XAmzContentSHA256Mismatch', 'The body is not the one that was signed.');
  }
  const principal = findPrincipal(principals, credential);
  const payloadHash = declaredPayload ?? bodyHash;
  const signedParts = { query, headerNames, payloadHash, date, credential, signature };
  verifySignature(request, signedParts, service, principal);
  return principal;
}

/**
 * Verifies a presigned link. It has the whole signature in its query and a lifetime of its own, and its signature doesn't cover a body.
 * @returns the signer
 * @throws ServiceError if the link can't be read, has expired or is not rightly signed
 */
function authenticateLink(
  request: SignedRequest,
  query: [string, string][],
  { principals, service, now }: Receiver,
): Principal {
  const parameter = (name: string): string => query.find(([key]) => key === name)?.[1] ?? '';
  const date = parameter('X-Amz-Date');
  const expires = parameter('X-Amz-Expires');
  // A lifetime that is not a number counts as 0, which is refused below.
  const validSeconds = /^\d{1,7}$/.test(expires) ? Number(expires) : 0;
  if (parameter('X-Amz-Algorithm') !== algorithm || validSeconds < 1 || validSeconds > maxLinkSeconds) {
    throw new ServiceError(
      400,
      'AuthorizationQueryParametersError',
      'The signature of the link cannot be read.',
    );
  }
  const signedAt = readDate(date);
  // A date that can't be read is NaN, so this comparison is false and the link is refused.
  const isValidByNow = signedAt <= now + maxSkewMs;
  if (!isValidByNow) throw denied('AccessDenied', 'Request is not valid yet');
  if (now > signedAt + validSeconds * 1000) throw denied('AccessDenied', 'Request has expired');
  const headerNames = parameter('X-Amz-SignedHeaders').split(';');
  if (!headerNames.includes('host')) throw denied('AccessDenied', 'The host is not signed.');
  const credential = parameter('X-Amz-Credential');
  const principal = findPrincipal(principals, credential);
  const signedParts = {
    query: query.filter(([name]) => name !== 'X-Amz-Signature'),
    headerNames,
    payloadHash: 'UNSIGNED-PAYLOAD',
    date,
    credential,
    signature: parameter('X-Amz-Signature'),
  };
  verifySignature(request, signedParts, service, principal);
  return principal;
}

/** The principal with the credential's access key. @throws ServiceError if there is none */
function findPrincipal(principals: readonly Principal[], credential: string): Principal {
  const id = credential.split('/')[0];
  const principal = principals.find((candidate) => candidate.accessKeyId === id);
  if (principal === undefined) {
    throw denied('InvalidAccessKeyId', 'The access key does not exist here.');
  }
  return principal;
}

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
function verifySignature(
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

function denied(code: string, message: string): ServiceError {
  return new ServiceError(403, code, message);
}

function sha256(data: string | Buffer): string {
  return createHash('sha256').update(data).digest('hex');
}

function hmac(key: Buffer | KeyObject, text: string): Buffer {
  return createHmac('sha256', key).update(text).digest();
}

/** `20261124T101112Z` in milliseconds; NaN for anything else. */
function readDate(text: string): number {
  const parts = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(text);
  if (parts === null) return Number.NaN;
  const [, year, month, day, hour, minute, second] = parts;
  return Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw new ServiceError(400, 'InvalidURI', 'The URI cannot be read.');
  }
}

/** RFC 3986 percent-encoding: encodeURIComponent alone leaves five reserved characters as they are. */
function encode(text: string): string {
  return encodeURIComponent(text).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}
