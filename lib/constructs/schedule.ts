import { Duration, Stack } from 'aws-cdk-lib';
import { PolicyDocument, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import { CfnSchedule, ContextAttribute } from 'aws-cdk-lib/aws-scheduler';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';

/**
 * How long the scheduler tries to deliver an event, and Lambda then to run it. Together with the run itself less than the six hours that
 * functions/audit/seal-days.ts waits before it seals a day.
 */
const deliveryAge = Duration.hours(3);
export const runAge = Duration.hours(2);

export type ScheduleProps = {
  readonly description: string;
  /** Such as `cron(15 0 5 * ? *)`, by the clock of the time zone. */
  readonly expression: string;
  readonly timeZone: string;
  readonly runs: LambdaFunction;
  /** Where an event goes that could not be delivered. */
  readonly failed: Queue;
  /** For how long it is tried to deliver an event (three hours). */
  readonly tried?: Duration;
};

/** Starts a function at its times, and tells it for which time. */
export function createSchedule(
  scope: Construct,
  id: string,
  { description, expression, timeZone, runs, failed, tried = deliveryAge }: ScheduleProps,
): CfnSchedule {
  const role = new Role(scope, `${id}Role`, {
    assumedBy: new ServicePrincipal('scheduler.amazonaws.com', {
      conditions: { StringEquals: { 'aws:SourceAccount': Stack.of(scope).account } },
    }),
    description: `What the schedule "${id}" may do`,
    inlinePolicies: {
      schedule: new PolicyDocument({
        statements: [
          new PolicyStatement({ actions: ['lambda:InvokeFunction'], resources: [runs.functionArn] }),
          new PolicyStatement({ actions: ['sqs:SendMessage'], resources: [failed.queueArn] }),
        ],
      }),
    },
  });
  return new CfnSchedule(scope, id, {
    description,
    scheduleExpression: expression,
    scheduleExpressionTimezone: timeZone,
    flexibleTimeWindow: { mode: 'OFF' },
    target: {
      arn: runs.functionArn,
      roleArn: role.roleArn,
      input: JSON.stringify({ scheduledTime: ContextAttribute.scheduledTime }),
      retryPolicy: { maximumEventAgeInSeconds: tried.toSeconds(), maximumRetryAttempts: 20 },
      deadLetterConfig: { arn: failed.queueArn },
    },
  });
}
