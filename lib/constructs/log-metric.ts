import { type Duration, Stack } from 'aws-cdk-lib';
import { Metric } from 'aws-cdk-lib/aws-cloudwatch';
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import type { IFilterPattern } from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';

export type LogMetricProps = {
  readonly pattern: IFilterPattern;
  readonly period: Duration;
  /** The field that holds the value, such as `$.syncSeconds`. Without it the lines are counted. */
  readonly value?: string;
};

/**
 * A CloudWatch metric from the functions' log lines that match a pattern: the number of lines, or the values of one of
 * their fields.
 */
export function createLogMetric(
  scope: Construct,
  metricName: string,
  functions: Iterable<LambdaFunction>,
  { pattern, period, value }: LogMetricProps,
): Metric {
  // One namespace per stack, so that stages in one account stay apart.
  const metricNamespace = Stack.of(scope).stackName;
  for (const { logGroup } of functions) {
    logGroup.addMetricFilter(metricName, {
      filterPattern: pattern,
      metricNamespace,
      metricName,
      ...(value === undefined ? {} : { metricValue: value }),
    });
  }
  return new Metric({ namespace: metricNamespace, metricName, statistic: 'Sum', period });
}
