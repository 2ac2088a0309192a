import { Duration } from 'aws-cdk-lib';
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import type { Construct } from 'constructs';
import { createAlarm, createHeartbeatAlarm } from './alarm.ts';
import { failuresOf } from './failures.ts';

/** The alarms of the function that looks at the whole system: it fails, or nobody starts it. */
export function createHealthAlarms(scope: Construct, watchHealth: LambdaFunction, notify: ITopic): void {
  const page = 'The first page of an administrator’s desk still shows it.';
  createAlarm(scope, 'WatchHealthAlarm', {
    metric: failuresOf('watchHealth', watchHealth),
    notify,
    impact:
      `Nobody is mailed of what is not well with the system, but of alarms. ${page} It is repeated every quarter of an hour; the log of the ` +
      'function "watchHealth" says where it fails.',
  });
  createHeartbeatAlarm(scope, 'HealthUnwatched', {
    metric: watchHealth.metricInvocations({ period: Duration.hours(1) }),
    periods: 2,
    notify,
    impact: `For two hours nothing has looked whether the system is well. ${page} Check that the schedule "HealthWatched" exists and is enabled.`,
  });
}
