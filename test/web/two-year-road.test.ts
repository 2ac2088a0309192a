import { readFile } from 'node:fs/promises';
import { strFromU8, unzipSync } from 'fflate';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import * as z from 'zod';
import { newId } from '../../functions/shared/fields/ids.ts';
import { demoPeople } from '../../local/identity/demo-people.ts';
import { collectiveOf, memberOf } from '../contract/scene.ts';
import { findProgrammeWords } from '../support/programme-words.ts';
import { validConsent } from '../support/scene.ts';
import { type Life, noonOf, startLife, takePhone, visitDesk } from './support/days.ts';
import { openScreen, unfold } from './support/desk.ts';
import { setUpPhone } from './support/phone.ts';

/**
 * One woman's two years in the screens of those who live them: the leader's phone, the caseworker's desk, the coordinator's desk, with the
 * clock moved on. Each of the four clocks is seen to run over and is settled: a follow-up, the police's word after 90 days, a decision after
 * 60, a day in court. Months are published on the way.
 */

let life: Life;
beforeAll(async () => {
  life = await startLife();
}, 180_000);
afterAll(() => life?.close());

const collective = collectiveOf({ formedOn: '2024-10-01', name: 'Zzroad Sangham', district: 'Guntur' });
const padma = memberOf(collective.id, '2024-10-02', { name: 'Zzroadpadma', leaderSince: undefined });

/** Names of the programme that stand nowhere else, so that they are found wherever they leak. */
const terms = {
  id: newId(),
  from: '2024-10',
  name: 'Zzprogramme',
  implementer: 'Zzhelper',
  forum: 'Zzforum',
  funder: 'Zzfunder',
  state: 'Andhra Pradesh',
};
/** What a laptop keeps, a printer prints or a mail says, which others may see. */
const left: string[] = [];

const visit = (
  person: 'caseworker' | 'coordinator',
  day: string,
  work: (page: Page) => Promise<void>,
): Promise<void> => visitDesk(life, person, day, work);
const takePhoneOn = (day: string): Promise<Page> => takePhone(life, day);

/** What is overdue by the phone's tile of cases. */
const overdueOn = (page: Page): Promise<string[]> =>
  page.getByRole('button', { name: 'Cases', exact: true }).locator('.badge').allTextContents();

const dates = (page: Page, title: string, code: string, kind: string) =>
  page.getByRole('region', { name: title }).locator('li', { hasText: code }).filter({ hasText: kind });

const openCase = async (page: Page, code: string): Promise<void> => {
  await openScreen(page, 'Cases');
  await page.locator('main tbody').getByRole('link', { name: code }).click();
  await page.getByRole('heading', { name: new RegExp(code) }).waitFor();
};

/** What else an event has, by the labels of its fields: a text, an option, or `true` for a tick. */
type Fields = Readonly<Record<string, string | true>>;

const form = (page: Page) => page.getByRole('form', { name: 'Add to the timeline' });

const fill = async (page: Page, fields: Fields): Promise<void> => {
  for (const [label, value] of Object.entries(fields)) {
    const field = form(page).getByLabel(label, { exact: true });
    if (value === true) await field.check();
    else if ((await field.evaluate((one) => one.tagName)) === 'SELECT')
      await field.selectOption({ label: value });
    else await field.fill(value);
  }
  await form(page).getByRole('button', { name: 'Save', exact: true }).click();
  // The form is closed once it is saved.
  await form(page).waitFor({ state: 'detached' });
};

/** Unfolds the form of the timeline, and says what happened. */
const choose = async (page: Page, what: string): Promise<void> => {
  await unfold(page, 'Add to the timeline');
  await form(page).getByLabel('What happened').selectOption({ label: what });
};

/** Presses what happened under "What to do next", and fills in the rest. */
const next = async (page: Page, what: string, fields: Fields): Promise<void> => {
  await page
    .getByRole('region', { name: 'What to do next' })
    .getByRole('button', { name: what, exact: true })
    .first()
    .click();
  await fill(page, fields);
};

