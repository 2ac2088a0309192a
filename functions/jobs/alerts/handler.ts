import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { PublishCommand, SNSClient } from '@aws-sdk/client-sns';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { scheduledTimeOf } from '../../shared/calendar/scheduled-time.ts';
import { logFailures, logWork } from '../../shared/logging/log.ts';
import { readSettings } from '../../shared/startup/read-settings.ts';
import { createTable } from '../../shared/table/client.ts';
import { type OverdueDigest, sendOverdueDigest } from './overdue-digest.ts';
import type { Addressee } from './recipients.ts';
import { alertAboutWaiting, type WaitingAlert } from './urgent-cases.ts';

const settings = readSettings(process.env, ['TABLE_NAME', 'ALERT_TOPIC_ARN', 'PERSON_ALERT_TOPIC_ARN']);
const table = createTable(DynamoDBDocumentClient.from(new DynamoDBClient()), settings.TABLE_NAME);
const topics = new SNSClient();

/**
 * A mail has only a number and does not mention the programme, because others may see the recipient's screen. The attribute `person`, which no mail shows, lets
 * the topic of persons send it to her address alone.
 */
const publish = async (Subject: string, { count, person }: { count: number } & Addressee): Promise<void> => {
  await topics.send(
    new PublishCommand({
      Subject,
      Message: String(count),
      ...(person === undefined
        ? { TopicArn: settings.ALERT_TOPIC_ARN }
        : {
            TopicArn: settings.PERSON_ALERT_TOPIC_ARN,
            MessageAttributes: { person: { DataType: 'String', StringValue: person } },
          }),
    }),
  );
};

const send = (alert: WaitingAlert): Promise<void> =>
  publish(alert.isReminder ? 'Still waiting, after two hours' : 'Waiting', alert);

const sendOverdue = (digest: OverdueDigest): Promise<void> => publish('Overdue', digest);

/** The Lambda function `alerts`, started every minute: mails staff about unassigned urgent cases, and on Mondays about overdue dates. */
export const handler = logFailures(async (event: unknown) => {
  await alertAboutWaiting({ table, send, log: logWork }, event);
  await sendOverdueDigest({ table, sendOverdue }, scheduledTimeOf(event));
});
