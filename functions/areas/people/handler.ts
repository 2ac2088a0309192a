import { CognitoIdentityProviderClient } from '@aws-sdk/client-cognito-identity-provider';
import { newId } from '../../shared/fields/ids.ts';
import { serve } from '../../shared/http/serve.ts';
import { createAccessLog } from '../../shared/journal/access-log.ts';
import { createSignInProvider } from '../../shared/sign-ins/provider.ts';
import { createSignIns } from '../../shared/sign-ins/sync-sign-ins.ts';
import { connectRecords } from '../../shared/startup/connect-records.ts';
import { readSettings } from '../../shared/startup/read-settings.ts';
import { createSignIn } from './cognito-sign-in.ts';
import { makeSignInName } from './random-names-and-passwords.ts';
import { createPeopleRoutes } from './routes.ts';

const records = connectRecords(process.env);
const { USER_POOL_ID } = readSettings(process.env, ['USER_POOL_ID']);
const cognito = new CognitoIdentityProviderClient();

export const handler = serve(
  createPeopleRoutes({
    ...records,
    chooseName: makeSignInName,
    allowSignIn: createSignIn(cognito, USER_POOL_ID),
    signIns: createSignIns(records.table, createSignInProvider(cognito, USER_POOL_ID)),
    accessLog: createAccessLog(records.table, newId),
    newId,
  }),
);
