import type { Page } from 'playwright-core';
import { v7 } from 'uuid';
import { afterEach, beforeAll, expect, test } from 'vitest';
import type { Stack } from '../../local/stack.ts';
import { openSharedStack } from '../support/stack.ts';
import { type Device, openDevice } from './support/browser.ts';
import { ask, marker, pillSays } from './support/field.ts';
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
  stack = await openSharedStack();
}, 120_000);

afterEach(async () => {
  await Promise.all(devices.splice(0).map((device) => device.close()));
});

const openCase = (page: Page, { code }: SeededCase): Promise<void> =>
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
  await pillSays(page, '20 waiting');
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
