import { v7 } from 'uuid';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import * as z from 'zod';
import { demoPeople, type PersonKey } from '../../../../local/identity/demo-people.ts';
import { type Stack, startStack } from '../../../../local/stack.ts';
import { fetchToken } from '../../../../local/token.ts';
import { writeDate } from '../../../../web/src/design/fields/date-input.ts';
import { todayInIndia } from '../../../../web/src/i18n/today.ts';
import { findSeriousFaults } from '../../support/axe.ts';
import { type Device, takePicture } from '../../support/browser.ts';
import { agree, openDesk, openScreen, unfold } from '../../support/desk.ts';
import { lookAtDesk } from '../../support/desk-look.ts';
import { ask, type Collective, seedCollective } from '../../support/field.ts';

let stack: Stack;
let collective: Collective;
let device: Device;

beforeAll(async () => {
  // Of its own: what waits and whose collectives there are is counted.
  stack = await startStack({ empty: true, web: true });
  collective = await seedCollective(stack, 1, ['leader']);
  const path = `/api/users/${demoPeople.caseworker.id}`;
  const { version } = z.object({ version: z.number() }).parse(await ask(stack, 'administrator', 'GET', path));
  await ask(stack, 'administrator', 'PATCH', path, { districts: ['Guntur'] }, version);
}, 120_000);
afterEach(() => device?.close());
afterAll(() => stack?.close());

const openCase = async (priority: string): Promise<{ id: string; code: string }> =>
  z.object({ id: z.string(), code: z.string() }).parse(
    await ask(stack, 'leader', 'POST', '/api/cases', {
      id: v7(),
      memberId: collective.members[0]?.id,
      kind: 'crisis',
      priority,
      openedOn: '2026-10-01',
    }),
  );

const enter = async (person: PersonKey) => {
  device = await openDesk(stack.url, person);
  return device.page;
};

test('lets a caseworker take an urgent case, and tells her where somebody was faster', async () => {
  const [first, second] = [await openCase('urgent'), await openCase('urgent')];
  const page = await enter('caseworker');
  const waiting = page.getByRole('region', { name: 'No caseworker yet' });
  await waiting.getByText(first.code).waitFor();
  await page.locator('nav .badge', { hasText: /^2 waiting for somebody$/ }).waitFor();
  expect(await findSeriousFaults(page)).toEqual([]);
  const take = async (code: string) => {
    const row = waiting.getByRole('listitem').filter({ hasText: code });
    await row.locator('summary').click();
    await row.getByLabel('Note').fill('I call her now');
    await row.getByRole('button', { name: 'Take it' }).click();
  };
  await take(first.code);
  await page.getByText('It is yours now').getByRole('link', { name: first.code }).waitFor();
  // Nothing is planned in it: it stands among hers until something is.
  const undated = page.getByRole('region', { name: 'Urgent cases without a planned date' });
  await undated.getByRole('link', { name: first.code }).waitFor();
  await lookAtDesk(page, 'today-undated-urgent');
  await page.locator('.tools select').selectOption('en');
  await page.locator('nav .badge', { hasText: /^1 waiting for somebody$/ }).waitFor();
  await ask(
    stack,
    'coordinator',
    'PATCH',
    `/api/cases/${second.id}`,
    { assignedTo: demoPeople.coordinator.id },
    1,
  );
  await take(second.code);
  await page.getByText('Somebody was faster').waitFor();
  await waiting.getByText('Every urgent case has a caseworker.').waitFor();

  // She lets hers go: she is told who sees it then, and it is gone from her desk but for what waits.
  await openScreen(page, 'Cases');
  await page.locator('main tbody').getByRole('link', { name: first.code }).click();
  await unfold(page, 'Change this case’s details');
  const change = page.getByRole('form', { name: 'Change' });
  await change.getByLabel('Assigned to').selectOption({ label: 'Nobody' });
  await change.getByLabel('Note').fill('She waits at the shelter.');
  await change.getByRole('button', { name: 'Save' }).click();
  await page
    .getByRole('dialog')
    .getByText(/waits on the first page of every caseworker/)
    .waitFor();
  await agree(page, 'No, go back');
  await change.getByRole('button', { name: 'Save' }).click();
  await agree(page, 'Let it go');
  await page.getByText(`Nobody holds case ${first.code} now.`).waitFor();
  await page.getByText('Nothing here.').waitFor();
  await page.locator('nav .badge', { hasText: /^1 waiting for somebody$/ }).waitFor();
  await openScreen(page, 'Today');
  await take(first.code);
  await page.getByText('It is yours now').waitFor();
  await undated.locator('summary').getByText('Plan a follow-up').click();
  const plan = undated.getByRole('form', { name: 'Plan a follow-up' });
  await plan.getByLabel('Next follow-up').fill(writeDate(todayInIndia()));
  await plan.getByRole('button', { name: 'Save' }).click();
  await page.locator('.toast').getByText(`${first.code}: the next follow-up is on`).waitFor();
  await undated.getByText('Every urgent case that you have has a date.').waitFor();
  const soon = page.getByRole('region', { name: 'In the next seven days' });
  await soon.getByRole('link', { name: first.code }).waitFor();
  // Once she has seen her, and plans no other day, it is there again.
  await soon.locator('summary').getByText('other dates').click();
  const settle = soon.getByRole('form');
  await settle.getByLabel('Next follow-up').fill('');
  await settle.getByRole('button', { name: 'Done' }).click();
  await undated.getByRole('link', { name: first.code }).waitFor();
}, 120_000);

