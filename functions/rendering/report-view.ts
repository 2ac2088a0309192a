import { numberOf, permilleOf } from '../disclosure/latest-values.ts';
import { addMonths, dateInIndia } from '../domain/calendar.ts';
import { type BreakdownName, breakdownNames } from '../indicators/totals.ts';
import { drawSeries } from './draw-series.ts';
import { dash, formatChange, formatPermille, formatShort, formatValue, type Language } from './numbers.ts';
import type { PublishedSnapshot } from './published-snapshot.ts';
import type { Hidden, Report, ReportRow } from './report.ts';
import { nameDate, nameDayOrMonth, nameMonth, nameMonthShort, words } from './words.ts';

/** The report in one language: everything that the page shows is a text or a drawing here, so that the page only lays out. */

export const pageFont = 'Noto Sans';

/** What the first page shows of a month, where the catalogue has it: the programme's own headline figures. */
const headlineCodes = [
  'members_enrolled',
  'mental_health_survivors',
  'legal_aid_survivors',
  'house_pattas',
  'aadhaar_cards',
  'bank_accounts',
  'savings_balance',
  'media_personnel_sensitised',
  'police_oriented_in_person',
] as const;
const chartCodes = [
  'members_active',
  'savings_balance',
  'attendance_rate',
  'mental_health_survivors',
  'house_pattas',
  'cases_open',
] as const;

export type ReportView = ReturnType<typeof viewReport>;

const find = (report: Report, codes: readonly string[]): ReportRow[] =>
  codes.flatMap((code) => report.rows.filter((row) => row.code === code));

/** How much of a target is reached, in tenths of a percent; null where there is none, or where it is 0: that has no parts. */
export const reachedOf = ({ financialYear, target }: ReportRow): number | null =>
  target === null || target === 0 || typeof financialYear !== 'number'
    ? null
    : permilleOf({ numerator: financialYear, denominator: target });

const viewHeadline = (row: ReportRow, month: string, year: string, language: Language) => {
  const said = words[language];
  const isStock = row.way === 'stock';
  const target = row.target === null ? null : formatShort(row.target, row.unit, language);
  const value = formatShort(row.financialYear, row.unit, language);
  const reached = reachedOf(row);
  const change = formatChange(row.previous, row.month, row.unit, language);
  return {
    title: row.title[language],
    big: formatShort(row.toDate, row.unit, language),
    bigNote: isStock ? said.nowBig : said.toDateBig,
    month: isStock
      ? said.atEnd(nameMonth(month, language))
      : `${said.inMonth(nameMonth(month, language))}${language === 'ja' ? '：' : ': '}${formatShort(row.month, row.unit, language)}`,
    change: change === null ? said.firstMonth : said.change(change),
    year:
      target === null
        ? said.yearNoTarget(year, value)
        : reached === null
          ? said.yearTargetZero(year, value, target)
          : said.yearOfTarget(year, value, target, formatPermille(reached)),
    /** Of the bar, 0 to 100; null for none. */
    progress: reached === null ? null : Math.min(100, Math.floor(reached / 10)),
  };
};

const viewChart = (row: ReportRow, language: Language) => {
  const first = row.series[0]?.month ?? '';
  const last = row.series.at(-1)?.month ?? '';
  const format = (value: number): string =>
    row.unit === 'ratio'
      ? formatPermille(value).replace('.0%', '%')
      : formatShort(row.unit === 'paise' ? value - (value % 100) : value, row.unit, language);
  return {
    title: row.title[language],
    alt: words[language].chartAlt(
      row.title[language],
      nameMonth(first, language),
      nameMonth(last, language),
      formatShort(row.month, row.unit, language),
    ),
    svg: drawSeries(
      row.series.map(({ month, value }) => ({
        label: String(Number(month.slice(5, 7))),
        value: numberOf(value),
      })),
      {
        kind: row.way === 'stock' || row.way === 'ratio' ? 'line' : 'bars',
        width: 170,
        height: 112,
        format,
        fontFamily: pageFont,
      },
    ),
  };
};

const viewRow = (row: ReportRow, language: Language) => {
  const reached = reachedOf(row);
  return {
    title: row.title[language],
    telugu: row.title.te,
    definition: row.definition[language],
    baseline:
      row.baseline === null
        ? null
        : words[language].baseline(
            formatShort(row.baseline.value, row.unit, language),
            nameDayOrMonth(row.baseline.asOf, language),
            row.baseline.source,
          ),
    month: formatValue(row.month, row.unit, language),
    change: formatChange(row.previous, row.month, row.unit, language) ?? dash,
    year: formatValue(row.financialYear, row.unit, language),
    toDate: formatValue(row.toDate, row.unit, language),
    target: row.target === null ? dash : formatValue(row.target, row.unit, language),
    reached: reached === null ? dash : formatPermille(reached),
  };
};

