import { isDeepStrictEqual } from 'node:util';
import { fillNumbers } from '../../functions/months/disclosure/narrative-numbers.ts';
import { auditBreakdown } from './audit-breakdown.ts';
import { auditChanges, auditRevisions, noteLaterChanges } from './audit-revisions.ts';
import { type CountedPublication, type DuckDbCount, periods } from './duckdb-count.ts';
import type { Finding, Verdict } from './finding.ts';
import {
  fewestTold,
  formatValue,
  halfYearOf,
  isHalfYearly,
  isSameValue,
  type PublicationHistory,
  periodNames,
  valuesOf,
} from './publication-values.ts';
import type { PublishedIndicator, PublishedMonth } from './published-month.ts';
import type { Baseline, Narrative } from './recorded-values.ts';

/**
 * Audits a published month: compares its values and texts with those that DuckDB counts and reads from the journal.
 *
 * @param all all publications, sorted by ordinal
 * @throws if the journal does not register this version of the month
 */
export const auditMonth = async (
  duckDb: DuckDbCount,
  all: readonly CountedPublication[],
  published: PublishedMonth,
): Promise<Finding[]> => {
  const findVersion = (version: number): CountedPublication => {
    const found = all.find(
      (publication) => publication.month === published.month && publication.version === version,
    );
    if (found === undefined) {
      throw new Error(`The journal registers no publication of version ${version} of ${published.month}.`);
    }
    return found;
  };
  const history = { all, audited: findVersion(published.version) };
  // Targets, baselines and terms are those at the month's close; a correction does not change them.
  const firstCutoff = findVersion(1).cutoff;
  const recordedGoals = {
    targets: await duckDb.targetsAt(published.financialYear, firstCutoff),
    baselines: await duckDb.baselinesAt(firstCutoff),
  };
  const { month } = published;
  const narrative = await duckDb.narrativeAt(month, history.audited.cutoff);
  // A narrative with neither text counts as none.
  const hasNarrative = narrative !== undefined && (narrative.en !== null || narrative.ja !== null);
  return [
    ...published.indicators.map((indicator) => auditIndicator(indicator, published, history, recordedGoals)),
    auditRevisions(published, history),
    auditChanges(published, history),
    auditText('programme', published.programme, await duckDb.termsAt(month, firstCutoff)),
    auditText('narrative', published.narrative, hasNarrative ? filled(narrative, published) : null),
    auditText('stories', published.stories, await duckDb.storiesOf(history.audited.ordinal)),
  ];
};

/** The recorded narrative with the published numbers, which are audited by themselves, in place of their placeholders. */
const filled = ({ en, ja }: Narrative, { indicators }: PublishedMonth): Narrative => ({
  en: en === null ? null : fillNumbers(en, indicators, 'en'),
  ja: ja === null ? null : fillNumbers(ja, indicators, 'ja'),
});

/** Compares a text, which must be published exactly as it was recorded. */
const auditText = (about: string, published: unknown, recorded: unknown): Finding => {
  const isSameText = isDeepStrictEqual(published, recorded);
  const notes = isSameText
    ? []
    : [`published ${JSON.stringify(published)}, recorded ${JSON.stringify(recorded)}`];
  return { about, verdict: isSameText ? 'same' : 'different', notes };
};

const verdictOf = (different: readonly string[], withheld: readonly string[]): Verdict => {
  if (different.length > 0) {
    return 'different';
  }
  return withheld.length > 0 ? 'withheld' : 'same';
};

/** Compares an indicator's values, target, members left out, baseline and breakdowns with those that were counted or set. */
const auditIndicator = (
  indicator: PublishedIndicator,
  published: PublishedMonth,
  history: PublicationHistory,
  recordedGoals: {
    readonly targets: ReadonlyMap<string, number>;
    readonly baselines: ReadonlyMap<string, Baseline>;
  },
): Finding => {
  const { code, target, baseline } = indicator;
  if (!history.audited.count.codes.has(code)) {
    return { about: code, verdict: 'different', notes: ['no statement counts it'] };
  }
  const countedValues = valuesOf(history.all, history.audited, indicator, published.month);
  const different = periods
    .filter((period) => !isSameValue(indicator[period], countedValues[period]))
    .map(
      (period) =>
        `${periodNames[period]}: published ${formatValue(indicator[period])}, counted ${formatValue(countedValues[period])}`,
    );
  const countedAsOf = isHalfYearly(indicator) ? halfYearOf(history.all, history.audited)?.month : undefined;
  if (indicator.asOf !== countedAsOf) {
    different.push(`as of: published ${indicator.asOf ?? 'none'}, counted ${countedAsOf ?? 'none'}`);
  }
  const recordedTarget = recordedGoals.targets.get(code) ?? null;
  if (target !== recordedTarget) {
    different.push(`target: published ${target ?? 'none'}, set ${recordedTarget ?? 'none'}`);
  }
  if (indicator.leftOut !== undefined) {
    const count = history.audited.count.leftOut(code, published.month);
    const shown = count < fewestTold ? 'too few' : count;
    const leftOut = typeof indicator.leftOut === 'number' ? indicator.leftOut : 'too few';
    if (leftOut !== shown) different.push(`left out: published ${leftOut}, counted ${shown}`);
  }
  const recordedBaseline = recordedGoals.baselines.get(code) ?? null;
  if (!isDeepStrictEqual(baseline, recordedBaseline)) {
    different.push(
      `baseline: published ${JSON.stringify(baseline)}, set ${JSON.stringify(recordedBaseline)}`,
    );
  }
  const breakdowns = [
    auditBreakdown(indicator, 'district', history),
    auditBreakdown(indicator, 'ageBand', history),
  ];
  different.push(...breakdowns.flatMap((breakdown) => breakdown.different));
  const withheld = breakdowns.flatMap((breakdown) => breakdown.withheld);
  const laterChanges = noteLaterChanges(indicator, published.month, history);
  return {
    about: code,
    verdict: verdictOf(different, withheld),
    notes: [...different, ...withheld, ...laterChanges],
  };
};
