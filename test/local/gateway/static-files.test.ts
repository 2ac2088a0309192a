import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { siteDataClearing } from '../../../lib/page-policy.ts';
import { serveStatic } from '../../../local/gateway/static-files.ts';

const directory = mkdtempSync(join(tmpdir(), 'static-files-'));
const server = createServer((request, response) =>
  serveStatic(directory, { policy: "default-src 'self'", config: { clientId: 'web' } }, request, response),
);
const page = '<!doctype html><title>Start</title>';

beforeAll(async () => {
  mkdirSync(join(directory, 'assets'));
  writeFileSync(join(directory, 'index.html'), page);
  writeFileSync(join(directory, 'away.html'), '<!doctype html>');
  writeFileSync(join(directory, siteDataClearing.path), 'out');
  writeFileSync(join(directory, 'assets', 'app-A1b2C3d4.js'), 'export {};');
  mkdirSync(join(directory, 'assets', '4f5c45161ab4'));
  writeFileSync(join(directory, 'assets', '4f5c45161ab4', 'app.js'), 'export {};');
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});
afterAll(() => {
  server.close();
  rmSync(directory, { recursive: true });
});

const get = (path: string, options?: RequestInit): Promise<Response> =>
  fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}${path}`, options);

test('a path without a dot is the page, under its policy and never kept', async () => {
  for (const path of ['/', '/signed-in', '/groups/of-hers']) {
    const response = await get(path);
    expect(response.status).toBe(200);
    expect(await response.text()).toBe(page);
    expect(response.headers.get('content-type')).toMatch(/^text\/html; ?charset=utf-8$/);
    expect(response.headers.get('cache-control')).toBe('no-cache');
    expect(response.headers.get('content-security-policy')).toBe("default-src 'self'");
    expect(response.headers.get('x-content-type-options')).toBe('nosniff');
  }
});

test.each(['/assets/app-A1b2C3d4.js', '/assets/4f5c45161ab4/app.js'])(
  '%s may be kept for ever',
  async (path) => {
    const response = await get(path);
    expect(response.headers.get('content-type')).toBe('text/javascript');
    expect(response.headers.get('cache-control')).toContain('immutable');
  },
);

test('a file that is not there is 404, and one that lies outside is never served', async () => {
  writeFileSync(`${directory}-outside.txt`, 'outside');
  const outside = `${basename(directory)}-outside.txt`;
  expect((await get('/assets/gone-A1b2C3d4.js')).status).toBe(404);
  for (const path of [
    `/%2e%2e/${outside}`,
    `/..%2f${outside}`,
    `/assets/%2e%2e%2f%2e%2e%2f${outside}`,
    '/a%00.js',
  ]) {
    expect(await (await get(path)).text(), path).not.toContain('outside');
  }
  rmSync(`${directory}-outside.txt`);
});

test('the file that is asked for after signing out clears the site', async () => {
  expect((await get(siteDataClearing.path)).headers.get(siteDataClearing.header)).toBe(
    siteDataClearing.value,
  );
});

test('the configuration is what the host says', async () => {
  expect(await (await get('/config.json')).json()).toEqual({ clientId: 'web' });
});

test('HEAD has no body, and other methods are refused', async () => {
  const head = await get('/', { method: 'HEAD' });
  expect(head.headers.get('content-length')).toBe(String(page.length));
  expect(await head.text()).toBe('');
  expect((await get('/', { method: 'POST' })).status).toBe(405);
});
