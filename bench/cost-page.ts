import { amountsOf, quantitiesOf, timesAMonth } from './bill.ts';
import { assumptionsOf, type MeasuredCount } from './bill-formulas.ts';
import {
  firstMonth,
  lastMonth,
  renderBills,
  renderFees,
  renderHow,
  renderOccasions,
  renderSummary,
} from './cost-bill.ts';
import { type ComparedDay, days, type MeasuredAct, taken, takenNames, timesOn, tolerance } from './days.ts';
import { toDigits } from './formula.ts';
import { show, table } from './markdown.ts';
import type { Measured } from './measured.ts';
import { prices, pricesDate } from './prices.ts';

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
