import type { Page } from 'playwright-core';
import { v7 } from 'uuid';
import { afterAll, beforeAll, expect, test } from 'vitest';
import * as z from 'zod';
import { demoPeople } from '../../local/identity/demo-people.ts';
import type { Stack } from '../../local/stack.ts';
import { openSharedStack } from '../support/stack.ts';
import { findSeriousFaults } from './support/axe.ts';
import { type Device, openDevice, takePicture } from './support/browser.ts';
import { ask, type Collective, pillSays, readBooks, recordMeeting, seedCollective } from './support/field.ts';
import { setUpPhone, unlockPhone } from './support/phone.ts';

/** A leader's day: what she opens to, past meetings, passbooks, "Me", and a sheet that stays open. */

let stack: Stack;
let device: Device;
let page: Page;
let group: Collective;

/** Begins to keep what each screen says, to find what is shown for a moment alone. */
const watchTexts = (): Promise<unknown> =>
  page.evaluate(`{
    window.texts = [];
    new MutationObserver(() => texts.push(document.body.innerText)).observe(document, {
      childList: true, subtree: true, characterData: true,
    });
  }`);
const textsSeen = async (): Promise<string> =>
  z
    .array(z.string())
    .parse(await page.evaluate('window.texts'))
    .join('\n');

const back = () => page.getByRole('button', { name: /Back/ }).click();
const today = () => page.getByRole('heading', { name: 'Today', exact: true });

beforeAll(async () => {
  stack = await openSharedStack();
  group = await seedCollective(
    stack,
    3,
    ['leader'],
    ['Vana Sangham', 'Zzvennela A', 'Zzvennela B', 'Zzvennela C'],
  );
  const path = `/api/users/${demoPeople.leader.id}`;
  const { version } = z.object({ version: z.number() }).parse(await ask(stack, 'administrator', 'GET', path));
  await ask(stack, 'administrator', 'PATCH', path, { memberId: group.members[0]?.id }, version);
  device = await openDevice(stack.url, 'phone');
  page = device.page;
  await setUpPhone(device, 'leader');
}, 240_000);
afterAll(() => device.close());

const expectFit = async (): Promise<void> => {
  expect(await findSeriousFaults(page)).toEqual([]);
  expect(await page.evaluate('document.documentElement.scrollWidth - innerWidth')).toBeLessThanOrEqual(0);
};

test('lets her try a sheet with invented women, of which nothing is kept or sent', async () => {
  await page.getByRole('button', { name: /^Try it out/ }).click();
  await page.getByRole('button', { name: 'All are present' }).click();
  await page.getByRole('button', { name: 'Absent' }).first().click();
  await page.getByLabel('Cash counted in the box').fill('200');
  await expectFit();
  await takePicture(page, 'leader-practice-en');
  await page.getByRole('button', { name: 'I know how it goes' }).click();
  await today().waitFor();
  expect(await page.getByRole('button', { name: /^Try it out/ }).count()).toBe(0);
  expect((await readBooks(stack, group.id)).all).toEqual([]);
});

test('opens to the next meeting of her group; after it was held, to the one that follows', async () => {
  const meeting = page.getByRole('button', { name: /^Vana Sangham/ });
  await meeting.getByText('No meeting yet').waitFor();
  await recordMeeting(page, '300');
  await page.getByRole('button', { name: 'To the start' }).click();
  await meeting.getByText('Met today').waitFor();
  await pillSays(page, 'All sent');
  await expectFit();
  await takePicture(page, 'leader-today-en');
});

test('without a network, takes a sheet back with a reason and corrects it', async () => {
  await device.context.setOffline(true);
  await page.getByRole('button', { name: 'Past meetings' }).click();
  await page.locator('main .choice').first().click();
  await page.getByText('Zzvennela B').waitFor();
  await page.getByRole('button', { name: /take it back/ }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: 'Yes, take it back' }).click();
  await dialog.getByText('Write what is wrong in it.').waitFor();
  await dialog.getByLabel('What is wrong in it?').fill('A wrong deposit');
  await expectFit();
  await takePicture(page, 'leader-take-back-en');
  await watchTexts();
  await dialog.getByRole('button', { name: 'Yes, take it back' }).click();
  const second = page.getByRole('listitem').filter({ hasText: 'Zzvennela B' });
  expect(await second.getByLabel('Deposit', { exact: true }).inputValue()).toBe('100');
  // It counts no more: nobody has saved anything yet.
  await second.getByText('Savings ₹0').waitFor();
  await page.getByText('What you wrote was wrong in it: A wrong deposit').waitFor();
  expect(await textsSeen()).not.toMatch(/This is not here|You have begun a sheet of another/);
  // What was counted stays, and says what her correction makes of it.
  await page.getByText('Counted that day: ₹300. It stays.').waitFor();
  await page.locator('.totals').getByText('Counted in the box: ₹300 ✓ It agrees').waitFor();
  // On another day nobody counted.
  const day = page.getByLabel('Date of the meeting');
  const heldOn = await day.inputValue();
  await day.fill('2026-01-15');
  await page.getByText('On another date that count does not stay.').waitFor();
  expect(await page.getByText('Counted that day: ₹300. It stays.').count()).toBe(0);
  await expectFit();
  await takePicture(page, 'leader-count-left-en');
  await day.fill(heldOn);
  await page.getByText('Counted that day: ₹300. It stays.').waitFor();
  await second.getByLabel('Deposit', { exact: true }).fill('250');
  await page.locator('.totals').getByText('Cash box should hold ₹450 ✗ counted ₹300').waitFor();
  await page.getByLabel('Cash counted in the box').fill('450');
  await page.locator('.totals').getByText('Counted in the box: ₹450 ✓ It agrees').waitFor();
  expect(await textsSeen()).toContain('Counted in the box: ₹450');
  await page.getByRole('button', { name: 'Check the sheet' }).click();
  // Her last button is in sight with what she counted, and whose money is not the usual comes first.
  await page.locator('.totals').getByText('Counted in the box: ₹450').waitFor();
  expect(await page.locator('main ul.plain > li').first().textContent()).toContain('₹250');
  await page.locator('.totals').getByRole('button', { name: 'Yes, save it' }).click();
  await page.getByRole('heading', { name: 'Saved on this phone' }).waitFor();
  await device.context.setOffline(false);
  await pillSays(page, 'All sent');
  const { sheets, all, savingsPaise } = await readBooks(stack, group.id);
  expect([sheets.length, all.length, savingsPaise]).toEqual([1, 2, 45_000]);
}, 120_000);

