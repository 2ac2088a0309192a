import { createHash } from 'node:crypto';
import {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  GetObjectCommand,
  type S3Client,
  UploadPartCommand,
} from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';

/** The encrypted packs in their bucket, where each lives a day. */

const keyOf = (id: string): string => `packs/${id}.zip.age`;

/** S3 takes parts of 5 MB or more, and ten thousand of them. */
const partBytes = 8 * 1024 * 1024;

export type PackStore = ReturnType<typeof createPackStore>;

export const createPackStore = (client: S3Client, bucket: string, linkLifeSeconds = 300) => ({
  linkLifeSeconds,

  /** A link to a pack, for anyone who has it. */
  createLink: (id: string): Promise<string> =>
    getSignedUrl(
      client,
      new GetObjectCommand({
        Bucket: bucket,
        Key: keyOf(id),
        ResponseContentDisposition: `attachment; filename="leadership-next-${id}.zip.age"`,
        ResponseCacheControl: 'no-store',
      }),
      { expiresIn: linkLifeSeconds },
    ),

  /**
   * Stores a pack part by part, so that one part is in memory at a time. If the bytes end with an error, nothing is stored.
   * @returns size and SHA-256 of what was stored
   */
  upload: async (
    id: string,
    chunks: AsyncIterable<Uint8Array>,
  ): Promise<{ readonly bytes: number; readonly sha256: string }> => {
    const place = { Bucket: bucket, Key: keyOf(id) };
    const { UploadId } = await client.send(
      new CreateMultipartUploadCommand({ ...place, ContentType: 'application/octet-stream' }),
    );
    const upload = { ...place, UploadId };
    const Parts: { PartNumber: number; ETag: string | undefined }[] = [];
    const digest = createHash('sha256');
    let bytes = 0;
    const store = async (Body: Buffer): Promise<void> => {
      const PartNumber = Parts.length + 1;
      const { ETag } = await client.send(new UploadPartCommand({ ...upload, PartNumber, Body }));
      Parts.push({ PartNumber, ETag });
    };
    try {
      let waiting: Uint8Array[] = [];
      let waitingBytes = 0;
      for await (const chunk of chunks) {
        digest.update(chunk);
        bytes += chunk.length;
        waiting.push(chunk);
        waitingBytes += chunk.length;
        if (waitingBytes >= partBytes) {
          await store(Buffer.concat(waiting));
          waiting = [];
          waitingBytes = 0;
        }
      }
      await store(Buffer.concat(waiting));
      await client.send(new CompleteMultipartUploadCommand({ ...upload, MultipartUpload: { Parts } }));
    } catch (error) {
      await client.send(new AbortMultipartUploadCommand(upload)).catch(() => undefined);
      throw error;
    }
    return { bytes, sha256: digest.digest('hex') };
  },
});
