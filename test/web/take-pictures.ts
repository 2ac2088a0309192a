import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import type { Page } from 'playwright-core';
import type { PersonKey } from '../../local/identity/demo-people.ts';
import { type Stack, startStack } from '../../local/stack.ts';
import { type Device, openDevice, signInAs, waitForFonts } from './support/browser.ts';
import { openDesk } from './support/desk.ts';
import { setUpPhone } from './support/phone.ts';
import { setUpRoad } from './support/road.ts';

/**
 * `npm run pictures`: takes the pictures in docs/screens anew, from the demo programme as `npm start` shows it: what a person sees on an
 * ordinary day. It removes those that it no longer takes.
 */

const folder = join(import.meta.dirname, '../../docs/screens');

const take = async (page: Page, name: string): Promise<void> => {
  await waitForFonts(page);
  await page.evaluate('scrollTo(0, 0)');
  await page.screenshot({ path: join(folder, `${name}.png`) });
  console.log(name);
};

/** Waits until the page has read what it shows. */
const settle = async (page: Page): Promise<void> => {
  await page.waitForLoadState('networkidle');
  await page.locator('.skeleton').first().waitFor({ state: 'detached', timeout: 120_000 });
  // Codes and names of groups are read after what names them.
  const countResources = () => page.evaluate('performance.getEntriesByType("resource").length');
  await page.evaluate('performance.setResourceTimingBufferSize(10_000)');
  let before: unknown;
  let count = await countResources();
  while (count !== before) {
    before = count;
    await setTimeout(700);
    count = await countResources();
  }
};

/** The pages of each desk, by the names of their pictures: the first part of the address, and `first` where its first record is opened. */
const desks: Readonly<
  Partial<Record<PersonKey, Readonly<Record<string, { readonly at: string; readonly first?: true }>>>>
> = {
  coordinator: {
    'coordinator-today': { at: 'today' },
    'month-end': { at: 'close' },
    groups: { at: 'groups' },
    group: { at: 'groups', first: true },
    sheets: { at: 'sheets' },
    questions: { at: 'questions' },
    'same-women': { at: 'same-women' },
    demands: { at: 'demands' },
    voice: { at: 'voice' },
    members: { at: 'members' },
    member: { at: 'members', first: true },
    director: { at: 'director' },
    approvals: { at: 'approvals' },
    requests: { at: 'requests' },
    outreach: { at: 'outreach' },
    bench: { at: 'bench' },
    'forum-year': { at: 'forumYear' },
    narrative: { at: 'narrative' },
    targets: { at: 'targets' },
    programme: { at: 'programme' },
    import: { at: 'import' },
  },
  caseworker: {
    today: { at: 'today' },
    cases: { at: 'cases' },
    case: { at: 'cases', first: true },
    emergency: { at: 'emergency' },
    road: { at: 'road' },
  },
  administrator: {
    health: { at: 'health' },
    people: { at: 'people' },
    person: { at: 'people', first: true },
    handovers: { at: 'handovers' },
  },
  auditor: {
    'auditor-today': { at: 'today' },
    journal: { at: 'journal' },
    access: { at: 'access' },
    seals: { at: 'digests' },
    'emergency-log': { at: 'emergency' },
    erasures: { at: 'erasures' },
  },
};

