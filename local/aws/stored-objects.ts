import { randomBytes } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import type { Right } from '../../lib/access.ts';
import { ServiceError } from '../wire/signature.ts';

/**
 * The objects of the stand-in for S3, in versions. In a directory each version is one file, with its description in the first line and then
 * its bytes.
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
export type StoredVersion = z.infer<typeof storedVersion> & { readonly body: Buffer };

/** The versions of each key, oldest first. */
export type Contents = Map<string, StoredVersion[]>;

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

export function newest(objects: Contents, key: string): StoredVersion | undefined {
  const version = objects.get(key)?.at(-1);
  return version?.isDeleteMarker === true ? undefined : version;
}

export function find(objects: Contents, key: string, versionId: string | undefined): StoredVersion {
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

export function load(directory: string): Contents {
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

export function save(directory: string, version: StoredVersion): void {
  const { body, ...description } = version;
  const path = join(directory, fileNameOf(version));
  writeFileSync(`${path}.part`, Buffer.concat([Buffer.from(`${JSON.stringify(description)}\n`), body]));
  renameSync(`${path}.part`, path);
}

export function fileNameOf(version: StoredVersion): string {
  return `${version.versionId}.object`;
}
