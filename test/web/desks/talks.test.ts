import type { Page } from 'playwright-core';
import { v7 } from 'uuid';
import { afterEach, beforeAll, expect, test } from 'vitest';
import * as z from 'zod';
import { demoPeople, type PersonKey } from '../../../local/identity/demo-people.ts';
import type { Stack } from '../../../local/stack.ts';
import { todayInIndia } from '../../../web/src/i18n/today.ts';
import { openSharedStack } from '../../support/stack.ts';
import { type Device, takePicture } from '../support/browser.ts';
import { openDesk, unfold, waitUntilSaved } from '../support/desk.ts';
import { lookAtDesk } from '../support/desk-look.ts';
import { ask, type Collective, seedCollective } from '../support/field.ts';

/** Talks, what happened in a crisis, her safety plan and her word about the help, at the desks. */

let stack: Stack;
let seeded: Collective;
let memberId = '';
const devices: Device[] = [];

beforeAll(async () => {
  stack = await openSharedStack();
  seeded = await seedCollective(stack, 2, ['leader'], ['Zzsandhya Sangham', 'Zzsandhya A', 'Zzsandhya B']);
  memberId = seeded.members[0]?.id ?? '';
});
afterEach(async () => {
  await Promise.all(devices.splice(0).map((device) => device.close()));
});

const enter = async (person: PersonKey, at: string): Promise<Page> => {
  const device = await openDesk(stack.url, person);
  devices.push(device);
  await device.page.goto(`/#/${at}`);
  return device.page;
};
const form = (page: Page, name: string) => page.getByRole('form', { name, exact: true });
const talk = z.looseObject({ id: z.string(), answers: z.record(z.string(), z.number()).optional() });
const talksOf = async () =>
  z
    .object({ items: z.array(talk) })
    .parse(await ask(stack, 'coordinator', 'GET', `/api/members/${memberId}/talks`)).items;

test('a coordinator holds a talk, is told of help where she is in danger, reads it, and takes it back', async () => {
  const page = await enter('coordinator', 'groups');
  const row = page.getByRole('row').filter({ hasText: 'Zzsandhya Sangham' });
  await row.waitFor();
  const columns = await page.getByRole('columnheader').allTextContents();
  const number = row
    .getByRole('cell')
    .or(row.getByRole('rowheader'))
    .nth(columns.findIndex((one) => one.includes('Members due a talk')));
  expect(await number.textContent()).toBe('2');
  await takePicture(page, 'desk-talks-due-en');

  await page.goto(`/#/members/${memberId}`);
  await unfold(page, 'Show what she has said');
  await page.getByText('No talk was held yet.').waitFor();
  await unfold(page, 'Record a talk with her');
  const hold = form(page, 'Record a talk with her');
  const choose = (question: string, answer: string) =>
    hold.getByRole('group', { name: question }).getByLabel(answer, { exact: true }).check();
  await choose('Are you safe these days?', 'I am in danger now');
  await hold.getByRole('alert').getByText('181').waitFor();
  await choose('Is there work for you?', 'Now and then');
  await hold.getByLabel('What is her next goal about?').selectOption({ label: 'Work' });
  await hold.getByLabel('In her own words').fill('Zza sewing machine');
  await lookAtDesk(page, 'talk-form');
  await hold.getByRole('button', { name: 'Save' }).click();
  await waitUntilSaved(page);
  expect(await talksOf()).toMatchObject([
    { answers: { safety: 1, work: 2 }, goal: { area: 'work', text: 'Zza sewing machine' } },
  ]);
  const said = page.getByRole('article');
  await said.getByText('I am in danger now').waitFor();
  await page.getByRole('heading', { name: 'Her goal' }).waitFor();
  await lookAtDesk(page, 'talks');
  // The goal that stands can be said to be reached.
  await unfold(page, 'Record a talk with her');
  await hold.getByLabel('Her goal is reached').check();
  await hold.getByRole('button', { name: 'Save' }).click();
  await said.getByText('A goal was reached').waitFor();
  expect(await page.getByRole('heading', { name: 'Her goal' }).count()).toBe(0);

  await said
    .last()
    .getByRole('button', { name: /^Take back: / })
    .click();
  await form(page, 'Take back').getByLabel('Why?').fill('Of another woman');
  await form(page, 'Take back').getByRole('button', { name: 'Yes, take it back' }).click();
  await said.last().getByText('taken back').waitFor();
  expect(await said.last().textContent()).not.toContain('danger');

  // What happened goes with a crisis alone, and with the case that is opened.
  await unfold(page, 'Open a case');
  const open = form(page, 'Open a case');
  await open.getByLabel('Kind').selectOption({ label: 'Crisis' });
  await open.getByRole('group', { name: 'What happened?' }).getByLabel('Put out of her home').check();
  await open.getByLabel('Kind').selectOption({ label: 'Legal aid' });
  expect(await open.getByRole('group', { name: 'What happened?' }).count()).toBe(0);
  await open.getByLabel('Kind').selectOption({ label: 'Crisis' });
  await open.getByRole('group', { name: 'What happened?' }).getByLabel('Put out of her home').check();
  await open.getByLabel('Priority').selectOption('normal');
  await open.getByRole('button', { name: 'Open a case' }).click();
  await page
    .getByText(/^Case C-/)
    .first()
    .waitFor();
  const cases = await ask(stack, 'coordinator', 'GET', `/api/members/${memberId}/cases`);
  expect(cases).toMatchObject({ items: [{ kind: 'crisis', incident: 'eviction' }] });
});

