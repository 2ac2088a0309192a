import { v7 } from 'uuid';
import { afterAll, beforeAll, expect, test } from 'vitest';
import * as z from 'zod';
import { demoPeople } from '../../../../local/identity/demo-people.ts';
import { type Stack, startStack } from '../../../../local/stack.ts';
import { findDarkFaults, findSeriousFaults } from '../../support/axe.ts';
import { type Device, openDevice, takePicture } from '../../support/browser.ts';
import { agree, openDesk, openScreen, unfold } from '../../support/desk.ts';
import { lookAtDesk } from '../../support/desk-look.ts';
import { ask, seedCollective } from '../../support/field.ts';
import { chooseSecret, unlockPhone } from '../../support/phone.ts';

/** The administrator's desk: a leader who lives far away is let in by telephone. */

let stack: Stack;
const devices: Device[] = [];

beforeAll(async () => {
  stack = await startStack({ empty: true, web: true });
  for (const name of ['Vennela Sangham', 'Mallika Sangham', 'Tulasi Sangham']) {
    await seedCollective(stack, 0, [], [name]);
  }
}, 120_000);
afterAll(async () => {
  await Promise.all(devices.map((device) => device.close()));
  await stack?.close();
});

const herName = 'సంధ్య తోట';

/** The headings whose arrow stands alone on a line, below the last word. */
const arrowsAlone = `[...document.querySelectorAll('th .sort')].filter((arrow) => {
  const texts = document.createTreeWalker(arrow.closest('button'), NodeFilter.SHOW_TEXT);
  let word = texts.nextNode();
  for (let next = word; next !== null; next = texts.nextNode()) if (!arrow.contains(next) && next.length > 0) word = next;
  const range = document.createRange();
  range.setStart(word, word.length - 1);
  range.setEnd(word, word.length);
  return range.getBoundingClientRect().bottom <= arrow.getBoundingClientRect().top + 4;
}).map((arrow) => arrow.closest('th').textContent)`;

