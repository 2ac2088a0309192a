import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { collectiveOf, memberOf } from '../contract/scene.ts';
import { formGroup, givePhone, type Life, press, startLife, takePhone, visitDesk } from './support/days.ts';
import { agree, fillForm, openScreen, unfold } from './support/desk.ts';
import { findInProfile } from './support/field.ts';
import { type Files, figuresOf, publishMonth, textOfAll } from './support/published-files.ts';

/**
 * What a woman asks about what is kept of her, on her leader's phone, and what coordinator and auditor do about it: to be told, to have
 * something put right, to be counted no more, a complaint, and to be erased. Each is read from the next month's files.
 * The figures were counted by hand from what is lived here.
 */

let life: Life;
beforeAll(async () => {
  life = await startLife();
}, 180_000);
afterAll(() => life?.close());

const joinedOn = '2026-01-08';
const collective = collectiveOf({ formedOn: '2026-01-01', name: 'Zzhakku Sangham', district: 'Guntur' });
const sita = memberOf(collective.id, joinedOn, { name: 'Zzhakku Sita', birthYear: 1991 });
const other = memberOf(collective.id, joinedOn, { name: 'Zzhakku Latha' });
let code = '';

const access = 'To be told what is written, and who looked';
const correction = 'To have something put right';
const erasure = 'To have all of it taken away';

const openRecord = async (page: Page): Promise<void> => {
  await press(page, 'Members');
  await page.getByRole('button', { name: /Zzhakku Sita/ }).click();
  await press(page, 'What we have recorded about her');
  await page.getByText(`Your code: ${code}`).waitFor();
};
const isTold = (page: Page, text: string | RegExp): Promise<void> =>
  page.locator('main').getByText(text).first().waitFor();

const atDesk = (
  person: 'coordinator' | 'auditor',
  day: string,
  work: (page: Page) => Promise<void>,
): Promise<void> => visitDesk(life, person, day, work);
const openSita = async (page: Page): Promise<void> => {
  await page.goto(`/#/members/${sita.id}`);
  await page.getByRole('heading', { name: new RegExp(code) }).waitFor();
};
/** At the coordinator's desk, or at the auditor's, whose page has complaints too. */
const openRequest = async (page: Page, kind: string): Promise<void> => {
  await page
    .locator('nav')
    .getByRole('link', { name: /^Requests/ })
    .click();
  await page.locator('tbody tr', { hasText: kind }).filter({ hasText: code }).getByRole('link').click();
};
const answer = async (page: Page, text?: string, before?: () => Promise<void>): Promise<void> => {
  await unfold(page, 'Record what was done');
  await before?.();
  await fillForm(page, 'Record what was done', {
    'What was done': 'answered',
    ...(text === undefined ? {} : { 'What she was told (optional)': text }),
  });
  await page.locator('dd', { hasText: 'answered' }).waitFor();
};

const published: Files[] = [];
/** By code, what a month's files say of the month, the financial year and to date. */
const publish = async (month: string) => {
  const files = await publishMonth(life, month);
  published.push(files);
  return figuresOf(files);
};

test('she asks to be told and to have something put right, and is told', async () => {
  const codes = await formGroup(life, collective, [sita, other], joinedOn);
  code = codes.get(sita.id) ?? '';
  const page = await givePhone(life, '2026-01-17');
  await openRecord(page);
  for (const [kind, text] of [
    [access, 'Zzhakku: all of it, please.'],
    [correction, 'Zzhakku: I was born in 1992.'],
  ] as const) {
    await press(page, kind);
    await page.getByLabel('In her words').fill(text);
    await press(page, 'Ask');
    await isTold(page, 'HELP has it. An answer is due by 17 April 2026.');
    await page.getByRole('button', { name: 'Done', exact: true }).last().click();
  }
  await atDesk('coordinator', '2026-01-19', async (desk) => {
    await openRequest(desk, access);
    await desk.getByText('Zzhakku: all of it, please.').waitFor();
    await answer(desk, 'Zzhakku: it was read to her.');
  });
  expect(await publish('2026-01')).toMatchObject({
    members_active: [2, 2, 2],
    members_enrolled: [2, 2, 2],
    requests_received: [2, 2, 2],
    requests_overdue: [0, 0, 0],
  });
}, 360_000);

test('what was forgotten is told as overdue, and put right', async () => {
  expect(await publish('2026-08')).toMatchObject({
    members_active: [2, 2, 2],
    requests_received: [0, 0, 2],
    // What was to be put right by 17 April.
    requests_overdue: [1, 1, 1],
  });
  await atDesk('coordinator', '2026-09-08', async (desk) => {
    await openScreen(desk, 'Requests');
    await desk.locator('tbody tr', { hasText: correction }).getByText('overdue').waitFor();
    await openSita(desk);
    await unfold(desk, 'Change her details');
    await fillForm(desk, 'Change', { 'Year of birth': '1992' });
    await desk.locator('dd', { hasText: '1992' }).waitFor();
    await openRequest(desk, correction);
    await answer(desk, 'Zzhakku: put right, with our regret.');
  });
}, 360_000);

