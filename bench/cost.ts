import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { discardLogs } from './discard-logs.ts';
import { measureOperations, type Operation } from './operations.ts';
import { fixedFees, prices, pricesDate } from './prices.ts';

/**
 * `npm run cost` writes docs/cost.md: DynamoDB's units for each operation, by the model in units.ts over the calls that the real route
 * makes, and the cost of a month by number of members.
 */

/** How often each operation happens in a month with a thousand members in fifty collectives. An assumption. */
const callsPerMonth: Readonly<Record<string, number>> = {
  'a collective formed': 0.5,
  'a member enrolled': 15,
  'a sheet of 20 members': 50,
  'a case opened': 20,
  'an event of a case': 80,
  'a member looked at': 400,
  'a list of 20 members': 300,
  'a search by name': 100,
  'a ledger looked at': 100,
  'a case looked at': 200,
};

/** Numbers of members for which a month's cost is listed. */
const sizes = [330, 1_000, 10_000, 100_000, 1_000_000, 10_000_000];
/** The stored history whose storage is paid for: five years. */
const monthsKept = 60;
/** People with access for each member: a leader for each collective, and staff. */
const peoplePerMember = 1 / 18;
/** The authorizer's reads for each call. It reads a person once a minute, which is about every third call. */
const authorizerReads = 1 / 3;
/** An average invocation of Lambda. */
const lambda = { seconds: 0.06, gigabytes: 0.5 };
/** For each call: bytes of log lines, bytes of the answer, and calls to KMS (most keys come from a cache). */
const logBytes = 700;
const answerBytes = 4_000;
const keyCalls = 0.5;
/** Logs are kept 400 days. */
const monthsOfLogs = 13;

/** Whether an operation only reads, by its name. */
const isReading = (name: string): boolean => name.endsWith('looked at') || /^a (search|list)/.test(name);

const dollars = (value: number): string => (value < 0.1 ? value.toFixed(3) : value.toFixed(2));

const units = (value: number): string => (Number.isInteger(value) ? String(value) : value.toFixed(1));

/** The use and the cost (in US dollars) of a month with a thousand members. */
const computeMonth = (operations: readonly Operation[]) => {
  const sum = (amountOf: (operation: Operation) => number): number =>
    operations.reduce(
      (total, operation) => total + amountOf(operation) * (callsPerMonth[operation.name] ?? 0),
      0,
    );
  const calls = sum(() => 1);
  const write = sum(({ writeUnits }) => writeUnits);
  // Each write has a line in the journal, each call one in a log. The compile reads the month's journal lines once, and the
  // daily digest reads both logs.
  const linesPerReadUnit = 2;
  const journalLines = calls - sum(({ name }) => (isReading(name) ? 1 : 0));
  const read =
    sum(({ readUnits }) => readUnits) +
    calls * authorizerReads +
    journalLines / linesPerReadUnit +
    calls / linesPerReadUnit;
  const gigabytes = (sum(({ bytes }) => bytes) * monthsKept) / 1e9;
  const parts = {
    'writes of DynamoDB': (write * prices.writeUnits) / 1e6,
    'reads of DynamoDB': (read * prices.readUnits) / 1e6,
    [`what ${monthsKept / 12} years have stored, with recovery`]:
      gigabytes * (prices.storage + prices.recovery),
    'API Gateway': (calls * prices.apiCalls) / 1e6,
    Lambda: calls * (prices.invocations / 1e6 + lambda.seconds * lambda.gigabytes * prices.lambdaGBSeconds),
    'logs, kept 400 days': (calls * logBytes * (prices.logsIn + prices.logsKept * monthsOfLogs)) / 1e9,
    KMS: (calls * keyCalls * prices.keyCalls) / 1e6,
    'CloudFront and WAF':
      (calls * (prices.edgeRequests + prices.firewallRequests)) / 1e6 +
      (calls * answerBytes * prices.edgeGB) / 1e9,
    'Cognito (the first 10,000 people are free of charge, which is not counted here)':
      1000 * peoplePerMember * prices.person,
  };
  return {
    calls,
    write,
    read,
    gigabytes,
    parts,
    total: Object.values(parts).reduce((total, part) => total + part, 0),
  };
};

const render = (operations: readonly Operation[]): string => {
  const { calls, write, read, gigabytes, parts, total } = computeMonth(operations);
  const fixed = fixedFees.reduce((sum, fee) => sum + fee.dollars, 0);
  return [
    '# What it costs',
    '',
    'Written by `npm run cost`: each operation runs once through its real route on DynamoDB Local, and its calls are counted by the model in',
    'bench/units.ts (in a transaction 2 write units for each KB of an item, indexes counted, a check as a write), which test/bench holds',
    'against what the store says of itself where it tells the truth.',
    '',
    '| operation | write units | read units | bytes that stay | in a month, for 1,000 members |',
    '|---|---|---|---|---|',
    ...operations.map(
      (operation) =>
        `| ${operation.name} | ${units(operation.writeUnits)} | ${units(operation.readUnits)} | ${Math.round(operation.bytes).toLocaleString('en')} | ${callsPerMonth[operation.name] ?? 0} |`,
    ),
    `| **all of it** | **${Math.round(write).toLocaleString('en')}** | **${Math.round(read).toLocaleString('en')}** | **${(gigabytes * 1000).toFixed(1)} MB after ${monthsKept / 12} years** | **${Math.round(calls).toLocaleString('en')} calls** |`,
    '',
    'How often is an assumption: one sheet a month for each collective of twenty, and what leaders and staff look at in between.',
    '',
    '## US dollars for 1,000 members and month',
    '',
    '| | dollars |',
    '|---|---|',
    ...Object.entries(parts).map(([name, part]) => `| ${name} | ${dollars(part)} |`),
    `| **together, fixed fees apart** | **${dollars(total)}** |`,
    '',
    '| members | for 1,000 members and month | all of them, a month | with the fixed fees |',
    '|---|---|---|---|',
    ...sizes.map((members) => {
      const all = (total * members) / 1000;
      return `| ${members.toLocaleString('en')} | ${dollars(total)} | ${dollars(all)} | ${dollars(all + fixed)} |`;
    }),
    '',
    'The price of a thousand does not fall with their number, since nothing here has a step: free tiers and discounts are left out, and the',
    'rounding of units is in each operation. What begins to cost beside it at 1 million members is in docs/scale.md.',
    '',
    '## Fixed fees, each month',
    '',
    '| | dollars |',
    '|---|---|',
    ...fixedFees.map(({ what, dollars: fee }) => `| ${what} | ${fee} |`),
    `| **together** | **${fixed}** |`,
    '',
    '## Prices',
    '',
    `List prices of ap-south-1 (Mumbai), without tax, ${pricesDate}: **from memory of the public price lists, to be checked** against`,
    'the pricing pages of each service before a budget rests on them. They stand in bench/prices.ts, one line each.',
    '',
    '| | dollars |',
    '|---|---|',
    ...Object.entries(prices).map(([name, price]) => `| ${name} | ${price} |`),
    '',
  ].join('\n');
};

const page = render(await discardLogs(measureOperations));
writeFileSync(join(import.meta.dirname, '..', 'docs', 'cost.md'), page);
console.log(page);
