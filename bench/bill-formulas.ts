import { days } from './days.ts';
import { toDigits } from './formula.ts';

/** What the bill is computed from: assumptions, and formulas in words. bill.ts computes it. */

type Assumption = { readonly name: string; readonly value: number; readonly why: string };

/** What the count of a month takes, as docs/scale.md measured it. */
export type MeasuredCount = {
  /** Bytes in the month files for each member and month. */
  readonly monthFileBytes: number;
  /** Processor time of a shard for each member and month of the programme's history. */
  readonly shardMicroseconds: number;
  /** Members whom one function can count, with the most memory that it may have. */
  readonly maxMembersOfOne: number;
};

const assumed: readonly Assumption[] = [
  {
    name: 'calls to an authorizing',
    value: 3,
    why: 'assumed: the gateway keeps the authorizer’s answer for 45 seconds, and acts follow one another',
  },
  { name: 'seconds of a run', value: 0.1, why: 'assumed: with what a cold start adds now and then' },
  { name: 'GB of a run', value: 1, why: 'the setting of the functions that answer calls' },
  {
    name: 'bytes of Lambda’s log',
    value: 450,
    why: 'assumed: the lines that Lambda itself writes for a run',
  },
  { name: 'bytes of the gateway’s log', value: 300, why: 'assumed: one line for a call' },
  { name: 'months of logs', value: 13, why: 'the setting: a log is kept for 400 days' },
  {
    name: 'table keys of a call',
    value: 2,
    why: 'assumed, at most: DynamoDB asks KMS for the key of each table that a function has not read for five minutes',
  },
  { name: 'table keys of an authorizing', value: 1, why: 'assumed, at most: the same, of one table' },
  { name: 'bytes of the trail', value: 150, why: 'assumed: a recorded call, compressed' },
  {
    name: 'GB-seconds of reports',
    value: 120,
    why: 'assumed: what a close takes whatever the size, mostly for making the files',
  },
  {
    name: 'GB-seconds of counting',
    value: 0.001,
    why: 'assumed: what a member adds to a close in one function, which goes on from the last count',
  },
  { name: 'shards', value: 16, why: 'assumed: the setting `countShards` of a large programme' },
  { name: 'GB of a shard', value: 2, why: 'the setting of the functions that count' },
  { name: 'files of a close', value: 40, why: 'assumed: the files that are written' },
  { name: 'signatures of a close', value: 2, why: 'assumed: calls of KMS that sign' },
  { name: 'people free of charge', value: 10_000, why: 'Cognito’s price list' },
];

const measuredOf = (count: MeasuredCount): readonly Assumption[] => [
  {
    name: 'bytes of month files',
    value: toDigits(count.monthFileBytes, 3),
    why: 'measured (docs/scale.md): compressed, for a member’s month',
  },
  {
    name: 'microseconds of a shard',
    value: toDigits(count.shardMicroseconds, 3),
    why: 'measured (docs/scale.md): processor time, for a member’s month of the whole history',
  },
  {
    name: 'members of one function',
    value: toDigits(count.maxMembersOfOne, 2),
    why: 'measured (docs/scale.md): with more, shards count',
  },
];

/** All quantities that are neither measured of an act nor a price. */
export const assumptionsOf = (count: MeasuredCount): readonly Assumption[] => [
  ...assumed,
  ...measuredOf(count),
];

/** Formulas of what one member takes in a month. Each may use the results of those before it. */
export const perMemberFormulas: Readonly<Record<string, string>> = {
  authorizings: 'calls ÷ calls to an authorizing',
  runs: 'calls + authorizings',
  'bytes in logs': 'bytes logged + runs × bytes of Lambda’s log + calls × bytes of the gateway’s log',
  'keys asked for': 'key calls + calls × table keys of a call + authorizings × table keys of an authorizing',
  'recorded calls': 'store calls + authorizings',
};

/** A close's GB-seconds, in one function or in shards. */
export const closeFormulas = {
  inOne: 'GB-seconds of reports + members × GB-seconds of counting',
  inShards:
    'GB-seconds of reports + shards × GB of a shard × members × months × microseconds of a shard ÷ 1,000,000',
} as const;

const storedGB = (bytes: string): string => `months × members × ${bytes} ÷ 1,000,000,000`;

/** The lines of the bill without sign-in and fixed fees. */
export const lineFormulas: Readonly<Record<string, string>> = {
  'DynamoDB, writes': 'members × write units × price of write units',
  'DynamoDB, reads':
    'members × read units × price of read units + members × authorizings × price of read units + members × bytes in the table × 2 ÷ 8,192 × price of read units',
  'DynamoDB, what is stored': `${storedGB('bytes stored')} × price of GB stored`,
  'DynamoDB, its recovery': `${storedGB('bytes in the table')} × price of GB under recovery`,
  'DynamoDB, the restore drill of a quarter': `${storedGB('bytes in the table')} × price of GB restored ÷ 3`,
  'API Gateway': 'members × calls × price of gateway calls',
  Lambda:
    'members × runs × price of runs + members × runs × seconds of a run × GB of a run × price of GB-seconds + GB-seconds of a close × price of GB-seconds',
  KMS: 'members × keys asked for × price of key calls + signatures of a close × price of key calls',
  'CloudWatch, logs':
    'members × bytes in logs ÷ 1,000,000,000 × price of GB logged + members × bytes in logs ÷ 1,000,000,000 × months of logs × price of GB of log kept',
  'CloudTrail, who read what': 'members × recorded calls × price of recorded calls',
  CloudFront:
    'members × calls × price of edge requests + members × bytes answered ÷ 1,000,000,000 × price of GB sent',
  WAF: 'members × calls × price of firewall requests',
  'S3, files of months and of the trail': `files of a close × price of files written + ${storedGB('bytes of month files')} × price of GB in files + members × recorded calls × bytes of the trail × months of logs ÷ 1,000,000,000 × price of GB in files`,
};

/** The days that stand for a person who signs in. A leader has two days in `days`, but counts once. */
const whoSignIn = days.filter(({ name }) => name !== 'a leader, on another day');

/** People who sign in, for each member. */
export const peoplePerMember = whoSignIn.reduce((sum, { membersToOne }) => sum + 1 / membersToOne, 0);

/** The cost of signing in. `billOf` takes 0 where it is negative. */
export const signInFormula = `${whoSignIn
  .map(({ membersToOne }) => `members ÷ ${membersToOne} × price of people`)
  .join(' + ')} − people free of charge × price of people`;
