import { Duration, Stack } from 'aws-cdk-lib';
import {
  Dashboard,
  GraphWidget,
  LogQueryVisualizationType,
  LogQueryWidget,
  Metric,
} from 'aws-cdk-lib/aws-cloudwatch';
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import { FilterPattern } from 'aws-cdk-lib/aws-logs';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import { createLogMetric } from './log-metric.ts';

export type DashboardProps = {
  /** The functions that answer requests. */
  readonly functions: Iterable<LambdaFunction>;
  readonly serverErrors: Metric;
  /** The queues through which a month is published. */
  readonly queues: readonly Queue[];
  /** The function that completes a publication with its files, and logs so. */
  readonly render: LambdaFunction;
};

const period = Duration.hours(1);
/** The width of half a dashboard, which is 24 units wide. */
const half = 12;

/** Creates the metrics about requests: how long after its recording a record arrives, and how many requests are refused. */
function createRequestMetrics(scope: Construct, functions: readonly LambdaFunction[]) {
  const isRequest = FilterPattern.stringValue('$.message', '=', 'request');
  const hasStatus = (status: number) => FilterPattern.numberValue('$.status', '=', status);
  // The seconds from the time when a device recorded something to its request. `>= 0` matches every request that has the field.
  const syncSeconds = createLogMetric(scope, 'SyncSeconds', functions, {
    pattern: FilterPattern.all(isRequest, FilterPattern.numberValue('$.syncSeconds', '>=', 0)),
    value: '$.syncSeconds',
    period,
  });
  // Without a value, it counts the requests.
  const ruleRefusals = createLogMetric(scope, 'RuleRefusals', functions, {
    pattern: FilterPattern.all(
      isRequest,
      FilterPattern.any(hasStatus(400), hasStatus(409), hasStatus(412), hasStatus(422)),
    ),
    period,
  });
  // createMisuseAlarms (misuse-alarms.ts) creates this metric.
  const accessRefusals = new Metric({
    namespace: Stack.of(scope).stackName,
    metricName: 'Refusals',
    statistic: 'Sum',
    period,
  });
  return { syncSeconds, ruleRefusals, accessRefusals };
}

/** Creates the CloudWatch dashboard: whether people's work arrives and is accepted, and whether months are published. */
export function createDashboard(
  scope: Construct,
  { functions, serverErrors, queues, render }: DashboardProps,
): Dashboard {
  const { syncSeconds, ruleRefusals, accessRefusals } = createRequestMetrics(scope, [...functions]);
  return new Dashboard(scope, 'Dashboard', {
    dashboardName: Stack.of(scope).stackName,
    defaultInterval: Duration.days(7),
    widgets: [
      [
        new GraphWidget({
          title: 'New records an hour',
          width: half,
          left: [syncSeconds.with({ statistic: 'SampleCount', label: 'Records' })],
        }),
        new GraphWidget({
          title: 'Seconds from a device to here',
          width: half,
          left: [
            syncSeconds.with({ statistic: 'p50', label: 'Half arrive within' }),
            syncSeconds.with({ statistic: 'p95', label: '95% arrive within' }),
          ],
        }),
      ],
      [
        new GraphWidget({
          title: 'Refused an hour',
          width: half,
          left: [
            ruleRefusals.with({ label: 'By a rule (400, 409, 412, 422)' }),
            accessRefusals.with({ label: 'Not hers to do or see (403, 404)' }),
          ],
        }),
        new GraphWidget({
          title: 'Failed by our fault an hour',
          width: half,
          left: [serverErrors.with({ period, label: 'Errors (5xx)' })],
        }),
      ],
      [
        new GraphWidget({
          title: 'Seconds that publishing has waited',
          width: half,
          left: queues.map((queue) =>
            queue.metricApproximateAgeOfOldestMessage({ period, statistic: 'Maximum', label: queue.node.id }),
          ),
        }),
        new LogQueryWidget({
          title: 'Newest publications',
          width: half,
          view: LogQueryVisualizationType.TABLE,
          logGroupNames: [render.logGroup.logGroupName],
          queryLines: [
            'fields @timestamp, month, version',
            'filter message = "a publication is complete"',
            'sort @timestamp desc',
            'limit 3',
          ],
        }),
      ],
    ],
  });
}
