import { spawnSync } from 'node:child_process';
import { createPublicKey, generateKeyPairSync, sign } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import * as z from 'zod';
import { createLineReader, publicationsIn } from '../../bin/export-journal/journal-export.ts';
import { recompileMonth } from '../../bin/recompile/recompile-month.ts';
import { verifyMonth } from '../../bin/verify/verify-month.ts';
import { formatValue, type Language } from '../../functions/months/disclosure/format-values.ts';
import { openGate } from '../../functions/months/disclosure/gate.ts';
import { isWithheld, type Value } from '../../functions/months/disclosure/value-arithmetic.ts';
import { indicators } from '../../functions/months/indicators/catalogue.ts';
import { writeSnapshots } from '../../functions/months/publishing/write-snapshots.ts';
import { renderIndicatorsCsv } from '../../functions/months/rendering/csv.ts';
import { fontFiles } from '../../functions/months/rendering/fonts.ts';
import { listHistory } from '../../functions/months/rendering/history-csv.ts';
import { createPdfSetter } from '../../functions/months/rendering/pdf-process.ts';
import { periods, readSnapshot } from '../../functions/months/rendering/published-snapshot.ts';
import { renderPublications, type Signer } from '../../functions/months/rendering/render-publications.ts';
import { composeReport } from '../../functions/months/rendering/report.ts';
import { viewReport } from '../../functions/months/rendering/report-view.ts';
import { renderWorkbook } from '../../functions/months/rendering/workbook.ts';
import { readZip, renderZip } from '../../functions/months/rendering/zip.ts';
import { mediaTypes } from '../../functions/months/snapshots/schema.ts';
import { compareLines } from '../../functions/shared/journal/line-order.ts';
import { canonicalJson } from '../../functions/shared/text/canonical-json.ts';
import { shippedFonts } from '../../lib/native-files.ts';
import { createJournal, idOf, indian } from '../publishing/journal-builder.ts';
import { createStoreDouble } from '../publishing/store-double.ts';

const setPdf = createPdfSetter();
const pair = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const publicKey = pair.publicKey.export({ type: 'spki', format: 'pem' }).toString();
const signer: Signer = {
  publicKey,
  sign: async (bytes) => sign('sha256', bytes, pair.privateKey).toString('base64'),
};

const journal = createJournal();
journal.collective('collective');
for (let at = 1; at <= 24; at += 1) {
  journal.at(`2026-08-02T10:${at + 10}`).member(`Member ${at}`, { joinedOn: '2026-08-01' });
}
journal
  .at('2026-08-10T10:00')
  .meeting('August', '2026-08-10', { 'Member 1': ['deposit', 12_345_678], 'Member 2': 'absent' });
journal.at('2026-09-05T00:00').meeting('late', '2026-08-21', { 'Member 3': ['deposit', 2_550] });
journal.at('2026-09-20T10:00').event('Member 1', '2026-09-19', { type: 'service', service: 'legal_aid' });
journal.at('2026-10-03T10:00').targets('2026-27', { legal_aid_survivors: 10, savings_deposited: 20_000_000 });
const baseline = { asOf: '2025-03-31', value: 41, source: 'HELP’s register of pattas' };
journal.at('2026-08-03T10:00').baselines({ house_pattas: baseline });
journal.at('2026-08-03T11:00').terms('2026-04', 'Kamonohashi');
journal.terms('2026-09', 'Another funder');
const told = {
  en: 'The groups of Guntur opened a bank account.\n\n#x $y$ "<& is no markup.',
  ja: 'グントゥールのグループが口座を開きました。',
};
journal.at('2026-09-21T10:00').narrative('2026-09', told.en, told.ja);
const story = { title: 'Women who save', outlet: 'Velugu Daily', url: 'https://news.example/women?a=1&b=2' };
journal.at('2026-09-22T10:00').outreach('2026-09-20', { kind: 'media_story', ...story });
journal.at('2026-09-22T11:00').outreach('2026-09-21', { kind: 'media_story', title: 'వెన్నెల సంఘం' });
// Twelve were asked of their safety twice, and eight say better; of their work six were: too few to say.
for (let at = 1; at <= 12; at += 1) {
  const [first, second] = [`2026-08-11T10:${at + 10}`, `2026-09-11T10:${at + 10}`];
  const work = at <= 6 ? { work: 4 } : {};
  journal.at(first).talk(`Member ${at}`, '2026-08-11', { safety: 1, ...work });
  journal.at(second).talk(`Member ${at}`, '2026-09-11', { safety: at <= 8 ? 3 : 2, ...work });
}
const lines = [
  ...journal.lines.toSorted(compareLines),
  ...['2026-08', '2026-09'].map((month, index) => ({
    type: 'publication' as const,
    id: idOf(month),
    actor: 'system' as const,
    recordedAt: indian(`2026-${index === 0 ? '09' : '10'}-05T00:15`),
    ordinal: index + 1,
    month,
    version: 1,
    cutoff: indian(`2026-${index === 0 ? '09' : '10'}-05T00:00`),
    reason: null,
  })),
];

