import { afterAll, beforeAll, expect, test } from 'vitest';
import * as z from 'zod';
import type { Stack } from '../../local/stack.ts';
import { todayInIndia } from '../../web/src/i18n/today.ts';
import { openSharedStack } from '../support/stack.ts';
import { type DeviceOnDisk, openDeviceOnDisk } from './support/browser.ts';
import {
  ask,
  type Collective,
  findInProfile,
  pillKeeps,
  pillSays,
  seedCollective,
  typeAndKeep,
} from './support/field.ts';
import { look } from './support/look.ts';
import { setUpPhone, unlockPhone } from './support/phone.ts';

/** A leader talks with a woman, alone and without a network: with pictures, help first where she is in danger, and nothing lost. */

let stack: Stack;
let device: DeviceOnDisk;
let group: Collective;
let [first, second] = ['', ''];

beforeAll(async () => {
  stack = await openSharedStack();
  group = await seedCollective(stack, 2, ['leader'], ['Zzdaari Sangham', 'Zzdaari A', 'Zzdaari B']);
  [first, second] = group.members.map(({ id }) => id) as [string, string];
  device = await openDeviceOnDisk(stack.url, 'phone');
  await setUpPhone(device, 'leader', 'pictures');
}, 120_000);
afterAll(() => device?.close());

const talks = z.object({
  items: z.array(
    z.looseObject({
      on: z.string(),
      answers: z.record(z.string(), z.number()).optional(),
      goal: z.looseObject({ area: z.string() }).optional(),
      goalDone: z.literal(true).optional(),
    }),
  ),
});
const talksOf = async (id: string) =>
  talks.parse(await ask(stack, 'coordinator', 'GET', `/api/members/${id}/talks`)).items;

const press = (name: string | RegExp) => device.page.getByRole('button', { name, exact: true }).click();
const heading = (name: string) => device.page.getByRole('heading', { name, exact: true }).waitFor();

test('leads to help at once where she is in danger, and goes on after a restart as if nothing had been', async () => {
  const { page, context } = device;
  await page.getByRole('button', { name: '2 women to talk with Zzdaari A, Zzdaari B' }).waitFor();
  await context.setOffline(true);
  await press(/^2 women to talk with/);
  await look(page, 'talks-due');
  await press(/^Zzdaari A/);
  await look(page, 'talk-begin');
  await press('Begin');
  await heading('Are you safe these days?');
  // What she would rather not say is a button as large as an answer.
  const heights = await page
    .locator('.talk-answers > button')
    .evaluateAll((buttons) => buttons.map((one) => Math.round(one.getBoundingClientRect().height)));
  expect(heights).toHaveLength(5);
  expect(new Set(heights).size).toBe(1);
  await look(page, 'talk-safety');
  await press('I am in danger now');
  await heading('Help now');
  const numbers = await page
    .locator('a.call')
    .evaluateAll((all) => all.map((one) => one.getAttribute('href')));
  expect(numbers.slice(-2)).toEqual(['tel:181', 'tel:112']);
  await look(page, 'talk-help');
  // The phone is restarted: what was said is there.
  await page.reload();
  await unlockPhone(page);
  await press('Go on with the talk: Zzdaari A');
  await heading('Help now');
  await press('She needs help now');
  await heading('What happened?');
  await look(page, 'incident');
  await press('Violence at home');
  await press('Yes, save and send it');
  await page.getByText('Violence at home').waitFor();
  await press(/Back/);
  await press(/Back/);
  await press('Go on with the talk: Zzdaari A');
  await page.getByRole('button', { name: 'See her urgent case' }).waitFor();
  await press('Go on with the talk');
  await heading('Do you owe money outside the group?');
});

test('asks one question a page, goes back without loss, and keeps the talk on the phone until there is a network', async () => {
  const { page, context, profile } = device;
  await look(page, 'talk-debt');
  await press('I pay only the interest');
  await press('I would rather not say');
  await heading('How do you feel inside?');
  await press('The question before');
  await heading('Is there work for you?');
  await press('The question before');
  expect(
    await page.getByRole('button', { name: 'I pay only the interest' }).getAttribute('aria-pressed'),
  ).toBe('true');
  await press('I pay only the interest');
  await press('I would rather not say');
  for (const answer of ['Some days are heavy', 'I am not sure of this home', 'Some accept me'])
    await press(answer);
  await heading('What do you want next?');
  await look(page, 'talk-goal');
  await press('Debt');
  await page.getByLabel('In her own words').fill('Zzloan of the moneylender');
  await press('Six months');
  await look(page, 'talk-goal-words');
  await press('Next');
  await page.getByText('5 questions were answered.').waitFor();
  await look(page, 'talk-end');
  await press('Save the talk');
  await page.getByText('You are not alone').waitFor();
  await look(page, 'talk-closing');
  await press('To the start');
  await page.getByRole('button', { name: '1 woman to talk with Zzdaari B' }).waitFor();
  await pillKeeps(page, 2);
  await page.locator('.pill').click();
  expect(await page.locator('main').textContent()).not.toContain('Zzloan');
  await press(/Back/);
  expect(await talksOf(first)).toEqual([]);

  await context.setOffline(false);
  await pillSays(page, 'All sent');
  expect(await talksOf(first)).toMatchObject([
    {
      on: todayInIndia(),
      answers: { safety: 1, debt: 2, mind: 3, home: 2, belonging: 3 },
      goal: { area: 'debt', text: 'Zzloan of the moneylender' },
    },
  ]);
  expect(findInProfile(profile, 'Zzloan')).toEqual([]);
});

