import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { CDPSession, Page } from 'playwright-core';
import { build } from 'vite';
import { afterAll, beforeAll, expect, it } from 'vitest';
import * as z from 'zod';
import { buildWebClient, webClientDirectory } from '../../local/web-client.ts';
import { type Device, openDevice } from './support/browser.ts';

/**
 * What a cheap phone waits for: six times slower than here, 400 kbit/s, nothing kept yet. Beside it a page of Preact that shows
 * one heading, since what a machine takes says more of the machine.
 */

const kilobitsPerSecond = 400;
const slowdown = 6;
const rounds = 5;

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
  '.json': 'application/json',
};

let folder: string;
let server: Server;
let device: Device;
let session: CDPSession;
let url: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'leadership-next-empty-'));
  writeFileSync(
    join(folder, 'index.html'),
    '<!doctype html><html lang="en"><head><title>Empty</title><script type="module" src="./main.js"></script></head><body></body></html>',
  );
  writeFileSync(
    join(folder, 'main.js'),
    "import { h, render } from 'preact';\nrender(h('main', null, h('h1', null, 'Empty')), document.body);\n",
  );
  await buildWebClient();
  const empty = join(folder, 'dist');
  await build({
    configFile: false,
    logLevel: 'error',
    root: folder,
    base: '/empty/',
    resolve: { alias: { preact: join(import.meta.dirname, '..', '..', 'node_modules', 'preact') } },
    build: { outDir: empty, modulePreload: { polyfill: false } },
  });
  // Packed, as CloudFront does.
  server = createServer((request, response) => {
    const path = (request.url ?? '/').split('?', 1)[0] ?? '/';
    const [from, name] = path.startsWith('/empty/')
      ? [empty, path.slice('/empty/'.length)]
      : [webClientDirectory, path.slice(1)];
    const file = join(from, name === '' ? 'index.html' : name);
    if (!existsSync(file)) {
      response.writeHead(404).end();
      return;
    }
    response.writeHead(200, {
      'content-type': types[extname(file)] ?? 'application/octet-stream',
      'content-encoding': 'gzip',
    });
    response.end(gzipSync(readFileSync(file)));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The server has no port.');
  url = `http://localhost:${address.port}`;
  device = await openDevice(url, 'phone');
  session = await device.context.newCDPSession(device.page);
  await session.send('Network.enable');
  await session.send('Network.setCacheDisabled', { cacheDisabled: true });
  await session.send('Network.setBypassServiceWorker', { bypass: true });
  await session.send('Network.emulateNetworkConditions', {
    offline: false,
    latency: 0,
    downloadThroughput: (kilobitsPerSecond * 1000) / 8,
    uploadThroughput: (kilobitsPerSecond * 1000) / 8,
  });
  await session.send('Emulation.setCPUThrottlingRate', { rate: slowdown });
  await device.page.addInitScript(`
    new MutationObserver((_changes, observer) => {
      if (document.querySelector('main h1') === null) return;
      observer.disconnect();
      requestAnimationFrame(() => { globalThis.shownAt = performance.now(); });
    }).observe(document, { childList: true, subtree: true });
  `);
});

afterAll(async () => {
  await device?.close();
  server?.closeAllConnections();
  await new Promise((resolve) => server?.close(resolve));
  rmSync(folder, { recursive: true, force: true });
});

/** From the beginning of the navigation to the frame with a heading, in milliseconds. */
async function load(page: Page, path: string): Promise<number> {
  await page.goto(path);
  await page.waitForFunction('globalThis.shownAt !== undefined');
  const shownAt = z.number().parse(await page.evaluate('globalThis.shownAt'));
  // What else it loads is not the next one's.
  await page.waitForLoadState('networkidle');
  return shownAt;
}

const median = (times: readonly number[]): number =>
  times.toSorted((a, b) => a - b)[Math.floor(times.length / 2)] ?? Number.NaN;

it('shows the first screen within a few times what an empty page takes', async () => {
  const { page } = device;
  const times: { app: number[]; empty: number[] } = { app: [], empty: [] };
  await load(page, '/empty/');
  await load(page, '/');
  for (let round = 0; round < rounds; round += 1) {
    times.empty.push(await load(page, '/empty/'));
    times.app.push(await load(page, '/'));
  }
  const [app, empty] = [median(times.app), median(times.empty)];
  console.log(
    `first screen ${app.toFixed(0)} ms, an empty page ${empty.toFixed(0)} ms: ${(app / empty).toFixed(2)} times`,
  );
  // 2.5 s would be seven times.
  expect(app / empty).toBeLessThan(6);
});
