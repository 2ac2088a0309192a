import { v7 } from 'uuid';
import { afterAll, beforeAll, expect, test } from 'vitest';
import * as z from 'zod';
import { type Stack, startStack } from '../../../../local/stack.ts';
import { validCollective, validConsent, validMember } from '../../../support/scene.ts';
import { findSeriousFaults } from '../../support/axe.ts';
import { type Device, takePicture } from '../../support/browser.ts';
import { openDesk } from '../../support/desk.ts';
import { ask } from '../../support/field.ts';

/** A child's way through four school years and a woman's way to the district forum, lived, counted and looked at. */

let stack: Stack;
let desk: Device;
let memberId: string;
/** What each published month says, by code: of the month, of the financial year, and to date. */
const said = new Map<string, Map<string, readonly [number, number, number]>>();

const at = (now: string) =>
  fetch(`${stack.url}/local/clock`, { method: 'POST', body: JSON.stringify({ now: `${now}T06:30:00Z` }) });
const indicators = z.object({
  snapshot: z.object({
    indicators: z.array(
      z.looseObject({
        code: z.string(),
        month: z.unknown(),
        financialYear: z.unknown(),
        toDate: z.unknown(),
      }),
    ),
  }),
});
const publish = async (month: string): Promise<void> => {
  await fetch(`${stack.url}/local/schedule`, { method: 'POST', body: JSON.stringify({ month }) });
  await stack.whenIdle();
  const { snapshot } = indicators.parse(await ask(stack, 'coordinator', 'GET', `/api/snapshots/${month}`));
  said.set(
    month,
    new Map(
      snapshot.indicators.map((one) => [
        one.code,
        [Number(one.month), Number(one.financialYear), Number(one.toDate)],
      ]),
    ),
  );
};

beforeAll(async () => {
  stack = await startStack({ empty: true, web: true });
  const post = (path: string, body: object) => ask(stack, 'coordinator', 'POST', path, { id: v7(), ...body });
  await at('2024-01-20');
  const group = validCollective({ name: 'Bata Sangham', district: 'Guntur', formedOn: '2024-01-10' });
  await post('/api/collectives', group);
  const consents = (['services', 'reporting'] as const).map((purpose) =>
    validConsent(purpose, { on: '2024-01-15' }),
  );
  const member = validMember(group.id, {
    name: 'Zzbata A',
    birthYear: 1990,
    joinedOn: '2024-01-15',
    district: 'Guntur',
    consents,
  });
  memberId = member.id;
  await post('/api/members', member);
  const her = `/api/members/${memberId}`;
  const childId = v7();
  await post(`${her}/children`, { id: childId, birthYear: 2012, gender: 'female', inSchool: true });
  const school = (on: string, status: string, more: object = {}) =>
    post(`${her}/children/${childId}/schooling`, { on, status, ...more });
  const outreach = async (kind: string, on: string, role: string) => {
    const id = v7();
    await post('/api/outreach', { id, kind, on, mode: 'in_person', district: 'Guntur', participants: 12 });
    await ask(
      stack,
      'coordinator',
      'PUT',
      `/api/outreach/${id}/roster`,
      { participants: [{ memberId, role }] },
      1,
    );
  };
  await publish('2024-02');

  await at('2024-07-25');
  await school('2024-07-10', 'enrolled', { stage: 'upper_primary' });
  const treasurer = v7();
  await post(`${her}/offices`, {
    id: treasurer,
    body: 'collective',
    office: 'treasurer',
    from: '2024-07-01',
  });

  await at('2025-08-20');
  await outreach('leadership_training', '2025-05-10', 'participant');
  await school('2025-07-15', 'not_enrolled', { reason: 'work' });
  await publish('2025-08');

  await at('2026-01-20');
  await outreach('police_orientation', '2025-11-14', 'speaker');
  await school('2026-01-15', 'enrolled', { stage: 'upper_primary' });
  await publish('2026-01');

  await at('2026-07-25');
  await ask(stack, 'coordinator', 'POST', `${her}/offices/${treasurer}/end`, { on: '2026-03-31' });
  await post(`${her}/offices`, { body: 'district_forum', office: 'secretary', from: '2026-04-01' });
  await school('2026-07-10', 'enrolled', { stage: 'secondary' });
  await post('/api/outreach', {
    kind: 'media_story',
    on: '2026-07-05',
    mode: 'online',
    district: 'Guntur',
    participants: 0,
    title: 'Zzkatha',
    outlet: 'Zzpatrika',
  });
  await publish('2026-07');
  await fetch(`${stack.url}/local/clock`, { method: 'POST', body: JSON.stringify({ now: null }) });
  desk = await openDesk(stack.url, 'coordinator');
}, 240_000);
afterAll(async () => {
  await desk?.close();
  await stack?.close();
});

