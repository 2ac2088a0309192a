import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { webClientDirectory } from '../../../local/build-web-client.ts';
import type { Stack } from '../../../local/stack.ts';
import { openSharedStack } from '../../support/stack.ts';
import { findSeriousFaults } from '../support/axe.ts';
import { type Device, openDevice, takePicture, waitForFonts } from '../support/browser.ts';
import { fontSets } from '../support/fonts.ts';

let stack: Stack;
let device: Device;
let page: Page;

beforeAll(async () => {
  stack = await openSharedStack();
  device = await openDevice(stack.url, 'laptop', 'en-IN');
  page = device.page;
});

afterAll(() => device?.close());

const open = async (shown = page): Promise<void> => {
  await shown.goto('/design');
  await shown.getByRole('heading', { level: 1 }).waitFor();
};

const speak = async (language: 'en' | 'te' | 'ja', shown = page): Promise<void> => {
  await shown.locator('select[name="gallery.language"]').selectOption(language);
  await shown.locator(`html[lang=${language}]`).waitFor();
};

/** By how many pixels the page is wider than the screen. */
const overflow = (shown: Page): Promise<unknown> =>
  shown.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth');

const focused = (): Promise<unknown> => page.evaluate('document.activeElement?.textContent?.trim()');

test('is no part of what is deployed', () => {
  expect(existsSync(join(webClientDirectory, 'index.html'))).toBe(true);
  expect(existsSync(join(webClientDirectory, 'design.html'))).toBe(false);
  expect(readFileSync(join(webClientDirectory, '.vite', 'manifest.json'), 'utf8')).not.toContain('gallery');
});

describe.each(['light', 'dark'] as const)('in %s colours', (colorScheme) => {
  test.each(['en', 'te', 'ja'] as const)('has no fault that axe finds, in %s', async (language) => {
    await page.emulateMedia({ colorScheme });
    await open();
    await speak(language);
    expect(await findSeriousFaults(page)).toEqual([]);
    await page.locator('#dialog button').first().click();
    await page.getByRole('dialog').waitFor();
    expect(await findSeriousFaults(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await takePicture(page, `design-${colorScheme}-${language}`);
  });
});

test('can be switched to the dark and to high contrast by hand, as it is by the device', async () => {
  await page.emulateMedia({ colorScheme: 'light' });
  await open();
  const ground = () => page.evaluate('getComputedStyle(document.documentElement).backgroundColor');
  const choose = (name: string, value: string) =>
    page.locator(`select[name="gallery.${name}"]`).selectOption(value);
  expect(await ground()).toBe('rgb(255, 253, 250)');
  await choose('scheme', 'dark');
  expect(await ground()).toBe('rgb(26, 24, 22)');
  await choose('contrast', 'more');
  expect(await ground()).toBe('rgb(0, 0, 0)');
  expect(await findSeriousFaults(page)).toEqual([]);
  await choose('scheme', 'light');
  expect(await ground()).toBe('rgb(255, 255, 255)');
  await choose('contrast', 'system');
  await page.emulateMedia({ colorScheme: 'dark' });
  await choose('scheme', 'system');
  expect(await ground()).toBe('rgb(26, 24, 22)');
  await page.emulateMedia({ colorScheme: 'light' });
});

test('asks first: the focus begins at the question, stays within, and returns', async () => {
  await open();
  const opener = page.getByRole('button', { name: 'Take it back…' });
  const dialog = page.getByRole('dialog', { name: 'Take this sheet back?' });
  await opener.focus();
  await page.keyboard.press('Enter');
  await dialog.waitFor();
  expect(await focused()).toBe('Take this sheet back?');
  expect(await dialog.getAttribute('aria-describedby')).not.toBeNull();
  for (const next of ['Leave', 'No, go back', 'Take it back', 'Leave']) {
    await page.keyboard.press('Tab');
    // The browser's own bar lies between the last and the first.
    if ((await focused()) !== next) await page.keyboard.press('Tab');
    expect(await focused()).toBe(next);
  }
  await page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'detached' });
  expect(await focused()).toBe('Take it back…');
  await opener.press('Enter');
  await dialog.waitFor();
  expect(await focused()).toBe('Take this sheet back?');
  await dialog.getByRole('button', { name: 'Take it back' }).press('Enter');
  await page.locator('.toast', { hasText: 'You pressed yes.' }).waitFor();
  expect(await page.getByRole('status').filter({ hasText: 'You pressed yes.' }).count()).toBe(1);
  expect(await focused()).toBe('Take it back…');
  await page.locator('.toast').getByRole('button', { name: 'Close' }).press('Enter');
  expect(await page.locator('.toast').count()).toBe(0);
});