test('lets in a leader of two groups with what can be said on the telephone', async () => {
  const desk = await openDesk(stack.url, 'administrator');
  devices.push(desk);
  const { page } = desk;
  await openScreen(page, 'People and access');
  await unfold(page, 'New person');
  const form = page.getByRole('form', { name: 'New person' });
  await form.getByLabel('Name').fill(herName);
  await form.getByLabel('Role').selectOption('leader');
  // A leader has groups, and no districts; an area coordinator has districts, and no groups.
  await form.getByText('Vennela Sangham (').click();
  await form.getByText('Tulasi Sangham (').click();
  expect(await form.getByText('Districts of a caseworker').count()).toBe(0);
  await form.getByLabel('Role').selectOption('coordinator');
  expect(await form.getByText('Groups that she leads').count()).toBe(0);
  await form.getByLabel('How far she reaches').selectOption('districts');
  await form.getByText('Her districts', { exact: true }).waitFor();
  await form.getByText('somebody else must agree').waitFor();
  await form.getByRole('button', { name: 'Ask for approval' }).waitFor();
  await form.getByLabel('Role').selectOption('caseworker');
  await form.getByText('Districts of a caseworker').waitFor();
  await form.getByLabel('Language').selectOption('te');
  await form.getByRole('button', { name: 'Save' }).click();
  await form.getByText('Tick at least one district').waitFor();
  expect(await findSeriousFaults(page)).toEqual([]);
  await takePicture(page, 'admin-person-districts-en');
  const languages = form.getByLabel('Language').locator('option');
  expect(await languages.allTextContents()).toEqual(['Choose', 'తెలుగు', 'English']);
  await form.getByLabel('Role').selectOption('funder');
  expect(await languages.allTextContents()).toEqual(['Choose', 'తెలుగు', 'English', '日本語']);
  await form.getByLabel('Role').selectOption('leader');
  await form.getByLabel('Language').selectOption('te');
  await form.getByText('Vennela Sangham (').click();
  await form.getByText('Tulasi Sangham (').click();
  await form.getByRole('button', { name: 'Save' }).click();

  await page.getByRole('heading', { name: herName }).waitFor();
  await page.getByRole('button', { name: 'Make a first password' }).click();
  const password = (await page.locator('.password').textContent()) ?? '';
  expect(password).toMatch(/^([A-Z][a-z]+-){3}\d\d$/);
  const userName = (await page.locator('.facts code').textContent()) ?? '';
  expect(userName).toMatch(/^[a-z]{8,16}$/);
  await unfold(page, 'Sign-in card, to show or to print');
  await page.locator('.sign-in-card').waitFor();
  expect(await findSeriousFaults(page)).toEqual([]);
  expect(await findDarkFaults(page)).toEqual([]);
  await takePicture(page, 'admin-person-en');

  // What is printed says neither whose it is nor what it is for, and has no password.
  await page.emulateMedia({ media: 'print' });
  const printed = (await page.evaluate('document.querySelector("main").innerText')) as unknown;
  expect(await page.getByRole('heading', { name: herName }).isVisible()).toBe(false);
  const card = (await page.locator('.sign-in-card').textContent()) ?? '';
  expect(card).toContain(userName);
  for (const secret of [herName, password, 'Leadership', 'Sangham']) expect(card).not.toContain(secret);
  expect(String(printed)).not.toContain(password);
  await page.emulateMedia({ media: 'screen' });

  // Her own language, whatever that of the page.
  expect(await page.locator('.sign-in-card ol').getAttribute('lang')).toBe('te');
  expect(card).toContain('వినియోగదారు పేరు');
  await page.getByRole('button', { name: 'I have told her: hide it' }).click();
  await page.getByText('A first password waits for her. It works until').waitFor();
  await page
    .getByRole('button', { name: 'Make another first password (the one before stops working)' })
    .waitFor();

  const phone = await openDevice(stack.url, 'phone', 'en-IN');
  devices.push(phone);
  await phone.page.goto('/');
  await phone.page.getByRole('button', { name: 'English' }).click();
  await phone.page.getByRole('button', { name: 'I understand' }).click();
  await phone.page.getByRole('button', { name: 'Sign in' }).click();
  await phone.page.locator('input[name=userName]').fill(userName);
  await phone.page.locator('input[name=password]').fill(password);
  await phone.page.locator('input[name=password]').press('Enter');
  await phone.page.locator('input[name=newPassword]').fill('Her-own-Password-7');
  await phone.page.locator('input[name=newPassword]').press('Enter');
  await chooseSecret(phone.page, 'server');
  await unlockPhone(phone.page);
  await phone.page.getByRole('heading', { name: 'Today' }).waitFor();

  // She has come, and the administrator sees it.
  await page.reload();
  await page.locator('.facts .badge', { hasText: 'last signed in on' }).waitFor();
  expect(await page.getByText('Next:').count()).toBe(0);
});