test('has her goal on her page and among what is due, and tells what she said last time', async () => {
  const { page } = device;
  // Among the dates by her code, and never what it is.
  await press('All dates');
  const due = page.locator('.choice', { hasText: 'Her goal' });
  expect(await due.textContent()).toMatch(/ · M-[0-9A-Z]{6}Her goal$/);
  expect(await page.getByText('Nothing is due now.').count()).toBe(0);
  await look(page, 'due-goal');
  await due.click();
  await heading('Her goal');
  await page.getByText('Zzloan of the moneylender').waitFor();
  await look(page, 'member-goal');
  await press('Talk with her');
  await press('Begin');
  await page.getByText(/Last time \(.*\): I am in danger now/).waitFor();
  await press('Mostly I am safe');
  for (let left = 5; left > 0; left -= 1) await press('I would rather not say');
  await page.getByText('Zzloan of the moneylender').waitFor();
  await look(page, 'talk-goal-stands');
  await press('✓ It is reached');
  await page.getByText('Well done!').waitFor();
  await press('Nothing for now');
  await press('Save the talk');
  await press('To the start');
  await pillSays(page, 'All sent');
  expect((await talksOf(first)).at(-1)).toMatchObject({ answers: { safety: 3 }, goalDone: true });
});

test('says in words what was refused, and keeps nothing of a talk in which nothing was said', async () => {
  const { page } = device;
  await press(/^1 woman to talk with/);
  await press(/^Zzdaari B/);
  await press('Begin');
  for (let left = 6; left > 0; left -= 1) await press('I would rather not say');
  await press('Nothing for now');
  await page.getByText('No question was answered.').waitFor();
  await press('End it and keep nothing');
  await press('To the start');
  expect(await talksOf(second)).toEqual([]);

  // She leaves the group, and the phone hears of it only after the talk.
  await device.context.setOffline(true);
  await press(/^1 woman to talk with/);
  await press(/^Zzdaari B/);
  await press('Begin');
  await press('I am safe');
  for (let left = 5; left > 0; left -= 1) await press('I would rather not say');
  await press('Nothing for now');
  await press('Save the talk');
  await press('To the start');
  await ask(stack, 'coordinator', 'POST', `/api/members/${second}/exit`, {
    exitedOn: '2026-11-01',
    reason: 'moved away',
  });
  await device.context.setOffline(false);
  await pillSays(page, 'needs you');
  await page.locator('.pill').click();
  await page.getByText('She was not a member on that day.').waitFor();
  await look(page, 'talk-refused');
});

test('makes the safety plan with her, keeps it through a restart, and prints it as anybody’s notes', async () => {
  const { page } = device;
  await press(/Back/);
  await press('Cases');
  await press(/Crisis/);
  await press('Make a plan for her safety');
  const signs = page.getByLabel('How does she know that danger comes?');
  await typeAndKeep(page, () => signs.fill('Zzhe comes home late'));
  const goTo = page.getByLabel('Where will she go then?');
  await typeAndKeep(page, () => goTo.fill('Zzaunt in the next street'));
  await look(page, 'plan');
  await page.reload();
  await unlockPhone(page);
  await press('Cases');
  await press(/Crisis/);
  await press('Make a plan for her safety');
  expect(await goTo.inputValue()).toBe('Zzaunt in the next street');
  await press('Keep it');
  await heading('Saved on this phone');
  await press('To the start');
  await press('Cases');
  await press(/Crisis/);
  await press('Her plan: see it, change it');
  const notes = page.getByRole('article', { name: 'Notes' });
  await notes.getByText('Zzaunt in the next street').waitFor();
  await page.emulateMedia({ media: 'print' });
  // biome-ignore lint/performance/useDomNodeTextContent: what is not printed is hidden, and stands in the text content all the same
  const printed = await page.locator('body').innerText();
  expect(printed.split('\n').filter((line) => line.trim() !== '')).toEqual([
    'Notes',
    'Remember: Zzhe comes home late',
    'Go: Zzaunt in the next street',
  ]);
  expect(await page.title()).not.toMatch(/leadership|safety|plan/i);
  await page.emulateMedia({ media: 'screen' });
});
