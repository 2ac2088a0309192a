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
}, 600_000);
afterAll(() => Promise.all(devices.map((device) => device.close())));

/** What the page says, once it has read all that it shows. */
const textOf = async (page: Page): Promise<string> => {
  const main = page.locator('main');
  await expect.poll(() => main.textContent()).not.toContain('One moment');
  await page.waitForLoadState('networkidle');
  return (await main.textContent()) ?? '';
};

/** Opens all that is folded, and what is folded in that. */
const unfoldAll = async (page: Page): Promise<void> => {
  for (
    const folded = page.locator('main details:not([open]) > summary:visible');
    (await folded.count()) > 0;
  ) {
    await folded.first().click();
  }
};

test('each page of it works, and none names a group of another area or offers a district of one', async () => {
  const { page } = desk;
  const names = (await page.locator('nav a').allTextContents()).map((name) =>
    name.replace(/\d+$/, '').trim(),
  );
  expect(names.length).toBeGreaterThan(12);
  for (const ofState of ['Narrative', 'Targets', 'Programme']) expect(names).not.toContain(ofState);
  const elsewhere = groups.filter((group) => !isHers(group));
  expect(elsewhere.length).toBeGreaterThan(5);
  const told: string[] = [];
  let offers = 0;
  for (const name of names) {
    await page.locator('nav a', { hasText: name }).first().click();
    await page.getByRole('heading', { level: 1, name, exact: true }).waitFor();
    await textOf(page);
    const asksDistrict = ['Groups', 'Outreach', 'Demands on the State'].includes(name);
    if (asksDistrict || name === 'Members') await unfoldAll(page);
    if (asksDistrict) await page.locator('main select[name=district]').first().waitFor({ state: 'attached' });
    const text = await textOf(page);
    const offered = await page
      .locator('main select[name=district] option')
      .evaluateAll((all) => all.map((one) => one.getAttribute('value') ?? ''));
    const isOffered = (value: string) => value === '' || districts.some((one) => one === value);
    told.push(...offered.filter((value) => !isOffered(value)).map((value) => `${name} offers ${value}`));
    offers += offered.length;
    // What is published is everybody's, with the titles of stories in the news.
    const named = name === 'Our year' ? [] : elsewhere.filter((group) => text.includes(group.name));
    told.push(...named.map((group) => `${name}: ${group.name}`));
    await takePicture(page, `area-${name.replaceAll(' ', '-')}-en`);
  }
  expect(told).toEqual([]);
  // Three pages at least have asked: four districts each, and none.
  expect(offers).toBeGreaterThanOrEqual(15);
  expect(refused).toEqual([]);
}, 240_000);

test('a group of hers opens with all its books, and one of another area is not there', async () => {
  const { page } = desk;
  const [hers] = groups.filter(isHers);
  const [other] = groups.filter((group) => !isHers(group));
  await page.goto(`/#/groups/${hers?.id}`);
  await page
    .getByRole('heading', { name: hers?.name ?? '' })
    .first()
    .waitFor();
  await textOf(page);
  const pages = await page
    .locator(`main a[href^="#/groups/${hers?.id}/"]`)
    .evaluateAll((all) => all.map((one) => one.getAttribute('href') ?? ''));
  expect(pages.length).toBeGreaterThan(3);
  for (const address of new Set(pages.slice(0, 12))) {
    await page.goto(`/${address}`);
    await textOf(page);
  }
  expect(refused).toEqual([]);
  await page.goto(`/#/groups/${other?.id}`);
  await page.getByText('This does not exist, or is outside your reach').first().waitFor();
  expect(refused.splice(0).filter((one) => !one.startsWith('404 '))).toEqual([]);
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
    await state.page.getByRole('table', { name: 'Areas' }).waitFor();
    const text = await textOf(state.page);
    for (const { name } of [demoPeople.areaCoordinator, demoPeople.areaCoordinator2]) {
      expect(text).toContain(name);
    }
    expect(refused).toEqual([]);
  }, 120_000);
});
