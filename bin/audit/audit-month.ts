import { isDeepStrictEqual } from 'node:util';
import {
  type Baseline,
  type BreakdownName,
  type Count,
  type DuckDbCount,
  type Period,
  type Publication,
  periods,
  type Terms,
} from './duckdb-count.ts';
import type {
  PublishedBreakdown,
  PublishedIndicator,
  PublishedMonth,
  PublishedValue,
} from './published-month.ts';

export type Verdict = 'same' | 'withheld' | 'different';

/** The audit's result for an indicator, a text, or the month's revisions. */
export type Finding = {
  readonly about: string;
  readonly verdict: Verdict;
  /** What differs (both numbers), what is withheld, and what a later publication changed. */
  readonly notes: readonly string[];
};

/** A publication with the count of all months at its cutoff. */
export type CountedPublication = Publication & { readonly count: Count };

/** All publications that the journal registers, in order, each counted at its cutoff. */
export const countPublications = async (duckDb: DuckDbCount): Promise<CountedPublication[]> => {
  const publications = await duckDb.publications();
  const months = publications.map(({ month }) => month).sort();
  const counted: CountedPublication[] = [];
  for (const publication of publications) {
    const count = await duckDb.countAt(publication.cutoff, months[0] ?? '', months.at(-1) ?? '');
    counted.push({ ...publication, count });
  }
  return counted;
};

type History = {
  /** All publications, in order. */
  readonly all: readonly CountedPublication[];
  /** The one that is audited. */
  readonly own: CountedPublication;
};

/**
 * Compares a published month with what DuckDB counts from the journal.
 *
 * @param all all publications, in order
 * @throws if the journal does not register this version of the month
 */
export const auditMonth = async (
  duckDb: DuckDbCount,
  all: readonly CountedPublication[],
  published: PublishedMonth,
): Promise<Finding[]> => {
  const find = (version: number): CountedPublication => {
    const found = all.find((one) => one.month === published.month && one.version === version);
    if (found === undefined) {
      throw new Error(`The journal registers no publication of version ${version} of ${published.month}.`);
    }
    return found;
  };
  const history = { all, own: find(published.version) };
  const firstCutoff = find(1).cutoff;
  const set = {
    targets: await duckDb.targetsAt(published.financialYear, firstCutoff),
    baselines: await duckDb.baselinesAt(firstCutoff),
  };
  const { month } = published;
  const narrative = await duckDb.narrativeAt(month, history.own.cutoff);
  const isWritten = narrative !== undefined && (narrative.en !== null || narrative.ja !== null);
  return [
    ...published.indicators.map((indicator) => auditIndicator(indicator, published, history, set)),
    auditRevisions(published, history),
    auditText('programme', published.programme, (await duckDb.termsAt(month, firstCutoff)) ?? firstTerms),
    auditText('narrative', published.narrative, isWritten ? narrative : null),
    auditText('stories', published.stories, await duckDb.storiesOf(history.own.ordinal)),
  ];
};

/** The terms in force until any are recorded. */
const firstTerms: Terms = {
  name: 'Leadership Next',
  implementer: 'HELP',
  forum: 'VIMUKTHI',
  funder: 'Kamonohashi',
  state: 'Andhra Pradesh',
};

/** Compares a text that is published as it was recorded. */
const auditText = (about: string, published: unknown, recorded: unknown): Finding => {
  const isSameText = isDeepStrictEqual(published, recorded);
  const notes = isSameText
    ? []
    : [`published ${JSON.stringify(published)}, recorded ${JSON.stringify(recorded)}`];
  return { about, verdict: isSameText ? 'same' : 'different', notes };
};

const auditIndicator = (
  indicator: PublishedIndicator,
  published: PublishedMonth,
  history: History,
  set: {
    readonly targets: ReadonlyMap<string, number>;
    readonly baselines: ReadonlyMap<string, Baseline>;
  },
): Finding => {
  const { code, target, baseline } = indicator;
  if (!history.own.count.codes.has(code)) {
    return { about: code, verdict: 'different', notes: ['no statement counts it'] };
  }
  const counted = valuesOf(history.own.count, indicator, published.month);
  const different = periods
    .filter((period) => !isSame(indicator[period], counted[period]))
    .map(
      (period) =>
        `${periodNames[period]}: published ${show(indicator[period])}, counted ${show(counted[period])}`,
    );
  const setTarget = set.targets.get(code) ?? null;
  if (target !== setTarget) {
    different.push(`target: published ${target ?? 'none'}, set ${setTarget ?? 'none'}`);
  }
  const setBaseline = set.baselines.get(code) ?? null;
  if (!isDeepStrictEqual(baseline, setBaseline)) {
    different.push(`baseline: published ${JSON.stringify(baseline)}, set ${JSON.stringify(setBaseline)}`);
  }
  const breakdowns = [
    auditBreakdown(indicator, 'district', published, history),
    auditBreakdown(indicator, 'ageBand', published, history),
  ];
  different.push(...breakdowns.flatMap((breakdown) => breakdown.different));
  const withheld = breakdowns.flatMap((breakdown) => breakdown.withheld);
  return {
    about: code,
    verdict: different.length > 0 ? 'different' : withheld.length > 0 ? 'withheld' : 'same',
    notes: [...different, ...withheld, ...laterChanges(indicator, published.month, history)],
  };
};

