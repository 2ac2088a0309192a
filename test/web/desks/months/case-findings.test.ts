import { v7 } from 'uuid';
import { afterAll, beforeAll, expect, test } from 'vitest';
import * as z from 'zod';
import { addDays } from '../../../../functions/shared/calendar/calendar.ts';
import { demoPeople } from '../../../../local/identity/demo-people.ts';
import { type Stack, startStack } from '../../../../local/stack.ts';
import { validCase, validConsent } from '../../../support/scene.ts';
import type { Device } from '../../support/browser.ts';
import { openDesk, showFindings, unfold } from '../../support/desk.ts';
import { lookAtDesk } from '../../support/desk-look.ts';
import { ask, seedCollective } from '../../support/field.ts';
import { today } from '../../support/road.ts';

/** At the month's end, what is late in a case is asked of whoever has the case, and never of the woman's leader, who may not know of it. */

let stack: Stack;
let desk: Device;

beforeAll(async () => {
  stack = await startStack({ empty: true, web: true });
}, 120_000);
afterAll(async () => {
  await desk?.close();
  await stack?.close();
});

const coded = z.looseObject({ code: z.string() });
const versioned = z.object({ version: z.number(), assignedTo: z.string().optional() });

test('a late case names who has it and her telephone; one that nobody has is given to somebody there', async () => {
  const { members } = await seedCollective(stack, 2, ['leader']);
  const path = `/api/users/${demoPeople.caseworker.id}`;
  const { version } = versioned.parse(await ask(stack, 'administrator', 'GET', path));
  await ask(stack, 'administrator', 'PATCH', path, { telephone: '+919848012345' }, version);
  const opened = z.looseObject({ id: z.string(), code: z.string() });
  const late = async (memberId = '', more: object = {}) => {
    const file = opened.parse(
      await ask(
        stack,
        'coordinator',
        'POST',
        '/api/cases',
        validCase(memberId, { openedOn: '2026-11-01', ...more }),
      ),
    );
    await ask(stack, 'coordinator', 'POST', `/api/cases/${file.id}/events`, {
      id: v7(),
      type: 'follow_up',
      on: '2026-11-01',
      due: addDays(today(), -5),
    });
    return file;
  };
  const held = await late(members[0]?.id, { assignedTo: demoPeople.caseworker.id });
  const free = await late(members[1]?.id);

  desk = await openDesk(stack.url, 'coordinator');
  const { page } = desk;
  await page.evaluate(`location.hash = '#/close/${today().slice(0, 7)}'`);
  await page.locator('.checklist > li').first().waitFor({ timeout: 90_000 });
  const list = 'Cases with an overdue follow-up';
  await showFindings(page, list);
  const table = page.getByRole('table', { name: list });
  const rowOf = ({ code }: { readonly code: string }) => table.getByRole('row').filter({ hasText: code });
  await rowOf(held).getByText('Who has the case').waitFor();
  expect(await rowOf(held).locator('a[href^="tel:"]').getAttribute('href')).toBe('tel:+919848012345');
  expect(await table.getByRole('button', { name: 'Ask the leader' }).count()).toBe(0);
  await rowOf(free).getByText('This case has no caseworker yet').waitFor();
  await rowOf(free).getByRole('button', { name: 'Give the case to somebody' }).click();
  await rowOf(free).locator('select[name=assignedTo]').selectOption(demoPeople.caseworker.id);
  await lookAtDesk(page, 'findings-of-cases');
  await rowOf(free).locator('button[type=submit]').click();
  await rowOf(free).getByText('Who has the case').waitFor();
  const { assignedTo } = versioned.parse(await ask(stack, 'coordinator', 'GET', `/api/cases/${free.id}`));
  expect(assignedTo).toBe(demoPeople.caseworker.id);
}, 120_000);

