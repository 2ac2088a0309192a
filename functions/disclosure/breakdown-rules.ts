import * as z from 'zod';
import { addMonths } from '../domain/calendar.ts';
import type { BreakdownName } from '../indicators/totals.ts';

/**
 * Decides which cells of a breakdown may be published, and when. It uses published numbers alone: a rule that used hidden numbers would
 * reveal something about them each time it applied. See docs/disclosure.md.
 */

/** The version of the disclosure rules, published in each snapshot. Raise it with every change of a rule. */
export const disclosurePolicy = 'leadership-next/disclosure/2';

/** The smallest number of people in a cell that is shown. */
const minShown = 15;
const roundedTo = 10;
/** The total from which on a breakdown is first shown. */
const minTotal = 20;
/** A breakdown is due again after this many months if its total differs by at least this many people. */
const renewal = { months: 12, difference: 20 } as const;

const cell = z.object({ key: z.string(), value: z.union([z.int(), z.literal('*')]) });
export type Cell = z.infer<typeof cell>;
export const cells = z.union([z.array(cell), z.literal('withheld')]);
export type Cells = z.infer<typeof cells>;

const breakdown = z.object({ asOf: z.string(), cells });
/** A published breakdown: its cells, and the month in which they were counted. */
export type Breakdown = z.infer<typeof breakdown>;

export const breakdowns = z.object({ district: breakdown.nullable(), ageBand: breakdown.nullable() });
export type Breakdowns = z.infer<typeof breakdowns>;

/**
 * The published value of a cell of a breakdown: 0 to 14 people are hidden; other numbers are rounded to the nearest 10,
 * halves up.
 */
export const discloseCell = (people: number): number | '*' =>
  people < minShown ? '*' : Math.floor((people + roundedTo / 2) / roundedTo) * roundedTo;

/** The smallest and the largest number of people for whom a published cell shows this value. */
export const peopleBehind = (value: Cell['value']): { readonly least: number; readonly most: number } =>
  value === '*'
    ? { least: 0, most: minShown - 1 }
    : { least: value - roundedTo / 2, most: value + roundedTo / 2 - 1 };

/** Publishes a cell for each key, also for 0 people: a missing cell would reveal that nobody is in it. */
export const discloseCells = (keys: readonly string[], countOf: (key: string) => number): Cell[] =>
  keys.map((key) => ({ key, value: discloseCell(countOf(key)) }));

/** A breakdown's total (`toDate`) in a month (`YYYY-MM`), as published. */
type TotalOfMonth = { readonly month: string; readonly toDate: number };

/**
 * Whether a breakdown is due: when its total has grown by half since it was last shown, or differs by 20 after twelve months.
 * @param last when it was last shown or withheld; null: never
 */
export const isDue = ({ month, toDate }: TotalOfMonth, last: TotalOfMonth | null): boolean => {
  if (last === null) {
    return toDate >= minTotal;
  }
  const hasGrownByHalf = toDate > last.toDate && 2 * toDate >= 3 * last.toDate;
  const isOld = month >= addMonths(last.month, renewal.months);
  return hasGrownByHalf || (isOld && Math.abs(toDate - last.toDate) >= renewal.difference);
};

/** A due breakdown, for the gate to judge. */
export type Proposal<PublishedNumbers> = {
  /** All earlier publications, in the order of ordinals. */
  readonly history: readonly PublishedNumbers[];
  /** The publication that it belongs to, with its exact totals and all new breakdowns. */
  readonly publication: PublishedNumbers;
  readonly code: string;
  readonly breakdown: BreakdownName;
  /** Seeds the lot. It never changes in a programme and stands in no published file. */
  readonly secret: string;
};

/** Returns true if the breakdown may be shown, false if it must be withheld. */
export type Gate<PublishedNumbers> = (proposal: Proposal<PublishedNumbers>) => boolean;

/** A disclosure gate that withholds nothing, for tests: shows every breakdown that is due. */
export const openGate: Gate<unknown> = () => true;
