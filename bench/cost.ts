import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Act, measureActs } from './acts.ts';
import { type Day, days } from './days.ts';
import { fixedFees, prices, pricesDate } from './prices.ts';
import {
  type ComparedDay,
  compareDays,
  differencesOf,
  type Taken,
  takenNames,
  tolerance,
} from './stack-days.ts';

/**
 * `npm run cost` writes docs/cost.md. Each act of a person runs once through its real route, its calls of the store are counted by the model in
 * units.ts, and the days of people are made of acts. The same days then happen on a running stack, whose own counts must agree. Only how often
 * each act happens, and how long a function runs, are assumptions.
 */

/** Numbers of members for which a month's cost is listed. */
const sizes = [1_000, 10_000, 100_000, 1_000_000];
/** The stored history whose storage is paid for: five years. */
const monthsKept = 60;
/** An invocation for a request: with what a cold start adds now and then. */
const request = { seconds: 0.1, gigabytes: 1 };
/** Acts that follow one another within the minute for which API Gateway keeps the authorizer's answer. */
const actsToAnAuthorizing = 3;
/** The lines that Lambda itself writes to the log for an invocation. */
const platformLogBytes = 450;
/** Logs are kept 400 days. */
const monthsOfLogs = 13;
/** A month's close, whatever the size: the functions that compile and render (in GB-seconds), and the files that are written. */
const close = { gigabyteSeconds: 120, files: 40, signatures: 2 };
/** What a member's lines of a month add to it: they are counted, and both logs are read for the digests. */
const closeGigabyteSecondsPerMember = 0.001;

type Amounts = Pick<Act, 'writeUnits' | 'readUnits' | 'bytes' | 'keyCalls' | 'answerBytes' | 'logBytes'> & {
  readonly calls: number;
};

const nothing: Amounts = {
  calls: 0,
  writeUnits: 0,
  readUnits: 0,
  bytes: 0,
  keyCalls: 0,
  answerBytes: 0,
  logBytes: 0,
};

const addTimes = (sum: Amounts, amounts: Amounts, times: number): Amounts => ({
  calls: sum.calls + times * amounts.calls,
  writeUnits: sum.writeUnits + times * amounts.writeUnits,
  readUnits: sum.readUnits + times * amounts.readUnits,
  bytes: sum.bytes + times * amounts.bytes,
  keyCalls: sum.keyCalls + times * amounts.keyCalls,
  answerBytes: sum.answerBytes + times * amounts.answerBytes,
  logBytes: sum.logBytes + times * amounts.logBytes,
});

/** What one day of somebody takes. */
const amountsOfDay = (acts: readonly Act[], day: Day): Amounts =>
  acts.reduce((sum, act) => addTimes(sum, { ...act, calls: 1 }, day.acts[act.name] ?? 0), nothing);

/** What the people of one member take in a month: the days of a thousand members' people, divided by a thousand. */
const amountsOfMember = (acts: readonly Act[]): Amounts =>
  days.reduce((sum, day) => addTimes(sum, amountsOfDay(acts, day), day.aMonth / day.membersToOne), nothing);

const megabyte = 1e6;
const gigabyte = 1e9;

/** A month's dollars of a programme, by service. */
const dollarsByService = (member: Amounts, members: number): Readonly<Record<string, number>> => {
  const { calls, writeUnits, readUnits, bytes, keyCalls, answerBytes, logBytes } = addTimes(
    nothing,
    member,
    members,
  );
  const authorizings = calls / actsToAnAuthorizing;
  const invocations = calls + authorizings;
  // Both logs are read for the digests, and the journal once more for the month: a third of the bytes, for the rest are copies in indexes.
  const readAgain = (2 * bytes) / 3 / 8192;
  const seconds = invocations * request.seconds * request.gigabytes;
  const closing = close.gigabyteSeconds + members * closeGigabyteSecondsPerMember;
  const logGigabytes = (logBytes + invocations * platformLogBytes) / gigabyte;
  return {
    'DynamoDB, writes': (writeUnits * prices.writeUnits) / megabyte,
    'DynamoDB, reads': ((readUnits + authorizings + readAgain) * prices.readUnits) / megabyte,
    [`DynamoDB, what ${monthsKept / 12} years have stored, with recovery`]:
      ((bytes * monthsKept) / gigabyte) * (prices.storage + prices.recovery),
    'API Gateway': (calls * prices.apiCalls) / megabyte,
    Lambda: (invocations * prices.invocations) / megabyte + (seconds + closing) * prices.lambdaGBSeconds,
    KMS: ((keyCalls + close.signatures) * prices.keyCalls) / megabyte,
    'CloudWatch, logs kept 400 days': logGigabytes * (prices.logsIn + prices.logsKept * monthsOfLogs),
    'CloudFront and WAF':
      (calls * (prices.edgeRequests + prices.firewallRequests)) / megabyte +
      (answerBytes * prices.edgeGB) / gigabyte,
    'S3, files of a month': (close.files * prices.filesWritten) / megabyte,
  };
};