const viewBreakdown = (report: Report, name: BreakdownName, language: Language) => {
  const said = words[language];
  const shown = report.rows.flatMap((row) => {
    const breakdown = row.breakdowns[name];
    return breakdown === null ? [] : [{ row, breakdown }];
  });
  const bands: Readonly<Record<string, string>> = said.bands;
  return {
    title: said.breakdowns[name],
    key: said.breakdownKey[name],
    columns: shown.map(({ row }) => row.title[language]),
    asOf: shown.map(({ breakdown }) => nameMonthShort(breakdown.asOf, language)),
    rows: report.keys[name].map((key) => ({
      key: bands[key] ?? key,
      cells: shown.map(({ breakdown }) =>
        breakdown.cells === 'withheld'
          ? said.withheldCell
          : String(breakdown.cells.find((cell) => cell.key === key)?.value ?? dash),
      ),
    })),
  };
};

/** The text in the reader's language, else in the other one, by paragraphs. */
const viewNarrative = ({ narrative }: PublishedSnapshot, language: Language) => {
  const own = narrative?.[language] ?? null;
  const other = language === 'en' ? 'ja' : 'en';
  const text = own ?? narrative?.[other] ?? null;
  return text === null
    ? null
    : {
        title: words[language].narrative,
        language: own === null ? other : language,
        note: own === null ? words[language].otherLanguage : '',
        paragraphs: text.split(/\n+/).filter((paragraph) => paragraph.trim() !== ''),
      };
};

const viewStories = ({ stories }: PublishedSnapshot, language: Language) => ({
  title: words[language].stories,
  note: words[language].storiesNote,
  items: stories.map(({ on, title, outlet, url }) => ({
    on: nameDate(on, language),
    title: title ?? words[language].untitled,
    outlet: outlet ?? '',
    url: url ?? '',
  })),
});

const tellHidden = (hidden: Hidden, language: Language): string => {
  const { reasons } = words[language];
  if (hidden === null) {
    return dash;
  }
  return hidden.why === 'few' ? reasons.few(hidden.hidden, hidden.of) : reasons[hidden.why];
};

export const viewReport = (report: Report, language: Language) => {
  const { snapshot, rows } = report;
  const { month, version, reason, cutoff, financialYear, programme } = snapshot;
  const said = words[language];
  const titles = new Map(rows.map((row) => [row.code, row]));
  const closes = nameDate(dateInIndia(new Date(cutoff)), language);
  return {
    language,
    programme: programme.name,
    title: said.title(nameMonth(month, language)),
    run: said.run(programme),
    closed: version === 1 ? said.closed(closes) : said.corrected(closes),
    version: version === 1 ? '' : said.version(version),
    correction: reason === null ? null : { label: said.correction, reason },
    narrative: viewNarrative(snapshot, language),
    stories: viewStories(snapshot, language),
    headline: said.headline,
    cards: find(report, headlineCodes).map((row) => viewHeadline(row, month, financialYear, language)),
    noTargets: report.isProgressMade ? '' : said.noTargets,
    charts: {
      title: said.charts,
      note: said.chartsNote(said.trend),
      drawings: find(report, chartCodes).map((row) => viewChart(row, language)),
    },
    tables: {
      title: said.tables,
      note: said.tablesNote(financialYear),
      heads: [
        said.indicator,
        nameMonth(month, language),
        said.changed,
        language === 'ja' ? `${financialYear}年度` : financialYear,
        said.toDate,
        said.target,
        said.reached,
      ],
      themes: report.themes.map((theme) => ({
        title: theme.title[language],
        rows: theme.rows.map((row) => viewRow(row, language)),
      })),
    },
    trend: {
      title: said.trend,
      note: said.trendNote,
      heads: [
        said.indicator,
        ...Array.from({ length: 12 }, (_, index) => nameMonthShort(addMonths(month, index - 11), language)),
      ],
      rows: rows.map((row) => [
        row.title[language],
        ...row.series.map(({ value }) => (value === null ? dash : formatShort(value, row.unit, language))),
      ]),
    },
    breakdowns: {
      note: said.breakdownNote,
      none: said.noBreakdowns,
      asOf: said.asOf,
      tables: breakdownNames
        .map((name) => viewBreakdown(report, name, language))
        .filter(({ columns }) => columns.length > 0),
    },
    revisions: {
      title: said.revisions,
      note: snapshot.revisions.length === 0 ? said.noRevisions : said.revisionsNote,
      heads: [said.ofMonth, said.indicator, said.was, said.now],
      rows: snapshot.revisions.map(({ month: of, code, was, now }) => {
        const unit = titles.get(code)?.unit ?? '';
        return [
          nameMonth(of, language),
          titles.get(code)?.title[language] ?? code,
          formatValue(was, unit, language),
          formatValue(now, unit, language),
        ];
      }),
    },
    withheld: {
      title: said.withheld,
      note: report.withheld.length === 0 ? said.nothingWithheld : said.withheldNote,
      heads: [said.indicator, ...breakdownNames.map((name) => said.breakdowns[name])],
      rows: report.withheld.map((row) => [
        row.title[language],
        ...breakdownNames.map((name) => tellHidden(row[name], language)),
      ]),
    },
    sources: {
      title: said.sources,
      text: said.sourcesText,
      facts: [
        [said.catalogue, snapshot.catalogue],
        [said.policy, snapshot.disclosure],
      ],
    },
    subject: said.subject,
    footer: `${programme.name} · ${said.title(nameMonth(month, language))}${version === 1 ? '' : ` · ${said.version(version)}`}`,
  };
};
