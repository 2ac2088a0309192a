import * as z from 'zod';
import { type Breakdowns, breakdowns, cells } from './breakdown-cells.ts';
import type { PublishedValues, Revision } from './latest-values.ts';

/**
 * The publication history: the numbers of all publications so far. Revisions, due breakdowns and the gate's decisions are computed from
 * them.
 */

const value = z.union([
  z.int(),
  z.object({ numerator: z.int(), denominator: z.int() }),
  z.object({ withheld: z.enum(['too_few', 'not_yet']) }),
]);

const periodValues = z.object({ month: value, financialYear: value, toDate: value });
export type PeriodValues = z.infer<typeof periodValues>;

const revision: z.ZodType<Revision> = z.object({
  month: z.string(),
  code: z.string(),
  was: value,
  now: value,
});

/** A publication (a version of a month) as it is registered, before its numbers are known. */
export type Publication = {
  /** Its place in the order of all publications ever: 1, 2, …. */
  readonly ordinal: number;
  readonly month: string;
  readonly version: number;
  /** The publication counts lines recorded before this instant (RFC 3339 in UTC with milliseconds). */
  readonly cutoff: string;
  /** The published reason of a correction; null for a month's first version. */
  readonly reason: string | null;
  /** Only for the first version of a month that closed without terms: its names, which were recorded first after its cutoff. */
  readonly terms?:
    | Readonly<Record<'name' | 'implementer' | 'forum' | 'funder' | 'state', string>>
    | undefined;
};

/** Schema of the part of a snapshot on which later snapshots depend. */
const snapshotNumbers = z.object({
  month: z.string(),
  version: z.int(),
  cutoff: z.iso.datetime(),
  indicators: z.array(z.object({ code: z.string(), ...periodValues.shape, breakdowns })),
  revisions: z.array(revision),
});

/** Schema of the numbers of one publication, as the publication history keeps them for the disclosure rules. */
export const publishedNumbers = z.object({
  ordinal: z.int(),
  month: z.string(),
  version: z.int(),
  /** RFC 3339 in UTC with milliseconds, although `snapshot.json` has none. */
  cutoff: z.string(),
  values: z.record(z.string(), periodValues),
  /** The breakdowns that this publication shows or withholds for the first time, by indicator code; those that it repeats are left out. */
  shown: z.record(z.string(), z.object({ district: cells, ageBand: cells })),
  revisions: z.array(revision),
});
export type PublishedNumbers = z.infer<typeof publishedNumbers>;

/**
 * Extracts from a snapshot the numbers that the publication history keeps of it.
 * @param snapshot as composed, or as parsed from `snapshot.json`
 * @throws ZodError if it is not a snapshot
 */
export const toPublishedNumbers = (ordinal: number, snapshot: unknown): PublishedNumbers => {
  const { month, version, cutoff, indicators, revisions } = snapshotNumbers.parse(snapshot);
  return {
    ordinal,
    month,
    version,
    cutoff: new Date(cutoff).toISOString(),
    values: Object.fromEntries(
      indicators.map(({ code, month: monthValue, financialYear, toDate }) => [
        code,
        { month: monthValue, financialYear, toDate },
      ]),
    ),
    // Only a month's first version shows new breakdowns. A breakdown that was counted in an earlier month is repeated, so it is left out.
    shown: Object.fromEntries(
      indicators.flatMap(({ code, breakdowns: { district, ageBand } }) =>
        version === 1 && district?.asOf === month && ageBand?.asOf === month
          ? [[code, { district: district.cells, ageBand: ageBand.cells }]]
          : [],
      ),
    ),
    revisions,
  };
};

/** All publications before another one, in the order of ordinals. */
export type PublicationHistory = readonly PublishedNumbers[];

/** Turns the publication history into the input of `latestValues`: the month values and revisions of each publication. */
export const valuesOfMonths = (history: PublicationHistory): PublishedValues[] =>
  history.map(({ month, version, values, revisions }) => ({
    month,
    version,
    indicators: Object.entries(values).map(([code, periods]) => ({ code, month: periods.month })),
    revisions,
  }));

/** An indicator's breakdowns as last published (shown or withheld), and the total with which they were published. */
export type LastShown = {
  readonly breakdowns: Breakdowns;
  /** The month and its value `toDate`; null if the breakdowns were never due. */
  readonly total: { readonly month: string; readonly toDate: number } | null;
};

/** What was last shown of an indicator whose breakdowns were never due. */
const neverShown: LastShown = { breakdowns: { district: null, ageBand: null }, total: null };

/** What the publication history last showed or withheld of an indicator's breakdowns. */
export const findLastShown = (history: PublicationHistory, code: string): LastShown => {
  const publication = history.findLast(({ shown }) => shown[code] !== undefined);
  const shownCells = publication?.shown[code];
  const toDate = publication?.values[code]?.toDate;
  if (publication === undefined || shownCells === undefined || typeof toDate !== 'number') {
    return neverShown;
  }
  const { month } = publication;
  return {
    breakdowns: {
      district: { asOf: month, cells: shownCells.district },
      ageBand: { asOf: month, cells: shownCells.ageBand },
    },
    total: { month, toDate },
  };
};

/** The publication history up to and including a month's first publication; undefined if the month is not published. */
export const historyThroughFirstVersion = (
  history: PublicationHistory,
  month: string,
): PublicationHistory | undefined => {
  const first = history.findIndex((publication) => publication.month === month);
  return first === -1 ? undefined : history.slice(0, first + 1);
};
