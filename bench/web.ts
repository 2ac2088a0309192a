import { join } from 'node:path';
import type { CDPSession, Page } from 'playwright-core';
import * as z from 'zod';
import { buildWebClient, webClientDirectory } from '../local/build-web-client.ts';
import { startStack } from '../local/stack.ts';
import { type Device, openDeviceOnDisk } from '../test/web/support/browser.ts';
import { seedCollective } from '../test/web/support/field.ts';
import { setUpPhone } from '../test/web/support/phone.ts';
import { buildEmptyPage, serve } from './empty-page.ts';
import { compare, type Row, spreadOf } from './measure.ts';

const slowdownFactor = 6;

const kilobitsPerSecond = 400;

const frameMs = 1000 / 60;

const milliseconds = z.number();

/** What a measured page says on its console before the time of its first screen. */
const shownPrefix = 'shown at ';

/** Measures the web client as on a cheap phone: a processor six times slower than this one, and 400 kbit/s. */
export const measureWeb = async (folder: string): Promise<Row[]> => {
  await buildWebClient();
  return [await measureFirstScreen(join(folder, 'empty-page')), await measureKeyPress()];
};

/** Compares the app's first screen with a Preact page that shows one heading: milliseconds alone would mostly measure the machine. */
const measureFirstScreen = async (folder: string): Promise<Row> => {
  const empty = await buildEmptyPage(folder);
  const server = await serve((path) =>
    path.startsWith('/empty/')
      ? join(empty, path.slice('/empty/'.length) || 'index.html')
      : join(webClientDirectory, path.slice(1) || 'index.html'),
  );
  try {
    return await onPhone(server.url, async (device) => {
      await throttle(device);
      const { page } = device;
      return {
        what: 'the first screen, nothing kept, at 400 kbit/s and a sixth of the processor',
        against: 'a Preact page with one heading',
        ratio: await compare(
          () => load(page, '/'),
          () => load(page, '/empty/'),
          { pairs: 7, warmUp: 1 },
        ),
        // For scale: at this limit the screen takes about 1.3 seconds.
        limit: 4,
        aim: 3,
        hindrance:
          'most of it is the transfer: the app’s first screen is 18 KB where the page has 5, and the line carries 50 KB a second.',
      };
    });
  } finally {
    server.close();
  }
};

/** Measures the time from a key press to the next layout. */
const measureKeyPress = async (): Promise<Row> => {
  const stack = await startStack({ empty: true, web: true });
  try {
    const members = 20;
    await seedCollective(stack, members, ['leader']);
    return await onPhone(stack.url, async (device) => {
      await setUpPhone(device, 'leader');
      const { page } = device;
      await page.getByRole('button', { name: 'Meeting', exact: true }).click();
      await page.getByRole('button', { name: 'All are present' }).click();
      await page
        .locator('.row')
        .nth(members - 1)
        .waitFor();
      const times = z.array(milliseconds).parse(await page.evaluate(pressKeys));
      return {
        what: 'a key press in a sheet of twenty rows, at a sixth of the processor',
        against: 'a frame of the screen',
        // Here the browser runs at full speed; the times are multiplied instead.
        ratio: spreadOf(times.map((ms) => (slowdownFactor * ms) / frameMs)),
        limit: 1,
        aim: 0.5,
        hindrance:
          'a third to a half is the browser’s layout; the rest draws the row, the foot and the screen around them, adds up the sheet and checks all twenty rows.',
      };
    });
  } finally {
    await stack.close();
  }
};

/**
 * Runs in the page: types forty amounts into one field of the sheet.
 * Its value is a list of milliseconds: for each amount, until the sheet's total has followed and the page is laid out.
 */
const pressKeys = `(async () => {
  // Any field of a row in the middle.
  const field = document.querySelectorAll('.row input')[8];
  const total = document.querySelector('.totals');
  const times = [];
  for (let press = 0; press < 40; press += 1) {
    const start = performance.now();
    // 100 is the usual deposit, which the field already has.
    field.value = String(101 + press);
    field.dispatchEvent(new Event('input', { bubbles: true }));
    const totalBefore = total.textContent;
    // The page is drawn in a microtask soon after the event: until then the old total stands.
    for (let wait = 0; wait < 5 && total.textContent === totalBefore; wait += 1) await null;
    if (total.textContent === totalBefore) throw new Error('The total has not followed.');
    // Forces the layout.
    document.body.getBoundingClientRect();
    times.push(performance.now() - start);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return times;
})()`;

const onPhone = async (url: string, measure: (device: Device) => Promise<Row>): Promise<Row> => {
  const device = await openDeviceOnDisk(url, 'phone', 'te-IN', 'noto');
  try {
    return await measure(device);
  } finally {
    await device.close();
  }
};

/** Slows a page's processor and network down, and makes it say on its console when its first frame with a heading is drawn. */
const throttle = async ({ context, page }: Device): Promise<void> => {
  const session: CDPSession = await context.newCDPSession(page);
  await session.send('Network.enable');
  await session.send('Network.setCacheDisabled', { cacheDisabled: true });
  await session.send('Network.setBypassServiceWorker', { bypass: true });
  const bytesPerSecond = (kilobitsPerSecond * 1000) / 8;
  await session.send('Network.emulateNetworkConditions', {
    offline: false,
    latency: 0,
    downloadThroughput: bytesPerSecond,
    uploadThroughput: bytesPerSecond,
  });
  await session.send('Emulation.setCPUThrottlingRate', { rate: slowdownFactor });
  await page.addInitScript(`
    new MutationObserver((_changes, observer) => {
      if (document.querySelector('main h1') === null) return;
      observer.disconnect();
      requestAnimationFrame(() => console.debug('${shownPrefix}' + performance.now()));
    }).observe(document, { childList: true, subtree: true });
  `);
};

/** The milliseconds from the start of the navigation to the first frame with a heading. */
const load = async (page: Page, path: string): Promise<number> => {
  // Playwright's other ways to wait first compile 330 KB of script in the page, which took a tenth of a second of the time measured.
  const [message] = await Promise.all([
    page.waitForEvent('console', (one) => one.text().startsWith(shownPrefix)),
    page.goto(path),
  ]);
  const shownAt = milliseconds.parse(Number(message.text().slice(shownPrefix.length)));
  // The service worker would go on loading files for later, which would slow down the next measurement.
  await page.evaluate(
    'navigator.serviceWorker.getRegistrations().then((all) => Promise.all(all.map((one) => one.unregister())))',
  );
  await page.goto('about:blank');
  return shownAt;
};
