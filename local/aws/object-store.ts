import { createHash, randomBytes } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { join } from 'node:path';
import * as z from 'zod';
import type { Right } from '../../lib/access.ts';
import { listenOnLoopback } from '../wire/listen.ts';
import { readRequestBody } from '../wire/request-body.ts';
import { authenticate, type Principal, readPath, readQuery, ServiceError } from '../wire/signature.ts';
import { createUploads, isOfUpload } from './multipart.ts';
import { notImplemented, readBody, verifyChecksums } from './object-body.ts';

/**
 * A stand-in for S3. It does what the product relies on (conditional puts, checksums, versions, Object Lock,
 * paged listing, presigned links) and refuses everything else instead of guessing. It checks every request's
 * signature and the caller's permissions.
 */

export type FolderDefinition = {
  /** The key prefix. */
  readonly prefix?: string;
  /** The permissions for reading (get, head, list) and writing (put, delete). */
  readonly read: Right;
  readonly write: Right;
};

/** Objects outside the prefixes of the bucket and its further folders can be neither read nor written. */
export type BucketDefinition = FolderDefinition & {
  readonly name: string;
  /** Further folders with other permissions. */
  readonly folders?: readonly FolderDefinition[];
  /**
   * A bucket policy of write-once objects (`If-None-Match: *` on every put), without deletion, locked for some
   * days. Without it, a put adds a version and a delete hides the object.
   */
  readonly writeOnce?: { readonly retentionDays: number };
};

export type ObjectStore = { readonly endpoint: string; close(): Promise<void> };

const storedVersion = z.object({
  key: z.string(),
  versionId: z.string(),
  /** Milliseconds. */
  lastModified: z.number(),
  isDeleteMarker: z.boolean(),
  etag: z.string(),
  headers: z.record(z.string(), z.string()),
  checksums: z.record(z.string(), z.string()),
  lock: z.object({ mode: z.enum(['GOVERNANCE', 'COMPLIANCE']), until: z.number() }).nullable(),
});
type StoredVersion = z.infer<typeof storedVersion> & { readonly body: Buffer };

/** The versions of each key, oldest first. */
type Contents = Map<string, StoredVersion[]>;

const longestKey = 1024;
const largestBody = 64 * 1024 * 1024;

/**
 * Starts the stand-in for S3 on a free loopback port.
 * @param options.data the directory of the objects; default: in memory
 * @param options.now the real time in milliseconds
 */
export async function startObjectStore(options: {
  buckets: readonly BucketDefinition[];
  principals: readonly Principal[];
  data?: string | undefined;
  /** Called for each new object, as S3 tells EventBridge. */
  created?: (bucket: string, key: string) => void;
  now?: () => number;
}): Promise<ObjectStore> {
  const { buckets, principals, data, created = () => {}, now = Date.now } = options;
  const contents = new Map<string, Contents>(
    buckets.map((bucket) => [bucket.name, data === undefined ? new Map() : load(join(data, bucket.name))]),
  );

  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const target = request.url ?? '/';
    const headers = plainHeaders(request);
    const method = request.method ?? 'GET';
    const raw = await readRequestBody(request, largestBody);
    if (raw === null)
      throw new ServiceError(400, 'EntityTooLarge', 'The object is larger than this store takes.');
    const principal = authenticate({ method, target, headers, body: raw }, principals, 's3', now());

    const [, bucketName = '', ...rest] = readPath(target).split('/');
    const key = rest.join('/');
    const bucket = buckets.find(({ name }) => name === bucketName);
    const objects = contents.get(bucketName);
    if (bucket === undefined || objects === undefined) {
      throw new ServiceError(404, 'NoSuchBucket', 'The specified bucket does not exist');
    }
    const query = new Map(readQuery(target));
    refuseUnknown(query, key === '' ? listParameters : objectParameters);
    const writes = method === 'PUT' || method === 'DELETE' || method === 'POST';
    const name = key === '' ? (query.get('prefix') ?? '') : key;
    const folder =
      [bucket, ...(bucket.folders ?? [])].find(({ prefix = '' }) => name.startsWith(prefix)) ??
      (key === '' ? bucket : undefined);
    if (folder === undefined) throw accessDenied();
    if (!principal.rights?.includes(writes ? folder.write : folder.read)) throw accessDenied();

    if (key === '') {
      if (method === 'HEAD') return send(response, 200, {});
      if (method === 'GET') return list(response, bucketName, objects, query);
    } else if (isOfUpload(query)) {
      if (bucket.writeOnce !== undefined) {
        throw notImplemented('an upload in parts to a bucket of locked objects');
      }
      const {
        status,
        headers: own,
        body,
      } = answerUpload({ method, bucket: bucketName, key, query, headers, raw });
      return send(response, status, own, body);
    } else if (method === 'PUT') {
      const version = makeVersion(key, headers, raw, bucket, objects, now());
      if (data !== undefined) save(join(data, bucketName), version);
      objects.set(key, [...(objects.get(key) ?? []), version]);
      created(bucketName, key);
      return send(response, 200, {
        etag: version.etag,
        'x-amz-version-id': version.versionId,
        ...version.checksums,
        ...(Object.keys(version.checksums).length > 0 && { 'x-amz-checksum-type': 'FULL_OBJECT' }),
      });
    } else if (method === 'GET' || method === 'HEAD') {
      return get(response, method, find(objects, key, query.get('versionId')), headers, query);
    } else if (method === 'DELETE') {
      return remove(response, bucket, objects, key, query.get('versionId'));
    }
    throw notImplemented(`${method} of this resource`);
  };

  const answerUpload = createUploads((bucketName, key, headers, body) => {
    const objects = contents.get(bucketName);
    const etag = `"${createHash('md5').update(body).digest('hex')}"`;
    const version: StoredVersion = { ...emptyVersion(key, now()), body, etag, headers: keptHeaders(headers) };
    if (data !== undefined) save(join(data, bucketName), version);
    objects?.set(key, [...(objects.get(key) ?? []), version]);
    created(bucketName, key);
    return etag;
  });

  const remove = (
    response: ServerResponse,
    bucket: BucketDefinition,
    objects: Contents,
    key: string,
    versionId: string | undefined,
  ): void => {
    if (bucket.writeOnce !== undefined) throw accessDenied();
    const directory = data === undefined ? undefined : join(data, bucket.name);
    const versions = objects.get(key) ?? [];
    if (versionId === undefined) {
      const marker: StoredVersion = { ...emptyVersion(key, now()), isDeleteMarker: true };
      if (directory !== undefined) save(directory, marker);
      objects.set(key, [...versions, marker]);
      send(response, 204, { 'x-amz-delete-marker': 'true', 'x-amz-version-id': marker.versionId });
      return;
    }
    const version = versions.find((candidate) => candidate.versionId === versionId);
    if (version?.lock != null && version.lock.until > now()) throw accessDenied();
    if (version !== undefined && directory !== undefined) rmSync(join(directory, fileNameOf(version)));
    objects.set(
      key,
      versions.filter((candidate) => candidate !== version),
    );
    send(response, 204, { 'x-amz-version-id': versionId });
  };

  const { port, close } = await listenOnLoopback((request, response) => {
    answer(request, response).catch((error: unknown) => sendError(request, response, error));
  });
  return { endpoint: `http://127.0.0.1:${port}`, close };
}

