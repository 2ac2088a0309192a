import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { indicators } from '../../months/indicators/catalogue.ts';
import { newId } from '../../shared/fields/ids.ts';
import { serve } from '../../shared/http/serve.ts';
import { connectRecords } from '../../shared/startup/connect-records.ts';
import { readSettings } from '../../shared/startup/read-settings.ts';
import { createProgrammeRoutes } from './routes.ts';

const { COMPILE_QUEUE_URL } = readSettings(process.env, ['COMPILE_QUEUE_URL']);
const queue = new SQSClient();

export const handler = serve(
  createProgrammeRoutes({
    ...connectRecords(process.env),
    catalogue: indicators,
    newId,
    announceTerms: async (termsRecordedAt) => {
      const MessageBody = JSON.stringify({ termsRecordedAt });
      await queue.send(new SendMessageCommand({ QueueUrl: COMPILE_QUEUE_URL, MessageBody }));
    },
  }),
);
