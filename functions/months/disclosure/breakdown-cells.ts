import * as z from 'zod';

/** The cells of a published breakdown: numbers of people, hidden or rounded. See docs/disclosure.md. */

/** The smallest number of people that a cell shows; smaller numbers are hidden as `*`. */
const minShown = 15;
/** Shown numbers are multiples of this. */
const roundedTo = 10;

const cell = z.object({ key: z.string(), value: z.union([z.int(), z.literal('*')]) });
export type Cell = z.infer<typeof cell>;
export const cells = z.union([z.array(cell), z.literal('withheld')]);
export type Cells = z.infer<typeof cells>;

const breakdown = z.object({ asOf: z.string(), cells });
/** A published breakdown: its cells, and the month at whose end they were counted. */
export type Breakdown = z.infer<typeof breakdown>;

export const breakdowns = z.object({ district: breakdown.nullable(), ageBand: breakdown.nullable() });
export type Breakdowns = z.infer<typeof breakdowns>;

/**
 * The published value of a cell of a breakdown: 0 to 14 people are hidden; other numbers are rounded to the nearest 10,
 * halves up.
 */
export const discloseCell = (people: number): number | '*' =>
  people < minShown ? '*' : Math.floor((people + roundedTo / 2) / roundedTo) * roundedTo;

/** The least and the most people that a cell of a published breakdown stands for: `*` 0 to 14, 20 stands for 15 to 24. */
export const peopleBehind = (
  value: Cell['value'],
): { readonly minPeople: number; readonly maxPeople: number } =>
  value === '*'
    ? { minPeople: 0, maxPeople: minShown - 1 }
    : { minPeople: value - roundedTo / 2, maxPeople: value + roundedTo / 2 - 1 };

/**
 * The published cells of a breakdown, one for each key. A key with 0 people has a cell too: a missing one would reveal that
 * nobody is in it.
 */
export const discloseCells = (keys: readonly string[], countOf: (key: string) => number): Cell[] =>
  keys.map((key) => ({ key, value: discloseCell(countOf(key)) }));