test('a toast goes by itself unless she points at it, and at once when a form is sent or refused', async () => {
  await open();
  await page.clock.install();
  const say = page.getByRole('button', { name: 'Save, and say so' });
  const toast = page.locator('.toast');
  await say.click();
  await toast.waitFor();
  const place = () => say.evaluate((button) => button.getBoundingClientRect().top + scrollY);
  const before = await place();
  await page.clock.runFor(9_000);
  await toast.hover();
  await page.clock.runFor(30_000);
  expect(await toast.count()).toBe(1);
  await page.mouse.move(0, 400);
  await page.clock.runFor(6_000);
  await toast.waitFor({ state: 'detached' });
  // No button moves under her hand.
  expect(await place()).toBe(before);

  await say.click();
  await toast.waitFor();
  const form = page.getByRole('form', { name: 'Form' });
  await form.getByLabel('Year of birth').fill('1890');
  await form.getByRole('button', { name: 'Send' }).click();
  await form.locator('.field-error').first().waitFor();
  expect(await toast.count()).toBe(0);
});

describe('a table', () => {
  const table = () => page.getByRole('table', { name: 'Member' });
  const column = (index: number) => table().locator(`tbody tr > :nth-child(${index})`).allTextContents();

  test('sorts by the keyboard, tells a reader of the screen, and keeps what is unknown last', async () => {
    await open();
    await page.getByText('20 rows', { exact: true }).waitFor();
    const code = table().getByRole('button', { name: 'Code' });
    await code.focus();
    await page.keyboard.press('Enter');
    expect(await table().getByRole('columnheader', { name: 'Code' }).getAttribute('aria-sort')).toBe(
      'ascending',
    );
    // As people count: M-2 before M-10.
    expect((await column(1)).slice(0, 3)).toEqual(['M-0', 'M-1', 'M-2']);
    await page.keyboard.press('Enter');
    expect((await column(1)).slice(0, 2)).toEqual(['M-19', 'M-18']);
    const savings = table().getByRole('button', { name: 'Savings' });
    await savings.press('Enter');
    const rising = await column(4);
    await savings.press('Enter');
    const falling = await column(4);
    for (const amounts of [rising, falling]) expect(amounts.slice(-3)).toEqual(['–', '–', '–']);
    expect(falling.slice(0, -3)).toEqual(rising.slice(0, -3).toReversed());
    expect(await table().locator('[aria-sort]').count()).toBe(1);
  });

  test('filters by what is shown, and says how many are left', async () => {
    await open();
    const filter = page.getByLabel('In this list, show only rows with');
    await filter.fill('has left');
    await page.getByText('5 of 20 rows').waitFor();
    expect(await column(1)).toHaveLength(5);
    await filter.fill('april 2026');
    expect(await column(3)).toEqual(['6 April 2026']);
    await filter.fill('no such word');
    await page.getByText('0 of 20 rows').waitFor();
    await page.getByText('No row has that.').waitFor();
  });

  test('gives a file of codes and numbers, in the order that is seen, without a name', async () => {
    await open();
    await table().getByRole('button', { name: 'Code' }).click();
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Download the table (CSV)' }).click(),
    ]);
    expect(download.suggestedFilename()).toBe('members.csv');
    const text = readFileSync(await download.path(), 'utf8');
    expect(text.split('\r\n').slice(0, 2)).toEqual([
      '\ufeffCode,Joined on,Savings,State',
      'M-0,2025-04-01,0,active',
    ]);
    expect(text).not.toMatch(/Vennela|వెన్నెల/);
  });

  test('shows a person by a word where there is no name, and never by an id', async () => {
    await open();
    const people = await column(2);
    expect(people).toContain('Vennela');
    expect(people).toContain('Name not shown');
    expect(people.join()).not.toContain('019a2f3c');
  });
});