test('tells who never signed in and what to do next, on the first page, in the list and on her page', async () => {
  const [desk] = devices;
  if (desk === undefined) throw new Error('No desk.');
  const { page } = desk;
  const name = 'సీత వెన్నెల';
  const id = v7();
  const asked = await ask(stack, 'administrator', 'POST', '/api/users', {
    id,
    name,
    role: 'coordinator',
    locale: 'te',
    districts: ['Guntur'],
  });
  const approve = (approvalId: string) =>
    ask(stack, 'auditor', 'POST', `/api/approvals/${approvalId}`, { decision: 'approved' });
  const first = page.getByRole('region', { name: 'People, and what you asked for' });
  const hers = first.getByRole('row').filter({ hasText: name });
  const openFirst = async () => {
    await page.goto('/#/health');
    await page.reload();
  };
  await openFirst();
  await first.getByText(`Asked: ${name}, `).waitFor();
  await approve(z.object({ approvalId: z.string() }).parse(asked).approvalId);
  await openFirst();
  await hers.getByText('She has no password that works.').waitFor();
  await page.setViewportSize({ width: 1280, height: 1500 });
  await lookAtDesk(page, 'admin-to-see');

  await page.goto('/#/people');
  const table = page.getByRole('table');
  await table.getByRole('row').filter({ hasText: name }).getByText('never signed in').waitFor();
  await page.getByLabel('Whom to show').selectOption('never');
  await expect.poll(() => table.getByRole('link', { name: demoPeople.coordinator.name }).count()).toBe(0);
  await lookAtDesk(page, 'admin-people-never');
  await table.getByRole('link', { name }).click();
  await page.getByText('Ask for a first password below; once somebody else has agreed').waitFor();
  await page.getByRole('button', { name: 'Make a first password' }).click();
  await page.getByText('Asked: a new password.').first().waitFor();

  const { items } = z
    .object({ items: z.array(z.object({ approvalId: z.string(), subject: z.string() })) })
    .parse(await ask(stack, 'administrator', 'GET', '/api/approvals'));
  await approve(items.find(({ subject }) => subject === id)?.approvalId ?? '');
  await openFirst();
  await hers.getByText('The new first password that you asked for is approved.').waitFor();
  await hers.getByRole('link', { name: 'Make it, and tell her' }).click();
  await page.getByText('The first password is approved.').waitFor();
  await page.getByRole('button', { name: 'Make a first password' }).click();
  await page.locator('.password').waitFor();
  await page
    .locator('.facts .badge', { hasText: 'never signed in: the first password works until' })
    .waitFor();
  await lookAtDesk(page, 'admin-person-next');
  await openFirst();
  await hers.getByText('She has not signed in with her first password yet.').waitFor();
});

test('makes the funder’s sign-in card in Japanese, though the desk has none, and for an invented person none', async () => {
  const [desk] = devices;
  if (desk === undefined) throw new Error('No desk.');
  const { page } = desk;
  await page.goto(`/#/people/${demoPeople.funder.id}`);
  await unfold(page, 'Sign-in card, to show or to print');
  await page.getByText('on the sign-in page, press the button with her name').waitFor();
  await page.getByText('Here you can try how a first password is made.').waitFor();
  expect(await page.locator('.sign-in-card').count()).toBe(0);
  const id = v7();
  await ask(stack, 'administrator', 'POST', '/api/users', {
    id,
    name: '青空 ひかり',
    role: 'funder',
    locale: 'ja',
  });
  await page.goto(`/#/people/${id}`);
  await page.reload();
  await unfold(page, 'Sign-in card, to show or to print');
  await page.locator('.sign-in-card ol[lang=ja]').getByText('ユーザー名').waitFor();
  expect(await findSeriousFaults(page)).toEqual([]);
});

