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
import { makeVersion, storedHeaders } from './object-put.ts';
import { listParameters, objectParameters, sendObject, sendObjectList } from './object-read.ts';
import {
  type BucketDefinition,
  type BucketObjects,
  emptyVersion,
  fileNameOf,
  findVersion,
  loadObjects,
  type StoredVersion,
  saveVersion,
} from './stored-objects.ts';

export type ObjectStore = { readonly endpoint: string; close(): Promise<void> };

const maxBodyBytes = 64 * 1024 * 1024;

/**
 * Starts the stand-in for S3 on a free loopback port. It does what the product relies on (conditional puts, checksums, versions, Object Lock,
 * paged listing, presigned links) and refuses everything else. It checks every request's signature and the caller's permissions.
 * @param options.data the directory of the objects; default: in memory
 * @param options.now the real time in milliseconds
 */
export async function startObjectStore(options: {
  buckets: readonly BucketDefinition[];
  principals: readonly Principal[];
  data?: string | undefined;
  /** Called for each new object, as S3 tells EventBridge. */
  onCreated?: (bucket: string, key: string) => void;
  now?: () => number;
}): Promise<ObjectStore> {
  const { buckets, principals, data, onCreated = () => {}, now = Date.now } = options;
  const contents = new Map<string, BucketObjects>(
    buckets.map((bucket) => [
      bucket.name,
      data === undefined ? new Map() : loadObjects(join(data, bucket.name)),
    ]),
  );

  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const target = request.url ?? '/';
    const headers = plainHeaders(request);
    const method = request.method ?? 'GET';
    const raw = await readRequestBody(request, maxBodyBytes);
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
    // A listing is allowed by the folder of its prefix; the listing of a whole bucket by the bucket's own folder.
    const isBucketRequest = key === '';
    const path = isBucketRequest ? (query.get('prefix') ?? '') : key;
    const folders = [bucket, ...(bucket.folders ?? [])];
    const folder =
      folders.find(({ prefix = '' }) => path.startsWith(prefix)) ?? (isBucketRequest ? bucket : undefined);
    if (folder === undefined) throw accessDenied();
    if (!principal.rights?.includes(writes ? folder.write : folder.read)) throw accessDenied();

    if (isBucketRequest) {
      if (method === 'HEAD') return send(response, 200, {});
      if (method === 'GET') return sendObjectList(response, bucketName, objects, query);
    } else if (isOfUpload(query)) {
      if (bucket.writeOnce !== undefined) {
        throw notImplemented('an upload in parts to a bucket of locked objects');
      }
      const answered = answerUpload({ method, bucket: bucketName, key, query, headers, raw });
      return send(response, answered.status, answered.headers, answered.body);
    } else if (method === 'PUT') {
      const version = makeVersion(key, headers, raw, bucket, objects, now());
      if (data !== undefined) saveVersion(join(data, bucketName), version);
      objects.set(key, [...(objects.get(key) ?? []), version]);
      onCreated(bucketName, key);
      return send(response, 200, {
        etag: version.etag,
        'x-amz-version-id': version.versionId,
        ...version.checksums,
        ...(Object.keys(version.checksums).length > 0 && { 'x-amz-checksum-type': 'FULL_OBJECT' }),
      });
    } else if (method === 'GET' || method === 'HEAD') {
      return sendObject(response, method, findVersion(objects, key, query.get('versionId')), headers, query);
    } else if (method === 'DELETE') {
      return remove(response, bucket, objects, key, query.get('versionId'));
    }
    throw notImplemented(`${method} of this resource`);
  };

  const answerUpload = createUploads((bucketName, key, headers, body) => {
    const objects = contents.get(bucketName);
    const etag = `"${createHash('md5').update(body).digest('hex')}"`;
    const version: StoredVersion = {
      ...emptyVersion(key, now()),
      body,
      etag,
      headers: storedHeaders(headers),
    };
    if (data !== undefined) saveVersion(join(data, bucketName), version);
    objects?.set(key, [...(objects.get(key) ?? []), version]);
    onCreated(bucketName, key);
    return etag;
  });

  /** Deletes an object by a marker that hides it, or one version for good. */
  const remove = (
    response: ServerResponse,
    bucket: BucketDefinition,
    objects: BucketObjects,
    key: string,
    versionId: string | undefined,
  ): void => {
    if (bucket.writeOnce !== undefined) throw accessDenied();
    const directory = data === undefined ? undefined : join(data, bucket.name);
    const versions = objects.get(key) ?? [];
    if (versionId === undefined) {
      const marker: StoredVersion = { ...emptyVersion(key, now()), isDeleteMarker: true };
      if (directory !== undefined) saveVersion(directory, marker);
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
