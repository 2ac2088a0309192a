import { Duration } from 'aws-cdk-lib';
import { EventField, RuleTargetInput } from 'aws-cdk-lib/aws-events';
import { SqsEventSource } from 'aws-cdk-lib/aws-lambda-event-sources';
import type { Topic } from 'aws-cdk-lib/aws-sns';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import { createAlarm } from './alarm.ts';
import { failuresOf } from './failures.ts';
import { createFunction, type FunctionContext } from './lambda-function.ts';
import { createNotice } from './notice.ts';
import { createQueue } from './queue.ts';

/** Lambda's maximum. */
const makeTimeout = Duration.minutes(15);

/**
 * Creates the queue of approved handovers for the function that makes their packs, one message each.
 * @returns `failed`: the dead-letter queue of the handovers whose pack was not made
 */
export function createPackQueue(scope: Construct): { readonly queue: Queue; readonly failed: Queue } {
  const failed = createQueue(scope, 'HandoversFailed');
  const queue = createQueue(scope, 'Handovers', {
    // After this delay the approval is stored, and every other write that was in progress has ended.
    deliveryDelay: Duration.seconds(60),
    visibilityTimeout: makeTimeout,
    // The function fails, and tries again, if somebody records something while it makes the pack.
    deadLetterQueue: { queue: failed, maxReceiveCount: 8 },
  });
  return { queue, failed };
}

/** The memory of makePack: enough for the data keys of half a million members, and the files being packed (docs/decisions/0067-pack-in-archives.md). */
export const makePackMB = 3072;

/** Creates the function that makes the packs of approved handovers, its alarms, and a notice of each pack to the recipients of alarms. */
export function createHandover(
  scope: Construct,
  context: FunctionContext,
  { queue, failed, notify }: { readonly queue: Queue; readonly failed: Queue; readonly notify: Topic },
): void {
  const makePack = createFunction(scope, 'makePack', context, {
    memoryMB: makePackMB,
    timeout: makeTimeout,
    // It sends itself a message for each archive after the first. Lambda would stop what it takes for a loop at the sixteenth.
    mayCallItself: true,
  });
  // AWS accepts no concurrency below two.
  makePack.live.addEventSource(new SqsEventSource(queue, { batchSize: 1, maxConcurrency: 2 }));
  createNotice(scope, 'HandoverMade', {
    description: 'A pack of all data was made for a recipient',
    eventPattern: {
      source: ['aws.s3'],
      detailType: ['Object Created'],
      detail: { bucket: { name: [context.resources.packBucket.bucketName] } },
    },
    message: RuleTargetInput.fromText(
      `All data of the programme were packed for a recipient: ${EventField.fromPath('$.detail.object.key')}. An administrator asked ` +
        'for it and an auditor approved it. If neither of them knows of it, disable both at once (docs/deploy.md).',
    ),
    notify,
  });
  createAlarm(scope, 'MakePackAlarm', {
    metric: failuresOf('makePack', makePack),
    notify,
    impact:
      'The making of a handover pack failed and is repeated by itself, as it is where somebody recorded something meanwhile. The ' +
      'log of the function "makePack" says why.',
  });
  createAlarm(scope, 'HandoversFailedAlarm', {
    metric: failed.metricApproximateNumberOfMessagesVisible({ period: Duration.minutes(5) }),
    notify,
    impact:
      'A handover was approved, and its pack was not made: perhaps somebody recorded something each time. Read the log of the ' +
      'function "makePack", and ask again when nobody works.',
  });
}
