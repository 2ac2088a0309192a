import type { Page } from 'playwright-core';
import { v7 } from 'uuid';
import { afterEach, beforeAll, expect, test, vi } from 'vitest';
import { demoPeople, type PersonKey } from '../../../../local/identity/demo-people.ts';
import type { Stack } from '../../../../local/stack.ts';
import { todayInIndia } from '../../../../web/src/i18n/today.ts';
import { openSharedStack } from '../../../support/stack.ts';
import { findSeriousFaults } from '../../support/axe.ts';
import { type Device, takePicture } from '../../support/browser.ts';
import { openDesk, openScreen } from '../../support/desk.ts';
import { ask, type Collective, seedCollective } from '../../support/field.ts';

/** The first page of a desk, which says what to do today, and its navigation. */

let stack: Stack;
let seeded: Collective;
const devices: Device[] = [];

beforeAll(async () => {
  stack = await openSharedStack();
  seeded = await seedCollective(stack, 1, ['leader'], ['Zztoday Sangham', 'Zztoday A']);
});
afterEach(async () => {
  await Promise.all(devices.splice(0).map((device) => device.close()));
});

const enter = async (person: PersonKey): Promise<Page> => {
  const device = await openDesk(stack.url, person);
  devices.push(device);
  return device.page;
};

test('the line of urgent cases has its place before it is read, and pushes nothing down', async () => {
  const page = await enter('coordinator');
  let release = () => {};
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  await page.context().route('**/api/cases**', async (route) => {
    await held;
    await route.continue();
  });
  // What two lines count from is asked for once.
  const findings: string[] = [];
  page.on('request', (request) => {
    if (request.url().includes('/api/findings')) findings.push(request.url());
  });
  await page.reload();
  const line = page.locator('.waits').first().locator('li').first();
  await line.getByText('One moment…').waitFor();
  const before = await line.boundingBox();
  release();
  await line.getByText(/urgent case/).waitFor();
  expect(await line.boundingBox()).toEqual(before);
  await page.getByRole('link', { name: /to look at$/ }).waitFor();
  expect(findings).toHaveLength(1);
});

test.each([
  ['en', 'Leave', 'You have left', 'Sign in'],
  ['te', 'బయటకు', 'బయటకు వచ్చేశారు', 'సైన్ ఇన్ చేయండి'],
])('in %s, “%s” ends on a page that says so, and leads back', async (language, button, said, again) => {
  const page = await enter('coordinator');
  await page.locator('.tools select').selectOption(language);
  await page.locator(`html[lang=${language}]`).waitFor();
  await page.getByRole('button', { name: button, exact: true }).click();
  await page.waitForURL('**/away.html');
  await page.getByRole('heading', { name: said }).waitFor();
  expect(await page.getByRole('link', { name: again }).getAttribute('href')).toBe('/');
  expect(await findSeriousFaults(page)).toEqual([]);
  await takePicture(page, `desk-left-${language}`);
  // A reload says it again; who opens the page anew, perhaps on a phone, finds a page of notes.
  await expect.poll(() => page.evaluate(`sessionStorage.getItem('left')`)).toBeNull();
  await page.reload();
  await page.getByRole('heading', { name: said }).waitFor();
  // The reload may ask the provider once more whether the session has ended: until it is back, it interrupts any way out.
  await vi.waitFor(() => page.goto('about:blank'), { timeout: 20_000 });
  await page.goto('/away.html');
  await page.getByText('Notes').waitFor();
  expect(await page.getByRole('link', { name: again }).count()).toBe(0);
});

