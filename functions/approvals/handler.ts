import { CognitoIdentityProviderClient } from '@aws-sdk/client-cognito-identity-provider';
import { createAccessLog } from '../journal/access-log.ts';
import { serve } from '../platform/http.ts';
import { newId } from '../platform/ids.ts';
import { connectRecords } from '../platform/records.ts';
import { readSettings } from '../platform/settings.ts';
import { createSignInProvider } from '../sign-ins/provider.ts';
import { createSignIns } from '../sign-ins/settle.ts';
import { createDecisions } from './repository.ts';
import { createApprovalsRoutes } from './routes.ts';

const { table, vault } = connectRecords(process.env);
const { USER_POOL_ID, RETENTION_DAYS } = readSettings(process.env, ['USER_POOL_ID', 'RETENTION_DAYS']);
const provider = createSignInProvider(new CognitoIdentityProviderClient(), USER_POOL_ID);

export const handler = serve(
  createApprovalsRoutes({
    decisions: createDecisions({
      table,
      vault,
      signIns: createSignIns(table, provider),
      retentionDays: RETENTION_DAYS,
      newId,
    }),
    accessLog: createAccessLog(table, newId),
  }),
);
