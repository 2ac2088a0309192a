import { v7 } from 'uuid';
import { afterAll, beforeAll, expect, test } from 'vitest';
import * as z from 'zod';
import type { Stack } from '../../../../local/stack.ts';
import { todayInIndia } from '../../../../web/src/i18n/today.ts';
import { openSharedStack } from '../../../support/stack.ts';
import { findSeriousFaults } from '../../support/axe.ts';
import { type Device, takePicture } from '../../support/browser.ts';
import { openDesk, openScreen, unfold } from '../../support/desk.ts';
import { ask, type Collective, seedCollective } from '../../support/field.ts';

/** The coordinator's desk: a member's children and offices, who took part in a training, her path, and the forum's bench. */

let stack: Stack;
let desk: Device;
let group: Collective;
let code: string;

beforeAll(async () => {
  stack = await openSharedStack();
  group = await seedCollective(stack, 2, [], ['Netritva Sangham', 'Zzneta A', 'Zzneta B']);
  code = z
    .object({ code: z.string() })
    .parse(await ask(stack, 'coordinator', 'GET', `/api/members/${group.members[0]?.id}`)).code;
  await ask(stack, 'coordinator', 'POST', '/api/outreach', {
    id: v7(),
    kind: 'leadership_training',
    on: '2026-06-03',
    mode: 'in_person',
    district: 'Guntur',
    participants: 1,
    title: 'Zznetritva',
  });
  desk = await openDesk(stack.url, 'coordinator');
}, 120_000);
afterAll(() => desk?.close());

const look = async (label: string): Promise<void> => {
  const { page } = desk;
  for (const language of ['te', 'en']) {
    await page.locator('.tools select').selectOption(language);
    await page.locator(`html[lang=${language}]`).waitFor();
    expect(await findSeriousFaults(page), `${label} in ${language}`).toEqual([]);
    await takePicture(page, `desk-${label}-${language}`);
  }
  await page.setViewportSize({ width: 360, height: 740 });
  expect(await page.evaluate('document.documentElement.scrollWidth - innerWidth'), label).toBeLessThanOrEqual(
    0,
  );
  await takePicture(page, `desk-${label}-360`);
  await page.setViewportSize({ width: 1280, height: 800 });
};
const form = (name: string) => desk.page.getByRole('form', { name, exact: true });
const save = (name: string, button = 'Save') =>
  form(name).getByRole('button', { name: button, exact: true }).click();
const read = () => ask(stack, 'coordinator', 'GET', `/api/members/${group.members[0]?.id}`);

test('names the members among those who were trained, found by a name', async () => {
  const { page } = desk;
  await openScreen(page, 'Outreach');
  await page
    .getByRole('row', { name: /Zznetritva/ })
    .getByRole('link', { name: '3 June 2026', exact: true })
    .click();
  await form('Find a member').getByLabel('Code, name or telephone').fill('Zzneta');
  await save('Find a member', 'Search');
  await page.getByRole('button', { name: `Add: ${code}` }).click();
  await page.getByText('Not saved yet').waitFor();
  await page.getByRole('listitem').filter({ hasText: 'Zzneta B' }).getByRole('button').click();
  await page.getByText('more here than the head count of 1').waitFor();
  await page.getByLabel(`Part: ${code}`).selectOption('facilitator');
  await page
    .getByRole('row')
    .last()
    .getByRole('button', { name: /^Remove/ })
    .click();
  await look('roster');
  await save('Save the list', 'Save the list');
  await page.getByText('Saved.').first().waitFor();
  await page.getByText('Not saved yet').waitFor({ state: 'detached' });
  expect(await page.locator('main').textContent()).not.toMatch(/[0-9a-f]{8}-[0-9a-f]{4}-7/);
});

