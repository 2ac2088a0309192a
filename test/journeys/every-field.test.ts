import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import * as z from 'zod';
import {
  memberFields,
  notOnCaseworkersPhone,
  notOnLeadersPhone,
} from '../../functions/areas/members/definition.ts';
import { type Field, isSealed } from '../../functions/shared/definition/define.ts';
import type { Stack } from '../../local/stack.ts';
import { openSharedStack } from '../support/stack.ts';
import { type Device, openDevice } from '../web/support/browser.ts';
import { openDesk, unfold, waitUntilSaved } from '../web/support/desk.ts';
import { ask, type Collective, pillSays, seedCollective } from '../web/support/field.ts';
import { setUpPhone } from '../web/support/phone.ts';
import { seedCases, setUpRoad } from '../web/support/road.ts';

/**
 * Every text of a member on every page that tells it, and through every form that asks for it. The texts are those of the definition, so a new one is tried
 * without being named here.
 */

const typed = Object.entries<Field>(memberFields).flatMap(([name, field]) =>
  isSealed(field) && field.sent === 'changes' && field.told !== 'nobody' ? [[name, field] as const] : [],
);
const names = typed.map(([name]) => name);
/** A text of each field that stands nowhere else. */
const marksOf = (round: string): Readonly<Record<string, string>> =>
  Object.fromEntries(
    typed.map(([name, field], place) => {
      const texts = [`Zz${round} ${'abcdefghijklm'[place]}`, `+91 98480 ${round.length}${1_000 + place}`];
      return [name, texts.find((one) => field.is.safeParse(one).success) ?? ''];
    }),
  );
const recorded = marksOf('recorded');
const corrected = marksOf('corrected again');
const enrolled = marksOf('asked of her');

let stack: Stack;
let seeded: Collective;
let her = '';
const devices: Device[] = [];
beforeAll(async () => {
  stack = await openSharedStack();
  seeded = await seedCollective(stack, 1, ['leader'], ['Zz Sangham', 'Zz woman']);
  her = seeded.members[0]?.id ?? '';
  await ask(stack, 'coordinator', 'PATCH', `/api/members/${her}`, recorded, 1);
}, 120_000);
afterAll(() => Promise.all(devices.map((device) => device.close())));

const expectTexts = async (
  page: Page,
  marks: Readonly<Record<string, string>>,
  fields: readonly string[],
) => {
  for (const name of fields) {
    await expect.poll(() => page.locator('main').textContent(), { message: name }).toContain(marks[name]);
  }
};
const told = z.looseObject({ items: z.array(z.looseObject({ id: z.string() })) });

test('at the desk her page tells each, its form changes each, and so does her own record', async () => {
  const desk = await openDesk(stack.url, 'coordinator');
  devices.push(desk);
  const { page } = desk;
  await page.goto(`/#/members/${her}`);
  await expectTexts(page, recorded, names);
  await unfold(page, 'Change her details');
  const form = page.getByRole('form', { name: 'Change', exact: true });
  for (const name of names) {
    const field = form.locator(`[name="${name}"]`);
    expect(await field.inputValue(), name).toBe(recorded[name]);
    await field.fill(corrected[name] ?? '');
  }
  await form.getByRole('button', { name: 'Save', exact: true }).click();
  await waitUntilSaved(page);
  await expectTexts(page, corrected, names);
  expect(await ask(stack, 'coordinator', 'GET', `/api/members/${her}`)).toMatchObject(corrected);
  await page.getByRole('link', { name: 'All that is kept about her' }).click();
  await page.getByRole('heading', { name: 'All that is kept about her' }).waitFor();
  await expectTexts(page, corrected, names);
});

test('a leader’s phone tells each that it keeps, and asks of a new woman for each', async () => {
  const device = await openDevice(stack.url, 'phone', 'en-IN');
  devices.push(device);
  const { page } = device;
  await setUpPhone(device, 'leader');
  const press = (name: string | RegExp) => page.getByRole('button', { name }).click();
  await press('Members');
  await press(new RegExp(corrected.name ?? ''));
  await page.getByRole('button', { name: 'New member' }).waitFor({ state: 'detached' });
  await expectTexts(
    page,
    corrected,
    names.filter((name) => !(name in notOnLeadersPhone)),
  );
  await page.locator('.bar .quiet').first().click();
  await press('New member');
  await page.getByLabel('In which year was she born?').fill('1994');
  await press('Next');
  await press(/She agrees/);
  await press(/She agrees/);
  // Her mandal is her group's.
  const asked = names.filter((name) => name !== 'mandal');
  for (const name of asked) {
    await page.locator('main form input').fill(enrolled[name] ?? '');
    await press('Next');
  }
  await press('Woman');
  await press('Would rather not say');
  await expectTexts(page, enrolled, asked);
  await press('Yes, save it');
  await page.getByRole('heading', { name: 'Saved on this phone' }).waitFor();
  await pillSays(page, 'All sent');
  const found = told.parse(
    await ask(stack, 'coordinator', 'POST', '/api/members/search', { q: enrolled.name ?? '' }),
  );
  const { mandal: _, ...hers } = enrolled;
  const records = await Promise.all(
    found.items.map(({ id }) => ask(stack, 'coordinator', 'GET', `/api/members/${id}`)),
  );
  expect(records).toContainEqual(expect.objectContaining(hers));
});

test('a caseworker’s phone tells each that it keeps, at the door', async () => {
  const [visit] = await seedCases(stack, seeded);
  const device = await openDevice(stack.url, 'phone', 'en-IN');
  devices.push(device);
  const { page } = device;
  await setUpRoad(device);
  await page
    .locator('main .visit', { hasText: visit?.code ?? '' })
    .getByRole('button')
    .first()
    .click();
  await page.locator('.at-the-door').waitFor();
  const html = await page.locator('.at-the-door').innerHTML();
  const kept = names.filter((name) => !(name in notOnCaseworkersPhone));
  // Her telephone number is in the button that calls.
  const isTold = (name: string) =>
    [corrected[name] ?? '', corrected[name]?.replaceAll(' ', '') ?? ''].some((one) => html.includes(one));
  expect(kept.filter((name) => !isTold(name))).toEqual([]);
});
