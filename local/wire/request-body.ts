import type { IncomingMessage } from 'node:http';

/**
 * The whole body of a request to a local service; null if it exceeds `limit` bytes (it is read to the end and dropped).
 */
export async function readRequestBody(request: IncomingMessage, limit: number): Promise<Buffer | null> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request) {
    length += chunk.length;
    if (length <= limit) chunks.push(chunk);
  }
  return length <= limit ? Buffer.concat(chunks) : null;
}