const publish = async (published = createStoreDouble(), log = (_: string) => {}) => {
  await writeSnapshots(
    {
      catalogue: indicators,
      gate: openGate,
      readLines: createLineReader(lines),
      published,
      state: createStoreDouble(),
      alarm: (message) => log(`alarm: ${message}`),
      sendToRender: (renderMessage) =>
        renderPublications(
          {
            published,
            catalogue: indicators,
            setPdf,
            loadSigner: async () => signer,
            alarm: (message) => log(`alarm: ${message}`),
            onLeftOut: (message) => log(`alarm: ${message}`),
            log,
          },
          renderMessage,
        ),
    },
    publicationsIn(lines),
  );
  return published;
};

const folder = 'published/2026-09/v1/';
let store: Awaited<ReturnType<typeof publish>>;
let directory: string;
const read = (name: string): Buffer => store.files.get(name) ?? Buffer.alloc(0);
const monthFiles = (prefix = folder) =>
  new Map(
    [...store.files].flatMap(([name, bytes]): [string, Buffer][] =>
      name.startsWith(prefix) ? [[name.slice(prefix.length), bytes]] : [],
    ),
  );
beforeAll(async () => {
  store = await publish();
  directory = mkdtempSync(join(tmpdir(), 'rendering-'));
}, 60_000);
afterAll(() => rmSync(directory, { recursive: true }));

const parseCsv = (bytes: Buffer): Record<string, string>[] => {
  const [head = [], ...rows] = bytes
    .toString('utf8')
    .trimEnd()
    .split('\n')
    .map((line) => line.split(','));
  return rows.map((row) => Object.fromEntries(head.map((name, index) => [name, row[index] ?? ''])));
};

/** The numbers that a value is written with, or why it is withheld. */
const partsOf = (value: Value): (number | string)[] => {
  if (typeof value === 'number') return [value];
  return isWithheld(value) ? [value.withheld] : [value.numerator, value.denominator];
};

