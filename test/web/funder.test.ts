import { generateKeyPairSync, sign } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import * as z from 'zod';
import { canonicalJson } from '../../functions/domain/canonical-json.ts';
import { type Stack, startStack } from '../../local/stack.ts';
import { webClientDirectory } from '../../local/web-client.ts';
import { monthlyChangeOf, progressOf, seriesOf, ticksOf } from '../../web/src/funder/series.ts';
import { checkSignature } from '../../web/src/funder/verify.ts';
import { formatValue } from '../../web/src/months/format.ts';
import {
  newestVersions,
  readHistory,
  type Snapshot,
  snapshot as snapshotSchema,
  type VersionOfMonth,
} from '../../web/src/months/published.ts';
import { findSeriousFaults } from './support/axe.ts';
import { type Device, openDevice, signInAs, takePicture } from './support/browser.ts';

const published = (
  month: string,
  cutoff: string,
  value: number,
  revisions: Snapshot['revisions'] = [],
): Snapshot => ({
  month,
  version: 1,
  reason: null,
  cutoff,
  financialYear: '2026-27',
  indicators: [
    {
      code: 'pensions',
      unit: 'persons',
      way: 'distinct',
      title: { en: 'Pensions', te: 'పింఛను', ja: '年金' },
      month: value,
      financialYear: 9,
      toDate: 32,
      target: 15,
      breakdowns: { district: null, ageBand: null },
    },
  ],
  revisions,
});

describe('what follows from published numbers', () => {
  const august = published('2026-08', '2026-09-04T18:30:00Z', 4);
  const september = published('2026-09', '2026-10-04T18:30:00Z', 6, [
    { month: '2026-08', code: 'pensions', was: 4, now: 5 },
  ]);

  test('takes what its newest version says of a month, as revised since, up to the month that is shown', () => {
    const known = [
      { month: '2026-08', value: 5, isRevised: true },
      { month: '2026-09', value: 6, isRevised: false },
    ];
    expect(seriesOf(september, [august])('pensions')).toEqual(known);
    expect(seriesOf(august, [september])('pensions')).toEqual([
      { month: '2026-08', value: 4, isRevised: false },
    ]);
    const corrected = { ...september, version: 2, revisions: [] };
    expect(seriesOf(corrected, [august, september])('pensions')).toEqual(known);
    expect(seriesOf(september, [])('house_pattas')).toEqual([]);
  });

  test('reads what was published before a version, of so many months, in the order of publication', async () => {
    const listed = (month: string, version: number) => ({ month, version, reason: null, publishedAt: '' });
    const versions = [
      listed('2026-07', 2),
      listed('2026-09', 2),
      listed('2026-09', 1),
      listed('2026-08', 1),
      listed('2026-07', 1),
      listed('2026-06', 1),
    ];
    expect(newestVersions(versions)).toEqual([versions[1], versions[3], versions[0], versions[5]]);
    const read = async (before: VersionOfMonth | undefined, from: string) =>
      (
        await readHistory(versions, { before, from }, async ({ month, version }) => ({
          ...published(month, '', 1),
          version,
        }))
      ).map(({ month, version }) => `${month} v${version}`);
    expect(await read(listed('2026-09', 2), '2026-07')).toEqual(['2026-07 v1', '2026-08 v1', '2026-09 v1']);
    expect(await read(listed('2026-07', 2), '2026-07')).toEqual([
      '2026-07 v1',
      '2026-08 v1',
      '2026-09 v1',
      '2026-09 v2',
    ]);
    expect(await read(undefined, '2026-09')).toEqual(['2026-09 v1', '2026-09 v2']);
  });

  test('compares with the month before, and with the target of the year', () => {
    const series = seriesOf(september, [august])('pensions');
    expect(monthlyChangeOf(series, '2026-09')).toBe(1);
    expect(monthlyChangeOf(series, '2026-08')).toBeNull();
    const [indicator] = september.indicators;
    expect(indicator && progressOf(indicator)).toBe(9 / 15);
    expect(indicator && progressOf({ ...indicator, target: 0 })).toBeNull();
  });

  test('puts ticks from nothing to the highest or above, few of them', () => {
    fc.assert(
      fc.property(fc.double({ min: 1e-3, max: 1e9, noNaN: true }), (highest) => {
        const ticks = ticksOf(highest);
        expect(ticks[0]).toBe(0);
        expect(ticks.at(-1)).toBeGreaterThanOrEqual(highest * (1 - 1e-9));
        expect(ticks.length).toBeLessThanOrEqual(6);
      }),
    );
  });

  test('writes money in rupees, and a ratio with both its parts', () => {
    expect(formatValue(123_456_00, 'paise', 'en')).toBe('₹1,23,456');
    expect(formatValue(123_456_00, 'paise', 'ja')).toMatch(/123,456/);
    expect(formatValue({ numerator: 3, denominator: 4 }, 'ratio', 'en')).toBe('75% (3 / 4)');
    expect(formatValue({ numerator: 0, denominator: 0 }, 'ratio', 'en')).toBe('0 / 0');
  });
});

