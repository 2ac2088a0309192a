import { afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Stack } from '../../local/stack.ts';
import { openSharedStack } from '../support/stack.ts';
import { type Device, openDevice, waitForFonts } from './support/browser.ts';
import { fontSets } from './support/fonts.ts';

/** What the pages draw with, on devices with different fonts. */

let stack: Stack;
beforeAll(async () => {
  stack = await openSharedStack();
});

/** The font files that a page asks for, each once: `telugu-700`. */
const watchFonts = ({ page }: Device): Set<string> => {
  const asked = new Set<string>();
  page.on('request', (request) => {
    const [, name] = /\/assets\/(\w+-\d+)-[^/]*\.woff2$/.exec(request.url()) ?? [];
    if (name !== undefined) asked.add(name);
  });
  return asked;
};

/** The fonts that drew the texts on the screen: `brought` came with the page, `own` are the device's. The names of other languages aside. */
const findFontsUsed = async (
  { context, page }: Device,
  selector = 'body *:not(body [lang], body [lang] *)',
): Promise<string[]> => {
  await waitForFonts(page);
  const client = await context.newCDPSession(page);
  await client.send('DOM.enable');
  await client.send('CSS.enable');
  const { root } = await client.send('DOM.getDocument');
  const { nodeIds } = await client.send('DOM.querySelectorAll', {
    nodeId: root.nodeId,
    selector,
  });
  const used = new Set<string>();
  for (const nodeId of nodeIds) {
    const { fonts } = await client.send('CSS.getPlatformFontsForNode', { nodeId });
    for (const { familyName, isCustomFont } of fonts) {
      used.add(`${isCustomFont ? 'brought' : 'own'} ${familyName}`);
    }
  }
  await client.detach();
  return [...used].sort();
};

const expected = {
  none: {
    te: ['brought Noto Sans', 'brought Noto Sans Telugu'],
    en: ['brought Noto Sans'],
    files: ['latin-400', 'latin-700', 'telugu-400', 'telugu-700'],
    kept: ['latin', 'signs', 'telugu'],
  },
  dejavu: {
    te: ['brought Noto Sans Telugu', 'own DejaVu Sans'],
    en: ['own DejaVu Sans'],
    files: ['telugu-400', 'telugu-700'],
    kept: ['telugu'],
  },
  // A phone that has Telugu loads none.
  noto: { te: ['own Noto Sans', 'own Noto Sans Telugu'], en: ['own Noto Sans'], files: [], kept: ['signs'] },
} as const;

describe.each(fontSets)('with the fonts %s on the phone', (fonts) => {
  let phone: Device;
  let asked: ReadonlySet<string>;
  beforeEach(async () => {
    phone = await openDevice(stack.url, 'phone', 'te-IN', fonts);
    asked = watchFonts(phone);
  });
  afterEach(() => phone?.close());

  test('every letter is drawn, and no font is loaded but for those that it lacks', async () => {
    const { page } = phone;
    await page.goto('/');
    for (const [language, name] of [
      ['en', 'English'],
      ['te', 'తెలుగు'],
    ] as const) {
      await page.getByRole('button', { name }).click();
      await page.locator(`html[lang=${language}]`).waitFor();
      await page.locator('main li').first().waitFor();
      expect(await findFontsUsed(phone), language).toEqual(expected[fonts][language]);
      await page.locator('.bar .quiet').click();
    }
    expect([...asked].sort()).toEqual(expected[fonts].files);
  });

  test('it keeps those fonts alone, and draws with them without a network', async () => {
    const { context, page } = phone;
    await page.goto('/');
    // The names of the languages, which are in other letters, stand on the first page alone.
    await page.getByRole('button', { name: 'తెలుగు' }).click();
    await page.locator('main li').first().waitFor();
    await page.evaluate('navigator.serviceWorker.ready.then(() => {})');
    const kept = await page.evaluate(async () => {
      const [name = ''] = await caches.keys();
      const requests = await (await caches.open(name)).keys();
      return requests.map(({ url }) => url);
    });
    const names = kept.flatMap((url) => /\/assets\/(\w+)-\d+-[^/]*\.woff2$/.exec(url)?.[1] ?? []);
    expect([...new Set(names)].sort()).toEqual(expected[fonts].kept);
    await context.setOffline(true);
    await page.reload();
    await page.locator('main h1').waitFor();
    expect(await findFontsUsed(phone)).toEqual(expected[fonts].te);
  });

  test('the sign-in is drawn too, which is none of its pages', async () => {
    const { page } = phone;
    await page.goto('/');
    await page.getByRole('button', { name: 'తెలుగు' }).click();
    for (const _ of [1, 2]) await page.locator('.primary').click();
    await page.locator('button[name="person"]').first().waitFor();
    for (const drawn of ['h1', 'h2', 'p', 'button span']) {
      expect(await findFontsUsed(phone, drawn), drawn).toContain('brought Noto Sans Telugu');
    }
  });
});
