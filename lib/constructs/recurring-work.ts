import { CfnOutput, Duration } from 'aws-cdk-lib';
import type { Topic } from 'aws-cdk-lib/aws-sns';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import { createAlarm } from './alarm.ts';
import { createDrill } from './drill.ts';
import { failuresOf } from './failures.ts';
import { createHealthAlarms } from './health-alarms.ts';
import { createFunction, type DeployedFunction, type FunctionContext } from './lambda-function.ts';
import { createQueue } from './queue.ts';
import { createSchedule } from './schedule.ts';

export type RecurringWorkProps = {
  /** The time zone of the schedules, such as `Asia/Kolkata`. */
  readonly timeZone: string;
  /** The queue of requested restore drills. */
  readonly drills: Queue;
  readonly notify: Topic;
};

/**
 * Creates the recurring work. Each night: the erasure of people whose retention period has ended. Each day: the digests of completed days. Every quarter
 * of an hour: the changes of sign-ins that the identity provider has not made yet, and the look at the whole system. Each quarter: the restore drill.
 */
export function createRecurringWork(
  scope: Construct,
  context: FunctionContext,
  { timeZone, drills, notify }: RecurringWorkProps,
): void {
  /** The dead-letter queue of all recurring work. */
  const failed = createQueue(scope, 'DailyWorkFailed');
  const create = (name: 'erase' | 'digest' | 'signIns' | 'watchHealth') =>
    createFunction(scope, name, context, {
      memoryMB: 1024,
      timeout: Duration.minutes(10),
      deadLetterQueue: failed,
    });
  const erase = create('erase');
  const digest = create('digest');
  const signIns = create('signIns');
  createSchedule(scope, 'DailyErasure', {
    description: 'Destroys the keys of members whose retention period has ended',
    expression: 'cron(30 0 * * ? *)',
    timeZone,
    runs: erase,
    failed,
  });
  createSchedule(scope, 'DailyDigest', {
    description: 'Writes the digests of the journal and the access log of completed days',
    // The UTC day ends at 05:30 IST. Its digest may be made six hours later, at 11:30 IST; 13:00 IST is after that.
    expression: 'cron(0 13 * * ? *)',
    timeZone,
    runs: digest,
    failed,
  });
  createSchedule(scope, 'SignInsSettled', {
    description:
      'Repeats unfinished changes at the identity provider: ends or restores sign-ins as the records of people say',
    expression: 'rate(15 minutes)',
    timeZone,
    runs: signIns,
    failed,
  });
  const watchHealth = create('watchHealth');
  createSchedule(scope, 'HealthWatched', {
    description: 'Looks at the whole system, and mails what is not well',
    expression: 'rate(15 minutes)',
    timeZone,
    runs: watchHealth,
    failed,
  });
  createHealthAlarms(scope, watchHealth, notify);
  createDrill(scope, context, { timeZone, asked: drills, failed, notify });
  new CfnOutput(scope, 'EraseFunctionName', { value: erase.live.functionName });
  createRecurringAlarms(scope, { erase, digest, signIns, failed }, notify);
}

/** Creates the alarms of the recurring work. @param work.failed the dead-letter queue of all its runs */
function createRecurringAlarms(
  scope: Construct,
  {
    erase,
    digest,
    signIns,
    failed,
  }: Readonly<Record<'erase' | 'digest' | 'signIns', DeployedFunction>> & { readonly failed: Queue },
  notify: Topic,
): void {
  createAlarm(scope, 'EraseAlarm', {
    metric: failuresOf('erase', erase),
    notify,
    impact:
      'A woman who was to be erased by now may not be: her texts could still be decrypted. Nobody can read her record through ' +
      'the API. It is retried every night; the log of the function "erase" says where it fails.',
  });
  createAlarm(scope, 'SignInsAlarm', {
    metric: failuresOf('signIns', signIns),
    notify,
    impact:
      'Somebody who was disabled or erased may still be signed in at the identity provider, or somebody who was enabled again ' +
      'cannot sign in. The API itself follows her record and answers correctly. It is retried every quarter of an ' +
      'hour; the log of the function "signIns" says where it fails.',
  });
  createAlarm(scope, 'DailyWorkFailedAlarm', {
    // Counts sent messages, not waiting ones: the next day's run catches up, so nobody has to empty the queue.
    metric: failed.metricNumberOfMessagesSent({ period: Duration.minutes(5) }),
    notify,
    impact:
      'A daily job failed for good, perhaps before it began: a woman who was to be erased may not be, or a day has no digest. ' +
      'The message in the queue "DailyWorkFailed" says which. The logs of the functions "erase" and "digest" say why; they are ' +
      'empty if the function never started. The next run catches up.',
  });
  createAlarm(scope, 'DigestAlarm', {
    metric: failuresOf('digest', digest),
    notify,
    impact:
      'The journal and the access log of a day have no digest: somebody who can write to the table could change them ' +
      'unnoticed. Or a stored digest differs from the table: then run "npm run verify-log" at once. The next run ' +
      'continues by itself.',
  });
}
