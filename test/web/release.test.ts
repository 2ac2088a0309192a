import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Page } from 'playwright-core';
import { build } from 'vite';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import * as z from 'zod';
import { pagePolicy } from '../../lib/page-policy.ts';
import { buildWebClient, webClientDirectory } from '../../local/build-web-client.ts';
import { serveStatic } from '../../local/gateway/static-files.ts';
import { type Listening, listenOnLoopback } from '../../local/wire/listen.ts';
import enrolTexts from '../../web/src/leader/enrol/messages.json' with { type: 'json' };
import { type Device, openDevice } from './support/browser.ts';

/** A built web client, and what a phone keeps of it. */
type Release = { readonly directory: string; readonly name: string; readonly files: readonly string[] };

const shell = z.looseObject({
  release: z.string(),
  files: z.record(z.string(), z.tuple([z.string(), z.string().optional()])),
});

const readRelease = (directory: string): Release => {
  const worker = readFileSync(join(directory, 'service-worker.js'), 'utf8');
  const { release, files } = shell.parse(JSON.parse(/^const shell = (\{.*\});$/m.exec(worker)?.[1] ?? ''));
  // A leader's phone.
  const kept = Object.entries(files).filter(([, [, role = 'leader']]) => role === 'leader');
  return { directory, name: release, files: kept.map(([path]) => path) };
};

const text = {
  former: `"enrol.next":["${enrolTexts['enrol.next'].te}"]`,
  later: '"enrol.next":["తరువాత"]',
};

/** Builds a release that differs by one Telugu text. */
async function buildWithOtherText(directory: string): Promise<Release> {
  await build({
    configFile: join(import.meta.dirname, '..', '..', 'web', 'vite.config.ts'),
    logLevel: 'warn',
    build: { outDir: directory, emptyOutDir: true },
    plugins: [
      {
        name: 'other-text',
        enforce: 'pre',
        transform: {
          filter: { id: /leader\/other-texts\.json\?te$/ },
          handler: (code) => ({ code: code.replace(text.former, text.later), map: null }),
        },
      },
    ],
  });
  return readRelease(directory);
}

const folder = mkdtempSync(join(tmpdir(), 'release-'));
let first: Release;
let second: Release;
/** The release from which a path is served. */
let releaseOf: (path: string) => Release;
let asked: string[];
let server: Listening;
let url: string;

beforeAll(async () => {
  await buildWebClient();
  first = readRelease(webClientDirectory);
  second = await buildWithOtherText(folder);
  server = await listenOnLoopback((request, response) => {
    const path = (request.url ?? '/').split('?', 1)[0] ?? '/';
    asked.push(`${request.method} ${path}`);
    serveStatic(releaseOf(path).directory, { policy: pagePolicy([]), config: {} }, request, response);
  });
  url = `http://127.0.0.1:${server.port}`;
}, 120_000);
beforeEach(() => {
  releaseOf = () => first;
  asked = [];
});
afterAll(async () => {
  await server.close();
  rmSync(folder, { recursive: true });
});

const openPhone = async (): Promise<Device> => {
  const device = await openDevice(url, 'phone');
  await device.page.goto('/');
  return device;
};

const waitForShell = (page: Page) =>
  expect.poll(() => page.evaluate('navigator.serviceWorker.controller !== null')).toBe(true);

/** Has the browser look for a new release. @returns whether there is one, which waits until no page is open */
const lookForUpdate = (page: Page): Promise<unknown> =>
  page.evaluate(`(async () => {
    const registration = await navigator.serviceWorker.getRegistration();
    const { installing } = await registration.update();
    if (installing !== null) {
      await new Promise((resolve) => installing.addEventListener('statechange', resolve, { once: true }));
    }
    return registration.waiting !== null;
  })()`);

