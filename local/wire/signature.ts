import { denied, type Principal, readQuery, ServiceError, type SignedRequest } from './signed-request.ts';
import { algorithm, sha256, verifySignature } from './verify-signature.ts';

/** The stand-in that receives a signed request. */
type Receiver = {
  /** Who may sign. */
  readonly principals: readonly Principal[];
  /** The service's name in signatures, such as `s3`. */
  readonly service: string;
  /** The real time, not the business time, in milliseconds. */
  readonly now: number;
};

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

/** `20261124T101112Z` in milliseconds; NaN for anything else. */
function readDate(text: string): number {
  const parts = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(text);
  if (parts === null) return Number.NaN;
  const [, year, month, day, hour, minute, second] = parts;
  return Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
}
