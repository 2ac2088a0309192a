import type { Page } from 'playwright-core';
import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { PersonKey } from '../../local/identity/demo-people.ts';
import type { Stack } from '../../local/stack.ts';
import { openSharedStack } from '../support/stack.ts';
import { type Device, openDevice, signInAs } from './support/browser.ts';
import { seedCollective } from './support/field.ts';
import { chooseSecret, setUpPhone, signInOnPhone, unlockPhone } from './support/phone.ts';

/** What the provider keeps of a sign-in, in the browser of a shared phone or laptop. */

let stack: Stack;
const devices: Device[] = [];

const open = async (size: 'phone' | 'laptop'): Promise<Device> => {
  const device = await openDevice(stack.url, size, 'en-IN');
  devices.push(device);
  return device;
};

beforeAll(async () => {
  stack = await openSharedStack();
  await seedCollective(stack, 1, ['leader']);
});

afterEach(async () => {
  await Promise.all(devices.splice(0).map((device) => device.close()));
});

const enter = async ({ page }: Device, person: PersonKey): Promise<void> => {
  await page.goto('/');
  await page.getByRole('button', { name: 'English' }).click();
  for (const _ of [1, 2]) await page.locator('.primary').click();
  await signInAs(page, person);
  await page.locator('.beside').waitFor();
};

/** Whether the provider would let somebody in without a question, from this browser. */
const knowsSomebody = async ({ context }: Device): Promise<boolean> => {
  const query = new URLSearchParams({
    client_id: 'web',
    response_type: 'code',
    scope: 'openid',
    redirect_uri: `${stack.url}/signed-in`,
    code_challenge: 'a'.repeat(43),
    code_challenge_method: 'S256',
    prompt: 'none',
  });
  const response = await context.request.get(`${stack.url}/oidc/auth?${query}`, { maxRedirects: 0 });
  return new URL(response.headers().location ?? '').searchParams.has('code');
};

/** The tokens that are given out from now on. */
const countTokens = ({ context }: Device): { given: number } => {
  const tokens = { given: 0 };
  context.on('response', (response) => {
    if (response.url().endsWith('/oidc/token') && response.ok()) tokens.given += 1;
  });
  return tokens;
};

const signInPage = (page: Page, timeout = 20_000) =>
  page.locator('button[name="person"]').first().waitFor({ timeout });

describe('a leader’s session at the provider', () => {
  test('has ended before she opens her phone, and no other page finds her', async () => {
    const device = await open('phone');
    await setUpPhone(device, 'leader');
    expect(await knowsSomebody(device)).toBe(false);
    const tokens = countTokens(device);
    const other = await device.context.newPage();
    await other.goto('/reports.html');
    await signInPage(other);
    expect(tokens.given).toBe(0);
  });

  test('ends with the next page where she turned away in the middle of setting up', async () => {
    const device = await open('phone');
    const { page } = device;
    await signInOnPhone(device, 'leader');
    await page.getByRole('heading', { name: 'How shall this phone open?' }).waitFor();
    expect(await knowsSomebody(device)).toBe(true);
    const tokens = countTokens(device);
    await page.goto('/reports.html');
    await signInPage(page);
    expect(await knowsSomebody(device)).toBe(false);
    expect(tokens.given).toBe(0);
  });

  test('is as over after signing in anew on a phone that she has set up', async () => {
    const device = await open('phone');
    const { page } = device;
    await setUpPhone(device, 'leader', 'server');
    await page.reload();
    await page.getByRole('button', { name: 'I forgot my PIN' }).click();
    await signInAs(page, 'leader');
    await chooseSecret(page, 'server', '482913');
    await unlockPhone(page);
    await page.getByRole('heading', { name: 'Today' }).waitFor();
    expect(await knowsSomebody(device)).toBe(false);
  });
});

describe('a staff member’s session at the provider', () => {
  test('finds her after a reload', async () => {
    const device = await open('laptop');
    await enter(device, 'coordinator');
    await device.page.reload();
    await device.page.locator('.beside').waitFor();
    expect(await knowsSomebody(device)).toBe(true);
  });

  test('ends with Leave, in every tab, and no other page finds her', async () => {
    const device = await open('laptop');
    const { page, context } = device;
    await enter(device, 'coordinator');
    const other = await context.newPage();
    await other.goto('/');
    await other.locator('.beside').waitFor();
    const tokens = countTokens(device);
    await page.getByRole('button', { name: 'Leave' }).click();
    await page.waitForURL('**/away.html');
    await other.waitForURL('**/away.html');
    await expect.poll(() => knowsSomebody(device)).toBe(false);
    // The provider may still be sending it back: what comes between fails, and is tried again.
    await expect
      .poll(() => page.locator('body > *').allTextContents())
      .toEqual(['You have left', expect.stringMatching(/^Nothing is open/), 'Sign in']);
    await expect.poll(() => page.goto('/reports.html').then(() => page.url())).toMatch(/reports\.html$/);
    await signInPage(page);
    await page.goto('/');
    await page.locator('main .primary').waitFor();
    expect(tokens.given).toBe(0);
  });

  test('ends as Leave does where nobody was there for fifteen minutes, a laptop that slept included', async () => {
    const device = await open('laptop');
    const { page } = device;
    await page.clock.install();
    await enter(device, 'coordinator');
    await page.clock.fastForward(14 * 60_000);
    await page.mouse.move(5, 5);
    await page.clock.fastForward(14 * 60_000);
    await page.locator('.beside').waitFor();
    // As a laptop wakes: the clock has gone on, no timer has run.
    await page.clock.setSystemTime(Date.now() + 60 * 60_000);
    await page.clock.runFor(2_000);
    await page.waitForURL('**/away.html');
    await expect.poll(() => knowsSomebody(device)).toBe(false);
  });

  test('is not found where the browser was closed for longer than a desk stays open', async () => {
    const device = await open('laptop');
    const { page } = device;
    await enter(device, 'coordinator');
    const tokens = countTokens(device);
    await page.clock.install({ time: Date.now() + 16 * 60_000 });
    await page.reload();
    await page.locator('main .primary').waitFor();
    expect(await knowsSomebody(device)).toBe(false);
    expect(tokens.given).toBe(0);
  });

  test('ends at the next contact after Leave without a network, before anything opens, whatever is reloaded', async () => {
    const device = await open('laptop');
    const { page, context } = device;
    await enter(device, 'coordinator');
    await page.evaluate('navigator.serviceWorker.ready.then(() => true)');
    await context.setOffline(true);
    await page.getByRole('button', { name: 'Leave' }).click();
    await page.waitForURL('**/away.html');
    for (const _ of [1, 2]) {
      await page.goto('/');
      await page.locator('main .primary').waitFor();
    }
    expect(await knowsSomebody(device)).toBe(true);
    const tokens = countTokens(device);
    // A network that breaks off whenever the provider is asked to end it: reloading leads nowhere.
    await context.route('**/oidc/logout?**', (route) => route.abort());
    await context.setOffline(false);
    await page.goto('/').catch(() => {});
    await page.goto('/').catch(() => {});
    await context.unroute('**/oidc/logout?**');
    // The page that is open may be ending the session at this moment, and its navigation overtakes this one.
    await expect
      .poll(
        async () => {
          await page.goto('/reports.html').catch(() => {});
          return signInPage(page, 3_000).then(
            () => true,
            () => false,
          );
        },
        { timeout: 60_000 },
      )
      .toBe(true);
    expect(await knowsSomebody(device)).toBe(false);
    expect(tokens.given).toBe(0);
  });
});
