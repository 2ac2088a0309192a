import * as z from 'zod';
import { fewest } from './attack.ts';

/**
 * Somebody who reads the published files alone and wants to know what one woman answered. She knows from the talk of the village who was asked and
 * who left, and waits for a number to change: if only a few women can have changed it, it tells of them. She also reckons out what is withheld.
 * Nothing of the product is used here.
 */

const withheld = z.object({ withheld: z.enum(['too_few', 'not_yet']) });
const ratio = z.object({ numerator: z.number(), denominator: z.number() });
const value = z.union([z.number(), ratio, withheld]);
type Value = z.infer<typeof value>;
type Ratio = z.infer<typeof ratio>;
const file = z.object({
  month: z.string(),
  version: z.number(),
  cutoff: z.string(),
  indicators: z.array(
    z.object({
      code: z.string(),
      way: z.string(),
      asOf: z.string().optional(),
      month: value,
      financialYear: value,
      toDate: value,
    }),
  ),
  revisions: z.array(z.object({ month: z.string(), code: z.string(), was: value, now: value })),
  changes: z.array(z.object({ code: z.string(), was: value, now: value })).default([]),
});
type File = z.infer<typeof file>;

/** A number that can only be of a few women. */
export type Told = {
  readonly code: string;
  readonly month: string;
  /** How many women's facts, at most, can have made the difference; or how many numbers are possible for what is withheld. */
  readonly women: number;
  /** `changed`: a ratio, since it was last another. `withheld`: a number that is not told. */
  readonly how: 'changed' | 'withheld';
};

export type RoadAttack = {
  /** Ratios and sums that were looked at, and those of them that are told. */
  readonly values: number;
  readonly shown: number;
  readonly pinned: readonly Told[];
  /** The same, by a correction of March or September: it counts anew, so that its difference is that of what was recorded since. */
  readonly byCorrection: readonly Told[];
  /** The same of `help_helped`, where few cases were closed: who was helped is asked when that happens, not twice a year. */
  readonly byFewClosings: readonly Told[];
  /** What the exact totals alone leave too little of, whatever is withheld: few members, or the crises of the months before a total. */
  readonly byTotals: readonly Told[];
};

const isRatio = (one: Value | undefined): one is Ratio => typeof one === 'object' && 'numerator' in one;
const isWithheld = (one: Value | undefined): boolean => typeof one === 'object' && 'withheld' in one;
const numberOf = (one: Value | undefined): number => (typeof one === 'number' ? one : 0);
const isSame = (a: Value | undefined, b: Value | undefined): boolean =>
  JSON.stringify(a) === JSON.stringify(b);

const find = ({ indicators }: File, code: string) => indicators.find((one) => one.code === code);

/** A ratio as a file counts it at the end of its own month. */
type Counted = {
  readonly month: string;
  readonly version: number;
  readonly value: Value;
  readonly cutoff: string;
  /** How often a woman was asked up to then, as far as the files tell. */
  readonly asked: number;
  readonly gone: number;
  /** The most women who can be in the ratio's denominator, by the members of the month and the other ratio of the area. */
  readonly most: number;
};

/** Notes how often a woman was asked in each month, as the files tell it: each change of that number is of as many. Of `help_helped`, closings. */
const createAsked = (code: string) => {
  const asked = code === 'help_helped' ? 'cases_closed' : 'talks_held';
  const counts = new Map<string, number>();
  const changes = new Map<string, number>();
  const note = (month: string, count: number): void => {
    const change = Math.abs(count - (counts.get(month) ?? 0));
    counts.set(month, count);
    changes.set(month, (changes.get(month) ?? 0) + change);
  };
  const sumUpTo = (numbers: ReadonlyMap<string, number>, month: string): number =>
    [...numbers].reduce((sum, [other, count]) => sum + (other <= month ? count : 0), 0);
  return (published: File): number => {
    const { month, revisions } = published;
    note(month, numberOf(find(published, asked)?.month));
    for (const { code: revised, month: other, now } of revisions) {
      if (revised === asked) note(other, numberOf(now));
    }
    // What was closed more than a year before has left that ratio.
    return sumUpTo(changes, month) + (code === 'help_helped' ? sumUpTo(counts, yearBefore(month)) : 0);
  };
};

const yearBefore = (month: string): string => `${Number(month.slice(0, 4)) - 1}${month.slice(4)}`;

/** Who was enrolled and is not counted at the month's end: she left, or has withdrawn her consent. */
const goneIn = (published: File): number =>
  numberOf(find(published, 'members_enrolled')?.toDate) - numberOf(find(published, 'members_active')?.month);

/** How many women, at most, can have made the difference of two counts of a ratio, one after the other in what they count. */
const womenBetween = (before: Counted, now: Counted, joins: readonly string[]): number => {
  const [from = '', to = ''] = [before.cutoff, now.cutoff].toSorted();
  const joined = joins.filter((at) => at >= from && at < to).length;
  return Math.max(0, now.asked - before.asked) + Math.abs(now.gone - before.gone) + joined;
};

const mostIn = (published: File, code: string): number => {
  const [other] = code.includes('_better_')
    ? [code.replace('_better_', '_worse_')]
    : [code.replace('_worse_', '_better_')];
  const others = find(published, other)?.month;
  const members = numberOf(find(published, 'members_active')?.month);
  return members - (isRatio(others) && other !== code ? others.denominator : 0);
};

