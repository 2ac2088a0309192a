import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import * as z from 'zod';
import { collectiveOf, memberOf, outreachOf } from '../contract/scene.ts';
import { findSeriousFaults } from './support/axe.ts';
import { takePicture } from './support/browser.ts';
import {
  formGroup,
  givePhone,
  type Life,
  noonOf,
  press,
  startLife,
  takePhone,
  visitDesk,
} from './support/days.ts';
import { fillForm, openScreen, unfold } from './support/desk.ts';
import { findInProfile, pillSays } from './support/field.ts';
import { type Files, figuresOf, publishMonth, textOfAll } from './support/published-files.ts';

/**
 * A daughter's four school years, asked after at meetings on the leader's phone, and a member's way to the district forum at the
 * coordinator's desk, each read from the next month's files and in the forum's year. The figures were counted by hand from what is lived here.
 */

let life: Life;
beforeAll(async () => {
  life = await startLife();
}, 180_000);
afterAll(() => life?.close());

const joinedOn = '2024-01-08';
const collective = collectiveOf({ formedOn: '2024-01-01', name: 'Zzbata Sangham', district: 'Guntur' });
const mother = memberOf(collective.id, joinedOn, { name: 'Zzbata Amma' });
const neta = memberOf(collective.id, joinedOn, { name: 'Zzbata Neta' });
const daughter = 'daughter, born 2010';
let childId = '';
let code = '';

const onPhone = (day: string): Promise<Page> => takePhone(life, day);
const atDesk = (day: string, work: (page: Page) => Promise<void>): Promise<void> =>
  visitDesk(life, 'coordinator', day, work);

/** At a meeting: the leader asks after the daughter, in as many taps as there are answers. */
const askAtMeeting = async (page: Page, ...answers: readonly string[]): Promise<void> => {
  await press(page, 'Meeting');
  await press(page, '1 child to ask about');
  const asked = page.getByRole('region', { name: `Zzbata Amma: ${daughter}` });
  for (const answer of answers) await asked.getByRole('button', { name: answer, exact: true }).click();
  await asked.getByText('Kept').waitFor();
};
const openChildren = async (page: Page): Promise<void> => {
  await press(page, 'Members');
  await page.getByRole('button', { name: /Zzbata Amma/ }).click();
  await press(page, 'Her children');
};
const openNeta = async (page: Page): Promise<void> => {
  await page.goto(`/#/members/${neta.id}`);
  await page.getByRole('heading', { name: new RegExp(code) }).waitFor();
};
/** An outreach is recorded, and that she was there. */
const recordOutreach = async (
  page: Page,
  { kind, on, date, part }: { kind: string; on: string; date: string; part: string },
): Promise<void> => {
  await openScreen(page, 'Outreach');
  await unfold(page, 'New outreach');
  await fillForm(page, 'New outreach', {
    Kind: kind,
    Date: on,
    Mode: 'online',
    District: 'Guntur',
    Participants: '12',
  });
  await page
    .getByRole('row', { name: new RegExp(kind) })
    .getByRole('link', { name: date, exact: true })
    .click();
  await fillForm(page, 'Find a member', { 'Find by code, name or telephone': code }, 'Search');
  await press(page, `Add: ${code}`);
  await page.getByLabel(`Part: ${code}`).selectOption({ label: part });
  await press(page, 'Save the list');
  await page.getByText('Saved.').first().waitFor();
};
const bench = (page: Page) => page.getByRole('table', { name: 'Trained, and without an office yet' });

const published: Files[] = [];
/** By code, what a month's files say of the month, the financial year and to date. */
const publish = async (month: string) => {
  const files = await publishMonth(life, month);
  published.push(files);
  return figuresOf(files);
};

test('2023-24: a daughter is at school, and a member is elected treasurer', async () => {
  const codes = await formGroup(life, collective, [mother, neta], joinedOn);
  code = codes.get(neta.id) ?? '';
  const page = await givePhone(life, '2024-01-20');
  await openChildren(page);
  await press(page, '+ Add a child');
  await page.getByLabel('In which year').fill('2010');
  for (const answer of ['Next', 'Daughter', 'Yes']) await press(page, answer);
  await page.getByRole('button', { name: new RegExp(daughter) }).waitFor();
  await pillSays(page, 'All sent');
  const her = await life.done('leader', 'GET', `/api/members/${mother.id}`);
  childId = z.object({ children: z.tuple([z.looseObject({ id: z.string() })]) }).parse(her).children[0].id;

  await atDesk('2024-01-22', async (desk) => {
    await openNeta(desk);
    await unfold(desk, 'Add an office');
    await fillForm(desk, 'Add an office', { Body: 'group', Office: 'treasurer', From: '2024-01-10' });
    await desk.getByRole('row', { name: /group: treasurer/ }).waitFor();
  });
}, 360_000);

