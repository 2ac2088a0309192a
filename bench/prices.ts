/**
 * List prices in US dollars for ap-south-1 (Mumbai), without tax, free tiers left out, as the public price lists of AWS had them when
 * this was written. From memory: none could be looked up from where it was written; check them before a budget rests on them.
 */
export const pricesDate = 'as known in early 2026';

export const prices = {
  /** A million of DynamoDB's units on demand, at the price since November 2024. */
  writeUnits: 0.7115,
  readUnits: 0.1423,
  /** DynamoDB: a GB stored for a month, and its point-in-time recovery. */
  storage: 0.285,
  recovery: 0.228,
  /** A million calls of API Gateway's REST API, of the first 333 million in a month. */
  apiCalls: 3.5,
  /** Lambda: a million invocations, and a GB-second on arm64. */
  invocations: 0.2,
  lambdaGBSeconds: 0.000_013_333_4,
  /** CloudWatch's logs: a GB taken in, and a GB kept for a month. */
  logsIn: 0.67,
  logsKept: 0.03,
  /** A million requests to KMS, to CloudFront (HTTPS, India) and to WAF. */
  keyCalls: 3,
  edgeRequests: 1.2,
  firewallRequests: 0.6,
  /** A GB sent out of CloudFront in India. */
  edgeGB: 0.109,
  /** A person's month in Cognito's plan Essentials, and the number of people who are free of charge. */
  person: 0.015,
  peopleFree: 10_000,
  /** A million files written to S3. */
  filesWritten: 5,
} as const;

/** The number of CloudWatch's metrics that alarms watch, and of those made from logs. test/bench compares both with the templates. */
export const metricCounts = { byAlarms: 90, fromLogs: 45 } as const;

/** The fees of each month that don't depend on use. */
export const fixedFees: readonly { readonly what: string; readonly dollars: number }[] = [
  { what: 'three keys of KMS', dollars: 3 },
  { what: 'WAF: a list of rules (5) and its five rules (1 each)', dollars: 10 },
  {
    what: `CloudWatch: ${metricCounts.byAlarms} metrics that alarms look at (0.10 each) and ${metricCounts.fromLogs} metrics from logs (0.30 each)`,
    dollars: Math.round(metricCounts.byAlarms * 0.1 + metricCounts.fromLogs * 0.3),
  },
  { what: 'CloudWatch Contributor Insights: a rule', dollars: 0.5 },
  {
    what:
      'Secrets Manager, S3, SQS, EventBridge, SNS: a secret, a dozen files and messages; and each minute a look at the urgent cases ' +
      'that wait (43,200 runs, 0.10)',
    dollars: 1,
  },
];
