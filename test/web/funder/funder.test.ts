import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import * as z from 'zod';
import { indicators } from '../../../functions/months/indicators/catalogue.ts';
import { statePace } from '../../../functions/months/rendering/headlines.ts';
import { paceOf } from '../../../functions/months/rendering/year-pace.ts';
import { readZip, renderZip } from '../../../functions/months/rendering/zip.ts';
import { webClientDirectory } from '../../../local/build-web-client.ts';
import type { Stack } from '../../../local/stack.ts';
import {
  fileValue,
  formatChange,
  formatMonth,
  formatValue,
} from '../../../web/src/months/format-published.ts';
import { type Snapshot, snapshot as snapshotSchema } from '../../../web/src/months/published.ts';
import { openDemoStack } from '../../support/stack.ts';
import { findDarkFaults, findSeriousFaults } from '../support/axe.ts';
import { type Device, openDevice, signInAs, takePicture } from '../support/browser.ts';

/** The funder's pages, on the demo programme, in a browser. */

let stack: Stack;
let device: Device;
let shown: Snapshot;

const ask = async (path: string): Promise<Response> =>
  fetch(`${stack.url}/api/snapshots${path}`, {
    headers: { authorization: `Bearer ${await stack.tokenFor('funder')}` },
  });

beforeAll(async () => {
  stack = await openDemoStack();
  device = await openDevice(stack.url, 'laptop', 'ja-JP');
  const { snapshot } = z.object({ snapshot: z.unknown() }).parse(await (await ask('/2026-10')).json());
  shown = snapshotSchema.parse(snapshot);
  await device.page.goto('/reports.html');
  await signInAs(device.page, 'funder');
  await device.page.locator('.card').first().waitFor();
}, 600_000);
afterAll(() => device?.close());

/** RFC 4180, as far as the published files use it: a row by the names of its columns. */
function readCsv(text: string): Record<string, string>[] {
  const [header = [], ...rows] = text
    .replace('\ufeff', '')
    .trimEnd()
    .split(/\r?\n/)
    .map((line) =>
      [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)].map(([, quoted, plain]) =>
        quoted === undefined ? (plain ?? '') : quoted.replaceAll('""', '"'),
      ),
    );
  return rows.map((row) => Object.fromEntries(header.map((name, index) => [name, row[index] ?? ''])));
}

/** The number in a text, or both parts of a ratio. */
function numbersIn(text: string): number[] {
  const parts = /([\d,]+) \/ ([\d,]+)/.exec(text);
  const said = parts === null ? [text.replace(/^\D+/, '')] : [parts[1] ?? '', parts[2] ?? ''];
  return said.map((digits) => Number(digits.replaceAll(',', '')));
}

const choose = async (page: Page, language: 'ja' | 'en' | 'te'): Promise<void> => {
  await page.locator('.tools select').selectOption(language);
  await page.locator(`html[lang=${language}]`).waitFor();
};

/** Opens a page by its address, as a link would. */
const open = async (page: Page, address: string): Promise<void> => {
  await page.evaluate(`location.hash = ${JSON.stringify(address)}`);
};

const choosePeriod = (page: Page, period: string): Promise<string[]> =>
  page.locator('select[name=period]').selectOption(period);

const readTable = (page: Page, period: string) => async (): Promise<Record<string, string>> =>
  z.record(z.string(), z.string()).parse(
    await page.locator('tr[data-code]').evaluateAll(
      (rows, wanted) =>
        Object.fromEntries(
          rows.map((row) => [
            row.getAttribute('data-code'),
            // Without what is said beside it of a revision.
            row.querySelector(`[data-period=${wanted}]`)?.firstChild?.textContent ?? 'missing',
          ]),
        ),
      period,
    ),
  );

