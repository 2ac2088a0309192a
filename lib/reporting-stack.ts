import { CfnOutput, Duration, Stack, type StackProps } from 'aws-cdk-lib';
import { EventField, RuleTargetInput } from 'aws-cdk-lib/aws-events';
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import { SqsEventSource } from 'aws-cdk-lib/aws-lambda-event-sources';
import type { Topic } from 'aws-cdk-lib/aws-sns';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import { compilerMemoryMB } from './areas.ts';
import { raiseAlarm } from './constructs/alarm.ts';
import { createFunction, type Surroundings } from './constructs/area-function.ts';
import { faultsOf } from './constructs/faults.ts';
import { createNotice } from './constructs/notice.ts';
import { createQueue } from './constructs/queue.ts';
import { createSchedule } from './constructs/schedule.ts';
import { createTopic } from './constructs/topic.ts';
import type { DataStack } from './data-stack.ts';
import type { IdentityStack } from './identity-stack.ts';
import { rolePathOf, type StageSettings } from './settings.ts';

export type ReportingStackProps = {
  readonly settings: StageSettings;
  readonly data: DataStack;
  readonly identity: IdentityStack;
};

const compileTimeout = Duration.minutes(10);
const renderTimeout = Duration.minutes(5);

/** Compiles a month's snapshot, on schedule and after corrections. */
export class ReportingStack extends Stack {
  /** Shared with the API's functions too. */
  readonly surroundings: Surroundings;
  readonly compile: LambdaFunction;

  constructor(scope: Construct, id: string, props: ReportingStackProps, stackProps: StackProps) {
    super(scope, id, stackProps);
    const { settings, data } = props;

    const corrections = this.createCorrectionsQueue();
    const renderings = this.createRenderingsQueue();
    this.surroundings = surroundingsOf(props, corrections.queue, renderings.queue, this.region);
    const failed = createQueue(this, 'ScheduleFailed');
    this.compile = createFunction(this, 'compile', this.surroundings, {
      memoryMB: compilerMemoryMB,
      timeout: compileTimeout,
      deadLetterQueue: failed,
    });
    this.compile.addEventSource(new SqsEventSource(corrections.queue, { batchSize: 1, maxConcurrency: 2 }));
    const render = createFunction(this, 'render', this.surroundings, {
      // The fonts, and Typst with them, need the memory.
      memoryMB: 2048,
      timeout: renderTimeout,
    });
    render.addEventSource(new SqsEventSource(renderings.queue, { batchSize: 1, maxConcurrency: 2 }));
    createSchedule(this, 'MonthlyClose', {
      description: 'Compiles the snapshot of the month that was closed',
      // A quarter of an hour after the cutoff. The month comes from the schedule's own time.
      expression: `cron(15 0 ${settings.cutoffDay} * ? *)`,
      timeZone: settings.timeZone,
      runs: this.compile,
      failed,
    });
    this.createDailyWork(settings, data.alarmTopic);
    this.announcePublications(settings);

    new CfnOutput(this, 'CompileFunctionName', { value: this.compile.functionName });
    new CfnOutput(this, 'CorrectionsFailedArn', { value: corrections.failed.queueArn });
    new CfnOutput(this, 'RenderingsFailedArn', { value: renderings.failed.queueArn });
    new CfnOutput(this, 'ScheduleFailedUrl', { value: failed.queueUrl });

    const tell = data.alarmTopic;
    raiseAlarm(this, 'ScheduleFailedAlarm', {
      metric: failed.metricApproximateNumberOfMessagesVisible({ period: Duration.minutes(5) }),
      tell,
      loses:
        'A month was not compiled: the funder and the coordinator see no snapshot of it. Nothing is lost. Read the ' +
        'log of the function "compile", then start it again with the message in the queue (docs/deploy.md).',
    });
    raiseAlarm(this, 'CorrectionsFailedAlarm', {
      metric: corrections.failed.metricApproximateNumberOfMessagesVisible({ period: Duration.minutes(5) }),
      tell,
      loses:
        'A correction that a coordinator asked for was accepted but not published: the wrong figure still stands. ' +
        'Read the log of the function "compile", then move the message back to its queue (docs/deploy.md).',
    });
    raiseAlarm(this, 'RenderingsFailedAlarm', {
      metric: renderings.failed.metricApproximateNumberOfMessagesVisible({ period: Duration.minutes(5) }),
      tell,
      loses:
        'The report of a month was not made: its snapshot can be read, but it has no files, no signature and no place in the ' +
        'list, and the months after it wait for it. Read the log of the function "render", then move the message back to its ' +
        'queue (docs/deploy.md).',
    });
    raiseAlarm(this, 'RenderAlarm', {
      metric: faultsOf('render', render),
      tell,
      loses:
        'Making a report failed and is tried again by itself: it may be late. Or a published file differs from what would be ' +
        'made now. The log of the function "render" says which; the snapshot itself is safe.',
    });
    raiseAlarm(this, 'CompileAlarm', {
      metric: faultsOf('compile', this.compile),
      tell,
      loses:
        'Compiling a snapshot failed and is tried again by itself: it may be late. Or it found a published file that ' +
        'differs from what the journal says: then a figure that the funder has may be wrong. The log of the function ' +
        '"compile" says which.',
    });
  }

