import { createHash } from 'node:crypto';
import { GetObjectCommand, NoSuchKey, paginateListObjectsV2, type S3Client } from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import { InternalError } from '../../shared/errors/errors.ts';
import { type DescribedVersion, type PublishedSnapshot, publishedManifest } from './schema.ts';

/** Reads what is published from the snapshot bucket: which versions of which months there are, their snapshots, and links to their files. */

/** A version of a month whose snapshot.json is published; its other files may still be missing. */
export type Version = {
  readonly month: string;
  readonly version: number;
  /** The names of its published files. */
  readonly files: ReadonlySet<string>;
};

export type Snapshots = ReturnType<typeof createSnapshots>;

/** The lifetime of a link to a file, in seconds. */
const linkLifeSeconds = 300;

const root = 'published/';
const keyOf = (month: string, version: number, name: string): string => `${root}${month}/v${version}/${name}`;
/** Matches the object key of the file that says that a month closed without terms: `published/2026-10/waiting.json`. */
const waitingPattern = /^published\/(\d{4}-\d{2})\/waiting\.json$/;
/** Matches the object key of a file in a version's folder, such as `published/2026-10/v1/snapshot.json`. */
const keyPattern = /^published\/(\d{4}-\d{2})\/v(\d+)\/([\w.]+)$/;

/** Where the snapshots are published. */
type Store = { readonly client: S3Client; readonly bucket: string };

const read = async ({ client, bucket }: Store, key: string): Promise<Uint8Array | undefined> => {
  try {
    const { Body } = await client.send(new GetObjectCommand({ Bucket: bucket, Key: key }));
    return await Body?.transformToByteArray();
  } catch (error) {
    if (error instanceof NoSuchKey) {
      return undefined;
    }
    throw error;
  }
};

const readJson = async (store: Store, key: string): Promise<Record<string, unknown> | undefined> => {
  const bytes = await read(store, key);
  return bytes === undefined ? undefined : JSON.parse(Buffer.from(bytes).toString('utf8'));
};

/** The versions among object keys, newest month and version first. A version counts only once its snapshot.json is there. */
const versionsOf = (keys: readonly string[]): Version[] => {
  /** By month and version, such as `2026-10/1`. */
  const versions = new Map<string, { month: string; version: number; files: Set<string> }>();
  for (const key of keys) {
    // Archives lie outside the versions' folders and do not match.
    const [, month, version, name] = keyPattern.exec(key) ?? [];
    if (month !== undefined && version !== undefined && name !== undefined) {
      const id = `${month}/${version}`;
      const entry = versions.get(id) ?? { month, version: Number(version), files: new Set() };
      entry.files.add(name);
      versions.set(id, entry);
    }
  }
  return [...versions.values()]
    .filter(({ files }) => files.has('snapshot.json'))
    .sort((a, b) => {
      if (a.month === b.month) return b.version - a.version;
      return a.month < b.month ? 1 : -1;
    });
};

/** The versions of one month, or of all months, newest month and version first. Also the months that closed without terms, now published or not. */
const list = async (
  { client, bucket }: Store,
  month?: string,
): Promise<{ versions: Version[]; closedWithoutTerms: string[] }> => {
  const keys: string[] = [];
  const prefix = month === undefined ? root : `${root}${month}/`;
  for await (const { Contents = [] } of paginateListObjectsV2(
    { client },
    { Bucket: bucket, Prefix: prefix },
  )) {
    keys.push(...Contents.map(({ Key = '' }) => Key));
  }
  return {
    versions: versionsOf(keys),
    closedWithoutTerms: keys.flatMap((key) => waitingPattern.exec(key)?.[1] ?? []),
  };
};

/** The object key of a file: the archive and the public key are stored outside the version's folder. */
const findObjectKey = async (store: Store, month: string, version: number, name: string): Promise<string> => {
  if (name === 'all.zip') {
    return `${root}${month}/v${version}.zip`;
  }
  if (name !== 'public-key.pem') {
    return keyOf(month, version, name);
  }
  // An unsigned manifest has no public key. There is no file under the object key that follows from ''.
  const { publicKey = '' } = publishedManifest.parse(
    await readJson(store, keyOf(month, version, 'manifest.json')),
  );
  return `${root}keys/${createHash('sha256').update(publicKey).digest('hex')}.pem`;
};

/** The repository of published snapshots. It reads only the bucket. Manifests never change, so it caches the list entries made from them. */
export const createSnapshots = (client: S3Client, bucket: string) => {
  const store = { client, bucket };
  const describedVersions = new Map<string, DescribedVersion>();
  return {
    list: (month?: string) => list(store, month),

    /** The list entry of a version that has a manifest. */
    describe: async ({ month, version }: Version): Promise<DescribedVersion> => {
      const key = keyOf(month, version, 'manifest.json');
      const cached = describedVersions.get(key);
      if (cached !== undefined) {
        return cached;
      }
      const bytes = await read(store, key);
      if (bytes === undefined) {
        throw new InternalError('A manifest that was listed is not there.');
      }
      const { ordinal, reason, publishedAt } = publishedManifest.parse(
        JSON.parse(Buffer.from(bytes).toString('utf8')),
      );
      const manifestSha256 = createHash('sha256').update(bytes).digest('hex');
      const described = { ordinal, item: { month, version, reason, publishedAt, manifestSha256 } };
      describedVersions.set(key, described);
      return described;
    },

    /** A version's snapshot, with its manifest (null until all its files exist); undefined if there is no such version. */
    find: async (month: string, version: number): Promise<PublishedSnapshot | undefined> => {
      const [snapshot, manifest] = await Promise.all([
        readJson(store, keyOf(month, version, 'snapshot.json')),
        readJson(store, keyOf(month, version, 'manifest.json')),
      ]);
      return snapshot === undefined ? undefined : { snapshot, manifest: manifest ?? null };
    },

    /** A signed link to a file, valid for five minutes for anyone who has it. */
    createLink: async (month: string, version: number, name: string, mediaType: string): Promise<string> =>
      getSignedUrl(
        client,
        new GetObjectCommand({
          Bucket: bucket,
          Key: await findObjectKey(store, month, version, name),
          ResponseContentType: mediaType,
          ResponseContentDisposition: `attachment; filename="leadership-next-${month}-v${version}-${name}"`,
          ResponseCacheControl: 'no-store',
        }),
        { expiresIn: linkLifeSeconds },
      ),
  };
};
