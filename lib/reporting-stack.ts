import { CfnOutput, Duration, Stack, type StackProps } from 'aws-cdk-lib';
import { EventField, RuleTargetInput } from 'aws-cdk-lib/aws-events';
import { SqsEventSource } from 'aws-cdk-lib/aws-lambda-event-sources';
import type { Topic } from 'aws-cdk-lib/aws-sns';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import type { StateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import type { Construct } from 'constructs';
import { createAlarm } from './constructs/alarm.ts';
import { createBudget } from './constructs/budget.ts';
import { createDrillQueue } from './constructs/drill.ts';
import { createHandover, createPackQueue } from './constructs/handover-packs.ts';
import { createFunction, type DeployedFunction, type FunctionContext } from './constructs/lambda-function.ts';
import { createMonthAlarms } from './constructs/month-alarms.ts';
import { createNotice } from './constructs/notice.ts';
import { createPipe } from './constructs/pipe.ts';
import { createQueue } from './constructs/queue.ts';
import { createRecurringWork } from './constructs/recurring-work.ts';
import { createSchedule } from './constructs/schedule.ts';
import { createShardCount } from './constructs/shard-count.ts';
import { createTopic } from './constructs/topic.ts';
import { type ContextProps, functionContextOf } from './function-context.ts';
import { compilerMemoryMB, type ShardWorkerName } from './functions/without-routes.ts';

/** AWS recommends a visibility timeout of six times the function's own. */
const visibilityFactor = 6;
const compileTimeout = Duration.minutes(10);
const renderTimeout = Duration.minutes(5);

/** Gives a function one message of a queue at a time, in at most two runs side by side: AWS accepts no lower concurrency. */
const oneAtATime = (queue: Queue): SqsEventSource =>
  new SqsEventSource(queue, { batchSize: 1, maxConcurrency: 2 });

/**
 * The functions that run without a request: they compile and render months, on schedule and after corrections. The stack also contains the
 * work of `createRecurringWork`, and makes the context that all functions are created with (function-context.ts).
 */
export class ReportingStack extends Stack {
  /** Shared with the API's functions too. */
  readonly functionContext: FunctionContext;
  readonly compile: DeployedFunction;
  readonly render: DeployedFunction;
  /** The queues of corrections to compile and of publications to render. */
  readonly queues: readonly Queue[];

  constructor(scope: Construct, id: string, props: ContextProps, stackProps: StackProps) {
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
    // With a count in shards, a pipe takes the corrections instead.
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
    createRecurringWork(this, this.functionContext, {
      timeZone: settings.timeZone,
      drills: drills.queue,
      notify: data.alarmTopic,
    });
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
