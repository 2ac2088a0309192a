import { v7 } from 'uuid';
import { afterEach, beforeAll, expect, test } from 'vitest';
import * as z from 'zod';
import { demoPeople } from '../../local/identity/demo-people.ts';
import type { Stack } from '../../local/stack.ts';
import { todayInIndia } from '../../web/src/i18n/today.ts';
import { openSharedStack } from '../support/stack.ts';
import { type Device, openDeviceOnDisk } from './support/browser.ts';
import { openDesk, openScreen, showFindings } from './support/desk.ts';
import { lookAtDesk } from './support/desk-look.ts';
import { ask, type Collective, pillSays, seedCollective } from './support/field.ts';
import { look } from './support/look.ts';
import { setUpPhone } from './support/phone.ts';

/** A question goes from the month's findings to the leader's phone, which has no network, and its answer comes back. */

const groupName = 'Zzquestion Sangham';
const month = todayInIndia().slice(0, 7);

let stack: Stack;
let seeded: Collective;
const devices: Device[] = [];

beforeAll(async () => {
  stack = await openSharedStack();
  seeded = await seedCollective(stack, 1, ['leader'], [groupName]);
}, 120_000);
afterEach(async () => {
  await Promise.all(devices.splice(0).map((device) => device.close()));
});

const found = z.object({
  items: z.array(
    z.looseObject({
      id: z.string(),
      kind: z.string(),
      explanation: z.object({ why: z.string() }).optional(),
    }),
  ),
});
const explanationOf = async (): Promise<string | undefined> => {
  const { items } = found.parse(await ask(stack, 'coordinator', 'GET', `/api/findings?month=${month}`));
  return items.find(({ id, kind }) => id === seeded.id && kind === 'collectivesWithoutMeeting')?.explanation
    ?.why;
};
const path = () => `/api/collectives/${seeded.id}/questions`;
const openIds = async (): Promise<string[]> =>
  z
    .object({ items: z.array(z.object({ id: z.string() })) })
    .parse(await ask(stack, 'coordinator', 'GET', `${path()}?open=true`))
    .items.map(({ id }) => id);

test('is asked in two taps, answered in two without a network, and settles its finding once there is one', async () => {
  const desk = await openDesk(stack.url, 'coordinator');
  devices.push(desk);
  const { page } = desk;
  await page.evaluate(`location.hash = '#/close/${month}'`);
  const list = 'Groups whose sheet has not come';
  await showFindings(page, list);
  const table = page.getByRole('table', { name: list });
  const row = table.getByRole('row').filter({ hasText: groupName });
  await row.getByRole('button', { name: 'Ask the leader' }).click({ timeout: 90_000 });
  await row.getByText('Leader:').first().waitFor();
  await row.getByText(/If you write nothing, her phone asks: “.+: did you meet\?”/).waitFor();
  await row.getByRole('button', { name: 'Don’t ask' }).click();
  await row.getByRole('button', { name: 'Ask the leader' }).click();
  await row.getByRole('button', { name: 'Send to the phone' }).click();
  await row.getByText('No answer yet').waitFor({ timeout: 60_000 });
  // The list stays open, and says where the answer will be.
  await row.getByText('Asked today').waitFor();
  await row.getByText('The answer will appear here.').waitFor();
  await lookAtDesk(page, 'findings-asked');
  const [questionId = ''] = await openIds();

  const phone = await openDeviceOnDisk(stack.url, 'phone', 'en-IN');
  devices.push(phone);
  await setUpPhone(phone, 'leader');
  const main = phone.page.locator('main');
  const asked = main.getByRole('button', { name: /did you meet\?/ }).filter({ hasText: groupName });
  await asked.waitFor();
  await look(phone.page, 'question-today-en');
  await phone.context.setOffline(true);
  await asked.click();
  await look(phone.page, 'question-en');
  await main.getByRole('button', { name: 'We did not meet' }).click();
  await main.getByRole('button', { name: 'To the start' }).click();
  // What she has answered is no duty: it stands last.
  await main.getByText('The office asks: 1 ✓').waitFor();
  expect(await main.getByRole('heading', { name: 'The office asks' }).count()).toBe(0);
  await look(phone.page, 'question-answered-en');
  expect(await explanationOf()).toBeUndefined();
  await phone.context.setOffline(false);
  await expect.poll(explanationOf, { timeout: 90_000, interval: 1_000 }).toBe('did_not_meet');

  await openScreen(page, 'Questions to leaders');
  const card = page.locator('.card').filter({ hasText: groupName });
  await card.getByText('Did not meet').waitFor();
  await lookAtDesk(page, 'questions');
  await card.getByRole('button', { name: 'Accept and close' }).click();
  await card.waitFor({ state: 'detached' });
  expect(await openIds()).not.toContain(questionId);
}, 300_000);

