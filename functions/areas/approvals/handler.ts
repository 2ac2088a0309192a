import { CognitoIdentityProviderClient } from '@aws-sdk/client-cognito-identity-provider';
import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { newId } from '../../shared/fields/ids.ts';
import { serve } from '../../shared/http/serve.ts';
import { createAccessLog } from '../../shared/journal/access-log.ts';
import { createSignInProvider } from '../../shared/sign-ins/provider.ts';
import { createSignIns } from '../../shared/sign-ins/sync-sign-ins.ts';
import { connectRecords } from '../../shared/startup/connect-records.ts';
import { readSettings } from '../../shared/startup/read-settings.ts';
import { createApprovalsRoutes } from './routes.ts';

const records = connectRecords(process.env);
const { USER_POOL_ID, RETENTION_DAYS, PACK_QUEUE_URL } = readSettings(process.env, [
  'USER_POOL_ID',
  'RETENTION_DAYS',
  'PACK_QUEUE_URL',
]);
const queue = new SQSClient();
const provider = createSignInProvider(new CognitoIdentityProviderClient(), USER_POOL_ID);

export const handler = serve(
  createApprovalsRoutes({
    ...records,
    signIns: createSignIns(records.table, provider),
    retentionDays: RETENTION_DAYS,
    announceHandover: async (handoverId) => {
      const MessageBody = JSON.stringify({ handoverId });
      await queue.send(new SendMessageCommand({ QueueUrl: PACK_QUEUE_URL, MessageBody }));
    },
    newId,
    accessLog: createAccessLog(records.table, newId),
  }),
);
