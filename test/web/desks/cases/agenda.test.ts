import { readFile } from 'node:fs/promises';
import type { Locator, Page } from 'playwright-core';
import { v7 } from 'uuid';
import { afterEach, beforeAll, expect, test } from 'vitest';
import * as z from 'zod';
import { addDays } from '../../../../functions/shared/calendar/calendar.ts';
import { demoPeople, type PersonKey } from '../../../../local/identity/demo-people.ts';
import type { Stack } from '../../../../local/stack.ts';
import { todayInIndia } from '../../../../web/src/i18n/today.ts';
import { openSharedStack } from '../../../support/stack.ts';
import { findSeriousFaults } from '../../support/axe.ts';
import { type Device, takePicture } from '../../support/browser.ts';
import { agree, openDesk, openScreen, unfold } from '../../support/desk.ts';
import { ask, type Collective, seedCollective } from '../../support/field.ts';

/** The dates for which cases wait, on the desks of caseworker and coordinator, and how cases change hands. */

let stack: Stack;
let seeded: Collective;
const devices: Device[] = [];

beforeAll(async () => {
  stack = await openSharedStack();
  seeded = await seedCollective(stack, 1, ['leader'], ['Zzagenda Sangham', 'Zzagenda A']);
});
afterEach(async () => {
  await Promise.all(devices.splice(0).map((device) => device.close()));
});

const enter = async (person: PersonKey): Promise<Page> => {
  const device = await openDesk(stack.url, person);
  devices.push(device);
  return device.page;
};
const look = async (page: Page, label: string): Promise<void> => {
  for (const language of ['te', 'en']) {
    await page.locator('.tools select').selectOption(language);
    await page.locator(`html[lang=${language}]`).waitFor();
    expect(await findSeriousFaults(page), `${label} in ${language}`).toEqual([]);
    await takePicture(page, `desk-${label}-${language}`);
  }
};

/** A list begins with its first ten dates. */
const showAll = async (list: Locator): Promise<void> => {
  await list.locator('li').first().waitFor();
  const all = list.getByRole('button', { name: /^Show all/ });
  if (await all.isVisible()) await all.click();
};

const coded = z.looseObject({ code: z.string(), assignedTo: z.string().optional() });
const agenda = z.object({ items: z.array(z.looseObject({ caseId: z.string(), on: z.string() })) });

const listed = z.object({
  items: z.array(z.looseObject({ assignedTo: z.string().optional(), status: z.string() })),
  cursor: z.string().optional(),
});
/** How many open cases a person holds, or nobody. */
const countHeld = async (person: PersonKey | undefined): Promise<number> => {
  const holder = person && demoPeople[person].id;
  let count = 0;
  let cursor: string | undefined;
  do {
    const query = `limit=100${cursor === undefined ? '' : `&cursor=${encodeURIComponent(cursor)}`}`;
    const page = listed.parse(await ask(stack, 'coordinator', 'GET', `/api/cases?${query}`));
    count += page.items.filter(
      ({ assignedTo, status }) => assignedTo === holder && status !== 'closed',
    ).length;
    ({ cursor } = page);
  } while (cursor !== undefined);
  return count;
};

const seedCase = async (holder: PersonKey | undefined, priority = 'normal') => {
  const id = v7();
  const opened = await ask(stack, 'coordinator', 'POST', '/api/cases', {
    id,
    memberId: seeded.members[0]?.id,
    kind: 'legal_aid',
    priority,
    openedOn: '2026-05-03',
    ...(holder === undefined ? {} : { assignedTo: demoPeople[holder].id }),
  });
  const tell = (event: object) =>
    ask(stack, 'coordinator', 'POST', `/api/cases/${id}/events`, { id: v7(), on: '2026-05-04', ...event });
  await tell({ type: 'follow_up', due: '2026-06-04' });
  await tell({ type: 'proceeding', proceedingId: v7(), step: 'fir', laws: ['itpa'] });
  await tell({ type: 'compensation', applicationId: v7(), scheme: 'nalsa_2018', stage: 'filed' });
  return { id, code: coded.parse(opened).code };
};
const datesOf = async (caseId: string) =>
  agenda
    .parse(await ask(stack, 'coordinator', 'GET', '/api/agenda'))
    .items.filter((item) => item.caseId === caseId)
    .map(({ on }) => on);