describe('a month', () => {
  test('has exactly the files of the design, an archive of them and the public key', () => {
    const inFolder = Object.keys(mediaTypes).filter((name) => !['all.zip', 'public-key.pem'].includes(name));
    expect([...monthFiles().keys()].sort()).toEqual(inFolder.sort());
    const archive = readZip(read('published/2026-09/v1.zip'));
    expect(new Map(archive.map(({ name, bytes }) => [name, bytes]))).toEqual(monthFiles());
    const keys = [...store.files.keys()].filter((name) => name.startsWith('published/keys/'));
    expect(keys.map((name) => read(name).toString())).toEqual([publicKey]);
  });

  test('says the same numbers in every file', () => {
    const snapshot = readSnapshot(read(`${folder}snapshot.json`));
    expect(snapshot.revisions.length).toBeGreaterThan(0);
    const table = parseCsv(read(`${folder}indicators.csv`));
    const history = parseCsv(read(`${folder}history.csv`));
    const sheets = readZip(read(`${folder}report.xlsx`)).map(({ bytes }) => bytes.toString('utf8'));
    const data = sheets.find((sheet) => sheet.includes('>denominator<')) ?? '';
    const rowsOf = (sheet: string) =>
      [...sheet.matchAll(/<row [^>]*>(.*?)<\/row>/g)].map(([, row = '']) =>
        [...row.matchAll(/<c [^>]*?(?:\/>|>(.*?)<\/c>)/g)].map(([, cell = '']) =>
          cell.replace(/<[^>]*>/g, ''),
        ),
      );
    expect(rowsOf(data).slice(1)).toEqual(history.map((row) => Object.values(row)));
    const text = (language: Language): string => {
      const file = join(directory, `${language}.pdf`);
      writeFileSync(file, read(`${folder}report.${language}.pdf`));
      const run = spawnSync('pdftotext', ['-layout', file, '-'], { encoding: 'utf8' });
      // Where poppler is not installed, the other files are compared all the same.
      return run.error === undefined ? run.stdout.replaceAll(/\s/g, '') : '';
    };
    const pages = { en: text('en'), ja: text('ja') };
    let compared = 0;
    for (const indicator of snapshot.indicators) {
      for (const period of periods) {
        const value = indicator[period];
        const [row] = table.filter((one) => one.code === indicator.code && one.period === period);
        const parts = [row?.value, row?.numerator, row?.denominator, row?.withheld, row?.as_of];
        const asOf = indicator.asOf ?? '';
        const written = partsOf(value).map(String);
        expect(parts).toEqual(
          typeof value === 'number'
            ? [...written, '', '', '', asOf]
            : isWithheld(value)
              ? ['', '', '', value.withheld, asOf]
              : ['', ...written, '', asOf],
        );
        const told = history
          .filter(
            (one) =>
              one.month === snapshot.month &&
              one.code === indicator.code &&
              one.period === period &&
              ['', 'part'].includes(one.breakdown ?? ''),
          )
          .map((one) => one.value);
        // A ratio that is withheld has both of its rows too.
        expect([...new Set(told)]).toEqual([...new Set(written)]);
        for (const language of ['en', 'ja'] as const) {
          if (pages[language] === '') continue;
          const title = indicator.title[language].replaceAll(' ', '');
          // A ratio stands on two lines: its share, and below it its parts.
          for (const part of formatValue(value, indicator.unit, language).split(' (')) {
            const whole = part.replaceAll(/[ )]/g, '');
            expect(pages[language].includes(whole), `${title} ${whole}`).toBe(true);
          }
          compared += 1;
        }
      }
    }
    expect(compared === 0 || compared > 150).toBe(true);
  });

  test('is described as a data package, with the hash of each file', () => {
    const resource = z.object({ path: z.string(), bytes: z.int(), hash: z.string() });
    const { resources } = z
      .object({ resources: z.array(resource) })
      .parse(JSON.parse(read(`${folder}datapackage.json`).toString()));
    expect(resources).toHaveLength(6);
    for (const { path, bytes } of resources) expect(read(folder + path)).toHaveLength(bytes);
  });

  test('describes its tables as they are: every field, every type, no part of a key missing', () => {
    const missing = z.array(
      z.union([z.string(), z.object({ value: z.string() }).transform(({ value }) => value)]),
    );
    const field = z.object({ name: z.string(), type: z.string(), missingValues: missing.optional() });
    const schema = z.object({
      fields: z.array(field),
      primaryKey: z.array(z.string()),
      missingValues: missing,
    });
    const { resources } = z
      .object({ resources: z.array(z.object({ path: z.string(), schema: schema.optional() })) })
      .parse(JSON.parse(read(`${folder}datapackage.json`).toString()));
    const tables = resources.flatMap(({ path, schema }) => (schema === undefined ? [] : [{ path, schema }]));
    expect(tables.map(({ path }) => path)).toEqual(['indicators.csv', 'history.csv']);
    for (const { path, schema } of tables) {
      const rows = parseCsv(read(folder + path));
      expect(Object.keys(rows[0] ?? {})).toEqual(schema.fields.map(({ name }) => name));
      const isMissing = (name: string, value: string | undefined): boolean => {
        const own = schema.fields.find((one) => one.name === name)?.missingValues;
        return (own ?? schema.missingValues).includes(value ?? '');
      };
      for (const row of rows) {
        for (const { name, type } of schema.fields) {
          const value = row[name] ?? '';
          if (type !== 'integer' || isMissing(name, value)) continue;
          expect(value, `${path} ${name}`).toMatch(/^\d+$/);
        }
        expect(schema.primaryKey.filter((name) => isMissing(name, row[name]))).toEqual([]);
      }
      const keys = rows.map((row) => schema.primaryKey.map((name) => row[name]).join());
      expect(new Set(keys).size).toBe(rows.length);
    }
  });

  test('is the same from an export of the journal', async () => {
    const shown: string[] = [];
    const again = await recompileMonth(
      { catalogue: indicators, gate: openGate, setPdf },
      lines,
      { month: '2026-09' },
      (computed, all) => shown.push(`${computed} of ${all}`),
    );
    expect(shown).toEqual(['1 of 2', '2 of 2']);
    expect(again.size).toBe(7);
    for (const [name, bytes] of again) expect(bytes.equals(read(folder + name)), name).toBe(true);
  });

  test('keeps what is stored when its manifest was not reached, and is announced once', async () => {
    const before = new Map(store.files);
    store.files.delete(`${folder}manifest.json`);
    const said: string[] = [];
    await publish(store, (message) => said.push(message));
    await publish(store, (message) => said.push(message));
    expect(new Map(store.files)).toEqual(before);
    expect(said).toEqual(['a publication is complete']);
  });
});

const textOf = (language: Language): string | undefined => {
  const file = join(directory, `text.${language}.pdf`);
  writeFileSync(file, read(`${folder}report.${language}.pdf`));
  const run = spawnSync('pdftotext', ['-layout', file, '-'], { encoding: 'utf8' });
  return run.error === undefined ? run.stdout.replaceAll(/\s/g, '') : undefined;
};

