import { rmSync } from 'node:fs';
import type { ServerResponse } from 'node:http';
import { join } from 'node:path';
import type { Principal } from '../wire/signed-request.ts';
import { accessDenied, send } from './object-answers.ts';
import { makeVersion } from './object-put.ts';
import {
  type BucketDefinition,
  type BucketObjects,
  emptyVersion,
  fileNameOf,
  type StoredVersion,
  saveVersion,
} from './stored-objects.ts';

/** Puts and deletes objects, for the calls that object-store.ts let through. */

export type Store = {
  readonly buckets: readonly BucketDefinition[];
  readonly principals: readonly Principal[];
  readonly data: string | undefined;
  readonly onCreated: (bucket: string, key: string) => void;
  readonly now: () => number;
  /** The objects of each bucket, by its name. */
  readonly contents: Map<string, BucketObjects>;
};

/** A request whose signature and permissions were checked. */
export type StoreCall = {
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  /** The body as received, perhaps in chunks. */
  readonly raw: Buffer;
  readonly bucket: BucketDefinition;
  readonly objects: BucketObjects;
  /** Empty in a request on the bucket. */
  readonly key: string;
  readonly query: Map<string, string>;
};

/** Adds a version, or the marker of a deletion, as the newest of its key. */
export function addVersion(
  { data }: Store,
  bucketName: string,
  objects: BucketObjects,
  version: StoredVersion,
): void {
  if (data !== undefined) saveVersion(join(data, bucketName), version);
  objects.set(version.key, [...(objects.get(version.key) ?? []), version]);
}

export function put(
  store: Store,
  { bucket, objects, key, headers, raw }: StoreCall,
  response: ServerResponse,
): void {
  const version = makeVersion({ key, headers, raw }, { bucket, objects, now: store.now() });
  addVersion(store, bucket.name, objects, version);
  store.onCreated(bucket.name, key);
  send(response, 200, {
    etag: version.etag,
    'x-amz-version-id': version.versionId,
    ...version.checksums,
    ...(Object.keys(version.checksums).length > 0 && { 'x-amz-checksum-type': 'FULL_OBJECT' }),
  });
}

/**
 * Deletes an object. Without a version's id, a marker hides the object. With one, that version is removed for good. In a write-once bucket neither is
 * allowed: a marker removes nothing, but whoever reads the object would no longer find it.
 */
export function remove(
  store: Store,
  { bucket, objects, key, query }: StoreCall,
  response: ServerResponse,
): void {
  const { data, now } = store;
  const versionId = query.get('versionId');
  if (bucket.writeOnce !== undefined) throw accessDenied();
  if (versionId === undefined) {
    const marker: StoredVersion = { ...emptyVersion(key, now()), isDeleteMarker: true };
    addVersion(store, bucket.name, objects, marker);
    send(response, 204, { 'x-amz-delete-marker': 'true', 'x-amz-version-id': marker.versionId });
    return;
  }
  const versions = objects.get(key) ?? [];
  const version = versions.find((candidate) => candidate.versionId === versionId);
  // In any bucket a put may lock its own version by headers.
  if (version?.lock != null && version.lock.until > now()) throw accessDenied();
  if (version !== undefined && data !== undefined) rmSync(join(data, bucket.name, fileNameOf(version)));
  objects.set(
    key,
    versions.filter((candidate) => candidate !== version),
  );
  // S3 answers 204 for an unknown version too.
  send(response, 204, { 'x-amz-version-id': versionId });
}
