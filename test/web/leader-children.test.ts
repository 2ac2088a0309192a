import { v7 } from 'uuid';
import { afterAll, beforeAll, expect, test } from 'vitest';
import * as z from 'zod';
import type { Stack } from '../../local/stack.ts';
import { todayInIndia } from '../../web/src/i18n/today.ts';
import { openSharedStack } from '../support/stack.ts';
import { type DeviceOnDisk, openDeviceOnDisk } from './support/browser.ts';
import { ask, type Collective, findInProfile, pillSays, seedCollective } from './support/field.ts';
import { look } from './support/look.ts';
import { setUpPhone } from './support/phone.ts';

/** A leader asks about children at a meeting, without a network, and what follows from the answers. */

let stack: Stack;
let device: DeviceOnDisk;
let group: Collective;
let mother: string;
let daughter: string;
const year = Number(todayInIndia().slice(0, 4));

const child = z.looseObject({
  id: z.string(),
  birthYear: z.number(),
  schooling: z.array(z.looseObject({ id: z.string(), status: z.string() })),
});
const her = z.looseObject({ children: z.array(child) });
const read = async () => her.parse(await ask(stack, 'coordinator', 'GET', `/api/members/${mother}`)).children;

/** A child of whom the last word that stands is two years old. */
async function seedChild(birthYear: number, gender: string): Promise<string> {
  const id = v7();
  const path = `/api/members/${mother}`;
  await ask(stack, 'coordinator', 'POST', `${path}/children`, { id, birthYear, gender, inSchool: true });
  await ask(stack, 'coordinator', 'POST', `${path}/children/${id}/schooling`, {
    id: v7(),
    on: `${year - 2}-06-15`,
    status: 'enrolled',
    stage: 'primary',
  });
  const first = (await read()).find((one) => one.id === id)?.schooling.at(-1);
  await ask(stack, 'coordinator', 'POST', `${path}/reversals`, { id: v7(), of: first?.id, reason: 'x' });
  return id;
}

beforeAll(async () => {
  stack = await openSharedStack();
  group = await seedCollective(stack, 2, ['leader'], ['Bala Sangham', 'Zzbala A', 'Zzbala B']);
  mother = group.members[0]?.id ?? '';
  daughter = await seedChild(year - 13, 'female');
  await seedChild(year - 10, 'male');
  await seedChild(year - 12, 'female');
  device = await openDeviceOnDisk(stack.url, 'phone');
  await setUpPhone(device, 'leader');
}, 120_000);
afterAll(() => device?.close());

const press = (name: string | RegExp) => device.page.getByRole('button', { name, exact: true }).click();
const of = (name: string) => device.page.getByRole('region', { name });

test('is in two taps, from a meeting or from today, and works without a network', async () => {
  const { page, context } = device;
  await context.setOffline(true);
  await press('Meeting');
  await press('3 children to ask about');
  await of(`Zzbala A: daughter, born ${year - 12}`)
    .getByRole('button', { name: 'Yes, every day' })
    .click();
  await of(`Zzbala A: daughter, born ${year - 12}`)
    .getByText('Kept')
    .waitFor();
  await press(/Back/);
  await press('2 children to ask about');
  await press(/Back/);
  await press(/Back/);
  await press('2 children to ask about');

  const son = of(`Zzbala A: son, born ${year - 10}`);
  await son.getByText('10 this year').waitFor();
  await son.getByRole('button', { name: 'Yes, every day' }).click();
  await son.getByRole('button', { name: 'classes 6 to 8' }).click();
  await son.getByText('classes 6 to 8').waitFor();

  const girl = of(`Zzbala A: daughter, born ${year - 13}`);
  await girl.getByRole('button', { name: 'No', exact: true }).click();
  await look(page, 'children-why');
  await girl.getByRole('button', { name: 'marriage' }).click();
  await girl.getByText('may be in danger').waitFor();
  await look(page, 'children-asked');
  await girl.getByRole('button', { name: 'What can be done' }).click();
  await page.getByRole('button', { name: 'scholarship', exact: true }).waitFor();
});

