import type { Page } from 'playwright-core';
import { v7 } from 'uuid';
import { afterEach, beforeAll, expect, test } from 'vitest';
import * as z from 'zod';
import { demoPeople, type PersonKey } from '../../../../local/identity/demo-people.ts';
import type { Stack } from '../../../../local/stack.ts';
import { openSharedStack } from '../../../support/stack.ts';
import { findSeriousFaults } from '../../support/axe.ts';
import { type Device, takePicture } from '../../support/browser.ts';
import { openDesk, openScreen, unfold, waitUntilSaved } from '../../support/desk.ts';
import { ask, type Collective, seedCollective } from '../../support/field.ts';

/** What the desks do with a case's timeline, with a member's cases and with outreach that was recorded wrongly. */

let stack: Stack;
let seeded: Collective;
const devices: Device[] = [];

beforeAll(async () => {
  stack = await openSharedStack();
  // Names that no other file gives: the desk lists everybody.
  seeded = await seedCollective(stack, 2, ['leader'], ['Zzmegha Sangham', 'Zzmegha A', 'Zzmegha B']);
});
afterEach(async () => {
  await Promise.all(devices.splice(0).map((device) => device.close()));
});

const enter = async (person: PersonKey): Promise<Page> => {
  const device = await openDesk(stack.url, person);
  devices.push(device);
  return device.page;
};
const form = (page: Page, name: string) => page.getByRole('form', { name, exact: true });
const save = (page: Page, name: string, button = 'Save') =>
  form(page, name).getByRole('button', { name: button, exact: true }).click();
const look = async (page: Page, label: string): Promise<void> => {
  for (const language of ['te', 'en']) {
    await page.locator('.tools select').selectOption(language);
    await page.locator(`html[lang=${language}]`).waitFor();
    expect(await findSeriousFaults(page), `${label} in ${language}`).toEqual([]);
    await takePicture(page, `desk-${label}-${language}`);
  }
};

const coded = z.object({ code: z.string(), version: z.int(), status: z.string() });
const told = z.object({
  items: z.array(z.looseObject({ id: z.string(), type: z.string(), on: z.string() })),
});
const as = (person: PersonKey, path: string, body: object) =>
  ask(stack, person, 'POST', path, { id: v7(), ...body });
const eventsOf = async (id: string) =>
  told.parse(await ask(stack, 'coordinator', 'GET', `/api/cases/${id}/events?limit=100`)).items;

/** A case of the first member, worked on by the caseworker. */
const seedCase = async (more: object = {}) => {
  const id = v7();
  const { code } = coded.parse(
    await as('leader', '/api/cases', {
      id,
      memberId: seeded.members[0]?.id,
      kind: 'compensation',
      priority: 'urgent',
      openedOn: '2026-05-03',
      assignedTo: demoPeople.caseworker.id,
      ...more,
    }),
  );
  const application = { applicationId: v7(), scheme: 'nalsa_2018' };
  const events = [
    ['leader', { type: 'note', on: '2026-05-03', text: 'She told me at the meeting.\nShe wants to claim.' }],
    ['caseworker', { type: 'service', on: '2026-05-04', service: 'legal_aid', provider: 'Legal services' }],
    ['caseworker', { type: 'compensation', on: '2026-05-20', ...application, stage: 'filed' }],
    ['coordinator', { type: 'follow_up', on: '2026-05-21', due: '2026-06-05' }],
    [
      'caseworker',
      {
        type: 'compensation',
        on: '2026-06-01',
        ...application,
        stage: 'paid',
        amountPaise: 300_000_000,
      },
    ],
    ['caseworker', { type: 'status', on: '2026-06-02', status: 'closed', reason: 'Paid' }],
  ] as const;
  for (const [person, event] of events) await as(person, `/api/cases/${id}/events`, event);
  return { id, code };
};

