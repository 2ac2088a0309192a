import type { Page } from 'playwright-core';
import { v7 } from 'uuid';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import * as z from 'zod';
import { type Stack, startStack } from '../../local/stack.ts';
import { validCase } from '../support/scene.ts';
import { type Device, openDevice, openDeviceOnDisk, signInAs } from './support/browser.ts';
import {
  ask,
  findInProfile,
  marker,
  pillKeeps,
  pillSays,
  seedCollective,
  typeAndKeep,
} from './support/field.ts';
import { unlockPhone } from './support/phone.ts';
import { readTimeline, type SeededCase, seedRoad, setUpRoad, today, toTheStart } from './support/road.ts';

/** A caseworker's day on the road. */

let stack: Stack;
const devices: Device[] = [];

const openPhone = async (size: 'phone' | 'laptop' = 'phone'): Promise<Device> => {
  const device = await openDevice(stack.url, size);
  devices.push(device);
  return device;
};

beforeAll(async () => {
  // Of her own: elsewhere she has the cases of other tests too, and other first ones.
  stack = await startStack({ empty: true, web: true });
}, 120_000);

afterAll(() => stack?.close());

afterEach(async () => {
  await Promise.all(devices.splice(0).map((device) => device.close()));
});

const openCase = (page: Page, { code }: Pick<SeededCase, 'code'>): Promise<void> =>
  page.locator('main .visit', { hasText: code }).first().click();

const addOnDesk = (caseId: string, event: object) =>
  ask(stack, 'coordinator', 'POST', `/api/cases/${caseId}/events`, { id: v7(), on: today(), ...event });

test('a day in flight mode: ten visits, nothing lost, nothing doubled, and one conflict told', async () => {
  const cases = await seedRoad(stack, 10);
  const device = await openPhone();
  const { page, context } = device;
  await setUpRoad(device, 'pictures');
  await context.setOffline(true);
  await page.reload();
  await unlockPhone(page);
  for (const [index, one] of cases.entries()) {
    await openCase(page, one);
    await page
      .getByText(`${marker} ${String.fromCharCode(65 + index)}`)
      .first()
      .waitFor();
    await page.getByLabel(/^Note/).fill(`Seen at her door, visit ${index}`);
    await page.getByRole('button', { name: 'Save the note' }).click();
    await toTheStart(page);
    await openCase(page, one);
    await page.getByRole('button', { name: 'I have seen her' }).dblclick();
    await toTheStart(page);
    // What is done is no visit of today any more.
    await expect.poll(() => page.locator('main .visit', { hasText: one.code }).count()).toBe(0);
  }
  await pillKeeps(page, 20);
  const [first, ...others] = cases;
  if (first === undefined) throw new Error('There is no case.');
  await addOnDesk(first.id, { type: 'status', status: 'in_progress', reason: 'called her' });

  await context.setOffline(false);
  await pillSays(page, '1 needs you');
  for (const { id } of others) {
    const types = async () => (await readTimeline(stack, id)).map(({ type }) => type).toSorted();
    await expect.poll(types, { timeout: 30_000 }).toEqual(['follow_up', 'follow_up', 'note']);
  }
  expect((await readTimeline(stack, first.id)).filter(({ done }) => done === true)).toEqual([]);
  await page.locator('.pill').click();
  await page.getByRole('button', { name: 'See what a colleague wrote' }).click();
  await page.getByText('Since you wrote yours, a colleague recorded something').waitFor();
  await page.getByText('called her').waitFor();
  await page.getByRole('button', { name: 'Yes, send mine too' }).click();
  await pillSays(page, 'All sent');
  const timeline = await readTimeline(stack, first.id);
  expect(timeline.map(({ type }) => type).toSorted()).toEqual(['follow_up', 'follow_up', 'note', 'status']);
}, 240_000);

