import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { toPublishedNumbers } from '../../functions/months/disclosure/publication-history.ts';
import { indicators } from '../../functions/months/indicators/catalogue.ts';
import { renderSnapshot } from '../../functions/months/publishing/snapshot.ts';
import { createPdfSetter, type PdfSetter } from '../../functions/months/rendering/pdf-process.ts';
import { readSnapshot } from '../../functions/months/rendering/published-snapshot.ts';
import { composeReport } from '../../functions/months/rendering/report.ts';
import { type ReportView, viewReport } from '../../functions/months/rendering/report-view.ts';
import { words } from '../../functions/months/rendering/report-words.ts';
import { findCulprits, setReport } from '../../functions/months/rendering/set-report.ts';
import { maxListed } from '../../functions/months/rendering/view-texts.ts';
import { createJournal, indian, publicationOf, snapshotOf } from '../publishing/journal-builder.ts';

/** Ends the process in which Typst shapes it. */
const killer = 'క్'.repeat(129);
/** Stands for a killer that nobody knows yet: it becomes one only where the page is set. */
const mark = 'PLANTED';

const setPdf = createPdfSetter();
const setWithKiller: PdfSetter = (view) => setPdf(view.replaceAll(mark, killer));

const few = indicators.filter(({ code }) => ['members_enrolled', 'house_pattas'].includes(code));
const journal = createJournal();
journal.collective('collective');
for (let at = 1; at <= 24; at += 1) journal.at(`2026-08-02T10:${at + 10}`).member(`Member ${at}`);
journal.at('2026-08-03T10:00').baselines({
  house_pattas: { asOf: '2025-03-31', value: 41, source: 'A register' },
});
journal.at('2026-08-03T11:00').terms('2026-04', 'A funder');
journal.at('2026-08-03T12:00').narrative('2026-08', 'One paragraph.\n\nAnother one.', '一つの段落。');
journal.at('2026-08-03T13:00').outreach('2026-08-03', {
  kind: 'media_story',
  title: 'A title',
  outlet: 'An outlet',
  url: 'https://news.example/a',
});
const first = snapshotOf(journal.lines, publicationOf('2026-08'), { catalogue: few });
journal.at('2026-09-06T10:00').member('late', { joinedOn: '2026-08-05' });
const correction = publicationOf('2026-08', {
  ordinal: 2,
  version: 2,
  reason: 'A reason',
  cutoff: indian('2026-09-07T00:00'),
});
const history = [toPublishedNumbers(1, JSON.parse(renderSnapshot(first)))];
const corrected = snapshotOf(journal.lines, correction, { catalogue: few, history });
const report = await composeReport(
  [first, corrected].map((snapshot) => readSnapshot(Buffer.from(renderSnapshot(snapshot)))),
  few,
);
const viewIn = (language: 'en' | 'ja'): ReportView => viewReport(report, language);

/** Each kind of place in a view that holds a text, such as `stories.items.*.title`, with the first such text. */
const placesIn = (value: unknown, path = ''): [string, string][] => {
  if (typeof value === 'string') return value === '' ? [] : [[path, value]];
  if (typeof value !== 'object' || value === null) return [];
  const inside = Object.entries(value).flatMap(([key, member]) =>
    placesIn(member, `${path}${path === '' ? '' : '.'}${Array.isArray(value) ? '*' : key}`),
  );
  return [...new Map(inside.toReversed()).entries()].toReversed();
};
const noTexts = /(^|\.)(language|svg)$/;
const places = placesIn(viewIn('en')).filter(([path]) => !noTexts.test(path));

/** The view with another text in the first such place. */
const plant = (view: ReportView, place: string, text: string): ReportView => {
  const planted = structuredClone(view);
  let isPlanted = false;
  const visit = (value: unknown, path: string): void => {
    if (typeof value !== 'object' || value === null) return;
    for (const [key, member] of Object.entries(value)) {
      const at = `${path}${path === '' ? '' : '.'}${Array.isArray(value) ? '*' : key}`;
      if (at === place && typeof member === 'string' && member !== '' && !isPlanted) {
        Reflect.set(value, key, text);
        isPlanted = true;
      } else visit(member, at);
    }
  };
  visit(planted, '');
  expect(isPlanted).toBe(true);
  return planted;
};

