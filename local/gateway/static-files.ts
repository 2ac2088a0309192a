import { existsSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { join } from 'node:path';
import sirv from 'sirv';
import { siteDataClearing } from '../../lib/page-policy.ts';

/** What is served with the built files. */
export type PageSettings = {
  /** The content security policy of all pages. */
  readonly policy: string;
  /** The content of /config.json. */
  readonly config: unknown;
};

/** The folder of the files that never change, since they are named by their hash or that of their release. Others do. */
const lastingFiles = '/assets/';

/**
 * Serves the built web client like CloudFront (lib/edge/find-page.js): a path without a dot gets the client's page. A path
 * with a dot names a file, and is 404 if there is none.
 * @param directory the build directory; it may not exist
 */
export function serveStatic(
  directory: string,
  { policy, config }: PageSettings,
  request: IncomingMessage,
  response: ServerResponse,
): void {
  response.setHeader('x-content-type-options', 'nosniff');
  const answer = (status: number, type: string, text: string): void => {
    response.writeHead(status, { 'content-type': type, 'content-length': Buffer.byteLength(text) });
    response.end(request.method === 'HEAD' ? undefined : text);
  };
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    response.setHeader('allow', 'GET, HEAD');
    answer(405, 'text/plain', 'GET and HEAD only\n');
    return;
  }
  if (request.url === '/config.json') {
    response.setHeader('cache-control', 'no-cache');
    answer(200, 'application/json', JSON.stringify(config));
    return;
  }
  if (!existsSync(join(directory, 'index.html'))) {
    answer(
      404,
      'text/plain',
      'The web client is not built. The API is at /api, its description at /api/openapi.json.\n',
    );
    return;
  }
  const serve = sirv(directory, {
    // In this mode sirv looks files up at each request, since a build may replace them.
    dev: true,
    etag: true,
    // Paths without a dot get index.html.
    single: true,
    setHeaders: (_response, path) => {
      response.setHeader('content-security-policy', policy);
      response.setHeader('referrer-policy', 'no-referrer');
      if (path.startsWith(lastingFiles))
        response.setHeader('cache-control', 'public, max-age=31536000, immutable');
      // With this header the browser clears all that the site has stored.
      if (path === siteDataClearing.path) {
        response.setHeader(siteDataClearing.header, siteDataClearing.value);
      }
    },
  });
  serve(request, response);
}
