import { ListObjectsV2Command, type S3Client } from '@aws-sdk/client-s3';
import { createFileStore, type FileStore } from '../../shared/files/file-store.ts';
import { dayOfDigest, digestFolder, digestNameOf } from './digest-names.ts';

export type DigestStore = Pick<FileStore, 'read' | 'writeOnce'> & {
  /** The days that have a digest, in order; with `after`, only those after that day. */
  readonly listDays: (after?: string) => Promise<string[]>;
};

/** The store of daily digests in a bucket. */
export const createDigestStore = (client: S3Client, bucket: string): DigestStore => ({
  ...createFileStore(client, bucket),
  listDays: async (after) => {
    const days: string[] = [];
    let token: string | undefined;
    do {
      const { Contents = [], NextContinuationToken } = await client.send(
        new ListObjectsV2Command({
          Bucket: bucket,
          Prefix: digestFolder,
          ...(after === undefined ? {} : { StartAfter: digestNameOf(after) }),
          ...(token === undefined ? {} : { ContinuationToken: token }),
        }),
      );
      days.push(...Contents.flatMap(({ Key }) => dayOfDigest(Key ?? '') ?? []));
      token = NextContinuationToken;
    } while (token !== undefined);
    return days;
  },
});
