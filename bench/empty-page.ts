import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { extname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { build } from 'vite';

const contentTypes: Readonly<Record<string, string>> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
  '.json': 'application/json',
};

/** Builds a Preact page that shows one heading. @returns the folder of the built page, to be served under /empty/ */
export const buildEmptyPage = async (folder: string): Promise<string> => {
  mkdirSync(folder);
  writeFileSync(
    join(folder, 'index.html'),
    '<!doctype html><html lang="en"><head><title>Empty</title><script type="module" src="./main.js"></script></head><body></body></html>',
  );
  writeFileSync(
    join(folder, 'main.js'),
    "import { h, render } from 'preact';\nrender(h('main', null, h('h1', null, 'Empty')), document.body);\n",
  );
  const outDir = join(folder, 'dist');
  await build({
    configFile: false,
    logLevel: 'error',
    root: folder,
    base: '/empty/',
    resolve: { alias: { preact: join(import.meta.dirname, '..', 'node_modules', 'preact') } },
    build: { outDir, modulePreload: { polyfill: false } },
  });
  return outDir;
};

/** Serves files compressed, as CloudFront does. @param fileOf gives the file for a request's path */
export const serve = async (
  fileOf: (path: string) => string,
): Promise<{ readonly url: string; readonly close: () => void }> => {
  const server = createServer((request, response) => {
    const file = fileOf((request.url ?? '/').split('?', 1)[0] ?? '/');
    if (!existsSync(file)) {
      response.writeHead(404).end();
      return;
    }
    response.writeHead(200, {
      'content-type': contentTypes[extname(file)] ?? 'application/octet-stream',
      'content-encoding': 'gzip',
    });
    response.end(gzipSync(readFileSync(file)));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The server has no port.');
  return {
    url: `http://localhost:${address.port}`,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
};
