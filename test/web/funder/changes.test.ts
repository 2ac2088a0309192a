import { afterAll, beforeAll, expect, test } from 'vitest';
import * as z from 'zod';
import type { Value } from '../../../functions/months/disclosure/value-arithmetic.ts';
import { correctedMonth } from '../../../local/demo/programme.ts';
import type { Stack } from '../../../local/stack.ts';
import { formatMonth, formatValue } from '../../../web/src/months/format-published.ts';
import { type Snapshot, snapshot as snapshotSchema } from '../../../web/src/months/published.ts';
import { openDemoStack } from '../../support/stack.ts';
import { type Device, openDevice, signInAs, takePicture } from '../support/browser.ts';

/**
 * Why a published number changed is told by three: the indicator's page, the page of the version that told it, and the page of all changes. For every
 * change that the demo programme ever published, they say the same.
 */

let stack: Stack;
let device: Device;
/** All versions, in the order of publication. */
let publications: Snapshot[];

const ask = async (path: string): Promise<unknown> =>
  (
    await fetch(`${stack.url}/api/snapshots${path}`, {
      headers: { authorization: `Bearer ${await stack.tokenFor('funder')}` },
    })
  ).json();

beforeAll(async () => {
  stack = await openDemoStack();
  const listed = z
    .object({ items: z.array(z.object({ month: z.string(), version: z.int() })) })
    .parse(await ask('?versions=all&limit=100'));
  publications = await Promise.all(
    listed.items
      .toReversed()
      .map(async ({ month, version }) =>
        z.object({ snapshot: snapshotSchema }).parse(await ask(`/${month}/versions/${version}`)),
      ),
  ).then((all) => all.map(({ snapshot }) => snapshot));
  device = await openDevice(stack.url, 'laptop', 'en-IN');
  await device.page.goto('/reports.html');
  await signInAs(device.page, 'funder');
  await device.page.locator('.card').first().waitFor();
  await device.page.locator('.tools select').selectOption('en');
}, 600_000);
afterAll(() => device?.close());

/** A change as a reader sees it: month, indicator, was, now, told with, why. */
type Row = readonly string[];

/** The rows of a table in a section, without line breaks. */
const rowsIn = async (section: string): Promise<string[][]> =>
  z
    .array(z.array(z.string()))
    .parse(
      await device.page
        .locator(`section[aria-labelledby=${section}] tbody tr`)
        .evaluateAll((all) =>
          all.map((row) =>
            [...row.querySelectorAll('th, td')].map((cell) =>
              (cell.textContent ?? '').replaceAll(/\s+/g, ' ').trim(),
            ),
          ),
        ),
    );

const open = async (address: string, heading: string): Promise<void> => {
  await device.page.evaluate(`location.hash = ${JSON.stringify(address)}`);
  await device.page.getByRole('heading', { level: 1, name: heading, exact: true }).waitFor();
};

const sorted = (rows: readonly Row[]): string[] => rows.map((row) => row.join(' | ')).toSorted();

/** What the published files themselves say, of one publication. */
function told(publication: Snapshot, at: number): Row[] {
  const { month, version, revisions, changes = [], reason } = publication;
  const row = (of: string, code: string, [was, now]: readonly [Value, Value], why: string): Row => {
    const { unit = '', title } = publication.indicators.find((one) => one.code === code) ?? {};
    return [
      formatMonth(of, 'en'),
      title?.en ?? code,
      formatValue(was, unit, 'en'),
      formatValue(now, unit, 'en'),
      why,
    ];
  };
  /** What reports between the two versions had said of the month: the correction only repeats it. */
  const saidBefore = new Map(
    publications
      .slice(0, at)
      .flatMap((one) => one.revisions.filter((revised) => revised.month === month))
      .map(({ code, now }) => [code, now]),
  );
  return [
    ...revisions.map(({ month: of, code, was, now }) => row(of, code, [was, now], '–')),
    ...changes
      .filter(({ part }) => part === 'month')
      .map(({ code, was, now }) => ({ code, was: saidBefore.get(code) ?? was, now }))
      .filter(({ was, now }) => JSON.stringify(was) !== JSON.stringify(now))
      .map(({ code, was, now }) => row(month, code, [was, now], `${version > 1 ? reason : ''}`)),
  ];
}

