import * as z from 'zod';
import { type Breakdowns, breakdowns, cells } from './disclosure.ts';
import type { PublishedValues, Revision } from './latest-values.ts';

/**
 * What was published so far: a fold over the publications in the order of their ordinals. From it follow the revisions,
 * which breakdowns are due, and what the gate must hold against a new one.
 */

const value = z.union([z.int(), z.object({ numerator: z.int(), denominator: z.int() })]);

const periodValues = z.object({ month: value, financialYear: value, toDate: value });
export type PeriodValues = z.infer<typeof periodValues>;

const revision: z.ZodType<Revision> = z.object({
  month: z.string(),
  code: z.string(),
  was: value,
  now: value,
});

/** A month's version as it is registered, before its numbers are known. */
export type Publication = {
  /** Counts all publications ever: 1, 2, …. */
  readonly ordinal: number;
  readonly month: string;
  readonly version: number;
  /** The instant before which a line must have been recorded to be in it, with milliseconds. */
  readonly cutoff: string;
  /** Why a correction was asked for; null for a month's first version. */
  readonly reason: string | null;
};

/** What of a snapshot later ones depend on. */
const snapshotNumbers = z.object({
  month: z.string(),
  version: z.int(),
  cutoff: z.iso.datetime(),
  indicators: z.array(z.object({ code: z.string(), ...periodValues.shape, breakdowns })),
  revisions: z.array(revision),
});

/** The numbers of a publication. */
export const published = z.object({
  ordinal: z.int(),
  month: z.string(),
  version: z.int(),
  /** With milliseconds. */
  cutoff: z.string(),
  values: z.record(z.string(), periodValues),
  /** The breakdowns that this publication showed anew, by indicator; what it repeated is not in it. */
  shown: z.record(z.string(), z.object({ district: cells, ageBand: cells })),
  revisions: z.array(revision),
});
export type Published = z.infer<typeof published>;

/**
 * The numbers of a snapshot.
 * @param snapshot as it was made, or as it was read from `snapshot.json`
 * @throws where it is not one
 */
export const readPublished = (ordinal: number, snapshot: unknown): Published => {
  const { month, version, cutoff, indicators, revisions } = snapshotNumbers.parse(snapshot);
  return {
    ordinal,
    month,
    version,
    cutoff: new Date(cutoff).toISOString(),
    values: Object.fromEntries(
      indicators.map(({ code, month: ofMonth, financialYear, toDate }) => [
        code,
        { month: ofMonth, financialYear, toDate },
      ]),
    ),
    // Only a month's first version shows anything anew, and then of its own month.
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

/** In the order of ordinals. */
export type Said = readonly Published[];

/** What each publication says of months, for `latestValues`. */
export const valuesOfMonths = (said: Said): PublishedValues[] =>
  said.map(({ month, version, values, revisions }) => ({
    month,
    version,
    indicators: Object.entries(values).map(([code, periods]) => ({ code, month: periods.month })),
    revisions,
  }));

/** An indicator's breakdowns as they were last shown or withheld, and the `toDate` that was published with them. */
export type LastShown = {
  readonly breakdowns: Breakdowns;
  /** Null: never. */
  readonly total: { readonly month: string; readonly toDate: number } | null;
};

const neverShown: LastShown = { breakdowns: { district: null, ageBand: null }, total: null };

export const lastShown = (said: Said, code: string): LastShown => {
  const published = said.findLast(({ shown }) => shown[code] !== undefined);
  const cells = published?.shown[code];
  const toDate = published?.values[code]?.toDate;
  if (published === undefined || cells === undefined || typeof toDate !== 'number') {
    return neverShown;
  }
  const { month } = published;
  return {
    breakdowns: {
      district: { asOf: month, cells: cells.district },
      ageBand: { asOf: month, cells: cells.ageBand },
    },
    total: { month, toDate },
  };
};

/** What had been said once a month was first published; undefined where it was not. */
export const saidWithMonth = (said: Said, month: string): Said | undefined => {
  const first = said.findIndex((published) => published.month === month);
  return first === -1 ? undefined : said.slice(0, first + 1);
};
