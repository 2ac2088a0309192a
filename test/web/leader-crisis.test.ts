import { v7 } from 'uuid';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import * as z from 'zod';
import { demoPeople } from '../../local/identity/demo-people.ts';
import { type Stack, startStack } from '../../local/stack.ts';
import { validCase } from '../support/scene.ts';
import { findSeriousFaults } from './support/axe.ts';
import { type Device, openDevice, takePicture } from './support/browser.ts';
import { ask, type Collective, pillKeeps, pillSays, seedCollective } from './support/field.ts';
import { chooseSecret, setUpPhone, signInOnPhone, unlockPhone, type Way } from './support/phone.ts';

let stack: Stack;
let collective: Collective;
let device: Device;

beforeAll(async () => {
  // Of its own: what waits and whose collectives there are is counted.
  stack = await startStack({ empty: true, web: true });
  const path = `/api/users/${demoPeople.caseworker.id}`;
  const { version } = z.object({ version: z.number() }).parse(await ask(stack, 'administrator', 'GET', path));
  await ask(stack, 'administrator', 'PATCH', path, { districts: ['Guntur'] }, version);
}, 120_000);
afterEach(() => device?.close());
afterAll(() => stack?.close());

const list = z.object({ items: z.array(z.looseObject({ id: z.string(), priority: z.string() })) });
const casesOf = async () => list.parse(await ask(stack, 'leader', 'GET', '/api/cases')).items;
const waiting = z.object({ items: z.array(z.object({ id: z.string() })) });
const unassigned = async () =>
  waiting.parse(await ask(stack, 'caseworker', 'GET', '/api/cases/unassigned')).items.map(({ id }) => id);

/** A leader's phone with a collective of its own. */
const openPhone = async (way: Way = 'server') => {
  collective = await seedCollective(stack, 2, ['leader']);
  device = await openDevice(stack.url, 'phone', 'en-IN');
  await device.page.clock.install();
  await setUpPhone(device, 'leader', way);
  return device.page;
};

const press = async (name: string) => device.page.getByRole('button', { name, exact: true }).click();

/** Up to where she is asked whether she is sure. */
const beginCase = async (kind: string, priority: string) => {
  const { page } = device;
  await press('Members');
  await page.getByRole('button', { name: new RegExp(collective.members[0]?.name ?? '') }).click();
  await press('Open a case for her');
  await press(kind);
  if (kind === 'Crisis') await press('Not said');
  await press(priority);
};

const expectNumbers = async () => {
  const { page } = device;
  const hrefs = await page
    .locator('a.call')
    .evaluateAll((links) => links.map((link) => link.getAttribute('href')));
  expect(hrefs).toEqual(['tel:+910000000001', 'tel:181', 'tel:112']);
  await page.getByText('stays in this telephone’s list of calls').waitFor();
};

test('says to a leader without a group that none is given to her, and brings one that is given to her later', async () => {
  device = await openDevice(stack.url, 'phone', 'en-IN');
  const { page } = device;
  await page.clock.install();
  await signInOnPhone(device, 'leader2');
  await chooseSecret(page, 'server');
  await unlockPhone(page);
  await page.getByText('No group is given to you yet. Ask the coordinator.').waitFor();
  expect(await findSeriousFaults(page)).toEqual([]);
  await press('Members');
  await page.getByText('No group is given to you yet').waitFor();
  await seedCollective(stack, 1, ['leader2'], ['Zzvana Sangham']);
  await page.clock.fastForward(31_000);
  await page.getByRole('button', { name: 'Zzvana Sangham' }).waitFor();
  // Another one comes at once if she looks.
  await press('‹ Back');
  await seedCollective(stack, 1, ['leader2'], ['Zznadi Sangham']);
  await page.locator('.pill').click();
  await press('Look again');
  await press('‹ Back');
  await page.getByRole('button', { name: /^Zznadi Sangham/ }).waitFor();
}, 180_000);