test('says what is wrong at each field in her language, and goes to the first', async () => {
  await open();
  const form = page.getByRole('form', { name: 'Form' });
  await form.getByLabel('Year of birth').fill('1890');
  await form.getByLabel('Deposit (₹)').fill('20000000');
  await form.getByText('₹2,00,00,000').waitFor();
  await form.getByLabel('Held on').fill('2026-11-26');
  await form.getByRole('button', { name: 'Send' }).click();
  expect(await form.locator('.field-error').allTextContents()).toEqual([
    'To put right: Fill this in.',
    'To put right: This must be at least 1900.',
    'To put right: This can be at most ₹1,00,00,000.',
    'To put right: This must be 25 November 2026 or earlier.',
    'To put right: Choose one.',
    'To put right: Tick this first.',
  ]);
  expect(await page.evaluate('document.activeElement?.name')).toBe('name');
  const described = (await form.getByLabel('Name').getAttribute('aria-describedby')) ?? '';
  expect(described.split(' ')).toHaveLength(2);
  expect(await form.getByLabel('Name').getAttribute('aria-invalid')).toBe('true');
  // What was entered stays.
  expect(await form.getByLabel('Year of birth').inputValue()).toBe('1890');
  await form.getByLabel('Name').fill('Vennela');
  await form.getByLabel('Year of birth').fill('1990');
  await form.getByLabel('Deposit (₹)').fill('120.50');
  await form.getByLabel('Held on').fill('2026-11-24');
  await form.getByText('24 November 2026').waitFor();
  await form.getByLabel('District').selectOption('Guntur');
  await form.getByLabel('I have read it to her').check();
  await form.getByRole('button', { name: 'Send' }).click();
  await page.locator('.toast', { hasText: 'Saved.' }).waitFor();
  await speak('te');
  await page.locator('.toast', { hasText: 'నమోదైంది.' }).waitFor();
  await speak('en');
  expect(await form.locator('.field-error').count()).toBe(0);
});

test('reads and writes dates with the day first in both languages, by keyboard and from the calendar', async () => {
  await open();
  const form = page.getByRole('form', { name: 'Form' });
  const sent = () => form.evaluate((element) => new FormData(element as HTMLFormElement).get('held'));
  const held = form.getByLabel('Held on');
  expect(await held.inputValue()).toBe('25.11.2026');
  expect(await sent()).toBe('2026-11-25');
  await held.fill('3/4/2026');
  await form.getByText('3 April 2026').waitFor();
  expect(await sent()).toBe('2026-04-03');
  await held.press('Tab');
  expect(await held.inputValue()).toBe('03.04.2026');
  // A month in front is no date, and is not sent.
  await held.fill('04/23/2026');
  expect(await sent()).toBe('');
  await form.getByRole('button', { name: 'Send' }).click();
  const wrong = form.locator('.field-error', { hasText: 'There is no such day.' });
  await wrong.waitFor();
  // The red frame goes once it is right; what is not allowed is said when she leaves the field.
  await held.fill('23/04/2026');
  await wrong.waitFor({ state: 'detached' });
  for (const [typed, said] of [
    ['31.11.2026', 'There is no such day.'],
    ['25/11', 'Write the year too.'],
    ['01 Dec 2026', 'This must be 25 November 2026 or earlier.'],
  ]) {
    await held.fill(typed ?? '');
    await held.press('Tab');
    await form.locator('.field-error', { hasText: said ?? '' }).waitFor();
  }
  await held.fill('1 నవంబర్ 2026');
  await form.getByText('1 November 2026').waitFor();
  expect(await form.locator('.wrong .date-field').count()).toBe(0);
  await speak('te');
  const inTelugu = page.getByRole('form').locator('.date-field input').first();
  await inTelugu.fill('5.4.2026');
  await page.getByText('5 ఏప్రిల్ 2026').waitFor();
  // As the browser's calendar does it.
  await page
    .getByRole('form')
    .locator('input[name="held"]')
    .evaluate((element: HTMLInputElement) => {
      element.value = '2026-04-23';
      element.dispatchEvent(new Event('change', { bubbles: true }));
    });
  expect(await inTelugu.inputValue()).toBe('23.04.2026');
  await page.getByText('23 ఏప్రిల్ 2026').waitFor();
  await speak('en');
});

