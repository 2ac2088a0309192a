import { CognitoIdentityProviderClient } from '@aws-sdk/client-cognito-identity-provider';
import { newId } from '../domain/ids.ts';
import { serve } from '../http/http.ts';
import { createAccessLog } from '../journal/access-log.ts';
import { createSignInProvider } from '../sign-ins/provider.ts';
import { createSignIns } from '../sign-ins/sync-sign-ins.ts';
import { connectRecords } from '../startup/records.ts';
import { readSettings } from '../startup/settings.ts';
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
