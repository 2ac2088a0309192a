import { ArnFormat, CfnOutput, Duration, Stack, type StackProps } from 'aws-cdk-lib';
import { EventField, RuleTargetInput } from 'aws-cdk-lib/aws-events';
import { SqsEventSource } from 'aws-cdk-lib/aws-lambda-event-sources';
import type { Topic } from 'aws-cdk-lib/aws-sns';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import type { StateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import type { Construct } from 'constructs';
import { hashCountingCode } from './bundle.ts';
import { readClientVersion } from './client-version.ts';
import { createAlarm } from './constructs/alarm.ts';
import { createBudget } from './constructs/budget.ts';
import { createDrill, createDrillQueue } from './constructs/drill.ts';
import { failuresOf } from './constructs/failures.ts';
import { createHandover, createPackQueue } from './constructs/handover-packs.ts';
import { createHealthAlarms } from './constructs/health-alarms.ts';
import { createFunction, type DeployedFunction, type FunctionContext } from './constructs/lambda-function.ts';
import { createMonthAlarms } from './constructs/month-alarms.ts';
import { createNotice } from './constructs/notice.ts';
import { createPipe } from './constructs/pipe.ts';
import { createQueue } from './constructs/queue.ts';
import { createSchedule } from './constructs/schedule.ts';
import { createShardCount } from './constructs/shard-count.ts';
import { createTopic } from './constructs/topic.ts';
import type { DataStack } from './data-stack.ts';
import { compilerMemoryMB, type ShardWorkerName } from './functions/without-routes.ts';
import type { IdentityStack } from './identity-stack.ts';
import { stackNameOf } from './stage-names.ts';
import type { StageSettings } from './stage-settings.ts';
import type { WebStack } from './web-stack.ts';

export type ReportingStackProps = {
  readonly settings: StageSettings;
  readonly data: DataStack;
  readonly web: WebStack;
  readonly identity: IdentityStack;
  /** The directory of the built web client. */
  readonly webClient: string;
};

/** AWS recommends a visibility timeout of six times the function's own. */
const visibilityFactor = 6;
const compileTimeout = Duration.minutes(10);
const renderTimeout = Duration.minutes(5);

/** Gives a function one message of a queue at a time, in at most two runs side by side: AWS accepts no lower concurrency. */
const oneAtATime = (queue: Queue): SqsEventSource =>
  new SqsEventSource(queue, { batchSize: 1, maxConcurrency: 2 });

/**
 * The functions that run without a request: they compile and render months, on schedule and after corrections, and do the recurring work
 * of `createRecurringWork`.
 */
export class ReportingStack extends Stack {
  /** Shared with the API's functions too. */
  readonly functionContext: FunctionContext;
  readonly compile: DeployedFunction;
  readonly render: DeployedFunction;
  /** The queues of corrections to compile and of publications to render. */
  readonly queues: readonly Queue[];

  constructor(scope: Construct, id: string, props: ReportingStackProps, stackProps: StackProps) {
    super(scope, id, stackProps);
    const { settings, data } = props;

    const corrections = this.createCorrectionsQueue();
    const renderings = this.createRenderingsQueue();
    const packs = createPackQueue(this);
    const drills = createDrillQueue(this);
    /** The dead-letter queue of `compile` and of its schedule. */
    const failed = createQueue(this, 'ScheduleFailed');
    const publications = createTopic(this, 'Publications', 'Publications', settings.noticeEmails);
    this.queues = [corrections.queue, renderings.queue];
    // All functions below are made with this context, so it comes before them.
    this.functionContext = functionContextOf(props, this, {
      queues: {
        compileQueue: corrections.queue,
        renderQueue: renderings.queue,
        packQueue: packs.queue,
        drillQueue: drills.queue,
      },
      failedQueues: [corrections.failed, renderings.failed, packs.failed, drills.failed, failed],
      noticeTopic: publications,
      budgetArn: createBudget(this, settings),
    });
    this.compile = createFunction(this, 'compile', this.functionContext, {
      memoryMB: compilerMemoryMB,
      timeout: compileTimeout,
      deadLetterQueue: failed,
    });
    const shardedCompile =
      settings.countShards === undefined
        ? null
        : this.createShardedCompile(settings.countShards, corrections.queue, data.alarmTopic);
    if (shardedCompile === null) {
      this.compile.live.addEventSource(oneAtATime(corrections.queue));
    }
    this.render = this.createRender(renderings.queue);
    createSchedule(this, 'MonthlyClose', {
      description: 'Compiles the snapshot of the closed month',
      // 00:15, a quarter of an hour after the cutoff. The scheduled time in the event tells the function which month closes.
      expression: `cron(15 0 ${settings.cutoffDay} * ? *)`,
      timeZone: settings.timeZone,
      runs: shardedCompile ?? this.compile,
      failed,
    });
    this.createRecurringWork(settings, data.alarmTopic, drills.queue);
    this.announcePublications(publications);
    createHandover(this, this.functionContext, { ...packs, notify: data.alarmTopic });

    new CfnOutput(this, 'CompileFunctionName', { value: this.compile.live.functionName });
    new CfnOutput(this, 'CorrectionsFailedArn', { value: corrections.failed.queueArn });
    new CfnOutput(this, 'RenderingsFailedArn', { value: renderings.failed.queueArn });
    new CfnOutput(this, 'ScheduleFailedUrl', { value: failed.queueUrl });

    createMonthAlarms(this, {
      notify: data.alarmTopic,
      compile: this.compile,
      render: this.render,
      failed: { schedule: failed, corrections: corrections.failed, renderings: renderings.failed },
    });
  }

  private createRender(renderings: Queue): DeployedFunction {
    const render = createFunction(this, 'render', this.functionContext, {
      // Typst and the fonts need the memory.
      memoryMB: 2048,
      timeout: renderTimeout,
    });
    render.live.addEventSource(oneAtATime(renderings));
    return render;
  }

  /** Creates the count in shards, which publishes months in place of the function `compile`. That function is then only started by hand. */
  private createShardedCompile(shards: number, corrections: Queue, notify: Topic): StateMachine {
    const create = (name: ShardWorkerName) =>
      createFunction(this, name, this.functionContext, {
        memoryMB: compilerMemoryMB,
        timeout: Duration.minutes(15),
      });
    const machine = createShardCount(this, {
      shards,
      plan: create('planShards'),
      count: create('countShard'),
      add: create('addShards'),
      publish: create('publishShards'),
      logRetentionDays: this.functionContext.logRetentionDays,
    });
    createPipe(this, {
      of: 'Corrections',
      description: 'Starts the count in shards for each correction',
      queue: corrections,
      machine,
    });
    createAlarm(this, 'ShardCountAlarm', {
      metric: machine.metricFailed({ period: Duration.minutes(5) }),
      notify,
      impact:
        'A month or a correction was not published: the funder and the coordinator see no snapshot of it, or the wrong figure is ' +
        'still shown. Nothing is lost. Look at the failed execution of the state machine, then redrive it (docs/deploy.md).',
    });
    return machine;
  }

  private createCorrectionsQueue(): { queue: Queue; failed: Queue } {
    const failed = createQueue(this, 'CorrectionsFailed');
    const queue = createQueue(this, 'Corrections', {
      // Longer than any request may run. So every write that was in flight when the correction was requested has ended when its message arrives.
      deliveryDelay: Duration.seconds(60),
      visibilityTimeout: Duration.minutes(visibilityFactor * compileTimeout.toMinutes()),
      deadLetterQueue: { queue: failed, maxReceiveCount: 5 },
    });
    return { queue, failed };
  }

  /** The queue from compile to render, one message per stored snapshot. */
  private createRenderingsQueue(): { queue: Queue; failed: Queue } {
    const failed = createQueue(this, 'RenderingsFailed');
    const queue = createQueue(this, 'Renderings', {
      visibilityTimeout: Duration.minutes(visibilityFactor * renderTimeout.toMinutes()),
      deadLetterQueue: { queue: failed, maxReceiveCount: 5 },
    });
    return { queue, failed };
  }

  /**
   * Creates the recurring work. Each night: the erasure of people whose retention period has ended. Each day: the digests of completed days. Every quarter
   * of an hour: the changes of sign-ins that the identity provider has not made yet, and the look at the whole system. Each quarter: the restore drill.
   */
  private createRecurringWork({ timeZone }: StageSettings, notify: Topic, drills: Queue): void {
    const failed = createQueue(this, 'DailyWorkFailed');
    const create = (name: 'erase' | 'digest' | 'signIns' | 'watchHealth') =>
      createFunction(this, name, this.functionContext, {
        memoryMB: 1024,
        timeout: Duration.minutes(10),
        deadLetterQueue: failed,
      });
    const erase = create('erase');
    const digest = create('digest');
    const signIns = create('signIns');
    createSchedule(this, 'DailyErasure', {
      description: 'Destroys the keys of members whose retention period has ended',
      expression: 'cron(30 0 * * ? *)',
      timeZone,
      runs: erase,
      failed,
    });
    createSchedule(this, 'DailyDigest', {
      description: 'Writes the digests of the journal and the access log of completed days',
      // The UTC day ends at 05:30 IST. Its digest may be made six hours later, at 11:30 IST; 13:00 IST is after that.
      expression: 'cron(0 13 * * ? *)',
      timeZone,
      runs: digest,
      failed,
    });
    createSchedule(this, 'SignInsSettled', {
      description:
        'Repeats unfinished changes at the identity provider: ends or restores sign-ins as the records of people say',
      expression: 'rate(15 minutes)',
      timeZone,
      runs: signIns,
      failed,
    });
    const watchHealth = create('watchHealth');
    createSchedule(this, 'HealthWatched', {
      description: 'Looks at the whole system, and mails what is not well',
      expression: 'rate(15 minutes)',
      timeZone,
      runs: watchHealth,
      failed,
    });
    createHealthAlarms(this, watchHealth, notify);
    createDrill(this, this.functionContext, { timeZone, asked: drills, failed, notify });
    new CfnOutput(this, 'EraseFunctionName', { value: erase.live.functionName });
    this.createRecurringAlarms({ erase, digest, signIns, failed }, notify);
  }

  /** Creates the alarms of the recurring work. @param work.failed the dead-letter queue of all its runs */
  private createRecurringAlarms(
    {
      erase,
      digest,
      signIns,
      failed,
    }: Readonly<Record<'erase' | 'digest' | 'signIns', DeployedFunction>> & { readonly failed: Queue },
    notify: Topic,
  ): void {
    createAlarm(this, 'EraseAlarm', {
      metric: failuresOf('erase', erase),
      notify,
      impact:
        'A woman who was to be erased by now may not be: her texts could still be decrypted. Nobody can read her record through ' +
        'the API. It is retried every night; the log of the function "erase" says where it fails.',
    });
    createAlarm(this, 'SignInsAlarm', {
      metric: failuresOf('signIns', signIns),
      notify,
      impact:
        'Somebody who was disabled or erased may still be signed in at the identity provider, or somebody who was enabled again ' +
        'cannot sign in. The API itself follows her record and answers correctly. It is retried every quarter of an ' +
        'hour; the log of the function "signIns" says where it fails.',
    });
    createAlarm(this, 'DailyWorkFailedAlarm', {
      // Counts sent messages, not waiting ones: the next day's run catches up, so nobody has to empty the queue.
      metric: failed.metricNumberOfMessagesSent({ period: Duration.minutes(5) }),
      notify,
      impact:
        'A daily job failed for good, perhaps before it began: a woman who was to be erased may not be, or a day has no digest. ' +
        'The message in the queue "DailyWorkFailed" says which. The logs of the functions "erase" and "digest" say why; they are ' +
        'empty if the function never started. The next run catches up.',
    });
    createAlarm(this, 'DigestAlarm', {
      metric: failuresOf('digest', digest),
      notify,
      impact:
        'The journal and the access log of a day have no digest: somebody who can write to the table could change them ' +
        'unnoticed. Or a stored digest differs from the table: then run "npm run verify-log" at once. The next run ' +
        'continues by itself.',
    });
  }

  /** The manifest is written last and makes a month published, so its creation triggers the notice. */
  private announcePublications(topic: Topic): void {
    createNotice(this, 'Published', {
      description: 'A snapshot is published with all its files',
      eventPattern: {
        source: ['aws.s3'],
        detailType: ['Object Created'],
        detail: {
          bucket: { name: [this.functionContext.resources.snapshotBucket.bucketName] },
          object: { key: [{ wildcard: 'published/*/manifest.json' }] },
        },
      },
      message: RuleTargetInput.fromText(
        `A month is published: ${EventField.fromPath('$.detail.object.key')}. Sign in to read and download it.`,
      ),
      notify: topic,
    });
  }
}

/** What the stack itself contributes to the context of the functions. */
type OwnResources = {
  readonly queues: Readonly<Record<'compileQueue' | 'renderQueue' | 'packQueue' | 'drillQueue', Queue>>;
  /** The dead-letter queues, whose messages stay until a person has dealt with them. */
  readonly failedQueues: readonly Queue[];
  readonly noticeTopic: Topic;
  readonly budgetArn: string;
};

function functionContextOf(props: ReportingStackProps, stack: Stack, own: OwnResources): FunctionContext {
  const { settings, data, web, identity } = props;
  const { queues, failedQueues, noticeTopic, budgetArn } = own;
  return {
    logRetentionDays: settings.logRetentionDays,
    stage: settings.stage,
    widePolicies: settings.widePolicies,
    onlyTellRefusedRights: settings.onlyTellRefusedRights,
    allAtOnce: settings.allAtOnce,
    notify: data.alarmTopic,
    resources: {
      region: stack.region,
      table: data.table,
      keysTable: data.keysTable,
      snapshotBucket: data.snapshotBucket,
      stateBucket: data.stateBucket,
      dataKey: data.dataKey,
      wrappingKey: data.wrappingKey,
      signingKey: data.signingKey,
      packBucket: data.packBucket,
      siteBucket: web.webBucket,
      ...queues,
      alertTopic: data.alertTopic,
      personAlertTopic: data.personAlertTopic,
      alarmTopic: data.alarmTopic,
      noticeTopic,
      watchedQueues: [...Object.values(queues), ...failedQueues],
      alarmArns: stack.formatArn({
        service: 'cloudwatch',
        resource: 'alarm',
        resourceName: '*',
        arnFormat: ArnFormat.COLON_RESOURCE_NAME,
      }),
      budgetArn,
      userPool: identity.userPool,
    },
    variables: variablesOf(props, own),
  };
}

/** The environment variables of all functions. Each function gets those that it needs (lib/environment.ts). */
function variablesOf(
  { settings, data, web, identity, webClient }: ReportingStackProps,
  { queues, failedQueues, noticeTopic, budgetArn }: OwnResources,
): FunctionContext['variables'] {
  const urlsOf = (some: readonly Queue[]): string => some.map(({ queueUrl }) => queueUrl).join(' ');
  // Without bundles (tests, `cdk list`) nothing counts, and no client is deployed.
  const hasBundles = Stack.of(data).bundlingRequired;
  return {
    TABLE_NAME: data.table.tableName,
    KEYS_TABLE_NAME: data.keysTable.tableName,
    WRAPPING_KEY_ID: data.wrappingKey.keyArn,
    SIGNING_KEY_ID: data.signingKey.keyArn,
    SNAPSHOT_BUCKET: data.snapshotBucket.bucketName,
    STATE_BUCKET: data.stateBucket.bucketName,
    COMPILE_QUEUE_URL: queues.compileQueue.queueUrl,
    RENDER_QUEUE_URL: queues.renderQueue.queueUrl,
    DRILL_QUEUE_URL: queues.drillQueue.queueUrl,
    PACK_QUEUE_URL: queues.packQueue.queueUrl,
    PACK_BUCKET: data.packBucket.bucketName,
    SITE_BUCKET: web.webBucket.bucketName,
    ALERT_TOPIC_ARN: data.alertTopic.topicArn,
    PERSON_ALERT_TOPIC_ARN: data.personAlertTopic.topicArn,
    ALARM_TOPIC_ARN: data.alarmTopic.topicArn,
    NOTICE_TOPIC_ARN: noticeTopic.topicArn,
    WORK_QUEUE_URLS: urlsOf(Object.values(queues)),
    DEAD_LETTER_QUEUE_URLS: urlsOf(failedQueues),
    ALARM_PREFIX: stackNameOf(settings.stage, ''),
    BUDGET_ARN: budgetArn,
    DEPLOYED_VERSION: hasBundles ? readClientVersion(webClient) : 'none',
    CALL_PHONE: settings.callPhone ?? 'none',
    CUTOFF_DAY: String(settings.cutoffDay),
    COUNTING_CODE: hasBundles ? hashCountingCode() : 'none',
    RETENTION_DAYS: String(settings.retentionDays),
    RECORDS_FROM: settings.recordsFrom,
    TOKEN_ISSUER: identity.issuer,
    TOKEN_JWKS_URI: `${identity.issuer}/.well-known/jwks.json`,
    TOKEN_CLIENT_ID: identity.client.userPoolClientId,
    USER_POOL_ID: identity.userPool.userPoolId,
  };
}
