import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import * as z from 'zod';
import { indicators } from '../../../functions/months/indicators/catalogue.ts';
import { readZip } from '../../../functions/months/rendering/zip.ts';
import { newId } from '../../../functions/shared/fields/ids.ts';
import { demoPeople } from '../../../local/identity/demo-people.ts';
import { type Stack, startStack } from '../../../local/stack.ts';
import { type Outside, openOutside } from '../../contract/outside.ts';
import { collectiveOf, memberOf, outreachOf, sheetOf } from '../../contract/scene.ts';
import { programmeTerms } from '../../support/programme-terms.ts';
import { type Device, openDevice, signInAs } from '../support/browser.ts';

/**
 * What is known of a month is told by four: the page, the PDF, the workbook and history.csv. After late facts and corrections,
 * in whatever order they were published, they say the same.
 */

type Told = number | { readonly numerator: number; readonly denominator: number };

let stack: Stack;
let outside: Omit<Outside, 'whenIdle' | 'deadLetters' | 'logLines'>;
let device: Device;
let directory: string;

const police = (on: string, participants: number) =>
  outside.done('coordinator', 'POST', '/api/outreach', {
    body: outreachOf('police_orientation', on, { participants }),
  });

const correct = async (month: string): Promise<void> => {
  const body = { id: newId(), reason: 'Sheets came late' };
  await outside.done('coordinator', 'POST', `/api/snapshots/${month}/corrections`, { body });
  await stack.whenIdle();
};

const publish = async (month: string): Promise<void> => {
  await outside.publish(month);
  await stack.whenIdle();
};

beforeAll(async () => {
  directory = mkdtempSync(join(tmpdir(), 'history-'));
  stack = await startStack({ empty: true, web: true });
  outside = await openOutside(stack.url, stack.tokenFor);
  const collective = collectiveOf({ formedOn: '2026-06-01' });
  const members = [1, 2, 3].map(() => memberOf(collective.id, '2026-07-01'));
  const meet = async (heldOn: string, absent: number): Promise<void> => {
    const body = sheetOf(
      heldOn,
      members.map(({ id: memberId }) => ({ memberId, kind: 'deposit', amountPaise: 12_345 })),
    );
    const attendance = body.attendance.map((one, index) =>
      index < absent ? { ...one, status: 'absent' } : one,
    );
    await outside.done('leader', 'POST', `/api/collectives/${collective.id}/meetings`, {
      body: { ...body, attendance },
    });
  };

  await outside.setClock('2026-07-10T06:00:00Z');
  await outside.done('coordinator', 'POST', '/api/programme/terms', { body: programmeTerms });
  await outside.done('coordinator', 'POST', '/api/collectives', { body: collective });
  const { version } = await outside.done('administrator', 'GET', `/api/users/${demoPeople.leader.id}`);
  await outside.done('administrator', 'PATCH', `/api/users/${demoPeople.leader.id}`, {
    body: { collectives: [collective.id] },
    ifMatch: Number(version),
  });
  for (const body of members) await outside.done('leader', 'POST', '/api/members', { body });
  await meet('2026-07-09', 1);
  await police('2026-07-08', 10);
  await publish('2026-07');
  await outside.setClock('2026-08-20T06:00:00Z');
  await meet('2026-08-09', 0);
  await police('2026-08-08', 20);
  await publish('2026-08');
  // September's first version revises August, and its second, which has nothing to add, does not.
  await outside.setClock('2026-09-20T06:00:00Z');
  await police('2026-08-28', 5);
  await meet('2026-08-23', 2);
  await police('2026-09-08', 12);
  await meet('2026-09-09', 2);
  await publish('2026-09');
  await police('2026-09-28', 1);
  await correct('2026-09');
  // August is corrected after September was, and revises July.
  await police('2026-07-28', 3);
  await meet('2026-07-23', 3);
  await police('2026-08-29', 2);
  await correct('2026-08');
  await outside.setClock('2026-10-20T06:00:00Z');
  await police('2026-10-08', 15);
  await meet('2026-10-09', 0);
  await publish('2026-10');
  device = await openDevice(stack.url, 'laptop', 'en-IN');
  await device.page.goto('/reports.html');
  await signInAs(device.page, 'funder');
  await device.page.locator('.tools select').selectOption('en');
  await device.page.locator('.card').first().waitFor();
}, 300_000);
afterAll(async () => {
  await device?.close();
  await stack?.close();
  rmSync(directory, { recursive: true });
});

const download = async (month: string, version: number, name: string): Promise<Buffer> => {
  const target = `/api/snapshots/${month}/files/${name}?version=${version}`;
  const { status, headers } = await outside.call('funder', 'GET', target);
  expect(status).toBe(302);
  return Buffer.from(await (await fetch(headers.get('location') ?? '')).arrayBuffer());
};

/** What is told of an indicator: its months, the newest first, as people read them, and the newest one's change. */
type Read = { readonly values: readonly string[]; readonly change: string };