test('asks before an urgent case is sent, and says afterwards who has it: nobody, then somebody', async () => {
  const page = await openPhone();
  await beginCase('Crisis', 'Urgent');
  await page.getByText('This goes to the coordinator and the caseworkers of the district').waitFor();
  expect(await findSeriousFaults(page)).toEqual([]);
  await press('No, go back');
  await press('Urgent');
  await press('‹ Back');
  expect(await casesOf()).toEqual([]);
  await press('‹ Back');

  await press('‹ Back');
  await beginCase('Crisis', 'Urgent');
  await press('Yes, save and send it');
  await page.getByText('no caseworker yet').waitFor();
  await page.locator('.untaken', { hasText: '1 case not taken' }).waitFor();
  await pillSays(page, 'All sent');
  await expectNumbers();
  expect(await findSeriousFaults(page)).toEqual([]);
  const [opened] = await casesOf();
  expect(await unassigned()).toEqual([opened?.id]);

  // On the first page too, and a tap away from the case.
  await press('‹ Back');
  await press('‹ Back');
  await page.locator('.choice.urgent', { hasText: 'no caseworker yet' }).click();
  await page.getByText('If she is in danger').waitFor();

  await ask(stack, 'caseworker', 'POST', `/api/cases/${opened?.id}/take`, { id: v7() });
  await page.clock.fastForward(61_000);
  await page.clock.fastForward(31_000);
  await page.getByText('Somebody has taken it, since').waitFor({ timeout: 30_000 });
  await pillSays(page, 'All sent');
  expect(await page.locator('body').textContent()).not.toContain(demoPeople.caseworker.id);
  // On the first page the red card is a green one, above the meetings.
  await press('‹ Back');
  await press('‹ Back');
  const taken = page.locator('main .choice').first();
  await taken.filter({ hasText: 'Somebody has taken it, since' }).waitFor({ timeout: 10_000 });
  expect(await taken.getAttribute('class')).toContain('notice');
  expect(await findSeriousFaults(page)).toEqual([]);
  await takePicture(page, 'leader-taken-en');
  await taken.click();
  await press('Call for help now');
  await expectNumbers();
}, 180_000);

test('says without a network that nothing was sent, and whom to call, after a restart too', async () => {
  const page = await openPhone('pictures');
  await device.context.setOffline(true);
  await beginCase('Other help', 'Urgent');
  await press('Yes, save and send it');
  await page.getByText('Not sent yet').waitFor();
  await page.getByText('Nobody knows of it').waitFor();
  await expectNumbers();
  await pillKeeps(page, 1);
  await page.reload();
  await unlockPhone(page);
  await page.locator('.choice.urgent', { hasText: 'Not sent yet' }).waitFor();
  // One tap from the first page.
  await press('Call for help now');
  await expectNumbers();
  expect(await findSeriousFaults(page)).toEqual([]);
  await press('‹ Back');
  expect(await casesOf()).toEqual([]);
  await device.context.setOffline(false);
  await page.locator('.choice.urgent', { hasText: 'no caseworker yet' }).waitFor({ timeout: 45_000 });
  await expect.poll(casesOf).toMatchObject([{ priority: 'urgent' }]);
}, 180_000);

/** On how many lines each text in a part of the page stands. */
const linesIn = (selector: string): Promise<unknown> =>
  device.page.evaluate(`[...document.querySelectorAll('${selector}')].map((one) => {
    const range = document.createRange();
    range.selectNodeContents(one);
    return new Set([...range.getClientRects()].map(({ top }) => Math.round(top))).size;
  })`);

/** Pairs of buttons in the bar that lie on each other, and buttons that leave the screen. */
const overlapsInBar = (): Promise<unknown> =>
  device.page.evaluate(`(() => {
    const boxes = [...document.querySelectorAll('.bar button')].map((one) => one.getBoundingClientRect());
    const touch = (a, b) => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
    return boxes.flatMap((a, at) => [
      ...boxes.slice(at + 1).filter((b) => touch(a, b)),
      ...(a.right > innerWidth || a.left < 0 ? [a] : []),
    ]);
  })()`);