test('takes back what was told wrongly, with a reason and once confirmed, and shows it struck through', async () => {
  const { id, code } = await seedCase();
  const page = await enter('caseworker');
  await openScreen(page, 'Cases');
  await page.getByRole('link', { name: code, exact: true }).first().click();
  const entries = page.locator('.timeline > li');
  await entries.first().waitFor();
  // The latest first, with who told it.
  expect(await entries.count()).toBe(6);
  expect(await entries.first().textContent()).toMatch(/2 June 2026.*closed.*Recorded by you/);
  expect(await entries.nth(2).textContent()).toMatch(/due by 5 June 2026.*Recorded by a colleague/);
  expect(await entries.last().textContent()).toMatch(
    /She wants to claim.*Recorded by the person who opened the case/s,
  );

  for (const [entry, why] of [
    [entries.nth(1), 'Three lakh, not thirty'],
    [entries.first(), 'Closed too early'],
  ] as const) {
    await entry.getByRole('button', { name: /^Take back: / }).click();
    // The reason is asked for where she is, and nothing happens without one.
    await expect.poll(() => page.evaluate('document.activeElement.name')).toBe('reason');
    await save(page, 'Take back', 'Yes, take it back');
    await form(page, 'Take back').getByLabel('Why?').fill(why);
    await save(page, 'Take back', 'Yes, take it back');
    await entry.locator('.warning', { hasText: why }).waitFor();
    expect(await entry.locator('.warning').textContent()).toMatch(/^You took this back on /);
    expect(await entry.locator('s').textContent()).toMatch(/June 2026/);
    expect(await entry.getByRole('button').count()).toBe(0);
    await expect.poll(() => page.evaluate('document.activeElement.textContent')).toBe('Timeline');
  }
  expect(await entries.count()).toBe(6);
  await look(page, 'timeline');
  // She thinks better of a third.
  await entries
    .nth(2)
    .getByRole('button', { name: /^Take back: / })
    .click();
  await page.getByRole('button', { name: 'No, leave it' }).click();
  await entries
    .nth(2)
    .getByRole('button', { name: /^Take back: / })
    .waitFor();

  expect(coded.parse(await ask(stack, 'coordinator', 'GET', `/api/cases/${id}`))).toMatchObject({
    status: 'open',
    version: 9,
  });
  const hers = await enter('coordinator');
  await openScreen(hers, 'Cases');
  await hers.getByRole('link', { name: code, exact: true }).first().click();
  await hers.getByText('The person who holds the case took this back').first().waitFor();
}, 240_000);

test('shows the kind that a colleague has given a case meanwhile, and does not put the former one back', async () => {
  const { id, code } = await seedCase();
  const page = await enter('caseworker');
  await openScreen(page, 'Cases');
  await page.getByRole('link', { name: code, exact: true }).first().click();
  await unfold(page, 'Change this case’s details');
  const change = form(page, 'Change');
  const kind = change.getByLabel('Kind');
  await kind.selectOption('other');
  await change.getByLabel(/^Note/).fill('Both of us are at it.');
  const { version } = coded.parse(await ask(stack, 'coordinator', 'GET', `/api/cases/${id}`));
  await ask(stack, 'coordinator', 'PATCH', `/api/cases/${id}`, { kind: 'legal_aid' }, version);
  await save(page, 'Change');
  await change.getByRole('alert').waitFor();
  await expect.poll(() => kind.inputValue()).toBe('legal_aid');
  expect(await change.getByLabel(/^Note/).inputValue()).toBe('Both of us are at it.');
  await save(page, 'Change');
  await waitUntilSaved(page);
  expect(await ask(stack, 'coordinator', 'GET', `/api/cases/${id}`)).toMatchObject({ kind: 'legal_aid' });
}, 120_000);