test('a caseworker names what happened, makes the plan, prints it as notes, and closes with her word', async () => {
  const caseId = v7();
  await ask(stack, 'leader', 'POST', '/api/cases', {
    id: caseId,
    memberId,
    kind: 'crisis',
    priority: 'normal',
    openedOn: '2026-05-03',
    assignedTo: demoPeople.caseworker.id,
  });
  const page = await enter('caseworker', `cases/${caseId}`);
  await unfold(page, 'Change this case’s details');
  const change = form(page, 'Change');
  await change.getByRole('group', { name: 'What happened?' }).getByLabel('Violence at home').check();
  await lookAtDesk(page, 'incident');
  await change.getByRole('button', { name: 'Save' }).click();
  await page.getByText(/· Violence at home/).waitFor();

  await unfold(page, 'Record a talk with her');
  const hold = form(page, 'Record a talk with her');
  await hold
    .getByRole('group', { name: 'How do you feel inside?' })
    .getByLabel('Most days are heavy')
    .check();
  await hold.getByRole('button', { name: 'Save' }).click();
  await waitUntilSaved(page);
  expect((await talksOf()).at(-1)).toMatchObject({ answers: { mind: 2 } });

  // It is an act of its own, above what is next, with boxes that grow.
  const summaries = await page.locator('summary').allTextContents();
  expect(summaries.indexOf('Write her safety plan')).toBe(0);
  await unfold(page, 'Write her safety plan');
  const write = form(page, 'Write her safety plan');
  const goTo = write.getByLabel('Where will she go then?');
  const heightOf = async () => (await goTo.boundingBox())?.height ?? 0;
  const emptyHeight = await heightOf();
  await lookAtDesk(page, 'plan-form');
  await goTo.fill('Zz1\nZz2\nZz3\nZz4\nZz5\nZz6');
  expect(await heightOf()).toBeGreaterThan(emptyHeight * 1.5);
  await goTo.fill('Zzaunt in the next street');
  await write.getByRole('button', { name: 'Save' }).click();
  await page.locator('.timeline').getByText('Zzaunt in the next street').waitFor();
  // What stands is there to be changed.
  await unfold(page, 'Change her safety plan');
  expect(await goTo.inputValue()).toBe('Zzaunt in the next street');
  await page.locator('summary', { hasText: 'Change her safety plan' }).click();
  await page.locator('summary', { hasText: /^Safety plan$/ }).click();
  const notes = page.getByRole('article', { name: 'Notes' });
  await notes.waitFor();
  await lookAtDesk(page, 'plan');
  await page.emulateMedia({ media: 'print' });
  // biome-ignore lint/performance/useDomNodeTextContent: what is not printed is hidden, and stands in the text content all the same
  const printed = await page.locator('body').innerText();
  expect(printed.split('\n').filter((line) => line.trim() !== '')).toEqual([
    'Notes',
    'Go: Zzaunt in the next street',
  ]);
  await page.emulateMedia({ media: 'screen' });

  await unfold(page, 'Add to the timeline');
  const add = form(page, 'Add to the timeline');
  await add.getByLabel('What happened', { exact: true }).selectOption({ label: 'Status' });
  await add.getByLabel('Status', { exact: true }).selectOption({ label: 'closed' });
  await add.getByLabel('What she says of the help').selectOption({ label: 'She says that it helped' });
  await add.getByRole('button', { name: 'Save' }).click();
  await page.locator('.timeline').getByText('She says that it helped').waitFor();

  // All of it is hers to read; on paper the plan is never among it.
  const record = await enter('coordinator', `members/${memberId}/record`);
  await record.getByRole('heading', { name: 'Our talks' }).waitFor();
  await record
    .getByText(/^What you said on/)
    .last()
    .click();
  await record.getByText('Most days are heavy').waitFor();
  await record.locator('details', { hasText: 'Violence at home' }).locator('summary').click();
  await record.getByText('Violence at home').waitFor();
  await lookAtDesk(record, 'record-talks');

  // A plan is made in a crisis alone.
  const changePlan = page.locator('summary', { hasText: 'Change her safety plan' });
  expect(await changePlan.count()).toBe(0);
  await ask(stack, 'caseworker', 'POST', `/api/cases/${caseId}/events`, {
    id: v7(),
    type: 'status',
    status: 'reopened',
    on: todayInIndia(),
  });
  await page.reload();
  await changePlan.waitFor();
  await unfold(page, 'Change this case’s details');
  await change.getByLabel('Kind').selectOption({ label: 'Legal aid' });
  await change.getByRole('button', { name: 'Save' }).click();
  await page.getByRole('heading', { name: /· Legal aid$/ }).waitFor();
  expect(await changePlan.count()).toBe(0);
});