  private createCorrectionsQueue(): { queue: Queue; failed: Queue } {
    const failed = createQueue(this, 'CorrectionsFailed');
    const queue = createQueue(this, 'Corrections', {
      // Longer than any request may run, so that every write in flight when the correction was requested has
      // ended.
      deliveryDelay: Duration.seconds(60),
      visibilityTimeout: Duration.minutes(6 * compileTimeout.toMinutes()),
      deadLetterQueue: { queue: failed, maxReceiveCount: 5 },
    });
    return { queue, failed };
  }

  /** The queue from compile to render, one message per stored snapshot. */
  private createRenderingsQueue(): { queue: Queue; failed: Queue } {
    const failed = createQueue(this, 'RenderingsFailed');
    const queue = createQueue(this, 'Renderings', {
      visibilityTimeout: Duration.minutes(6 * renderTimeout.toMinutes()),
      deadLetterQueue: { queue: failed, maxReceiveCount: 5 },
    });
    return { queue, failed };
  }

  /** Daily work: erasing those whose retention period has ended, and digests of completed days. */
  private createDailyWork({ timeZone }: StageSettings, tell: Topic): void {
    const failed = createQueue(this, 'DailyWorkFailed');
    const create = (name: 'erase' | 'seal' | 'signIns') =>
      createFunction(this, name, this.surroundings, {
        memoryMB: 1024,
        timeout: Duration.minutes(10),
        deadLetterQueue: failed,
      });
    const erase = create('erase');
    const seal = create('seal');
    const signIns = create('signIns');
    createSchedule(this, 'DailyErasure', {
      description: 'Destroys the keys of members whose retention period has ended',
      expression: 'cron(30 0 * * ? *)',
      timeZone,
      runs: erase,
      failed,
    });
    createSchedule(this, 'DailySeal', {
      description: 'Seals the journal and the access log of the days that are over',
      expression: 'cron(0 13 * * ? *)',
      timeZone,
      runs: seal,
      failed,
    });
    createSchedule(this, 'SignInsSettled', {
      description:
        'Ends at the identity provider the sign-ins of those who were disabled or erased, where it failed before',
      expression: 'rate(15 minutes)',
      timeZone,
      runs: signIns,
      failed,
    });
    new CfnOutput(this, 'EraseFunctionName', { value: erase.functionName });
    raiseAlarm(this, 'EraseAlarm', {
      metric: faultsOf('erase', erase),
      tell,
      loses:
        'A woman who was to be erased by now may not be: her texts could still be opened. Nobody reaches her through the ' +
        'API. It is tried again every night; the log of the function "erase" says where it fails.',
    });
    raiseAlarm(this, 'SignInsAlarm', {
      metric: faultsOf('signIns', signIns),
      tell,
      loses:
        'Somebody who was disabled or erased may still be signed in at the identity provider, or somebody who was enabled again ' +
        'cannot sign in. The API follows her own record and refuses or serves her rightly. It is tried again every quarter of an ' +
        'hour; the log of the function "signIns" says where it fails.',
    });
    raiseAlarm(this, 'DailyWorkFailedAlarm', {
      // Counts sent messages, not waiting ones: the next day's run catches up, so nobody has to empty the queue.
      metric: failed.metricNumberOfMessagesSent({ period: Duration.minutes(5) }),
      tell,
      loses:
        'A day’s work was given up, perhaps before it began: a woman who was to be erased may not be, or a day is not sealed. ' +
        'The message in the queue "DailyWorkFailed" says which; the logs of the functions "erase" and "seal" say why, or ' +
        'nothing where they were never started. The next run does it all.',
    });
    raiseAlarm(this, 'SealAlarm', {
      metric: faultsOf('seal', seal),
      tell,
      loses:
        'The journal and the access log of a day are not sealed: whoever can write to the table could change them ' +
        'unnoticed. Or a seal says something else than the table: then run "npm run verify-log" at once. The next run ' +
        'goes on by itself.',
    });
  }

