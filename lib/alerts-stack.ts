import { Duration, Stack, type StackProps } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { raiseAlarm, raiseAlarmOfSilence } from './constructs/alarm.ts';
import { createFunction } from './constructs/area-function.ts';
import { faultsOf } from './constructs/faults.ts';
import { createQueue } from './constructs/queue.ts';
import { createSchedule } from './constructs/schedule.ts';
import type { DataStack } from './data-stack.ts';
import type { ReportingStack } from './reporting-stack.ts';
import type { StageSettings } from './settings.ts';

export type AlertsStackProps = {
  readonly settings: StageSettings;
  readonly data: DataStack;
  readonly reporting: ReportingStack;
};

/** Alerts staff to waiting urgent cases: docs/decisions/0019-urgent-case-alerts.md. */
export class AlertsStack extends Stack {
  constructor(
    scope: Construct,
    id: string,
    { settings, data, reporting }: AlertsStackProps,
    props: StackProps,
  ) {
    super(scope, id, props);
    const tell = data.alarmTopic;
    const failed = createQueue(this, 'AlertsFailed');
    const alerts = createFunction(this, 'alerts', reporting.surroundings, {
      memoryMB: 512,
      // Less than the schedule's minute, so that two runs never overlap.
      timeout: Duration.seconds(45),
      deadLetterQueue: failed,
      // No retries: the next minute's run catches up.
      tried: { maxEventAge: Duration.minutes(1), retryAttempts: 0 },
    });
    createSchedule(this, 'EveryMinute', {
      description: 'Looks for urgent cases that wait for somebody',
      expression: 'rate(1 minute)',
      timeZone: settings.timeZone,
      runs: alerts,
      failed,
      tried: Duration.minutes(1),
    });
    const desks =
      'The desks show what waits, to whoever looks; say to coordinator and caseworkers that they must look by themselves until it ' +
      'is mended.';
    raiseAlarm(this, 'AlertsAlarm', {
      metric: faultsOf('alerts', alerts),
      tell,
      loses:
        'Nobody is mailed that a woman in a crisis waits for somebody. It is tried again every minute, and no alert is lost. ' +
        `${desks} The log of the function "alerts" says where it fails.`,
    });
    raiseAlarm(this, 'AlertsFailedAlarm', {
      metric: failed.metricNumberOfMessagesSent({ period: Duration.minutes(5) }),
      tell,
      loses:
        'A look at the urgent cases that wait was given up; the next one, a minute later, does it all. While this lasts, nobody ' +
        `is mailed of them. ${desks} The messages in the queue "AlertsFailed" need not be moved.`,
    });
    raiseAlarmOfSilence(this, 'AlertsSilent', {
      metric: alerts.metricInvocations({ period: Duration.minutes(5) }),
      periods: 2,
      tell,
      loses:
        `Nobody has looked for ten minutes whether a woman in a crisis waits for somebody, and nobody is mailed of it. ${desks} ` +
        'Look whether the schedule "EveryMinute" is there and enabled.',
    });
  }
}
