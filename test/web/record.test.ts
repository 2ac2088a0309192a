import type { Page } from 'playwright-core';
import { v7 } from 'uuid';
import { afterEach, beforeAll, expect, test } from 'vitest';
import * as z from 'zod';
import type { PersonKey } from '../../local/identity/demo-people.ts';
import type { Stack } from '../../local/stack.ts';
import { openSharedStack } from '../support/stack.ts';
import { findKeptFields, findSentTexts, findSeriousFaults } from './support/axe.ts';
import { type Device, openDeviceOnDisk, takePicture } from './support/browser.ts';
import { agree, openDesk, openScreen, unfold } from './support/desk.ts';
import { ask, type Collective, expectNothingKept, marker, seedCollective } from './support/field.ts';
import { setUpPhone } from './support/phone.ts';

/** A woman reads what is kept of her on her leader's phone, and says what she wants; coordinator and auditor answer. */

let stack: Stack;
let seeded: Collective;
let memberId = '';
let code = '';
let caseId = '';
let crisisCode = '';
const devices: Device[] = [];

const coded = z.looseObject({ code: z.string() });

beforeAll(async () => {
  stack = await openSharedStack();
  seeded = await seedCollective(stack, 1, ['leader']);
  memberId = seeded.members[0]?.id ?? '';
  const tell = (path: string, body: object) =>
    ask(stack, 'coordinator', 'POST', `/api/members/${memberId}/${path}`, body);
  await tell('consents', {
    id: v7(),
    purpose: 'reporting',
    given: true,
    on: '2026-04-02',
    method: 'spoken',
    noticeVersion: '2025-04',
  });
  await tell('children', { id: v7(), birthYear: 2015, gender: 'female', inSchool: true });
  await tell('offices', { id: v7(), body: 'district_forum', office: 'treasurer', from: '2026-05-01' });
  await ask(stack, 'coordinator', 'POST', `/api/collectives/${seeded.id}/meetings`, {
    id: v7(),
    heldOn: '2026-05-01',
    attendance: [{ memberId, status: 'present' }],
    entries: [{ memberId, kind: 'deposit', amountPaise: 90_000 }],
  });
  caseId = v7();
  await ask(stack, 'leader', 'POST', '/api/cases', {
    id: caseId,
    memberId,
    kind: 'entitlement',
    priority: 'normal',
    openedOn: '2026-05-03',
  });
  await ask(stack, 'leader', 'POST', `/api/cases/${caseId}/events`, {
    id: v7(),
    type: 'entitlement',
    on: '2026-05-04',
    entitlement: 'pension',
    stage: 'applied',
  });
  // A crisis of which nothing is written but a plan for her safety, and one that was taken back.
  const crisisId = v7();
  const crisis = { id: crisisId, memberId, kind: 'crisis', priority: 'normal', openedOn: '2026-05-05' };
  crisisCode = coded.parse(await ask(stack, 'leader', 'POST', '/api/cases', crisis)).code;
  const slipId = v7();
  for (const event of [
    { id: slipId, type: 'safety_plan', on: '2026-05-06', goTo: `${marker} bus stand` },
    { id: v7(), type: 'taken_back', on: '2026-05-06', eventId: slipId, reason: 'A slip' },
    { id: v7(), type: 'safety_plan', on: '2026-05-06', goTo: `${marker} aunt` },
  ]) {
    await ask(stack, 'leader', 'POST', `/api/cases/${crisisId}/events`, event);
  }
  code = coded.parse(await ask(stack, 'coordinator', 'GET', `/api/members/${memberId}`)).code;
}, 120_000);
afterEach(async () => {
  await Promise.all(devices.splice(0).map((device) => device.close()));
});

const listed = z.object({
  items: z.array(z.looseObject({ memberId: z.string(), kind: z.string(), text: z.string().nullish() })),
});
const requestsOf = async (person: PersonKey) =>
  listed
    .parse(await ask(stack, person, 'GET', '/api/requests?limit=100'))
    .items.filter((one) => one.memberId === memberId);

const languages = { te: 'తెలుగు', en: 'English' } as const;