test('takes a case without a network, and says if a colleague was faster', async () => {
  const [hers, theirs] = (await seedCollective(stack, 2, [])).members;
  const open = async (memberId = '') =>
    z
      .looseObject({ id: z.string(), code: z.string(), memberId: z.string() })
      .parse(
        await ask(stack, 'coordinator', 'POST', '/api/cases', validCase(memberId, { priority: 'urgent' })),
      );
  const [free, gone] = [await open(hers?.id), await open(theirs?.id)];
  const device = await openPhone('laptop');
  const { page, context } = device;
  await setUpRoad(device);
  await context.setOffline(true);
  for (const one of [free, gone]) {
    await openCase(page, one);
    await page.getByRole('button', { name: 'I’ll take this case' }).click();
    await toTheStart(page);
    await expect.poll(() => page.locator('main .visit', { hasText: one.code }).count()).toBe(0);
  }
  await ask(stack, 'caseworker2', 'POST', `/api/cases/${gone.id}/take`, { id: v7() });
  await context.setOffline(false);
  await pillSays(page, '1 needs you');
  await openCase(page, free);
  await page.getByText(marker).first().waitFor();
  await page.locator('.pill').click();
  await page.getByText('A colleague has taken this case meanwhile').waitFor();
  await page.getByRole('button', { name: 'Throw it away' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Yes, throw it away' }).click();
  await pillSays(page, 'All sent');
}, 120_000);

const talks = z.object({ items: z.array(z.looseObject({ on: z.string(), answers: z.unknown() })) });
const talksOf = async (memberId: string) =>
  talks.parse(await ask(stack, 'coordinator', 'GET', `/api/members/${memberId}/talks`)).items;

test('knows a woman by her own sign, talks with her and closes a case without a network; the sign never leaves the phone', async () => {
  const [one, other] = await seedRoad(stack, 2);
  if (one === undefined || other === undefined) throw new Error('There is no case.');
  const device = await openDeviceOnDisk(stack.url, 'phone');
  devices.push(device);
  const { page, context, profile } = device;
  const sign = 'Zzgreen gate';
  const sent: string[] = [];
  context.on('request', (request) => sent.push(`${request.url()} ${request.postData() ?? ''}`));
  const press = (name: string) => page.getByRole('button', { name, exact: true }).click();
  const restart = async (): Promise<void> => {
    await page.reload();
    await unlockPhone(page);
  };
  await setUpRoad(device, 'pictures');
  await context.setOffline(true);
  await restart();

  await openCase(page, one);
  await press('What my lists call her');
  await page.getByLabel('A word (not her name)').fill(sign);
  await press('peacock');
  await press('Save');
  await press('‹ Back');
  const visit = page.locator('main .visit', { hasText: sign });
  await visit.waitFor();
  expect(await page.locator('main .visit', { hasText: one.code }).count()).toBe(0);
  await visit.click();
  await press('Talk with her');
  await press('Begin');
  await typeAndKeep(page, () => press('I am safe'));
  await page.getByRole('heading', { name: 'Do you owe money outside the group?' }).waitFor();
  // The phone is restarted in the middle: what was said is there.
  await restart();
  await page.locator('main .visit', { hasText: sign }).click();
  await press('Talk with her');
  await press('I owe nobody');
  for (const _ of ['work', 'mind', 'home', 'belonging']) await press('I would rather not say');
  await press('Nothing for now');
  await page.getByText('2 questions were answered.').waitFor();
  await press('Save the talk');
  await page.getByText('You are not alone').waitFor();
  await toTheStart(page);

  await openCase(page, other);
  await press('What becomes of the case');
  await page.getByLabel('Status', { exact: true }).selectOption('closed');
  await page.getByLabel('How it ended').selectOption('met');
  await page.locator('select[name=herWord]').selectOption('helped');
  await press('Save');
  await toTheStart(page);
  await expect.poll(() => page.locator('main .visit', { hasText: other.code }).count()).toBe(0);
  await pillKeeps(page, 2);
  await restart();
  await pillKeeps(page, 2);
  expect(await talksOf(one.memberId)).toEqual([]);

  await context.setOffline(false);
  await pillSays(page, 'All sent');
  expect(await talksOf(one.memberId)).toMatchObject([{ on: today(), answers: { safety: 4, debt: 4 } }]);
  const closings = (await readTimeline(stack, other.id)).filter(({ type }) => type === 'status');
  expect(closings).toMatchObject([{ status: 'closed', outcome: 'met', herWord: 'helped' }]);
  await visit.waitFor();
  expect(await page.locator('main .visit', { hasText: other.code }).count()).toBe(0);
  // What she calls the woman is hers: in no request, and nowhere on the phone for others to read.
  expect(sent.filter((one) => /zzgreen|peacock/i.test(one) && !one.includes('/assets/'))).toEqual([]);
  expect(findInProfile(profile, sign)).toEqual([]);
}, 180_000);

test('finds a woman by name without a network, and goes to the desk and back', async () => {
  const [one] = await seedRoad(stack, 1);
  const device = await openPhone('laptop');
  const { page, context } = device;
  await setUpRoad(device);
  await context.setOffline(true);
  await page.getByRole('button', { name: 'Find a woman by name' }).click();
  await page.getByRole('searchbox').fill('zzven');
  await page.locator('.visit', { hasText: marker }).first().click();
  await page.getByRole('button', { name: 'Talk with her' }).waitFor();
  await context.setOffline(false);
  await page.getByRole('button', { name: 'Back' }).click();
  await page.getByRole('button', { name: 'Me', exact: true }).click();
  await page.getByRole('button', { name: 'Go to the desk' }).click();
  await signInAs(page, 'caseworker');
  await page.getByRole('navigation').waitFor();
  // A reload finds her at the desk, and the phone's own lock comes back with the bare address.
  await page.reload();
  await page.getByRole('navigation').waitFor();
  // The next release too brings this device what a caseworker needs without a network.
  const keptFor = () =>
    page.evaluate(
      'navigator.serviceWorker.getRegistration().then((one) => (one.installing ?? one.waiting ?? one.active).scriptURL)',
    );
  await expect.poll(keptFor).toContain('role=caseworker');
  await page.getByRole('link', { name: 'Use this device on field visits' }).click();
  await page.getByRole('button', { name: 'Use this device on field visits' }).click();
  await page.getByRole('heading', { name: 'Unlock' }).waitFor();
  await unlockPhone(page);
  await page.locator('.visit', { hasText: one?.code ?? '' }).waitFor();
}, 120_000);
