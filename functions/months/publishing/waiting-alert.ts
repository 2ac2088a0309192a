import { PublishCommand, type SNSClient } from '@aws-sdk/client-sns';

/**
 * Makes a function that mails staff that a month waits for terms. The mail has only the month and does not mention the programme, because
 * others may see the recipient's screen.
 */
export const createWaitingAlert =
  (topics: Pick<SNSClient, 'send'>, topicArn: string) =>
  async (month: string): Promise<void> => {
    await topics.send(
      new PublishCommand({
        TopicArn: topicArn,
        Subject: 'A month waits: its terms are missing',
        Message: month,
      }),
    );
  };