test('shows a coordinator first what waits, with its age and a count', async () => {
  const waits = await openCase('urgent');
  await openCase('normal');
  const page = await enter('coordinator');
  await page.locator('nav .badge', { hasText: /^1 waiting for somebody$/ }).waitFor();
  // The only one is opened from her first page, and given to somebody there.
  await page
    .locator('.waits')
    .first()
    .getByRole('link', { name: /1 urgent case/ })
    .click();
  await page.getByRole('heading', { level: 2, name: waits.code }).waitFor();
  await page.getByRole('region', { name: 'What to do next' }).getByRole('button').first().click();
  await page.getByRole('form', { name: 'Change' }).getByLabel('Assigned to').waitFor();
  expect(await findSeriousFaults(page)).toEqual([]);
  await page.getByRole('link', { name: 'Cases', exact: true }).first().click();
  const row = page.getByRole('row').nth(1);
  await row.getByText(waits.code).waitFor();
  await row.getByText(/No caseworker yet: \d+ days/).waitFor();
}, 120_000);

test('an urgent case that would stop is told before the yes, and on Today until it is settled', async () => {
  const { members } = await seedCollective(stack, 1, ['leader']);
  const woman = members[0]?.id ?? '';
  const page = await enter('coordinator');
  const lines = page.locator('.waits').first().locator('li');
  const unassigned = lines.first();
  const stopped = lines.nth(1);
  await unassigned.getByText(/urgent case/).waitFor();
  // That none has stopped would be read as that nobody is in danger.
  expect(await stopped.count()).toBe(0);
  const before = await unassigned.textContent();
  await ask(stack, 'leader', 'POST', '/api/cases', {
    id: v7(),
    memberId: woman,
    kind: 'crisis',
    priority: 'urgent',
    openedOn: '2026-05-03',
  });
  await page.goto(`/#/members/${woman}`);
  await unfold(page, 'She asks to stop');
  await page.getByRole('button', { name: 'I have read it to her' }).click();
  const form = page.getByRole('form', { name: 'She asks to stop' });
  await form.getByLabel('How').selectOption('spoken');
  const tick = form.getByRole('checkbox', { name: /Crisis.*urgent/i });
  await tick.check();
  const press = () => form.getByRole('button', { name: 'Stop' }).click();
  await press();
  const dialog = page.getByRole('dialog');
  await dialog.getByText('Cases that go on: 1.').waitFor();
  expect(await dialog.getByText(/urgent case/).count()).toBe(0);
  await agree(page, 'No, go back');
  await tick.uncheck();
  await press();
  await dialog.getByText('1 urgent case stops: nobody goes on with the work.').waitFor();
  expect(await findSeriousFaults(page)).toEqual([]);
  await takePicture(page, 'desk-stop-urgent-en');
  await agree(page, 'Stop');
  await page.getByText('She asked to stop on').waitFor();

  await openScreen(page, 'Today');
  const line = stopped.getByRole('link', { name: '1 urgent case stopped since she asked to stop: see' });
  await line.waitFor();
  expect(await stopped.getAttribute('class')).toBe('urgent');
  // It can be given to nobody.
  await expect.poll(() => unassigned.textContent()).toBe(before);
  await lookAtDesk(page, 'today-stopped-urgent');
  await page.locator('.tools select').selectOption('en');
  await line.click();
  await unfold(page, 'Close it, with its outcome');
  await page
    .getByRole('form', { name: 'Close it, with its outcome' })
    .getByRole('button', { name: 'Save' })
    .click();
  await page.getByText('The case is closed, and nothing more can be written here').waitFor();
  await openScreen(page, 'Today');
  await unassigned.getByText(/urgent case/).waitFor();
  await expect.poll(() => stopped.count()).toBe(0);
}, 180_000);

