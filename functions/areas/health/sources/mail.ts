import { ListSubscriptionsByTopicCommand, type SNSClient } from '@aws-sdk/client-sns';
import type { Facts } from '../facts.ts';

/** How many addresses of each topic have confirmed that they get its mail. */
export const readRecipients = (
  client: SNSClient,
  { alarmTopic, otherTopics }: { readonly alarmTopic: string; readonly otherTopics: readonly string[] },
): Promise<Facts['mail']> =>
  Promise.all(
    [alarmTopic, ...otherTopics].map(async (topic) => {
      const arns: string[] = [];
      let token: string | undefined;
      do {
        const { Subscriptions = [], NextToken } = await client.send(
          new ListSubscriptionsByTopicCommand({ TopicArn: topic, NextToken: token }),
        );
        arns.push(...Subscriptions.map(({ SubscriptionArn = '' }) => SubscriptionArn));
        token = NextToken;
      } while (token !== undefined);
      return {
        isOfAlarms: topic === alarmTopic,
        // In place of an ARN, SNS says that a subscription is pending, or that it was deleted.
        confirmed: arns.filter((arn) => arn.startsWith('arn:')).length,
        pending: arns.filter((arn) => arn === 'PendingConfirmation').length,
      };
    }),
  );