test('keeps the note and the date that were typed when she chooses that something else happened', async () => {
  const { id, code } = await seedCase();
  const before = (await eventsOf(id)).length;
  const page = await enter('caseworker');
  await openScreen(page, 'Cases');
  await page.getByRole('link', { name: code, exact: true }).first().click();
  await unfold(page, 'Add to the timeline');
  const event = form(page, 'Add to the timeline');
  await event.getByLabel('Date').fill('2026-06-10');
  await event.getByLabel('Note').fill('She sleeps again.');
  await event.getByLabel('What happened').selectOption('service');
  expect(await event.getByLabel(/^Note/).inputValue()).toBe('She sleeps again.');
  expect(await event.getByLabel('Date').inputValue()).toBe('10.06.2026');
  await event.getByLabel('What happened').selectOption('status');
  await event.getByLabel('What happened').selectOption('note');
  expect(await event.getByLabel(/^Note/).inputValue()).toBe('She sleeps again.');
  await event.getByLabel('What happened').selectOption('service');
  await event.getByLabel('Service').selectOption('counselling');
  await look(page, 'note-beside');

  // The note does not come through at first: sent again, nothing is told twice.
  let refused = 0;
  await page.context().route('**/events', async (route) => {
    const isNote = route.request().postData()?.includes('"note"') ?? false;
    if (!isNote || refused > 0) return route.continue();
    refused += 1;
    await route.abort('connectionreset');
  });
  await save(page, 'Add to the timeline');
  await event.getByRole('alert').waitFor();
  expect(await event.getByLabel(/^Note/).inputValue()).toBe('She sleeps again.');
  await save(page, 'Add to the timeline');
  // The form is closed, the banner says of which case, and what was typed is gone.
  await waitUntilSaved(page, code);
  expect(await event.count()).toBe(0);
  expect(refused).toBe(1);
  const added = (await eventsOf(id)).filter(({ on }) => on === '2026-06-10');
  expect(added).toMatchObject([
    { type: 'service', service: 'counselling' },
    { type: 'note', text: 'She sleeps again.' },
  ]);
  expect(await eventsOf(id)).toHaveLength(before + 2);
  // It can be taken back from the banner, with the note beside it, and says so.
  const toast = page.locator('.toast');
  expect((await toast.boundingBox())?.y).toBeLessThan(200);
  await toast.getByRole('button', { name: 'Undo' }).click();
  await toast.getByText(`Taken back. · ${code}`).waitFor();
  expect((await eventsOf(id)).slice(-2)).toMatchObject([
    { type: 'taken_back', reason: 'Saved by mistake' },
    { type: 'taken_back', reason: 'Saved by mistake' },
  ]);
  // What is dated before the case is not even asked of the programme.
  await unfold(page, 'Add to the timeline');
  await event.getByLabel('What happened').selectOption('note');
  await event.getByLabel('Date').fill('2026-05-02');
  await event.getByLabel(/^Note/).fill('Too early.');
  await save(page, 'Add to the timeline');
  await event.getByText(/^To put right: This must be .* or later\.$/).waitFor();
}, 240_000);

test('keeps a note that comes with a change, also through a change of somebody else', async () => {
  const { id, code } = await seedCase();
  const page = await enter('coordinator');
  await openScreen(page, 'Cases');
  await page.getByRole('link', { name: code, exact: true }).first().click();
  await unfold(page, 'Change, or give to somebody');
  const change = form(page, 'Change');
  await change.getByLabel('Assigned to').selectOption(demoPeople.caseworker2.id);
  await change.getByLabel('Note').fill('Meena knows the lawyer.');
  await as('caseworker', `/api/cases/${id}/events`, { type: 'note', on: '2026-06-03', text: 'Meanwhile.' });
  await save(page, 'Change');
  await change.getByText('Look at what stands here now').waitFor();
  expect(await change.getByLabel('Note').inputValue()).toBe('Meena knows the lawyer.');
  await expect.poll(() => change.getByLabel('Assigned to').inputValue()).toBe(demoPeople.caseworker.id);
  await change.getByLabel('Assigned to').selectOption(demoPeople.caseworker2.id);
  await save(page, 'Change');
  await waitUntilSaved(page, code);
  await unfold(page, 'Change, or give to somebody');
  expect(await change.getByLabel('Note').inputValue()).toBe('');
  await page.locator('.timeline').getByText('Meena knows the lawyer.').waitFor();
}, 240_000);

test('lists the cases of a member on her page, and opens them from there', async () => {
  const { code } = await seedCase({ kind: 'legal_aid' });
  const page = await enter('coordinator');
  await openScreen(page, 'Members');
  const [first] = seeded.members;
  await page.getByLabel('Code, name or telephone').fill(first?.name ?? '');
  await save(page, 'Search', 'Search');
  await page
    .getByRole('row')
    .filter({ hasText: first?.name ?? '' })
    .getByRole('link')
    .click();
  const cases = page.getByRole('region', { name: 'Her cases' });
  await cases.getByRole('row').filter({ hasText: code }).waitFor();
  await look(page, 'member-cases');
  await cases.getByRole('link', { name: code, exact: true }).first().click();
  await page.locator('.timeline').getByText('She wants to claim.').waitFor();
  // She is known already.
  expect(await page.getByRole('link', { name: /^Show who this woman is/ }).count()).toBe(0);
  await page.getByRole('link', { name: '‹ Member', exact: true }).click();
  await cases.getByRole('link', { name: code }).waitFor();
  // A case that is opened here stands here at once.
  await unfold(page, 'Open a case');
  await form(page, 'Open a case').getByLabel('Kind').selectOption('legal_aid');
  await form(page, 'Open a case').getByLabel('Priority').selectOption('normal');
  await form(page, 'Open a case')
    .getByLabel('What happened, and what she needs')
    .fill('She asks for a lawyer.');
  await save(page, 'Open a case', 'Open a case');
  const said = await page.getByText(/^Case \S+ is open\.$/).textContent();
  await cases.getByRole('link', { name: said?.split(' ')[1] ?? '' }).click();
  await page.locator('.timeline').getByText('She asks for a lawyer.').waitFor();
}, 240_000);