const coded = z.object({ items: z.array(z.looseObject({ code: z.string(), kind: z.string() })) });
const codeOf = async (kind: string): Promise<string> => {
  const { items } = coded.parse(await life.done('coordinator', 'GET', '/api/cases'));
  return items.find((one) => one.kind === kind)?.code ?? '';
};

let crisis: string;
let claim: string;

test('a leader reports a crisis from her phone, and a caseworker takes it', async () => {
  await life.setClock(noonOf('2024-10-10'));
  await life.done('coordinator', 'POST', '/api/collectives', { body: collective });
  await life.done('coordinator', 'POST', '/api/programme/terms', { body: terms });
  for (const [person, scope] of [
    ['leader', { collectives: [collective.id] }],
    ['caseworker', { districts: ['Guntur'] }],
  ] as const) {
    const path = `/api/users/${demoPeople[person].id}`;
    const { version } = z.object({ version: z.int() }).parse(await life.done('administrator', 'GET', path));
    await life.done('administrator', 'PATCH', path, { body: scope, ifMatch: version });
  }
  await life.done('leader', 'POST', '/api/members', { body: padma });

  const { page } = life.phone;
  await page.clock.setFixedTime(noonOf('2024-10-10'));
  await setUpPhone(life.phone, 'leader');
  const press = (name: string) => page.getByRole('button', { name, exact: true }).click();
  await press('Members');
  await page.getByRole('button', { name: /Zzroadpadma/ }).click();
  await press('Open a case for her');
  await press('Crisis');
  await press('Not said');
  await press('Urgent');
  await press('Yes, save and send it');
  await page.getByText('no caseworker yet').waitFor();
  await expect.poll(() => codeOf('crisis'), { timeout: 20_000 }).not.toBe('');
  crisis = await codeOf('crisis');

  await visit('caseworker', '2024-10-12', async (desk) => {
    const waiting = desk.getByRole('region', { name: 'No caseworker yet' });
    const row = waiting.getByRole('listitem').filter({ hasText: crisis });
    await row.locator('summary').click();
    await row.getByRole('button', { name: 'Take it' }).click();
    await desk.getByRole('link', { name: crisis }).click();
    await next(desk, 'FIR registered', {
      Date: '2024-10-12',
      'BNS (2023)': true,
      'ITPA (trafficking)': true,
    });
    await next(desk, 'Plan a follow-up', { Date: '2024-10-12', 'Date of the next follow-up': '2024-10-20' });
    await choose(desk, 'Service');
    await fill(desk, { Date: '2024-10-12', Service: 'shelter', 'Provider (optional)': 'A home' });
    await choose(desk, 'Referral');
    await fill(desk, { Date: '2024-10-12', 'Referred to': 'A legal aid clinic', Stage: 'requested' });
  });
}, 240_000);

test('the follow-up runs over, the coordinator sees it, and the leader has seen her', async () => {
  await visit('coordinator', '2024-10-21', async (desk) => {
    await dates(desk, 'Overdue', crisis, 'Follow-up')
      .getByText(/days? overdue/)
      .waitFor();
    await openScreen(desk, 'Members');
    await desk.getByLabel('Code, name or telephone').fill('Zzroadpadma');
    await desk.getByRole('button', { name: 'Search', exact: true }).click();
    await desk.getByRole('row').filter({ hasText: 'Zzroadpadma' }).getByRole('link').click();
    await unfold(desk, 'Open a case');
    const opening = desk.getByRole('form', { name: 'Open a case' });
    await opening.getByLabel('Kind').selectOption({ label: 'Compensation' });
    await opening.getByLabel('Priority').selectOption({ label: 'normal' });
    await opening.getByLabel('Assigned to').selectOption(demoPeople.caseworker.id);
    await opening.getByRole('button', { name: 'Open a case' }).click();
    await desk.getByText(/^Case \S+ is open\.$/).waitFor();
  });
  claim = await codeOf('compensation');

  const page = await takePhoneOn('2024-10-21');
  await page.getByRole('button', { name: new RegExp(`${crisis}.*Overdue.*See her`, 's') }).click();
  await page.getByRole('button', { name: 'I have seen her' }).click();
  await expect
    .poll(async () => JSON.stringify(await life.done('coordinator', 'GET', '/api/agenda')), {
      timeout: 20_000,
    })
    .not.toContain('follow_up');
}, 240_000);