test('what rests on sheets that have not come is called unknown, and a difference of an earlier month stands', async () => {
  const { page } = desk;
  const month = today().slice(0, 7);
  const itemOf = (list: string) => page.locator('.checklist > li').filter({ hasText: list });
  for (const list of ['Cash differences', 'Meetings without a count of the box', 'Unusual figures']) {
    await itemOf(list).getByText('Cannot tell: 1 sheet has not come').waitFor();
    expect(await itemOf(list).getByText('None', { exact: true }).count()).toBe(0);
    expect(await itemOf(list).getAttribute('class')).toBe('unknown');
  }
  expect(await itemOf('Urgent cases that stopped').count()).toBe(0);
  await unfold(page, 'Lists with nothing to look at');
  await itemOf('Urgent cases that stopped').getByText('None', { exact: true }).waitFor();
  const { id } = await seedCollective(stack, 1, ['leader'], ['Zzearlier Sangham']);
  const on = addDays(`${month}-01`, -40);
  await ask(stack, 'coordinator', 'POST', `/api/collectives/${id}/vouchers`, {
    id: v7(),
    on,
    lines: [{ kind: 'cash_over', amountPaise: 10_00, reason: 'Found under the books' }],
  });
  await page.reload();
  await itemOf('Cash differences').getByText('1 from earlier months').waitFor({ timeout: 90_000 });
  expect(await itemOf('Cash differences').getAttribute('class')).toBe('');
  await lookAtDesk(page, 'findings-unknown');
  await page.locator('.tools select').selectOption('en');
  // It is old enough to take one line, and its reason a tap.
  await itemOf('Cash differences').getByRole('link', { name: 'on the page “Today”' }).click();
  const line = page.getByRole('region', { name: 'Cash differences' }).getByRole('listitem');
  await line.getByText('₹10 over').waitFor();
  await line.getByText(/\d+ days ago/).waitFor();
  expect(await page.getByText('Found under the books').count()).toBe(0);
  await line.locator('summary').click();
  await line.getByRole('button', { name: 'Show the reason' }).click();
  await line.getByText('Reason: Found under the books').waitFor();
}, 180_000);

test('a stop that a leader undoes is told on the first page and listed by her code, until it is explained', async () => {
  const { page } = desk;
  const { members } = await seedCollective(stack, 1, ['leader'], ['Zzstop Sangham']);
  const [woman] = members;
  for (const [person, given] of [
    ['coordinator', false],
    ['leader', true],
  ] as const) {
    const consent = validConsent('services', { given, on: today() });
    await ask(stack, person, 'POST', `/api/members/${woman?.id}/consents`, consent);
  }
  const { code } = coded.parse(await ask(stack, 'coordinator', 'GET', `/api/members/${woman?.id}`));
  await page.evaluate(`location.hash = '#/today'`);
  await page.reload();
  const told = page.getByRole('link', { name: '1 stop was undone by somebody else: ask her' });
  await told.waitFor({ timeout: 90_000 });
  await lookAtDesk(page, 'today-undone-stop');
  await page.locator('.tools select').selectOption('en');
  await told.click();
  await page.waitForURL(`**#/members/${woman?.id}`);
  await page.evaluate(`location.hash = '#/close/${today().slice(0, 7)}'`);
  const list = 'Stops that somebody else undid';
  await page
    .locator('.checklist > li')
    .filter({ hasText: list })
    .getByText('1 to look at')
    .waitFor({ timeout: 90_000 });
  await showFindings(page, list);
  const row = page.getByRole('table', { name: list }).getByRole('row').filter({ hasText: code });
  await row.getByText('Services').waitFor();
  await lookAtDesk(page, 'findings-undone-stop');
  await page.locator('.tools select').selectOption('en');
  await row.getByRole('combobox').selectOption('checked');
  await page.getByText('Saved').waitFor();
  await page.evaluate(`location.hash = '#/today'`);
  await page.getByRole('heading', { level: 1 }).waitFor();
  await page.reload();
  await page.getByRole('region', { name: 'To do' }).getByRole('link').first().waitFor({ timeout: 90_000 });
  expect(await told.count()).toBe(0);
}, 240_000);
