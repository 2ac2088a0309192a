import { v7 } from 'uuid';
import { afterAll, beforeAll, expect, test } from 'vitest';
import * as z from 'zod';
import { demoPeople } from '../../../../local/identity/demo-people.ts';
import type { Stack } from '../../../../local/stack.ts';
import { stateCoordinatorsOf } from '../../../../web/src/desks/areas/state-coordinators-rules.ts';
import { formatDate } from '../../../../web/src/i18n/format.ts';
import { todayInIndia } from '../../../../web/src/i18n/today.ts';
import { openSharedStack } from '../../../support/stack.ts';
import type { Device } from '../../support/browser.ts';
import { openDesk, openScreen, unfold } from '../../support/desk.ts';
import { lookAtDesk } from '../../support/desk-look.ts';
import { ask, type Collective, seedCollective } from '../../support/field.ts';

/** What an area coordinator needs at a month's end besides her own area: whom to tell, and whose figures she reads. */

const telephone = '+919848012346';
const asked = z.object({ version: z.number() });

let stack: Stack;
let seeded: Collective;
let desk: Device;

beforeAll(async () => {
  stack = await openSharedStack();
  seeded = await seedCollective(stack, 1, [], ['Zzarea Sangham', 'Zzarea A']);
  const path = `/api/users/${demoPeople.coordinator.id}`;
  const { version } = asked.parse(await ask(stack, 'administrator', 'GET', path));
  await ask(stack, 'administrator', 'PATCH', path, { telephone }, version);
  desk = await openDesk(stack.url, 'areaCoordinator');
}, 120_000);
afterAll(async () => {
  await desk?.close();
  const path = `/api/users/${demoPeople.coordinator.id}`;
  const { version } = asked.parse(await ask(stack, 'administrator', 'GET', path));
  await ask(stack, 'administrator', 'PATCH', path, { telephone: null }, version);
});

test('a coordinator of the state is one without districts', () => {
  const people = [
    { role: 'coordinator', districts: [] },
    { role: 'coordinator', districts: ['Guntur'] },
    { role: 'caseworker', districts: [] },
  ] as const;
  expect(stateCoordinatorsOf(people.map((one) => ({ ...one, districts: [...one.districts] })))).toEqual([
    { role: 'coordinator', districts: [] },
  ]);
});

test('the month’s list and a group without a leader name the state coordinator, and call her', async () => {
  const { page } = desk;
  // A cash difference may name her too.
  const call = page.locator(`main a[href="tel:${telephone}"]`).first();
  await page.evaluate(`location.hash = '#/close/${todayInIndia().slice(0, 7)}'`);
  await page.getByText('tell the state coordinator what has to stay').waitFor({ timeout: 90_000 });
  await call.waitFor();
  await page.getByText(demoPeople.coordinator.name).first().waitFor();
  await lookAtDesk(page, 'area-month-end');
  await page.locator('.tools select').selectOption('en');
  await page.evaluate(`location.hash = '#/groups/${seeded.id}'`);
  await page.getByText('Ask the state coordinator to have one added.').waitFor();
  await call.waitFor();
  await lookAtDesk(page, 'area-no-leader');
  await page.locator('.tools select').selectOption('en');
}, 180_000);

test('published figures are said to be the whole state’s', async () => {
  const { page } = desk;
  for (const name of ['Our year', 'For the director']) {
    await openScreen(page, name);
    await page.getByText('These are the figures of the whole state, not those of your area.').waitFor();
  }
});

test('a case says since when somebody has it, and that a look at the woman is noted', async () => {
  const { page } = desk;
  const id = v7();
  await ask(stack, 'coordinator', 'POST', '/api/cases', {
    id,
    memberId: seeded.members[0]?.id,
    kind: 'legal_aid',
    priority: 'normal',
    openedOn: '2026-05-03',
  });
  await page.goto(`/#/cases/${id}`);
  await page.getByRole('link', { name: 'Show who this woman is – it is noted that you looked' }).waitFor();
  const facts = page.locator('dl.facts');
  await facts.getByText('Nobody').waitFor();
  expect(await facts.getByText(/since/).count()).toBe(0);
  await unfold(page, 'Change, or give to somebody');
  const form = page.getByRole('form', { name: 'Change' });
  const choice = form.locator('select[name=assignedTo]');
  await choice
    .locator('option', { hasText: `${demoPeople.coordinator.name} · Coordinator · the whole state` })
    .waitFor({ state: 'attached' });
  await choice.selectOption(demoPeople.caseworker.id);
  await form.getByRole('button', { name: 'Save' }).click();
  await facts.getByText(`since ${formatDate(todayInIndia(), 'en')}`).waitFor();
  await lookAtDesk(page, 'area-case-since');
}, 120_000);
