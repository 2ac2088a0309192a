import type { Page } from 'playwright-core';
import { afterEach, beforeAll, expect, test } from 'vitest';
import type { PersonKey } from '../../../../local/identity/demo-people.ts';
import type { Stack } from '../../../../local/stack.ts';
import { openSharedStack } from '../../../support/stack.ts';
import { type Device, openDevice, signInAs } from '../../support/browser.ts';
import { openDesk, openScreen } from '../../support/desk.ts';
import { type Collective, marker, seedCollective } from '../../support/field.ts';
import { setUpPhone } from '../../support/phone.ts';

let stack: Stack;
let seeded: Collective;
const devices: Device[] = [];

beforeAll(async () => {
  stack = await openSharedStack();
  seeded = await seedCollective(stack, 1, ['leader']);
});

afterEach(async () => {
  await Promise.all(devices.splice(0).map((device) => device.close()));
});

const enter = async (person: PersonKey): Promise<Page> => {
  const device = await openDesk(stack.url, person);
  devices.push(device);
  return device.page;
};
const group = (page: Page) => page.getByRole('heading', { name: `${marker} Sangham` }).first();

test('says which page is open, and is kept by reload, Back and a copied link; no name stands in it', async () => {
  const page = await enter('coordinator');
  await openScreen(page, 'Groups');
  await page
    .getByRole('link', { name: `${marker} Sangham` })
    .first()
    .click();
  await group(page).waitFor();
  const address = page.url();
  expect(new URL(address).hash).toMatch(/^#\/groups\/[\da-f-]{36}$/);
  expect(await page.title()).toBe('Notes');

  await page.reload();
  await group(page).waitFor();
  expect(page.url()).toBe(address);

  await openScreen(page, 'Members');
  await page
    .getByRole('link', { name: 'Members', exact: true })
    .and(page.locator('[aria-current]'))
    .waitFor();
  await page.goBack();
  await group(page).waitFor();
  expect(page.url()).toBe(address);

  const other = await page.context().newPage();
  await other.goto(address);
  await group(other).waitFor();
  expect(other.url()).toBe(address);
});

test('leads whoever is not signed in to that page after she has signed in', async () => {
  const device = await openDevice(stack.url, 'laptop', 'en-IN');
  devices.push(device);
  const { page } = device;
  const [first] = seeded.members;
  await page.goto(`/#/members/${first?.id}`);
  await page.getByRole('button', { name: 'English' }).click();
  expect(await page.locator('body').textContent()).not.toContain(marker);
  for (const _ of [1, 2]) await page.locator('.primary').click();
  await signInAs(page, 'coordinator');
  await page.getByRole('heading', { name: first?.name ?? '' }).waitFor();
  expect(new URL(page.url()).hash).toBe(`#/members/${first?.id}`);
});

test('says so where there is no such record, and opens the first page where there is no such page', async () => {
  const page = await enter('coordinator');
  await page.evaluate("location.hash = '#/groups/019a2f3c-0000-7000-8000-000000000001'");
  await page.getByRole('alert').getByText('This does not exist, or is outside your reach.').waitFor();
  await page.evaluate("location.hash = '#/people'");
  await page.locator('nav a[aria-current]').first().waitFor();
  expect(await page.locator('nav a').first().getAttribute('aria-current')).toBe('page');
});

test('shows nothing after Leave, whatever Back leads to', async () => {
  const page = await enter('coordinator');
  await openScreen(page, 'Groups');
  await page
    .getByRole('link', { name: `${marker} Sangham` })
    .first()
    .click();
  await group(page).waitFor();
  await page.getByRole('button', { name: 'Leave' }).click();
  await page.waitForURL('**/away.html');
  await page.goBack().catch(() => {});
  await expect
    .poll(
      () =>
        page
          .locator('body')
          .textContent()
          .catch(() => ''),
      { timeout: 10_000 },
    )
    .not.toContain(marker);
  expect(page.url()).not.toContain('#/groups/019a');
});

test('never stands on the phone of a leader', async () => {
  const device = await openDevice(stack.url, 'phone', 'en-IN');
  devices.push(device);
  await setUpPhone(device, 'leader');
  const { page } = device;
  await page.goto('about:blank');
  await page.goto(`/#/members/${seeded.members[0]?.id}`);
  await page.locator('main').waitFor();
  await expect.poll(() => new URL(page.url()).hash).toBe('');
});