test('every change of a published number has one reason, on all three pages', async () => {
  const { page } = device;
  const expected = publications.map((one, at) => told(one, at));
  expect(expected.flat().length).toBeGreaterThan(150);
  const whys = Map.groupBy(expected.flat(), ([, , , , reason = '']) => reason);
  // What was noted is told, and what was not is not made up.
  expect([...whys.keys()].toSorted()).toEqual(['A meeting in March had been entered twice.', '–']);

  // The page of all changes.
  await open('#/2026-10/changes', 'Changes published with October 2026');
  await page.locator('#all-changes').waitFor();
  const all = await rowsIn('all-changes');
  const why = (cell: string | undefined) => (cell ?? '').replace(/ Since the version before: .*$/, '');
  const withoutPublication = ([month = '', title = '', was = '', now = '', , reason]: Row): Row => [
    month,
    title,
    was,
    now,
    why(reason),
  ];
  expect(sorted(all.map(withoutPublication))).toEqual(sorted(expected.flat()));
  await takePicture(page, 'funder-changes-en', '#all-changes');

  // The page of each version that told some.
  const titles = new Map(
    publications.flatMap((one) => one.indicators).map(({ code, title }) => [code, title.en]),
  );
  for (const [at, publication] of publications.entries()) {
    const { month, version } = publication;
    // With a version in the address, nothing that was published later.
    const rows = told(publication, at);
    if (rows.length === 0) continue;
    await open(`#/${month}/changes?version=${version}`, `Changes published with ${formatMonth(month, 'en')}`);
    await page.locator('#told').waitFor();
    const ofVersion = await rowsIn('told');
    expect(sorted(ofVersion.map((row) => [...row.slice(0, 4), why(row[4])])), `${month} ${version}`).toEqual(
      sorted(rows),
    );
    const name =
      version === 1
        ? formatMonth(month, 'en')
        : `Correction of ${formatMonth(month, 'en')}, version ${version}`;
    const inAll = all.filter(([, , , , by = '']) => by === name);
    // The same words, with what was counted; but for those that only a later correction explains.
    expect(sorted(ofVersion)).toEqual(
      sorted(
        inAll.map(([of = '', title = '', was = '', now = '', , reason = '']) => [
          of,
          title,
          was,
          now,
          reason,
        ]),
      ),
    );
  }

  // Each indicator's page.
  for (const title of new Set(all.map(([, name = '']) => name))) {
    const [code] = [...titles].find(([, name]) => name === title) ?? [];
    await open(`#/2026-10/indicators/${code}`, title);
    await page.locator('section[aria-labelledby=revisions] table').waitFor();
    const rows = await rowsIn('revisions');
    expect(sorted(rows.map(([month = '', ...rest]) => [month, title, ...rest])), title).toEqual(
      sorted(all.filter(([, name]) => name === title)),
    );
  }
}, 240_000);

test('a correction says of each number whether a report had told it before, in the words of its own rows', async () => {
  const { page } = device;
  await open(
    `#/${correctedMonth}/changes?version=2`,
    `Changes published with ${formatMonth(correctedMonth, 'en')}`,
  );
  await page.locator('#told').waitFor();
  const correction = publications.find(({ month, version }) => month === correctedMonth && version === 2);
  const own = expectedOf(correction);
  const [notice = ''] = await page.locator('main .notice').allTextContents();
  const [changedRow] = (await rowsIn('told')).filter(
    ([month]) => month === formatMonth(correctedMonth, 'en'),
  );
  expect(own.changed).toBeGreaterThan(own.told);
  expect(own.told).toBeGreaterThan(0);
  expect(notice).toContain(
    `The numbers of ${own.changed} indicators changed. Of these, ${own.told} had been told already`,
  );
  // The words beside each number are those of the notice.
  expect(changedRow?.[4]).toContain('A meeting in March had been entered twice.');
  const because = /Since the version before: .*\./.exec(changedRow?.[4] ?? '')?.[0];
  expect(because).toBeDefined();
  expect(notice).toContain(because);
  const corrected = (await rowsIn('corrected')).map(([, by = '']) => by);
  expect(corrected).toHaveLength(own.changed);
  expect(corrected.filter((by) => by === 'April 2026')).toHaveLength(own.told);
});

test('a month that was corrected has its mark in the chart and in the table of its year, with a word for it', async () => {
  const { page } = device;
  const corrected = publications.findLast(({ month }) => month === correctedMonth);
  // Only the correction changed it, and no report since.
  const reportsSince = publications.slice(
    publications.findLastIndex(({ month }) => month === correctedMonth) + 1,
  );
  expect(
    reportsSince.flatMap(({ revisions }) =>
      revisions.filter(({ month, code }) => month === correctedMonth && code === 'meetings_held'),
    ),
  ).toEqual([]);
  const change = corrected?.changes?.find(({ code, part }) => part === 'month' && code === 'meetings_held');
  const { was = 0, now = 0 } = change ?? {};
  expect(now).not.toBe(was);
  const said = `${formatMonth(correctedMonth, 'en')}: ${now}, revised since; was ${was}`;
  await open('#/2026-10/indicators/meetings_held', 'Meetings held');
  const chart = page.locator('svg.chart');
  await chart.locator('.chart-revised').first().waitFor();
  // Those who can't see the chart hear it; at the pointer it says so too, and the mark is explained.
  expect(await chart.getAttribute('aria-label')).toContain(said);
  const bar = chart.locator('.chart-bar', { has: page.locator('title', { hasText: said }) });
  expect(await bar.locator('.chart-revised').count()).toBe(1);
  await chart.getByText('Revised since it was published').waitFor();
  const marked = await chart.locator('.chart-bar .chart-revised').count();
  expect(marked).toBeLessThan(await chart.locator('.chart-bar').count());
  for (const language of ['te', 'ja', 'en'] as const) {
    await page.locator('.tools select').selectOption(language);
    await page.locator(`html[lang=${language}]`).waitFor();
    await takePicture(page, `funder-chart-revised-${language}`);
  }
  await open(`#/${correctedMonth}/year`, 'Financial year 2025-26');
  await page.getByLabel('Show each month').check();
  const cell = page.locator('tr[data-code=meetings_held] td').nth(11);
  expect((await cell.textContent())?.replaceAll(/\s+/g, ' ')).toBe(`${now} revised since; was ${was}`);
});

/** How many indicators a correction changed, and of how many the month's number had been told before. */
function expectedOf(correction: Snapshot | undefined) {
  const changes = correction?.changes ?? [];
  const inApril = publications.find(({ month }) => month === '2026-04')?.revisions ?? [];
  return {
    changed: new Set(changes.map(({ code }) => code)).size,
    told: changes.filter(
      ({ code, part, now }) =>
        part === 'month' &&
        inApril.some(
          (one) =>
            one.month === correctedMonth &&
            one.code === code &&
            JSON.stringify(one.now) === JSON.stringify(now),
        ),
    ).length,
  };
}