test('records a child’s schooling and an office, and takes back what was wrong', async () => {
  const { page } = desk;
  await openScreen(page, 'Forum leadership');
  await page.getByRole('table', { name: 'Trained, and without an office yet' }).getByText(code).waitFor();
  await look('bench');
  await page
    .getByRole('table', { name: 'Trained, and without an office yet' })
    .getByRole('link', { name: code })
    .click();

  await unfold(page, 'Add a child');
  await form('Add a child').getByLabel('Year of birth').fill('2014');
  await form('Add a child').getByLabel('Gender').selectOption('female');
  await form('Add a child').getByLabel('School').selectOption('true');
  await save('Add a child');
  await page
    .locator('summary', { hasText: 'girl, born 2014' })
    .or(page.locator('summary', { hasText: 'daughter, born 2014' }))
    .click();
  await unfold(page, 'Record how school goes');
  const school = form('Record how school goes');
  await school.getByLabel('School').selectOption('not_enrolled');
  await school.getByLabel('Why not').selectOption('cost');
  await save('Record how school goes');
  const child = page.locator('summary', { hasText: 'daughter, born 2014' });
  await child.getByText('does not go to school · cost').waitFor();
  await page.getByRole('button', { name: /^Take back: .*goes to school$/ }).click();
  await form('Take back').getByLabel('Why?').fill('Wrong child');
  await save('Take back', 'Yes, take it back');
  await page.locator('.child s').waitFor();

  await unfold(page, 'Add an office');
  await form('Add an office').getByLabel('Body').selectOption('district_forum');
  await form('Add an office').getByLabel('Office').selectOption('treasurer');
  await form('Add an office').getByLabel('From').fill('2026-07-01');
  await save('Add an office');
  await page.getByRole('row', { name: /district forum: treasurer/ }).waitFor();
  await unfold(page, 'End an office');
  await form('End an office').getByLabel('Last day').fill('2026-06-30');
  await save('End an office');
  await form('End an office').getByText('The last day lies before the first.').waitFor();
  await form('End an office').getByLabel('Last day').fill('2026-10-31');
  await save('End an office');
  await page.getByRole('row', { name: /31 October 2026/ }).waitFor();
  expect(await read()).toMatchObject({
    children: [
      {
        birthYear: 2014,
        inSchool: false,
        schooling: [
          { status: 'enrolled', takenBack: {} },
          { status: 'not_enrolled', reason: 'cost' },
        ],
      },
    ],
    offices: [{ body: 'district_forum', office: 'treasurer', from: '2026-07-01', to: '2026-10-31' }],
  });
});

test('shows her path from joining on', async () => {
  const { page } = desk;
  await page.reload();
  const path = page.getByRole('region', { name: 'Her steps to leadership' });
  await path.getByText('took part').or(path.getByText('facilitated')).waitFor();
  expect(await path.getByRole('listitem').allTextContents()).toEqual([
    'joined · 2 April 2026',
    'Leadership training: facilitated · 3 June 2026',
    'district forum: treasurer · 1 July 2026',
    'district forum: treasurer, ended · 31 October 2026',
  ]);
  await page.locator('summary', { hasText: 'daughter, born 2014' }).click();
  await look('member');
});

test('corrects a child’s year of birth, and contradicts no observation that came after the page was read', async () => {
  const { page } = desk;
  const path = `/api/members/${group.members[1]?.id}`;
  const childId = v7();
  const made = { id: childId, birthYear: 2013, gender: 'male', inSchool: true };
  await ask(stack, 'coordinator', 'POST', `${path}/children`, made);
  await page.goto(`/#/members/${group.members[1]?.id}`);
  await page.locator('summary', { hasText: 'son, born 2013' }).click();
  const seen = { id: v7(), on: todayInIndia(), status: 'not_enrolled', reason: 'cost' };
  await ask(stack, 'coordinator', 'POST', `${path}/children/${childId}/schooling`, seen);
  await unfold(page, 'Correct year of birth');
  await form('Correct year of birth').getByLabel('Year of birth').fill('2012');
  await save('Correct year of birth');
  await page.locator('summary', { hasText: 'son, born 2012' }).getByText('does not go to school').waitFor();
  expect(await ask(stack, 'coordinator', 'GET', path)).toMatchObject({
    children: [
      { birthYear: 2012, inSchool: false, schooling: [{ status: 'enrolled' }, { status: 'not_enrolled' }] },
    ],
  });
});
