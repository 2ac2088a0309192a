import { type Count, periods } from './duckdb-count.ts';
import type { Finding } from './finding.ts';
import {
  formatValue,
  isHalfYearly,
  isSameValue,
  type PublicationHistory,
  periodNames,
  valuesOf,
} from './publication-values.ts';
import type { PublishedIndicator, PublishedMonth } from './published-month.ts';

/** Notes on an indicator's values that publications after the audited one changed: corrections of the month, and revisions by later months. */
export const noteLaterChanges = (
  indicator: PublishedIndicator,
  month: string,
  { all, audited }: PublicationHistory,
): string[] => {
  const notes: string[] = [];
  let previousValues = valuesOf(all, audited, indicator, month);
  let newestCutoff = audited.cutoff;
  for (const later of all) {
    if (later.ordinal <= audited.ordinal || later.month < month) continue;
    const isCorrection = later.month === month;
    if (!isCorrection && isHalfYearly(indicator)) continue;
    // A value from a newer count is not revised by a publication with an older count.
    if (!isCorrection && later.cutoff < newestCutoff) continue;
    newestCutoff = later.cutoff;
    const values = valuesOf(all, later, indicator, month);
    // A later month revises only the value of the month, not those of its year or to date.
    const publishedPeriods = isCorrection ? periods : (['month'] as const);
    for (const period of publishedPeriods) {
      if (isSameValue(previousValues[period], values[period])) continue;
      const change = `${periodNames[period]} ${formatValue(previousValues[period])} to ${formatValue(values[period])}`;
      notes.push(
        isCorrection
          ? `corrected since: version ${later.version} changes ${change}`
          : `revised since: ${later.month} changes ${change}`,
      );
    }
    previousValues = isCorrection ? values : { ...previousValues, month: values.month };
  }
  return notes;
};

/**
 * Audits the revisions that a published month lists. It must list each earlier month's value that changed since it was last published.
 */
export const auditRevisions = (published: PublishedMonth, { all, audited }: PublicationHistory): Finding => {
  const earlierPublications = all.filter(({ ordinal }) => ordinal < audited.ordinal);
  const publishedMonths = [...new Set(earlierPublications.map(({ month }) => month))];
  const earlierMonths = publishedMonths.filter((month) => month < published.month);
  const expectedLines = earlierMonths.flatMap((month) => {
    // The publication that published the month's value from the newest count: a version of the month itself, or a later month that could revise it. There is
    // always one.
    const lastPublication = earlierPublications
      .filter((publication) => publication.month >= month)
      .reduce((newest, other) => (other.cutoff >= newest.cutoff ? other : newest));
    if (lastPublication.cutoff > audited.cutoff) return [];
    const revisable = published.indicators.filter((indicator) => !isHalfYearly(indicator));
    return revisable.flatMap((indicator) => {
      const was = valuesOf(all, lastPublication, indicator, month).month;
      const now = valuesOf(all, audited, indicator, month).month;
      return isSameValue(was, now)
        ? []
        : [`${month} ${indicator.code} ${formatValue(was)} to ${formatValue(now)}`];
    });
  });
  const listedLines = published.revisions.map(
    ({ month, code, was, now }) => `${month} ${code} ${formatValue(was)} to ${formatValue(now)}`,
  );
  return compareLines('revisions', listedLines, expectedLines);
};

/**
 * Audits the changes that a correction lists: every value that differs from the version before, and how many lines since then can have
 * changed them, by cause. A first version lists none.
 */
export const auditChanges = (published: PublishedMonth, { all, audited }: PublicationHistory): Finding => {
  const before = all.find(
    ({ month, version }) => month === published.month && version === published.version - 1,
  );
  const expectedLines =
    before === undefined
      ? []
      : published.indicators.flatMap((indicator) => {
          const was = valuesOf(all, before, indicator, published.month);
          const now = valuesOf(all, audited, indicator, published.month);
          return periods
            .filter((period) => !isSameValue(was[period], now[period]))
            .map(
              (period) =>
                `${indicator.code} ${periodNames[period]} ${formatValue(was[period])} to ${formatValue(now[period])}`,
            );
        });
  const listedLines = published.changes.map(
    ({ code, part, was, now }) => `${code} ${periodNames[part]} ${formatValue(was)} to ${formatValue(now)}`,
  );
  const causes = before === undefined ? {} : causesBetween(before.count, audited.count, published.month);
  return compareLines(
    'changes',
    [...listedLines, ...describeCauses(published.because)],
    [...expectedLines, ...describeCauses(causes)],
  );
};

const causesBetween = (before: Count, after: Count, month: string): Readonly<Record<string, number>> => {
  const known = before.causes(month);
  return Object.fromEntries(
    Object.entries(after.causes(month)).map(([cause, lines]) => [cause, lines - (known[cause] ?? 0)]),
  );
};

const describeCauses = (causes: Readonly<Record<string, number>>): string[] =>
  Object.entries(causes)
    .filter(([, lines]) => lines > 0)
    .map(([cause, lines]) => `because ${cause} ${lines}`);

const compareLines = (
  about: string,
  listedLines: readonly string[],
  expectedLines: readonly string[],
): Finding => {
  const notes = [
    ...listedLines
      .filter((line) => !expectedLines.includes(line))
      .map((line) => `published, but not counted: ${line}`),
    ...expectedLines
      .filter((line) => !listedLines.includes(line))
      .map((line) => `counted, but not published: ${line}`),
  ];
  return { about, verdict: notes.length > 0 ? 'different' : 'same', notes };
};
