import { Duration, Stack } from 'aws-cdk-lib';
import { PolicyDocument, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { CfnSchedule, ContextAttribute } from 'aws-cdk-lib/aws-scheduler';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import { StateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import type { Construct } from 'constructs';
import type { DeployedFunction } from './lambda-function.ts';

/**
 * For how long the scheduler tries to deliver an event, and for how long Lambda then retries the run. Both and the run itself together
 * stay under the six hours that functions/jobs/digest/write-digests.ts waits before it treats a day as complete.
 */
const maxDeliveryAge = Duration.hours(3);
export const maxRunAge = Duration.hours(2);

export type ScheduleProps = {
  readonly description: string;
  /** Such as `cron(15 0 5 * ? *)`, in the schedule's time zone. */
  readonly expression: string;
  readonly timeZone: string;
  readonly runs: DeployedFunction | StateMachine;
  /** The dead-letter queue of undelivered events. */
  readonly failed: Queue;
  /** For how long delivery is retried (default: three hours). */
  readonly maxAge?: Duration;
};

/** Starts a function or a state machine on a schedule and passes it the scheduled time. */
export function createSchedule(
  scope: Construct,
  id: string,
  { description, expression, timeZone, runs, failed, maxAge = maxDeliveryAge }: ScheduleProps,
): CfnSchedule {
  const [action, arn] =
    runs instanceof StateMachine
      ? ['states:StartExecution', runs.stateMachineArn]
      : ['lambda:InvokeFunction', runs.live.functionArn];
  const role = new Role(scope, `${id}Role`, {
    assumedBy: new ServicePrincipal('scheduler.amazonaws.com', {
      conditions: { StringEquals: { 'aws:SourceAccount': Stack.of(scope).account } },
    }),
    description: `What the schedule "${id}" may do`,
    inlinePolicies: {
      schedule: new PolicyDocument({
        statements: [
          new PolicyStatement({ actions: [action], resources: [arn] }),
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
      arn,
      roleArn: role.roleArn,
      input: JSON.stringify({ scheduledTime: ContextAttribute.scheduledTime }),
      // The scheduler gives up at whichever comes first.
      retryPolicy: { maximumEventAgeInSeconds: maxAge.toSeconds(), maximumRetryAttempts: 20 },
      deadLetterConfig: { arn: failed.queueArn },
    },
  });
}