describe('what is published beside the counts', () => {
  test('stands in the report of each language', () => {
    const shown = { en: textOf('en'), ja: textOf('ja') };
    const expected = {
      en: [
        'FundedbyAnotherfunder.',
        'ThegroupsofGunturopenedabankaccount.',
        '#x$y$"<&isnomarkup.',
        'Womenwhosave·VeluguDaily·20September2026',
        'https://news.example/women?a=1&b=2',
        'Before,byearlierregisters:41upto31March2025(HELP’sregisterofpattas).',
      ],
      ja: [
        '助成：Anotherfunder',
        'グントゥールのグループが口座を開きました。',
        'Womenwhosave·VeluguDaily·2026年9月20日',
        '以前の台帳による値：2025年3月31日まで41（HELP’sregisterofpattas）',
      ],
    };
    for (const language of ['en', 'ja'] as const) {
      const text = shown[language];
      // Where poppler is not installed, the view is compared all the same (below).
      if (text === undefined) continue;
      for (const part of expected[language]) expect(text).toContain(part);
    }
  });

  test('is told in the other language where its own has none, and by its paragraphs', async () => {
    const publications = ['published/2026-08/v1/snapshot.json', `${folder}snapshot.json`].map((name) =>
      readSnapshot(read(name)),
    );
    const viewOf = async (narrative: { en: string | null; ja: string | null } | null, language: Language) =>
      viewReport(
        await composeReport(
          publications.map((one) => ({ ...one, narrative })),
          indicators,
        ),
        language,
      ).narrative;
    expect(await viewOf(told, 'en')).toMatchObject({
      language: 'en',
      note: '',
      paragraphs: told.en.split('\n\n'),
    });
    expect(await viewOf({ en: null, ja: told.ja }, 'en')).toMatchObject({
      language: 'ja',
      note: 'Written in Japanese only.',
      paragraphs: [told.ja],
    });
    expect(await viewOf({ en: 'A.', ja: null }, 'ja')).toMatchObject({ language: 'en', paragraphs: ['A.'] });
    expect(await viewOf(null, 'ja')).toBeNull();
  });

  test('stands in the workbook and the table', () => {
    const sheets = readZip(read(`${folder}report.xlsx`)).map(({ bytes }) => bytes.toString('utf8'));
    const narrative = sheets.find((sheet) => sheet.includes('Date 日付')) ?? '';
    for (const part of [story.title, story.outlet, '2026-09-20', told.ja, 'is no markup.', 'వెన్నెల సంఘం']) {
      expect(narrative).toContain(part);
    }
    const summary = sheets.find((sheet) => sheet.includes('>Code コード<')) ?? '';
    const pattas = summary.split('<row ').find((row) => row.includes('>house_pattas<')) ?? '';
    expect(pattas).toContain('<v>41</v>');
    expect(pattas).toContain(baseline.source);
    const rows = parseCsv(read(`${folder}indicators.csv`)).filter(({ code }) => code === 'house_pattas');
    expect(rows.map((row) => [row.period, row.baseline, row.baseline_as_of])).toEqual([
      ['month', '', ''],
      ['financialYear', '', ''],
      ['toDate', '41', '2025-03-31'],
    ]);
  });
});

