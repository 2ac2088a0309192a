import type { ServerResponse } from 'node:http';
import { escapeXml } from '../../functions/shared/text/escape-xml.ts';
import { ServiceError } from '../wire/signed-request.ts';
import { send } from './object-answers.ts';
import { notImplemented } from './object-body.ts';
import { type BucketObjects, newestVersion, type StoredVersion } from './stored-objects.ts';

/** The query parameters that a request on an object may have. */
export const objectParameters = [
  'x-id',
  'uploads',
  'uploadId',
  'partNumber',
  'versionId',
  'response-cache-control',
  'response-content-disposition',
  'response-content-encoding',
  'response-content-language',
  'response-content-type',
  'response-expires',
];

/** Sends a version of an object from the stand-in for S3. */
export function sendObject(
  response: ServerResponse,
  version: StoredVersion,
  { method, headers, query }: { method: string; headers: Record<string, string>; query: Map<string, string> },
): void {
  for (const name of ['range', 'if-match', 'if-modified-since', 'if-unmodified-since']) {
    if (headers[name] !== undefined) throw notImplemented(`the header ${name}`);
  }
  // The parameter `response-content-type` replaces the stored header `content-type`.
  const overrides = Object.fromEntries(
    [...query]
      .filter(([name]) => name.startsWith('response-'))
      .map(([name, value]) => [name.slice('response-'.length), value]),
  );
  // A signed link has this header as a parameter.
  const wantsChecksums = (headers['x-amz-checksum-mode'] ?? query.get('x-amz-checksum-mode')) === 'ENABLED';
  const answerHeaders = {
    ...version.headers,
    ...overrides,
    etag: version.etag,
    'last-modified': new Date(version.lastModified).toUTCString(),
    'x-amz-version-id': version.versionId,
    'accept-ranges': 'none',
    ...(version.lock !== null && {
      'x-amz-object-lock-mode': version.lock.mode,
      'x-amz-object-lock-retain-until-date': new Date(version.lock.until).toISOString(),
    }),
    ...(wantsChecksums && {
      ...version.checksums,
      ...(Object.keys(version.checksums).length > 0 && { 'x-amz-checksum-type': 'FULL_OBJECT' }),
    }),
  };
  // The client has this content already.
  if (headers['if-none-match'] === version.etag) {
    send(response, 304, answerHeaders);
    return;
  }
  response.writeHead(200, {
    ...answerHeaders,
    // The web client follows the API's redirect to a signed link of this service; the deployed bucket allows that too.
    ...(headers.origin !== undefined && { 'access-control-allow-origin': '*' }),
    'content-length': version.body.length,
  });
  response.end(method === 'HEAD' ? undefined : version.body);
}

/** The query parameters that a request on a bucket may have. */
export const listParameters = [
  'x-id',
  'list-type',
  'prefix',
  'max-keys',
  'continuation-token',
  'start-after',
  'encoding-type',
];

/** Sends a page of the objects in a bucket of the stand-in for S3, sorted by key, as ListObjectsV2 answers. */
export function sendObjectList(
  response: ServerResponse,
  bucket: string,
  objects: BucketObjects,
  query: Map<string, string>,
): void {
  if (query.get('list-type') !== '2') throw notImplemented('any listing but ListObjectsV2');
  const prefix = query.get('prefix') ?? '';
  const limit = Math.min(Number(query.get('max-keys') ?? 1000), 1000);
  const token = query.get('continuation-token');
  if (!Number.isInteger(limit) || limit < 0) {
    throw new ServiceError(400, 'InvalidArgument', 'max-keys is not a whole number.');
  }
  // The page has keys after this one; the empty text is before all keys.
  const after = token === undefined ? (query.get('start-after') ?? '') : readToken(token);
  const following = [...objects.keys()]
    .filter((key) => key.startsWith(prefix) && compareBytes(key, after) > 0)
    .map((key) => newestVersion(objects, key))
    // Deleted objects have no newest version.
    .filter((version) => version !== undefined)
    .sort((a, b) => compareBytes(a.key, b.key));
  const page = following.slice(0, limit);
  const last = page.at(-1);
  // With a limit of 0 the page has no last key to continue from, so the listing ends.
  const isTruncated = page.length < following.length && last !== undefined;
  const encodeKey = query.get('encoding-type') === 'url' ? encodeURIComponent : escapeXml;
  const element = (name: string, value: string | number | boolean) => `<${name}>${value}</${name}>`;
  const xml = [
    '<?xml version="1.0" encoding="UTF-8"?>\n<ListBucketResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/">',
    element('Name', bucket),
    element('Prefix', encodeKey(prefix)),
    element('MaxKeys', limit),
    element('KeyCount', page.length),
    element('IsTruncated', isTruncated),
    ...(query.has('encoding-type') ? [element('EncodingType', 'url')] : []),
    ...(token === undefined ? [] : [element('ContinuationToken', escapeXml(token))]),
    ...(isTruncated ? [element('NextContinuationToken', makeToken(last.key))] : []),
    ...page.map((version) =>
      element(
        'Contents',
        [
          element('Key', encodeKey(version.key)),
          element('LastModified', new Date(version.lastModified).toISOString()),
          element('ETag', escapeXml(version.etag)),
          element('Size', version.body.length),
          element('StorageClass', 'STANDARD'),
        ].join(''),
      ),
    ),
    '</ListBucketResult>',
  ].join('');
  send(response, 200, { 'content-type': 'application/xml' }, xml);
}

/** A continuation token: the last key of a page. */
function makeToken(key: string): string {
  return Buffer.from(key).toString('base64url');
}

function readToken(token: string): string {
  return Buffer.from(token, 'base64url').toString();
}

/** Compares keys in the order of S3's listings, which is that of their UTF-8 bytes. */
function compareBytes(a: string, b: string): number {
  return Buffer.compare(Buffer.from(a), Buffer.from(b));
}