async function lookAtPhone(page: Page, name: string): Promise<void> {
  expect(await findSeriousFaults(page), name).toEqual([]);
  expect(await page.evaluate('document.documentElement.scrollWidth - innerWidth'), name).toBeLessThanOrEqual(
    0,
  );
  expect(await findKeptFields(page), name).toEqual([]);
  expect(await findSentTexts(page), name).toEqual([]);
  await takePicture(page, `leader-${name}`);
}

test('a woman reads what is kept of her on her leader’s phone, and says what she wants; the phone keeps nothing', async () => {
  const device = await openDeviceOnDisk(stack.url, 'phone', 'en-IN');
  const { page } = device;
  await setUpPhone(device, 'leader');
  const openRecord = async (): Promise<void> => {
    await page.locator('main .tile').nth(1).click();
    await page.locator('main .choice').first().click();
    await page.locator('main .second').first().click();
    await page.locator('main section h2').first().waitFor();
  };
  const back = () => page.locator('.bar .quiet').first().click();
  for (const [language, self] of Object.entries(languages)) {
    await back();
    await page.getByRole('button', { name: self }).click();
    await back();
    await openRecord();
    await lookAtPhone(page, `record-${language}`);
    if (language !== 'en') for (const _ of [1, 2, 3]) await back();
  }
  const main = page.locator('main');
  for (const said of [
    'You have saved ₹900.',
    'Daughter, born in 2015',
    'treasurer, the district forum: since 1 May 2026',
    'You are counted, without your name.',
    'You agreed on 2 April 2026.',
    /The coordinator: looked on \d+ days?, last on/,
    'HELP may have more about you in writing.',
  ]) {
    await main.getByText(said).first().waitFor();
  }
  // What is hers to tell stays folded until she asks.
  expect(await main.getByText('It is written that you survived').isVisible()).toBe(false);
  await page.getByText('What you told of your past').click();
  await main.getByText('It is written that you survived').waitFor();
  // What she heard then, though another notice is read today.
  await main.getByText('What was read to you then').nth(1).click();
  await main
    .getByText('May we count you, without your name, when we say how many were helped? If you say no, you')
    .waitFor();

  await page.getByRole('button', { name: 'Do not count me any more' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByText('From today you are not counted.').waitFor();
  expect(await findSeriousFaults(page)).toEqual([]);
  await dialog.getByRole('button', { name: 'Do not count me any more' }).click();
  await main.getByText('You are not counted.', { exact: true }).waitFor();
  expect(await ask(stack, 'coordinator', 'GET', `/api/members/${memberId}`)).toMatchObject({
    consents: [{}, {}, { purpose: 'reporting', given: false, noticeVersion: '2026-12' }],
  });

  await page.getByRole('button', { name: 'To be told what is written, and who looked' }).click();
  await page.getByLabel('In her words').fill(`${marker}: everything, please.`);
  await page.getByRole('button', { name: 'Ask', exact: true }).click();
  await main.getByText(/^HELP has it\. An answer is due by/).waitFor();
  await page.getByRole('button', { name: 'Done', exact: true }).last().click();
  await page.getByText('To stop all of it').click();
  await page.getByRole('button', { name: 'Ask that all of it is taken away' }).click();
  await page.getByRole('button', { name: 'Ask', exact: true }).click();
  await main.getByText('To have all of it taken away: asked on').waitFor();

  await page.getByRole('link', { name: /Call the auditor/ }).waitFor();
  await page.getByRole('button', { name: 'Say it here' }).click();
  const text = `${marker}: she told my neighbour.`;
  await page.getByLabel('In her words').fill(text);
  await device.context.setOffline(true);
  await page.getByRole('button', { name: 'Send it to the auditor' }).click();
  await main.getByText('It did not go.').waitFor();
  await device.context.setOffline(false);
  await page.getByRole('button', { name: 'Send it to the auditor' }).click();
  await main.getByText('Nothing of it is left on this phone.').waitFor();
  expect(await page.content()).not.toContain('my neighbour');
  expect((await requestsOf('auditor')).map(({ kind }) => kind).sort()).toEqual([
    'access',
    'erasure',
    'grievance',
  ]);
  expect((await requestsOf('coordinator')).map(({ kind }) => kind).sort()).toEqual(['access', 'erasure']);
  expect((await requestsOf('auditor')).find(({ kind }) => kind === 'grievance')).toMatchObject({ text });
  await expectNothingKept(device);
  await device.close();
}, 300_000);

const enter = async (person: PersonKey): Promise<Page> => {
  const device = await openDesk(stack.url, person);
  devices.push(device);
  return device.page;
};
const look = async (page: Page, label: string): Promise<void> => {
  for (const language of ['te', 'en']) {
    await page.locator('.tools select').selectOption(language);
    await page.locator(`html[lang=${language}]`).waitFor();
    expect(await findSeriousFaults(page), `${label} in ${language}`).toEqual([]);
    await takePicture(page, `desk-${label}-${language}`);
  }
};

test('a coordinator reads and prints her record, answers what she asked, and takes back what was a slip', async () => {
  const page = await enter('coordinator');
  await page.goto(`/#/members/${memberId}/record`);
  await page.getByRole('heading', { name: `${code} · All that is kept about her` }).waitFor();
  await page.getByText('You have saved ₹900.').waitFor();
  // What was seen of her stands below her, a line each.
  const display = await page.evaluate("getComputedStyle(document.querySelector('main .part')).display");
  expect(display).toBe('block');
  await look(page, 'record');
  // Her own page has the plans too, and counts the events that it lists.
  await page.getByText('What is written in it: 2').waitFor();
  await unfold(page, 'Record what she asks');
  const form = page.getByRole('form', { name: 'Record what she asks' });
  await form.getByLabel('What she asks').selectOption({ label: 'To have something put right' });
  await form.getByLabel('How she asked').selectOption('spoken');
  await form.getByLabel('In her words').fill('My year of birth');
  // Where the line breaks, nothing is said to be recorded.
  await page.route('**/api/members/*/requests', (route) => route.abort(), { times: 1 });
  await form.getByRole('button', { name: 'Save' }).click();
  await form.getByRole('alert').waitFor();
  expect(await page.getByText('Recorded. An answer is due by').count()).toBe(0);
  await form.getByRole('button', { name: 'Save' }).click();
  await page.getByText('Recorded. An answer is due by').waitFor();
  await page.getByText('To have something put right: asked on').waitFor();
  await unfold(page, 'Make the print');
  await page.getByRole('form', { name: 'Make the print' }).getByRole('button').click();
  const sheet = page.getByRole('article', { name: 'Make the print' });
  await sheet.waitFor();
  await page.emulateMedia({ media: 'print' });
  const printed = await sheet.textContent();
  expect(printed).toContain('You have saved ₹900.');
  expect(printed).not.toMatch(/HELP|vimukthi|leadership|kamonohashi|survived/);
  expect(printed).not.toContain('Your name');
  // Whoever finds the paper reads of the crisis, but nothing hints at a plan for her safety.
  expect(printed).toContain(crisisCode);
  expect(printed).not.toMatch(/bus stand|aunt|safety/i);
  const counts = sheet.locator('summary').filter({ hasText: 'What is written in it' });
  expect(await counts.allTextContents()).toEqual(['What is written in it: 1']);
  expect(await page.locator('nav').isVisible()).toBe(false);
  await page.emulateMedia({ media: 'screen' });

  await openScreen(page, 'Requests');
  const row = (kind: string) => page.locator('tbody tr', { hasText: kind }).filter({ hasText: code });
  await row('To be told what is written, and who looked').waitFor();
  expect(await row('A complaint').count()).toBe(0);
  await look(page, 'requests');
  await row('To be told what is written, and who looked').getByRole('link').click();
  await page.getByText(`${marker}: everything, please.`).waitFor();
  await unfold(page, 'Record what was done');
  const step = page.getByRole('form', { name: 'Record what was done' });
  await step.getByLabel('What was done').selectOption({ label: 'answered' });
  await step.getByLabel('What she was told').fill('We read all of it to her.');
  await step.getByRole('button', { name: 'Save' }).click();
  await page.locator('dd', { hasText: 'answered' }).waitFor();
  await look(page, 'request');
  await page.getByRole('link', { name: 'Requests' }).first().click();
  await row('To have something put right').getByRole('link').click();
  await unfold(page, 'Take this request back');
  await page.getByRole('textbox', { name: 'Reason' }).fill('It was another woman');
  await page.getByRole('button', { name: 'Take this request back' }).click();
  await agree(page, 'Yes, take it back');
  await page.locator('dd', { hasText: 'taken back' }).waitFor();
}, 240_000);

test('the auditor alone sees a complaint, and answers it', async () => {
  const page = await enter('auditor');
  await openScreen(page, 'Requests and complaints');
  await page.getByText('Complaints are seen by you alone.').waitFor();
  const row = page.locator('tbody tr', { hasText: 'A complaint' }).filter({ hasText: code });
  await row.waitFor();
  await look(page, 'complaints');
  // No file holds a complaint.
  expect(await page.locator('button.file').count()).toBe(0);
  await row.getByRole('link').click();
  await page.getByText(`${marker}: she told my neighbour.`).waitFor();
  await unfold(page, 'Record what was done');
  const step = page.getByRole('form', { name: 'Record what was done' });
  await step.getByLabel('What was done').selectOption({ label: 'answered' });
  await step.getByRole('button', { name: 'Save' }).click();
  await page.locator('dd', { hasText: 'answered' }).waitFor();
  await page.getByRole('link', { name: 'Requests' }).first().click();
  await page
    .locator('tbody tr', { hasText: 'To have all of it taken away' })
    .filter({ hasText: code })
    .getByRole('link')
    .click();
  await unfold(page, 'Ask for an erasure');
  await page.getByRole('form', { name: 'Ask for an erasure' }).getByLabel('Reason').waitFor();
  // Not even who looked at her record learns of it.
  const kept = await ask(stack, 'coordinator', 'GET', `/api/members/${memberId}/record`);
  expect(JSON.stringify(kept)).not.toMatch(/grievance|neighbour/);
}, 120_000);

test('a caseworker tells the coordinator that a woman takes back sharing, which she cannot record', async () => {
  const { members } = await seedCollective(stack, 1, ['leader']);
  const herId = members[0]?.id ?? '';
  const page = await enter('caseworker');
  await page.goto(`/#/members/${herId}`);
  await page.getByText('If she decides otherwise, her leader or the coordinator records it.').waitFor();
  // Nothing can be handed out yet.
  expect(await page.getByText('She no longer agrees to sharing').count()).toBe(0);
  await ask(stack, 'coordinator', 'POST', `/api/members/${herId}/consents`, {
    id: v7(),
    purpose: 'sharing',
    given: true,
    on: '2026-05-04',
    method: 'spoken',
    noticeVersion: '2025-04',
  });
  await page.reload();
  await page.getByText('Until then a summary of her case can still be handed out.').waitFor();
  await unfold(page, 'She no longer agrees to sharing');
  const form = page.getByRole('form', { name: 'She no longer agrees to sharing' });
  await form.getByLabel('How she asked').selectOption({ label: 'spoken' });
  await look(page, 'sharing-taken-back');
  await form.getByRole('button', { name: 'Tell the coordinator' }).click();
  // It stays on the page, in the place of the form.
  await page.locator('main .warning', { hasText: 'It is among the coordinator’s requests' }).waitFor();
  await form.waitFor({ state: 'detached' });
  await look(page, 'sharing-told');
  const told = listed
    .parse(await ask(stack, 'coordinator', 'GET', '/api/requests?open=true&limit=100'))
    .items.filter((one) => one.memberId === herId);
  expect(told.map(({ kind, text }) => [kind, text])).toEqual([
    ['correction', 'She no longer agrees to sharing.'],
  ]);
}, 120_000);

test('a case says by role who opened it', async () => {
  const page = await enter('coordinator');
  await page.goto(`/#/members/${memberId}/${caseId}`);
  await unfold(page, 'Who looked at this case');
  await page.getByText(/^The coordinator: looked on 1 day/).waitFor();
  expect(await findSeriousFaults(page)).toEqual([]);
}, 120_000);