test('nobody decides in sixty days and the police say nothing in ninety: both are seen on one morning', async () => {
  await visit('caseworker', '2025-01-11', async (desk) => {
    await dates(desk, 'Overdue', crisis, 'Police to report progress')
      .getByText(/days? overdue/)
      .waitFor();
    await openCase(desk, crisis);
    await next(desk, 'Statement before a magistrate', { Date: '2024-10-25' });
    // Where she was referred stands in the form already.
    await next(desk, 'They accepted', { Date: '2024-10-26' });
    await choose(desk, 'Service');
    await fill(desk, {
      Date: '2024-10-28',
      Service: 'legal aid',
      'Provider (optional)': 'A legal aid clinic',
    });
    await openCase(desk, claim);
    await next(desk, 'Filed', {
      Date: '2024-11-01',
      Scheme: 'NALSA 2018',
      'Before whom': 'District Legal Services Authority',
    });
    await openScreen(desk, 'Today');
    await dates(desk, 'Overdue', claim, 'Decision on compensation')
      .getByText(/days? overdue/)
      .waitFor();
    await dates(desk, 'Overdue', claim, 'Decision on compensation')
      .getByRole('link', { name: /^Record what happened/ })
      .click();
    await next(desk, 'Rejected', { Date: '2025-01-07' });
    await openScreen(desk, 'Today');
    await dates(desk, 'Overdue', crisis, 'Police to report progress').waitFor();
    expect(await dates(desk, 'Overdue', claim, 'Decision on compensation').count()).toBe(0);
  });
}, 240_000);

test('interim compensation is appealed, ordered and paid; the charge sheet comes, and a day in court passes', async () => {
  await visit('caseworker', '2025-07-16', async (desk) => {
    await openCase(desk, claim);
    await next(desk, 'Appealed', { Date: '2025-01-20' });
    await next(desk, 'Appeal decided', { Date: '2025-02-20' });
    await next(desk, 'Interim amount ordered (not yet paid)', {
      Date: '2025-03-01',
      'Amount (₹) (optional)': '50000',
    });
    await next(desk, 'Interim amount paid', { Date: '2025-04-01', 'Amount (₹) (optional)': '50000' });
    await openCase(desk, crisis);
    await next(desk, 'Charge sheet filed', { Date: '2025-04-05' });
    await next(desk, 'Charges framed', { Date: '2025-06-01', 'Next date (optional)': '2025-07-15' });
    await openScreen(desk, 'Today');
    await dates(desk, 'Overdue', crisis, 'Court date')
      .getByText(/days? overdue/)
      .waitFor();
    expect(await dates(desk, 'Overdue', crisis, 'Police').count()).toBe(0);
    await dates(desk, 'Overdue', crisis, 'Court date')
      .getByRole('link', { name: /^Record what happened/ })
      .click();
    const steps = desk.getByRole('region', { name: 'What to do next' });
    await steps.getByRole('button', { name: 'Hearing', exact: true }).click();
    // The day that was in court stands there already.
    expect(await form(desk).getByLabel('Date', { exact: true }).inputValue()).toBe('15.07.2025');
    await fill(desk, { 'Next date (optional)': '2025-09-10' });
    await openScreen(desk, 'Today');
    await desk.getByText('Nothing is overdue.').waitFor();
    // Her calendar has the next day in court, though it is eight weeks ahead.
    const [file] = await Promise.all([
      desk.waitForEvent('download'),
      desk.getByRole('button', { name: 'Save these dates for my calendar' }).click(),
    ]);
    const calendar = await readFile(await file.path(), 'utf8');
    expect(calendar).toContain(`SUMMARY:${crisis}\r\n`);
    left.push(file.suggestedFilename(), calendar);
  });
  const page = await takePhoneOn('2025-09-11');
  await page.getByRole('button', { name: new RegExp(`${crisis}.*Overdue.*Hearing in court`, 's') }).waitFor();
  expect(await overdueOn(page)).toEqual(['1 overdue']);
  // A Monday: staff are mailed that one date has passed.
  await life.setClock(noonOf('2025-09-15'));
}, 240_000);

