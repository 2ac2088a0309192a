import { PublishCommand, SNSClient } from '@aws-sdk/client-sns';
import { connectSources } from '../../areas/health/connect.ts';
import { readLook, storeLook } from '../../areas/health/stored-look.ts';
import { logFailures, logWork } from '../../shared/logging/log.ts';
import { connectTables } from '../../shared/startup/connect-vault.ts';
import { readSettings } from '../../shared/startup/read-settings.ts';
import { createTable } from '../../shared/table/client.ts';
import { watchHealth } from './watch.ts';

const settings = readSettings(process.env, ['TABLE_NAME', 'CUTOFF_DAY', 'RECORDS_FROM', 'ALARM_TOPIC_ARN']);
const table = createTable(connectTables(), settings.TABLE_NAME);
const sources = connectSources(process.env, table);
const topics = new SNSClient();

/** The Lambda function `watchHealth`, started every quarter of an hour: mails what is not well to whoever gets the alarms. */
export const handler = logFailures((event: unknown) =>
  watchHealth(
    {
      sources,
      readLast: () => readLook(table),
      cutoffDay: settings.CUTOFF_DAY,
      recordsFrom: settings.RECORDS_FROM,
      store: (look) => storeLook(table, look),
      send: async ({ subject, message }) => {
        await topics.send(
          new PublishCommand({ TopicArn: settings.ALARM_TOPIC_ARN, Subject: subject, Message: message }),
        );
      },
      log: logWork,
    },
    event,
  ),
);
