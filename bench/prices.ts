/**
 * List prices in US dollars for ap-south-1 (Mumbai), without tax, free tiers left out, as the public price lists of AWS had them when
 * this was written. From memory: none could be looked up from where it was written; check them before a budget rests on them.
 */
export const pricesDate = 'as known in early 2026';

/** A price: so many dollars for so many of what it is named by. */
type Price = {
  readonly name: string;
  readonly dollars: number;
  readonly per: number;
  readonly what: string;
};

const million = 1_000_000;

export const prices: readonly Price[] = [
  { name: 'write units', dollars: 0.7115, per: million, what: 'DynamoDB on demand, since November 2024' },
  { name: 'read units', dollars: 0.1423, per: million, what: 'DynamoDB on demand, since November 2024' },
  { name: 'GB stored', dollars: 0.285, per: 1, what: 'DynamoDB, a month, table and indexes' },
  { name: 'GB under recovery', dollars: 0.228, per: 1, what: 'DynamoDB, a month, the table alone' },
  { name: 'GB restored', dollars: 0.171, per: 1, what: 'DynamoDB, each time' },
  { name: 'gateway calls', dollars: 3.5, per: million, what: 'API Gateway, REST, the first 333 million' },
  { name: 'runs', dollars: 0.2, per: million, what: 'Lambda' },
  { name: 'GB-seconds', dollars: 13.3334, per: million, what: 'Lambda on arm64' },
  { name: 'key calls', dollars: 3, per: million, what: 'KMS' },
  { name: 'GB logged', dollars: 0.67, per: 1, what: 'CloudWatch, once' },
  { name: 'GB of log kept', dollars: 0.03, per: 1, what: 'CloudWatch, a month' },
  { name: 'recorded calls', dollars: 1, per: million, what: 'CloudTrail, data events' },
  { name: 'edge requests', dollars: 1.2, per: million, what: 'CloudFront, HTTPS, India' },
  { name: 'GB sent', dollars: 0.109, per: 1, what: 'CloudFront, India' },
  { name: 'firewall requests', dollars: 0.6, per: million, what: 'WAF' },
  { name: 'files written', dollars: 5, per: million, what: 'S3' },
  { name: 'GB in files', dollars: 0.025, per: 1, what: 'S3, a month' },
  { name: 'people', dollars: 0.015, per: 1, what: 'Cognito Essentials, a month' },
  {
    name: 'keys',
    dollars: 1,
    per: 1,
    what: 'KMS, a month, each key and each of its first two earlier versions',
  },
  { name: 'firewalls', dollars: 5, per: 1, what: 'WAF, a month' },
  { name: 'firewall rules', dollars: 1, per: 1, what: 'WAF, a month' },
  { name: 'metrics with alarms', dollars: 0.1, per: 1, what: 'CloudWatch, a month' },
  { name: 'metrics from logs', dollars: 0.3, per: 1, what: 'CloudWatch, a month' },
  { name: 'Insights rules', dollars: 0.5, per: 1, what: 'CloudWatch Contributor Insights, a month' },
  { name: 'secrets', dollars: 0.4, per: 1, what: 'Secrets Manager, a month' },
  { name: 'queue requests', dollars: 0.4, per: million, what: 'SQS' },
  { name: 'scheduled starts', dollars: 1, per: million, what: 'EventBridge Scheduler' },
  { name: 'mails', dollars: 20, per: million, what: 'SNS' },
];

/** What the templates have of the things with a fee. test/bench/fixed-fees.test.ts compares each with the templates. */
export const counts = {
  keys: 3,
  /** Of the keys, those that AWS renews each year: an earlier version is paid for too, up to two of each. */
  renewedKeys: 2,
  firewalls: 1,
  firewallRules: 5,
  metricsWithAlarms: 90,
  metricsFromLogs: 45,
  insightRules: 1,
  secrets: 1,
  /** Queues from which AWS reads all day, for a function or a state machine. */
  readQueues: 4,
  /** The functions that a schedule starts: starts in a month of 30 days. */
  startsEachMinute: 1,
  startsEachQuarterHour: 2,
  startsEachDay: 2,
} as const;

const minutes = 30 * 24 * 60;
const starts = {
  alerts: minutes * counts.startsEachMinute,
  quarterly: (minutes / 15) * counts.startsEachQuarterHour,
  daily: 30 * counts.startsEachDay,
};
const allStarts = starts.alerts + starts.quarterly + starts.daily;

/** A fee of each month that doesn't depend on use: so many, each at a price. */
type Fee = { readonly what: string; readonly number: number; readonly priceOf: string };

/** @param month since the beginning: in the thirteenth and the twenty-fifth a renewed key has one version more */
export const feesOf = (month: number): readonly Fee[] => [
  { what: 'keys', number: counts.keys, priceOf: 'keys' },
  {
    what: 'earlier versions of keys (two keys are renewed each year; two earlier versions of each are charged)',
    number: counts.renewedKeys * Math.min(2, Math.floor((month - 1) / 12)),
    priceOf: 'keys',
  },
  { what: 'the firewall', number: counts.firewalls, priceOf: 'firewalls' },
  { what: 'its rules', number: counts.firewallRules, priceOf: 'firewall rules' },
  {
    what: 'metrics that alarms look at',
    number: counts.metricsWithAlarms,
    priceOf: 'metrics with alarms',
  },
  { what: 'metrics made from logs', number: counts.metricsFromLogs, priceOf: 'metrics from logs' },
  {
    what: 'the rule that finds who opens too many names',
    number: counts.insightRules,
    priceOf: 'Insights rules',
  },
  { what: 'the secret between distribution and API', number: counts.secrets, priceOf: 'secrets' },
  {
    what: `${counts.readQueues} queues, each read five times in 20 seconds (assumed), mostly in vain`,
    number: counts.readQueues * 5 * 3 * minutes,
    priceOf: 'queue requests',
  },
  {
    what: 'scheduled functions: alerts each minute, two each quarter of an hour, two each day',
    number: allStarts,
    priceOf: 'scheduled starts',
  },
  { what: 'their runs', number: allStarts, priceOf: 'runs' },
  {
    // 512 MB for the alerts. The look at the health of the system and the daily work are given a second with 1 GB.
    what: 'their GB-seconds (assumed: 0.05 for alerts, 0.1 for sign-ins, 1 for the others)',
    number: starts.alerts * 0.05 + (starts.quarterly / 2) * 0.1 + starts.quarterly / 2 + starts.daily,
    priceOf: 'GB-seconds',
  },
  {
    what: 'their calls of the store, recorded (assumed: two a run)',
    number: 2 * allStarts,
    priceOf: 'recorded calls',
  },
  { what: 'the same, as read units', number: 2 * allStarts, priceOf: 'read units' },
  {
    what: 'the key of the table for them (assumed: once in five minutes)',
    number: minutes / 5,
    priceOf: 'key calls',
  },
  {
    what: 'files of the trail (assumed: one in five minutes)',
    number: minutes / 5,
    priceOf: 'files written',
  },
  { what: 'mails of alerts and alarms (assumed)', number: 200, priceOf: 'mails' },
];
