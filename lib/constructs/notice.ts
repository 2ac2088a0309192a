import { Stack } from 'aws-cdk-lib';
import { type EventPattern, Rule, type RuleTargetInput } from 'aws-cdk-lib/aws-events';
import { SnsTopic } from 'aws-cdk-lib/aws-events-targets';
import {
  Effect,
  type IRole,
  PolicyDocument,
  PolicyStatement,
  Role,
  ServicePrincipal,
} from 'aws-cdk-lib/aws-iam';
import type { Topic } from 'aws-cdk-lib/aws-sns';
import type { Construct } from 'constructs';
import { cfnResourceOf } from './cfn-resource.ts';

export type NoticeProps = {
  readonly description: string;
  /** Matches the events to send. */
  readonly eventPattern: EventPattern;
  readonly message: RuleTargetInput;
  readonly notify: Topic;
  /** Whether to include read-only API calls, such as KMS Decrypt. EventBridge leaves them out by default. */
  readonly includeReadOnly?: boolean;
};

/** An EventBridge rule that sends each matching event to a topic. */
export function createNotice(
  scope: Construct,
  id: string,
  { description, eventPattern, message, notify, includeReadOnly = false }: NoticeProps,
): Rule {
  const rule = new Rule(scope, id, {
    description,
    eventPattern,
    targets: [new SnsTopic(notify, { message, role: publisherOf(notify) })],
  });
  if (includeReadOnly) {
    cfnResourceOf(rule).addPropertyOverride('State', 'ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS');
  }
  return rule;
}

/**
 * The role with which EventBridge publishes to a topic; created once for each topic. A topic policy could not limit the permission to
 * rules of this account.
 */
function publisherOf(topic: Topic): IRole {
  const id = 'Publisher';
  const existingRole = topic.node.tryFindChild(id);
  if (existingRole instanceof Role) return existingRole;
  return new Role(topic, id, {
    assumedBy: new ServicePrincipal('events.amazonaws.com', {
      conditions: { StringEquals: { 'aws:SourceAccount': Stack.of(topic).account } },
    }),
    description: 'Publishes what EventBridge was told to notice',
    inlinePolicies: {
      topic: new PolicyDocument({
        statements: [
          new PolicyStatement({
            effect: Effect.ALLOW,
            actions: ['sns:Publish'],
            resources: [topic.topicArn],
          }),
        ],
      }),
    },
  }).withoutPolicyUpdates();
}