describe('the signature of a manifest', () => {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const content = {
    publishedAt: '2026-11-04T18:45:00Z',
    journalDigest: 'ab',
    files: [{ name: 'snapshot.json', mediaType: 'application/json', size: 1, sha256: 'cd' }],
    publicKey: publicKey.export({ type: 'spki', format: 'pem' }).toString(),
  };
  const signature = () =>
    sign('sha256', Buffer.from(`${canonicalJson(content)}\n`), privateKey).toString('base64');

  test('is verified as KMS gives it, time and again: its integers have many lengths', async () => {
    for (let count = 0; count < 300; count += 1) {
      expect(await checkSignature({ ...content, signature: signature() })).toBe('verified');
    }
  });

  test('is wrong where anything was changed, and said to be missing where there is none', async () => {
    expect(await checkSignature({ ...content, journalDigest: 'ac', signature: signature() })).toBe('wrong');
    expect(await checkSignature({ ...content, signature: 'AAAA' })).toBe('wrong');
    expect(await checkSignature({ ...content, signature: null })).toBe('unsigned');
  });
});

/** RFC 4180, as far as the published files use it: a row by the names of its columns. */
function readCsv(text: string): Record<string, string>[] {
  const [header = [], ...rows] = text
    .trimEnd()
    .split('\n')
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

describe('in a browser', () => {
  let stack: Stack;
  let device: Device;

  beforeAll(async () => {
    stack = await startStack({ web: true });
    device = await openDevice(stack.url, 'laptop', 'ja-JP');
  });

  const ask = async (path: string): Promise<Response> =>
    fetch(`${stack.url}/api/snapshots${path}`, {
      headers: { authorization: `Bearer ${await stack.tokenFor('funder')}` },
    });

  afterAll(async () => {
    await device?.close();
    await stack?.close();
  });

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

  test('shows the very numbers of snapshot.json and indicators.csv, in three languages without a serious fault', async () => {
    const { page } = device;
    await page.goto('/reports.html');
    await signInAs(page, 'funder');
    await page.locator('.card').first().waitFor();
    const { snapshot } = z.object({ snapshot: z.unknown() }).parse(await (await ask('/2026-10')).json());
    const { indicators } = snapshotSchema.parse(snapshot);
    const rows = readCsv(await (await ask('/2026-10/files/indicators.csv')).text());
    const isStock = (code: unknown) => indicators.some((one) => one.code === code && one.way === 'stock');
    for (const language of ['ja', 'en', 'te'] as const) {
      await page.locator('.tools select').selectOption(language);
      await page.locator(`html[lang=${language}]`).waitFor();
      const read = async () =>
        z
          .record(z.string(), z.array(z.string()))
          .parse(
            await page
              .locator('[data-code]')
              .evaluateAll((articles) =>
                Object.fromEntries(
                  articles.map((article) => [
                    article.getAttribute('data-code'),
                    [...article.querySelectorAll('[data-period]')].map((value) => value.textContent),
                  ]),
                ),
              ),
          );
      await expect
        .poll(read)
        .toEqual(
          Object.fromEntries(
            indicators.map(({ code, way, unit, month, financialYear, toDate }) => [
              code,
              (way === 'stock' ? [toDate] : [month, financialYear, toDate]).map((value) =>
                formatValue(value, unit, language),
              ),
            ]),
          ),
        );
      // Read back as a person would, without the page's own ways of writing numbers.
      const shown = Object.entries(await read()).flatMap(([code, texts]) =>
        texts.map((text, index) => `${code} ${index} ${numbersIn(text).join(' ')}`),
      );
      const expected = rows
        .filter(({ code, period }) => !isStock(code) || period === 'toDate')
        .map(({ code, unit, period, value, numerator, denominator }) => {
          const said =
            value === '' ? `${numerator} ${denominator}` : Number(value) / (unit === 'paise' ? 100 : 1);
          const index = isStock(code) ? 0 : ['month', 'financialYear', 'toDate'].indexOf(period ?? '');
          return `${code} ${index} ${said}`;
        });
      expect(shown.toSorted()).toEqual(expected.toSorted());
      expect(await findSeriousFaults(page)).toEqual([]);
      await takePicture(page, `funder-${language}`);
    }
  });

  test('checks each file in the browser, and says what is hidden', async () => {
    const { page } = device;
    await page.locator('.tools select').selectOption('en');
    await page.getByRole('button', { name: 'Check all files' }).click();
    await expect
      .poll(() => page.locator('[data-file] .state:not(.verified)').count(), { timeout: 30_000 })
      .toBe(0);
    // All eight of the folder, the signed list with them: without it nobody can verify the others later.
    expect(await page.locator('[data-file] .verified').count()).toBe(8);
    expect(await page.locator('[data-file="manifest.json"] .verified').count()).toBe(1);
    expect(await page.locator('[data-signature]').getAttribute('data-signature')).toBe('verified');
    await page.locator('[data-code=members_enrolled] summary').nth(1).click();
    const enrolled = page.locator('[data-code=members_enrolled]');
    expect(await enrolled.textContent()).toContain('fewer than 15');
    await page.locator('.tools select').selectOption('ja');
    await enrolled.getByText('18歳未満').waitFor();
  });

  test('says on paper which month it is, and has the way out on a narrow screen', async () => {
    const { page } = device;
    const size = page.viewportSize() ?? { width: 1280, height: 800 };
    await page.emulateMedia({ media: 'print' });
    await page.locator('main > p').getByText('2026年10月').waitFor();
    expect(await page.locator('.bar').isVisible()).toBe(false);
    await page.emulateMedia({ media: 'screen' });
    expect(await page.locator('main > p').getByText('2026年10月').isVisible()).toBe(false);
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
    const month = page.locator('.picker select').first();
    await month.selectOption('2025-04');
    const rate = page.locator('[data-code=attendance_rate]');
    await rate.locator('summary').first().click();
    await expect
      .poll(() => rate.locator('.chart .value').allTextContents(), { timeout: 20_000 })
      .toEqual(['–']);
    const title = page.getByRole('heading', { name: '宅地の権利証（パッタ）を得たメンバー', exact: true });
    const pattas = page.locator('article', { has: title });
    expect(await pattas.getByText('年度の実績 3、年度目標 0', { exact: true }).count()).toBe(2);
    expect(await pattas.getByText('目標の設定なし').count()).toBe(0);
    expect(await pattas.locator('progress').count()).toBe(0);
    await page.route('**/api/**', (route) => route.fulfill({ status: 401, json: {} }));
    await page.route('**/oidc/token', (route) =>
      route.fulfill({ status: 400, json: { error: 'invalid_grant' } }),
    );
    await month.selectOption('2025-05');
    await page.getByText('サインインの期限が切れました').waitFor();
    await page.unrouteAll();
    await page.getByRole('button', { name: 'サインインする' }).click();
    await page.locator('.card').first().waitFor();
  });
});