test.each(['en', 'ja'] as const)('a report (%s) without such a text is whole', async (language) => {
  const { pdf, leftOut } = await setReport(setPdf, viewIn(language));
  expect(leftOut.size).toBe(0);
  expect(pdf.equals(await setPdf(JSON.stringify(viewIn(language))))).toBe(true);
});

describe('a text that ends the process', () => {
  test.each(places)('is left out where it stands: %s', async (place) => {
    const written: string[] = [];
    const setAndKeep: PdfSetter = (view) => {
      written.push(view);
      return setPdf(view);
    };
    const { pdf, leftOut } = await setReport(setAndKeep, plant(viewIn('en'), place, killer));
    expect([...leftOut]).toEqual([killer]);
    expect(written).toEqual([JSON.stringify(plant(viewIn('en'), place, words.en.leftOut))]);
    expect(pdf.toString('latin1', 0, 5)).toBe('%PDF-');
    expect(pdf.includes('<pdfuaid:part>1</pdfuaid:part>')).toBe(true);
  });
});

describe('a text that ends the process although nobody knows it for one', () => {
  /** One in each part of the report that people's words reach, and two among our own. */
  const planted = [
    'implementer',
    'correction.reason',
    'narrative.paragraphs.*',
    'stories.items.*.title',
    'stories.items.*.outlet',
    'stories.items.*.url',
    'tables.themes.*.rows.*.baseline',
    'tables.themes.*.rows.*.definition',
    'breakdowns.tables.*.columns.*',
    'footer',
  ];
  const markOf = (place: string): string => `${mark} in ${place}`;
  const some = ['stories.items.*.url', 'breakdowns.tables.*.columns.*'];
  const view = some.reduce((before, place) => plant(before, place, markOf(place)), viewIn('en'));

  test.each(planted)('ends it from %s, and another one sets the next page', async (place) => {
    const deadly = setWithKiller(JSON.stringify(plant(viewIn('en'), place, mark)));
    await expect(deadly).rejects.toThrow('The process that sets reports ended with SIGABRT.');
    await expect(setWithKiller(JSON.stringify(viewIn('en')))).resolves.toBeInstanceOf(Buffer);
  });

  test('is found and left out, and no other text with it', async () => {
    const written: string[] = [];
    const setAndKeep: PdfSetter = (text) => {
      written.push(text);
      return setWithKiller(text);
    };
    const { leftOut } = await setReport(setAndKeep, view);
    expect([...leftOut].toSorted()).toEqual(some.map(markOf).toSorted());
    const without = some.reduce((before, place) => plant(before, place, words.en.leftOut), viewIn('en'));
    expect(written.at(-1)).toBe(JSON.stringify(without));
    // The other language begins with what is known.
    const ja = plant(viewIn('ja'), 'stories.items.*.url', markOf('stories.items.*.url'));
    const known = new Set([markOf('stories.items.*.url')]);
    expect((await setReport(setWithKiller, ja, leftOut)).leftOut).toEqual(known);
  }, 120_000);

  test('is not blamed for a page that cannot be set without it either', async () => {
    const never: PdfSetter = () => Promise.reject(new Error('There is no Typst here.'));
    await expect(setReport(never, view)).rejects.toThrow('There is no Typst here.');
  });

  test('is not blamed for a failure that passes', async () => {
    let tries = 0;
    const setSecond: PdfSetter = (text) => {
      tries += 1;
      return tries === 1 ? Promise.reject(new Error('Once.')) : setPdf(text);
    };
    const { pdf, leftOut } = await setReport(setSecond, viewIn('en'));
    expect(leftOut.size).toBe(0);
    expect(pdf.equals(await setPdf(JSON.stringify(viewIn('en'))))).toBe(true);
  });
});

