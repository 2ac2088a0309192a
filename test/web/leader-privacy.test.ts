import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { type Stack, startStack } from '../../local/stack.ts';
import { type Device, openDevice, openDeviceOnDisk, signInAs } from './support/browser.ts';
import {
  beginMeeting,
  expectNothingKept,
  marker,
  pillKeeps,
  pillSays,
  readBooks,
  recordMeeting,
  seedCollective,
} from './support/field.ts';
import { chooseSecret, setUpPhone, unlockPhone } from './support/phone.ts';

let stack: Stack;
let collectiveId: string;
const devices: Device[] = [];

const setUp = async <T extends Device>(device: T): Promise<T> => {
  devices.push(device);
  await setUpPhone(device, 'leader');
  return device;
};
const openPhone = async () => setUp(await openDevice(stack.url, 'phone'));
const openPhoneOnDisk = async () => setUp(await openDeviceOnDisk(stack.url, 'phone'));

beforeAll(async () => {
  // Of its own: what waits and whose collectives there are is counted.
  stack = await startStack({ empty: true, web: true });
  collectiveId = (await seedCollective(stack, 3, ['leader'])).id;
}, 120_000);

afterEach(async () => {
  await Promise.all(devices.splice(0).map((device) => device.close()));
});

afterAll(() => stack?.close());

/** The first row of a sheet, so that names and amounts are on the screen and in the draft. */
async function openSheet({ page }: Device): Promise<void> {
  await beginMeeting(page);
  await page.getByText(marker).first().waitFor();
}

/** The same, on a phone whose clock the test sets. */
async function openSheetByClock(): Promise<Device['page']> {
  const device = await openPhone();
  const { page } = device;
  await page.clock.install();
  await page.reload();
  await unlockPhone(page);
  await openSheet(device);
  return page;
}

/** How much stands beside the key as work that would be lost with it. */
const waitingNoted = `new Promise((resolve, reject) => {
  const opening = indexedDB.open('notes', 1);
  opening.onerror = () => reject(opening.error);
  opening.onsuccess = () => {
    const reading = opening.result.transaction('keyring').objectStore('keyring').get('key');
    reading.onsuccess = () => { opening.result.close(); resolve(reading.result.waiting); };
  };
})`;

describe('locking', () => {
  test('locks after two minutes in which nobody touches it, and shows nothing', async () => {
    const page = await openSheetByClock();
    // A sheet alone would stay open.
    await page.getByRole('button', { name: /Back/ }).click();
    await page.clock.fastForward(119_000);
    await page.getByText(marker).first().waitFor();
    await page.clock.fastForward(3_000);
    await page.getByRole('heading', { name: 'Unlock' }).waitFor();
    expect(await page.content()).not.toContain(marker);
    await unlockPhone(page);
    await page.getByRole('button', { name: /Continue the meeting/ }).waitFor();
  });

  test('opens again where she was reading', async () => {
    const page = await openSheetByClock();
    await page.getByRole('button', { name: /Back/ }).click();
    await page.getByRole('button', { name: 'Members', exact: true }).click();
    await page.getByRole('heading', { name: /^Members: / }).waitFor();
    await page.setViewportSize({ width: 360, height: 200 });
    // The heading takes the focus, and the page goes to it, only after it is drawn.
    await expect.poll(() => page.evaluate('document.activeElement?.tagName')).toBe('H1');
    await expect.poll(() => page.evaluate('(scrollTo(0, 90), scrollY)')).toBe(90);
    await page.clock.fastForward(122_000);
    await page.getByRole('heading', { name: 'Unlock' }).waitFor();
    expect(await page.content()).not.toContain(marker);
    await unlockPhone(page);
    await page.getByRole('heading', { name: /^Members: / }).waitFor();
    await expect.poll(() => page.evaluate('scrollY')).toBe(90);
    // From there as from any other screen.
    await page.getByRole('button', { name: /Back/ }).click();
    await page.getByRole('button', { name: /Continue the meeting/ }).waitFor();
  });

  test('locks as well where the clock of the phone was set back', async () => {
    const page = await openSheetByClock();
    await page.clock.setSystemTime(Date.now() - 86_400_000);
    await page.clock.runFor(3_000);
    await page.getByRole('heading', { name: 'Unlock' }).waitFor({ timeout: 5_000 });
    expect(await page.content()).not.toContain(marker);
  });
});

test('blanks at Leave, and shows nothing under Back', async () => {
  const device = await openPhoneOnDisk();
  const { page } = device;
  await openSheet(device);
  await page.getByRole('button', { name: 'Leave' }).click();
  await page.waitForURL('**/away.html');
  expect(await page.content()).not.toContain(marker);
  await page.goBack({ waitUntil: 'load' }).catch(() => null);
  expect(await page.content()).not.toContain(marker);
  await page.goto('/');
  // What is only begun is lost with the key no less than what waits: whoever signs in next is told of it.
  expect(await page.evaluate(waitingNoted)).toBe(1);
  await page.getByRole('button', { name: 'I forgot my PIN' }).click();
  await signInAs(page, 'leader');
  await page.getByText('All you wrote on this phone is still here').waitFor();
  await chooseSecret(page, 'server', '482913');
  await unlockPhone(page);
  await page.getByRole('button', { name: /Continue the meeting/ }).waitFor();
  await page.getByRole('button', { name: 'Me', exact: true }).click();
  await page.getByRole('button', { name: 'Sign out' }).click();
  await page.getByText('1 thing was not sent yet').waitFor();
  await page.reload();
  await unlockPhone(page);
  await page.getByRole('button', { name: /Continue the meeting/ }).click();
  await page.getByRole('button', { name: 'Stop and throw this away' }).click();
  await page.getByRole('button', { name: 'Yes, throw it away' }).click();
  await page.getByRole('heading', { name: 'Today' }).waitFor();
  expect(await page.getByRole('button', { name: /Continue the meeting/ }).count()).toBe(0);
  await expectNothingKept(device);
});