/** People who sign in, for each member. */
const peoplePerMember = days
  .filter(({ name }) => name !== 'a leader, on another day')
  .reduce((sum, { membersToOne }) => sum + 1 / membersToOne, 0);

/** Rounded to a thousandth of a dollar, so that a reader's sum of the lines is the sum that stands below them. */
const round = (dollars: number): number => Math.round(dollars * 1000) / 1000;
const show = (dollars: number): string =>
  dollars.toLocaleString('en', { minimumFractionDigits: 3, maximumFractionDigits: 3 });
const showUnits = (value: number): string =>
  value.toLocaleString('en', {
    maximumFractionDigits: 1,
    minimumFractionDigits: Number.isInteger(value) ? 0 : 1,
  });

const row = (...cells: readonly (string | number)[]): string => `| ${cells.join(' | ')} |`;

const renderServices = (member: Amounts): string[] => {
  const bySize = sizes.map((members) => dollarsByService(member, members));
  const services = Object.keys(bySize[0] ?? {});
  const cells = (service: string) => bySize.map((dollars) => round(dollars[service] ?? 0));
  const sums = sizes.map((_, index) =>
    services.reduce((sum, service) => sum + (cells(service)[index] ?? 0), 0),
  );
  const signIn = sizes.map((members) => {
    const people = Math.ceil(members * peoplePerMember);
    return round(Math.max(0, people - prices.peopleFree) * prices.person);
  });
  const fixed = fixedFees.reduce((sum, fee) => sum + fee.dollars, 0);
  return [
    row('', ...sizes.map((members) => `${members.toLocaleString('en')} members`)),
    row('---', ...sizes.map(() => '---')),
    ...services.map((service) => row(service, ...cells(service).map(show))),
    row('**together, without sign-in**', ...sums.map((sum) => `**${show(sum)}**`)),
    row('for each 1,000 members', ...sums.map((sum, index) => show(sum / ((sizes[index] ?? 1) / 1000)))),
    row(`Cognito (${prices.peopleFree.toLocaleString('en')} people are free of charge)`, ...signIn.map(show)),
    row('fixed fees, below', ...sizes.map(() => show(fixed))),
    row('**all of it**', ...sums.map((sum, index) => `**${show(sum + (signIn[index] ?? 0) + fixed)}**`)),
  ];
};

const renderActs = (acts: readonly Act[]): string[] => [
  row('act', 'write units', 'read units', 'bytes that stay', 'calls of KMS', 'bytes answered'),
  row('---', '---', '---', '---', '---', '---'),
  ...acts.map(({ name, writeUnits, readUnits, bytes, keyCalls, answerBytes }) =>
    row(
      name,
      showUnits(writeUnits),
      showUnits(readUnits),
      showUnits(bytes),
      keyCalls,
      showUnits(answerBytes),
    ),
  ),
];

const renderDays = (acts: readonly Act[]): string[] => [
  row('day', 'members to one', 'days a month', 'calls', 'write units', 'read units', 'calls of KMS'),
  row('---', '---', '---', '---', '---', '---', '---'),
  ...days.map((day) => {
    const { calls, writeUnits, readUnits, keyCalls } = amountsOfDay(acts, day);
    return row(
      day.name,
      day.membersToOne,
      day.aMonth,
      ...[calls, writeUnits, readUnits, keyCalls].map(showUnits),
    );
  }),
];

/** How a reader computes a line again by hand. */
const renderByHand = ({ writeUnits }: Amounts): string[] => [
  '**To compute a line again**: members × the amount for each member × the price below. DynamoDB’s writes for 1,000 members:',
  `1,000 × ${writeUnits.toFixed(2)} × ${prices.writeUnits} ÷ 1,000,000 = ${show(round((1000 * writeUnits * prices.writeUnits) / megabyte))}.`,
  '',
  `- **Reads** have the authorizer’s beside them, one for every ${actsToAnAuthorizing} calls, and both logs read again for the digests and the count: two thirds of`,
  '  the bytes that stay are copies in indexes, the rest is read twice at 8,192 bytes for a unit.',
  `- **What is stored**: bytes that stay × ${monthsKept} months, and the prices of storage and recovery for each GB.`,
  `- **Lambda** takes ${request.seconds} s with ${request.gigabytes} GB for each call and each authorizing, and for a close ${close.gigabyteSeconds} GB-seconds and 0.001 for each member.`,
  `- **The log** has ${platformLogBytes} bytes of Lambda’s own for each of these, and what the functions write; a GB is taken in once and kept for ${monthsOfLogs} months.`,
];