  /** The manifest is written last and makes a month published, so its creation triggers the notice. */
  private announcePublications(settings: StageSettings): void {
    const topic = createTopic(this, 'Publications', 'Publications', settings.noticeEmails);
    createNotice(this, 'Published', {
      description: 'A snapshot and all its files are there',
      of: {
        source: ['aws.s3'],
        detailType: ['Object Created'],
        detail: {
          bucket: { name: [this.surroundings.resources.snapshotBucket.bucketName] },
          object: { key: [{ wildcard: 'published/*/manifest.json' }] },
        },
      },
      message: RuleTargetInput.fromText(
        `A month is published: ${EventField.fromPath('$.detail.object.key')}. Sign in to read and download it.`,
      ),
      tell: topic,
    });
  }
}

function surroundingsOf(
  { settings, data, identity }: ReportingStackProps,
  compileQueue: Queue,
  renderQueue: Queue,
  region: string,
): Surroundings {
  return {
    logRetentionDays: settings.logRetentionDays,
    rolePath: rolePathOf(settings.stage),
    resources: {
      region,
      table: data.table,
      keysTable: data.keysTable,
      snapshotBucket: data.snapshotBucket,
      stateBucket: data.stateBucket,
      dataKey: data.dataKey,
      wrappingKey: data.wrappingKey,
      signingKey: data.signingKey,
      compileQueue,
      renderQueue,
      alertTopic: data.alertTopic,
      userPool: identity.userPool,
    },
    variables: {
      TABLE_NAME: data.table.tableName,
      KEYS_TABLE_NAME: data.keysTable.tableName,
      WRAPPING_KEY_ID: data.wrappingKey.keyArn,
      SIGNING_KEY_ID: data.signingKey.keyArn,
      SNAPSHOT_BUCKET: data.snapshotBucket.bucketName,
      STATE_BUCKET: data.stateBucket.bucketName,
      COMPILE_QUEUE_URL: compileQueue.queueUrl,
      RENDER_QUEUE_URL: renderQueue.queueUrl,
      ALERT_TOPIC_ARN: data.alertTopic.topicArn,
      CUTOFF_DAY: String(settings.cutoffDay),
      RETENTION_DAYS: String(settings.retentionDays),
      RECORDS_FROM: settings.recordsFrom,
      TOKEN_ISSUER: identity.issuer,
      TOKEN_JWKS_URI: `${identity.issuer}/.well-known/jwks.json`,
      TOKEN_CLIENT_ID: identity.client.userPoolClientId,
      USER_POOL_ID: identity.userPool.userPoolId,
    },
  };
}
