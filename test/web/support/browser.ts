import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import type { PersonKey } from '../../../local/identity/demo-people.ts';
import { type FontSet, fontsOfRun, writeFontconfig } from './fonts.ts';

/** A phone or a laptop, on which nothing is kept yet. */
export type Device = {
  readonly context: BrowserContext;
  readonly page: Page;
  close(): Promise<void>;
};

/** One whose browser writes into a folder of its own, which a test may look into. */
export type DeviceOnDisk = Device & {
  /** The browser's profile folder. */
  readonly profile: string;
};

type Size = 'phone' | 'laptop';
type Locale = 'te-IN' | 'en-IN' | 'ja-JP';

/** The shell without a window first: it takes a quarter less of the processor. */
const names = [
  'chromium-headless-shell',
  'chromium',
  'chromium-browser',
  'google-chrome',
  'google-chrome-stable',
];

/** The browser that is installed here. */
function findBrowser(): string {
  const folders = (process.env.PATH ?? '')
    .split(delimiter)
    .filter((folder) => !folder.includes('node_modules'));
  const found = folders.flatMap((folder) => names.map((name) => join(folder, name))).find(existsSync);
  if (found === undefined) {
    throw new Error(
      'The tests of the web client need Chromium. On Debian: apt-get install -y chromium-headless-shell; elsewhere, have Chromium or Google Chrome on the PATH.',
    );
  }
  return found;
}

const launchOptions = async (fonts: FontSet) => ({
  executablePath: findBrowser(),
  headless: true,
  env: { ...process.env, FONTCONFIG_FILE: await writeFontconfig(fonts) },
  // A container's own root has no sandbox, and a small /dev/shm.
  args: ['--no-sandbox', '--disable-dev-shm-usage'],
});

const contextOptions = (url: string, size: Size, locale: Locale) => ({
  baseURL: url,
  locale,
  timezoneId: 'Asia/Kolkata',
  viewport: size === 'phone' ? { width: 360, height: 740 } : { width: 1280, height: 800 },
  ...(size === 'phone' ? { hasTouch: true, isMobile: true } : {}),
});

const shared = new Map<FontSet, Promise<Browser>>();

/**
 * A device in the browser that the test files of one worker share, one for each set of fonts. What it keeps is kept in memory.
 * @param size `phone` is 360 px wide, as the cheapest are
 */
export async function openDevice(
  url: string,
  size: Size,
  locale: Locale = 'te-IN',
  fonts: FontSet = fontsOfRun,
): Promise<Device> {
  const browser = shared.get(fonts) ?? launchOptions(fonts).then((options) => chromium.launch(options));
  shared.set(fonts, browser);
  const context = await (await browser).newContext(contextOptions(url, size, locale));
  context.setDefaultTimeout(20_000);
  return { context, page: await context.newPage(), close: () => closeContext(context) };
}

/** Closes the pages. What a route's handler still reads of an answer then is gone, which is no fault. */
async function closeContext(context: BrowserContext): Promise<void> {
  const routed = [context, ...context.pages()];
  // A test may have closed it already.
  await Promise.allSettled(routed.map((one) => one.unrouteAll({ behavior: 'ignoreErrors' })));
  await context.close();
}

/** A device with a browser of its own, a second dearer than `openDevice`. */
export async function openDeviceOnDisk(
  url: string,
  size: Size,
  locale: Locale = 'te-IN',
  fonts: FontSet = fontsOfRun,
): Promise<DeviceOnDisk> {
  const profile = mkdtempSync(join(tmpdir(), 'leadership-next-device-'));
  const context = await chromium.launchPersistentContext(profile, {
    ...(await launchOptions(fonts)),
    ...contextOptions(url, size, locale),
  });
  context.setDefaultTimeout(20_000);
  const page = context.pages()[0] ?? (await context.newPage());
  return {
    context,
    page,
    profile,
    async close() {
      await closeContext(context);
      rmSync(profile, { recursive: true, force: true, maxRetries: 3 });
    },
  };
}

/**
 * A laptop with a microphone that hears a file once, and a browser of its own.
 * @param heard the path of a WAV file
 */
export async function openDeviceWithMicrophone(url: string, heard: string): Promise<Device> {
  const options = await launchOptions(fontsOfRun);
  const browser = await chromium.launch({
    ...options,
    args: [
      ...options.args,
      '--use-fake-ui-for-media-stream',
      '--use-fake-device-for-media-stream',
      `--use-file-for-fake-audio-capture=${heard}%noloop`,
    ],
  });
  const context = await browser.newContext({
    ...contextOptions(url, 'laptop', 'en-IN'),
    permissions: ['microphone'],
  });
  context.setDefaultTimeout(20_000);
  return {
    context,
    page: await context.newPage(),
    close: async () => {
      await closeContext(context);
      await browser.close();
    },
  };
}

/** On the provider's page: is that person, of the demo people. */
export async function signInAs(page: Page, person: PersonKey): Promise<void> {
  await page.locator(`button[name="person"][value="${person}"]`).click();
}

/** Waits for the fonts that the page draws with; they are asked for when it is laid out. */
export const waitForFonts = (page: Page): Promise<unknown> =>
  page.evaluate('document.body.getBoundingClientRect(), document.fonts.ready.then(() => undefined)');

/**
 * Where `SCREENS` names a folder, a picture of the page comes into it, for people to look at.
 * @param from a selector of what stands at its top, for the page's own top
 */
export async function takePicture(page: Page, name: string, from?: string): Promise<void> {
  const folder = process.env.SCREENS;
  if (folder === undefined) return;
  mkdirSync(folder, { recursive: true });
  await page.evaluate(
    from === undefined
      ? 'scrollTo(0, 0)'
      : `document.querySelector(${JSON.stringify(from)}).scrollIntoView({ block: 'start' })`,
  );
  await page.screenshot({ path: join(folder, `${name}.png`) });
}
