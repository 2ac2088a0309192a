import { existsSync, readFileSync, statSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { extname, join, normalize, sep } from 'node:path';
import { siteDataClearing } from '../../lib/page-policy.ts';

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.webmanifest': 'application/manifest+json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff': 'font/woff',
  '.woff2': 'font/woff2',
  '.wasm': 'application/wasm',
  '.txt': 'text/plain; charset=utf-8',
  '.map': 'application/json',
};

/** What the host adds to the built files. */
export type Serving = {
  /** The content security policy of all pages. */
  readonly policy: string;
  /** The content of /config.json. */
  readonly config: unknown;
};

/**
 * Serves the built web client like CloudFront: a path without a file gets the client's page.
 * @param directory the build directory; it may not exist
 */
export function serveStatic(
  directory: string,
  { policy, config }: Serving,
  request: IncomingMessage,
  response: ServerResponse,
): void {
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    send(request, response, 405, 'text/plain; charset=utf-8', 'GET and HEAD only\n', {
      allow: 'GET, HEAD',
    });
    return;
  }
  if (request.url === '/config.json') {
    send(request, response, 200, 'application/json', JSON.stringify(config), { 'cache-control': 'no-cache' });
    return;
  }
  const page = join(directory, 'index.html');
  if (!existsSync(page)) {
    const text = 'The web client is not built. The API is at /api, its description at /api/openapi.json.\n';
    send(request, response, 404, 'text/plain; charset=utf-8', text);
    return;
  }
  const file = findFile(directory, request.url ?? '/') ?? page;
  // Built files have a hash in their name, except the page and files that browsers request by a fixed name.
  const isHashed = /[-.][A-Za-z0-9_-]{8,}\.[a-z0-9]+$/.test(file) && file.includes(`${sep}assets${sep}`);
  send(request, response, 200, types[extname(file)] ?? 'application/octet-stream', readFileSync(file), {
    'cache-control': isHashed ? 'public, max-age=31536000, immutable' : 'no-cache',
    'content-security-policy': policy,
    'referrer-policy': 'no-referrer',
    ...(request.url === siteDataClearing.path ? { [siteDataClearing.header]: siteDataClearing.value } : {}),
  });
}

function findFile(directory: string, target: string): string | undefined {
  try {
    const path = normalize(decodeURIComponent(target.split('?', 1)[0] ?? '/'));
    const file = join(directory, path);
    if (!file.startsWith(directory + sep) || path.includes('\0')) return undefined;
    return statSync(file).isFile() ? file : undefined;
  } catch {
    return undefined;
  }
}

function send(
  request: IncomingMessage,
  response: ServerResponse,
  status: number,
  type: string,
  body: string | Buffer,
  headers: Record<string, string> = {},
): void {
  response.writeHead(status, {
    'content-type': type,
    'content-length': Buffer.byteLength(body),
    'x-content-type-options': 'nosniff',
    ...headers,
  });
  response.end(request.method === 'HEAD' ? undefined : body);
}