const months = ['2026-07', '2026-08', '2026-09', '2026-10'];
const monthNames = new Map([
  ['2026-08', 'August 2026'],
  ['2026-09', 'September 2026'],
  ['2026-10', 'October 2026'],
]);
const monthsUpTo = (month: string): string[] => months.filter((one) => one <= month).toReversed();
const units = new Map(indicators.map(({ code, unit }) => [code, unit]));
const unitOf = (code: string) => units.get(code);
/** What is counted twice a year, or not told of three women, has no change from month to month; road.test.ts looks at it. */
const isMonthly = new Set(
  indicators
    .filter(({ counting, isWithheldOfFew }) => counting.way !== 'ratio_of_stocks' && !isWithheldOfFew)
    .map(({ code }) => code),
);

/** As history.csv has it: what the others are held against. */
const readHistory = async (month: string, version: number): Promise<Map<string, Told[]>> => {
  const [head = [], ...rows] = (await download(month, version, 'history.csv'))
    .toString()
    .trimEnd()
    .split('\n')
    .map((line) => line.split(','));
  const cells = rows.map((row) => new Map(head.map((name, index) => [name, row[index] ?? ''])));
  const own = cells.filter((row) => row.get('period') === 'month');
  const codes = new Set(own.map((row) => row.get('code') ?? '').filter((code) => isMonthly.has(code)));
  const numberOf = (code: string, of: string, key: string): number =>
    Number(
      own
        .find(
          (row) =>
            row.get('code') === code &&
            row.get('month') === of &&
            ['', 'part'].includes(row.get('breakdown') ?? '') &&
            row.get('key') === key,
        )
        ?.get('value') ?? Number.NaN,
    );
  return new Map(
    [...codes].map((code) => [
      code,
      monthsUpTo(month).map((of) =>
        unitOf(code) === 'ratio'
          ? { numerator: numberOf(code, of, 'numerator'), denominator: numberOf(code, of, 'denominator') }
          : numberOf(code, of, ''),
      ),
    ]),
  );
};

/** By what people reckon: a share in percent with one digit, money in rupees. */
const shown = (value: Told | undefined, unit: string | undefined): number =>
  value === undefined
    ? Number.NaN
    : typeof value === 'number'
      ? value / (unit === 'paise' ? 100 : 1)
      : Math.round((1000 * value.numerator) / value.denominator) / 10;

/** A number of a file, or both parts of a ratio. */
const parseFileValue = (text: string): Told => {
  const [numerator = Number.NaN, denominator] = text.split('/').map(Number);
  return denominator === undefined ? numerator : { numerator, denominator };
};

/** The number in a text: of a ratio its share. */
const numberIn = (text: string): number =>
  text === 'no change'
    ? 0
    : Number(
        // The page keeps a sign and its amount on one line.
        /[+−-]?[₹\d,.]+/.exec(text.replaceAll('\u2060', ''))?.[0].replace('−', '-').replaceAll(/[₹,+]/g, ''),
      );

/** The line of a printed table that begins with a title, or with its first words if the rest stands below them; empty if there is none. */
const rowOf = (lines: readonly string[], title: string): string => {
  const words = title.split(' ');
  const starts = words.map((_, index) => words.slice(0, index + 1).join(' ')).toReversed();
  for (const start of starts) {
    const rest = title.slice(start.length + 1);
    const found = lines.find(
      (line, index) => line.startsWith(`${start} `) && (lines[index + 1] ?? '').startsWith(rest),
    );
    if (found !== undefined) return found;
  }
  return '';
};

