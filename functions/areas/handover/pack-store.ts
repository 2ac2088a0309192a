import { createHash, randomUUID } from 'node:crypto';
import {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  GetObjectCommand,
  type S3Client,
  UploadPartCommand,
} from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';

/** The encrypted packs of data handovers in their bucket, which deletes each after a day. */

/** A new key for an archive. Each attempt gets another one, so that an archive that is noted already never changes. */
const newKey = (id: string, archive: number): string => `packs/${id}-${archive}-${randomUUID()}.zip.age`;

/** An archive as it was stored: its key in the bucket, its size and its SHA-256 (lower-case hex). */
export type StoredArchive = { readonly key: string; readonly bytes: number; readonly sha256: string };

/** S3 takes at most 10,000 parts, each of 5 MB or more except the last. */
const partBytes = 8 * 1024 * 1024;

export type PackStore = ReturnType<typeof createPackStore>;

export const createPackStore = (client: S3Client, bucket: string, linkLifeSeconds = 300) => ({
  linkLifeSeconds,

  /** A link that lets anyone who has it download an archive of a pack. @param archive its number, from 1 */
  createLink: (id: string, archive: number, Key: string): Promise<string> =>
    getSignedUrl(
      client,
      new GetObjectCommand({
        Bucket: bucket,
        Key,
        ResponseContentDisposition: `attachment; filename="leadership-next-${id}-${archive}.zip.age"`,
        ResponseCacheControl: 'no-store',
      }),
      { expiresIn: linkLifeSeconds },
    ),

  /**
   * Stores an archive part by part, so that one part is in memory at a time. If the bytes end with an error, nothing is stored.
   * @param archive its number, from 1
   */
  upload: async (id: string, archive: number, chunks: AsyncIterable<Uint8Array>): Promise<StoredArchive> => {
    const key = newKey(id, archive);
    const object = { Bucket: bucket, Key: key };
    const { UploadId } = await client.send(
      new CreateMultipartUploadCommand({ ...object, ContentType: 'application/octet-stream' }),
    );
    const upload = { ...object, UploadId };
    const Parts: { PartNumber: number; ETag: string | undefined }[] = [];
    const digest = createHash('sha256');
    let bytes = 0;
    const storePart = async (Body: Buffer): Promise<void> => {
      const PartNumber = Parts.length + 1;
      const { ETag } = await client.send(new UploadPartCommand({ ...upload, PartNumber, Body }));
      Parts.push({ PartNumber, ETag });
    };
    try {
      let buffered: Uint8Array[] = [];
      let bufferedBytes = 0;
      for await (const chunk of chunks) {
        digest.update(chunk);
        bytes += chunk.length;
        buffered.push(chunk);
        bufferedBytes += chunk.length;
        if (bufferedBytes >= partBytes) {
          await storePart(Buffer.concat(buffered));
          buffered = [];
          bufferedBytes = 0;
        }
      }
      await storePart(Buffer.concat(buffered));
      await client.send(new CompleteMultipartUploadCommand({ ...upload, MultipartUpload: { Parts } }));
    } catch (error) {
      // The first error is the one to report, even if aborting fails too.
      await client.send(new AbortMultipartUploadCommand(upload)).catch(() => undefined);
      throw error;
    }
    return { key, bytes, sha256: digest.digest('hex') };
  },
});
