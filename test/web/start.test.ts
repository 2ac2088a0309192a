import { afterAll, beforeAll, expect, test } from 'vitest';
import * as z from 'zod';
import type { Stack } from '../../local/stack.ts';
import { openSharedStack } from '../support/stack.ts';
import { findSeriousFaults } from './support/axe.ts';
import { type Device, openDevice, signInAs } from './support/browser.ts';

let stack: Stack;
let device: Device;

beforeAll(async () => {
  stack = await openSharedStack();
  device = await openDevice(stack.url, 'phone');
});

afterAll(async () => {
  await device?.close();
});

test('begins with the language and the safety of whoever holds the phone, without a name or a purpose', async () => {
  const { page } = device;
  const complaints: string[] = [];
  page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
  await page.goto('/');
  expect(await page.title()).toBe('Notes');
  for (const name of ['English', '日本語', 'తెలుగు']) {
    await page.getByRole('button', { name }).click();
    expect(await findSeriousFaults(page)).toEqual([]);
    await page.locator('.primary').click();
    expect(await findSeriousFaults(page)).toEqual([]);
    if (name !== 'తెలుగు') for (const _ of [1, 2]) await page.locator('.bar .quiet').click();
  }
  expect(complaints).toEqual([]);
});

test('starts again in the chosen language if its texts are gone, since a new version was deployed', async () => {
  const fresh = await openDevice(stack.url, 'phone');
  const { page } = fresh;
  // The phone has not kept the app yet: what it has kept is asked of no network.
  await page.addInitScript('navigator.serviceWorker.register = () => new Promise(() => {})');
  await page.goto('/');
  await page.getByRole('button', { name: '日本語' }).waitFor();
  let refused = 0;
  await page.route('**/assets/**', async (route) => {
    const response = await route.fetch();
    const isText = (await response.text()).includes('言語を選んでください');
    if (isText) refused += 1;
    return isText && refused === 1 ? route.abort() : route.fulfill({ response });
  });
  await page.getByRole('button', { name: '日本語' }).click();
  await page.locator('html[lang="ja"]').waitFor();
  await page.locator('h1').waitFor();
  expect(refused).toBeGreaterThan(0);
  expect(await page.title()).toBe('Notes');
  await fresh.close();
});

test('signs in at a second try where the line was gone after the first screen', async () => {
  const fresh = await openDevice(stack.url, 'phone');
  const { page } = fresh;
  // The phone has not kept the app yet.
  await page.addInitScript('navigator.serviceWorker.register = () => new Promise(() => {})');
  let refused = 0;
  await page.route('**/assets/**', async (route) => {
    const response = await route.fetch();
    if (!(await response.text()).includes('code_challenge')) return route.fulfill({ response });
    refused += 1;
    return route.abort();
  });
  await page.goto('/');
  await page.getByRole('button', { name: 'English' }).click();
  await page.getByRole('button', { name: 'I understand' }).click();
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('alert').waitFor();
  expect(refused).toBeGreaterThan(0);
  await page.unrouteAll({ behavior: 'wait' });
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.locator('button[name="person"]').first().waitFor();
  await fresh.close();
});

test('reads each line of the screen aloud once, and is silent at Leave', async () => {
  const { page } = device;
  // A voice of the phone's own: a browser without a screen has none.
  await page.addInitScript(() => {
    const spoken: string[] = [];
    Object.assign(globalThis, {
      spoken,
      SpeechSynthesisUtterance: class {
        readonly text: string;
        constructor(text: string) {
          this.text = text;
        }
      },
    });
    Object.defineProperty(globalThis, 'speechSynthesis', {
      value: {
        getVoices: () => [{ localService: true, lang: 'te-IN' }],
        addEventListener: () => {},
        removeEventListener: () => {},
        speak: ({ text }: { text: string }) => spoken.push(text),
        cancel: () => spoken.push('silence'),
        resume: () => {},
      },
    });
  });
  await page.goto('/');
  await page.locator('.bar .quiet').click();
  await page.getByRole('button', { name: 'వినండి' }).click();
  // What speaks is loaded first.
  await expect
    .poll(() => page.evaluate('spoken.some((text) => text !== "silence")'), { timeout: 10_000 })
    .toBe(true);
  const spoken = z.array(z.string()).parse(await page.evaluate('spoken'));
  const lines = await page.locator('main :is(h1, li)').allTextContents();
  for (const line of lines) expect(spoken.at(-1)?.split(line)).toHaveLength(2);
  await page.evaluate('addEventListener("pagehide", () => { sessionStorage.last = spoken.at(-1); })');
  await page.getByRole('button', { name: 'బయటకు' }).click();
  await page.waitForURL('**/away.html');
  expect(await page.evaluate('sessionStorage.last')).toBe('silence');
  // A word that says nothing, in the language that those who look at a leader's phone read.
  expect(await page.locator('h1').textContent()).toBe('గమనికలు');
  await page.evaluate('sessionStorage.clear()');
});

