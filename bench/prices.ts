/**
 * List prices in US dollars for ap-south-1 (Mumbai), without tax, free tiers left out, as the public price lists of AWS had them when
 * this was written. From memory: none could be looked up from where it was written; check them before a budget rests on them.
 */
export const pricesDate = 'as known in early 2026';

export const prices = {
  /** Each million. On demand; halved in November 2024. */
  writeUnits: 0.7115,
  readUnits: 0.1423,
  /** Each GB and month. */
  storage: 0.285,
  recovery: 0.228,
  /** Each million calls of the REST API, the first 333 million. */
  apiCalls: 3.5,
  /** Each million invocations, and each GB-second on arm64. */
  invocations: 0.2,
  lambdaGBSeconds: 0.000_013_333_4,
  /** Each GB taken in, and each GB and month kept. */
  logsIn: 0.67,
  logsKept: 0.03,
  /** Each million requests: KMS, CloudFront (HTTPS, India), WAF. */
  keyCalls: 3,
  edgeRequests: 1.2,
  firewallRequests: 0.6,
  /** Each GB sent out of CloudFront in India. */
  edgeGB: 0.109,
  /** Each person and month of Cognito, Essentials. */
  person: 0.015,
} as const;

/** Metrics in CloudWatch: each alarm costs by the metrics that it watches. test/bench compares both numbers with the templates. */
export const watched = { byAlarms: 67, fromLogs: 31 } as const;

/** The fixed fees of each month, whatever the use. */
export const fixedFees: readonly { readonly what: string; readonly dollars: number }[] = [
  { what: 'three keys of KMS', dollars: 3 },
  { what: 'WAF: a list of rules (5) and its five rules (1 each)', dollars: 10 },
  {
    what: `CloudWatch: ${watched.byAlarms} metrics that alarms look at (0.10 each) and ${watched.fromLogs} metrics from logs (0.30 each)`,
    dollars: Math.round(watched.byAlarms * 0.1 + watched.fromLogs * 0.3),
  },
  { what: 'CloudWatch Contributor Insights: a rule', dollars: 0.5 },
  {
    what:
      'Secrets Manager, S3, SQS, EventBridge, SNS: a secret, a dozen files and messages; and each minute a look at the urgent cases ' +
      'that wait (43,200 runs, 0.10)',
    dollars: 1,
  },
];
