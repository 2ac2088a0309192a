import type { Page } from 'playwright-core';
import { v7 } from 'uuid';
import * as z from 'zod';
import { dateInIndia } from '../../../functions/shared/calendar/calendar.ts';
import type { PersonKey } from '../../../local/identity/demo-people.ts';
import type { Stack } from '../../../local/stack.ts';
import { validCase } from '../../support/scene.ts';
import { type Device, signInAs } from './browser.ts';
import { ask, type Collective, seedCollective } from './field.ts';
import { chooseSecret, hasShell, type Secret, unlockPhone, type Way } from './phone.ts';

/** A caseworker's cases, and what she does with her phone. */

export type SeededCase = { readonly id: string; readonly code: string; readonly memberId: string };

const opened = z.looseObject({ id: z.string(), code: z.string(), memberId: z.string() });

export const today = (): string => dateInIndia(new Date());

/** Opens a case for each woman, assigned to the caseworker, with a visit planned for a day. */
export async function seedCases(
  stack: Stack,
  { members }: Collective,
  {
    person = 'caseworker',
    due = today(),
    more = {},
  }: { person?: PersonKey; due?: string; more?: object } = {},
): Promise<SeededCase[]> {
  const seeded: SeededCase[] = [];
  for (const { id } of members) {
    const found = opened.parse(
      await ask(stack, person, 'POST', '/api/cases', validCase(id, { openedOn: '2026-11-01', ...more })),
    );
    await ask(stack, person, 'POST', `/api/cases/${found.id}/events`, {
      id: v7(),
      type: 'follow_up',
      on: '2026-11-01',
      due,
    });
    seeded.push(found);
  }
  return seeded;
}

/** A collective with cases of the caseworker, one for each of its members. */
export const seedRoad = async (
  stack: Stack,
  count: number,
  options: { person?: PersonKey; due?: string; more?: object } = {},
): Promise<SeededCase[]> => seedCases(stack, await seedCollective(stack, count, []), options);

const events = z.object({
  items: z.array(z.looseObject({ id: z.string(), type: z.string(), done: z.boolean().optional() })),
});

/** What the programme holds of a case's timeline. */
export const readTimeline = async (stack: Stack, caseId: string) =>
  events.parse(await ask(stack, 'coordinator', 'GET', `/api/cases/${caseId}/events?limit=100`)).items;

/** From the first page to the desk, in English. */
async function signInAtDesk({ page }: Pick<Device, 'page'>, person: PersonKey): Promise<void> {
  await page.goto('/');
  await page.getByRole('button', { name: 'English' }).click();
  await page.getByRole('button', { name: 'I understand' }).click();
  await page.getByRole('button', { name: 'Sign in' }).click();
  await signInAs(page, person);
}

/** From the desk to the question how the device shall open. */
export async function goOnTheRoad(
  device: Pick<Device, 'page'>,
  person: PersonKey = 'caseworker',
): Promise<void> {
  const { page } = device;
  await signInAtDesk(device, person);
  await page.getByRole('link', { name: 'Use this device on field visits' }).click();
  await page.getByRole('button', { name: 'Use this device on field visits' }).click();
}

/** From the first page to the unlocked home of a caseworker's phone, with all that it has to know. */
export async function setUpRoad(
  device: Pick<Device, 'page'>,
  way: Way = 'server',
  person: PersonKey = 'caseworker',
): Promise<Secret> {
  const { page } = device;
  await goOnTheRoad(device, person);
  const secret = await chooseSecret(page, way);
  await unlockPhone(page);
  await page.getByRole('heading', { name: 'Today', level: 1 }).waitFor();
  await page.getByRole('button', { name: /^All my cases/ }).waitFor();
  await page.locator('main .warning').waitFor({ state: 'detached' });
  await hasShell(page);
  return secret;
}

export const toTheStart = (page: Page): Promise<void> =>
  page.getByRole('button', { name: 'To the start' }).click();