test('she sees it put right, wants to be counted no more, and complains of the leader to the auditor alone', async () => {
  const page = await takePhone(life, '2026-09-12');
  await openRecord(page);
  for (const text of [
    'Year of birth: 1992',
    '8 September 2026: answered: Zzhakku: put right, with our regret.',
    /The coordinator: looked on \d+ days?, last on 8 September 2026/,
  ]) {
    await isTold(page, text);
  }
  await press(page, 'Do not count me any more');
  await agree(page, 'Do not count me any more');
  await page.locator('main').getByText('You are not counted.', { exact: true }).waitFor();
  await press(page, 'Say it here');
  await page.getByLabel('In her words').fill('Zzhakku: the leader told my neighbour.');
  await press(page, 'Send it to the auditor');
  await isTold(page, /^The auditor has it\. Nothing of it is left on this phone\./);

  await atDesk('auditor', '2026-09-14', async (desk) => {
    await openRequest(desk, 'A complaint');
    await desk.getByText('Zzhakku: the leader told my neighbour.').waitFor();
    await answer(desk, 'Zzhakku: the leader was spoken to.');
  });
  expect(await publish('2026-09')).toMatchObject({
    // She is still a member, and was one who is counted when she joined.
    members_active: [1, 1, 1],
    members_enrolled: [0, 0, 2],
    // Neither a consent nor a complaint is one.
    requests_received: [0, 0, 2],
    requests_overdue: [0, 0, 0],
    // What was told of August stays.
    revisions: [],
  });
}, 360_000);

test('she asks to be erased: the auditor asks, the coordinator agrees, and a year later the key is destroyed', async () => {
  const page = await takePhone(life, '2026-10-17');
  await openRecord(page);
  await page.getByText('To stop all of it').click();
  await press(page, 'Ask that all of it is taken away');
  await page.getByLabel('In her words').fill('Zzhakku: I marry, and my husband is not to know.');
  await press(page, 'Ask');
  await isTold(page, /^HELP has it\. An answer is due by 15 January 2027\./);

  await atDesk('auditor', '2026-10-19', async (desk) => {
    await openRequest(desk, erasure);
    await unfold(desk, 'Ask for an erasure');
    await fillForm(desk, 'Ask for an erasure', { Reason: 'Zzhakku: her wish' }, 'Ask for an erasure');
    await agree(desk, 'Ask for an erasure');
    await desk.getByText('Asked for. A second person has yet to approve it.').waitFor();
  });
  await atDesk('coordinator', '2026-10-20', async (desk) => {
    await openSita(desk);
    const leaving = 'Record that she has left';
    await unfold(desk, leaving);
    await fillForm(desk, leaving, { Reason: 'Zzhakku: she marries' }, leaving);
    await agree(desk, leaving);
    await desk.getByText('20 October 2026 · Zzhakku: she marries').waitFor();
    await openScreen(desk, 'Approvals');
    const asked = desk.getByRole('region').filter({ hasText: code });
    await asked.getByRole('button', { name: 'Approve' }).click();
    await agree(desk, 'Approve it');
    await desk.getByRole('status').filter({ hasText: 'You approved this' }).waitFor();
    await openScreen(desk, 'Requests');
    await desk.getByRole('link', { name: erasure }).click();
    await answer(desk, undefined, () =>
      desk.getByText('She was erased: no text can be written about her.').waitFor(),
    );
    // Of all that she asked, the coordinator knows of three.
    await openScreen(desk, 'Requests');
    await unfold(desk, 'Done');
    const done = desk.getByRole('table', { name: 'Done' });
    await done.getByText(erasure).waitFor();
    expect(await done.locator('tbody tr').count()).toBe(3);
    expect(await desk.locator('main').textContent()).not.toMatch(/complaint/i);
  });
  expect(await publish('2026-10')).toMatchObject({
    members_active: [1, 1, 1],
    members_enrolled: [0, 0, 2],
    requests_received: [1, 1, 3],
    requests_overdue: [0, 0, 0],
    revisions: [],
  });

  await takePhone(life, '2026-11-06');
  await press(page, 'Members');
  await page.getByRole('button', { name: /Zzhakku Latha/ }).waitFor();
  // Where the first reading fails, the phone tries again after a while.
  await page.getByRole('button', { name: /Zzhakku Sita/ }).waitFor({ state: 'detached', timeout: 90_000 });

  await atDesk('auditor', '2027-10-22', async (desk) => {
    await openScreen(desk, 'Erasures');
    const row = desk.getByRole('row').filter({ hasText: 'her code is erased too' });
    await row.getByText('erased: the key is destroyed').waitFor();
    await openScreen(desk, 'Requests and complaints');
    await unfold(desk, 'Done');
    await desk
      .getByRole('row', { name: /A complaint/ })
      .getByRole('link')
      .click();
    await desk.locator('dl').getByText('(erased)').first().waitFor();
    expect(await desk.locator('main').textContent()).not.toContain('Zzhakku');
  });
}, 360_000);

test('of what she asked and complained of no word is in journal, access log, logs and downloads, or left on the phone', async () => {
  const read = async (path: string) => JSON.stringify(await life.done('auditor', 'GET', path));
  const places = {
    journal: JSON.stringify(await life.readJournal(joinedOn)),
    'access log':
      (await read('/api/access-log?limit=100')) + (await read(`/api/access-log?subject=${sita.id}`)),
    logs: life.logLines().join('\n'),
    downloads: published.map(textOfAll).join('\n'),
  };
  expect(places.journal).toContain('grievance');
  expect(places['access log']).toContain('/requests');
  expect(places.downloads).toContain('requests_received');
  for (const [place, text] of Object.entries(places)) {
    for (const marked of ['Zzhakku', 'neighbour', 'my husband']) {
      expect(text.includes(marked), `${marked} in the ${place}`).toBe(false);
    }
  }
  for (const id of [sita.id, other.id, code]) {
    expect(places.downloads.includes(id), `${id} in the downloads`).toBe(false);
    expect(places.logs.includes(id), `${id} in the logs`).toBe(false);
  }
  expect(places.logs + places.downloads).not.toMatch(/grievance|complaint/i);
  // The browser writes its files when it closes, at the latest.
  await life.phone.context.close();
  for (const marked of ['Zzhakku', 'neighbour', 'my husband', sita.id]) {
    expect(findInProfile(life.phone.profile, marked), marked).toEqual([]);
  }
});
