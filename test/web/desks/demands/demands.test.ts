import { v7 } from 'uuid';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { addDays } from '../../../../functions/shared/calendar/calendar.ts';
import { type Stack, startStack } from '../../../../local/stack.ts';
import { todayInIndia } from '../../../../web/src/i18n/today.ts';
import { openOutside } from '../../../contract/outside.ts';
import { programmeTerms } from '../../../support/programme-terms.ts';
import type { Device } from '../../support/browser.ts';
import { fillForm, openDesk, openScreen, unfold } from '../../support/desk.ts';
import { lookAtDesk } from '../../support/desk-look.ts';
import { ask } from '../../support/field.ts';

let stack: Stack;
let device: Device | undefined;

beforeAll(async () => {
  stack = await startStack({ empty: true, web: true });
}, 120_000);
afterAll(() => stack?.close());
afterEach(() => device?.close());

test('a request for information falls due, is appealed from its page in one form, and the appeal is answered', async () => {
  const title = `Awards that were not paid ${v7().slice(-6)}`;
  const today = todayInIndia();
  device = await openDesk(stack.url, 'coordinator');
  const { page } = device;
  await openScreen(page, 'Demands on the State');
  await unfold(page, 'New demand');
  const rti = 'Right-to-information request';
  await page.getByRole('form', { name: 'New demand' }).getByLabel('Kind').selectOption({ label: rti });
  // The law says when it is to be answered.
  expect(await page.getByLabel('Answer by').count()).toBe(0);
  await fillForm(page, 'New demand', {
    Date: addDays(today, -35),
    'Asked of': 'District Legal Services Authority',
    About: 'Compensation',
    'What was asked': title,
  });
  const row = page.getByRole('row').filter({ hasText: title });
  await row.getByText('overdue').waitFor();
  await lookAtDesk(page, 'demands');
  // The table too is in the language that was chosen last.
  await page.locator('.tools select').selectOption('te');
  await page.getByRole('columnheader', { name: 'ఏమి అడిగాం' }).waitFor();
  await page.locator('.tools select').selectOption('en');
  await page.getByRole('columnheader', { name: 'What was asked' }).waitFor();

  await openScreen(page, 'Today');
  await page.getByRole('link', { name: title, exact: true }).first().click();
  await page.getByRole('heading', { name: title }).waitFor();
  await lookAtDesk(page, 'demand');
  await unfold(page, 'Record the appeal');
  await fillForm(page, 'Record the appeal', { 'What was asked': `Appeal: ${title}` });
  await page.getByRole('link', { name: `Appeal: ${title}` }).click();
  await page.getByRole('heading', { name: `Appeal: ${title}` }).waitFor();
  await page.getByText('(by law)').waitFor();
  await unfold(page, 'Record what happened');
  await fillForm(page, 'Record what happened', {
    'Record what happened': 'granted',
    'What the office said (optional)': 'All are paid by March.',
  });
  await page.getByText('granted · All are paid by March.').waitFor();
  // What is asked first waits for its answer alone: it was appealed.
  await page.getByRole('link', { name: title, exact: true }).click();
  await page.getByText('Last day to appeal').waitFor({ state: 'detached' });
}, 180_000);

test('one for whose answer nobody named a day is asked again after thirty days, and Today says so', async () => {
  const title = `Shelter for the night ${v7().slice(-6)}`;
  const on = addDays(todayInIndia(), -31);
  const body = { id: v7(), on, kind: 'representation', to: 'collector', about: 'protection', title };
  await ask(stack, 'coordinator', 'POST', '/api/demands', body);
  device = await openDesk(stack.url, 'coordinator');
  const { page } = device;
  await page
    .getByRole('link', { name: '1 demand without a day for its answer: ask the office again' })
    .click();
  const row = page.getByRole('row').filter({ hasText: title });
  await row.getByText('ask again').waitFor();
  await row.getByRole('link').click();
  await page.getByText('no day noted; ask again on').waitFor();
  await lookAtDesk(page, 'demand-without-day');
  await unfold(page, 'Record what happened');
  await fillForm(page, 'Record what happened', { 'Record what happened': 'acknowledged' });
  // Thirty days count from then.
  await page.locator('.badge', { hasText: 'ask again' }).waitFor({ state: 'detached' });
  await page.getByText('no day noted; ask again on').waitFor();
}, 180_000);

test('one that was recorded by mistake is taken back, and says why', async () => {
  const title = `Recorded by mistake ${v7().slice(-6)}`;
  const body = { id: v7(), on: todayInIndia(), kind: 'petition', to: 'court', about: 'law', title };
  await ask(stack, 'coordinator', 'POST', '/api/demands', body);
  device = await openDesk(stack.url, 'coordinator');
  const { page } = device;
  await openScreen(page, 'Demands on the State');
  await page.getByRole('link', { name: title }).click();
  await unfold(page, 'Take this back');
  const form = page.getByRole('form', { name: 'Take this back' });
  await form.getByRole('textbox').fill('It was a letter to another court');
  await form.getByRole('button').last().click();
  await page.getByText('It was a letter to another court').waitFor();
  await openScreen(page, 'Demands on the State');
  await page.getByLabel('Only those without an answer').check();
  expect(await page.getByRole('row').filter({ hasText: title }).count()).toBe(0);
}, 180_000);

test('a brief prints two pages with published figures, what is asked, and how to check them', async () => {
  const { call, publish } = await openOutside(stack.url, stack.tokenFor);
  await call('coordinator', 'POST', '/api/programme/terms', { body: programmeTerms });
  await publish('2026-09');
  await stack.whenIdle();
  const title = `Interim compensation in time ${v7().slice(-6)}`;
  const body = { id: v7(), on: todayInIndia(), kind: 'petition', to: 'dlsa', about: 'compensation', title };
  await ask(stack, 'coordinator', 'POST', '/api/demands', body);
  device = await openDesk(stack.url, 'coordinator');
  const { page } = device;
  await openScreen(page, 'Demands on the State');
  await page.getByRole('link', { name: 'Evidence brief' }).click();
  await page.getByLabel('What you ask (in Telugu)').fill('అరవై రోజుల్లో నిర్ణయం ఇవ్వండి.');
  const button = page.getByRole('button', { name: 'Print both pages' });
  expect(await button.isDisabled()).toBe(true);
  await page.getByLabel('What you ask (in English)').fill('Decide within sixty days.');
  expect(await button.isDisabled()).toBe(false);
  const [telugu, english] = [page.locator('article[lang=te]'), page.locator('article[lang=en]')];
  for (const said of [
    'Decide within sixty days.',
    'September 2026',
    'version 1',
    'applications_pending',
    title,
  ]) {
    await english.getByText(said).first().waitFor();
  }
  for (const said of ['అరవై రోజుల్లో నిర్ణయం ఇవ్వండి.', 'applications_pending', 'పరిహారం']) {
    await telugu.getByText(said).first().waitFor();
  }
  await lookAtDesk(page, 'brief');
  // One page for each language.
  const path = process.env.SCREENS === undefined ? {} : { path: `${process.env.SCREENS}/brief.pdf` };
  const pdf = await page.pdf({ preferCSSPageSize: true, ...path });
  expect(pdf.toString('latin1').match(/\/Type \/Page\b/g)).toHaveLength(2);
  // No district has a published figure here, and then nothing can be printed.
  await page.getByLabel('District').selectOption('Guntur');
  await page.getByText('Choose all districts').waitFor();
  expect(await button.isDisabled()).toBe(true);
}, 180_000);