describe('a report', () => {
  const publications = () =>
    ['published/2026-08/v1/snapshot.json', `${folder}snapshot.json`].map((name) => readSnapshot(read(name)));
  const view = async (language: Language) =>
    viewReport(await composeReport(publications(), indicators), language);

  test('is PDF/UA in fonts of its own, the rupee sign too', () => {
    for (const language of ['en', 'ja'] as const) {
      const pdf = read(`${folder}report.${language}.pdf`).toString('latin1');
      expect(pdf).toContain('<pdfuaid:part>1</pdfuaid:part>');
      const fonts = [...pdf.matchAll(/\/FontName \/[A-Z]{6}\+(\w+)/g)].map(([, name]) => name);
      expect(fonts).toContain('NotoSans');
      expect(fonts.filter((name) => name?.startsWith('NotoSans') !== true)).toEqual([]);
    }
  });

  test('of a correction tells first what it corrects, and why; so do the workbook and the history', async () => {
    const [august, september] = publications();
    if (august === undefined || september === undefined) throw new Error('Two months were published.');
    const because = { late: 3, corrected: 0, taken_back: 1, consent: 0, joined: 0, moved: 0 };
    const change = { was: 7, now: 5 };
    const corrected = {
      ...september,
      version: 2,
      reason: 'Counted twice',
      because,
      changes: [
        { code: 'meetings_held', part: 'month' as const, ...change },
        { code: 'members_active', part: 'month' as const, ...change },
        { code: 'members_active', part: 'financialYear' as const, ...change },
        { code: 'members_active', part: 'toDate' as const, ...change },
      ],
    };
    const report = await composeReport([august, september, corrected], indicators);
    expect(viewReport(report, 'en').correction).toMatchObject({
      lead: 'This version corrects September 2026.',
      reason: 'Counted twice',
      because: 'Since the version before: 3 recorded late, 1 taken back.',
      changed: 'The numbers of 2 indicators changed.',
      rows: [
        ['Meetings held', '7 → 5', '–', '–'],
        ['Active members', '7 → 5', '–', '–'],
      ],
    });
    expect(viewReport(report, 'ja').correction?.lead).toBe('この版は2026年9月の訂正です。');
    const pdf = await setPdf(JSON.stringify(viewReport(report, 'ja')));
    expect(pdf.toString('latin1', 0, 5)).toBe('%PDF-');
    const rows = listHistory(report).filter(({ corrected_from }) => corrected_from !== '');
    expect(
      rows.map(({ month, code, period, corrected_from }) => [month, code, period, corrected_from]),
    ).toEqual([
      ['2026-09', 'members_active', 'month', 7],
      ['2026-09', 'members_active', 'financialYear', 7],
      ['2026-09', 'members_active', 'toDate', 7],
      ['2026-09', 'meetings_held', 'month', 7],
    ]);
    const [first] = [...readZip(renderWorkbook(report))]
      .filter(({ name }) => name === 'xl/worksheets/sheet1.xml')
      .map(({ bytes }) => bytes.toString());
    expect(first).toContain(
      'This version corrects September 2026. Why: Counted twice The numbers of 2 indicators changed.',
    );
    // A first version has none of it.
    expect(viewReport(await composeReport(publications(), indicators), 'en').correction).toBeNull();
  });

  test('has a workbook whose lists can be filtered by each of their columns', async () => {
    const report = await composeReport(publications(), indicators);
    const sheets = [...readZip(renderWorkbook(report))]
      .filter(({ name }) => name.startsWith('xl/worksheets/sheet'))
      .map(({ bytes }) => bytes.toString());
    const filtered = sheets.flatMap((xml) => {
      const [, row, last] = /<autoFilter ref="A(\d+):([A-Z]+)\d+"/.exec(xml) ?? [];
      const lastHead = [...xml.matchAll(new RegExp(`<c r="([A-Z]+)${row}"`, 'g'))].at(-1)?.[1];
      return row === undefined ? [] : [[last, lastHead]];
    });
    expect(filtered.length).toBeGreaterThan(0);
    for (const [last, lastHead] of filtered) expect(last).toBe(lastHead);
  });

  test('is set whatever was typed as the reason of a correction', async () => {
    for (const reason of ['தமிழ் 한국어', 'ﾊﾝｶｸ', '\u0007', '\ufffe', '🇮🇳', '#x $y$ "<&']) {
      const corrected = publications().map((one) => ({
        ...one,
        version: 2,
        reason,
        changes: [],
        because: { late: 0, corrected: 0, taken_back: 0, consent: 0, joined: 0, moved: 0 },
      }));
      const report = await composeReport(corrected, indicators);
      for (const language of ['en', 'ja'] as const) {
        const pdf = await setPdf(JSON.stringify(viewReport(report, language)));
        expect(pdf.toString('latin1', 0, 5)).toBe('%PDF-');
      }
    }
  });

  test('says what changed against which month, and what is hidden once for each indicator', async () => {
    const [en, ja] = [await view('en'), await view('ja')];
    expect(en.cards[0]?.sentence).toBe('Of these, 0 in September 2026; −24 on the month before.');
    expect(ja.cards[0]?.sentence).toBe('うち2026年9月は0人（前月差 −24人）。');
    expect(ja.revisions.heads[0]).toBe('対象月');
    expect(en.tables.note).toContain('Only members who have agreed to be counted');
    expect(ja.tables.note).toContain('集計に同意した人だけ');
    const brokenDown = indicators.filter(({ breakdowns }) => breakdowns);
    expect(en.withheld.rows.map(([title]) => title)).toEqual(brokenDown.map(({ title }) => title.en));
    expect(en.withheld.heads).toEqual(['Indicator', 'By district', 'By age']);
    expect(en.withheld.rows[0]).toEqual([
      'Members enrolled',
      '27 of 28 cells: 0 to 14 people',
      '4 of 5 cells: 0 to 14 people',
    ]);
    expect(en.withheld.rows.at(-1)?.[1]).toBe('All: fewer than 20 people so far');
  });

  test('lists the districts of every column, and a dash where one had not come to be yet', async () => {
    const mixed = publications().map((one) => ({
      ...one,
      indicators: one.indicators.map((said) => {
        const { district } = said.breakdowns;
        if (said.code !== 'members_active' || district === null || district.cells === 'withheld') return said;
        const cells = district.cells.filter(({ key }) => key !== 'Markapuram' && key !== 'Polavaram');
        return { ...said, breakdowns: { ...said.breakdowns, district: { asOf: '2025-11', cells } } };
      }),
    }));
    const report = await composeReport(mixed, indicators);
    const [table] = viewReport(report, 'en').breakdowns.tables;
    expect(table?.rows).toHaveLength(28);
    const active = table?.columns.indexOf('Active members') ?? -1;
    expect(table?.asOf[active]).toBe('Nov 25');
    const cellsOf = (key: string) => table?.rows.find((row) => row.label === key)?.cells;
    expect(cellsOf('Markapuram')?.[active]).toBe('–');
    expect(cellsOf('Markapuram')?.filter((cell) => cell === '*')).toHaveLength(
      (table?.columns.length ?? 0) - 1,
    );
    expect(cellsOf('Prakasam')?.[active]).toBe('*');
    const sheets = readZip(renderWorkbook(report)).map(({ bytes }) => bytes.toString('utf8'));
    const byDistrict = sheets.find(
      (sheet) => sheet.includes('>Markapuram<') && sheet.includes('District 県'),
    );
    expect(byDistrict?.split('<row ').find((row) => row.includes('>Markapuram<'))).toContain('>–<');
  });

  test('names what is behind its target by now, at the top of the report and in the workbook', async () => {
    const report = await composeReport(publications(), indicators);
    const titleOf = (code: string, language: Language) =>
      report.rows.find((row) => row.code === code)?.title[language] ?? '';
    expect(viewReport(report, 'en').behind).toEqual([
      {
        label: 'Behind plan so far this year:',
        text: `${titleOf('legal_aid_survivors', 'en')} (1 of the year’s 10)`,
      },
    ]);
    expect(viewReport(report, 'ja').behind).toEqual([
      {
        label: '年度目標に対し、現時点で遅れている指標：',
        text: `${titleOf('legal_aid_survivors', 'ja')}（年度目標10人のうち1人）`,
      },
    ]);
    expect(viewReport(report, 'en').paceRule).toContain('6/12');
    const parts = readZip(renderWorkbook(report)).map(({ bytes }) => bytes.toString('utf8'));
    expect(
      parts.some((part) =>
        part.includes('Behind plan so far this year: Survivors with legal aid (1 of the year’s 10).'),
      ),
    ).toBe(true);
    const summary = parts.find((part) => part.includes('>Code コード<')) ?? '';
    const row =
      summary.split('<row ').find((one) => one.includes(titleOf('legal_aid_survivors', 'en'))) ?? '';
    // Of 10, six months would have brought 5, and one came.
    expect(row).toMatch(/<c r="J\d+" s="\d+"><v>5<\/v><\/c><c r="K\d+" s="\d+"><v>-4<\/v><\/c>/);
  });

  test('says below the cards and the charts of which of them the months add up to more than the year', async () => {
    const { severalMonths, charts } = await view('en');
    expect(severalMonths).toBe(
      'Survivors with mental-health care, Survivors with legal aid: One person may be in several months, but counts once in the year and in all.',
    );
    expect(charts.note).toContain('Survivors with mental-health care: One person may be');
    expect((await view('ja')).severalMonths).toContain('心のケアを受けたサバイバー、');
  });

  test('says of a target of 0 that it is 0, and not that there is none', async () => {
    const zero = publications().map((one) => ({
      ...one,
      indicators: one.indicators.map((said) =>
        said.code === 'house_pattas' ? { ...said, target: 0 } : said,
      ),
    }));
    const report = await composeReport(zero, indicators);
    const titles = { en: 'Members who received a house patta', ja: '宅地の権利証（パッタ）を得たメンバー' };
    const cardIn = (language: Language) =>
      viewReport(report, language).cards.find(({ title }) => title === titles[language]);
    expect(cardIn('en')).toMatchObject({ year: '2026-27: 0, target 0', progress: null });
    expect(cardIn('ja')).toMatchObject({ year: '2026年度：0人（目標0人）', progress: null });
    const rows = viewReport(report, 'en').tables.themes.flatMap((theme) => theme.rows);
    expect(rows.find(({ title }) => title === titles.en)).toMatchObject({ target: '0', reached: '–' });
    const table = parseCsv(renderIndicatorsCsv(report)).filter(({ code }) => code === 'house_pattas');
    expect(table.map(({ period, target }) => [period, target])).toEqual([
      ['month', ''],
      ['financialYear', '0'],
      ['toDate', ''],
    ]);
    const parts = readZip(renderWorkbook(report)).map(({ bytes }) => bytes.toString('utf8'));
    const summary = parts.find((part) => part.includes('>Code コード<')) ?? '';
    const row = summary.split('<row ').find((one) => one.includes(titles.en)) ?? '';
    // The year's value, its target, and no share of it.
    expect(row).toMatch(
      /<c r="G\d+" s="3"><v>0<\/v><\/c><c r="H\d+" s="3"><v>0<\/v><\/c><c r="I\d+" s="6"\/>/,
    );
  });

  test('ends a sentence of the workbook’s headlines as its language does', async () => {
    const planned = publications().map((one) => ({
      ...one,
      indicators: one.indicators.map((said) => (said.way === 'sum' ? { ...said, target: 500_000 } : said)),
    }));
    const parts = readZip(renderWorkbook(await composeReport(planned, indicators)));
    const headlines =
      parts.map(({ bytes }) => bytes.toString('utf8')).find((part) => part.includes('>当月<')) ?? '';
    expect(headlines).toMatch(/ of the target of [^<]*\. Behind: /);
    expect(headlines).toMatch(/目標[^<]*。目安を下回る/);
    // No spaces between Japanese sentences.
    expect(headlines).not.toMatch(/[。：] /);
  });

  test('is printed as a workbook with its heads on every page, and a ratio changes in points', async () => {
    const met = publications().map((one) => ({
      ...one,
      indicators: one.indicators.map((indicator) =>
        indicator.way === 'ratio' && one.month === '2026-09'
          ? { ...indicator, month: { numerator: 3, denominator: 4 } }
          : indicator,
      ),
    }));
    const parts = new Map(
      readZip(renderWorkbook(await composeReport(met, indicators))).map(({ name, bytes }) => [
        name,
        bytes.toString('utf8'),
      ]),
    );
    const workbook = parts.get('xl/workbook.xml') ?? '';
    expect(workbook.match(/_xlnm\.Print_Titles/g)).toHaveLength(workbook.match(/<sheet /g)?.length ?? 0);
    expect(workbook).toContain(`'Summary 概要'!$1:$5<`);
    const summary = parts.get('xl/worksheets/sheet1.xml') ?? '';
    expect(summary).toContain('Money in rupees; in the sheet “Data” in paise (100 to a rupee).');
    expect(summary).toContain('<pane xSplit="1" ySplit="5" topLeftCell="B6"');
    const row = summary.split('<row ').find((one) => one.includes('Share of attendance')) ?? '';
    // From 66.7% to 75.0%.
    expect(row).toMatch(/<c r="F\d+" s="10"><v>8.3<\/v><\/c>/);
  });
});