test('2024-25: the leader asks after the daughter at a meeting, and the treasurer is trained', async () => {
  const page = await onPhone('2024-08-10');
  // At 14 she may change school: two taps, of which one says the class.
  await askAtMeeting(page, 'Yes, every day', 'classes 6 to 8');
  await pillSays(page, 'All sent');
  await atDesk('2024-08-12', (desk) =>
    recordOutreach(desk, {
      kind: 'Leadership training',
      on: '2024-08-05',
      date: '5 August 2024',
      part: 'took part',
    }),
  );
  expect(await publish('2024-08')).toMatchObject({
    children_in_school: [1, 1, 1],
    children_school_age: [1, 1, 1],
    children_school_confirmed: [1, 1, 1],
    children_returned: [0, 0, 0],
    // She is 14.
    girls_15_17_in_school: [0, 0, 0],
    leaders_trained: [1, 1, 1],
    members_facilitating: [0, 0, 0],
    offices_beyond_collective: [0, 0, 0],
  });
}, 360_000);

test('2025-26: the daughter leaves school for work, a case is opened, and a member speaks to the police', async () => {
  const page = await onPhone('2025-08-16');
  await askAtMeeting(page, 'No', 'work');
  await page.getByText('may be in danger').waitFor();
  await press(page, 'Open a case');
  await press(page, 'A child in danger');
  await page.getByText('Crisis · A child in danger · Normal').waitFor();
  await press(page, 'Yes, save and send it');
  await pillSays(page, 'All sent');

  await atDesk('2025-08-18', async (desk) => {
    await openNeta(desk);
    await unfold(desk, 'End an office');
    await fillForm(desk, 'End an office', { 'Last day': '2025-07-31' });
    await desk.getByRole('row', { name: /31 July 2025/ }).waitFor();
    await recordOutreach(desk, {
      kind: 'Police orientation',
      on: '2025-08-12',
      date: '12 August 2025',
      part: 'spoke',
    });
    await openScreen(desk, 'Forum leadership');
    await bench(desk).getByText(code).waitFor();
    await desk.getByRole('table', { name: 'Who facilitates or speaks' }).getByText(code).waitFor();
  });
  expect(await publish('2025-08')).toMatchObject({
    children_in_school: [0, 0, 0],
    children_school_age: [1, 1, 1],
    children_school_confirmed: [0, 0, 0],
    girls_15_17_in_school: [0, 0, 0],
    crisis_responses: [1, 1, 1],
    leaders_trained: [0, 0, 1],
    members_facilitating: [1, 1, 1],
    offices_beyond_collective: [0, 0, 0],
  });
}, 360_000);

test('2025-26: the daughter is back at school, and the member sits in the district forum', async () => {
  const page = await onPhone('2026-01-17');
  // At 16 she is asked after in the new year, though the last word is five months old.
  await askAtMeeting(page, 'Yes, every day', 'classes 9 and 10');
  await pillSays(page, 'All sent');
  await atDesk('2026-01-19', async (desk) => {
    await openScreen(desk, 'Forum leadership');
    await bench(desk).getByRole('link', { name: code }).click();
    await unfold(desk, 'Add an office');
    const office = { Body: 'district forum', Office: 'secretary', From: '2026-01-15' };
    await fillForm(desk, 'Add an office', office);
    await desk.getByRole('row', { name: /district forum: secretary/ }).waitFor();
    expect(
      await desk
        .getByRole('region', { name: 'Her steps to leadership' })
        .getByRole('listitem')
        .allTextContents(),
    ).toEqual([
      'joined · 8 January 2024',
      'group: treasurer · 10 January 2024',
      'Leadership training: took part · 5 August 2024',
      'group: treasurer, ended · 31 July 2025',
      'Police orientation: spoke · 12 August 2025',
      'district forum: secretary · 15 January 2026',
    ]);
    await openScreen(desk, 'Forum leadership');
    const beyond = desk.getByRole('table', { name: 'Offices beyond the group' });
    await beyond.getByRole('row', { name: new RegExp(code) }).waitFor();
    expect(await bench(desk).getByText(code).count()).toBe(0);
  });
  expect(await publish('2026-01')).toMatchObject({
    children_in_school: [1, 1, 1],
    children_school_confirmed: [1, 1, 1],
    children_returned: [1, 1, 1],
    girls_15_17_in_school: [1, 1, 1],
    leaders_trained: [0, 0, 1],
    members_facilitating: [0, 1, 1],
    offices_beyond_collective: [1, 1, 1],
  });
}, 360_000);