test('a caseworker sees what is overdue, settles a follow-up with one press, and saves her dates', async () => {
  const { id, code } = await seedCase('caseworker');
  const page = await enter('caseworker');
  const overdue = page.getByRole('region', { name: 'Overdue' });
  const row = overdue.locator('li', { hasText: code });
  await showAll(overdue);
  await row.filter({ hasText: 'Decision on compensation (60-day limit)' }).waitFor();
  await row.filter({ hasText: 'Police to report progress (90-day limit)' }).waitFor();
  await look(page, 'today');

  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Save these dates for my calendar' }).click();
  const file = await download;
  expect(file.suggestedFilename()).toBe('dates.ics');
  const text = await readFile(await file.path(), 'utf8');
  expect(text).toContain(`SUMMARY:${code}\r\n`);
  expect(text.toLowerCase()).not.toMatch(/zzagenda|follow|hearing|help|vimukthi|leadership|kamonohashi/);

  const done = row
    .filter({ hasText: 'Follow-up' })
    .getByRole('button', { name: /^Done, next on \d+ \w+ \d{4}$/ });
  await done.click();
  const said = page.locator('.toast', { hasText: `${code}: the follow-up is recorded as done.` });
  await said.waitFor();
  await row.filter({ hasText: 'Follow-up' }).first().waitFor({ state: 'detached' });
  const offer = page.getByRole('region', { name: 'Write what happened' });
  await offer.waitFor();
  // A slip is taken back where it is said.
  await said.getByRole('button', { name: 'Undo' }).click();
  await page.getByText(`${code}: taken back.`).waitFor();
  await offer.waitFor({ state: 'detached' });
  expect(await datesOf(id)).toContain('2026-06-04');
  await done.click();
  await said.waitFor();
  await row.filter({ hasText: 'Follow-up' }).first().waitFor({ state: 'detached' });
  const dates = await datesOf(id);
  expect(dates).not.toContain('2026-06-04');
  expect(dates).toHaveLength(3);
  // What happened is asked at once, where the button stood; nobody has to answer.
  const note = offer.getByLabel(`${code}: what happened at the visit?`);
  await expect.poll(() => note.evaluate((field) => field === document.activeElement)).toBe(true);
  expect(await offer.getByRole('button', { name: 'Save the note' }).isDisabled()).toBe(true);
  await note.fill('Her sister was there.');
  await offer.getByRole('button', { name: 'Save the note' }).click();
  await page.locator('.toast', { hasText: `${code}: the note is saved.` }).waitFor();
  await offer.waitFor({ state: 'detached' });

  await row.first().getByRole('link', { name: code, exact: true }).click();
  await page.getByRole('heading', { name: new RegExp(code) }).waitFor();
  await page.getByRole('region', { name: 'Police and court' }).getByText('FIR registered').waitFor();
  await page.locator('.timeline').getByText('Her sister was there.').waitFor();
  await look(page, 'case');
  // One press says what happened; the form knows of which application.
  const next = page.getByRole('region', { name: 'What to do next' });
  await next.getByRole('button', { name: 'rejected' }).click();
  const form = page.getByRole('form', { name: 'Add to the timeline' });
  expect(await form.getByLabel('Stage').inputValue()).toBe('rejected');
  await form.getByRole('button', { name: 'Save', exact: true }).click();
  await next.getByRole('button', { name: 'appealed' }).waitFor();
  expect(await datesOf(id)).toHaveLength(2);
}, 240_000);

test('both days of a follow-up can be told: when she was seen, and when she is seen next', async () => {
  const { id, code } = await seedCase('caseworker');
  const page = await enter('caseworker');
  await page.goto(`/#/cases/${id}`);
  await page.getByRole('heading', { name: new RegExp(code) }).waitFor();
  await unfold(page, 'Done, choose other dates');
  const form = page.getByRole('form', { name: 'Done, choose other dates' });
  // Not before it was planned: that would leave it overdue.
  await form.getByLabel('Day she was seen').fill('03.05.2026');
  await form.getByRole('button', { name: 'Done' }).click();
  expect(await datesOf(id)).toContain('2026-06-04');
  await form.getByLabel('Day she was seen').fill('01.06.2026');
  const next = addDays(todayInIndia(), 12);
  await form.getByLabel('Next follow-up').fill(next.split('-').reverse().join('.'));
  await look(page, 'follow-up-days');
  await page.locator('.tools select').selectOption('en');
  await form.getByRole('button', { name: 'Done' }).click();
  await page.locator('.toast', { hasText: `${code}: the follow-up is recorded as done.` }).waitFor();
  const dates = await datesOf(id);
  expect(dates).not.toContain('2026-06-04');
  expect(dates).toContain(next);
  const { items } = z
    .object({ items: z.array(z.looseObject({ on: z.string(), done: z.literal(true).optional() })) })
    .parse(await ask(stack, 'caseworker', 'GET', `/api/cases/${id}/events?limit=100`));
  expect(items.filter(({ done }) => done).map(({ on }) => on)).toEqual(['2026-06-01']);
  // What she saw has a place here too, on the day of the visit.
  const offer = page.getByRole('region', { name: 'Write what happened' });
  await offer.getByLabel(`${code}: what happened at the visit?`).fill('Her sister came along.');
  await offer.getByRole('button', { name: 'Save the note' }).click();
  await page.locator('.timeline').getByText('Her sister came along.').waitFor();
}, 120_000);

