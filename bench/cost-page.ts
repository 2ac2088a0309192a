import {
  amountsOf,
  assumptionsOf,
  type Bill,
  billOf,
  closeFormulas,
  dollarsOfFee,
  lineFormulas,
  type MeasuredCount,
  monthsListed,
  peoplePerMember,
  perMemberFormulas,
  quantitiesOf,
  signInFormula,
  sizes,
  timesAMonth,
} from './bill.ts';
import { type ComparedDay, days, type MeasuredAct, taken, takenNames, timesOn, tolerance } from './days.ts';
import { evaluate, type Quantities, toDigits } from './formula.ts';
import type { Measured } from './measured.ts';
import { feesOf, prices, pricesDate } from './prices.ts';

const show = (value: number): string => value.toLocaleString('en', { maximumFractionDigits: 6 });
const showDollars = (dollars: number): string =>
  dollars.toLocaleString('en', { minimumFractionDigits: 3, maximumFractionDigits: 3 });

const row = (...cells: readonly (string | number)[]): string => `| ${cells.join(' | ')} |`;
const table = (headings: readonly string[], rows: readonly (readonly (string | number)[])[]): string[] => [
  row(...headings),
  row(...headings.map(() => '---')),
  ...rows.map((cells) => row(...cells)),
  '',
];
const sizeHeadings = sizes.map((members) => `${show(members)} members`);
const bold = (text: string): string => `**${text}**`;
const [firstMonth, lastMonth] = monthsListed;

const renderActs = (acts: readonly MeasuredAct[]): string[] =>
  table(
    ['act', 'times a month for each member', ...takenNames.map((name) => taken[name])],
    acts.map((act) => [
      act.name,
      show(toDigits(timesAMonth(act.name), 4)),
      ...takenNames.map((name) => show(act.taken[name])),
    ]),
  );

/** Who does which act how often on one day. */
const renderDays = (acts: readonly MeasuredAct[]): string[] =>
  table(
    ['on one day (assumed)', ...days.map(({ name }) => name)],
    [
      ['members for each such person', ...days.map(({ membersToOne }) => membersToOne)],
      ['such days a month', ...days.map(({ aMonth }) => aMonth)],
      ...acts.map(({ name }) => [name, ...days.map((day) => timesOn(day, name) || '')]),
    ],
  );

const renderComparison = (compared: readonly ComparedDay[]): string[] =>
  table(
    ['day', ...takenNames.map((name) => taken[name])],
    compared.map(({ name, predicted, counted }) => [
      name,
      ...takenNames.map((what) => `${show(predicted[what])} / ${show(counted[what])}`),
    ]),
  );

const renderBills = (quantities: Quantities, months: number): string[] => {
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

const renderFees = (quantities: Quantities): string[] => {
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

const renderOccasions = (quantities: Quantities): string[] =>
  table(
    ['what', 'formula (assumed)', 'dollars'],
    occasions.map(([what, formula]) => [what, formula, show(toDigits(evaluate(formula, quantities), 3))]),
  );

const renderSummary = (quantities: Quantities): string[] => {
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
const renderHow = (quantities: Quantities): string[] => [
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

/** What was measured, of acts and on a stack, and how often each act is assumed to happen. */
const renderMeasured = ({ acts, days: compared }: Measured<'cost'>): string[] => [
  '## For each member in a month',
  '',
  ...table(
    ['amount', 'for each member'],
    Object.entries(amountsOf(acts)).map(([name, value]) => [name, show(value)]),
  ),
  'An amount is the sum, over all acts, of ‘times a month’ × the act’s figure. Calls are the sum of ‘times a month’.',
  '',
  '## What an act costs',
  '',
  'In a group of twenty women that has met for a year. No function has a key in its memory, as where few people work; where many do, KMS is asked less.',
  'Bytes stored are those of the table and of the copies in its indexes, with the 100 bytes that DynamoDB charges beside each item and each copy.',
  '',
  ...renderActs(acts),
  'Write and read units follow Amazon’s rules (bench/units.ts): a unit is 1 KB written or 4 KB read, a write in a transaction counts twice. DynamoDB Local counts',
  'transactions too low, so the rules are compared with it only outside of transactions (test/bench/units.test.ts).',
  '',
  '## How often',
  '',
  ...renderDays(acts),
  'Times a month = number on a day × such days ÷ members for each such person, summed over the days. A leader, a caseworker and a coordinator each',
  'sign in as one person; administrators, auditors and the funder are too few to count.',
  '',
  '## What a running stack counts',
  '',
  'The same days happen over HTTP on the stack of `npm start`, each act a whole number of times (0.3 as 1). The first number is what the acts say, the second what',
  `the stack counted at the door of its store and key service. \`npm run cost\` fails where they differ by more than ${tolerance * 100} %. All functions are started anew for each request.`,
  '',
  ...renderComparison(compared),
];

/** The page docs/cost.md. */
export const renderCost = (measured: Measured<'cost'>, count: MeasuredCount): string => {
  const quantities = quantitiesOf(measured.acts, count);
  return [
    '# What it costs',
    '',
    `Written by \`npm run cost\`, measured on ${measured.on} (Indian date). All dollars are US dollars, without tax.`,
    '',
    ...renderSummary(quantities),
    '',
    '**Measured** are the acts: each runs through its real route. **Assumed** are how often an act happens, the prices, and what the table of',
    'assumptions calls so. You can compute every figure again from this page: each table says how, and `test/bench/cost-page.test.ts` does it.',
    '',
    '## The bill',
    '',
    ...renderBills(quantities, firstMonth),
    ...renderBills(quantities, lastMonth),
    'Free tiers are left out, even those that last for ever, except these four: 10,000 people in Cognito, three dashboards, two budgets and one copy of the',
    'trail’s management events. Discounts for size are left out too.',
    '',
    'The programme has its full size from the first month; those who join replace those who leave. What the first enrolment of all writes and stores is not in the bill.',
    'Not counted: a domain, messages and calls by telephone, AWS’s support, tax, and the people who do the work. A month has 30 days.',
    '',
    ...renderHow(quantities),
    ...renderMeasured(measured),
    '## Assumptions and settings',
    '',
    ...table(
      ['quantity', 'value', 'why'],
      assumptionsOf(count).map(({ name, value, why }) => [name, show(value), why]),
    ),
    '## Fixed fees',
    '',
    ...renderFees(quantities),
    '## Now and then',
    '',
    'Not in the bill. Each time, in a programme of 1,000 members:',
    '',
    ...renderOccasions(quantities),
    '## Prices',
    '',
    `List prices of ap-south-1 (Mumbai), ${pricesDate}: **from memory of the public price lists, to be checked** before a budget rests on them`,
    '(bench/prices.ts).',
    '',
    ...table(
      ['price of', 'US dollars', 'for', 'what'],
      prices.map(({ name, dollars, per, what }) => [name, show(dollars), show(per), what]),
    ),
  ].join('\n');
};
