import { afterEach, beforeAll, expect, test } from 'vitest';
import * as z from 'zod';
import type { Stack } from '../../local/stack.ts';
import { openSharedStack } from '../support/stack.ts';
import { type Device, openDevice, openDeviceOnDisk } from './support/browser.ts';
import { ask, type Collective, findInProfile, seedCollective } from './support/field.ts';
import { look } from './support/look.ts';
import { inTelugu, setUpPhone } from './support/phone.ts';

/** A woman of the leader's group has a new telephone number. */

let stack: Stack;
let seeded: Collective;
const devices: Device[] = [];

beforeAll(async () => {
  stack = await openSharedStack();
  seeded = await seedCollective(stack, 1, ['leader'], ['Zznambar Sangham', 'Zznambar A']);
}, 120_000);
afterEach(async () => {
  await Promise.all(devices.splice(0).map((device) => device.close()));
});

const memberPath = () => `/api/members/${seeded.members[0]?.id}`;
const record = z.looseObject({ version: z.number(), phone: z.string().optional() });
const readHer = async () => record.parse(await ask(stack, 'coordinator', 'GET', memberPath()));

test('is read and sent with a network alone, based on what stands there, and says when it arrived', async () => {
  const device = await openDevice(stack.url, 'phone');
  devices.push(device);
  const { page, context } = device;
  const press = (name: string | RegExp) => page.getByRole('button', { name }).click();
  await setUpPhone(device, 'leader');
  await press(/^Members$/);
  await press(/Zznambar A/);
  await look(page, 'member-with-number');
  await press('New phone number');
  await page.getByText('No number of hers is written.').waitFor();
  const typed = page.getByLabel('Her new number');
  const arrived = page.getByText('It has arrived ✓ HELP has her new number.');
  await look(page, 'new-phone');

  // What is no number is refused at once, and nothing leaves the phone.
  await typed.fill('her aunt’s');
  await press('Send the new number');
  await page.getByRole('alert').getByText('Write the number in digits').waitFor();
  expect((await readHer()).phone).toBeUndefined();

  // Without a network it says so, and the number stays in its field.
  await context.setOffline(true);
  await typed.fill('94400 00001');
  await press('Send the new number');
  await page.getByRole('alert').getByText('There is no network now. Nothing was sent.').waitFor();
  await look(page, 'new-phone-offline');
  expect(await typed.inputValue()).toBe('94400 00001');
  expect((await readHer()).phone).toBeUndefined();
  await context.setOffline(false);

  // Meanwhile the coordinator writes another: hers is not written over it unseen.
  const { version } = await readHer();
  await ask(stack, 'coordinator', 'PATCH', memberPath(), { phone: '94400 00002' }, version);
  await press('Send the new number');
  await page.getByText('Somebody changed her record meanwhile.').waitFor();
  await page.getByText('Her number now: 94400 00002').waitFor();
  expect((await readHer()).phone).toBe('94400 00002');
  await press('Send the new number');
  await arrived.waitFor();
  await look(page, 'new-phone-arrived');
  expect((await readHer()).phone).toBe('94400 00001');

  // Opened again, it shows the number as it stands.
  await page.locator('.bar .quiet').click();
  await press('New phone number');
  await page.getByText('Her number now: 94400 00001').waitFor();
}, 120_000);

test('says so where her number cannot be read, and sends nothing blindly; in Telugu too', async () => {
  const device = await openDevice(stack.url, 'phone');
  devices.push(device);
  const { page, context } = device;
  await setUpPhone(device, 'leader');
  await inTelugu(page);
  await page.locator('.tile').nth(1).click();
  await page.getByRole('button', { name: /Zznambar A/ }).click();
  await context.setOffline(true);
  await page.getByRole('button', { name: 'ఆమె ఫోన్ నంబర్ మారితే' }).click();
  await page.getByRole('alert').getByText('ఇప్పుడు నెట్‌వర్క్ లేదు.').waitFor();
  expect(await page.getByRole('textbox').count()).toBe(0);
  await look(page, 'new-phone-offline');
  await context.setOffline(false);
  await page.getByRole('button', { name: 'మళ్ళీ చూడండి' }).click();
  await page.getByRole('textbox').waitFor();
  await look(page, 'new-phone');
}, 120_000);

test('is kept nowhere on the phone', async () => {
  const device = await openDeviceOnDisk(stack.url, 'phone');
  devices.push(device);
  const { page } = device;
  await setUpPhone(device, 'leader');
  await page.getByRole('button', { name: 'Members', exact: true }).click();
  await page.getByRole('button', { name: /Zznambar A/ }).click();
  await page.getByRole('button', { name: 'New phone number' }).click();
  await page.getByLabel('Her new number').fill('94400 00077');
  await page.getByRole('button', { name: 'Send the new number' }).click();
  await page.getByText('It has arrived ✓').waitFor();
  expect((await readHer()).phone).toBe('94400 00077');
  await page.getByRole('button', { name: 'Leave' }).click();
  expect(findInProfile(device.profile, '94400 00077')).toEqual([]);
}, 120_000);
