import { afterAll, beforeAll, expect, test } from 'vitest';
import * as z from 'zod';
import { addDays } from '../../../../functions/shared/calendar/calendar.ts';
import { newId } from '../../../../functions/shared/fields/ids.ts';
import { demoPeople } from '../../../../local/identity/demo-people.ts';
import { type Stack, startStack } from '../../../../local/stack.ts';
import { todayInIndia } from '../../../../web/src/i18n/today.ts';
import { findDarkFaults, findSeriousFaults } from '../../support/axe.ts';
import { type Device, takePicture } from '../../support/browser.ts';
import { agree, openDesk, openScreen } from '../../support/desk.ts';
import { lookAtDesk } from '../../support/desk-look.ts';
import { ask, seedCollective } from '../../support/field.ts';

/** The auditor's desk: the logs in sentences, found by code, person and day, and compared with their digests. */

let stack: Stack;
let desk: Device;
let code: string;
let otherId: string;
let groupName: string;
let groupId: string;

beforeAll(async () => {
  stack = await startStack({ empty: true, web: true });
  const { id, members } = await seedCollective(stack, 2, ['leader']);
  groupId = id;
  const [member, other] = members;
  otherId = other?.id ?? '';
  await ask(stack, 'coordinator', 'GET', `/api/members?collectiveId=${id}`);
  const read = await ask(stack, 'leader', 'GET', `/api/members/${member?.id}`);
  code = z.object({ code: z.string() }).parse(read).code;
  await ask(stack, 'administrator', 'POST', '/api/users', {
    id: newId(),
    name: 'సంధ్య తోట',
    role: 'coordinator',
    locale: 'te',
  });
  const group = await ask(stack, 'coordinator', 'GET', `/api/collectives/${id}`);
  groupName = z.object({ name: z.string() }).parse(group).name;
  await ask(stack, 'leader', 'POST', `/api/collectives/${id}/meetings`, {
    id: newId(),
    heldOn: '2026-10-02',
    attendance: members.map((one) => ({ memberId: one.id, status: 'present' })),
    entries: [],
  });
  desk = await openDesk(stack.url, 'auditor');
}, 120_000);
afterAll(async () => {
  await desk?.close();
  await stack?.close();
});

const leader = `${demoPeople.leader.name} (Leader)`;
const coordinator = `${demoPeople.coordinator.name} (Coordinator)`;

test('finds who looked at a member by her code, in sentences with the names of those who looked', async () => {
  const { page } = desk;
  await openScreen(page, 'Access log');
  await page.getByText(`${coordinator} looked at 2 members`).first().waitFor();
  await page.getByLabel('About: a code or an id').fill(code.toLowerCase());
  await page.getByRole('button', { name: 'Search' }).click();
  await page.getByText(`${leader} looked at 1 member:`).first().waitFor();
  const listed = page.locator('tr', { hasText: `${coordinator} looked at 2 members` }).first();
  await listed.waitFor();
  // Of all on a list, the woman who was searched for is named first.
  await listed
    .getByRole('link')
    .first()
    .and(page.getByRole('link', { name: code }))
    .waitFor();
  // Who looked, by names: the leader opened one woman; the coordinator's list shows codes, and nobody's name.
  const who = page.locator('section[aria-labelledby=who-looked]');
  await who.getByRole('heading', { name: 'Who looked at how many names' }).waitFor();
  expect(await who.locator('thead th').allTextContents()).toEqual(['Who', 'Names', 'Times']);
  const rows = await who.locator('tbody tr').allTextContents();
  expect(rows[0]).toBe(`${leader}11`);
  expect(rows.find((row) => row.startsWith(coordinator))).toMatch(/\(Coordinator\)0\d+$/);
  // Whatever stands beside a label, and however long it is, the boxes of a row stand at one height.
  const boxes = page.locator('.fields').first().locator('select, input:not([type=date])');
  const tops = (await Promise.all((await boxes.all()).map((box) => box.boundingBox()))).map((box) => box?.y);
  expect(tops).toHaveLength(4);
  expect(new Set(tops).size).toBe(1);
  await page.getByLabel('Who', { exact: true }).selectOption({ label: leader });
  await page.getByRole('button', { name: 'Search' }).click();
  await page.getByText(`${coordinator} looked at 2 members`).first().waitFor({ state: 'detached' });
  await page.getByText(`${leader} looked at 1 member:`).first().waitFor();
  expect(await page.locator('main').textContent()).not.toMatch(/[0-9a-f]{8}-[0-9a-f]{4}-7/);
  await page.getByLabel('About: a code or an id').fill('M-222222');
  await page.getByRole('button', { name: 'Search' }).click();
  await page.getByText('Nothing was found for this search.').waitFor();
});