test('offers a case for a girl who left for marriage, until one is opened', async () => {
  const { page } = device;
  await press(/Back/);
  await press('Her children');
  await press(new RegExp(`daughter, born ${year - 13}`));
  await press('Open a case');
  await press('A child in danger');
  await page.getByText('Crisis · A child in danger · Urgent').waitFor();
  await press('No, go back');
  await page.getByText('How urgent is it?').waitFor();
  await press('Urgent');
  await press('Yes, save and send it');
  await page.getByText('Crisis').first().waitFor();
  await press(/Back/);
  await press(/Back/);
  await press('Members');
  await press(/Zzbala A/);
  await press('Her children');
  await press(new RegExp(`daughter, born ${year - 13}`));
  await page.getByText('marriage').waitFor();
  expect(await page.getByRole('button', { name: 'Open a case' }).count()).toBe(0);
});

test('keeps a child’s history, takes back what was wrong, and adds a child', async () => {
  const { page } = device;
  await look(page, 'child');
  await page
    .getByRole('listitem')
    .filter({ hasText: 'marriage' })
    .getByRole('button', { name: 'This is wrong' })
    .click();
  const dialog = page.getByRole('dialog');
  expect(await dialog.getByLabel('What is wrong in it?').inputValue()).toBe('Pressed by mistake');
  await dialog.getByLabel('What is wrong in it?').fill('Zzwrong girl');
  await look(page, 'child-take-back');
  await dialog.getByRole('button', { name: 'Yes, take it back' }).click();
  await page.locator('s', { hasText: 'marriage' }).waitFor();
  await press(/Back/);
  await press('+ Add a child');
  await page.getByLabel('In which year').fill('2');
  await press('Next');
  await page.getByRole('alert').waitFor();
  await page.getByLabel('In which year').fill(String(year - 7));
  await look(page, 'child-new');
  await press('Next');
  await press('Daughter');
  await press('Yes');
  await press(new RegExp(`daughter, born ${year - 7}`));
  await page.getByText('More can be written once this has been sent').waitFor();

  await device.context.setOffline(false);
  // All is sent; nobody has taken the urgent case yet.
  await pillSays(page, 'All sent');
  const children = await read();
  expect(children).toHaveLength(4);
  expect(children.find(({ id }) => id === daughter)?.schooling).toMatchObject([
    { status: 'enrolled', on: `${year - 2}-06-15` },
    { status: 'enrolled', takenBack: {} },
    { status: 'not_enrolled', reason: 'marriage', on: todayInIndia(), takenBack: {} },
  ]);
  expect(children.find(({ birthYear }) => birthYear === year - 10)?.schooling.at(-1)).toMatchObject({
    status: 'enrolled',
    stage: 'upper_primary',
  });
  expect(children.at(-1)).toMatchObject({ birthYear: year - 7, gender: 'female', inSchool: true });
  const { items } = z
    .object({ items: z.array(z.looseObject({ kind: z.string() })) })
    .parse(await ask(stack, 'coordinator', 'GET', `/api/members/${mother}/cases`));
  expect(items).toMatchObject([{ kind: 'crisis', priority: 'urgent' }]);
});

test('fits the phone in each language, and leaves nothing of a child in the browser’s files', async () => {
  const { page } = device;
  const back = () => page.locator('.bar .quiet').first().click();
  await page.getByText('This is wrong').first().waitFor();
  for (const self of ['తెలుగు', 'English']) {
    for (const _ of [1, 2, 3, 4]) await back();
    await back();
    await page.getByRole('button', { name: self }).click();
    await back();
    await look(page, 'children-today');
    await page.locator('main > .choice, main .choice').filter({ hasText: /1|ఒక/ }).first().waitFor();
    await page.locator('.tile').nth(1).click();
    await page.locator('main .choice').first().click();
    await page
      .locator('main .second')
      .filter({ hasText: /పిల్లల|Her children/ })
      .click();
    await look(page, 'children-hers');
    await page.locator('main .choice').first().click();
    await look(page, 'child');
  }
  const { context, profile } = device;
  await context.close();
  for (const text of ['Zzbala', 'Zzwrong', mother, daughter, `"birthYear":${year - 13}`]) {
    expect(findInProfile(profile, text), text).toEqual([]);
  }
});