test('each month tells the child at school, gone and back, and the woman trained, speaking and in office', () => {
  const monthOf = (month: string, code: string) => said.get(month)?.get(code)?.[0];
  expect(
    ['2024-02', '2025-08', '2026-01', '2026-07'].map((month) =>
      ['children_school_age', 'children_in_school', 'children_school_confirmed', 'children_returned'].map(
        (code) => monthOf(month, code),
      ),
    ),
  ).toEqual([
    [1, 1, 1, 0],
    [1, 0, 0, 0],
    [1, 1, 1, 1],
    [1, 1, 1, 0],
  ]);
  expect(said.get('2026-01')?.get('children_returned')).toEqual([1, 1, 1]);
  expect(said.get('2026-07')?.get('children_returned')).toEqual([0, 0, 1]);
  expect(said.get('2025-08')?.get('leaders_trained')).toEqual([0, 1, 1]);
  expect(said.get('2026-01')?.get('members_facilitating')).toEqual([0, 1, 1]);
  expect(monthOf('2026-01', 'offices_beyond_collective')).toBe(0);
  expect(monthOf('2026-07', 'offices_beyond_collective')).toBe(1);
});

test('no stage, no reason and nobody’s name is in the journal, the logs or what is published', async () => {
  const journal = JSON.stringify(await ask(stack, 'auditor', 'GET', `/api/journal?subject=${memberId}`));
  expect(journal).toContain('schooling_recorded');
  const published = JSON.stringify(await ask(stack, 'funder', 'GET', '/api/snapshots/2026-07'));
  for (const text of ['upper_primary', 'secondary', '"work"', 'Zzbata']) {
    expect(journal, text).not.toContain(text);
    expect(stack.logLines().join('\n'), text).not.toContain(text);
    expect(published, text).not.toContain(text);
  }
});

test('her page tells both ways from the beginning', async () => {
  const { page } = desk;
  await page.evaluate(`location.hash = '#/members/${memberId}'`);
  const path = page.getByRole('region', { name: 'Her path' });
  await path.getByText('spoke').waitFor();
  expect(await path.getByRole('listitem').allTextContents()).toEqual([
    'joined · 15 January 2024',
    'collective: treasurer · 1 July 2024',
    'Leadership training: took part · 10 May 2025',
    'Police orientation: spoke · 14 November 2025',
    'collective: treasurer, ended · 31 March 2026',
    'district forum: secretary · 1 April 2026',
  ]);
  const child = page.locator('details.child');
  await child.locator('summary').first().click();
  expect(
    (await child.locator('ol > li').allTextContents()).map((text) => text.replace(/ Take back$/, '')),
  ).toEqual([
    '10 July 2026 · goes to school · classes 9 and 10',
    '15 January 2026 · goes to school · classes 6 to 8',
    '15 July 2025 · does not go to school · work',
    '10 July 2024 · goes to school · classes 6 to 8',
    '20 January 2024 · goes to school',
  ]);
});

test('the forum sees its year in pictures, in each language, on the screen and on paper', async () => {
  const { page } = desk;
  await page.locator('nav').getByRole('link', { name: 'Our year', exact: true }).click();
  const year = page.getByRole('article');
  await year.getByRole('heading', { name: /2026-27/ }).waitFor();
  const part = (name: string) => year.getByRole('region', { name });
  expect(await part('Our children at school').locator('.big').textContent()).toBe('1');
  expect(await part('Our children at school').locator('svg').count()).toBe(1);
  expect(await part('Offices we hold beyond our groups').locator('.big').textContent()).toBe('1');
  await part('Our story in the news').getByText('Zzkatha, Zzpatrika').waitFor();
  for (const language of ['ja', 'en', 'te']) {
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
  await page.getByLabel('Financial year').selectOption('2025-26');
  await year.getByRole('heading', { name: /2025-26/ }).waitFor();
  await part('Our children at school').getByText('Back at school this year: 1').waitFor();
  expect(await part('Offices we hold beyond our groups').locator('.big').textContent()).toBe('0');
});