/** What each file tells of a ratio: those that count it, and those that tell another value than the newest file that counted it. */
const readRatio = (files: readonly File[], code: string): { counted: Counted[]; strange: Told[] } => {
  const askedUpTo = createAsked(code);
  const counted: Counted[] = [];
  const strange: Told[] = [];
  for (const published of files) {
    const { month, version, cutoff } = published;
    const asked = askedUpTo(published);
    const indicator = find(published, code);
    if (indicator === undefined) continue;
    const { month: value, asOf } = indicator;
    if (asOf === month) {
      counted.push({
        ...{ month, version, cutoff, value, asked },
        gone: goneIn(published),
        most: mostIn(published, code),
      });
    } else if (
      !isSame(value, counted.findLast((one) => one.month === asOf)?.value ?? { withheld: 'not_yet' })
    ) {
      strange.push({ code, month, women: 1, how: 'changed' });
    }
    if (!isSame(value, indicator.financialYear) || !isSame(value, indicator.toDate)) {
      strange.push({ code, month, women: 1, how: 'changed' });
    }
  }
  return { counted, strange };
};

/** The ratio to which somebody compares one: the version before, or the newest of the last half-year. */
const comparedTo = (counted: readonly Counted[], at: number): Counted | undefined => {
  const { month = '', version = 1 } = counted[at] ?? {};
  const before = counted.slice(0, at);
  return version > 1
    ? before.findLast((one) => one.month === month)
    : before
        .filter((one) => one.month < month)
        .findLast(({ month: other }, _, all) => all.every((one) => one.month <= other));
};

const few = 10;

/** How many numbers are possible for the denominator of a withheld ratio, if no more than so many women came in or out since one that is told. */
const possibleNear = ({ most }: Counted, told: Counted | undefined, women: number): number => {
  const high = Math.min(few, most);
  const low = told !== undefined && isRatio(told.value) ? Math.max(0, told.value.denominator - women) : 0;
  return Math.max(0, high - low) + 1;
};

/** What one ratio tells of fewer women than it should. */
const attackRatio = (files: readonly File[], code: string, joins: readonly string[]) => {
  const { counted, strange } = readRatio(files, code);
  const pinned: Told[] = [...strange];
  const byFewClosings: Told[] = [];
  const byCorrection: Told[] = [];
  const byTotals: Told[] = [];
  for (const [at, now] of counted.entries()) {
    const { month, version, value, most } = now;
    const before = comparedTo(counted, at);
    const women = before === undefined ? 0 : womenBetween(before, now, joins);
    const told = (how: Told['how'], count: number): Told => ({ code, month, women: count, how });
    if (isRatio(value) && value.denominator <= few) pinned.push(told('withheld', 1));
    if (before === undefined) continue;
    if (isRatio(value) && isRatio(before.value) && !isSame(value, before.value) && women < fewest) {
      const found = version > 1 ? byCorrection : code === 'help_helped' ? byFewClosings : pinned;
      found.push(told('changed', women));
    }
    for (const [hidden, other] of [
      [now, before],
      [before, now],
    ] as const) {
      const possible = isWithheld(hidden.value) ? possibleNear(hidden, other, women) : fewest;
      if (possible >= fewest || code === 'help_helped') continue;
      const told_: Told = { code, month: hidden.month, women: possible, how: 'withheld' };
      if (Math.min(few, hidden === now ? most : before.most) + 1 < fewest) byTotals.push(told_);
      else (version > 1 ? byCorrection : pinned).push(told_);
    }
  }
  return { pinned, byCorrection, byFewClosings, byTotals };
};

/** The months of a sum that are withheld, and what the first total that is told after them leaves of each. */
const findWithheldSums = (files: readonly File[], code: string): Told[] => {
  const found: Told[] = [];
  let hidden: string[] = [];
  let before = 0;
  for (const published of files.filter(({ version }) => version === 1)) {
    const indicator = find(published, code);
    if (indicator === undefined) continue;
    if (isWithheld(indicator.month)) {
      hidden.push(published.month);
      continue;
    }
    const sum = numberOf(indicator.toDate) - numberOf(indicator.month) - before;
    // Of one month its number; of several, each may hold any part of their sum.
    const women = hidden.length === 1 ? 1 : sum + 1;
    found.push(...hidden.map((month): Told => ({ code, month, women, how: 'withheld' })));
    hidden = [];
    before = numberOf(indicator.toDate);
  }
  return found;
};

/**
 * Attacks what a programme publishes of the road.
 * @param texts `snapshot.json` of all months and versions, in the order in which they were published
 * @param joins the instants at which records were joined or parted, which somebody may know
 */
export const attackRoad = (texts: readonly string[], joins: readonly string[] = []): RoadAttack => {
  const files = texts.map((text) => file.parse(JSON.parse(text)));
  const values = files.flatMap(({ indicators }) => indicators.filter(({ way }) => way === 'ratio_of_stocks'));
  const codes = [...new Set(values.map(({ code }) => code))];
  const found = codes.map((code) => attackRatio(files, code, joins));
  const revised = files.flatMap(({ month, revisions }) =>
    revisions
      .filter(({ code }) => codes.includes(code))
      .map(({ code }): Told => ({ code, month, women: 1, how: 'changed' })),
  );
  return {
    values: values.length,
    shown: values.filter(({ month }) => isRatio(month)).length,
    // A revision tells a difference at once.
    pinned: [...found.flatMap(({ pinned }) => pinned), ...revised],
    byCorrection: found.flatMap(({ byCorrection }) => byCorrection),
    byFewClosings: found.flatMap((one) => one.byFewClosings),
    byTotals: [
      ...found.flatMap(({ byTotals }) => byTotals),
      ...findWithheldSums(files, 'crises_of_violence').filter(({ women }) => women < fewest),
    ],
  };
};
