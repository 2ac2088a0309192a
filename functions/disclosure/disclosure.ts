import * as z from 'zod';
import type { BreakdownName } from '../indicators/totals.ts';

/**
 * What of a breakdown may be published, and when. Pure, and decided from published numbers alone: a rule that looked at what
 * is hidden would tell of it whenever it acted.
 */

/** Names the rules of this file; a change of any of them is another policy. */
export const disclosurePolicy = 'leadership-next/disclosure/1';

/** A cell that is shown holds so many people at least. */
const leastShown = 15;
const roundedTo = 10;
/** A breakdown is shown first when so many people are in it, and anew when their number has changed by as many. */
const dueStep = 20;

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
  people < leastShown ? '*' : Math.floor((people + roundedTo / 2) / roundedTo) * roundedTo;

/** The least and the most people that a published value allows. */
export const peopleBehind = (value: Cell['value']): { readonly least: number; readonly most: number } =>
  value === '*'
    ? { least: 0, most: leastShown - 1 }
    : { least: value - roundedTo / 2, most: value + roundedTo / 2 - 1 };

/** All cells of a breakdown, so that the absence of one tells nothing. */
export const discloseCells = (keys: readonly string[], countOf: (key: string) => number): Cell[] =>
  keys.map((key) => ({ key, value: discloseCell(countOf(key)) }));

/** Whether a breakdown is to be shown anew, given the `toDate` of the month it was last shown for (null: never). */
export const isDue = (toDate: number, lastShownToDate: number | null): boolean =>
  lastShownToDate === null ? toDate >= dueStep : Math.abs(toDate - lastShownToDate) >= dueStep;

/** What is about to be published beside the totals: one indicator's cells, by one breakdown. */
export type Proposal<Published> = {
  /** Everything that was published before, in that order. */
  readonly history: readonly Published[];
  /** The publication that it belongs to, with its exact totals. */
  readonly publication: Published;
  readonly code: string;
  readonly breakdown: BreakdownName;
  readonly cells: Cell[];
};

/** Decides whether the cells may be published, or are withheld. */
export type Gate<Published> = (proposal: Proposal<Published>) => 'allowed' | 'withheld';

/** No gate: everything passes that the rounding and the due rule have left. What is published goes through disclosure-gate.ts. */
export const openGate: Gate<unknown> = () => 'allowed';