test('offers who broke the glass nothing that is refused to her', async () => {
  const { code } = await seedCase();
  const page = await enter('caseworker2');
  await openScreen(page, 'Emergency access');
  await page.getByLabel('Code').fill(code);
  await page.getByLabel('Reason').fill('She called at night');
  // A closed case is not found.
  await save(page, 'Emergency access', 'Open it for three hours');
  await page.getByRole('alert').waitFor();
  const { code: open2 } = await (async () => {
    const id = v7();
    return coded.parse(
      await as('leader', '/api/cases', {
        id,
        memberId: seeded.members[0]?.id,
        kind: 'crisis',
        priority: 'urgent',
        openedOn: '2026-05-03',
      }),
    );
  })();
  await page.getByLabel('Code').fill(open2);
  await save(page, 'Emergency access', 'Open it for three hours');
  await page.getByRole('heading', { name: new RegExp(open2) }).waitFor();
  await unfold(page, 'Add to the timeline');
  const event = form(page, 'Add to the timeline');
  const types = await event.getByLabel('What happened').locator('option').allTextContents();
  expect(types).toContain('Note');
  expect(types).not.toContain('Status');
  await event.getByLabel('Note').fill('Brought to the shelter.');
  await save(page, 'Add to the timeline');
  await page.locator('.timeline').getByText('Brought to the shelter.').waitFor();
  expect(await page.getByRole('button', { name: /^Take back/ }).count()).toBe(0);
  expect(await page.locator('summary').allTextContents()).toEqual([
    'Add to the timeline',
    'Who looked at this case',
  ]);
  expect(await page.getByRole('link', { name: /^Show who this woman is/ }).count()).toBe(0);
  await look(page, 'glass');
}, 240_000);

test('takes outreach back with a reason, and shows that it counts no more', async () => {
  for (const title of ['At the station', 'At the station, again']) {
    await as('coordinator', '/api/outreach', {
      kind: 'police_orientation',
      on: '2026-05-07',
      mode: 'in_person',
      district: 'Guntur',
      participants: 24,
      title,
    });
  }
  const page = await enter('coordinator');
  await openScreen(page, 'Outreach');
  const row = page.getByRole('row').filter({ hasText: 'At the station, again' });
  const takeBack = page.getByRole('main').getByRole('link', { name: 'Take back' });
  await row.getByRole('link').first().click();
  await takeBack.click();
  await page.getByRole('heading', { name: 'Take outreach back' }).waitFor();
  await page.getByText('At the station, again').waitFor();
  await look(page, 'outreach-reversal');
  await form(page, 'Take outreach back')
    .getByLabel(/^Why\?/)
    .fill('Call 98480 22338');
  await save(page, 'Take outreach back', 'Yes, take it back');
  await page.getByRole('alert').getByText('A name or a telephone number seems to stand in it').waitFor();
  await form(page, 'Take outreach back')
    .getByLabel(/^Why\?/)
    .fill('Entered twice');
  await save(page, 'Take outreach back', 'Yes, take it back');
  await row.getByText(/^taken back by you on .*: Entered twice$/).waitFor();
  expect(await row.locator('s').count()).toBe(7);
  await look(page, 'outreach');
  // It can still be opened, and not be taken back again.
  await row.getByRole('link').first().click();
  await page.getByRole('heading', { level: 2, name: /Police orientation$/ }).waitFor();
  expect(await takeBack.count()).toBe(0);
}, 240_000);

test('says that the names of those who hold the cases could not be read, and reads them again', async () => {
  const { code } = await seedCase();
  const page = await enter('coordinator');
  const names = '**/api/assignees*';
  await page.route(names, (route) => route.fulfill({ status: 503, json: { code: 'unavailable' } }));
  await openScreen(page, 'Cases');
  const row = page.getByRole('row').filter({ hasText: code });
  await row.waitFor();
  await page.getByRole('alert').waitFor();
  expect(await row.getByText('One moment…').count()).toBe(0);
  expect(await page.getByRole('alert').count()).toBe(1);
  await look(page, 'cases-no-names');
  await page.unroute(names);
  await page.getByRole('button', { name: 'Try again' }).click();
  await row.getByText(demoPeople.caseworker.name).waitFor();
  expect(await page.getByRole('alert').count()).toBe(0);
});