/** Closes the page, and opens one of the release that waited. */
async function reopen({ context, page }: Device, { name }: Release): Promise<Page> {
  await page.close();
  let opened: Page | undefined;
  await expect
    .poll(async () => {
      await opened?.close();
      opened = await context.newPage();
      await opened.goto('/');
      return opened.locator('script[type=module]').first().getAttribute('src');
    })
    .toContain(name);
  if (opened === undefined) throw new Error('No page is open.');
  return opened;
}

/** Compares what the phone has without a network with what was built. */
async function expectWhole({ context }: Device, page: Page, { directory, files }: Release): Promise<void> {
  await context.setOffline(true);
  for (const path of files) {
    const kept = await page.evaluate(`fetch('${path}').then((answer) => answer.text())`);
    expect(kept, path).toBe(readFileSync(join(directory, path), 'utf8'));
  }
  await context.setOffline(false);
}

/** As many bytes as CloudFront sends: it leaves what is smaller than this as it is. */
const sentBytes = ({ directory }: Release, path: string): number => {
  const content = readFileSync(join(directory, path));
  return content.length < 1000 ? content.length : gzipSync(content).length;
};

test('a release with another text costs a phone 3 KB, and no page gets parts of both', async () => {
  expect(second.name).not.toBe(first.name);
  const phone = await openPhone();
  await waitForShell(phone.page);
  await expectWhole(phone, phone.page, first);

  releaseOf = () => second;
  asked.length = 0;
  expect(await lookForUpdate(phone.page)).toBe(true);
  const texts = `/assets/${second.name}/leader-other-texts-te.js`;
  const loaded = asked.filter((one) => one.startsWith('GET ')).map((one) => one.slice('GET '.length));
  expect(loaded.toSorted()).toEqual([
    expect.stringMatching(`^${texts}\\.\\d+\\.txt$`),
    `${texts}.lines.txt`,
    '/service-worker.js',
  ]);
  expect(loaded.reduce((sum, path) => sum + sentBytes(second, path), 0)).toBeLessThanOrEqual(3_000);
  // The headers of the pages, which protect them.
  expect(asked.filter((one) => !one.startsWith('GET ')).toSorted()).toEqual([
    'HEAD /away.html',
    'HEAD /index.html',
  ]);

  // The page that is open still gets its own parts, and none from the network.
  asked.length = 0;
  await phone.page.getByRole('button', { name: '日本語' }).click();
  await expect.poll(() => phone.page.locator('html').getAttribute('lang')).toBe('ja');
  expect(asked).toEqual([]);

  const page = await reopen(phone, second);
  await expectWhole(phone, page, second);
  expect(await page.evaluate('caches.keys()')).toEqual([`shell-${second.name}`]);
  const scripts = await page.evaluate(`performance.getEntriesByType('resource').map((one) => one.name)`);
  expect(JSON.stringify(scripts)).not.toContain(first.name);
  const keptPolicy = `caches.match('/index.html').then((answer) => answer.headers.get('content-security-policy'))`;
  expect(await page.evaluate(keptPolicy)).toBe(pagePolicy([]));

  // What was taken over once is taken over again.
  releaseOf = () => first;
  asked.length = 0;
  expect(await lookForUpdate(page)).toBe(true);
  expect(asked).toHaveLength(5);
  await expectWhole(phone, await reopen({ ...phone, page }, first), first);
  await phone.close();
}, 120_000);

test('a phone keeps no page of a former release beside the files of a new one', async () => {
  // While a release is being deployed.
  releaseOf = (path) => (path === '/service-worker.js' ? second : first);
  const phone = await openPhone();
  await expect.poll(() => asked.filter((one) => one === 'GET /away.html')).toHaveLength(1);
  await expect
    .poll(() =>
      phone.page.evaluate('navigator.serviceWorker.getRegistration().then((one) => one === undefined)'),
    )
    .toBe(true);
  // The next visit finds all of one release.
  releaseOf = () => second;
  await phone.page.reload();
  await waitForShell(phone.page);
  await expectWhole(phone, phone.page, second);
  await phone.close();
}, 120_000);
