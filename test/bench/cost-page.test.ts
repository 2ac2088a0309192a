import { describe, expect, test } from 'vitest';
import { numberOf, readPage, tableOf, tablesOf } from './page-tables.ts';

/**
 * Computes docs/cost.md again as a reader would: from the words and numbers that the page prints, and nothing else. No code of the bench is used.
 */

const tables = tablesOf(readPage('cost.md'));
const sizes = [1_000, 10_000, 100_000, 1_000_000];
const monthsListed = [12, 60];

type Known = Readonly<Record<string, number>>;

const pricesOf = (): [string, number][] =>
  tableOf(tables, 'price of', 'US dollars', 'for').rows.map(([name, dollars, per]) => [
    `price of ${name}`,
    numberOf(dollars) / numberOf(per),
  ]);
const columnOf = (...headings: readonly string[]): [string, number][] =>
  tableOf(tables, ...headings).rows.map(([name = '', value]) => [name, numberOf(value)]);

/** What the page prints of one member: amounts, assumptions, prices and quantities that follow. */
const printed: Known = Object.fromEntries([
  ...pricesOf(),
  ...columnOf('amount', 'for each member'),
  ...columnOf('quantity', 'value'),
  ...tableOf(tables, 'quantity', 'formula').rows.map(([name = '', , value]) => [name, numberOf(value)]),
]);

const read = (word: string, known: Known): number => {
  if (/^[\d,.]+$/.test(word)) return numberOf(word);
  const value = known[word];
  if (value === undefined) throw new Error(`The page gives no number for ‘${word}’.`);
  return value;
};

/** Sums of products, by school rules. */
const compute = (formula: string, known: Known): number => {
  const [first = '', ...others] = formula.split(/ ([+−×÷]) /);
  let sum = 0;
  let sign = 1;
  let product = read(first, known);
  for (let index = 0; index < others.length; index += 2) {
    const value = read(others[index + 1] ?? '', known);
    if (others[index] === '×') product *= value;
    else if (others[index] === '÷') product /= value;
    else {
      sum += sign * product;
      sign = others[index] === '−' ? -1 : 1;
      product = value;
    }
  }
  return sum + sign * product;
};

const formulas = new Map(
  tableOf(tables, 'line', 'formula').rows.map(([line = '', formula = '']) => [line, formula]),
);
const closes = tableOf(tables, 'it comes to');
const closeFormulas = new Map(
  tableOf(tables, 'GB-seconds of a close', 'formula').rows.map(([where = '', formula = '']) => [
    where,
    formula,
  ]),
);
const cellOf = (rows: readonly (readonly string[])[], name: string, size: number): number =>
  numberOf(rows.find(([first]) => first === name)?.[1 + size]);

const columns = monthsListed.flatMap((months) => sizes.map((members, size) => ({ months, members, size })));

/** Within half of the last digit of three. */
const expectThreeDigits = (computed: number, shown: number): void =>
  expect(Math.abs(computed - shown)).toBeLessThanOrEqual(0.0005 * Math.abs(computed));