test('refuses a name in words before any search: it shows no other lines, and stands in no address', async () => {
  const { page } = desk;
  await openScreen(page, 'Access log');
  // The page of the search before has the same heading, and found nothing either.
  await page.getByText(`${coordinator} looked at 2 members`).first().waitFor();
  const subject = page.getByLabel('About: a code or an id');
  await subject.fill('Lakshmi');
  await page.getByRole('button', { name: 'Search' }).click();
  await page.locator('.field-error').getByText('Names cannot be searched here').waitFor();
  // What was found before is of another search: beside the refusal it would be read as hers.
  expect(await page.locator('main tbody tr').count()).toBe(0);
  // A code is found as people say it, without its hyphen.
  await subject.fill('m222222');
  await page.getByRole('button', { name: 'Search' }).click();
  await page.getByText('Nothing was found for this search.').waitFor();
  const requested: string[] = [];
  page.on('request', (request) => requested.push(request.url()));
  for (const name of ['లక్ష్మి', 'Lakshmi', 'Lakshmi Devi']) {
    await subject.fill(name);
    await page.getByRole('button', { name: 'Search' }).click();
    await page.locator('.field-error').getByText('Names cannot be searched here').waitFor();
    expect(await page.locator('main tbody tr').count()).toBe(0);
    expect(page.url()).toContain('/M-222222');
  }
  expect(requested.filter((url) => url.includes('/api/access-log'))).toEqual([]);
});

test('tells the details of a line in words', async () => {
  const { page } = desk;
  await openScreen(page, 'Journal');
  const added = page.locator('tr', { hasText: 'asked for a second person’s approval' }).first();
  await added.locator('summary').click();
  await added.getByText('Give access, or another role').waitFor();
  const enrolled = page.locator('tr', { hasText: 'enrolled a member' }).first();
  await enrolled.locator('summary').click();
  await enrolled.getByText('Age when she joined').waitFor();
  const words = await page.locator('main .facts dt, main .facts dd').allTextContents();
  expect(words.filter((word) => /[a-z][A-Z]|\b(true|false)\b|_/.test(word))).toEqual([]);
  for (const language of ['te', 'en'] as const) {
    await page.locator('.tools select').selectOption(language);
    await page.locator(`html[lang=${language}]`).waitFor();
    await takePicture(page, `auditor-details-${language}`);
  }
});

test('tells who changed what, and goes from a line to all others about the same record', async () => {
  const { page } = desk;
  await openScreen(page, 'Journal');
  const enrolled = page
    .locator('tr', { hasText: code })
    .filter({ hasText: `${coordinator} enrolled a member` });
  await enrolled.getByRole('link', { name: code }).click();
  // Her sheet stands under her group, and is found all the same.
  await page.getByText('2 rows').waitFor();
  await page.getByText('recorded a meeting sheet').waitFor();
  // A search is a page: Back leads out of it, Forward into it again, and a reload keeps it.
  const searched = page.url();
  expect(searched).toContain(`#/journal/${code}`);
  await page.goBack();
  await page.getByText('2 rows').waitFor({ state: 'detached' });
  await page.goForward();
  await page.getByText('2 rows').waitFor();
  await page.reload();
  await page.getByText('2 rows').waitFor();
  expect(page.url()).toBe(searched);
  await page.getByText(`${coordinator} enrolled a member`).first().waitFor();
  // Of a group, which has no code, the search says the name; nowhere does an id stand.
  await page.getByRole('link', { name: groupName }).first().click();
  await page.getByText(`Shown is everything about: ${groupName}.`).waitFor();
  await page.getByText('recorded a meeting sheet').waitFor();
  expect(await page.locator('main').textContent()).not.toMatch(/[0-9a-f]{8}-[0-9a-f]{4}-7|…[0-9a-f]{6}/);
  for (const language of ['te', 'en'] as const) {
    await page.locator('.tools select').selectOption(language);
    await page.locator(`html[lang=${language}]`).waitFor();
    expect(await findSeriousFaults(page), language).toEqual([]);
    await takePicture(page, `auditor-journal-${language}`);
  }
  expect(await findDarkFaults(page)).toEqual([]);
});