const takenHeadings: Readonly<Record<keyof Taken, string>> = {
  writeUnits: 'write units',
  readUnits: 'read units',
  bytes: 'bytes that stay',
  keyCalls: 'calls of KMS',
  answerBytes: 'bytes answered',
  logBytes: 'bytes of log',
};

const renderComparison = (compared: readonly ComparedDay[]): string[] => [
  row('day, each act a whole number of times', ...takenNames.map((what) => takenHeadings[what])),
  row('---', ...takenNames.map(() => '---')),
  ...compared.map(({ name, predicted, counted }) =>
    row(name, ...takenNames.map((what) => `${showUnits(predicted[what])} / ${showUnits(counted[what])}`)),
  ),
];

const renderFees = (): string[] => [
  row('', 'dollars'),
  row('---', '---'),
  ...fixedFees.map(({ what, dollars }) => row(what, dollars)),
  row('**together**', `**${fixedFees.reduce((sum, fee) => sum + fee.dollars, 0)}**`),
];

const render = (acts: readonly Act[], compared: readonly ComparedDay[]): string => {
  const member = amountsOfMember(acts);
  return [
    '# What it costs',
    '',
    'Written by `npm run cost`. Each act runs once through its real route on DynamoDB Local, in a group of twenty women that has met for a year.',
    'Its calls are counted by the model in bench/units.ts (in a transaction 2 write units for each KB of an item, indexes counted, a check as a',
    'write), which test/bench holds against what the store says of itself where it tells the truth. No key is in a cache, as where few people work:',
    'a cache spares calls of KMS.',
    '',
    '## What an act costs',
    '',
    ...renderActs(acts),
    '',
    '## What a day costs',
    '',
    'How often each act happens is an assumption: lines of `days` in bench/days.ts.',
    '',
    ...renderDays(acts),
    '',
    'For each member in a month this comes to',
    `${member.calls.toFixed(2)} calls, ${member.writeUnits.toFixed(2)} write units, ${member.readUnits.toFixed(2)} read units, ${member.keyCalls.toFixed(2)} calls of KMS, ${showUnits(member.bytes)} bytes that stay, ${showUnits(member.answerBytes)} bytes answered and ${showUnits(member.logBytes)} bytes of log.`,
    '',
    '## What a running stack counts',
    '',
    'The same days happen over HTTP on the stack of `npm start`, with its functions, its gateway and its key service. Counted is at the store’s',
    'own door: the units that DynamoDB Local reports, the sizes of its tables and indexes, the calls that reach the key service, the bytes of answers and of the log.',
    'Of a transaction it reports too little, so that one is counted by its items. Before each request the functions end. In each cell stand what the',
    `acts above predict and what was counted; \`npm run cost\` fails where they differ by more than ${tolerance * 100} %.`,
    '',
    ...renderComparison(compared),
    '',
    '## US dollars a month',
    '',
    ...renderServices(member),
    '',
    'The price of a thousand hardly falls with their number, since nothing here has a step: free tiers and discounts are left out but for Cognito’s,',
    'and the rounding of units is in each act. Caches make it less than this where many work. What begins to cost beside it at 1 million members is in docs/scale.md.',
    '',
    ...renderByHand(member),
    '',
    '## Fixed fees, each month',
    '',
    ...renderFees(),
    '',
    '## Prices',
    '',
    `List prices of ap-south-1 (Mumbai), without tax, ${pricesDate}: **from memory of the public price lists, to be checked** against`,
    'the pricing pages of each service before a budget rests on them. They stand in bench/prices.ts, one line each.',
    '',
    row('', 'dollars'),
    row('---', '---'),
    ...Object.entries(prices).map(([name, price]) => row(name, price)),
    '',
  ].join('\n');
};

const acts = await measureActs();
const compared = await compareDays(acts);
const differences = compared.flatMap(differencesOf);
if (differences.length > 0) throw new Error(`The bill and the stack differ:\n${differences.join('\n')}`);
const page = render(acts, compared);
writeFileSync(join(import.meta.dirname, '..', 'docs', 'cost.md'), page);
console.log(page);
