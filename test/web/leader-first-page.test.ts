import type { Page } from 'playwright-core';
import { v7 } from 'uuid';
import { afterAll, beforeAll, expect, test } from 'vitest';
import * as z from 'zod';
import { addDays } from '../../functions/shared/calendar/calendar.ts';
import { demoPeople } from '../../local/identity/demo-people.ts';
import { type Stack, startStack } from '../../local/stack.ts';
import { todayInIndia } from '../../web/src/i18n/today.ts';
import { findSeriousFaults } from './support/axe.ts';
import { type Device, openDevice, takePicture } from './support/browser.ts';
import { ask, type Collective, seedCollective } from './support/field.ts';
import { setUpPhone } from './support/phone.ts';

/** The first page of a leader of three groups, on whom much waits: what she must do today, told within a screen. */

const today = todayInIndia();
let stack: Stack;
let device: Device;
let page: Page;

const top = async (of: Page, text: string | RegExp): Promise<number> =>
  (await of.locator('main').getByText(text).first().boundingBox())?.y ?? Number.NaN;

const openCase = async (group: Collective, at: number, priority: string, openedOn: string) => {
  const memberId = group.members[at]?.id;
  await ask(stack, 'leader', 'POST', '/api/cases', {
    id: v7(),
    memberId,
    kind: priority === 'urgent' ? 'crisis' : 'legal_aid',
    priority,
    openedOn,
  });
};

beforeAll(async () => {
  stack = await startStack({ empty: true, web: true, recordsFrom: '2026-01-01' });
  const groups: Collective[] = [];
  for (const name of ['Zzvana Sangham', 'Zztara Sangham', 'Zzmegha Sangham']) {
    groups.push(await seedCollective(stack, 3, [], [name]));
  }
  const path = `/api/users/${demoPeople.leader.id}`;
  const { version } = z.object({ version: z.number() }).parse(await ask(stack, 'administrator', 'GET', path));
  await ask(stack, 'administrator', 'PATCH', path, { collectives: groups.map(({ id }) => id) }, version);
  for (const [at, { id, members }] of groups.entries()) {
    await ask(stack, 'leader', 'POST', `/api/collectives/${id}/meetings`, {
      id: v7(),
      heldOn: addDays(today, -7 - at),
      attendance: members.map((one) => ({ memberId: one.id, status: 'present' })),
      entries: [],
    });
    await ask(stack, 'coordinator', 'POST', `/api/collectives/${id}/questions`, {
      id: v7(),
      on: today,
      about: { kind: 'other', month: today.slice(0, 7) },
      text: 'Zzquestion',
    });
  }
  const [first] = groups;
  if (first === undefined) throw new Error('There is no group.');
  await openCase(first, 0, 'urgent', addDays(today, -28));
  await openCase(first, 1, 'normal', addDays(today, -3));
  device = await openDevice(stack.url, 'phone');
  page = device.page;
  await setUpPhone(device, 'leader');
}, 240_000);
afterAll(async () => {
  await device?.close();
  await stack?.close();
});

test('has her urgent case and her next meeting first, and asks for help at the edge of the screen', async () => {
  const urgent = page.locator('.choice.urgent');
  await urgent.getByText('Urgent · no caseworker for 28 days').waitFor();
  await urgent.getByText('See whom to call ›').waitFor();
  const meeting = page.getByRole('button', { name: /^Zzvana Sangham/ });
  await meeting.getByText('Today').waitFor();
  const fold = 740;
  for (const one of [urgent, meeting, page.getByRole('button', { name: 'A woman needs help now' })]) {
    const box = await one.boundingBox();
    expect(box && box.y + box.height).toBeLessThanOrEqual(fold);
  }
  await page
    .getByText(/^Question about /)
    .first()
    .waitFor();
  expect(await top(page, /^Question about /)).toBeGreaterThan(await top(page, 'Zzvana Sangham'));
  expect(await findSeriousFaults(page)).toEqual([]);
  await takePicture(page, 'leader-first-page-en');
});

test('is two screens at most, with practice last', async () => {
  await page.getByRole('button', { name: /^Try it out/ }).waitFor();
  const height = z.number().parse(await page.evaluate('document.documentElement.scrollHeight'));
  expect(height).toBeLessThanOrEqual(1_480);
  const order = await page.locator('main button').allTextContents();
  const at = (text: string) => order.findIndex((one) => one.includes(text));
  expect(at('Try it out')).toBeGreaterThan(at('Call for help'));
  expect(at('Call for help')).toBeGreaterThan(at('Past meetings'));
});
