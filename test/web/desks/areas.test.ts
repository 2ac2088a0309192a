import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { demoPeople } from '../../../local/identity/demo-people.ts';
import type { Stack } from '../../../local/stack.ts';
import { openDemoStack } from '../../support/stack.ts';
import { type Device, takePicture } from '../support/browser.ts';
import { openDesk } from '../support/desk.ts';
import { ask } from '../support/field.ts';

/** The desk of an area coordinator, over the demo programme: every page works, asks for nothing that is refused, and shows nothing of other areas. */

let stack: Stack;
let desk: Device;
const devices: Device[] = [];

type Group = { readonly id: string; readonly name: string; readonly district: string };
const { districts } = demoPeople.areaCoordinator;
const isHers = ({ district }: Group): boolean => districts.some((one) => one === district);
let groups: readonly Group[];

/** Requests that were refused, or failed. */
const refused: string[] = [];

const open = async (person: 'areaCoordinator' | 'coordinator'): Promise<Device> => {
  const device = await openDesk(stack.url, person);
  devices.push(device);
  device.page.on('response', (response) => {
    const { pathname } = new URL(response.url());
    if (response.status() >= 400) refused.push(`${response.status()} ${pathname}`);
  });
  return device;
};

beforeAll(async () => {
  stack = await openDemoStack();
  groups = Object(await ask(stack, 'coordinator', 'GET', '/api/collectives?limit=100')).items;
  desk = await open('areaCoordinator');
}, 240_000);
afterAll(() => Promise.all(devices.map((device) => device.close())));

/** What the page says, once nothing is on its way. */
const textOf = async (page: Page): Promise<string> => {
  await page.waitForLoadState('networkidle');
  await page.locator('main h1').waitFor();
  await expect.poll(() => page.locator('main [aria-busy=true]').count()).toBe(0);
  return (await page.locator('main').textContent()) ?? '';
};

const visit = async (page: Page, address: string): Promise<string> => {
  await page.goto(`/${address}`);
  return textOf(page);
};

test('each page of it works, and none names a group of another area', async () => {
  const { page } = desk;
  const links = await page.locator('nav a').evaluateAll((all) => all.map((one) => one.getAttribute('href')));
  expect(links.length).toBeGreaterThan(12);
  for (const key of ['narrative', 'targets', 'programme']) expect(links).not.toContain(`#/${key}`);
  const elsewhere = groups.filter((group) => !isHers(group));
  expect(elsewhere.length).toBeGreaterThan(5);
  const told: string[] = [];
  for (const link of links) {
    const text = await visit(page, link ?? '');
    told.push(...elsewhere.filter(({ name }) => text.includes(name)).map(({ name }) => `${link}: ${name}`));
    await takePicture(page, `area-${(link ?? '').replace('#/', '')}-en`);
  }
  expect(told).toEqual([]);
  expect(refused).toEqual([]);
}, 240_000);

test('a group of hers opens with all its books, and one of another area is not there', async () => {
  const { page } = desk;
  const [hers] = groups.filter(isHers);
  const [other] = groups.filter((group) => !isHers(group));
  const opened = await visit(page, `#/groups/${hers?.id}`);
  expect(opened).toContain(hers?.name);
  const tabs = await page
    .locator(`main a[href^="#/groups/${hers?.id}/"]`)
    .evaluateAll((all) => all.map((one) => one.getAttribute('href')));
  for (const tab of new Set(tabs)) await visit(page, tab ?? '');
  expect(refused).toEqual([]);
  expect(await visit(page, `#/groups/${other?.id}`)).toContain('This does not exist');
  expect(refused.splice(0).every((one) => one.startsWith('404 '))).toBe(true);
}, 120_000);

describe('the month’s findings', () => {
  test('are of several areas at the state coordinator’s, each with whose it is and how old, and of one at hers', async () => {
    const state = await open('coordinator');
    const read = async (person: keyof typeof demoPeople) =>
      Object(await ask(stack, person, 'GET', '/api/findings?month=2026-10')).items as { id: string }[];
    const [all, ...ofAreas] = await Promise.all([
      read('coordinator'),
      read('areaCoordinator'),
      read('areaCoordinator2'),
      read('areaCoordinator3'),
    ]);
    expect(ofAreas.every((items) => items.length > 0)).toBe(true);
    expect(all.length).toBeGreaterThanOrEqual(ofAreas.reduce((sum, items) => sum + items.length, 0));
    const text = await visit(state.page, '#/today');
    for (const { name } of [demoPeople.areaCoordinator, demoPeople.areaCoordinator2]) {
      expect(text).toContain(name);
    }
    expect(refused).toEqual([]);
  }, 120_000);
});