test('loads no code that could ask for a person', () => {
  const chunk = z.object({
    file: z.string(),
    src: z.string().optional(),
    imports: z.array(z.string()).optional(),
    dynamicImports: z.array(z.string()).optional(),
  });
  const built = z
    .record(z.string(), chunk)
    .parse(JSON.parse(readFileSync(join(webClientDirectory, '.vite', 'manifest.json'), 'utf8')));
  const found = new Set<string>();
  const follow = (name: string): void => {
    const one = built[name];
    if (one === undefined || found.has(name)) return;
    found.add(name);
    for (const next of [...(one.imports ?? []), ...(one.dynamicImports ?? [])]) follow(next);
  };
  follow('reports.html');
  expect(found.size).toBeGreaterThan(1);
  const code = [...found].map((name) =>
    readFileSync(join(webClientDirectory, built[name]?.file ?? ''), 'utf8'),
  );
  expect([...found].filter((name) => /src\/(leader|staff|device)\//.test(name))).toEqual([]);
  for (const text of code) {
    expect(text).not.toMatch(
      /api\/(members|cases|collectives|users|outreach|journal|access-log|break-glass)/,
    );
  }
});

test('shows the very numbers of snapshot.json and indicators.csv, in three languages', async () => {
  const { page } = device;
  // What is counted twice a year has a section of its own (road.test.ts).
  const indicators = shown.indicators.filter(({ way }) => way !== 'ratio_of_stocks');
  const rows = readCsv(await (await ask('/2026-10/files/indicators.csv')).text());
  for (const language of ['ja', 'en', 'te'] as const) {
    await choose(page, language);
    for (const period of ['month', 'financialYear', 'toDate'] as const) {
      await choosePeriod(page, period);
      const read = readTable(page, period);
      await expect
        .poll(read, { timeout: 20_000 })
        .toEqual(
          Object.fromEntries(
            indicators.map((one) => [one.code, formatValue(one[period], one.unit, language)]),
          ),
        );
      // Read back as a person would, without the page's own ways of writing numbers.
      const seen = Object.entries(await read()).map(([code, text]) => `${code} ${numbersIn(text).join(' ')}`);
      const expected = rows
        .filter((row) => row.period === period && row.way !== 'ratio_of_stocks')
        .map(({ code, unit, value, numerator, denominator }) =>
          value === ''
            ? `${code} ${numerator} ${denominator}`
            : `${code} ${Number(value) / (unit === 'paise' ? 100 : 1)}`,
        );
      expect(seen.toSorted()).toEqual(expected.toSorted());
    }
    await choosePeriod(page, 'month');
    await takePicture(page, `funder-${language}`);
    for (const part of ['narrative', 'road', 'indicators']) {
      await takePicture(page, `funder-${part}-${language}`, `#${part}`);
    }
    // The choice stands with the tables that it changes.
    expect(await page.locator('section[aria-labelledby=indicators] select[name=period] option').count()).toBe(
      4,
    );
    if (language === 'te') await page.getByText('ఇది ఇంగ్లీషులో మాత్రమే ఉంది.').waitFor();
  }
});

/** Those in which each person counts once in her life. */
const countedOnce = new Set(
  indicators
    .filter(({ counting }) => 'each' in counting && counting.each === 'lifetime')
    .map(({ code }) => code),
);

test('adds up a quarter from the months of history.csv, and says where that can’t be told', async () => {
  const { page } = device;
  await choose(page, 'en');
  // As the file was published: without what later publications revised.
  await open(page, '#/2026-09/overview?version=1&period=quarter');
  const history = readCsv(await (await ask('/2026-09/files/history.csv')).text()).filter(
    (row) =>
      row.period === 'month' &&
      ['2026-07', '2026-08', '2026-09'].includes(row.month ?? '') &&
      row.breakdown === '',
  );
  const expected = Object.fromEntries(
    shown.indicators
      .filter(({ way }) => way !== 'ratio' && way !== 'ratio_of_stocks')
      .map(({ code, way, unit }) => {
        const values = history.filter((row) => row.code === code).map(({ value }) => Number(value));
        const told = way === 'stock' ? values.at(-1) : values.reduce((sum, one) => sum + one, 0);
        const isTold = way !== 'distinct' || countedOnce.has(code);
        return [code, isTold ? formatValue(told ?? Number.NaN, unit, 'en') : 'can’t be told'];
      }),
  );
  const read = readTable(page, 'quarter');
  await expect.poll(read, { timeout: 20_000 }).toMatchObject(expected);
  await page.getByText('Where one person may be in more than one of the months').waitFor();
  await open(page, '#/2026-10/overview');
});

test('says of each headline its change, last year’s same period and the year’s target', async () => {
  const { page } = device;
  const card = page.locator('.card', { hasText: 'Members who received a house patta' });
  await card.getByText('October 2025').waitFor();
  const history = readCsv(await (await ask('/2026-10/files/history.csv')).text());
  const monthly = (month: string) =>
    Number(
      history.find((row) => row.code === 'house_pattas' && row.period === 'month' && row.month === month)
        ?.value,
    );
  const [lastYear, before, now] = [monthly('2025-10'), monthly('2026-09'), monthly('2026-10')];
  const changes = await card
    .locator('[data-change]')
    .evaluateAll((all) => all.map((one) => Number(one.getAttribute('data-change'))));
  expect(changes).toEqual([now - lastYear]);
  // Its course begins and ends with a month's number, not with what there is since the beginning.
  expect(await card.locator('.ends .figure').allTextContents()).toEqual([
    `In October 2025${lastYear}`,
    `In October 2026${now}`,
  ]);
  // The sentence of the report: what the month added, and how much more that is than the month before.
  const change = now === before ? '±0' : `${now > before ? '+' : '−'}${Math.abs(now - before)}`;
  await card.getByText(`Of these, ${now} in October 2026; ${change} on the month before.`).waitFor();
  expect(await card.locator('.sparkline').getAttribute('aria-label')).toContain('October 2025');
  // What each month brought is no line under what there is since the beginning.
  // The scale of its bars, which begins at zero on every card.
  await card.getByText(/^Each month \(0 to \d+\)$/).waitFor();
  // A survivor may have care in several months: theirs add up to more than the year.
  const care = page.locator('.card', { hasText: 'Survivors with mental-health care' });
  expect(await care.textContent()).toContain('One person may be in several months');
  expect(await card.textContent()).not.toContain('several months');
  expect(await page.locator('.card', { hasText: 'Savings balance' }).textContent()).toContain(
    '2026-27: no target set (one is set for “Savings deposited”)',
  );
  expect(await card.locator('.sparkline rect').count()).toBe(13);
  expect(await card.locator('progress').count()).toBe(1);
  const pattas = shown.indicators.find(({ code }) => code === 'house_pattas');
  if (pattas === undefined) throw new Error('The month has no pattas.');
  await card.getByText(statePace(pattas, 7, 'en')?.text ?? 'not told').waitFor();
  // A level is not ahead of the months gone by, nor behind: its target is the year's end.
  const activeCard = page.locator('.card', { has: page.getByRole('heading', { name: 'Active members' }) });
  expect(await activeCard.locator('.sparkline path').count()).toBe(1);
  const active = await activeCard.textContent();
  expect(active).toContain('Target for the end of March 2027: ');
  // Who is not counted is besides the number, there and beside the savings.
  const leftOut = shown.indicators.find(({ code }) => code === 'savings_balance')?.leftOut;
  expect(leftOut).toBeGreaterThan(10);
  expect(active).toContain(`Not in this number: ${leftOut} more members with savings`);
  await page.getByText(`Not counted here, nor among the active members: ${leftOut} more members`).waitFor();
  expect(active).not.toMatch(/ahead|behind|on course/i);
});

test('names at the top every target of the year that is behind, and no other', async () => {
  const { page } = device;
  await choose(page, 'en');
  const titlesOf = (pace: string): string[] =>
    shown.indicators.filter((one) => paceOf(one, 7) === pace).map(({ title }) => title.en);
  const [behind, slightly] = [titlesOf('behind'), titlesOf('slightlyBehind')];
  expect(behind.length * slightly.length).toBeGreaterThan(0);
  expect(await page.locator('[data-pace=behind] a').allTextContents()).toEqual(behind);
  // Beside each what it has of the year's target.
  const said = shown.indicators
    .filter((one) => paceOf(one, 7) === 'behind')
    .map(
      ({ title, unit, financialYear, target }) =>
        `${title.en} (${formatValue(financialYear, unit, 'en')} of the year’s ${formatValue(target ?? 0, unit, 'en')})`,
    );
  expect(await page.locator('[data-pace=behind]').textContent()).toBe(
    `Behind plan so far this year: ${said.join(', ')}`,
  );
  expect(await page.locator('[data-pace=slightlyBehind] a').allTextContents()).toEqual(slightly);
});

test.each([
  ['en', 'These figures count what was recorded by the end of 4 November 2026 (Indian time).', '▲'],
  ['te', '4 నవంబర్ 2026 రోజు ముగిసేవరకు (భారత కాలమానం) నమోదైనవి లెక్కించారు.', '▲'],
  // ▲ is minus in Japanese accounts.
  ['ja', '2026年11月4日（インド時間）までの記録を集計しています。', 'none'],
] as const)(
  'says in %s of which day the numbers are, and which way a number went',
  async (language, cutoff, arrow) => {
    const { page } = device;
    await choose(page, language);
    await open(page, '#/2026-10/indicators/savings_balance');
    await page.getByText(cutoff, { exact: true }).waitFor();
    const change = page.locator('.change.up').first();
    await change.waitFor();
    expect(await change.evaluate((it) => getComputedStyle(it, '::before').content)).toContain(arrow);
    await open(page, '#/2026-10/overview');
    await page.locator('.card').first().waitFor();
  },
);

test('has nothing that axe finds serious on any page, in three languages, light and dark, nor a page too wide for a phone', async () => {
  const { page } = device;
  const size = page.viewportSize() ?? { width: 1280, height: 800 };
  const addresses = {
    overview: '#/2026-10/overview',
    indicator: '#/2026-10/indicators/members_enrolled?chart=pairs',
    ratio: '#/2026-10/indicators/attendance_rate',
    stock: '#/2026-10/indicators/savings_balance',
    year: '#/2026-10/year',
    changes: '#/2026-10/changes',
    files: '#/2026-10/files',
  };
  for (const [name, address] of Object.entries(addresses)) {
    await open(page, address);
    await page.locator('main table').first().waitFor();
    for (const language of ['ja', 'en', 'te'] as const) {
      await choose(page, language);
      expect(await findSeriousFaults(page), `${address} ${language}`).toEqual([]);
      await page.setViewportSize({ width: 360, height: 740 });
      const isTooWide = 'document.documentElement.scrollWidth > 360';
      expect(await page.evaluate(isTooWide), `${address} ${language} is wider than a phone`).toBe(false);
      if (name === 'indicator') await takePicture(page, `funder-indicator-${language}`, '.definition');
      if (name === 'indicator') await takePicture(page, `funder-note-${language}`, '#note');
      if (name === 'year') await takePicture(page, `funder-year-${language}`, 'main table');
      await page.setViewportSize(size);
    }
    expect(await findDarkFaults(page), address).toEqual([]);
  }
});

test('finds the same page by a link, by Back, after a reload, and after signing in somewhere else', async () => {
  const { page } = device;
  await choose(page, 'en');
  await open(page, '#/2026-10/overview');
  await page.getByRole('link', { name: 'Members who received a house patta' }).first().click();
  const heading = page.getByRole('heading', { level: 1 });
  await expect.poll(() => heading.textContent()).toBe('Members who received a house patta');
  await page.getByText('(title to a house site)').waitFor();
  await page.locator('select[name=chart]').selectOption({ label: 'Only this period and last year’s' });
  const address = page.url();
  expect(address).toContain('#/2026-10/indicators/house_pattas?chart=pair');
  // It is one of those that the overview leads to, which is a press away.
  expect(await page.locator('.pages [aria-current]').allTextContents()).toEqual(['At a glance']);
  await page.getByRole('link', { name: '‹ At a glance' }).waitFor();
  // What was chosen on a page is no page of its own.
  await page.goBack();
  await expect.poll(() => heading.textContent()).toBe('Results for October 2026');
  await page.goForward();
  await page.reload();
  await expect
    .poll(() => heading.textContent(), { timeout: 20_000 })
    .toBe('Members who received a house patta');
  expect(page.url()).toBe(address);

  const elsewhere = await openDevice(stack.url, 'laptop', 'en-IN');
  await elsewhere.page.goto(address);
  await signInAs(elsewhere.page, 'funder');
  await elsewhere.page.locator('.chart').waitFor();
  expect(elsewhere.page.url()).toBe(address);
  await elsewhere.close();
});

const textOfDownload = async (
  page: Page,
  press: () => Promise<void>,
): Promise<{ name: string; bytes: Buffer }> => {
  const [download] = await Promise.all([page.waitForEvent('download'), press()]);
  return { name: download.suggestedFilename(), bytes: readFileSync(await download.path()) };
};

test('compares two Octobers as a picture for a slide, and as a table', async () => {
  const { page } = device;
  await choose(page, 'en');
  await open(page, '#/2026-10/indicators/house_pattas?chart=pair');
  const values = page.locator('.chart .chart-value');
  await expect.poll(() => values.count(), { timeout: 20_000 }).toBe(2);
  const drawn = await values.allTextContents();
  const png = await textOfDownload(page, () =>
    page.getByRole('button', { name: 'Save picture (PNG)' }).click(),
  );
  expect(png.name).toBe('leadership-next-house_pattas-month-pair-2026-10-v1.png');
  expect(png.bytes.subarray(1, 4).toString()).toBe('PNG');
  expect([png.bytes.readUInt32BE(16), png.bytes.readUInt32BE(20)]).toEqual([1920, 1080]);
  const svg = await textOfDownload(page, () =>
    page.getByRole('button', { name: 'Save picture (SVG)' }).click(),
  );
  const text = svg.bytes.toString();
  for (const said of [
    'Members who received a house patta',
    'October 2025',
    'October 2026',
    'Source: Leadership Next',
    ...drawn,
  ]) {
    expect(text).toContain(said);
  }
  // A file knows no colours of the page.
  expect(text).not.toContain('var(--');
  const csv = await textOfDownload(page, () =>
    page.getByRole('button', { name: 'Download the table (CSV)' }).click(),
  );
  const [row] = readCsv(csv.bytes.toString());
  expect([row?.['A year before'], row?.Value]).toEqual(drawn);
});

test('tells the definition, the source, and whether the numbers were ever changed', async () => {
  const { page } = device;
  await choose(page, 'en');
  await open(page, '#/2026-10/indicators/house_pattas');
  await page.getByText('(title to a house site)').waitFor();
  await page.getByText('From the timelines of cases').waitFor();
  await page.getByText('Each woman counts once for ever').waitFor();
  await page.getByText('Only women who had agreed to be counted when it was recorded.').waitFor();
  const history = readCsv(await (await ask('/2026-10/files/history.csv')).text());
  const revised = history.find(
    (row) => row.period === 'month' && row.breakdown === '' && row.revised_in !== '',
  );
  const { code = '', month = '', value, revised_in: revisedIn = '' } = revised ?? {};
  const [by = '', version = ''] = revisedIn.split('/v');
  const unit = shown.indicators.find((one) => one.code === code)?.unit ?? '';
  await open(page, `#/2026-10/indicators/${code}`);
  const row = page
    .locator('section[aria-labelledby=revisions] tr')
    .filter({ has: page.getByRole('rowheader', { name: formatMonth(month, 'en'), exact: true }) })
    .filter({ hasText: formatMonth(by, 'en') });
  expect(version).toBe('1');
  await row.waitFor();
  expect(await row.locator('td').nth(1).textContent()).toBe(formatValue(Number(value), unit, 'en'));
});

test('tells beside each figure of savings the other, and how the two belong together', async () => {
  const { page } = device;
  await choose(page, 'en');
  const shownAs = (code: string) =>
    formatValue(shown.indicators.find((one) => one.code === code)?.month ?? 0, 'paise', 'en');
  const balance = page.getByText(`In October 2026 members deposited ${shownAs('savings_deposited')}:`);
  await open(page, '#/2026-10/overview');
  await balance.waitFor();
  await open(page, '#/2026-10/indicators/savings_balance');
  await balance.getByRole('link', { name: 'Savings deposited' }).click();
  const deposited = page.getByText(
    `At the end of October 2026 the balance was ${shownAs('savings_balance')}:`,
  );
  await deposited.getByRole('link', { name: 'Savings balance' }).click();
  await balance.waitFor();
});

/** The year's table fits a laptop; with its months it scrolls, and keeps in sight what a row and a column are. */
async function showsEachMonth(page: Page): Promise<void> {
  const table = page.locator('.scrolls', { has: page.locator('table.year') });
  expect(await table.evaluate((it) => it.scrollWidth - it.clientWidth)).toBe(0);
  await page.getByLabel('Show each month').check();
  const road = page.locator('tr[data-code="road_better_safety"]');
  expect(await road.locator('th').textContent()).toContain('(End of September 2026)');
  // April to October: only September was counted.
  const months = (await road.locator('td').allTextContents()).slice(0, 7);
  expect(months.map((month) => month === '–')).toEqual([true, true, true, true, true, false, true]);
  const [name, head] = [road.locator('th'), table.locator('thead th').last()];
  await table.evaluate((it) => it.scrollTo(0, 600));
  const before = await name.boundingBox();
  await table.evaluate((it) => it.scrollTo(it.scrollWidth, 600));
  expect((await name.boundingBox())?.x).toBe(before?.x);
  const [box, top] = [await table.boundingBox(), await head.boundingBox()];
  expect(top?.y).toBeCloseTo(box?.y ?? 0, 0);
  for (const language of ['ja', 'en'] as const) {
    await choose(page, language);
    await takePicture(page, `funder-year-months-${language}`, 'main table');
    await table.evaluate((it) => it.scrollTo(0, 0));
  }
  await page.locator('.tick-line input').uncheck();
}

test('makes the table of the year, on the page, as a file and on paper', async () => {
  const { page } = device;
  await choose(page, 'en');
  await open(page, '#/2026-10/year');
  const cells = page.locator('[data-year]');
  await expect.poll(() => cells.count()).toBe(shown.indicators.length);
  expect(await cells.allTextContents()).toHaveLength(shown.indicators.length);
  // A level is nothing that came since the beginning.
  const sinceBeginning = (code: string) => page.locator(`tr[data-code=${code}] td`).last().textContent();
  expect(await sinceBeginning('members_active')).toBe('–');
  expect(await sinceBeginning('members_enrolled')).toBe(
    formatValue(
      shown.indicators.find(({ code }) => code === 'members_enrolled')?.toDate ?? 0,
      'persons',
      'en',
    ),
  );
  const csv = await textOfDownload(page, () =>
    page.getByRole('button', { name: 'Save table (CSV)' }).click(),
  );
  const rows = readCsv(csv.bytes.toString());
  expect(Object.fromEntries(rows.map(({ code = '', year }) => [code, year]))).toEqual(
    Object.fromEntries(
      shown.indicators.map(({ code, financialYear }) => [code, String(fileValue(financialYear))]),
    ),
  );
  const workbook = await textOfDownload(page, () =>
    page.getByRole('button', { name: 'Save table (Excel)' }).click(),
  );
  expect(workbook.name).toBe('leadership-next-year-2026-27-to-2026-10-v1.xlsx');
  const sheet = String(
    readZip(workbook.bytes).find(({ name }) => name === 'xl/worksheets/sheet1.xml')?.bytes,
  );
  const numbersOf = (title: string): number[] => {
    // The level at a month's end says so beside its title.
    const row =
      sheet.split('<row ').find((each) => each.includes(`>${title}<`) || each.includes(`>${title} (`)) ?? '';
    return [...row.matchAll(/<v>([^<]+)<\/v>/g)].map(([, number]) => Number(number));
  };
  for (const { code, unit, title } of shown.indicators.filter(({ unit }) => unit !== 'ratio')) {
    const file = rows.find((row) => row.code === code) ?? {};
    const months = ['04', '05', '06', '07', '08', '09', '10'].map((month) => file[`2026-${month}`]);
    const told = [...months, file.year].flatMap((value) => (value === '' ? [] : [Number(value)]));
    const inRupees = told.map((value) => (unit === 'paise' ? value / 100 : value));
    const inSheet = numbersOf(title.en);
    expect(inSheet.slice(0, told.length), code).toEqual(inRupees);
    const inFile = [file.plan_by_now, file.difference_from_plan].map((value) => Number(value));
    const plan = inFile.map((value) => (unit === 'paise' ? value / 100 : value));
    if (file.plan_by_now !== '') expect(inSheet.slice(-3, -1), code).toEqual(plan);
  }
  // What the page says of a number against its plan.
  const [name = '', late] = await page
    .locator('tr[data-code] [data-difference]')
    .evaluateAll((cells) =>
      cells.map((cell) => [cell.parentElement?.getAttribute('data-code'), cell.textContent]),
    )
    .then(
      (all) =>
        z
          .array(z.tuple([z.string(), z.string()]))
          .parse(all)
          .find(([, text]) => text.includes('behind')) ?? [],
    );
  const planned = rows.find(({ code }) => code === name);
  expect(Number(planned?.difference_from_plan)).toBeLessThan(0);
  expect(late).toContain(
    formatChange(
      Number(planned?.difference_from_plan),
      shown.indicators.find(({ code }) => code === name)?.unit ?? '',
      'en',
    ),
  );
  expect(Number(planned?.year) - Number(planned?.plan_by_now)).toBe(Number(planned?.difference_from_plan));
  const pattas = rows.find(({ code }) => code === 'house_pattas');
  const told = shown.indicators.find(({ code }) => code === 'house_pattas')?.month;
  expect(told).toBeGreaterThan(0);
  expect(pattas?.['2026-10']).toBe(String(told));
  await showsEachMonth(page);
  await page.emulateMedia({ media: 'print' });
  expect(await page.getByRole('button', { name: 'Print' }).isVisible()).toBe(false);
  expect(await page.locator('.bar').isVisible()).toBe(false);
  await page.getByRole('heading', { name: 'Financial year 2026-27' }).waitFor();
  await page.emulateMedia({ media: 'screen' });
  await page.getByRole('link', { name: '2025-26 (to March 2026)' }).click();
  await page.getByText('April 2025 to March 2026: 12 months').waitFor();
  await page.getByText('These are the newest published numbers.').waitFor();
  const cutoff = page.getByText('These figures count what was recorded');
  expect(await cutoff.textContent()).toContain(
    'by the end of 4 November 2026 (Indian time); when the month was published, what was recorded before 12 May 2026, ',
  );
  // Publications since have revised months of that year.
  const revised = page.locator('td[data-year] .revised', { hasText: 'revised since; was' }).first();
  await revised.waitFor();
  const code = (await revised.locator('..').getAttribute('data-year')) ?? '';
  const published = z
    .object({ snapshot: snapshotSchema })
    .parse(await (await ask('/2026-03')).json()).snapshot;
  const asPublished = published.indicators.find((one) => one.code === code)?.financialYear;
  const older = await textOfDownload(page, () =>
    page.getByRole('button', { name: 'Save table (CSV)' }).click(),
  );
  const row = readCsv(older.bytes.toString()).find((one) => one.code === code);
  expect(row?.year_as_published).toBe(String(asPublished));
  expect(row?.year).not.toBe(row?.year_as_published);
  expect((await revised.textContent())?.trim()).toBe(`revised since; was ${row?.year_as_published}`);
  // The workbook says so in words, in its last column; its notes name no mark that it hasn't.
  const sheetOfYear = async () =>
    String(
      readZip(
        (await textOfDownload(page, () => page.getByRole('button', { name: /Excel/ }).click())).bytes,
      ).find(({ name }) => name === 'xl/worksheets/sheet1.xml')?.bytes,
    );
  const revisedSheet = await sheetOfYear();
  expect(revisedSheet).toContain(`2025-26: revised since; was ${row?.year_as_published}`);
  expect(revisedSheet).toContain('“Revised since; was …”');
  for (const language of ['te', 'ja', 'en'] as const) {
    await choose(page, language);
    await takePicture(page, `funder-year-revised-${language}`);
  }
  // As it was published, on demand.
  await page.getByLabel('Numbers').selectOption({ label: 'As published, version 2' });
  await page.getByText('later revisions are left out').waitFor();
  expect(await cutoff.textContent()).not.toContain('when the month was published');
  await expect.poll(() => page.locator('td[data-year] .revised').count()).toBe(0);
  const plainSheet = await sheetOfYear();
  expect(plainSheet).toContain('without later revisions');
  expect(plainSheet).not.toContain('2025-26: revised since; was');
  // The page names no mark that only the months' columns have.
  expect(await page.locator('.notes').textContent()).not.toContain('Revised since');
});

test('checks each file in the browser, and says what is in it', async () => {
  const { page } = device;
  await choose(page, 'en');
  await open(page, '#/2026-10/files');
  await page.getByRole('button', { name: 'Check all files' }).click();
  // All eight of the folder, the signed list with them: without it nobody can verify the others later.
  await expect.poll(() => page.locator('tr .state.verified').count(), { timeout: 30_000 }).toBe(8);
  expect(await page.locator('tr[data-file]').count()).toBe(8);
  expect(await page.locator('tr[data-file] p.soft').count()).toBe(8);
  expect(await page.locator('[data-signature]').getAttribute('data-signature')).toBe('verified');
});

test('says of each file of which version it is, and that what is known now stands elsewhere', async () => {
  const { page } = device;
  await choose(page, 'en');
  await open(page, '#/2026-09/files');
  const files = page.locator('tr[data-file]');
  await files.first().waitFor();
  const version = 'Version 1: what was recorded by the end of 4 October 2026 (Indian time).';
  for (const text of await files.allTextContents()) expect(text).toContain(version);
  // October's report told other numbers of September.
  const revised = shown.revisions.filter(({ month }) => month === '2026-09').length;
  expect(revised).toBeGreaterThan(0);
  await page.getByText(`Since then ${revised} numbers of this month changed.`).waitFor();
  // Of files nothing is called what is known now.
  expect(await page.getByLabel('Version').locator('option').allTextContents()).toEqual([
    'Version 1 (newest)',
  ]);
  await page.getByRole('link', { name: 'Files of October 2026' }).click();
  await page.getByRole('heading', { name: 'Files of October 2026' }).waitFor();
  await expect.poll(() => files.count()).toBe(8);
  expect(await page.getByText('of this month changed').count()).toBe(0);
  // An earlier version says so, of each file too, and leads to the newer one.
  await open(page, '#/2026-03/files?version=1');
  await page.getByText('there is a newer one').waitFor();
  await expect.poll(() => files.first().textContent()).toContain('Version 2 is newer.');
  for (const language of ['te', 'ja', 'en'] as const) {
    await choose(page, language);
    await takePicture(page, `funder-files-old-${language}`);
  }
  await page.getByRole('link', { name: 'See version 2' }).click();
  await expect
    .poll(() => files.first().textContent())
    .toContain('Version 2: what was recorded before 12 May 2026');
  expect(await page.locator('tr[data-file]', { hasText: 'is newer' }).count()).toBe(0);
});

test('downloads everything of a month as one archive, and keeps none that was changed', async () => {
  const { page } = device;
  await open(page, '#/2026-09/files');
  const all = page.getByRole('button', { name: 'Download everything (ZIP)' });
  const { name, bytes } = await textOfDownload(page, () => all.click());
  expect(name).toBe('leadership-next-2026-09-v1-all.zip');
  const entries = readZip(bytes);
  expect(entries).toHaveLength(8);
  await page.getByText('every file in it is the published one').waitFor();
  // The list below says the same of each.
  await expect.poll(() => page.locator('.files .state.verified').count()).toBe(8);
  await page.getByText('How to check the files later').click();
  const commands = (await page.locator('.commands').allTextContents()).join('\n');
  const told = readFileSync(join(import.meta.dirname, '../../../docs/verify.md'), 'utf8');
  for (const line of commands.split('\n')) expect(told).toContain(line);

  const saved: string[] = [];
  page.on('download', (download) => saved.push(download.suggestedFilename()));
  const changed = entries.map((entry) =>
    entry.name === 'indicators.csv' ? { ...entry, bytes: Buffer.from(`${entry.bytes} `) } : entry,
  );
  const forgeries = [
    changed,
    entries.slice(1),
    [...entries, { name: 'more.txt', bytes: Buffer.from('more') }],
  ];
  for (const forged of forgeries) {
    await page.route('**/files/all.zip?version=1', (route) =>
      route.fulfill({ body: renderZip(forged, 'store'), contentType: 'application/zip' }),
    );
    await all.click();
    await page.getByText('A file in it is not the published one').waitFor();
    await page.unrouteAll();
    await open(page, '#/2026-10/files');
    await open(page, '#/2026-09/files');
    await all.waitFor();
  }
  await page.route('**/files/all.zip?version=1', (route) => route.fulfill({ body: 'no archive' }));
  await all.click();
  await page.getByText('It could not be downloaded').waitFor();
  await page.unrouteAll();
  expect(saved).toEqual([]);
});

test('says on paper which month it is, and has the way out on a narrow screen', async () => {
  const { page } = device;
  await choose(page, 'ja');
  await open(page, '#/2026-10/overview');
  const size = page.viewportSize() ?? { width: 1280, height: 800 };
  await page.emulateMedia({ media: 'print' });
  await page.getByRole('heading', { name: '2026年10月の実績' }).waitFor();
  expect(await page.locator('.picker').isVisible()).toBe(false);
  await page.emulateMedia({ media: 'screen' });
  await page.setViewportSize({ width: 320, height: 640 });
  const out = await page.getByRole('button', { name: 'サインアウト' }).boundingBox();
  expect(out && out.x + out.width).toBeLessThanOrEqual(320);
  await page.setViewportSize(size);
});

test('shows a dash where there is no share and a target of 0 as 0, and says what to do once the sign-in has ended', async () => {
  const { page } = device;
  await page.route('**/api/snapshots/2025-04/versions/1', async (route) => {
    const { manifest, snapshot } = z
      .object({ manifest: z.unknown(), snapshot: snapshotSchema })
      .parse(await (await route.fetch()).json());
    const indicators = snapshot.indicators.map((one) =>
      one.code === 'attendance_rate'
        ? { ...one, month: { numerator: 0, denominator: 0 } }
        : one.code === 'house_pattas'
          ? { ...one, financialYear: 3, target: 0 }
          : one,
    );
    await route.fulfill({ json: { manifest, snapshot: { ...snapshot, indicators } } });
  });
  // As it was published: no later month is read, so that one is left to be asked for.
  await open(page, '#/2025-04/indicators/attendance_rate?version=1');
  await page.reload();
  await expect
    .poll(() => page.locator('.chart .chart-value').allTextContents(), { timeout: 20_000 })
    .toEqual(['–']);
  await open(page, '#/2025-04/indicators/house_pattas?version=1');
  await page.getByText('2025年度：3人（目標0人）', { exact: true }).waitFor();
  expect(await page.locator('progress').count()).toBe(0);
  await page.route('**/api/**', (route) => route.fulfill({ status: 401, json: {} }));
  await page.route('**/oidc/token', (route) =>
    route.fulfill({ status: 400, json: { error: 'invalid_grant' } }),
  );
  await open(page, '#/2025-05/overview');
  await page.getByText('サインインの期限が切れました').waitFor();
  await page.unrouteAll();
  await page.getByRole('button', { name: 'サインインする' }).click();
  await page.locator('.card').first().waitFor();
});
