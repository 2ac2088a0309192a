import { ListObjectsV2Command, type S3Client } from '@aws-sdk/client-s3';
import { createFileStore, type FileStore } from '../files/file-store.ts';
import { dayOfSeal, sealFolder, sealNameOf } from './seal.ts';

export type SealStore = Pick<FileStore, 'read' | 'writeOnce'> & {
  /** The days that have a seal after a day (all, without one), in their order. */
  readonly listDays: (after?: string) => Promise<string[]>;
};

export const createSealStore = (client: S3Client, bucket: string): SealStore => ({
  ...createFileStore(client, bucket),
  listDays: async (after) => {
    const days: string[] = [];
    let token: string | undefined;
    do {
      const { Contents = [], NextContinuationToken } = await client.send(
        new ListObjectsV2Command({
          Bucket: bucket,
          Prefix: sealFolder,
          ...(after === undefined ? {} : { StartAfter: sealNameOf(after) }),
          ...(token === undefined ? {} : { ContinuationToken: token }),
        }),
      );
      days.push(...Contents.flatMap(({ Key }) => dayOfSeal(Key ?? '') ?? []));
      token = NextContinuationToken;
    } while (token !== undefined);
    return days;
  },
});