test('calls the taking of a case, a woman’s cases and a summary what they are', async () => {
  const memberId = otherId;
  const caseId = newId();
  const told = { id: newId(), purpose: 'sharing', given: true, on: '2026-10-01', method: 'spoken' };
  await ask(stack, 'coordinator', 'POST', `/api/members/${memberId}/consents`, {
    ...told,
    noticeVersion: '2025-04',
  });
  await ask(stack, 'leader', 'POST', '/api/cases', {
    id: caseId,
    memberId,
    kind: 'crisis',
    priority: 'urgent',
    openedOn: '2026-10-01',
  });
  await ask(stack, 'caseworker', 'POST', `/api/cases/${caseId}/take`, { id: newId(), note: 'I go' });
  await ask(stack, 'caseworker', 'GET', `/api/members/${memberId}/cases`);
  const subjects = [caseId, memberId];
  await ask(stack, 'caseworker', 'POST', '/api/exports', { list: 'caseSummary', subjects });
  const caseworker = `${demoPeople.caseworker.name} (Caseworker)`;
  const { page } = desk;
  const { name: colleague, id: assignedTo } = demoPeople.caseworker2;
  await ask(stack, 'coordinator', 'PATCH', `/api/cases/${caseId}`, { assignedTo }, 2);
  await openScreen(page, 'Journal');
  await page.getByText(`${caseworker} took a case`).waitFor();
  await page.getByText(`gave a case to ${colleague} (Caseworker)`).waitFor();
  await openScreen(page, 'Access log');
  const lines = page.locator('tbody tr', { hasText: caseworker });
  await lines.filter({ hasText: 'made and was shown the summary of a case' }).waitFor();
  // When she took it, and when she opened the woman’s list.
  await expect.poll(() => lines.filter({ hasText: 'looked at cases (2 records)' }).count()).toBe(2);
  expect(await lines.filter({ hasText: /looked at 2 members|saved a list as a file/ }).count()).toBe(0);
  // Nobody has opened any in an emergency.
  await openScreen(page, 'Emergency access');
  await page.getByText('no case within your reach was opened in an emergency').waitFor();
});

test('says that codes could not be read, and reads them again', async () => {
  const { page } = desk;
  const codes = '**/api/codes';
  await page.route(codes, (route) => route.fulfill({ status: 503, json: { code: 'unavailable' } }));
  await openScreen(page, 'Erasures');
  await openScreen(page, 'Journal');
  await page.getByText('Part of this page could not be read.').waitFor();
  expect(await page.getByRole('alert').count()).toBe(1);
  expect(await page.getByText('One moment…').count()).toBe(0);
  expect(await page.getByRole('cell').filter({ hasText: groupName }).count()).toBe(0);
  expect(await findSeriousFaults(page)).toEqual([]);
  await page.unroute(codes);
  await page.getByRole('button', { name: 'Try again' }).click();
  await page.getByRole('cell').filter({ hasText: groupName }).first().waitFor();
  expect(await page.getByRole('alert').count()).toBe(0);
});

test('says at its field that nobody has the code of an erasure, and keeps what was typed', async () => {
  const { page } = desk;
  await openScreen(page, 'Erasures');
  const form = page.getByRole('form', { name: 'Ask for an erasure' });
  await page.locator('summary').getByText('Ask for an erasure').click();
  await form.getByLabel('Whose record?').selectOption('member');
  await form.getByLabel('Her code').fill('M-222222');
  await form.getByLabel('Reason').fill('She asked for it');
  await form.getByRole('button', { name: 'Ask for an erasure' }).click();
  await agree(page, 'Ask for an erasure');
  await form.locator('.field-error').getByText('Nobody has this code. Look once more.').waitFor();
  expect(await page.getByRole('dialog').count()).toBe(0);
  expect(await form.getByLabel('Reason').inputValue()).toBe('She asked for it');
  const typedCode = form.getByLabel('Her code');
  expect(await typedCode.inputValue()).toBe('M-222222');
  expect(await typedCode.evaluate((field) => field === document.activeElement)).toBe(true);
  expect(await findSeriousFaults(page)).toEqual([]);
  await takePicture(page, 'auditor-erasure-unknown');
  // With a code that somebody has, it is asked again.
  await typedCode.fill(code);
  await form.getByRole('button', { name: 'Ask for an erasure' }).click();
  await page.getByRole('dialog').getByText(code).waitFor();
  await page.getByRole('dialog').getByRole('button', { name: 'No, go back' }).click();
});

test('sees who asked for what waits for a second person', async () => {
  const { page } = desk;
  await openScreen(page, 'Approvals');
  await page.locator('.facts').getByText(`${demoPeople.administrator.name} (Administrator)`).waitFor();
});

