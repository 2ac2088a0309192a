import { addMonths } from '../../shared/calendar/calendar.ts';
import { InternalError } from '../../shared/errors/errors.ts';
import { addPublished, type LatestValues } from '../disclosure/latest-values.ts';
import type { Value } from '../disclosure/value-arithmetic.ts';
import { type BreakdownName, breakdownKeys, keysInMonth } from '../indicators/breakdowns.ts';
import { type Indicator, themeTitles } from '../indicators/indicator.ts';
import { countToldBefore, type LatestOfMonth } from './correction.ts';
import { type Withheld, withheldOf } from './hidden-cells.ts';
import type { PublishedIndicator, PublishedSnapshot, PublishedWords } from './published-snapshot.ts';

/** The data that all files of a publication are made from, before they become words, cells or drawings. Pure. */

export type ThemeKey = keyof typeof themeTitles;

/** A month's latest value as of the report's publication; null if none was published. */
export type MonthValue = { readonly month: string; readonly value: Value | null };

export type ReportRow = PublishedIndicator & {
  readonly theme: ThemeKey;
  readonly definition: PublishedWords;
  /** Whether one person may be in several of its months, which then add up to more than its year. */
  readonly isInSeveralMonths: boolean;
  /** The latest value of the month before; null if none was published. */
  readonly previous: Value | null;
  /** The twelve months that end with the report's. */
  readonly series: readonly MonthValue[];
};

/** What later reports say of a month's newest version. Its stories, for one, are not repeated. */
export type EarlierVersion = Pick<PublishedSnapshot, 'month' | 'version' | 'changes'> & {
  readonly indicators: readonly Pick<
    PublishedIndicator,
    'code' | 'way' | 'asOf' | 'month' | 'financialYear' | 'toDate' | 'breakdowns'
  >[];
};

export type Report = {
  readonly snapshot: PublishedSnapshot;
  readonly rows: readonly ReportRow[];
  readonly themes: readonly {
    readonly key: ThemeKey;
    readonly title: PublishedWords;
    readonly rows: readonly ReportRow[];
  }[];
  /** The newest version of each month published so far, by month. */
  readonly history: readonly EarlierVersion[];
  /** Each month's latest values as of this publication, by month and code. */
  readonly latestByMonth: Readonly<LatestValues>;
  readonly withheld: readonly Withheld[];
  /** The keys of each breakdown (districts or age bands): the month's, and further ones of breakdowns repeated from earlier months. */
  readonly keys: Readonly<Record<BreakdownName, readonly string[]>>;
  readonly hasTargets: boolean;
  /** How many of the indicators that a correction changes had their corrected number in a later month's report already. 0 if the report is no correction. */
  readonly toldBefore: number;
};

const monthsShown = 12;
const noWords: PublishedWords = { en: '', te: '', ja: '' };

const toEarlierVersion = ({ month, version, changes, indicators }: PublishedSnapshot): EarlierVersion => ({
  month,
  version,
  changes,
  indicators: indicators.map((indicator) => ({
    code: indicator.code,
    way: indicator.way,
    asOf: indicator.asOf,
    month: indicator.month,
    financialYear: indicator.financialYear,
    toDate: indicator.toDate,
    breakdowns: indicator.breakdowns,
  })),
});

/**
 * Composes a month's report from all publications so far, in no language yet. Only the last publication is held whole, since there may be many.
 * @param published all publications so far, in the order of ordinals; the last one is the report's
 * @param catalogue has the definitions and themes. A published indicator that it no longer has gets no definition and the theme `outreach`
 * @throws InternalError if `published` is empty
 */
export const composeReport = async (
  published: AsyncIterable<PublishedSnapshot> | Iterable<PublishedSnapshot>,
  catalogue: readonly Indicator[],
): Promise<Report> => {
  const latestByMonth: LatestValues = new Map();
  const newestVersions = new Map<string, EarlierVersion>();
  let snapshot: PublishedSnapshot | undefined;
  let latestBefore: LatestOfMonth | undefined;
  for await (const publication of published) {
    // A month's new version brings a new map: this one stays as it is.
    latestBefore = latestByMonth.get(publication.month);
    addPublished(latestByMonth, publication);
    newestVersions.set(publication.month, toEarlierVersion(publication));
    snapshot = publication;
  }
  if (snapshot === undefined) {
    throw new InternalError('There is nothing to report.');
  }
  return reportOf(
    snapshot,
    [...newestVersions.values()].sort((a, b) => (a.month < b.month ? -1 : 1)),
    latestByMonth,
    catalogue,
    countToldBefore(snapshot.changes ?? [], latestBefore),
  );
};

const reportOf = (
  snapshot: PublishedSnapshot,
  history: readonly EarlierVersion[],
  latestByMonth: LatestValues,
  catalogue: readonly Indicator[],
  toldBefore: number,
): Report => {
  const { month } = snapshot;
  const latestValueOf = (code: string, inMonth: string): Value | null =>
    latestByMonth.get(inMonth)?.get(code)?.value ?? null;
  const months = Array.from({ length: monthsShown }, (_, index) => addMonths(month, index + 1 - monthsShown));
  const indicatorByCode = new Map(catalogue.map((indicator) => [indicator.code, indicator]));

  const rows = snapshot.indicators.map((indicator): ReportRow => {
    const { code } = indicator;
    const description = indicatorByCode.get(code);
    return {
      ...indicator,
      theme: description?.theme ?? 'outreach',
      definition: description?.definition ?? noWords,
      isInSeveralMonths: description?.counting.way === 'distinct' && description.counting.each === 'period',
      previous: latestValueOf(code, addMonths(month, -1)),
      series: months.map((inMonth) => ({ month: inMonth, value: latestValueOf(code, inMonth) })),
    };
  });
  // The filter keeps every key. It only tells the compiler that they are keys of `themeTitles`.
  const themeKeys = Object.keys(themeTitles).filter((key): key is ThemeKey => key in themeTitles);
  return {
    snapshot,
    rows,
    themes: themeKeys
      .map((key) => ({ key, title: themeTitles[key], rows: rows.filter(({ theme }) => theme === key) }))
      .filter((theme) => theme.rows.length > 0),
    history,
    latestByMonth,
    withheld: rows.flatMap((row) => withheldOf(row, indicatorByCode.get(row.code)?.breakdowns ?? false)),
    keys: { district: keysOf('district', snapshot), ageBand: keysOf('ageBand', snapshot) },
    hasTargets: rows.some(({ target }) => target !== null),
    toldBefore,
  };
};

/** The keys that a breakdown's tables list: those of the month, and those of cells repeated from earlier months. */
const keysOf = (name: BreakdownName, { month, indicators }: PublishedSnapshot): string[] => {
  const listed = new Set([
    ...keysInMonth(name, month),
    ...indicators.flatMap(({ breakdowns }) => {
      const cells = breakdowns[name]?.cells;
      return cells === undefined || cells === 'withheld' ? [] : cells.map(({ key }) => key);
    }),
  ]);
  return breakdownKeys[name].filter((key) => listed.has(key));
};