test('keeps what waits when the sign-in has run out, and sends it after the next one', async () => {
  const device = await openPhone();
  const { page, context } = device;
  const before = (await readBooks(stack, collectiveId)).cashPaise;
  await context.route('**/api/**', (route) =>
    route.fulfill({ status: 401, json: { code: 'unauthenticated' } }),
  );
  await context.route('**/oidc/token', (route) =>
    route.fulfill({ status: 400, json: { error: 'invalid_grant' } }),
  );
  await recordMeeting(page, String(before / 100 + 300));
  await pillKeeps(page, 1);
  // Not that it goes by itself: it does not.
  await page.getByText('To send, sign in again').waitFor();
  await page.locator('.pill').click();
  await page.getByText('To send, sign in again').waitFor();
  await context.unrouteAll();
  await page.locator('main').getByRole('button', { name: 'Sign in' }).click();
  await signInAs(page, 'leader');
  await unlockPhone(page);
  // The same day, the same collective: the earlier sheet of this collective is another meeting.
  await page.locator('.pill', { hasText: /All sent|1 needs you/ }).waitFor();
  if (await page.locator('.pill', { hasText: 'needs you' }).isVisible()) {
    await page.locator('.pill').click();
    await page.getByRole('button', { name: 'Look at both side by side' }).click();
    await page.getByRole('button', { name: /keep both/ }).click();
  }
  await pillSays(page, 'All sent');
  expect((await readBooks(stack, collectiveId)).cashPaise).toBe(before + 30_000);
});

test('destroys the key at signing out before it waits for the network', async () => {
  const device = await openPhone();
  const { page, context } = device;
  // A network that takes what is sent and answers nothing.
  await context.route('**/token/revocation', () => {});
  await page.getByRole('button', { name: 'Me', exact: true }).click();
  await page.getByRole('button', { name: 'Sign out' }).click();
  await page.getByRole('button', { name: 'Yes, sign out' }).click();
  await expect
    .poll(() => page.evaluate('indexedDB.databases().then((all) => all.length)'), { timeout: 5_000 })
    .toBe(0);
  expect(await page.locator('h1').first().isVisible()).toBe(false);
  await context.unrouteAll();
});

test('signs out in every tab, and begins anew where there is no network', async () => {
  const device = await openPhone();
  const { page, context } = device;
  const other = await context.newPage();
  await other.goto('/');
  await unlockPhone(other);
  await other.getByRole('button', { name: 'Members', exact: true }).click();
  await other.getByText(marker).first().waitFor();
  await context.setOffline(true);
  await page.getByRole('button', { name: 'Me', exact: true }).click();
  await page.getByRole('button', { name: 'Sign out' }).click();
  await page.getByRole('button', { name: 'Yes, sign out' }).click();
  await page.waitForURL('**/away.html');
  await other.locator('.choice', { hasText: 'English' }).waitFor();
  expect(await other.content()).not.toContain(marker);
  await page.goto('/');
  await page.locator('.choice', { hasText: 'English' }).waitFor();
});

test('refuses to sign out while something waits, unless it is thrown away by count', async () => {
  const device = await openPhoneOnDisk();
  const { page, context } = device;
  const before = await readBooks(stack, collectiveId);
  await context.setOffline(true);
  await recordMeeting(page, String(before.cashPaise / 100 + 300));
  await page.getByRole('button', { name: 'To the start' }).click();
  await page.getByRole('button', { name: 'Me', exact: true }).click();
  await page.getByRole('button', { name: 'Sign out' }).click();
  await page.getByText('1 thing was not sent yet').waitFor();
  const discard = page.getByRole('button', { name: 'Throw 1 away and sign out' });
  await discard.click();
  expect(await page.locator('.field-error').count()).toBe(1);
  await page.getByLabel('To throw them away').fill('1');
  // With the network it would be sent at once; it is thrown away while that is under way.
  const held = '**/api/collectives/**';
  await context.route(held, async (route) => {
    await new Promise((resolve) => setTimeout(resolve, 2_000));
    await route.continue().catch(() => {});
  });
  await context.setOffline(false);
  await discard.click();
  await page.waitForURL('**/away.html');
  await context.unroute(held);
  // The server has told the browser to clear the site, the app's own shell with it.
  await expect
    .poll(() =>
      page.evaluate(
        'Promise.all([caches.keys(), indexedDB.databases(), navigator.serviceWorker.getRegistrations()]).then((kept) => kept.flat().length)',
      ),
    )
    .toBe(0);
  await setUpPhone(device, 'leader2');
  await page.getByRole('button', { name: 'Members', exact: true }).click();
  await page.getByText('Which group?').waitFor();
  expect(await page.content()).not.toContain(marker);
  expect(await readBooks(stack, collectiveId)).toEqual(before);
  await expectNothingKept(device);
});
