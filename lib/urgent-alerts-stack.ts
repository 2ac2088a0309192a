import { Duration, Stack, type StackProps } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { createAlarm, createHeartbeatAlarm } from './constructs/alarm.ts';
import { failuresOf } from './constructs/failures.ts';
import { createFunction } from './constructs/lambda-function.ts';
import { createQueue } from './constructs/queue.ts';
import { createSchedule } from './constructs/schedule.ts';
import type { DataStack } from './data-stack.ts';
import type { ReportingStack } from './reporting-stack.ts';
import type { StageSettings } from './stage-settings.ts';

export type UrgentAlertsStackProps = {
  readonly settings: StageSettings;
  readonly data: DataStack;
  readonly reporting: ReportingStack;
};

/** The function that alerts staff to waiting urgent cases each minute: docs/decisions/0019-urgent-case-alerts.md. */
export class UrgentAlertsStack extends Stack {
  constructor(
    scope: Construct,
    id: string,
    { settings, data, reporting }: UrgentAlertsStackProps,
    props: StackProps,
  ) {
    super(scope, id, props);
    const notify = data.alarmTopic;
    const failed = createQueue(this, 'AlertsFailed');
    const alerts = createFunction(this, 'alerts', reporting.functionContext, {
      memoryMB: 512,
      // Less than the schedule's minute, so that two runs never overlap.
      timeout: Duration.seconds(45),
      deadLetterQueue: failed,
      // No retries: the next minute's run catches up.
      retries: { maxEventAge: Duration.minutes(1), retryAttempts: 0 },
    });
    createSchedule(this, 'EveryMinute', {
      description: 'Looks for unassigned urgent cases',
      expression: 'rate(1 minute)',
      timeZone: settings.timeZone,
      runs: alerts,
      failed,
      maxAge: Duration.minutes(1),
    });
    const desks =
      'The desk pages still show waiting cases. Ask the coordinator and the caseworkers to look there until this is ' +
      'repaired.';
    createAlarm(this, 'AlertsAlarm', {
      metric: failuresOf('alerts', alerts),
      notify,
      impact:
        'Nobody is mailed that a woman in a crisis waits. It is retried every minute, and no alert is lost. ' +
        `${desks} The log of the function "alerts" says where it fails.`,
    });
    createAlarm(this, 'AlertsFailedAlarm', {
      metric: failed.metricNumberOfMessagesSent({ period: Duration.minutes(5) }),
      notify,
      impact:
        'A check for waiting urgent cases failed for good; the next one, a minute later, covers it. While this lasts, nobody ' +
        `is mailed about them. ${desks} The messages in the queue "AlertsFailed" need not be moved.`,
    });
    createHeartbeatAlarm(this, 'AlertsSilent', {
      metric: alerts.metricInvocations({ period: Duration.minutes(5) }),
      periods: 2,
      notify,
      impact:
        `For ten minutes nothing has checked for waiting urgent cases, and nobody is mailed about them. ${desks} ` +
        'Check that the schedule "EveryMinute" exists and is enabled.',
    });
  }
}
