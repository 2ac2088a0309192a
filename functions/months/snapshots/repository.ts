import { createHash } from 'node:crypto';
import { GetObjectCommand, NoSuchKey, paginateListObjectsV2, type S3Client } from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import { InternalError } from '../../shared/errors/errors.ts';
import { type DescribedVersion, type PublishedSnapshot, publishedManifest } from './schema.ts';

/** A version of a month that has at least its snapshot.json. */
export type Version = {
  readonly month: string;
  readonly version: number;
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

/** The repository of published snapshots. It reads only the bucket. Manifests never change, so it caches the list entries made from them. */
export const createSnapshots = (store: S3Client, bucket: string) => {
  const describedVersions = new Map<string, DescribedVersion>();

  const read = async (key: string): Promise<Uint8Array | undefined> => {
    try {
      const { Body } = await store.send(new GetObjectCommand({ Bucket: bucket, Key: key }));
      return await Body?.transformToByteArray();
    } catch (error) {
      if (error instanceof NoSuchKey) {
        return undefined;
      }
      throw error;
    }
  };

  const readJson = async (key: string): Promise<Record<string, unknown> | undefined> => {
    const bytes = await read(key);
    return bytes === undefined ? undefined : JSON.parse(Buffer.from(bytes).toString('utf8'));
  };

  /** The versions of one month or of all, newest month and version first; and the months that ever closed without terms. */
  const list = async (month?: string): Promise<{ versions: Version[]; closedWithoutTerms: string[] }> => {
    /** By month and version, such as `2026-10/1`. */
    const versions = new Map<string, { month: string; version: number; files: Set<string> }>();
    const closedWithoutTerms: string[] = [];
    const pages = paginateListObjectsV2(
      { client: store },
      { Bucket: bucket, Prefix: month === undefined ? root : `${root}${month}/` },
    );
    for await (const { Contents = [] } of pages) {
      for (const { Key = '' } of Contents) {
        const waitingMonth = waitingPattern.exec(Key)?.[1];
        if (waitingMonth !== undefined) {
          closedWithoutTerms.push(waitingMonth);
        }
        // Archives lie outside the versions' folders and do not match.
        const [, versionMonth, version, name] = keyPattern.exec(Key) ?? [];
        if (versionMonth !== undefined && version !== undefined && name !== undefined) {
          const id = `${versionMonth}/${version}`;
          const entry = versions.get(id) ?? {
            month: versionMonth,
            version: Number(version),
            files: new Set(),
          };
          entry.files.add(name);
          versions.set(id, entry);
        }
      }
    }
    return {
      versions: [...versions.values()]
        .filter(({ files }) => files.has('snapshot.json'))
        .sort((a, b) => {
          if (a.month === b.month) return b.version - a.version;
          return a.month < b.month ? 1 : -1;
        }),
      closedWithoutTerms,
    };
  };

  /** The object key of a file: the archive and the public key are stored outside the version's folder. */
  const findObjectKey = async (month: string, version: number, name: string): Promise<string> => {
    if (name === 'all.zip') {
      return `${root}${month}/v${version}.zip`;
    }
    if (name !== 'public-key.pem') {
      return keyOf(month, version, name);
    }
    // An unsigned manifest has no public key: the object key below then leads to no file.
    const { publicKey = '' } = publishedManifest.parse(
      await readJson(keyOf(month, version, 'manifest.json')),
    );
    return `${root}keys/${createHash('sha256').update(publicKey).digest('hex')}.pem`;
  };

  return {
    list,

    /** The list entry of a version that has a manifest. */
    describe: async ({ month, version }: Version): Promise<DescribedVersion> => {
      const key = keyOf(month, version, 'manifest.json');
      const cached = describedVersions.get(key);
      if (cached !== undefined) {
        return cached;
      }
      const bytes = await read(key);
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
        readJson(keyOf(month, version, 'snapshot.json')),
        readJson(keyOf(month, version, 'manifest.json')),
      ]);
      return snapshot === undefined ? undefined : { snapshot, manifest: manifest ?? null };
    },

    /** A signed link to a file, valid for five minutes for anyone who has it. */
    createLink: async (month: string, version: number, name: string, mediaType: string): Promise<string> =>
      getSignedUrl(
        store,
        new GetObjectCommand({
          Bucket: bucket,
          Key: await findObjectKey(month, version, name),
          ResponseContentType: mediaType,
          ResponseContentDisposition: `attachment; filename="leadership-next-${month}-v${version}-${name}"`,
          ResponseCacheControl: 'no-store',
        }),
        { expiresIn: linkLifeSeconds },
      ),
  };
};