describe('verification', () => {
  const august = () => read('published/2026-08/v1/manifest.json');
  const beside = (manifest: Buffer, name = 'before') => ({ name, manifest });
  const earlier = () => [beside(august())];

  test('holds for what was published', () => {
    expect(verifyMonth(monthFiles(), { earlier: earlier(), key: publicKey })).toEqual([
      '2026-09, version 1: 7 files are as published.',
      'The signature holds for the key given.',
      'The chain holds: the manifest of 2026-08 is the one that it names.',
    ]);
    expect(verifyMonth(monthFiles())[1]).toContain('the key in the manifest itself');
  });

  test('fails for every byte of the manifest, and for a byte of any file', () => {
    const files = monthFiles();
    for (const [name, bytes] of files) {
      const step = name === 'manifest.json' ? 1 : Math.ceil(bytes.length / 25);
      for (let at = 0; at < bytes.length; at += step) {
        const changed = Buffer.from(bytes);
        changed[at] = (changed[at] ?? 0) ^ 1;
        expect(() => verifyMonth(new Map(files).set(name, changed)), `${name} ${at}`).toThrow(/./);
      }
    }
  });

  test('fails for another key, a missing file and a broken chain', () => {
    const other = createPublicKey(generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey);
    const key = other.export({ type: 'spki', format: 'pem' }).toString();
    expect(() => verifyMonth(monthFiles(), { key })).toThrow('another key');
    const fewer = monthFiles();
    fewer.delete('history.csv');
    expect(() => verifyMonth(fewer)).toThrow('history.csv is missing');
    const forged = JSON.parse(august().toString());
    forged.version = 2;
    const own = read(`${folder}manifest.json`);
    for (const wrong of [
      beside(Buffer.from(JSON.stringify(forged))),
      beside(Buffer.alloc(0), 'leadership-next-2026-08.zip'),
      beside(own, '2026-08'),
    ]) {
      expect(() => verifyMonth(monthFiles(), { earlier: [wrong] })).toThrow('The chain is broken');
    }
    expect(verifyMonth(monthFiles(), { earlier: [beside(Buffer.alloc(0)), beside(own)] })[2]).toContain(
      'the files of 2026-08 are not there',
    );
    expect(() => verifyMonth(monthFiles(), { previousManifest: own })).toThrow('The chain is broken');
    expect(verifyMonth(monthFiles(), { previousManifest: august() })[2]).toContain('The chain holds');
  });

  test('does not call the chain broken where the month before is there as it was corrected later', () => {
    const { signature: _, ...content } = JSON.parse(august().toString());
    const other = { ...content, version: 2 };
    const signed = Buffer.from(`${canonicalJson(other)}\n`);
    const signature = sign('sha256', signed, pair.privateKey).toString('base64');
    const corrected = Buffer.from(`${canonicalJson({ ...other, signature })}\n`);
    expect(
      verifyMonth(monthFiles(), { earlier: [beside(corrected, '2026-08')], key: publicKey })[2],
    ).toContain('The chain was not checked: 2026-08 is there in another version');
    expect(verifyMonth(monthFiles(), { earlier: [beside(corrected), ...earlier()] })[2]).toContain(
      'The chain holds',
    );
    expect(() => verifyMonth(monthFiles(), { previousManifest: corrected })).toThrow('The chain is broken');
  });

  test('tells a file that was not published, and fails for one in an archive', () => {
    const more = monthFiles().set('report.te.pdf', Buffer.from('x'));
    expect(verifyMonth(more).at(-1)).toBe('Not signed, and not looked at: report.te.pdf.');
    expect(() => verifyMonth(more, { isArchive: true })).toThrow('report.te.pdf was not published in it');
    expect(verifyMonth(monthFiles(), { isArchive: true })).toHaveLength(3);
  });

  test('works with openssl and sha256sum alone, as docs/verify.md shows', () => {
    for (const [name, bytes] of monthFiles()) writeFileSync(join(directory, name), bytes);
    writeFileSync(join(directory, 'public-key.pem'), publicKey);
    const script = `set -e
      sed 's/,"signature":"[^"]*"//' manifest.json > signed.json
      sed 's/.*,"signature":"\\([^"]*\\)".*/\\1/' manifest.json | openssl base64 -d -A > signature.der
      openssl dgst -sha256 -verify public-key.pem -signature signature.der signed.json
      grep -o '"name":"[^"]*","sha256":"[^"]*"' manifest.json |
        sed 's/"name":"\\(.*\\)","sha256":"\\(.*\\)"/\\2  \\1/' | sha256sum --check --strict`;
    const run = spawnSync('bash', ['-c', script], { cwd: directory, encoding: 'utf8' });
    expect(`${run.stdout}${run.stderr}`).toContain('Verified OK');
    expect(run.stdout.match(/: OK/g)).toHaveLength(7);
    expect(run.status).toBe(0);
  });
});