const auditBreakdown = (
  { code, breakdowns }: PublishedIndicator,
  name: BreakdownName,
  published: PublishedMonth,
  { all, own }: History,
): { readonly different: readonly string[]; readonly withheld: readonly string[] } => {
  const shown = breakdowns[name];
  const by = `by ${name === 'district' ? 'district' : 'age band'}`;
  if (shown === null) {
    const isMissing =
      published.version === 1 &&
      own.count.isBrokenDown(code) &&
      own.count.figure(code, published.month, 'toDate') >= 20;
    return { different: isMissing ? [`${by}: not published, although it has reached 20`] : [], withheld: [] };
  }
  if (shown.cells === 'withheld') {
    return { different: [], withheld: [`${by}: withheld by the disclosure policy, as of ${shown.asOf}`] };
  }
  const source = all.find(({ month, version }) => month === shown.asOf && version === 1);
  if (source === undefined || !own.count.isBrokenDown(code)) {
    return { different: [`${by}: published as of ${shown.asOf}, where none is due`], withheld: [] };
  }
  const counted = source.count.cells(code, shown.asOf, name);
  return { different: differentCells(shown, counted).map((cell) => `${by}, ${cell}`), withheld: [] };
};

const differentCells = (
  shown: NonNullable<PublishedBreakdown>,
  counted: ReadonlyMap<string, number>,
): string[] => {
  const published = new Map(
    typeof shown.cells === 'string' ? [] : shown.cells.map(({ key, value }) => [key, value]),
  );
  return [...new Set([...published.keys(), ...counted.keys()])].flatMap((key) => {
    const expected = roundCell(counted.get(key) ?? 0);
    const value = published.get(key);
    return value === expected
      ? []
      : [`${key} as of ${shown.asOf}: published ${value ?? 'nothing'}, counted ${expected}`];
  });
};

/**
 * A cell's published value as the audit of a month rounds it itself: `*` for 0 to 14 people, otherwise the nearest 10,
 * halves up.
 */
export const roundCell = (count: number): number | '*' =>
  count < 15 ? '*' : Math.floor((count + 5) / 10) * 10;

/** Notes on values that later publications changed: corrections of the month, and revisions by later months. */
const laterChanges = (indicator: PublishedIndicator, month: string, { all, own }: History): string[] => {
  let latest = valuesOf(own.count, indicator, month);
  return all
    .filter((later) => later.ordinal > own.ordinal && later.month >= month)
    .flatMap((later) => {
      const isCorrection = later.month === month;
      const values = valuesOf(later.count, indicator, month);
      const changed = periods
        .filter((period) => (isCorrection || period === 'month') && !isSame(latest[period], values[period]))
        .map((period) => `${periodNames[period]} ${show(latest[period])} to ${show(values[period])}`);
      latest = isCorrection ? values : { ...latest, month: values.month };
      return changed.map((change) =>
        isCorrection
          ? `corrected since: version ${later.version} changes ${change}`
          : `revised since: ${later.month} changes ${change}`,
      );
    });
};

/** Compares the listed revisions with those that the month must list: each earlier month's value that changed since it was last published. */
const auditRevisions = (published: PublishedMonth, { all, own }: History): Finding => {
  const earlier = all.filter(({ ordinal }) => ordinal < own.ordinal);
  const months = [...new Set(earlier.map(({ month }) => month))].filter((month) => month < published.month);
  const expected = months.flatMap((month) => {
    const last = earlier.findLast((one) => one.month >= month);
    return published.indicators.flatMap((indicator) => {
      const was = last && valuesOf(last.count, indicator, month).month;
      const now = valuesOf(own.count, indicator, month).month;
      return was === undefined || isSame(was, now)
        ? []
        : [`${month} ${indicator.code} ${show(was)} to ${show(now)}`];
    });
  });
  const listed = published.revisions.map(
    ({ month, code, was, now }) => `${month} ${code} ${show(was)} to ${show(now)}`,
  );
  const notes = [
    ...listed.filter((line) => !expected.includes(line)).map((line) => `published, but not counted: ${line}`),
    ...expected.filter((line) => !listed.includes(line)).map((line) => `counted, but not published: ${line}`),
  ];
  return { about: 'revisions', verdict: notes.length > 0 ? 'different' : 'same', notes };
};

const periodNames: Readonly<Record<Period, string>> = {
  month: 'month',
  financialYear: 'financial year',
  toDate: 'to date',
};

/** The counted values, in the shape of the published ones. */
const valuesOf = (
  count: Count,
  { code, month: shape }: PublishedIndicator,
  month: string,
): Readonly<Record<Period, PublishedValue>> => {
  const partOf = (period: Period): PublishedValue =>
    typeof shape === 'number'
      ? count.figure(code, month, period)
      : {
          numerator: count.figure(code, month, period, 'numerator'),
          denominator: count.figure(code, month, period, 'denominator'),
        };
  return { month: partOf('month'), financialYear: partOf('financialYear'), toDate: partOf('toDate') };
};

const show = (value: PublishedValue): string =>
  typeof value === 'number' ? String(value) : `${value.numerator} of ${value.denominator}`;

const isSame = (a: PublishedValue, b: PublishedValue): boolean => show(a) === show(b);
