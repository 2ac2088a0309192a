import type { IncomingMessage, ServerResponse } from 'node:http';
import { recordingHeaders } from '../../lib/page-policy.ts';

/** A stored file with the headers that it was put with. */
type StoredFile = {
  readonly headers: Readonly<Record<string, string>>;
  readonly etag: string;
  readonly body: Buffer;
};

/**
 * Serves a file of the voice like CloudFront (lib/web-stack.ts).
 * @param found undefined: there is none, for which S3 answers 403 through CloudFront
 */
export function serveRecording(
  found: StoredFile | undefined,
  request: IncomingMessage,
  response: ServerResponse,
): void {
  const isRead = request.method === 'GET' || request.method === 'HEAD';
  response.setHeader('x-content-type-options', 'nosniff');
  response.setHeaders(new Map(Object.entries(recordingHeaders)));
  if (!isRead || found === undefined) {
    response.writeHead(isRead ? 403 : 405).end();
    return;
  }
  response.setHeaders(new Map(Object.entries(found.headers)));
  response.setHeader('etag', found.etag);
  if (request.headers['if-none-match'] === found.etag) {
    response.writeHead(304).end();
    return;
  }
  response.writeHead(200, { 'content-length': found.body.length });
  response.end(request.method === 'HEAD' ? undefined : found.body);
}
