import { Stack } from 'aws-cdk-lib';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { SubscriptionFilter, Topic } from 'aws-cdk-lib/aws-sns';
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import type { Construct } from 'constructs';

/**
 * A topic that mails each message to one person: to the address of whom its attribute `person` names, and to nobody if she has none.
 * @param emailsByPerson by person id
 */
export function createPersonTopic(
  scope: Construct,
  id: string,
  displayName: string,
  emailsByPerson: Readonly<Record<string, string>>,
): Topic {
  const topic = createTopic(scope, id, displayName, []);
  for (const [person, email] of Object.entries(emailsByPerson)) {
    const filterPolicy = { person: SubscriptionFilter.stringFilter({ allowlist: [person] }) };
    topic.addSubscription(new EmailSubscription(email, { filterPolicy }));
  }
  return topic;
}

/** An SNS topic that accepts TLS only and mails its messages. Never send anything personal to it. */
export function createTopic(
  scope: Construct,
  id: string,
  displayName: string,
  emails: readonly string[],
): Topic {
  const topic = new Topic(scope, id, { displayName, enforceSSL: true });
  // Adding a policy removes the default one, which lets the account's alarms publish, so this adds that permission again.
  topic.addToResourcePolicy(
    new PolicyStatement({
      principals: [new ServicePrincipal('cloudwatch.amazonaws.com')],
      actions: ['sns:Publish'],
      resources: [topic.topicArn],
      conditions: { StringEquals: { 'aws:SourceAccount': Stack.of(topic).account } },
    }),
  );
  for (const email of emails) topic.addSubscription(new EmailSubscription(email));
  return topic;
}
