import { Stack } from 'aws-cdk-lib';
import { PolicyDocument, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { CfnPipe } from 'aws-cdk-lib/aws-pipes';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import type { StateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import type { Construct } from 'constructs';

/**
 * Starts a state machine for each message of a queue: a pipe, which may do nothing else.
 * @param of what a message is, as in `Corrections`
 */
export function createPipe(
  scope: Construct,
  {
    of,
    description,
    queue,
    machine,
  }: {
    readonly of: string;
    readonly description: string;
    readonly queue: Queue;
    readonly machine: StateMachine;
  },
): void {
  const role = new Role(scope, `${of}PipeRole`, {
    assumedBy: new ServicePrincipal('pipes.amazonaws.com', {
      conditions: { StringEquals: { 'aws:SourceAccount': Stack.of(scope).account } },
    }),
    description: `${description}: what its pipe may do`,
    inlinePolicies: {
      pipe: new PolicyDocument({
        statements: [
          new PolicyStatement({
            actions: ['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes'],
            resources: [queue.queueArn],
          }),
          new PolicyStatement({ actions: ['states:StartExecution'], resources: [machine.stateMachineArn] }),
        ],
      }),
    },
  });
  new CfnPipe(scope, `${of}Pipe`, {
    description,
    roleArn: role.roleArn,
    source: queue.queueArn,
    sourceParameters: { sqsQueueParameters: { batchSize: 1 } },
    target: machine.stateMachineArn,
    targetParameters: { stepFunctionStateMachineParameters: { invocationType: 'FIRE_AND_FORGET' } },
  });
}