describe('the search by halves', () => {
  const texts = Array.from({ length: 300 }, (_, at) => `text ${at}`);

  test('finds up to three culprits among hundreds, and blames nothing else', async () => {
    const culprits = fc.uniqueArray(fc.constantFrom(...texts), { maxLength: 3 });
    await fc.assert(
      fc.asyncProperty(culprits, async (guilty) => {
        const sets = async (wanted: readonly string[]) => !wanted.some((text) => guilty.includes(text));
        expect((await findCulprits(sets, texts)).toSorted()).toEqual(guilty.toSorted());
      }),
    );
  });

  test('ends after a number of failures, and then leaves out too much rather than too little', async () => {
    let failures = 0;
    const sets = async () => {
      failures += 1;
      return false;
    };
    expect(await findCulprits(sets, texts)).toEqual(texts);
    expect(failures).toBe(40);
  });
});

test('a page that takes too long fails, and its process is ended', async () => {
  const setInNoTime = createPdfSetter({ maxMs: 1 });
  await expect(setInNoTime(JSON.stringify(viewIn('en')))).rejects.toThrow('took longer than 1 ms');
});

describe('thousands of stories and revisions', async () => {
  const snapshot = readSnapshot(Buffer.from(renderSnapshot(corrected)));
  const story = (at: number) => ({
    on: '2026-08-03',
    title: `Story ${at} ${'క్షా'.repeat(20)}`,
    outlet: '新聞'.repeat(40),
    url: `https://news.example/${at}/${'a/b-c_%E0%B0%95'.repeat(130)}`,
  });
  const revision = (at: number) => ({
    month: '2026-07',
    code: at % 2 === 0 ? 'members_enrolled' : 'gone',
    was: at,
    now: at + 1,
  });
  const many = await composeReport(
    [
      {
        ...snapshot,
        stories: Array.from({ length: 3_000 }, (_, at) => story(at)),
        revisions: Array.from({ length: 5_000 }, (_, at) => revision(at)),
      },
    ],
    few,
  );

  test.each(['en', 'ja'] as const)(
    'fill a page as long as others, which says how many more there are: %s',
    async (language) => {
      const view = viewReport(many, language);
      expect([view.stories.items.length, view.revisions.rows.length]).toEqual([maxListed, maxListed]);
      expect(view.stories.more).toContain((3_000 - maxListed).toLocaleString('en'));
      expect(view.revisions.more).toContain((5_000 - maxListed).toLocaleString('en'));
      expect((await setReport(setPdf, view)).leftOut.size).toBe(0);
    },
  );

  test('in katakana, with a character that no font has, are links of ordinary size', async () => {
    const address = `https://news.example/${'アイ-'.repeat(400)}`;
    const titled = (at: number) => ({
      ...story(at),
      title: at === 0 ? 'A \u{1f9ff} title' : `Story ${at}`,
      url: address,
    });
    const katakana = await composeReport(
      [{ ...snapshot, stories: Array.from({ length: maxListed }, (_, at) => titled(at)) }],
      few,
    );
    const { pdf } = await setReport(setPdf, viewReport(katakana, 'ja'));
    expect(pdf.length).toBeLessThan(4 * 1024 ** 2);
  });

  test('are left out by their length where all of them together are too much', async () => {
    const view = viewReport(many, 'en');
    // Ends as a process would whose memory is used up.
    const setWithin: PdfSetter = (json) =>
      json.length < 200_000 ? setPdf(json) : Promise.reject(new Error('too much'));
    const { leftOut } = await setReport(setWithin, view);
    expect(Math.min(...[...leftOut].map((text) => [...text].length))).toBeGreaterThan(200);
  });

  test('are no reason to say so of a report that lists all', () => {
    expect([viewIn('en').stories.more, viewIn('en').revisions.more]).toEqual(['', '']);
  });
});