test('a coordinator finds a case by its code, and hands all cases of one person over', async () => {
  const { id, code } = await seedCase('caseworker2');
  await seedCase('caseworker2');
  await seedCase(undefined);
  const page = await enter('coordinator');
  await openScreen(page, 'Today');
  const overdue = page.getByRole('region', { name: 'Overdue' });
  await showAll(overdue);
  await overdue.locator('li', { hasText: code }).first().waitFor();
  await look(page, 'month');
  // Somebody else holds it: one press is no answer for her.
  await page.locator('.tools select').selectOption('en');
  const planned = await datesOf(id);
  const done = overdue
    .locator('li', { hasText: code })
    .filter({ hasText: 'Follow-up' })
    .getByRole('button', { name: /^Done, next on/ });
  const question = page.getByRole('dialog', { name: `${demoPeople.caseworker2.name} has this case.` });
  await done.click();
  await question.waitFor();
  await look(page, 'agenda-ask');
  await page.keyboard.press('Escape');
  await question.waitFor({ state: 'detached' });
  expect(await datesOf(id)).toEqual(planned);
  await page.locator('.tools select').selectOption('en');
  await done.click();
  await agree(page, 'Yes, it was done');
  await page.locator('.toast', { hasText: `${code}: the follow-up is recorded as done.` }).waitFor();
  expect(await datesOf(id)).not.toEqual(planned);
  await page.getByRole('button', { name: 'No note' }).click();
  await openScreen(page, 'Cases');
  await page.getByLabel('Code').fill(code.toLowerCase());
  await expect.poll(() => page.locator('main tbody tr').count(), { timeout: 20_000 }).toBe(1);

  // What is handed over, and what nobody holds, is counted among all cases, not among those that the list shows.
  await unfold(page, 'Hand all cases of one person over');
  const form = page.getByRole('form', { name: 'Hand all cases of one person over' });
  const held = await countHeld('caseworker2');
  expect(held).toBeGreaterThan(1);
  await form
    .getByLabel('From')
    .locator('option', { hasText: demoPeople.caseworker2.name })
    .filter({ hasText: `· ${held}` })
    .waitFor({ state: 'attached' });
  const unheld = await countHeld(undefined);
  await page
    .getByText(unheld === 1 ? '1 open case has no caseworker' : `${unheld} open cases have no caseworker`)
    .waitFor();
  await form.getByLabel('From').selectOption(demoPeople.caseworker2.id);
  await form.getByLabel('To', { exact: true }).selectOption(demoPeople.caseworker.id);
  await form.getByLabel(/^Note for each case/).fill('She goes on Monday.');
  await look(page, 'hand-over');
  await form.getByRole('button', { name: 'Hand over' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByText(`All open cases (${held}) go to the other caseworker`).waitFor();
  await dialog.getByRole('button', { name: 'Hand over' }).click();
  await page.getByText(`Handed over: ${held}`, { exact: true }).waitFor();
  expect(await countHeld('caseworker2')).toBe(0);
  expect(coded.parse(await ask(stack, 'coordinator', 'GET', `/api/cases/${id}`)).assignedTo).toBe(
    demoPeople.caseworker.id,
  );
  await page.getByRole('button', { name: 'Show them' }).click();
  await expect.poll(() => page.locator('main tbody tr').count(), { timeout: 20_000 }).toBe(unheld);
  expect(await page.getByLabel('Code').inputValue()).toBe('');
}, 240_000);

test('a summary is made only with her consent to sharing, holds what was chosen, and leaves a line', async () => {
  const { id, code } = await seedCase('caseworker');
  const path = `/api/cases/${id}/events`;
  await ask(stack, 'coordinator', 'POST', path, {
    id: v7(),
    on: '2026-05-05',
    type: 'note',
    text: 'Not for others.',
  });
  const page = await enter('coordinator');
  await openScreen(page, 'Cases');
  await page.getByLabel('Code').fill(code);
  await page.getByRole('link', { name: code, exact: true }).first().click();
  await unfold(page, 'Summary for a lawyer or the authorities');
  const form = page.getByRole('form', { name: 'Summary for a lawyer or the authorities' });
  await form.getByRole('button', { name: 'Make the summary' }).click();
  await page.getByText(/She has not agreed that a summary is handed on/).waitFor();
  const memberId = seeded.members[0]?.id;
  await ask(stack, 'leader', 'POST', `/api/members/${memberId}/consents`, {
    id: v7(),
    purpose: 'sharing',
    given: true,
    on: '2026-05-05',
    method: 'spoken',
    noticeVersion: '1',
  });
  await form.getByRole('button', { name: 'Make the summary' }).click();
  const sheet = page.locator('.summary-sheet');
  await sheet.getByText(/FIR registered/).waitFor();
  const text = (await sheet.textContent()) ?? '';
  expect(text).toContain(code);
  expect(text.toLowerCase()).not.toMatch(/not for others|zzagenda|help|vimukthi|leadership|kamonohashi/);
  await page.emulateMedia({ media: 'print' });
  expect(await page.getByRole('heading', { name: 'Cases' }).isVisible()).toBe(false);
  expect(await sheet.isVisible()).toBe(true);
  await page.emulateMedia({ media: null });
  const log = await ask(stack, 'auditor', 'GET', `/api/access-log?subject=${id}`);
  expect(JSON.stringify(log)).toContain('POST /api/exports');
}, 240_000);
