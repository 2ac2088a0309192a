import { createHash } from 'node:crypto';
import { ServiceError } from '../wire/signature.ts';
import { accessDenied } from './object-answers.ts';
import { notImplemented, readBody, verifyChecksums } from './object-body.ts';
import {
  type BucketDefinition,
  type Contents,
  emptyVersion,
  newest,
  type StoredVersion,
} from './stored-objects.ts';

/** What a put into the stand-in for S3 makes: a version, or a refusal. */

export function makeVersion(
  key: string,
  headers: Record<string, string>,
  raw: Buffer,
  bucket: BucketDefinition,
  objects: Contents,
  now: number,
): StoredVersion {
  if (Buffer.byteLength(key) > longestKey) {
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
  // No await until the version is stored, so that two puts cannot overtake each other.
  const condition = headers['if-none-match'];
  if (condition !== undefined && condition !== '*') throw notImplemented('If-None-Match other than *');
  if (condition === undefined && bucket.writeOnce !== undefined) throw accessDenied();
  if (condition === '*' && newest(objects, key) !== undefined) {
    const message = 'At least one of the pre-conditions you specified did not hold';
    throw new ServiceError(412, 'PreconditionFailed', message);
  }
  return {
    ...emptyVersion(key, now),
    body,
    etag: `"${createHash('md5').update(body).digest('hex')}"`,
    headers: keptHeaders(headers),
    checksums,
    lock,
  };
}

const longestKey = 1024;

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
  const instant = Date.parse(until ?? '');
  if ((mode !== 'GOVERNANCE' && mode !== 'COMPLIANCE') || !(instant > now)) {
    throw new ServiceError(
      400,
      'InvalidArgument',
      'The retain until date must be in the future, and have a mode.',
    );
  }
  return { mode, until: instant };
}

const contentHeaders = [
  'content-type',
  'content-disposition',
  'content-language',
  'content-encoding',
  'cache-control',
  'expires',
];

export function keptHeaders(headers: Record<string, string>): Record<string, string> {
  const stored: Record<string, string> = { 'content-type': 'binary/octet-stream' };
  for (const [name, value] of Object.entries(headers)) {
    if (contentHeaders.includes(name) || name.startsWith('x-amz-meta-')) stored[name] = value;
  }
  // The transfer encoding is not stored.
  const encodings = (stored['content-encoding'] ?? '').split(',').map((coding) => coding.trim());
  const own = encodings.filter((coding) => coding !== '' && coding !== 'aws-chunked');
  delete stored['content-encoding'];
  if (own.length > 0) stored['content-encoding'] = own.join(',');
  return stored;
}
