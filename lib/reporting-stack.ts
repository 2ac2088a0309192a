import { CfnOutput, Duration, Stack, type StackProps } from 'aws-cdk-lib';
import { EventField, Rule, RuleTargetInput } from 'aws-cdk-lib/aws-events';
import { SnsTopic } from 'aws-cdk-lib/aws-events-targets';
import { PolicyDocument, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import { SqsEventSource } from 'aws-cdk-lib/aws-lambda-event-sources';
import { CfnSchedule, ContextAttribute } from 'aws-cdk-lib/aws-scheduler';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import { raiseAlarm } from './constructs/alarm.ts';
import { createFunction, type Surroundings } from './constructs/area-function.ts';
import { faultsOf } from './constructs/faults.ts';
import { createQueue } from './constructs/queue.ts';
import { createTopic } from './constructs/topic.ts';
import type { DataStack } from './data-stack.ts';
import type { IdentityStack } from './identity-stack.ts';
import type { StageSettings } from './settings.ts';

export type ReportingStackProps = {
  readonly settings: StageSettings;
  readonly data: DataStack;
  readonly identity: IdentityStack;
};

const compileTimeout = Duration.minutes(10);

/** What makes a month's snapshot: on schedule, and again after a correction. */
export class ReportingStack extends Stack {
  /** What every function finds around it; the API's functions too. */
  readonly surroundings: Surroundings;
  readonly compile: LambdaFunction;

  constructor(scope: Construct, id: string, props: ReportingStackProps, stackProps: StackProps) {
    super(scope, id, stackProps);
    const { settings, data } = props;

    const corrections = this.createCorrectionsQueue();
    this.surroundings = surroundingsOf(props, corrections.queue, this.region);
    const failed = createQueue(this, 'ScheduleFailed');
    this.compile = createFunction(this, 'compile', this.surroundings, {
      // A vCPU and a bit: the fold is a loop over the month's lines.
      memoryMB: 2048,
      timeout: compileTimeout,
      deadLetterQueue: failed,
    });
    this.compile.addEventSource(new SqsEventSource(corrections.queue, { batchSize: 1, maxConcurrency: 2 }));
    this.schedule(settings, failed);
    this.announcePublications(settings);

    new CfnOutput(this, 'CompileFunctionName', { value: this.compile.functionName });
    new CfnOutput(this, 'CorrectionsFailedArn', { value: corrections.failed.queueArn });
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
      // Longer than any request may run: every write in flight when the correction was asked for has ended by then.
      deliveryDelay: Duration.seconds(60),
      visibilityTimeout: Duration.minutes(6 * compileTimeout.toMinutes()),
      deadLetterQueue: { queue: failed, maxReceiveCount: 5 },
    });
    return { queue, failed };
  }

  /** A quarter of an hour after the cutoff, by India's clock; the month is read from the schedule's own time. */
  private schedule(settings: StageSettings, failed: Queue): void {
    const role = new Role(this, 'ScheduleRole', {
      assumedBy: new ServicePrincipal('scheduler.amazonaws.com', {
        conditions: { StringEquals: { 'aws:SourceAccount': this.account } },
      }),
      description: 'What the monthly schedule may do',
      inlinePolicies: {
        schedule: new PolicyDocument({
          statements: [
            new PolicyStatement({
              actions: ['lambda:InvokeFunction'],
              resources: [this.compile.functionArn],
            }),
            new PolicyStatement({ actions: ['sqs:SendMessage'], resources: [failed.queueArn] }),
          ],
        }),
      },
    });
    new CfnSchedule(this, 'MonthlyClose', {
      description: 'Compiles the snapshot of the month that was closed',
      scheduleExpression: `cron(15 0 ${settings.cutoffDay} * ? *)`,
      scheduleExpressionTimezone: settings.timeZone,
      flexibleTimeWindow: { mode: 'OFF' },
      target: {
        arn: this.compile.functionArn,
        roleArn: role.roleArn,
        input: JSON.stringify({ scheduledTime: ContextAttribute.scheduledTime }),
        retryPolicy: { maximumEventAgeInSeconds: Duration.hours(6).toSeconds(), maximumRetryAttempts: 20 },
        deadLetterConfig: { arn: failed.queueArn },
      },
    });
  }

  /** A month is published when its manifest, which is written last, is there; so the file itself gives the notice. */
  private announcePublications(settings: StageSettings): void {
    const topic = createTopic(
      this,
      'Publications',
      `Leadership Next ${settings.stage}: snapshots`,
      settings.noticeEmails,
    );
    new Rule(this, 'Published', {
      description: 'A snapshot and all its files are there',
      eventPattern: {
        source: ['aws.s3'],
        detailType: ['Object Created'],
        detail: {
          bucket: { name: [this.surroundings.resources.snapshotBucket.bucketName] },
          object: { key: [{ wildcard: 'published/*/manifest.json' }] },
        },
      },
      targets: [
        new SnsTopic(topic, {
          message: RuleTargetInput.fromText(
            `A snapshot of Leadership Next is published: ${EventField.fromPath('$.detail.object.key')}. ` +
              'Sign in to read and download it.',
          ),
        }),
      ],
    });
  }
}

function surroundingsOf(
  { settings, data, identity }: ReportingStackProps,
  compileQueue: Queue,
  region: string,
): Surroundings {
  return {
    logRetentionDays: settings.logRetentionDays,
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
      CUTOFF_DAY: String(settings.cutoffDay),
      TOKEN_ISSUER: identity.issuer,
      TOKEN_JWKS_URI: `${identity.issuer}/.well-known/jwks.json`,
      TOKEN_CLIENT_ID: identity.client.userPoolClientId,
      USER_POOL_ID: identity.userPool.userPoolId,
    },
  };
}
