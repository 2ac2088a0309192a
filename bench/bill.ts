import {
  assumptionsOf,
  closeFormulas,
  lineFormulas,
  type MeasuredCount,
  perMemberFormulas,
  signInFormula,
} from './bill-formulas.ts';
import { days, type MeasuredAct, taken, takenNames, timesOn } from './days.ts';
import { evaluate, type Quantities, toDigits } from './formula.ts';
import { feesOf, prices } from './prices.ts';

/**
 * A month's bill, from the acts and how often they happen. It is computed by formulas in words, from the rounded numbers that docs/cost.md prints: so
 * whoever takes the formulas and the numbers from the page comes to its figures.
 */

/** Numbers of members for which a month's cost is listed. */
export const sizes = [1_000, 10_000, 100_000, 1_000_000] as const;

/** How many months after the beginning the listed costs are: what is stored grows. */
export const monthsListed = [12, 60] as const;

/** How often an act happens in a month for each member. */
export const timesAMonth = (act: string): number =>
  days.reduce((sum, day) => sum + (timesOn(day, act) * day.aMonth) / day.membersToOne, 0);

/** What people do for one member in a month, in calls and in each quantity taken, each rounded to four digits. */
export const amountsOf = (acts: readonly MeasuredAct[]): Quantities => {
  const sumOf = (amount: (act: MeasuredAct) => number): number =>
    toDigits(
      acts.reduce((sum, act) => sum + timesAMonth(act.name) * amount(act), 0),
      4,
    );
  const entries = takenNames.map((name) => [taken[name], sumOf((act) => act.taken[name])]);
  return { calls: sumOf(() => 1), ...Object.fromEntries(entries) };
};

/** All quantities that don't depend on the number of members: amounts, assumptions, prices, and the results of `perMemberFormulas`. */
export const quantitiesOf = (acts: readonly MeasuredAct[], count: MeasuredCount): Quantities => {
  const known: Record<string, number> = {
    ...amountsOf(acts),
    ...Object.fromEntries(assumptionsOf(count).map(({ name, value }) => [name, value])),
    ...Object.fromEntries(prices.map(({ name, dollars, per }) => [`price of ${name}`, dollars / per])),
  };
  for (const [name, formula] of Object.entries(perMemberFormulas)) {
    known[name] = toDigits(evaluate(formula, known), 4);
  }
  return known;
};

/** Rounded to a thousandth of a dollar, so that a reader's sum of the lines is the sum that stands below them. */
const round = (dollars: number): number => Math.round(dollars * 1000) / 1000;

export type Bill = {
  readonly closeGBSeconds: number;
  readonly lines: Readonly<Record<string, number>>;
  readonly together: number;
  readonly signIn: number;
  readonly fees: number;
  readonly all: number;
};

/** The dollars of a fee, unrounded. */
export const dollarsOfFee = (
  { number, priceOf }: ReturnType<typeof feesOf>[number],
  quantities: Quantities,
): number => evaluate(`number × price of ${priceOf}`, { ...quantities, number });

/** A month's bill of a programme of so many members. */
export const billOf = (quantities: Quantities, members: number, months: number): Bill => {
  const sized = { ...quantities, members, months };
  const isOne = members <= (quantities['members of one function'] ?? 0);
  const closeGBSeconds = toDigits(evaluate(isOne ? closeFormulas.inOne : closeFormulas.inShards, sized), 4);
  const whole = { ...sized, 'GB-seconds of a close': closeGBSeconds };
  const lines = Object.fromEntries(
    Object.entries(lineFormulas).map(([line, formula]) => [line, round(evaluate(formula, whole))]),
  );
  const together = round(Object.values(lines).reduce((sum, dollars) => sum + dollars, 0));
  const signIn = round(Math.max(0, evaluate(signInFormula, whole)));
  const fees = round(feesOf(months).reduce((sum, fee) => sum + dollarsOfFee(fee, quantities), 0));
  return { closeGBSeconds, lines, together, signIn, fees, all: round(together + signIn + fees) };
};