describe('the commands', () => {
  const run = (command: string, ...words: string[]) => {
    const { status, stdout, stderr } = spawnSync(process.execPath, [`bin/${command}.ts`, ...words], {
      encoding: 'utf8',
    });
    return { status, told: `${stdout}${stderr}`.trimEnd().split('\n') };
  };
  const place = (name: string, prefix: string): string => {
    const to = join(directory, name);
    mkdirSync(to, { recursive: true });
    for (const [file, bytes] of monthFiles(prefix)) writeFileSync(join(to, file), bytes);
    return to;
  };

  test('find the month before by itself, and say in one line what is wrong', () => {
    const month = place('months/2026-09', folder);
    place('months/2026-08', 'published/2026-08/v1/');
    expect(run('verify', `${month}/`)).toMatchObject({ status: 0 });
    expect(run('verify', month).told[2]).toContain('The chain holds');
    const archive = join(directory, 'all.zip');
    writeFileSync(archive, read('published/2026-09/v1.zip'));
    expect(run('verify', archive)).toMatchObject({ status: 0 });
    const entries = [...monthFiles(), ['more.txt', Buffer.from('x')] as const];
    writeFileSync(
      archive,
      renderZip(
        entries.map(([name, bytes]) => ({ name, bytes })),
        'store',
      ),
    );
    for (const [status, line, ...words] of [
      [1, 'NOT VALID: The archive was changed: more.txt was not published in it.', 'verify', archive],
      [1, 'NOT VALID: The chain is broken: the manifest given', 'verify', month, '--previous', month],
      [2, 'There is no none.pem.', 'verify', month, '--key', 'none.pem'],
      [2, 'usage: npm run', 'verify'],
      [1, 'Line 1 of the export is no line of the journal.', 'recompile', '--from', 'README.md'],
      [1, 'ENOENT: no such file', 'recompile', '--from', 'none.jsonl'],
    ] as const) {
      const [command, ...rest] = words;
      const told = run(command, ...rest);
      expect(told.told).toEqual([expect.stringContaining(line)]);
      expect(told.status).toBe(status);
    }
    const exported = join(directory, 'journal.jsonl');
    writeFileSync(exported, lines.map((line) => `${JSON.stringify(line)}\n`).join(''));
    expect(run('recompile', '--from', exported, '--month', '2026-09', '--version', '2')).toEqual({
      status: 1,
      told: ['The export registers no publication of version 2 of 2026-09.'],
    });
  });
});

test('ships the fonts that it reads', () => {
  expect([...shippedFonts].sort()).toEqual([...fontFiles].sort());
});
