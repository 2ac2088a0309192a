import { afterEach, beforeAll, expect, test } from 'vitest';
import * as z from 'zod';
import type { Stack } from '../../local/stack.ts';
import { openSharedStack } from '../support/stack.ts';
import { findSeriousFaults } from './support/axe.ts';
import { type Device, openDevice, takePicture } from './support/browser.ts';
import { ask, type Collective, pillSays, seedCollective } from './support/field.ts';
import { setUpPhone } from './support/phone.ts';

let stack: Stack;
let seeded: Collective;
const devices: Device[] = [];

beforeAll(async () => {
  stack = await openSharedStack();
  seeded = await seedCollective(stack, 1, ['leader'], ['Zzpatta Sangham', 'Zzpatta A']);
}, 120_000);
afterEach(async () => {
  await Promise.all(devices.splice(0).map((device) => device.close()));
});

const listed = z.object({ items: z.array(z.looseObject({ id: z.string(), kind: z.string() })) });
const told = z.object({ items: z.array(z.looseObject({ type: z.string() })) });

test('records what a woman needs and got without a network, in a case that the phone opens once', async () => {
  const device = await openDevice(stack.url, 'phone');
  devices.push(device);
  const { page } = device;
  await setUpPhone(device, 'leader');
  await page.getByRole('button', { name: 'Members', exact: true }).click();
  await page.getByRole('button', { name: /Zzpatta A/ }).click();
  await page.getByRole('button', { name: 'Her cards, pattas and services' }).click();
  await device.context.setOffline(true);
  for (const [entitlement, stage] of [
    ['pension', 'applied'],
    ['ration card', 'received'],
  ] as const) {
    await page.getByRole('button', { name: entitlement, exact: true }).click();
    await page.getByRole('button', { name: stage, exact: true }).click();
  }
  const under = (heading: string) =>
    page.locator(`h2:has-text("${heading}") + div .choice`).first().textContent();
  await expect.poll(() => under('She has')).toMatch(/^ration cardreceived · /);
  await expect.poll(() => under('Under way')).toMatch(/^pensionapplied · /);
  expect(await findSeriousFaults(page)).toEqual([]);
  expect(await page.evaluate('document.documentElement.scrollWidth - innerWidth')).toBeLessThanOrEqual(0);
  await takePicture(page, 'leader-entitlements-en');
  await device.context.setOffline(false);
  await pillSays(page, 'All sent');

  const memberId = seeded.members[0]?.id;
  const { items: cases } = listed.parse(
    await ask(stack, 'coordinator', 'GET', `/api/members/${memberId}/cases`),
  );
  expect(cases.map(({ kind }) => kind)).toEqual(['entitlement']);
  const events = await ask(stack, 'coordinator', 'GET', `/api/cases/${cases[0]?.id}/events`);
  expect(told.parse(events).items).toMatchObject([
    { type: 'entitlement', entitlement: 'pension', stage: 'applied' },
    { type: 'entitlement', entitlement: 'ration_card', stage: 'received' },
  ]);
}, 240_000);
