import type { IncomingMessage } from 'node:http';

/** Reads the whole body of a request to a local service; null if it has more than `limit` bytes. */
export async function readRequestBody(request: IncomingMessage, limit: number): Promise<Buffer | null> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request) {
    length += chunk.length;
    // A body that is too large is read to its end but not kept, so that the client can be answered.
    if (length <= limit) chunks.push(chunk);
  }
  return length <= limit ? Buffer.concat(chunks) : null;
}
