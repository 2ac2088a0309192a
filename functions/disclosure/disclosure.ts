import * as z from 'zod';
import { addMonths } from '../domain/calendar.ts';
import type { BreakdownName } from '../indicators/totals.ts';

/**
 * What of a breakdown may be published, and when. Pure, and decided from published numbers alone: a rule that looked at hidden
 * numbers would tell something of them whenever it acted. docs/disclosure.md explains it.
 */

/** Names the rules of this folder. A change of any of them is another policy, with another name. */
export const disclosurePolicy = 'leadership-next/disclosure/2';

/** A cell that is shown holds at least so many people. */
const minShown = 15;
const roundedTo = 10;
/** A breakdown is first shown when its total has reached this. */
const minTotal = 20;
/** After so many months a breakdown is due if its total differs by so many. */
const renewal = { months: 12, difference: 20 } as const;

const cell = z.object({ key: z.string(), value: z.union([z.int(), z.literal('*')]) });
export type Cell = z.infer<typeof cell>;
export const cells = z.union([z.array(cell), z.literal('withheld')]);
export type Cells = z.infer<typeof cells>;

const breakdown = z.object({ asOf: z.string(), cells });
/** A breakdown as it is published: the cells of the month that it was last shown for. */
export type Breakdown = z.infer<typeof breakdown>;

export const breakdowns = z.object({ district: breakdown.nullable(), ageBand: breakdown.nullable() });
export type Breakdowns = z.infer<typeof breakdowns>;

/** 0 to 14 people are hidden; other numbers are rounded to the nearest 10, halves up. */
export const discloseCell = (people: number): number | '*' =>
  people < minShown ? '*' : Math.floor((people + roundedTo / 2) / roundedTo) * roundedTo;

/** The least and the most people that a published value allows. */
export const peopleBehind = (value: Cell['value']): { readonly least: number; readonly most: number } =>
  value === '*'
    ? { least: 0, most: minShown - 1 }
    : { least: value - roundedTo / 2, most: value + roundedTo / 2 - 1 };

/** All cells of a breakdown, so that the absence of one tells nothing. */
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

/** A breakdown that is due. */
export type Proposal<Published> = {
  /** Everything that was published before, in that order. */
  readonly history: readonly Published[];
  /** The publication that it belongs to, with its exact totals and all new breakdowns. */
  readonly publication: Published;
  readonly code: string;
  readonly breakdown: BreakdownName;
  /** What the lot is drawn from: always the same in a programme, and unknown to anyone who reads published files alone. */
  readonly secret: string;
};

/** Whether a breakdown is shown; else it is withheld. */
export type Gate<Published> = (proposal: Proposal<Published>) => boolean;

/** No gate, for tests: shows everything that is due. */
export const openGate: Gate<unknown> = () => true;