test('covers the page while it is not shown', async () => {
  const { page } = device;
  await page.goto('/');
  const heading = page.locator('h1');
  await heading.waitFor();
  const turn = (state: 'hidden' | 'visible') =>
    page.evaluate(`
      Object.defineProperty(document, 'visibilityState', { value: '${state}', configurable: true });
      document.dispatchEvent(new Event('visibilitychange'));
    `);
  await turn('hidden');
  expect(await heading.isVisible()).toBe(false);
  await turn('visible');
  expect(await heading.isVisible()).toBe(true);
});

test('says in her language what will be asked, where the sign-in does not speak it', async () => {
  const { page } = device;
  const sentence = page.getByText('తర్వాతి పేజీ ఇంగ్లీషులో ఉంటుంది');
  await page.goto('/');
  await page.locator('.primary').waitFor();
  expect(await sentence.count()).toBe(0);
  await page.route('**/config.json', async (route) => {
    const response = await route.fetch();
    await route.fulfill({ json: { ...(await response.json()), speaks: ['en', 'ja'] } });
  });
  await page.goto('/');
  await sentence.waitFor();
  expect(await findSeriousFaults(page)).toEqual([]);
  await page.unrouteAll({ behavior: 'wait' });
});

test('says what to do where the phone lets it keep nothing', async () => {
  const page = await device.context.newPage();
  await page.addInitScript(
    `IDBFactory.prototype.open = () => { throw new DOMException('', 'UnknownError'); };`,
  );
  await page.goto('/');
  await page.getByText('ఫోటోలు, వీడియోలు').waitFor();
  await page.getByRole('button', { name: 'English' }).click();
  await page.getByText('delete some photos or videos').waitFor();
  expect(await findSeriousFaults(page)).toEqual([]);
  await page.close();
});

test('works in English with somebody who chose Japanese, which only the funder’s pages have', async () => {
  for (const [person, size] of [
    ['coordinator', 'laptop'],
    ['leader', 'phone'],
  ] as const) {
    const fresh = await openDevice(stack.url, size, 'ja-JP');
    const { page } = fresh;
    await page.goto('/');
    await page.getByRole('button', { name: '日本語' }).click();
    for (const _ of [1, 2]) await page.locator('.primary').click();
    await signInAs(page, person);
    const shown = person === 'leader' ? 'How shall this phone open?' : 'Members';
    await page.getByText(shown, { exact: true }).first().waitFor();
    expect(await page.locator('html').getAttribute('lang')).toBe('en');
    const offered = person === 'leader' ? [] : ['తెలుగు', 'English'];
    expect(await page.locator('.tools option').allTextContents()).toEqual(offered);
    await fresh.close();
  }
});

test('leads the funder to a page of his own, with the sign-in he has', async () => {
  const { page } = device;
  await page.goto('/');
  await page.locator('.primary').click();
  await signInAs(page, 'funder');
  await page.waitForURL('**/reports.html');
  await page.getByText('ఇంకా ఏ నెలా ప్రచురించలేదు').waitFor();
  expect(await page.evaluate(() => [localStorage.length, sessionStorage.length])).toEqual([0, 0]);
});