test('says which leaders have no phone set up, and shows nobody as an id', async () => {
  const [desk] = devices;
  if (desk === undefined) throw new Error('No desk.');
  const { page } = desk;
  await page.getByRole('link', { name: 'People and access' }).first().click();
  await page.reload();
  const without = page.locator('.warning', { hasText: /ha(s|ve) no phone set up now/ });
  await without.getByRole('link', { name: demoPeople.leader.name }).waitFor();
  expect(await without.getByRole('link', { name: herName }).count()).toBe(0);
  await page.getByText(/group(s have| has) no leader who can sign in: .*Mallika Sangham/).waitFor();
  const row = page.locator('tr', { hasText: herName });
  await row.getByText('Last seen').waitFor();
  expect(await row.textContent()).toContain('Tulasi Sangham, Vennela Sangham');
  const reachOf = (name: string) => page.locator('tr', { hasText: name });
  await reachOf(demoPeople.coordinator.name).getByText('the whole state').waitFor();
  await reachOf(demoPeople.caseworker.name).getByText('the whole state').waitFor();
  expect(await page.locator('main').textContent()).not.toMatch(/[0-9a-f]{8}-[0-9a-f]{4}-7/);
  for (const language of ['te', 'en'] as const) {
    await page.locator('.tools select').selectOption(language);
    await page.locator(`html[lang=${language}]`).waitFor();
    for (const width of [1280, 900, 1100]) {
      await page.setViewportSize({ width, height: 900 });
      for (const heading of await page.locator('thead button').all()) {
        await heading.click();
        expect(await page.locator('.sort').count()).toBe(1);
        expect(await page.evaluate(arrowsAlone), `${language}, ${width} wide`).toEqual([]);
      }
    }
    await page.setViewportSize({ width: 1280, height: 900 });
    expect(await findSeriousFaults(page), language).toEqual([]);
    await takePicture(page, `admin-people-${language}`);
  }
  expect(await findDarkFaults(page)).toEqual([]);
  await page.setViewportSize({ width: 360, height: 740 });
  expect(await page.evaluate('document.documentElement.scrollWidth > 360')).toBe(false);
  await takePicture(page, 'admin-people-360');
});

test('asks for the hand-over before somebody who may hold cases is disabled or has another role', async () => {
  const { members } = await seedCollective(stack, 1, []);
  const { caseworker, caseworker2 } = demoPeople;
  const id = v7();
  await ask(stack, 'coordinator', 'POST', '/api/cases', {
    id,
    memberId: members[0]?.id,
    kind: 'legal_aid',
    priority: 'normal',
    openedOn: '2026-05-03',
    assignedTo: caseworker.id,
  });
  const [desk] = devices;
  if (desk === undefined) throw new Error('No desk.');
  const { page } = desk;
  await page.setViewportSize({ width: 1280, height: 800 });
  await page.getByRole('link', { name: 'People and access' }).first().click();
  await page.locator('main').getByRole('link', { name: caseworker.name }).click();
  const form = page.getByRole('form', { name: 'Change' });
  const dialog = page.getByRole('dialog');
  const save = () => form.getByRole('button', { name: 'Save' }).click();
  await form.getByLabel('Role').selectOption('leader');
  await save();
  await dialog.getByText('In the new role she no longer sees her cases.').waitFor();
  await agree(page, 'No, go back');
  await form.getByLabel('Role').selectOption('caseworker');
  await form.getByLabel('Status').selectOption('true');
  await save();
  await dialog.getByText('Until the coordinator hands her cases over, nobody looks after them').waitFor();
  expect(await findSeriousFaults(page)).toEqual([]);
  await takePicture(page, 'admin-disable-en');
  await agree(page, 'No, go back');
  await page.locator('.facts').getByText('active').waitFor();
  await save();
  await agree(page, 'Disable her');
  await page.locator('.facts').getByText('disabled').waitFor();

  // The coordinator is told until she has done it, and she can do it though the other is gone.
  const other = await openDesk(stack.url, 'coordinator');
  devices.push(other);
  await openScreen(other.page, 'Cases');
  const gone = other.page.getByText('Open cases whose holder no longer has access: 1. Hand them over.');
  await gone.waitFor();
  await unfold(other.page, 'Hand all cases of one person over');
  const handOver = other.page.getByRole('form', { name: 'Hand all cases of one person over' });
  await handOver.getByLabel('From').selectOption(caseworker.id);
  await handOver.getByLabel('To', { exact: true }).selectOption(caseworker2.id);
  await handOver.getByRole('button', { name: 'Hand over' }).click();
  await agree(other.page, 'Hand over');
  await gone.waitFor({ state: 'detached' });
  expect(await ask(stack, 'coordinator', 'GET', `/api/cases/${id}`)).toMatchObject({
    assignedTo: caseworker2.id,
  });
}, 120_000);