const justice = [
  'compensation_applied',
  'compensation_interim_paid',
  'compensation_awarded',
  'compensation_paid',
  'firs_registered',
  'testimonies_given',
  'legal_aid_survivors',
  'crisis_responses',
];

const published = z.object({
  manifest: z.object({ files: z.array(z.object({ name: z.string() })) }),
  snapshot: z.looseObject({
    indicators: z.array(z.looseObject({ code: z.string(), month: z.json(), toDate: z.json() })),
    revisions: z.array(z.looseObject({ month: z.string(), code: z.string(), now: z.json() })),
  }),
});
/** Publishes a month; what it says of women who were paid, what it revises, and all that can be read in its files. */
const publish = async (month: string, day: string) => {
  await life.setClock(noonOf(day));
  await life.publish(month);
  await life.whenIdle();
  const { manifest, snapshot } = published.parse(await life.done('funder', 'GET', `/api/snapshots/${month}`));
  const files = new Map<string, string>();
  for (const { name } of manifest.files) {
    const { headers } = await life.call('funder', 'GET', `/api/snapshots/${month}/files/${name}`);
    const bytes = new Uint8Array(await (await fetch(headers.get('location') ?? '')).arrayBuffer());
    const parts = name.endsWith('.xlsx') ? Object.values(unzipSync(bytes)) : [bytes];
    files.set(name, parts.map((part) => strFromU8(part)).join('\n'));
  }
  const { indicators, revisions } = snapshot;
  const paid = indicators.find(({ code }) => code === 'compensation_paid');
  const reached = indicators.filter(({ toDate }) => toDate !== 0).map(({ code }) => code);
  return { files, month: paid?.month, toDate: paid?.toDate, reached, revisions };
};

/** Makes the summary of the opened case with all that it may hold, and keeps what would come out of a printer in each language. */
const printSummary = async (desk: Page): Promise<void> => {
  await unfold(desk, 'Summary for a lawyer or the authorities');
  const summary = desk.getByRole('form', { name: 'Summary for a lawyer or the authorities' });
  await summary.getByLabel('Note').check();
  await summary.getByRole('button', { name: 'Make the summary' }).click();
  await desk.locator('.summary-sheet').waitFor();
  for (const language of ['te', 'en']) {
    await desk.locator('.tools select').selectOption(language);
    await desk.locator(`html[lang=${language}]`).waitFor();
    await desk.emulateMedia({ media: 'print' });
    // A browser prints the page's title beside the page.
    const paper = String(await desk.evaluate('document.title + document.body.innerText'));
    await desk.emulateMedia({ media: null });
    expect(paper).toContain(claim);
    expect(paper).toContain('₹3,00,000');
    left.push(paper);
  }
};

