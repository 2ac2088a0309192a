import { createHash } from 'node:crypto';
import { rmSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { join } from 'node:path';
import { listenOnLoopback } from '../wire/listen.ts';
import { readRequestBody } from '../wire/request-body.ts';
import { authenticate, type Principal, readPath, readQuery, ServiceError } from '../wire/signature.ts';
import { createUploads, isOfUpload } from './multipart.ts';
import { accessDenied, plainHeaders, refuseUnknown, send, sendError } from './object-answers.ts';
import { notImplemented } from './object-body.ts';
import { keptHeaders, makeVersion } from './object-put.ts';
import { get, list, listParameters, objectParameters } from './object-read.ts';
import {
  type BucketDefinition,
  type Contents,
  emptyVersion,
  fileNameOf,
  find,
  load,
  type StoredVersion,
  save,
} from './stored-objects.ts';

/**
 * A stand-in for S3. It does what the product relies on (conditional puts, checksums, versions, Object Lock,
 * paged listing, presigned links) and refuses everything else instead of guessing. It checks every request's
 * signature and the caller's permissions.
 */

export type ObjectStore = { readonly endpoint: string; close(): Promise<void> };

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
