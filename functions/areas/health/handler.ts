import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { newId } from '../../shared/fields/ids.ts';
import { serve } from '../../shared/http/serve.ts';
import { createAccessLog } from '../../shared/journal/access-log.ts';
import { logWork } from '../../shared/logging/log.ts';
import { connectTables } from '../../shared/startup/connect-vault.ts';
import { readSettings } from '../../shared/startup/read-settings.ts';
import { createTable } from '../../shared/table/client.ts';
import { askForDrill } from './ask-for-drill.ts';
import { connectSources } from './connect.ts';
import { createHealthRoutes } from './routes.ts';
import { readLook } from './stored-look.ts';

const settings = readSettings(process.env, [
  'TABLE_NAME',
  'CUTOFF_DAY',
  'RECORDS_FROM',
  'CALL_PHONE',
  'DRILL_QUEUE_URL',
]);
const table = createTable(connectTables(), settings.TABLE_NAME);
const queue = new SQSClient();

export const handler = serve(
  createHealthRoutes({
    sources: connectSources(process.env, table),
    readLast: () => readLook(table),
    cutoffDay: settings.CUTOFF_DAY,
    recordsFrom: settings.RECORDS_FROM,
    callPhone: settings.CALL_PHONE === 'none' ? undefined : settings.CALL_PHONE,
    accessLog: createAccessLog(table, newId),
    log: logWork,
    askForDrill: (asked) => askForDrill(table, asked),
    startDrill: async ({ id, at, by }) => {
      const MessageBody = JSON.stringify({ id, at, by });
      await queue.send(new SendMessageCommand({ QueueUrl: settings.DRILL_QUEUE_URL, MessageBody }));
    },
  }),
);