test('the fourth urgent access in a week is told on every page, and the coordinator ends one that runs', async () => {
  const { members } = await seedCollective(stack, 1, ['leader']);
  const opened = {
    id: v7(),
    memberId: members[0]?.id,
    kind: 'crisis',
    priority: 'urgent',
    openedOn: '2026-05-03',
  };
  const { code } = z
    .object({ code: z.string() })
    .parse(await ask(stack, 'leader', 'POST', '/api/cases', opened));
  const token = await fetchToken(stack.url, 'caseworker2');
  const statuses: number[] = [];
  for (const reason of ['At night', 'Again', 'And again', 'Once more']) {
    const { status } = await fetch(`${stack.url}/api/break-glass`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: JSON.stringify({ id: v7(), code, reason }),
    });
    statuses.push(status);
  }
  expect(statuses).toEqual([201, 201, 201, 422]);

  const page = await enter('coordinator');
  const row = (reason: string) => page.getByRole('row').filter({ hasText: reason });
  const entry = page.locator('nav li li').filter({ hasText: 'Emergency access' });
  await entry.getByText('1 waiting for somebody').waitFor();
  await entry.getByRole('link').click();
  await row('Once more').getByText('refused: too often in a week').waitFor();
  for (const language of ['te', 'en']) {
    await page.locator('.tools select').selectOption(language);
    await page.locator(`html[lang=${language}]`).waitFor();
    expect(await findSeriousFaults(page), language).toEqual([]);
    await takePicture(page, `desk-urgent-accesses-${language}`);
  }
  await row('And again').getByRole('button', { name: 'End it now' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'End it now' }).click();
  await row('And again').getByText('ended by the coordinator').waitFor();
  expect(await page.getByRole('button', { name: 'End it now' }).count()).toBe(0);
}, 180_000);

test('says of a case that was given up since when, by whom, and what was noted last', async () => {
  const { members } = await seedCollective(stack, 1, ['leader']);
  const id = v7();
  await ask(stack, 'leader', 'POST', '/api/cases', {
    id,
    memberId: members[0]?.id,
    kind: 'crisis',
    priority: 'urgent',
    openedOn: '2026-05-03',
  });
  const { version, code } = z
    .object({ version: z.number(), code: z.string() })
    .parse(await ask(stack, 'caseworker', 'POST', `/api/cases/${id}/take`, { id: v7() }));
  const given = { assignedTo: null, note: 'Zzher brother watches the house' };
  await ask(stack, 'caseworker', 'PATCH', `/api/cases/${id}`, given, version);

  // Who may take it reads since when, and not yet what was noted.
  const list = await enter('caseworker');
  const row = list
    .getByRole('region', { name: 'No caseworker yet' })
    .getByRole('listitem')
    .filter({ hasText: code });
  await row.getByText('Urgent · waiting less than an hour').waitFor();
  await row.getByText(/^A caseworker gave it up on /).waitFor();
  expect(await row.textContent()).not.toContain('Zzher');
  await lookAtDesk(list, 'given-up-list');
  await device.close();

  const page = await enter('coordinator');
  await page.goto(`/#/cases/${id}`);
  const said = page.getByText(/^A caseworker gave it up on .*\. Nobody has had it since\.$/);
  await said.waitFor();
  await page.locator('q', { hasText: 'Zzher brother watches the house' }).waitFor();
  await lookAtDesk(page, 'given-up');
  await ask(stack, 'caseworker', 'POST', `/api/cases/${id}/take`, { id: v7() });
  await page.reload();
  await page.getByText('Held by').waitFor();
  expect(await said.count()).toBe(0);
}, 120_000);