test('that nobody answered for more than two weeks has the leader’s telephone beside its age', async () => {
  const asked = { id: v7(), on: todayInIndia(), about: { kind: 'other' }, text: 'Zzlong ago' };
  await ask(stack, 'coordinator', 'POST', path(), asked);
  const desk = await openDesk(stack.url, 'coordinator');
  devices.push(desk);
  const { page } = desk;
  // As it will be told in fifteen days: its age is by the day on which it was recorded.
  await page.context().route('**/api/questions?**', async (route) => {
    const response = await route.fetch();
    const told = z.object({ items: z.array(z.looseObject({})) }).parse(await response.json());
    await route.fulfill({ response, json: { items: told.items.map((one) => ({ ...one, ageDays: 15 })) } });
  });
  await openScreen(page, 'Questions to leaders');
  const card = page.locator('.card').filter({ hasText: 'Zzlong ago' });
  const call = card.locator('.warning').filter({ hasText: 'Call her.' });
  await card.getByText('Asked 15 days ago').waitFor();
  const { telephone } = demoPeople.leader;
  expect(await call.getByRole('link', { name: telephone }).getAttribute('href')).toBe('tel:+910000000001');
  await lookAtDesk(page, 'questions-call');
  await ask(stack, 'coordinator', 'POST', `${path()}/${asked.id}/closing`, { id: v7() });
}, 120_000);

test('is not sent to a phone that was ended, and the number of that phone is not offered', async () => {
  const { id } = await seedCollective(stack, 1, ['leader2'], ['Zzstolen Sangham']);
  const desk = await openDesk(stack.url, 'coordinator');
  devices.push(desk);
  const { page } = desk;
  const { leader2 } = demoPeople;
  const open = async () => {
    await page.evaluate(`location.hash = '#/groups/${id}'`);
    await page.reload();
  };
  await open();
  await page.getByText('has no phone set up now').first().waitFor();
  expect(await page.getByRole('link', { name: leader2.telephone }).count()).toBeGreaterThan(0);
  const deviceId = v7();
  await ask(stack, 'leader2', 'POST', '/api/me/devices', { id: deviceId, secret: 'A'.repeat(43) });
  await open();
  await page.getByRole('button', { name: 'Ask the leader' }).waitFor();
  expect(await page.getByText('has no phone set up now').count()).toBe(0);
  await ask(stack, 'administrator', 'POST', `/api/users/${leader2.id}/devices/${deviceId}/revocation`, {
    id: v7(),
  });
  await open();
  await page.getByText('Reach her through another leader or a woman of the group.').first().waitFor();
  expect(await page.getByRole('link', { name: leader2.telephone }).count()).toBe(0);
  expect(await page.getByRole('button', { name: 'Ask the leader' }).count()).toBe(0);
  await lookAtDesk(page, 'group-phone-ended');
}, 120_000);

test('is not offered of a group that has no leader: it says so, and who can change that', async () => {
  const name = 'Zzleaderless Sangham';
  const { id } = await seedCollective(stack, 1, [], [name]);
  const desk = await openDesk(stack.url, 'coordinator');
  devices.push(desk);
  const { page } = desk;
  await page.evaluate(`location.hash = '#/groups/${id}'`);
  await page.getByText('Ask the administrator to add one.').waitFor();
  expect(await page.getByRole('button', { name: 'Ask the leader' }).count()).toBe(0);
}, 120_000);

test('that the desk closed meanwhile is refused in words on the phone, and loses nothing', async () => {
  const asked = { id: v7(), on: todayInIndia(), about: { kind: 'other' }, text: 'డబ్బు ఎక్కడ పెట్టారు?' };
  await ask(stack, 'coordinator', 'POST', path(), asked);
  const phone = await openDeviceOnDisk(stack.url, 'phone', 'en-IN');
  devices.push(phone);
  await setUpPhone(phone, 'leader');
  const { page } = phone;
  const main = page.locator('main');
  const back = () => page.locator('.bar .quiet').first().click();
  for (const [language, self] of [
    ['te', 'తెలుగు'],
    ['en', 'English'],
  ] as const) {
    await back();
    await page.getByRole('button', { name: self }).click();
    await back();
    await main
      .getByRole('button', { name: /^(A question|ఒక ప్రశ్న)/ })
      .filter({ hasText: groupName })
      .waitFor();
    await look(page, `question-today-${language}`);
    await main
      .getByRole('button', { name: /^(A question|ఒక ప్రశ్న)/ })
      .filter({ hasText: groupName })
      .click();
    await main.getByText(asked.text).waitFor();
    await look(page, `question-text-${language}`);
    await back();
  }
  await phone.context.setOffline(true);
  await main
    .getByRole('button', { name: /^(A question|ఒక ప్రశ్న)/ })
    .filter({ hasText: groupName })
    .click();
  await main.getByRole('button', { name: 'In my own words' }).click();
  await main.getByRole('textbox').fill('In the school.');
  await main.getByRole('button', { name: 'Send the answer' }).click();
  await ask(stack, 'coordinator', 'POST', `${path()}/${asked.id}/closing`, { id: v7() });
  await phone.context.setOffline(false);
  await pillSays(page, '1 needs you');
  await page.locator('.pill').click();
  await main.getByText('closed this question before your answer came', { exact: false }).waitFor();
  await look(page, 'question-refused-en');
}, 240_000);