test('all pages of the coordinator’s desk stand in groups within 800 px, and stay in sight', async () => {
  const page = await enter('coordinator');
  await page.setViewportSize({ width: 1280, height: 800 });
  const navigation = page.getByRole('navigation');
  expect(await navigation.locator('.group').allTextContents()).toEqual([
    'Women',
    'Groups and money',
    'Casework',
    'Outreach and forum',
    'The month',
    'Set-up',
  ]);
  const last = navigation.getByRole('link').last();
  const bottomOf = async () => {
    const box = await last.boundingBox();
    return (box?.y ?? 0) + (box?.height ?? 0);
  };
  for (const language of ['te', 'en']) {
    await page.locator('.tools select').selectOption(language);
    await page.locator(`html[lang=${language}]`).waitFor();
    expect(await bottomOf(), language).toBeLessThanOrEqual(800);
  }
  await page.evaluate(`document.querySelector('main').style.minHeight = '3000px'`);
  await page.evaluate('scrollTo(0, document.body.scrollHeight)');
  await expect.poll(() => page.evaluate('scrollY')).toBeGreaterThan(200);
  expect(await bottomOf()).toBeLessThanOrEqual(800);
});

test('a coordinator reads first what waits on her other pages, and a press leads there', async () => {
  const question = { id: v7(), on: todayInIndia(), about: { kind: 'other' }, text: 'Zzquestion' };
  await ask(stack, 'coordinator', 'POST', `/api/collectives/${seeded.id}/questions`, question);
  const page = await enter('coordinator');
  const waiting = page.getByRole('region', { name: 'To do' });
  // Of the month that closes it is said above money that is missing.
  await page
    .locator('.waits')
    .first()
    .getByRole('link', { name: / closes on \d+ \w+ \d{4} \((today|\d+ days? left)\): \d+ to look at/ })
    .waitFor();
  for (const language of ['te', 'en']) {
    await page.locator('.tools select').selectOption(language);
    await page.locator(`html[lang=${language}]`).waitFor();
    expect(await findSeriousFaults(page), language).toEqual([]);
    await takePicture(page, `desk-coordinator-today-${language}`);
  }
  await waiting.getByRole('link', { name: /questions? to (a leader|leaders), still open/ }).click();
  await page.getByRole('heading', { level: 1, name: 'Questions to leaders' }).waitFor();
  await page.getByText('Zzquestion').waitFor();
});

test('the card of a cash difference opens its voucher, the list of groups counts it, and its page says so', async () => {
  const id = v7();
  const path = `/api/collectives/${seeded.id}/vouchers`;
  await ask(stack, 'coordinator', 'POST', path, {
    id,
    on: todayInIndia(),
    lines: [{ kind: 'cash_over', amountPaise: 10_00, reason: 'Found under the books' }],
  });
  try {
    const page = await enter('coordinator');
    const differences = page.getByRole('region', { name: 'Cash differences' });
    await differences.getByRole('link', { name: 'Zztoday Sangham' }).click();
    const heading = page.getByRole('heading', { level: 2, name: /^Voucher of .+ · Zztoday Sangham$/ });
    await heading.waitFor();
    await page.getByText('Found under the books').waitFor();
    expect(await heading.evaluate((one) => one === one.ownerDocument.activeElement)).toBe(true);
    await openScreen(page, 'Groups');
    const row = page.locator('main tbody tr').filter({ hasText: 'Zztoday Sangham' });
    await row.locator('.badge').getByText('1', { exact: true }).waitFor();
    // Its own page says so first, and leads to the voucher.
    await row.getByRole('link').click();
    await page.getByRole('link', { name: /^Cash difference of .+, not settled yet$/ }).click();
    await heading.waitFor();
  } finally {
    await ask(stack, 'coordinator', 'POST', `${path}/${id}/reversal`, { id: v7(), reason: 'Only a test' });
  }
});

test('a talk that may be held since long ago is none of the next seven days', async () => {
  await ask(stack, 'coordinator', 'POST', '/api/cases', {
    id: v7(),
    memberId: seeded.members[0]?.id,
    kind: 'legal_aid',
    priority: 'normal',
    openedOn: todayInIndia(),
    assignedTo: demoPeople.caseworker.id,
  });
  const page = await enter('caseworker');
  await openScreen(page, 'Today');
  const talks = page.getByRole('region', { name: 'Members due a talk' });
  await talks.getByText('Talk with her').first().waitFor();
  const week = page.getByRole('region', { name: 'In the next seven days' });
  expect(await week.getByText('Talk with her').count()).toBe(0);
});
