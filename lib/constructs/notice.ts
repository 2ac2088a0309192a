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
import { plainResource } from './plain.ts';

export type NoticeProps = {
  readonly description: string;
  /** Which events are told. */
  readonly of: EventPattern;
  readonly message: RuleTargetInput;
  readonly tell: Topic;
  /** Whether API calls that only read are told too, as KMS's Decrypt is: without this EventBridge leaves them out. */
  readonly readings?: boolean;
};

/** Tells a topic of events, once for each. */
export function createNotice(
  scope: Construct,
  id: string,
  { description, of: eventPattern, message, tell, readings = false }: NoticeProps,
): Rule {
  const rule = new Rule(scope, id, {
    description,
    eventPattern,
    targets: [new SnsTopic(tell, { message, role: publisherOf(tell) })],
  });
  if (readings) {
    plainResource(rule).addPropertyOverride('State', 'ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS');
  }
  return rule;
}

/** EventBridge publishes by a role: a topic's policy could not say on whose behalf it does. */
function publisherOf(topic: Topic): IRole {
  const id = 'Publisher';
  const known = topic.node.tryFindChild(id);
  if (known instanceof Role) return known;
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