const takeDesk = async (stack: Stack, person: PersonKey): Promise<void> => {
  const { page, close } = await openDesk(stack.url, person);
  for (const [name, { at, first }] of Object.entries(desks[person] ?? {})) {
    await page.evaluate(`location.hash = ${JSON.stringify(`#/${at}`)}`);
    await settle(page);
    if (first) {
      await page.locator('main table a').first().click();
      await settle(page);
    }
    for (const language of ['te', 'en']) {
      await page.locator('.tools select').selectOption(language);
      await page.locator(`html[lang=${language}]`).waitFor();
      await settle(page);
      await take(page, `desk-${name}-${language}`);
    }
  }
  await close();
};

const takeFunder = async (stack: Stack): Promise<void> => {
  // The pages bring no Japanese letters: whoever reads these has them on the device.
  const { page, close }: Device = await openDevice(stack.url, 'laptop', 'en-IN', 'noto');
  await page.goto('/reports.html');
  await signInAs(page, 'funder');
  await page.locator('.card').first().waitFor();
  const places = {
    month: '#/newest/overview',
    year: '#/newest/year',
    changes: '#/newest/changes',
    files: '#/newest/files',
    indicator: '#/newest/indicators/savings_balance',
  };
  for (const [name, address] of Object.entries(places)) {
    await page.evaluate(`location.hash = ${JSON.stringify(address)}`);
    for (const language of ['te', 'ja', 'en']) {
      await page.locator('.tools select').selectOption(language);
      await page.locator(`html[lang=${language}]`).waitFor();
      await settle(page);
      await take(page, `funder-${name}-${language}`);
    }
  }
  await close();
};

const selfNames = { te: 'తెలుగు', en: 'English' } as const;

/** A leader's phone: her day, a meeting of all present, what she checks before it is kept, a woman, and past meetings. */
const takePhone = async (
  stack: Stack,
  [language, self]: readonly [language: string, itsOwnName: string],
): Promise<void> => {
  const device = await openDevice(stack.url, 'phone', 'te-IN');
  const { page } = device;
  await setUpPhone(device, 'leader');
  const back = () => page.locator('.bar .quiet').click();
  /** Opens a tile, and the first of her groups. */
  const openOfGroup = async (tile: number): Promise<void> => {
    await page.locator('.tile').nth(tile).click();
    const title = await page.locator('h1').textContent();
    await page.locator('main .choice').first().click();
    await page
      .locator('h1')
      .filter({ hasNotText: title ?? '' })
      .waitFor();
  };
  const shoot = (name: string) => take(page, `leader-${name}-${language}`);
  await page.locator('.bar .quiet').click();
  await page.getByRole('button', { name: self }).click();
  await page.locator(`html[lang=${language}]`).waitFor();
  await back();
  await page.locator('.tile').first().waitFor();
  await settle(page);
  await shoot('home');
  await openOfGroup(0);
  await page.locator('main .second').first().click();
  await shoot('sheet');
  // The count agrees with what should be in the box, which is said once she has counted.
  const counted = page.locator('main > .amount.alone input');
  await counted.fill('1');
  const expected = /₹([\d,.]+)/.exec((await page.locator('.totals .wrong').first().textContent()) ?? '')?.[1];
  await counted.fill(expected?.replaceAll(',', '') ?? '');
  await page.locator('.totals .right').waitFor();
  await page.locator('main .primary').click();
  await counted.waitFor({ state: 'detached' });
  await shoot('check');
  await back();
  await back();
  await openOfGroup(1);
  await page.locator('main .primary').first().waitFor();
  await shoot('members');
  const inList = await page.locator('h1').textContent();
  const talks = page.waitForResponse((response) => response.url().endsWith('/talks'));
  await page.locator('main .choice').first().click();
  await page
    .locator('h1')
    .filter({ hasNotText: inList ?? '' })
    .waitFor();
  // Her talks are read with her page: a request under way is not among the resources that `settle` counts.
  await talks;
  await settle(page);
  await shoot('member');
  await back();
  await back();
  await openOfGroup(3);
  await page.locator('main .choice').first().click();
  await page.locator('main .choice').first().waitFor({ state: 'detached' });
  await shoot('past-meeting');
  await back();
  await back();
  await device.close();
};

/** A caseworker's phone: whom to see today, and a case with what she needs at the door. */
const takeRoad = async (stack: Stack): Promise<void> => {
  const device = await openDevice(stack.url, 'phone', 'te-IN');
  const { page } = device;
  await setUpRoad(device);
  for (const [language, self] of Object.entries(selfNames)) {
    await page.locator('.bar .quiet').first().click();
    await page.getByRole('button', { name: self }).click();
    await page.locator(`html[lang=${language}]`).waitFor();
    await page.locator('.bar .quiet').first().click();
    await page.locator('.visit').first().waitFor();
    await take(page, `caseworker-today-${language}`);
    await page.locator('.visit').first().click();
    await page.locator('.visit').first().waitFor({ state: 'detached' });
    await take(page, `caseworker-case-${language}`);
    await page.locator('.bar .quiet').first().click();
    await page.locator('.visit').first().waitFor();
  }
  await device.close();
};

rmSync(folder, { recursive: true, force: true });
mkdirSync(folder, { recursive: true });
const stack = await startStack({ web: true });
// In each language from one state: a phone of its own, on which nothing was begun.
for (const language of Object.entries(selfNames)) await takePhone(stack, language);
await takeRoad(stack);
for (const person of Object.keys(desks) as PersonKey[]) await takeDesk(stack, person);
await takeFunder(stack);
await stack.close();
process.exit();