test('2026-27: a slip of the thumb is published, taken back, and told as a revision', async () => {
  const page = await onPhone('2026-08-08');
  await askAtMeeting(page, 'No', 'The reason is not known');
  await pillSays(page, 'All sent');
  const story = { title: 'Zzkatha', outlet: 'Zzpatrika', participants: 0 };
  await life.done('coordinator', 'POST', '/api/outreach', {
    body: outreachOf('media_story', '2026-08-03', { ...story, district: 'Guntur' }),
  });
  expect(await publish('2026-08')).toMatchObject({
    children_in_school: [0, 0, 0],
    // The last word that she is enrolled is of January.
    children_school_confirmed: [0, 0, 0],
    children_returned: [0, 0, 1],
    girls_15_17_in_school: [0, 0, 0],
  });

  await onPhone('2026-09-12');
  await openChildren(page);
  await press(page, new RegExp(daughter));
  await page
    .getByRole('listitem')
    .filter({ hasText: '8 August 2026' })
    .getByRole('button', { name: 'This is wrong: take it back' })
    .click();
  await page.getByRole('dialog').getByLabel('What is wrong in it?').fill('Zzbata slip');
  await press(page, 'Yes, take it back');
  await page.locator('s', { hasText: '8 August 2026' }).waitFor();
  await press(page, 'Yes, every day');
  await press(page, 'Intermediate (11 and 12)');
  await page.locator('li', { hasText: 'Intermediate (11 and 12)' }).waitFor();
  await pillSays(page, 'All sent');
  expect(await publish('2026-09')).toMatchObject({
    children_in_school: [1, 1, 1],
    children_school_confirmed: [1, 1, 1],
    // What was taken back is nothing to come back from.
    children_returned: [0, 0, 1],
    girls_15_17_in_school: [1, 1, 1],
    offices_beyond_collective: [1, 1, 1],
    revisions: [
      { month: '2026-08', code: 'children_in_school', was: 0, now: 1 },
      { month: '2026-08', code: 'girls_15_17_in_school', was: 0, now: 1 },
    ],
  });
}, 360_000);

test(
  'the forum sees its years in pictures, in each language, on the screen and on paper',
  () =>
    atDesk('2026-10-06', async (page) => {
      await openScreen(page, 'Our year');
      const year = page.getByRole('article');
      const part = (name: string) => year.getByRole('region', { name });
      const big = (name: string) => part(name).locator('.big').textContent();
      await year.getByRole('heading', { name: /2026-27/ }).waitFor();
      expect(await big('Our children at school')).toBe('1');
      expect(await part('Our children at school').locator('svg').count()).toBe(1);
      expect(await big('Offices we hold beyond our groups')).toBe('1');
      await part('Our story in the news').getByText('Zzkatha, Zzpatrika').waitFor();
      for (const language of ['en', 'te']) {
        await page.locator('.tools select').selectOption(language);
        await page.locator(`html[lang=${language}]`).waitFor();
        expect(await findSeriousFaults(page), language).toEqual([]);
        await takePicture(page, `desk-forum-year-${language}`);
      }
      await page.setViewportSize({ width: 360, height: 740 });
      expect(await page.evaluate('document.documentElement.scrollWidth - innerWidth')).toBeLessThanOrEqual(0);
      await takePicture(page, 'desk-forum-year-360');
      await page.setViewportSize({ width: 1280, height: 800 });
      await page.emulateMedia({ media: 'print' });
      expect(await page.locator('.year-choice').isVisible()).toBe(false);
      await takePicture(page, 'desk-forum-year-print');
      await page.emulateMedia({ media: 'screen' });

      await page.locator('.tools select').selectOption('en');
      await page.getByLabel('Financial year').selectOption('2024-25');
      await year.getByRole('heading', { name: /2024-25/ }).waitFor();
      await part('Offices we hold beyond our groups').getByText('Trained to lead this year: 1').waitFor();
      expect(await big('Offices we hold beyond our groups')).toBe('0');
      await page.getByLabel('Financial year').selectOption('2025-26');
      await part('Our children at school').getByText('Back at school this year: 1').waitFor();
    }),
  240_000,
);

test('of a child nothing is in logs, access log and downloads, no class and no reason in the journal, and nothing on the phone', async () => {
  await life.setClock(noonOf('2026-10-06'));
  const places = {
    journal: JSON.stringify(await life.readJournal(joinedOn)),
    'access log': JSON.stringify(await life.done('auditor', 'GET', '/api/access-log?limit=100')),
    logs: life.logLines().join('\n'),
    downloads: published.map(textOfAll).join('\n'),
  };
  expect(places.journal).toContain(childId);
  expect(places['access log']).toContain(mother.id);
  expect(places.downloads).toContain('children_returned');
  for (const [place, text] of Object.entries(places)) {
    for (const marked of ['Zzbata', 'upper_primary', 'higher_secondary', '"work"']) {
      expect(text.includes(marked), `${marked} in the ${place}`).toBe(false);
    }
  }
  for (const id of [childId, mother.id, neta.id, code]) {
    expect(places.downloads.includes(id), `${id} in the downloads`).toBe(false);
    expect(places.logs.includes(id), `${id} in the logs`).toBe(false);
  }
  expect(places['access log']).not.toContain(childId);
  // The browser writes its files when it closes, at the latest.
  await life.phone.context.close();
  for (const marked of ['Zzbata', childId, mother.id, '"birthYear":2010', '"status":"not_enrolled"']) {
    expect(findInProfile(life.phone.profile, marked), marked).toEqual([]);
  }
});
