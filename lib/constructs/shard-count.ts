import { Duration } from 'aws-cdk-lib';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import {
  Choice,
  Condition,
  DefinitionBody,
  DistributedMap,
  JsonPath,
  LogLevel,
  StateMachine,
  StateMachineType,
  Succeed,
  TaskInput,
} from 'aws-cdk-lib/aws-stepfunctions';
import { LambdaInvoke } from 'aws-cdk-lib/aws-stepfunctions-tasks';
import type { Construct } from 'constructs';
import { acknowledge } from './acknowledge.ts';
import type { DeployedFunction } from './lambda-function.ts';

export type ShardCountProps = {
  readonly shards: number;
  /** Decides up to which cutoffs to count, and writes the files that the shards read. */
  readonly plan: DeployedFunction;
  /** Counts one shard. */
  readonly count: DeployedFunction;
  /** Adds up the totals of the shards. */
  readonly add: DeployedFunction;
  /** Writes the snapshots of the pending months. */
  readonly publish: DeployedFunction;
  readonly logRetentionDays: number;
};

/** Shards counted in parallel. A new AWS account may run ten functions at once, and requests need some of them. */
const maxConcurrentShards = 5;

const retry = { interval: Duration.seconds(30), maxAttempts: 3, backoffRate: 4 };

/**
 * Creates the state machine of the count in shards, which compiles months in several functions: plan, count each shard, add up, publish.
 * Its execution's name is the run's id.
 */
export function createShardCount(
  scope: Construct,
  { shards, plan, count, add, publish, logRetentionDays }: ShardCountProps,
): StateMachine {
  // `addRetry` repeats a step after any error, so CDK's own retries, after errors of the service only, are off.
  // At the result path `$` the function's answer replaces the state; discarded, it leaves the state as it was.
  const step = (
    id: string,
    lambdaFunction: DeployedFunction,
    { payload, resultPath }: { readonly payload: object; readonly resultPath: string },
  ) =>
    new LambdaInvoke(scope, id, {
      lambdaFunction: lambdaFunction.live,
      payload: TaskInput.fromObject({ ...payload }),
      payloadResponseOnly: true,
      resultPath,
      retryOnServiceExceptions: false,
    }).addRetry(retry);
  // The fields of the plan's answer that later steps get.
  const planFields = {
    run: JsonPath.stringAt('$.run'),
    cutoffs: JsonPath.listAt('$.cutoffs'),
    recentFrom: JsonPath.stringAt('$.recentFrom'),
    shards: JsonPath.numberAt('$.shards'),
  };
  const eachShard = new DistributedMap(scope, 'Count the shards', {
    itemsPath: '$.shardNumbers',
    itemSelector: { ...planFields, shard: JsonPath.numberAt('$$.Map.Item.Value') },
    maxConcurrency: maxConcurrentShards,
    mapExecutionType: StateMachineType.STANDARD,
    resultPath: JsonPath.DISCARD,
  }).itemProcessor(
    new LambdaInvoke(scope, 'Count a shard', {
      lambdaFunction: count.live,
      payloadResponseOnly: true,
      retryOnServiceExceptions: false,
    }).addRetry(retry),
  );
  const planCount = step('Plan the count', plan, {
    payload: { run: JsonPath.stringAt('$$.Execution.Name'), shards, event: JsonPath.objectAt('$') },
    resultPath: '$',
  });
  const addShards = step('Add the shards', add, { payload: planFields, resultPath: JsonPath.DISCARD });
  const publishMonths = step('Publish the months', publish, {
    payload: { run: JsonPath.stringAt('$.run'), lastOrdinal: JsonPath.numberAt('$.lastOrdinal') },
    resultPath: JsonPath.DISCARD,
  });
  const machine = new StateMachine(scope, 'ShardCount', {
    definitionBody: DefinitionBody.fromChainable(
      planCount.next(
        new Choice(scope, 'Is anything pending?')
          // Without a cutoff, no month is to be counted.
          .when(Condition.isPresent('$.cutoffs[0]'), eachShard.next(addShards).next(publishMonths))
          .otherwise(new Succeed(scope, 'Nothing is pending')),
      ),
    ),
    timeout: Duration.hours(4),
    tracingEnabled: true,
    logs: {
      destination: new LogGroup(scope, 'ShardCountLog', { retention: logRetentionDays }),
      level: LogLevel.ALL,
      includeExecutionData: false,
    },
  });
  acknowledgeCalls(machine, [plan, count, add, publish]);
  return machine;
}

/** Suppresses cdk-nag's IAM5 on what Step Functions needs: the versions of its functions, its own executions, and logs. */
function acknowledgeCalls(machine: StateMachine, functions: readonly DeployedFunction[]): void {
  const { stack } = machine;
  const { Ref: id } = stack.resolve(machine.stateMachineArn);
  // The ids of the findings contain the name as the template computes it: the seventh part of the ARN.
  const name = `{"Fn::Select":[6,{"Fn::Split":[":",{"Ref":"${id}"}]}]}`;
  const executions = `arn:aws:states:${stack.region}:<AWS::AccountId>:execution:${name}`;
  const logicalIdOf = (lambda: DeployedFunction): string =>
    stack.resolve(lambda.functionArn)['Fn::GetAtt'][0];
  acknowledge(machine, {
    ...Object.fromEntries(
      functions.map((lambda) => [
        `IAM5[Resource::<${logicalIdOf(lambda)}.Arn>:*]`,
        'The versions of one function, which the state machine is made to call.',
      ]),
    ),
    'IAM5[Resource::*]':
      'Delivery of logs and traces takes no narrower resource: AWS documents the asterisk.',
    [`IAM5[Resource::${executions}:*]`]:
      'A distributed map watches its own executions, whose names it makes itself.',
    [`IAM5[Resource::${executions}/*:*]`]:
      'A distributed map watches its own executions, whose names it makes itself.',
  });
}
