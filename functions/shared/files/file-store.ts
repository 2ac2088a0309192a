import {
  GetObjectCommand,
  HeadObjectCommand,
  NoSuchKey,
  NotFound,
  PutObjectCommand,
  type S3Client,
  S3ServiceException,
} from '@aws-sdk/client-s3';
import { type RetryClock, retry, tryAgain } from '../errors/retry.ts';

/** How the site serves a file. */
type ServedAs = { readonly mediaType: string; readonly cacheControl: string };

/** Files by name in one bucket, or in memory (functions/jobs/drill/memory-store.ts). */
export type FileStore = {
  /** Undefined if there is no file of this name. */
  readonly read: (name: string) => Promise<Buffer | undefined>;
  readonly exists: (name: string) => Promise<boolean>;
  /** Writes a file. Returns `there`, and writes nothing, if a file of this name exists. */
  readonly writeOnce: (name: string, bytes: Buffer, mediaType: string) => Promise<'written' | 'there'>;
  /** Writes or overwrites a file. */
  readonly write: (name: string, bytes: Buffer, served?: ServedAs) => Promise<void>;
};

/** A file store in an S3 bucket. @param clock for the waits before retries */
export const createFileStore = (client: S3Client, bucket: string, clock: RetryClock = {}): FileStore => {
  const writeOnce: FileStore['writeOnce'] = (name, bytes, mediaType) =>
    retry(async () => {
      try {
        await client.send(
          new PutObjectCommand({
            Bucket: bucket,
            Key: name,
            Body: bytes,
            ContentType: mediaType,
            IfNoneMatch: '*',
          }),
        );
        return 'written';
      } catch (error) {
        const status = error instanceof S3ServiceException ? error.$metadata.httpStatusCode : undefined;
        // `IfNoneMatch` failed: the name exists.
        if (status === 412) {
          return 'there';
        }
        // Another write of the same name was under way. Only a retry shows whether that write failed.
        if (status === 409) {
          return tryAgain;
        }
        throw error;
      }
    }, clock);

  return {
    writeOnce,

    read: async (name) => {
      try {
        const { Body } = await client.send(new GetObjectCommand({ Bucket: bucket, Key: name }));
        const bytes = await Body?.transformToByteArray();
        return bytes === undefined
          ? undefined
          : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
      } catch (error) {
        if (error instanceof NoSuchKey) {
          return undefined;
        }
        throw error;
      }
    },

    exists: async (name) => {
      try {
        await client.send(new HeadObjectCommand({ Bucket: bucket, Key: name }));
        return true;
      } catch (error) {
        if (error instanceof NotFound) {
          return false;
        }
        throw error;
      }
    },

    write: async (name, bytes, served) => {
      await client.send(
        new PutObjectCommand({
          Bucket: bucket,
          Key: name,
          Body: bytes,
          ...(served && { ContentType: served.mediaType, CacheControl: served.cacheControl }),
        }),
      );
    },
  };
};
