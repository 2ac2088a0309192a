import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Stack } from '../../local/stack.ts';
import { openSharedStack } from '../support/stack.ts';
import { type Device, openDevice } from './support/browser.ts';
import { ask, recordMeeting, seedCollective } from './support/field.ts';
import { chooseSecret, signInOnPhone, unlockPhone } from './support/phone.ts';
import { goOnTheRoad, seedRoad } from './support/road.ts';

/** What a phone gets over the line that there is in a village: 400 kbit/s, with a delay of 400 ms. */
const latencyMs = 400;
const bytesPerSecond = 50_000;
const line = {
  offline: false,
  latency: latencyMs,
  downloadThroughput: bytesPerSecond,
  uploadThroughput: bytesPerSecond,
};

let stack: Stack;
let device: Device;

beforeAll(async () => {
  stack = await openSharedStack();
  device = await openDevice(stack.url, 'phone');
}, 120_000);
afterAll(() => device.close());

test('brings sixty members in three requests and, over that line, less than four seconds', async () => {
  const { id, members } = await seedCollective(stack, 60, ['leader']);
  for (const day of ['2026-05-04', '2026-05-11', '2026-05-18', '2026-05-25', '2026-06-01', '2026-06-08']) {
    const listed = members.slice(0, 40);
    await ask(stack, 'coordinator', 'POST', `/api/collectives/${id}/meetings`, {
      id: crypto.randomUUID().replace(/^(.{14})./, '$17'),
      heldOn: day,
      attendance: listed.map(({ id: memberId }) => ({ memberId, status: 'present' })),
      entries: listed.map(({ id: memberId }) => ({ memberId, kind: 'deposit', amountPaise: 10_000 })),
    });
  }
  const { page } = device;
  await signInOnPhone(device, 'leader');
  const { asked } = await openOverLine(device);
  await page.getByRole('button', { name: 'Members' }).click();
  await expect.poll(() => page.locator('main .choice').count()).toBeGreaterThanOrEqual(60);

  // What she records herself is hers at once, and the next answer brings who has changed.
  asked.length = 0;
  await page.getByRole('button', { name: /Back/ }).click();
  await recordMeeting(page, '28000');
  await page.locator('.pill', { hasText: 'All sent' }).waitFor({ timeout: 45_000 });
  expect(asked.filter((path) => path === '/api/me/pack')).toHaveLength(1);
  expect(asked.filter((path) => /^\/api\/members/.test(path))).toEqual([]);
}, 180_000);

/**
 * Chooses a PIN, and opens the phone over that line: one reading, in three requests at most beside the app's own files, and in less than four seconds of
 * the line.
 * @returns the paths that are asked for from then on
 */
async function openOverLine({ page, context }: Device): Promise<{ readonly asked: string[] }> {
  await chooseSecret(page, 'server');
  await page.getByLabel('Your PIN').waitFor();
  await page.evaluate('navigator.serviceWorker.ready.then(() => true)');
  const session = await context.newCDPSession(page);
  await session.send('Network.enable');
  await session.send('Network.emulateNetworkConditions', line);

  const asked: string[] = [];
  let openedAt = 0;
  let receivedBytes = 0;
  session.on('Network.loadingFinished', ({ encodedDataLength }) => {
    if (openedAt > 0) receivedBytes += encodedDataLength;
  });
  page.on('request', (request) => {
    const { pathname } = new URL(request.url());
    if (openedAt > 0) asked.push(pathname);
  });
  page.on('response', (response) => {
    if (response.url().endsWith('/api/device/unlock')) openedAt = Date.now();
  });
  await unlockPhone(page);
  await page.getByRole('heading', { name: 'Today', level: 1 }).waitFor();
  await page.locator('main .warning').waitFor({ state: 'detached' });
  const beside = ['/assets/', '/service-worker.js', '/voice/'];
  const calls = asked.filter((path) => !beside.some((one) => path.startsWith(one)));
  expect(calls.filter((path) => path === '/api/me/pack')).toHaveLength(1);
  expect(calls.length, calls.join()).toBeLessThanOrEqual(3);
  // What the line alone takes, each request after the other; how fast this machine is makes no difference.
  const lineMs = calls.length * latencyMs + (receivedBytes / bytesPerSecond) * 1000;
  expect(receivedBytes).toBeGreaterThan(0);
  expect(lineMs, `${receivedBytes} bytes`).toBeLessThan(4_000);
  return { asked };
}

test('brings a caseworker forty cases with their timelines in three requests and less than four seconds', async () => {
  const cases = await seedRoad(stack, 40, { person: 'caseworker2' });
  const hers = await openDevice(stack.url, 'phone');
  await goOnTheRoad(hers, 'caseworker2');
  await openOverLine(hers);
  const [first] = cases;
  await hers.page.locator('.visit', { hasText: first?.code ?? '' }).waitFor();
  expect(await hers.page.locator('.visit').count()).toBeGreaterThanOrEqual(40);
  await hers.close();
}, 180_000);
