import { createHash } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { join } from 'node:path';
import { listenOnLoopback } from '../wire/listen.ts';
import { readRequestBody } from '../wire/request-body.ts';
import { authenticate } from '../wire/signature.ts';
import { type Principal, readPath, readQuery, ServiceError } from '../wire/signed-request.ts';
import { createUploads, isUploadCall } from './multipart.ts';
import { accessDenied, plainHeaders, refuseUnknownParameters, send, sendError } from './object-answers.ts';
import { notImplemented } from './object-body.ts';
import { addVersion, put, remove, type Store, type StoreCall } from './object-changes.ts';
import { storedHeaders } from './object-put.ts';
import { listParameters, objectParameters, sendObject, sendObjectList } from './object-read.ts';
import {
  type BucketDefinition,
  type BucketObjects,
  emptyVersion,
  type FolderDefinition,
  findVersion,
  loadObjects,
  newestVersion,
  type StoredVersion,
} from './stored-objects.ts';

export type ObjectStore = {
  readonly endpoint: string;
  /** The newest version of an object, as a distribution in front of the bucket reads it; undefined if there is none. */
  readonly find: (bucket: string, key: string) => StoredVersion | undefined;
  close(): Promise<void>;
};

/** The largest body of one request. S3 takes 5 GB, but this store holds bodies in memory. */
const maxBodyBytes = 64 * 1024 * 1024;

/**
 * The folder whose permissions a key needs; undefined outside all folders. The bucket itself counts as the first folder, with its own prefix. If
 * it has no prefix, every key is in it, and its other folders don't matter.
 */
const folderOf = (bucket: BucketDefinition, key: string): FolderDefinition | undefined =>
  [bucket, ...(bucket.folders ?? [])].find(({ prefix = '' }) => key.startsWith(prefix));

/**
 * Starts the stand-in for S3 on a free loopback port. It does what the product relies on (conditional puts, checksums, versions, Object Lock,
 * paged listing, presigned links) and refuses everything else. It checks every request's signature and the caller's permissions.
 * @param options.data the directory of the objects, one folder for each bucket; default: in memory
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
  const store: Store = { buckets, principals, data, onCreated, now, contents };
  // The callback is called when an upload in parts is complete. The upload becomes a version.
  const answerUpload = createUploads((bucketName, key, headers, body) => {
    const etag = `"${createHash('md5').update(body).digest('hex')}"`;
    const version = { ...emptyVersion(key, now()), body, etag, headers: storedHeaders(headers) };
    const objects = contents.get(bucketName);
    // `readCall` has refused every upload to an unknown bucket.
    if (objects === undefined) throw new Error(`There is no bucket ${bucketName}.`);
    addVersion(store, bucketName, objects, version);
    onCreated(bucketName, key);
    return etag;
  });
  const { port, close } = await listenOnLoopback((request, response) => {
    readCall(store, request)
      .then((call) => answer(store, answerUpload, call, response))
      .catch((error: unknown) => sendError(request, response, error));
  });
  return {
    endpoint: `http://127.0.0.1:${port}`,
    find: (bucket, key) => newestVersion(contents.get(bucket) ?? new Map(), key),
    close,
  };
}

/** Reads a request and checks its signature, its bucket, its parameters and the caller's permissions. @throws ServiceError */
async function readCall(
  { buckets, principals, now, contents }: Store,
  request: IncomingMessage,
): Promise<StoreCall> {
  const target = request.url ?? '/';
  const headers = plainHeaders(request);
  const method = request.method ?? 'GET';
  const raw = await readRequestBody(request, maxBodyBytes);
  if (raw === null)
    throw new ServiceError(400, 'EntityTooLarge', 'The object is larger than this store takes.');
  const principal = authenticate(
    { method, target, headers, body: raw },
    { principals, service: 's3', now: now() },
  );

  // The path is such as `/bucket/folder/file`. Without a key, the request is on the bucket.
  const [, bucketName = '', ...keySegments] = readPath(target).split('/');
  const key = keySegments.join('/');
  const bucket = buckets.find(({ name }) => name === bucketName);
  const objects = contents.get(bucketName);
  if (bucket === undefined || objects === undefined) {
    throw new ServiceError(404, 'NoSuchBucket', 'The specified bucket does not exist');
  }
  const query = new Map(readQuery(target));
  const isBucketRequest = key === '';
  refuseUnknownParameters(query, isBucketRequest ? listParameters : objectParameters);
  // A listing needs the permissions of its prefix's folder. If the prefix is outside all folders, it needs those of the bucket.
  const folder = isBucketRequest
    ? (folderOf(bucket, query.get('prefix') ?? '') ?? bucket)
    : folderOf(bucket, key);
  if (folder === undefined) throw accessDenied();
  const isWrite = method === 'PUT' || method === 'DELETE' || method === 'POST';
  if (!principal.rights?.includes(isWrite ? folder.write : folder.read)) throw accessDenied();
  return { method, headers, raw, bucket, objects, key, query };
}

/** Answers a request that `readCall` let through. @throws ServiceError */
function answer(
  store: Store,
  answerUpload: ReturnType<typeof createUploads>,
  call: StoreCall,
  response: ServerResponse,
): unknown {
  const { method, headers, raw, bucket, objects, key, query } = call;
  if (key === '') {
    if (method === 'HEAD') return send(response, 200, {});
    if (method === 'GET') return sendObjectList(response, bucket.name, objects, query);
  } else if (isUploadCall(query)) {
    if (bucket.writeOnce !== undefined) {
      throw notImplemented('an upload in parts to a bucket of locked objects');
    }
    const uploadAnswer = answerUpload({ method, bucket: bucket.name, key, query, headers, raw });
    return send(response, uploadAnswer.status, uploadAnswer.headers, uploadAnswer.body);
  } else if (method === 'PUT') {
    return put(store, call, response);
  } else if (method === 'GET' || method === 'HEAD') {
    const version = findVersion(objects, key, query.get('versionId'));
    return sendObject(response, version, { method, headers, query });
  } else if (method === 'DELETE') {
    return remove(store, call, response);
  }
  throw notImplemented(`${method} of this resource`);
}