// The bytes of a put

function makeVersion(
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

function emptyVersion(key: string, now: number): StoredVersion {
  return {
    key,
    versionId: randomBytes(16).toString('hex'),
    lastModified: now,
    isDeleteMarker: false,
    etag: '',
    headers: {},
    checksums: {},
    lock: null,
    body: Buffer.alloc(0),
  };
}

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

function keptHeaders(headers: Record<string, string>): Record<string, string> {
  const kept: Record<string, string> = { 'content-type': 'binary/octet-stream' };
  for (const [name, value] of Object.entries(headers)) {
    if (contentHeaders.includes(name) || name.startsWith('x-amz-meta-')) kept[name] = value;
  }
  // The transfer encoding is not stored.
  const encodings = (kept['content-encoding'] ?? '').split(',').map((coding) => coding.trim());
  const own = encodings.filter((coding) => coding !== '' && coding !== 'aws-chunked');
  delete kept['content-encoding'];
  if (own.length > 0) kept['content-encoding'] = own.join(',');
  return kept;
}

// Reading

const objectParameters = [
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

function newest(objects: Contents, key: string): StoredVersion | undefined {
  const version = objects.get(key)?.at(-1);
  return version?.isDeleteMarker === true ? undefined : version;
}

function find(objects: Contents, key: string, versionId: string | undefined): StoredVersion {
  if (versionId === undefined) {
    const version = newest(objects, key);
    if (version === undefined) throw new ServiceError(404, 'NoSuchKey', 'The specified key does not exist.');
    return version;
  }
  const version = objects.get(key)?.find((candidate) => candidate.versionId === versionId);
  if (version === undefined) {
    throw new ServiceError(404, 'NoSuchVersion', 'The specified version does not exist.');
  }
  if (version.isDeleteMarker) {
    throw new ServiceError(
      405,
      'MethodNotAllowed',
      'The specified method is not allowed against this resource.',
    );
  }
  return version;
}

function get(
  response: ServerResponse,
  method: string,
  version: StoredVersion,
  headers: Record<string, string>,
  query: Map<string, string>,
): void {
  for (const name of ['range', 'if-match', 'if-modified-since', 'if-unmodified-since']) {
    if (headers[name] !== undefined) throw notImplemented(`the header ${name}`);
  }
  const overrides = Object.fromEntries(
    [...query]
      .filter(([name]) => name.startsWith('response-'))
      .map(([name, value]) => [name.slice('response-'.length), value]),
  );
  const known = {
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
    ...((headers['x-amz-checksum-mode'] ?? query.get('x-amz-checksum-mode')) === 'ENABLED' && {
      ...version.checksums,
      ...(Object.keys(version.checksums).length > 0 && { 'x-amz-checksum-type': 'FULL_OBJECT' }),
    }),
  };
  if (headers['if-none-match'] === version.etag) {
    send(response, 304, known);
    return;
  }
  response.writeHead(200, {
    ...known,
    // The web client follows the API's redirect to a signed link here, as the deployed bucket allows.
    ...(headers.origin !== undefined && { 'access-control-allow-origin': '*' }),
    'content-length': version.body.length,
  });
  response.end(method === 'HEAD' ? undefined : version.body);
}

const listParameters = [
  'x-id',
  'list-type',
  'prefix',
  'max-keys',
  'continuation-token',
  'start-after',
  'encoding-type',
];

function list(response: ServerResponse, bucket: string, objects: Contents, query: Map<string, string>): void {
  if (query.get('list-type') !== '2') throw notImplemented('any listing but ListObjectsV2');
  const prefix = query.get('prefix') ?? '';
  const limit = Math.min(Number(query.get('max-keys') ?? 1000), 1000);
  const token = query.get('continuation-token');
  if (!Number.isInteger(limit) || limit < 0) {
    throw new ServiceError(400, 'InvalidArgument', 'max-keys is not a whole number.');
  }
  const after = token === undefined ? (query.get('start-after') ?? '') : readToken(token);
  const all = [...objects.keys()]
    .filter((key) => key.startsWith(prefix) && compareBytes(key, after) > 0)
    .map((key) => newest(objects, key))
    .filter((version) => version !== undefined)
    .sort((a, b) => compareBytes(a.key, b.key));
  const page = all.slice(0, limit);
  const last = page.at(-1);
  const isTruncated = page.length < all.length && last !== undefined;
  const shown = query.get('encoding-type') === 'url' ? encodeURIComponent : escapeXml;
  const element = (name: string, value: string | number | boolean) => `<${name}>${value}</${name}>`;
  const xml = [
    '<?xml version="1.0" encoding="UTF-8"?>\n<ListBucketResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/">',
    element('Name', bucket),
    element('Prefix', shown(prefix)),
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
          element('Key', shown(version.key)),
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

function makeToken(key: string): string {
  return Buffer.from(key).toString('base64url');
}

function readToken(token: string): string {
  return Buffer.from(token, 'base64url').toString();
}

function compareBytes(a: string, b: string): number {
  return Buffer.compare(Buffer.from(a), Buffer.from(b));
}

// Versions in a directory: one file each, with its description in the first line and then its bytes

function load(directory: string): Contents {
  mkdirSync(directory, { recursive: true });
  const versions = readdirSync(directory)
    .filter((name) => name.endsWith('.object'))
    .map((name): StoredVersion => {
      const file = readFileSync(join(directory, name));
      const end = file.indexOf('\n');
      return {
        ...storedVersion.parse(JSON.parse(file.toString('utf8', 0, end))),
        body: file.subarray(end + 1),
      };
    })
    .sort((a, b) => a.lastModified - b.lastModified);
  const contents: Contents = new Map();
  for (const version of versions) {
    contents.set(version.key, [...(contents.get(version.key) ?? []), version]);
  }
  return contents;
}

function save(directory: string, version: StoredVersion): void {
  const { body, ...description } = version;
  const path = join(directory, fileNameOf(version));
  writeFileSync(`${path}.part`, Buffer.concat([Buffer.from(`${JSON.stringify(description)}\n`), body]));
  renameSync(`${path}.part`, path);
}

function fileNameOf(version: StoredVersion): string {
  return `${version.versionId}.object`;
}

// Answers

function refuseUnknown(query: Map<string, string>, known: readonly string[]): void {
  for (const name of query.keys()) {
    if (!known.includes(name) && !name.startsWith('X-Amz-') && !name.startsWith('x-amz-')) {
      throw notImplemented(`the parameter ${name}`);
    }
  }
}

function send(response: ServerResponse, status: number, headers: Record<string, string>, body = ''): void {
  response.writeHead(status, {
    ...headers,
    ...(status !== 204 && { 'content-length': Buffer.byteLength(body) }),
  });
  response.end(body);
}

function sendError(request: IncomingMessage, response: ServerResponse, error: unknown): void {
  const known = error instanceof ServiceError ? error : new ServiceError(500, 'InternalError', String(error));
  const body = `<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>${known.code}</Code><Message>${escapeXml(known.message)}</Message></Error>`;
  const headers = { 'content-type': 'application/xml', 'content-length': Buffer.byteLength(body) };
  response.writeHead(known.status, headers);
  response.end(request.method === 'HEAD' ? undefined : body);
}

function accessDenied(): ServiceError {
  return new ServiceError(403, 'AccessDenied', 'Access Denied');
}

function escapeXml(text: string): string {
  return text.replace(/[<>&"']/g, (character) => `&#${character.charCodeAt(0)};`);
}

function plainHeaders(request: IncomingMessage): Record<string, string> {
  return Object.fromEntries(
    Object.entries(request.headers).map(([name, value]) => [
      name,
      Array.isArray(value) ? value.join(',') : (value ?? ''),
    ]),
  );
}