test('shows a member her passbook alone, month by month', async () => {
  await page.getByRole('button', { name: 'To the start' }).click();
  await page.getByRole('button', { name: 'Members', exact: true }).click();
  await page.getByRole('button', { name: /Zzvennela B/ }).click();
  await page.getByRole('button', { name: 'Her passbook' }).click();
  await page.getByText('₹250').first().waitFor();
  expect(await page.locator('body').textContent()).not.toMatch(/Zzvennela|Vana/);
  expect(await page.locator('.pill').count()).toBe(0);
  await page.getByRole('button', { name: 'Show all months' }).click();
  await page.getByRole('button', { name: 'Show all months' }).waitFor({ state: 'detached' });
  // The sheet that was taken back is not in it.
  expect(await page.locator('main li').filter({ hasText: 'Deposit' }).count()).toBe(1);
  await expectFit();
  await takePicture(page, 'leader-passbook-en');
  await page.getByRole('button', { name: 'Done' }).click();
  await page.getByRole('heading', { name: 'Zzvennela B' }).waitFor();
});

test('tells her under "Me" what she has saved herself, and whom to call', async () => {
  await back();
  await back();
  await page.getByRole('button', { name: 'Me', exact: true }).click();
  await page.getByText('Your own savings and debt').waitFor();
  await page.getByText('₹100').waitFor();
  await page.getByRole('button', { name: 'Your passbook' }).click();
  await page.getByRole('heading', { name: 'Passbook' }).waitFor();
  await page.getByRole('button', { name: 'Done' }).click();
  await page.getByText('Women’s helpline').waitFor();
  await expectFit();
  await takePicture(page, 'leader-me-en');
  await back();
});

test('keeps a sheet open through a meeting, and asks for the PIN before anything else', async () => {
  await page.clock.install();
  await page.getByRole('button', { name: 'Meeting', exact: true }).click();
  await page.getByRole('button', { name: 'A second meeting that day' }).click();
  await page.getByRole('button', { name: 'All are present' }).click();
  await page.clock.fastForward(10 * 60_000);
  await page.getByRole('listitem').filter({ hasText: 'Zzvennela B' }).getByLabel('Deposit').fill('120');
  await page.clock.fastForward(10 * 60_000);
  await page.getByRole('button', { name: 'Check the sheet' }).waitFor();
  await back();
  await page.getByRole('heading', { name: 'Unlock' }).waitFor();
  await unlockPhone(page);
  await page.getByRole('button', { name: /Continue the meeting/ }).click();
  expect(
    await page.getByRole('listitem').filter({ hasText: 'Zzvennela B' }).getByLabel('Deposit').inputValue(),
  ).toBe('120');
  // Anything else is locked after two minutes, as ever.
  await back();
  await page.getByRole('button', { name: 'Members', exact: true }).click();
  await page.clock.fastForward(3 * 60_000);
  await page.getByRole('heading', { name: 'Unlock' }).waitFor();
});

test('keeps the count of a day after which the group met', async () => {
  await ask(stack, 'leader', 'POST', `/api/collectives/${group.id}/meetings`, {
    id: v7(),
    heldOn: '2026-05-01',
    attendance: group.members.map(({ id }) => ({ memberId: id, status: 'present' })),
    entries: [],
    cashCountedPaise: 45_000,
  });
  const other = await openDevice(stack.url, 'phone');
  await setUpPhone(other, 'leader');
  await other.page.getByRole('button', { name: 'Past meetings' }).click();
  await other.page.locator('main .choice').last().click();
  await other.page.getByRole('button', { name: /take it back/ }).click();
  const dialog = other.page.getByRole('dialog');
  await dialog.getByLabel('What is wrong in it?').fill('Nobody was there');
  await dialog.getByRole('button', { name: 'Yes, take it back' }).click();
  await other.page.getByText('Counted that day: ₹450. It stays.').waitFor();
  expect(await other.page.getByText('The box now holds the money of later meetings too').count()).toBe(0);
  await other.close();
});