/** The funder's page: each month from the year's table, as a file; the change from the month at a glance. */
const onPage = async (month: string, version: number): Promise<Readonly<Record<string, Read>>> => {
  const { page } = device;
  await page.evaluate(`location.hash = '#/${month}/year?version=${version}'`);
  const button = page.getByRole('button', { name: 'Save table (CSV)' });
  const source = page.getByText(`publication of ${monthNames.get(month)}, version ${version}.`);
  await source.waitFor();
  const [saved] = await Promise.all([page.waitForEvent('download'), button.click()]);
  const [head = [], ...rows] = readFileSync(await saved.path(), 'utf8')
    .trimEnd()
    .split('\r\n')
    .map((line) => line.replaceAll(/"[^"]*"/g, '').split(','));
  await page.evaluate(`location.hash = '#/${month}/overview?version=${version}'`);
  await page.locator('tr[data-code]').first().waitFor();
  const changes = new Map(
    z
      .array(z.tuple([z.string(), z.string()]))
      .parse(
        await page
          .locator('tr[data-code]')
          .evaluateAll((all) =>
            all.map((one) => [
              one.getAttribute('data-code'),
              one.querySelector('[data-change]')?.textContent ?? '',
            ]),
          ),
      ),
  );
  return Object.fromEntries(
    rows
      .filter(([, code = '']) => isMonthly.has(code))
      .map((row) => {
        const [, code = ''] = row;
        const values = monthsUpTo(month).map((one) => row[head.indexOf(one)] ?? '');
        return [code, { values, change: changes.get(code) ?? '' }];
      }),
  );
};

/** An indicator's own page: the table beside its chart, newest month first. */
const onIndicatorPage = async (code: string, month: string, version: number): Promise<string[]> => {
  const { page } = device;
  await page.evaluate(`location.hash = '#/${month}/indicators/${code}?version=${version}'`);
  await page.locator(`[data-indicator=${code}]`).waitFor();
  return z
    .array(z.string())
    .parse(
      await page
        .locator('section[aria-labelledby=trend] tbody td:nth-child(2)')
        .evaluateAll((all) => all.map((one) => one.lastChild?.textContent)),
    );
};

const sheetsOf = async (month: string, version: number) =>
  new Map(
    readZip(await download(month, version, 'report.xlsx')).map(({ name, bytes }) => [
      name,
      [...bytes.toString().matchAll(/<row [^>]*>(.*?)<\/row>/g)].map(([, row = '']) =>
        [...row.matchAll(/<c r="[A-Z]+\d+"[^>]*?(?:\/>|>(.*?)<\/c>)/g)].map(([, cell = '']) =>
          cell.replace(/<[^>]*>/g, ''),
        ),
      ),
    ]),
  );

/** The lines of the report in English, or null where poppler is not installed. */
const linesOfReport = async (month: string, version: number): Promise<string[] | null> => {
  const file = join(directory, 'report.pdf');
  writeFileSync(file, await download(month, version, 'report.en.pdf'));
  const run = spawnSync('pdftotext', ['-layout', file, '-'], { encoding: 'utf8' });
  return run.error === undefined ? run.stdout.split('\n').map((line) => line.trim()) : null;
};

describe.each([
  ['2026-10', 1],
  ['2026-09', 1],
  ['2026-09', 2],
  ['2026-08', 2],
] as const)('of the months known by %s in version %i', (month, version) => {
  test('the page, the PDF, the workbook and history.csv say the same', async () => {
    const history = await readHistory(month, version);
    const expected = Object.fromEntries(
      [...history].map(([code, values]) => {
        const [now, before] = values.map((value) => shown(value, unitOf(code)));
        const change =
          before === undefined || now === undefined ? null : Math.round((now - before) * 100) / 100;
        return [code, { values: values.map((value) => shown(value, unitOf(code))), change }];
      }),
    );
    expect(Object.keys(expected).length).toBeGreaterThan(25);

    const read = await onPage(month, version);
    const onThePage = Object.fromEntries(
      Object.entries(read).map(([code, { values, change }]) => [
        code,
        {
          values: values.map((value) => shown(parseFileValue(value), unitOf(code))),
          change: change === '' ? null : numberIn(change),
        },
      ]),
    );
    expect(onThePage).toEqual(expected);
    for (const code of [
      'police_oriented_in_person',
      'attendance_rate',
      'savings_balance',
      'members_saving',
    ]) {
      const inTable = async () => (await onIndicatorPage(code, month, version)).map(numberIn);
      await expect.poll(inTable, { timeout: 20_000 }).toEqual(expected[code]?.values);
    }

    const sheets = await sheetsOf(month, version);
    const titles = new Map<string, string>();
    // A correction's own sheet stands before the summary.
    const [heads = [], ...rows] =
      [...sheets.values()].find((sheet) => sheet[4]?.includes('Month before 前月'))?.slice(4) ?? [];
    for (const row of rows) {
      const cell = (head: string): string => row[heads.indexOf(head)] ?? '';
      if (!isMonthly.has(cell('Code コード'))) continue;
      const [code, now, before, change] = [
        cell('Code コード'),
        cell('Month 当月'),
        cell('Month before 前月'),
        cell('Change 増減'),
      ];
      titles.set(code, cell('Indicator'));
      const told = expected[code];
      // In a workbook a share is a number from 0 to 1.
      const scale = unitOf(code) === 'ratio' ? 100 : 1;
      expect(Math.round(Number(now) * scale * 100) / 100, code).toBeCloseTo(told?.values[0] ?? Number.NaN, 0);
      if (told?.change !== null) {
        expect(Math.round(Number(before) * scale * 10) / 10, code).toBeCloseTo(
          told?.values[1] ?? Number.NaN,
          1,
        );
        expect(Number(change), code).toBe(told?.change);
      }
    }
    expect([...titles.keys()]).toEqual(Object.keys(expected));

    const lines = await linesOfReport(month, version);
    if (lines === null) return;
    const trend = lines.slice(lines.indexOf('Twelve months, in numbers'));
    const table = lines.slice(lines.indexOf('All indicators'), lines.indexOf('Twelve months, in numbers'));
    for (const [code, title] of titles) {
      const told = expected[code];
      const words = (among: readonly string[]): string[] =>
        rowOf(among, title).replace(' pt', 'pt').split(/\s+/);
      const values = words(trend).slice(-monthsUpTo(month).length).toReversed();
      expect(values.map(numberIn), `${code} in the PDF`).toEqual(told?.values);
      const change = words(table).at(-5) ?? '';
      expect(change === '–' ? null : numberIn(change), `change of ${code} in the PDF`).toBe(told?.change);
    }
  });
});