describe('docs/cost.md', () => {
  test('has the sizes and months that are computed here', () => {
    for (const months of monthsListed) {
      expect(tableOf(tables, `month ${months}`).headings.slice(1)).toEqual(
        sizes.map((members) => `${members.toLocaleString('en')} members`),
      );
    }
  });

  test('says how each line of the bill is computed, and no other', () => {
    const before = (lines: readonly string[]) => lines.filter((line) => formulas.has(line));
    for (const months of monthsListed) {
      const lines = tableOf(tables, `month ${months}`).rows.map(([line = '']) => line);
      expect(before(lines)).toEqual([...formulas.keys()]);
      expect(lines.filter((line) => !formulas.has(line))).toEqual([
        'use, together',
        'fixed fees',
        'all of it',
        'all of it, divided by thousands of members',
      ]);
    }
  });

  test('has quantities of a member that follow from its formulas, to three digits', () => {
    for (const [, formula = '', value] of tableOf(tables, 'quantity', 'formula').rows) {
      expectThreeDigits(compute(formula, printed), numberOf(value));
    }
  });

  test.each(columns)('has the close of $members members in month $months', ({ months, members, size }) => {
    const isOne = members <= (printed['members of one function'] ?? 0);
    const formula = closeFormulas.get(isOne ? 'in one function' : 'in shards') ?? '';
    expectThreeDigits(
      compute(formula, { ...printed, members, months }),
      cellOf(closes.rows, `month ${months}`, size),
    );
  });

  test.each(columns)(
    'has each line for $members members in month $months, to a thousandth of a dollar',
    ({ months, members, size }) => {
      const { rows } = tableOf(tables, `month ${months}`);
      const close = cellOf(closes.rows, `month ${months}`, size);
      const known = { ...printed, members, months, 'GB-seconds of a close': close };
      for (const [line, formula] of formulas) {
        const isNotLess = formula.endsWith(' (nothing, if it is less than nothing)');
        const computed = compute(formula.replace(/ \(nothing.*\)$/, ''), known);
        const dollars = isNotLess ? Math.max(0, computed) : computed;
        expect.soft(cellOf(rows, line, size), line).toBe(Math.round(dollars * 1000) / 1000);
        // Where a line is large enough for three digits, they are right too.
        if (dollars >= 1) expectThreeDigits(dollars, cellOf(rows, line, size));
      }
    },
  );

  test.each(columns)(
    'has sums of what stands above them for $members members in month $months',
    ({ months, members, size }) => {
      const { rows } = tableOf(tables, `month ${months}`);
      const sum = (lines: readonly string[]) =>
        lines.reduce((total, line) => total + cellOf(rows, line, size), 0);
      const [signIn = '', ...uses] = [...formulas.keys()].toReversed();
      expect(cellOf(rows, 'use, together', size)).toBeCloseTo(sum(uses), 6);
      const all = sum(['use, together', signIn, 'fixed fees']);
      expect(cellOf(rows, 'all of it', size)).toBeCloseTo(all, 6);
      expect(cellOf(rows, 'all of it, divided by thousands of members', size)).toBeCloseTo(
        all / (members / 1000),
        3,
      );
      const summary = tableOf(tables, 'US dollars a month, all of it');
      expect(cellOf(summary.rows, `in month ${months}`, size)).toBe(cellOf(rows, 'all of it', size));
    },
  );

  test.each(monthsListed.map((months, at) => [months, 3 + at]))(
    'rounds no fee of month %i',
    (months, column) => {
      const { rows } = tableOf(tables, 'fee', 'number');
      const dollars = rows.slice(0, -1).map((cells) => {
        const [what = '', numbers = '', priceOf = ''] = cells;
        const inMonth = numbers.split('; ')[column - 3] ?? numbers;
        const fee = numberOf(cells[column]);
        expect.soft(fee, what).toBeCloseTo(numberOf(inMonth) * read(priceOf, printed), 6);
        return fee;
      });
      const together = dollars.reduce((sum, fee) => sum + fee, 0);
      expect(numberOf(rows.at(-1)?.[column])).toBeCloseTo(together, 6);
      const bill = tableOf(tables, `month ${months}`).rows;
      for (const size of sizes.keys()) {
        expect(cellOf(bill, 'fixed fees', size)).toBe(Math.round(together * 1000) / 1000);
      }
    },
  );

  test('has amounts of a member that follow from the acts, and how often they happen from the days', () => {
    const acts = tableOf(tables, 'act', 'times a month for each member');
    const days = tableOf(tables, 'on one day (assumed)');
    const [people, daysAMonth, ...timesOfActs] = days.rows;
    for (const [act = '', times] of acts.rows) {
      const cells = timesOfActs.find(([name]) => name === act) ?? [];
      const computed = cells.slice(1).reduce((sum, cell, day) => {
        const onDay = cell === '' ? 0 : numberOf(cell);
        return sum + (onDay * numberOf(daysAMonth?.[1 + day])) / numberOf(people?.[1 + day]);
      }, 0);
      expect.soft(numberOf(times), act).toBe(Number(computed.toPrecision(4)));
    }
    const amounts = tableOf(tables, 'amount', 'for each member').rows;
    for (const [amount = '', value] of amounts) {
      const column = acts.headings.indexOf(amount);
      const sum = acts.rows.reduce(
        (total, cells) => total + numberOf(cells[1]) * (column < 0 ? 1 : numberOf(cells[column])),
        0,
      );
      expectThreeDigits(sum, numberOf(value));
    }
    expect(amounts.map(([amount]) => amount)).toEqual(['calls', ...acts.headings.slice(2)]);
  });

  test('computes what happens now and then', () => {
    for (const [, formula = '', dollars] of tableOf(tables, 'what', 'formula (assumed)').rows) {
      expect(Number(compute(formula, printed).toPrecision(3))).toBe(numberOf(dollars));
    }
  });
});