test('on a narrow screen, has its navigation behind a button that Escape closes', async () => {
  await page.setViewportSize({ width: 360, height: 740 });
  await open();
  const menu = page.getByRole('button', { name: /^☰? ?Menu/ });
  expect(await page.getByRole('navigation').isVisible()).toBe(false);
  await menu.press('Enter');
  expect(await menu.getAttribute('aria-expanded')).toBe('true');
  await page.keyboard.press('Tab');
  expect(await focused()).toBe('Colours');
  await page.keyboard.press('Escape');
  expect(await page.getByRole('navigation').isVisible()).toBe(false);
  expect(await focused()).toContain('Menu');
  await menu.press('Enter');
  await page.getByRole('navigation').getByRole('link', { name: 'Table' }).press('Enter');
  expect(await page.getByRole('navigation').isVisible()).toBe(false);
  expect(await menu.textContent()).toContain('Table');
  await page.setViewportSize({ width: 1280, height: 800 });
});

describe.each(fontSets)('with the fonts %s on the device', (fonts) => {
  let narrow: Device;
  beforeAll(async () => {
    narrow = await openDevice(stack.url, 'laptop', 'en-IN', fonts);
    await open(narrow.page);
  });
  afterAll(() => narrow?.close());

  test.each([
    ['360 px', 360, 740, '112.5%'],
    // 1280 px at 400 %, as WCAG's reflow asks.
    ['1280 px at 400 %', 320, 256, '112.5%'],
    ['1280 px at 200 %', 640, 400, '112.5%'],
    ['letters twice as large', 640, 800, '225%'],
  ])('nothing lies beyond its edge: %s', async (_name, width, height, fontSize) => {
    const { page: shown } = narrow;
    await shown.setViewportSize({ width, height });
    await shown.evaluate(`document.documentElement.style.fontSize = '${fontSize}'`);
    for (const letters of ['as they are', 'a fifth wider'] as const) {
      // A letter is half as wide as the font is high, or a little more.
      const spacing = letters === 'a fifth wider' ? '0.11em' : 'normal';
      await shown.evaluate(`{
        const sheet = new CSSStyleSheet();
        sheet.replaceSync('* { letter-spacing: ${spacing} !important; }');
        document.adoptedStyleSheets = [sheet];
      }`);
      for (const language of ['te', 'en', 'ja'] as const) {
        await speak(language, shown);
        await waitForFonts(shown);
        expect(await overflow(shown), `${language}, letters ${letters}`).toBe(0);
      }
    }
  });
});

test('has nothing to press that is smaller than a thumb', async () => {
  await page.setViewportSize({ width: 360, height: 740 });
  await open();
  await speak('te');
  const small = await page.evaluate(`
    [...document.querySelectorAll('button, select, input:not([type=checkbox]), .tick label, summary')]
      .filter((one) => one.offsetParent !== null && !one.matches('.skip'))
      .map((one) => ({ box: one.getBoundingClientRect(), text: one.outerHTML.slice(0, 90) }))
      .filter(({ box }) => box.width < 44 || box.height < 44)
      .map(({ box, text }) => box.width + ' × ' + box.height + ' ' + text)`);
  expect(small).toEqual([]);
  await page.setViewportSize({ width: 1280, height: 800 });
});