test('says beside each other that nobody took a case and what is sent, with a network and without, in both languages', async () => {
  const page = await openPhone('pictures');
  const [woman] = collective.members;
  await ask(stack, 'leader', 'POST', '/api/cases', validCase(woman?.id ?? '', { priority: 'urgent' }));
  await page.locator('.pill').click();
  await press('Look again');
  await press('‹ Back');
  const words = {
    en: { home: 'Today', untaken: 'not taken', sent: 'All sent ✓', offline: 'Offline · 1 kept here' },
    te: { home: 'ఈ రోజు', untaken: 'ఎవరూ తీసుకోలేదు', sent: 'అన్నీ పంపాం ✓', offline: 'ఫోన్‌లో 1' },
  };
  const expectBoth = async (language: 'en' | 'te', state: 'sent' | 'offline') => {
    await page.locator('.untaken', { hasText: words[language].untaken }).waitFor();
    await pillSays(page, words[language][state]);
    await takePicture(page, `leader-two-pills-${state}-${language}`);
    expect(await linesIn('.bar button span'), `${state} in ${language}`).toEqual([1, 1]);
    expect(await overlapsInBar()).toEqual([]);
    const [sent, untaken] = await Promise.all(
      ['.pills .pill', '.pills .untaken'].map((one) => page.locator(one).boundingBox()),
    );
    expect(sent?.y, `${state} in ${language}`).toBe(untaken?.y);
    await page.evaluate(`document.documentElement.style.fontSize = '225%'`);
    await takePicture(page, `leader-two-pills-${state}-${language}-large`);
    expect(await overlapsInBar(), `${state} in ${language}, letters twice as large`).toEqual([]);
    await page.evaluate(`document.documentElement.style.fontSize = ''`);
  };
  const inBoth = async (state: 'sent' | 'offline') => {
    for (const language of ['te', 'en'] as const) {
      await page.locator('.bar .quiet').click();
      await page.getByRole('button', { name: language === 'te' ? 'తెలుగు' : 'English' }).click();
      await page.locator(`html[lang="${language}"]`).waitFor();
      await page.locator('.bar .quiet').click();
      await page.getByRole('heading', { name: words[language].home, level: 1 }).waitFor();
      await expectBoth(language, state);
    }
  };
  await inBoth('sent');
  expect(await findSeriousFaults(page)).toEqual([]);
  await device.context.setOffline(true);
  await page.locator('.untaken').click();
  await page.locator('main .choice.urgent').click();
  await press('✓ I have seen her');
  await press('To the start');
  await inBoth('offline');
  await device.context.setOffline(false);
}, 180_000);

test('finds a woman by name from the first page, without a network, and asks for help for her', async () => {
  const page = await openPhone();
  await device.context.setOffline(true);
  await press('A woman needs help now');
  const name = page.getByLabel('Her name');
  await name.fill('padmavathi');
  await page.getByText('Nobody of that name').waitFor();
  const woman = collective.members[1];
  await name.fill(woman?.name.slice(0, 6) ?? '');
  await page.getByText('2 women').waitFor();
  expect(await findSeriousFaults(page)).toEqual([]);
  await page.getByRole('button', { name: new RegExp(woman?.name ?? '') }).click();
  await press('A threat');
  await page.getByText('This goes to the coordinator and the caseworkers of the district').waitFor();
  await press('Yes, save and send it');
  await page.getByText('Not sent yet').waitFor();
  await device.context.setOffline(false);
  await expect.poll(casesOf, { timeout: 45_000 }).toContainEqual(
    expect.objectContaining({
      priority: 'urgent',
      kind: 'crisis',
      incident: 'threat',
      memberId: woman?.id,
    }),
  );
}, 180_000);

test('asks of a crisis that is not urgent, and says that nobody is alerted; of other cases it does not ask', async () => {
  const page = await openPhone();
  await beginCase('Crisis', 'Normal');
  await page.getByText('so nobody is alerted').waitFor();
  await press('Yes, save and send it');
  await page.getByRole('heading', { name: 'Saved on this phone' }).waitFor();
  await pillSays(page, 'All sent');
  await press('To the start');
  await beginCase('Legal aid', 'Normal');
  await page.getByRole('heading', { name: 'Saved on this phone' }).waitFor();
  await expect.poll(async () => (await casesOf()).length).toBe(2);
}, 180_000);
