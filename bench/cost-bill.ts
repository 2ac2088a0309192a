import { type Bill, billOf, dollarsOfFee, monthsListed, sizes } from './bill.ts';
import {
  closeFormulas,
  lineFormulas,
  peoplePerMember,
  perMemberFormulas,
  signInFormula,
} from './bill-formulas.ts';
import { evaluate, type Quantities, toDigits } from './formula.ts';
import { bold, show, showDollars, table } from './markdown.ts';
import { feesOf } from './prices.ts';

/** The parts of docs/cost.md that compute: the bill, its formulas, and the fees. cost-page.ts writes the page. */

export const [firstMonth, lastMonth] = monthsListed;
const sizeHeadings = sizes.map((members) => `${show(members)} members`);

export const renderBills = (quantities: Quantities, months: number): string[] => {
  const bills = sizes.map((members) => billOf(quantities, members, months));
  const cells = (dollarsOf: (bill: Bill) => number): string[] =>
    bills.map((bill) => showDollars(dollarsOf(bill)));
  const perThousand = sizes.map((members, index) =>
    showDollars((bills[index]?.all ?? Number.NaN) / (members / 1000)),
  );
  return table(
    [`month ${months}`, ...sizeHeadings],
    [
      ...Object.keys(lineFormulas).map((line) => [line, ...cells(({ lines }) => lines[line] ?? Number.NaN)]),
      [bold('use, together'), ...cells(({ together }) => together).map(bold)],
      ['Cognito, who signs in', ...cells(({ signIn }) => signIn)],
      ['fixed fees', ...cells(({ fees }) => fees)],
      [bold('all of it'), ...cells(({ all }) => all).map(bold)],
      ['all of it, divided by thousands of members', ...perThousand],
    ],
  );
};

const renderFormulas = (quantities: Quantities): string[] => [
  '**First, for each member in a month:**',
  '',
  ...table(
    ['quantity', 'formula', 'comes to'],
    Object.entries(perMemberFormulas).map(([name, formula]) => [name, formula, show(quantities[name] ?? 0)]),
  ),
  '**Then the close of a month**, in one function up to ‘members of one function’, above it in shards:',
  '',
  ...table(
    ['GB-seconds of a close', 'formula'],
    [
      ['in one function', closeFormulas.inOne],
      ['in shards', closeFormulas.inShards],
    ],
  ),
  ...table(
    ['it comes to', ...sizeHeadings],
    monthsListed.map((months) => [
      `month ${months}`,
      ...sizes.map((members) => show(billOf(quantities, members, months).closeGBSeconds)),
    ]),
  ),
  '**Then each line of the bill:**',
  '',
  ...table(
    ['line', 'formula'],
    [
      ...Object.entries(lineFormulas),
      ['Cognito, who signs in', `${signInFormula} (nothing, if it is less than nothing)`],
    ],
  ),
];

export const renderFees = (quantities: Quantities): string[] => {
  const feesBefore = feesOf(firstMonth);
  const fees = feesOf(lastMonth).map((fee, index) => {
    const before = feesBefore[index] ?? fee;
    return [
      fee.what,
      ...(before.number === fee.number
        ? [show(fee.number)]
        : [`${show(before.number)}; ${show(fee.number)}`]),
      `price of ${fee.priceOf}`,
      ...[before, fee].map((one) => show(toDigits(dollarsOfFee(one, quantities), 12))),
    ];
  });
  const sums = monthsListed.map((months) =>
    bold(
      show(
        toDigits(
          feesOf(months).reduce((sum, fee) => sum + dollarsOfFee(fee, quantities), 0),
          12,
        ),
      ),
    ),
  );
  return table(
    ['fee', 'number', '×', ...monthsListed.map((months) => `month ${months}`)],
    [...fees, [bold('together'), '', '', ...sums]],
  );
};

/** What happens now and then, with the formula of what it costs once in a programme of 1,000 members and fifty leaders. */
const occasions: readonly (readonly [what: string, formula: string])[] = [
  ['50 phones load all recordings of a language (6 MB at most)', '50 × 0.006 × price of GB sent'],
  ['50 phones load a new version of the client (0.25 MB)', '50 × 0.00025 × price of GB sent'],
  ['a handover pack of all data (10 s with 3 GB)', '10 × 3 × price of GB-seconds'],
  ['a coordinator opens the preview of a month (5 s with 2 GB)', '5 × 2 × price of GB-seconds'],
  ['a correction of a month: its close once more', '120 × price of GB-seconds'],
];

export const renderOccasions = (quantities: Quantities): string[] =>
  table(
    ['what', 'formula (assumed)', 'dollars'],
    occasions.map(([what, formula]) => [what, formula, show(toDigits(evaluate(formula, quantities), 3))]),
  );

export const renderSummary = (quantities: Quantities): string[] => {
  const ofMonth = (months: number): Bill[] => sizes.map((members) => billOf(quantities, members, months));
  const sharesOfSignIn = monthsListed.map((months) => {
    const largest = ofMonth(months).at(-1);
    return `${Math.round((100 * (largest?.signIn ?? 0)) / (largest?.all ?? 1))} % of the bill in month ${months}`;
  });
  const free = Math.floor((quantities['people free of charge'] ?? 0) / peoplePerMember);
  return [
    ...table(
      ['US dollars a month, all of it', ...sizeHeadings],
      monthsListed.map((months) => [
        `in month ${months}`,
        ...ofMonth(months).map(({ all }) => bold(showDollars(all))),
      ]),
    ),
    `In a small programme nearly all of it is fixed fees. Sign-in is free up to ${show(free)} members; at ${show(sizes[3])} it is ${sharesOfSignIn.join(', ')}.`,
    'What is stored is kept for good: the three lines of what DynamoDB stores grow in proportion to the months. S3’s files, a close in shards and two keys grow too; all else stays.',
    'The prices are from memory, unchecked (below).',
  ];
};

/** How a reader computes a line again by hand. */
export const renderHow = (quantities: Quantities): string[] => [
  '## How to compute each line again',
  '',
  'Take the words of a formula from the tables of this page. ‘price of’ something is its dollars divided by ‘for’ in the table of prices. Each',
  'table starts from the printed figures of those before, which are rounded: amounts and quantities to four digits, lines to a thousandth of a dollar. Sums add',
  'the printed lines. A GB is 1,000,000,000 bytes.',
  '',
  ...renderFormulas(quantities),
  'Reading again (‘bytes in the table × 2 ÷ 8,192’): the journal and the access log are read for the digests and once more for the close, at 8,192 bytes',
  'for a unit. That is at most all that is stored.',
  '',
];