test('judgment, award and a payment that was typed too early: taken back, it counts nowhere', async () => {
  await visit('caseworker', '2026-04-01', async (desk) => {
    await openCase(desk, crisis);
    await next(desk, 'Testimony in court', { Date: '2025-09-10' });
    await next(desk, 'Judgment', { Date: '2026-01-20' });
    await openCase(desk, claim);
    await choose(desk, 'Compensation');
    await fill(desk, { Date: '2026-02-01', Application: 'a new application', Scheme: 'NALSA 2018' });
    const later = { Application: 'NALSA 2018 · 1 February 2026', 'Amount (₹) (optional)': '300000' };
    const awarded = 'awarded (not yet paid)';
    await next(desk, 'Awarded (not yet paid)', { Date: '2026-03-20', ...later, Stage: awarded });
    await next(desk, 'Paid', { Date: '2026-03-25', ...later, Stage: 'paid' });
  });
  const march = await publish('2026-03', '2026-04-05');
  expect(march).toMatchObject({ month: 1, toDate: 1 });
  expect(march.reached).toEqual(expect.arrayContaining(justice));
  const sharing = validConsent('sharing', { on: '2026-04-10' });
  await life.setClock(noonOf('2026-04-10'));
  await life.done('leader', 'POST', `/api/members/${padma.id}/consents`, { body: sharing });

  await visit('caseworker', '2026-04-10', async (desk) => {
    await openCase(desk, claim);
    await desk.getByRole('button', { name: 'Take back: 25 March 2026, Compensation' }).click();
    await desk.getByLabel('Why?').fill('It was the order, not the money.');
    await desk.getByRole('button', { name: 'Yes, take it back' }).click();
    await desk.locator('.timeline .warning', { hasText: 'It was the order' }).waitFor();
    // The award is unpaid again, and asks for its payment.
    await desk
      .getByRole('region', { name: 'What to do next' })
      .getByRole('button', { name: 'Paid', exact: true })
      .waitFor();
    await printSummary(desk);
  });
  const april = await publish('2026-04', '2026-05-05');
  expect(april).toMatchObject({ month: 0, toDate: 0 });
  expect(april.reached).toEqual(
    expect.arrayContaining(justice.filter((code) => code !== 'compensation_paid')),
  );
  expect(april.revisions).toMatchObject([{ month: '2026-03', code: 'compensation_paid', now: 0 }]);
  expect(april.files.get('history.csv')).toMatch(/^2026-03,compensation_paid,month,,,0,/m);
}, 300_000);

test('the money is paid, the case is closed with its outcome, and nothing waits', async () => {
  await visit('caseworker', '2026-09-20', async (desk) => {
    await openCase(desk, claim);
    await next(desk, 'Paid', { Date: '2026-09-15', 'Amount (₹) (optional)': '300000' });
    await choose(desk, 'Status');
    await fill(desk, {
      Date: '2026-09-20',
      Status: 'closed',
      'How it ended': 'what she asked for was reached',
    });
    await desk.getByText('The case is closed. Nothing waits.').waitFor();
  });
  await visit('coordinator', '2026-10-05', async (desk) => {
    await desk.getByText('Nothing is overdue.').waitFor();
    await openScreen(desk, 'Cases');
    await desk.locator('main tbody tr').nth(1).getByText('closed').waitFor();
    expect(await desk.locator('main tbody tr').count()).toBe(2);
  });
  const page = await takePhoneOn('2026-10-05');
  // What it knew a year ago gives way to what the programme says now.
  await expect.poll(() => overdueOn(page), { timeout: 20_000 }).toEqual([]);
  expect(await page.getByText('Overdue').count()).toBe(0);

  const september = await publish('2026-09', '2026-10-05');
  expect(september).toMatchObject({ month: 1, toDate: 1, revisions: [] });
  expect(september.files.get('history.csv')).toMatch(/^2026-03,compensation_paid,month,,,0,/m);
  expect(september.files.size).toBe(7);
  expect(september.files.get('report.xlsx')).toContain('Zzfunder');
  // Nothing of it says who she is, what was typed or how much it was.
  for (const [name, text] of september.files) {
    expect(text.match(/zzroad|order, not|legal aid clinic/i), name).toBeNull();
    if (/json$|csv$/.test(name)) expect(text.match(/\D(50000|300000|5000000|30000000)\D/), name).toBeNull();
  }
}, 240_000);

test('nothing that left the desk names her, the programme or those who run it', async () => {
  const { items } = z
    .object({ items: z.array(z.object({ subject: z.string(), message: z.string() })) })
    .parse(await (await fetch(`${life.url}/local/alerts`)).json());
  expect(items.map(({ subject }) => subject)).toEqual(expect.arrayContaining(['Waiting', 'Overdue']));
  // A calendar file and its name, a paper in each language, the mails.
  const all = [...left, JSON.stringify(items)];
  expect(all).toHaveLength(5);
  for (const text of all) {
    expect(text).not.toMatch(/zz/i);
    expect(text).not.toContain(padma.id);
    expect(findProgrammeWords(text)).toEqual([]);
  }
});
