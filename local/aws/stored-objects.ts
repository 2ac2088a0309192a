import { randomBytes } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import type { Right } from '../../lib/access.ts';
import { ServiceError } from '../wire/signed-request.ts';

export type FolderDefinition = {
  /** The beginning of its objects' keys, such as `published/`; if missing, the folder holds every key. */
  readonly prefix?: string;
  /** The permissions for reading (get, head, list) and writing (put, delete). */
  readonly read: Right;
  readonly write: Right;
};

/** A bucket of the stand-in for S3. Objects outside the prefixes of the bucket and its folders can be neither read nor written. */
export type BucketDefinition = FolderDefinition & {
  readonly name: string;
  /** Further folders with permissions of their own, if the bucket has a `prefix`: for keys that begin otherwise. */
  readonly folders?: readonly FolderDefinition[];
  /**
   * If set, each object is written once (with `If-None-Match: *`), can't be deleted, and is locked for these days. If not, a put adds a
   * version and a delete hides the object.
   */
  readonly writeOnce?: { readonly retentionDays: number };
};

const storedVersion = z.object({
  key: z.string(),
  versionId: z.string(),
  /** Milliseconds. */
  lastModified: z.number(),
  isDeleteMarker: z.boolean(),
  etag: z.string(),
  headers: z.record(z.string(), z.string()),
  checksums: z.record(z.string(), z.string()),
  /** Until when, in milliseconds, the version can't be deleted; null if it is not locked. */
  lock: z.object({ mode: z.enum(['GOVERNANCE', 'COMPLIANCE']), until: z.number() }).nullable(),
});
export type StoredVersion = z.infer<typeof storedVersion> & { readonly body: Buffer };

/** The objects of a bucket: the versions of each key, oldest first. */
export type BucketObjects = Map<string, StoredVersion[]>;

/** A new version without content, for the caller to complete or to make a marker of deletion. @param now in milliseconds */
export function emptyVersion(key: string, now: number): StoredVersion {
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

/** The newest version of an object in the stand-in for S3; undefined if there is none, or it is deleted. */
export function newestVersion(objects: BucketObjects, key: string): StoredVersion | undefined {
  const version = objects.get(key)?.at(-1);
  return version?.isDeleteMarker === true ? undefined : version;
}

/** A version of an object in the stand-in for S3; without an id the newest one. @throws ServiceError if there is none */
export function findVersion(
  objects: BucketObjects,
  key: string,
  versionId: string | undefined,
): StoredVersion {
  if (versionId === undefined) {
    const version = newestVersion(objects, key);
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

/**
 * Loads the objects of a bucket of the stand-in for S3 from a directory. Each version is a file: a line with its description in JSON, then the
 * object's bytes.
 */
export function loadObjects(directory: string): BucketObjects {
  mkdirSync(directory, { recursive: true });
  const versions = readdirSync(directory)
    .filter((name) => name.endsWith('.object'))
    .map((name): StoredVersion => {
      const file = readFileSync(join(directory, name));
      const lineEnd = file.indexOf('\n');
      return {
        ...storedVersion.parse(JSON.parse(file.toString('utf8', 0, lineEnd))),
        body: file.subarray(lineEnd + 1),
      };
    })
    .sort((a, b) => a.lastModified - b.lastModified);
  return Map.groupBy(versions, ({ key }) => key);
}

/** Saves a version of an object of the stand-in for S3 in its bucket's directory. */
export function saveVersion(directory: string, version: StoredVersion): void {
  const { body, ...description } = version;
  const path = join(directory, fileNameOf(version));
  // The file gets its name only when it is complete, so that `loadObjects` never reads half a file.
  writeFileSync(`${path}.part`, Buffer.concat([Buffer.from(`${JSON.stringify(description)}\n`), body]));
  renameSync(`${path}.part`, path);
}

/** The name of a version's file, which is unique in its bucket. */
export function fileNameOf(version: StoredVersion): string {
  return `${version.versionId}.object`;
}