test('says first what is overdue, and a request to be erased knows of the erasure that was asked for', async () => {
  const { page } = desk;
  const long = addDays(todayInIndia(), -100);
  const member = await ask(stack, 'coordinator', 'GET', `/api/members?collectiveId=${groupId}`);
  const [first] = z.object({ items: z.array(z.object({ id: z.string() })) }).parse(member).items;
  for (const kind of ['grievance', 'erasure']) {
    const said = { id: newId(), kind, on: long, via: 'spoken' };
    await ask(stack, 'leader', 'POST', `/api/members/${first?.id}/requests`, said);
  }
  await openScreen(page, 'Today');
  await page.reload();
  const waits = page.getByRole('region', { name: 'To do' }).getByRole('listitem');
  await waits.nth(0).getByText('1 complaint is overdue: answer it first').waitFor();
  await waits.nth(1).getByText('1 request from a woman is overdue').waitFor();
  // A complaint is no request from a woman, and what is overdue is not told twice.
  expect(await waits.getByText(/await/).count()).toBe(0);
  expect(await findSeriousFaults(page)).toEqual([]);
  await takePicture(page, 'auditor-today-overdue');

  // She sees nobody's name: who knows the woman of a complaint stands there, and whom she can call.
  await openScreen(page, 'Requests and complaints');
  await page.getByRole('link', { name: 'A complaint' }).click();
  const reach = page.getByRole('region', { name: 'How to reach her' });
  await reach.getByText(`${demoPeople.leader.name} (Leader)`).waitFor();
  await reach.getByText('Tell nobody that there is a complaint, nor whose.').waitFor();
  expect(await reach.getByRole('link', { name: '+91 00000 00001' }).getAttribute('href')).toBe(
    'tel:+910000000001',
  );
  await lookAtDesk(page, 'auditor-complaint');
  await page.locator('.tools select').selectOption('en');
  await reach.getByRole('link', { name: 'Her lines in the journal, with her group' }).click();
  await page.getByText('enrolled a member').waitFor();

  await openScreen(page, 'Requests and complaints');
  await page.getByRole('link', { name: 'To have all of it taken away' }).click();
  await reach.getByText('Call the coordinator and give the code M-').waitFor();
  await page.getByText('Nothing yet.').waitFor();
  await page.getByText('Ask for an erasure').first().click();
  await page.getByText('as a rule after a year').first().waitFor();
  await page.getByLabel('Reason').first().fill('She asked for it');
  await page.getByRole('button', { name: 'Ask for an erasure' }).click();
  await agree(page, 'Ask for an erasure');
  await page.getByText(/^Erasure asked for on .*: waits for a coordinator/).waitFor();
  expect(await page.getByText('Nothing yet.').count()).toBe(0);
  expect(await page.getByText('Ask for an erasure').count()).toBe(0);
  expect(await findSeriousFaults(page)).toEqual([]);
  await takePicture(page, 'auditor-request-erasure');

  await openScreen(page, 'Approvals');
  const hers = page.getByRole('region').filter({ hasText: 'Erase a record for good' });
  await hers.getByText('Until it is decided, whoever asked can take the request back.').waitFor();
  await hers.getByRole('button', { name: 'Take my request back' }).click();
  await agree(page, 'Take it back');
  await openScreen(page, 'Requests and complaints');
  await page.getByRole('link', { name: 'To have all of it taken away' }).click();
  await page.getByText(/^Erasure asked for on .*: taken back by whoever asked/).waitFor();
  await page.getByText('Ask for an erasure').first().waitFor();
});

test('compares the days of a month with their digests', async () => {
  const { page } = desk;
  // Before the first seal nobody can tell, which is no empty page.
  await openScreen(page, 'Are the logs complete?');
  await page.getByRole('status').getByText('No day has ever been sealed.').waitFor();
  await lookAtDesk(page, 'auditor-never-sealed');
  await page.locator('.tools select').selectOption('en');
  await openScreen(page, 'Access log');
  const now = new Date();
  const later = new Date(now.getTime() + 3 * 86_400_000).toISOString();
  const response = await fetch(`${stack.url}/local/clock`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ now: later }),
  });
  expect(response.ok).toBe(true);
  const month = now.toISOString().slice(0, 7);
  const digests = z.object({ items: z.array(z.object({ day: z.string(), state: z.string() })) });
  await expect
    .poll(
      async () => digests.parse(await ask(stack, 'auditor', 'GET', `/api/log-digests?month=${month}`)).items,
      {
        timeout: 60_000,
      },
    )
    .toContainEqual(expect.objectContaining({ day: now.toISOString().slice(0, 10), state: 'verified' }));
  await openScreen(page, 'Are the logs complete?');
  // The page begins with the month in India, which may have begun when the day of the digests has not.
  await page.getByLabel('Month').selectOption(month);
  await page
    .locator('.notice', {
      hasText: /^\d+ days? with lines (is|are) complete and unchanged\. The month has \d+ days\.$/,
    })
    .waitFor();
  // What is not sealed is neither well nor wrong.
  expect(
    await page.locator('.notice, .error', { hasText: /so there is nothing to seal|not sealed yet/ }).count(),
  ).toBe(0);
  // The days of the logs, by the clock in India.
  await page
    .locator('tbody th')
    .getByText(/^\d+ \w+ \d{4}, 05:30 – \d+ \w+ \d{4}, 05:30$/)
    .first()
    .waitFor();
  expect(await findSeriousFaults(page)).toEqual([]);
  await takePicture(page, 'auditor-digests');
});
