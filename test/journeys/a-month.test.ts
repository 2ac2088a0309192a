import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import * as z from 'zod';
import { demoPeople } from '../../local/identity/demo-people.ts';
import { collectiveOf, memberOf } from '../contract/scene.ts';
import { openDevice, signInAs } from '../web/support/browser.ts';
import {
  formGroup,
  givePhone,
  type Life,
  press,
  startLife,
  takePhone,
  visitDesk,
} from '../web/support/days.ts';
import { fillForm, openScreen, unfold, waitUntilSaved } from '../web/support/desk.ts';
import { pillSays, recordMeeting } from '../web/support/field.ts';
import { figuresOf, publishMonth } from '../web/support/published-files.ts';

/**
 * One month of a group, in the pages of everybody: what each of the six persons must be able to do is done once, in one language, and the
 * month's figures come of it. `npm test` runs this; what else a page does is tested in test/web.
 */

let life: Life;
let codes: ReadonlyMap<string, string>;
beforeAll(async () => {
  life = await startLife();
  codes = await formGroup(life, collective, [asha, latha], '2026-10-01');
  const caseworker = `/api/users/${demoPeople.caseworker.id}`;
  const { version } = await life.done('administrator', 'GET', caseworker);
  const body = { districts: ['Guntur'] };
  await life.done('administrator', 'PATCH', caseworker, { body, ifMatch: Number(version) });
}, 180_000);
afterAll(() => life?.close());

const collective = collectiveOf({ formedOn: '2026-10-01', name: 'Zzdina Sangham', district: 'Guntur' });
const asha = memberOf(collective.id, '2026-10-01', { name: 'Zzdina Asha' });
const latha = memberOf(collective.id, '2026-10-01', { name: 'Zzdina Latha' });

const coded = z.object({ items: z.array(z.looseObject({ code: z.string() })) });
const crisisCodes = async (): Promise<string[]> =>
  coded.parse(await life.done('coordinator', 'GET', '/api/cases')).items.map(({ code }) => code);

test('the administrator lets in a leader, who gets a password for once', () =>
  visitDesk(life, 'administrator', '2026-10-02', async (page) => {
    await openScreen(page, 'People and access');
    await unfold(page, 'New person');
    const form = page.getByRole('form', { name: 'New person' });
    await form.getByLabel('Name').fill('సంధ్య తోట');
    await form.getByLabel('Role').selectOption('leader');
    await form.getByLabel('Language').selectOption('te');
    await form.getByText('Zzdina Sangham (').click();
    await form.getByRole('button', { name: 'Save' }).click();
    await page.getByRole('heading', { name: 'సంధ్య తోట' }).waitFor();
    await page.getByRole('button', { name: 'Make a first password' }).click();
    expect(await page.locator('.password').textContent()).toMatch(/^([A-Z][a-z]+-){3}\d\d$/);
  }));

test('the leader records a meeting without a network, and reports a crisis when it is back', async () => {
  const page = await givePhone(life, '2026-10-10');
  await life.phone.context.setOffline(true);
  // The usual deposit of both.
  await recordMeeting(page, '200');
  await life.phone.context.setOffline(false);
  await page.reload();
  await takePhone(life, '2026-10-10');
  await pillSays(page, 'All sent');

  await press(page, 'Members');
  await page.getByRole('button', { name: /Zzdina Asha/ }).click();
  for (const answer of ['Open a case for her', 'Crisis', 'A threat', 'Urgent', 'Yes, save and send it']) {
    await press(page, answer);
  }
  await page.getByText('no caseworker yet').waitFor();
  await expect.poll(crisisCodes).toHaveLength(1);
});

test('the caseworker takes the case, and records what she did', async () => {
  const [crisis = ''] = await crisisCodes();
  await visitDesk(life, 'caseworker', '2026-10-12', async (page) => {
    const waiting = page.getByRole('region', { name: 'No caseworker yet' });
    const row = waiting.getByRole('listitem').filter({ hasText: crisis });
    await row.locator('summary').click();
    await row.getByRole('button', { name: 'Take it' }).click();
    await page.getByRole('link', { name: crisis }).click();
    await unfold(page, 'Add to the timeline');
    const what = page.getByRole('form', { name: 'Add to the timeline' }).getByLabel('What happened');
    await what.selectOption({ label: 'Service' });
    await fillForm(page, 'Add to the timeline', { Date: '2026-10-12', Service: 'shelter' });
    await waitUntilSaved(page, crisis);
  });
});

test('the coordinator finds a member by name, and the meeting in the group’s books', () =>
  visitDesk(life, 'coordinator', '2026-10-13', async (page) => {
    await openScreen(page, 'Members');
    await page.getByLabel('Code, name or telephone').fill('Zzdina Asha');
    await page.getByRole('button', { name: 'Search', exact: true }).click();
    await page.getByRole('row').filter({ hasText: 'Zzdina Asha' }).getByRole('link').click();
    await page.getByRole('heading', { name: /Zzdina Asha/ }).waitFor();
    await openScreen(page, 'Groups');
    await page.getByRole('link', { name: 'Zzdina Sangham' }).click();
    await page.getByText('₹200').first().waitFor();
  }));

test('the auditor finds by her code who looked at a member', () =>
  visitDesk(life, 'auditor', '2026-10-14', async (page) => {
    await openScreen(page, 'Access log');
    await page.getByLabel('About: a code or an id').fill(codes.get(asha.id) ?? '');
    await page.getByRole('button', { name: 'Search' }).click();
    await page.getByText(`${demoPeople.coordinator.name} (Coordinator) looked at 1 member`).first().waitFor();
  }));

test('the funder reads the month that came of it', async () => {
  expect(figuresOf(await publishMonth(life, '2026-10'))).toMatchObject({
    members_enrolled: [2, 2, 2],
    meetings_held: [1, 1, 1],
    crisis_responses: [1, 1, 1],
  });
  const device = await openDevice(life.url, 'laptop', 'en-IN');
  const { page } = device;
  await page.goto('/reports.html');
  await signInAs(page, 'funder');
  await page.locator('.card').first().waitFor();
  await page.locator('.tools select').selectOption('en');
  await figure(page, 'Members enrolled').getByText('2', { exact: true }).first().waitFor();
  expect(await page.content()).not.toContain('Zzdina');
  await device.close();
});

const figure = (page: Page, name: string) => page.locator('.card').filter({ hasText: name });
