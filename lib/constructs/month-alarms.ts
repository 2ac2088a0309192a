import { Duration } from 'aws-cdk-lib';
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import type { Topic } from 'aws-cdk-lib/aws-sns';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import { createAlarm } from './alarm.ts';
import { failuresOf } from './failures.ts';

type MonthAlarmsProps = {
  readonly notify: Topic;
  readonly compile: LambdaFunction;
  readonly render: LambdaFunction;
  /** The queues of work that failed for good: scheduled compilations, corrections to compile, publications to render. */
  readonly failed: Readonly<Record<'schedule' | 'corrections' | 'renderings', Queue>>;
};

/** Creates the alarms of a month's compiling and rendering: what ended in the queues of failed work, and what failed and is retried. */
export function createMonthAlarms(
  scope: Construct,
  { notify, compile, render, failed }: MonthAlarmsProps,
): void {
  createAlarm(scope, 'ScheduleFailedAlarm', {
    metric: failed.schedule.metricApproximateNumberOfMessagesVisible({ period: Duration.minutes(5) }),
    notify,
    impact:
      'A month was not compiled: the funder and the coordinator see no snapshot of it. Nothing is lost. Read the ' +
      'log of the function "compile", then start it again with the message in the queue (docs/deploy.md).',
  });
  createAlarm(scope, 'CorrectionsFailedAlarm', {
    metric: failed.corrections.metricApproximateNumberOfMessagesVisible({ period: Duration.minutes(5) }),
    notify,
    impact:
      'A correction that a coordinator asked for was accepted but not published: the wrong figure is still shown. ' +
      'Read the log of the function "compile", then move the message back to its queue (docs/deploy.md).',
  });
  createAlarm(scope, 'RenderingsFailedAlarm', {
    metric: failed.renderings.metricApproximateNumberOfMessagesVisible({ period: Duration.minutes(5) }),
    notify,
    impact:
      'The report of a month was not made: its snapshot can be read, but it has no files and no signature, is not listed, ' +
      'and later months wait for it. Read the log of the function "render", then move the message back to its ' +
      'queue (docs/deploy.md).',
  });
  createAlarm(scope, 'RenderAlarm', {
    metric: failuresOf('render', render),
    notify,
    impact:
      'Making a report failed and is retried by itself: it may be late. Or a report lacks texts that cannot be set, and ' +
      'says so in their place. Or a published file differs from what would be made now. The log of the function "render" says which; the snapshot itself is safe.',
  });
  createAlarm(scope, 'CompileAlarm', {
    metric: failuresOf('compile', compile),
    notify,
    impact:
      'Compiling a snapshot failed and is retried by itself: it may be late. Or a published file differs from what ' +
      'the journal says: then a figure that the funder has may be wrong. The log of the function ' +
      '"compile" says which.',
  });
}
