import { createHash } from 'node:crypto';
import { ServiceError } from '../wire/signed-request.ts';
import { accessDenied } from './object-answers.ts';
import { notImplemented, readBody, verifyChecksums } from './object-body.ts';
import {
  type BucketDefinition,
  type BucketObjects,
  emptyVersion,
  newestVersion,
  type StoredVersion,
} from './stored-objects.ts';

/** S3's limit. */
const maxKeyBytes = 1024;

/**
 * Makes the version that a put stores in the stand-in for S3. The caller stores it.
 * @param put `raw` is the body as received
 * @param store `now` is in milliseconds
 * @throws ServiceError if S3 or the bucket's policy would refuse the put
 */
export function makeVersion(
  put: { key: string; headers: Record<string, string>; raw: Buffer },
  store: { bucket: BucketDefinition; objects: BucketObjects; now: number },
): StoredVersion {
  const { key, headers, raw } = put;
  const { bucket, objects, now } = store;
  if (Buffer.byteLength(key) > maxKeyBytes) {
    throw new ServiceError(400, 'KeyTooLongError', 'Your key is too long');
  }
  for (const name of ['x-amz-copy-source', 'if-match', 'x-amz-write-offset-bytes']) {
    if (headers[name] !== undefined) throw notImplemented(`the header ${name}`);
  }
  const { body, trailers } = readBody(headers, raw);
  const checksums = verifyChecksums(body, { ...headers, ...trailers });
  const lock = readLock(headers, bucket, now);
  if (lock !== null && Object.keys(checksums).length === 0 && headers['content-md5'] === undefined) {
    const message =
      'Content-MD5 OR x-amz-checksum- HTTP header is required for Put Object requests with Object Lock';
    throw new ServiceError(400, 'InvalidRequest', message);
  }
  // From this check until the version is stored nothing is awaited, so that no other put comes in between.
  const condition = headers['if-none-match'];
  if (condition !== undefined && condition !== '*') throw notImplemented('If-None-Match other than *');
  if (condition === undefined && bucket.writeOnce !== undefined) throw accessDenied();
  if (condition === '*' && newestVersion(objects, key) !== undefined) {
    const message = 'At least one of the pre-conditions you specified did not hold';
    throw new ServiceError(412, 'PreconditionFailed', message);
  }
  return {
    ...emptyVersion(key, now),
    body,
    etag: `"${createHash('md5').update(body).digest('hex')}"`,
    headers: storedHeaders(headers),
    checksums,
    lock,
  };
}

/** The lock of a new version: that of the headers, or else the bucket's own; null without either. */
function readLock(
  headers: Record<string, string>,
  bucket: BucketDefinition,
  now: number,
): StoredVersion['lock'] {
  const mode = headers['x-amz-object-lock-mode'];
  const until = headers['x-amz-object-lock-retain-until-date'];
  if (mode === undefined && until === undefined) {
    if (bucket.writeOnce === undefined) return null;
    return { mode: 'COMPLIANCE', until: now + bucket.writeOnce.retentionDays * 86_400_000 };
  }
  // Without a date this is NaN, and the comparison with it is false.
  const instant = Date.parse(until ?? '');
  const isInFuture = instant > now;
  if ((mode !== 'GOVERNANCE' && mode !== 'COMPLIANCE') || !isInFuture) {
    throw new ServiceError(
      400,
      'InvalidArgument',
      'The retain until date must be in the future, and have a mode.',
    );
  }
  return { mode, until: instant };
}

/** The headers that S3 stores with an object and sends back. */
const contentHeaders = [
  'content-type',
  'content-disposition',
  'content-language',
  'content-encoding',
  'cache-control',
  'expires',
];

/** The headers of a put that the stand-in for S3 stores with the object and returns when it is read. */
export function storedHeaders(headers: Record<string, string>): Record<string, string> {
  const stored: Record<string, string> = { 'content-type': 'binary/octet-stream' };
  for (const [name, value] of Object.entries(headers)) {
    if (contentHeaders.includes(name) || name.startsWith('x-amz-meta-')) stored[name] = value;
  }
  // `aws-chunked` describes only the transfer, so it is not stored.
  const encodings = (stored['content-encoding'] ?? '').split(',').map((coding) => coding.trim());
  const storedEncodings = encodings.filter((coding) => coding !== '' && coding !== 'aws-chunked');
  delete stored['content-encoding'];
  if (storedEncodings.length > 0) stored['content-encoding'] = storedEncodings.join(',');
  return stored;
}
