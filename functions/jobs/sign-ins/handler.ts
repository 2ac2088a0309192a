import { CognitoIdentityProviderClient } from '@aws-sdk/client-cognito-identity-provider';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { logFailures } from '../../shared/logging/log.ts';
import { createSignInProvider } from '../../shared/sign-ins/provider.ts';
import { createSignIns } from '../../shared/sign-ins/sync-sign-ins.ts';
import { readSettings } from '../../shared/startup/read-settings.ts';
import { createTable } from '../../shared/table/client.ts';

const settings = readSettings(process.env, ['TABLE_NAME', 'USER_POOL_ID']);
const signIns = createSignIns(
  createTable(DynamoDBDocumentClient.from(new DynamoDBClient()), settings.TABLE_NAME),
  createSignInProvider(new CognitoIdentityProviderClient(), settings.USER_POOL_ID),
);

/**
 * Entry of the function that brings sign-ins at the identity provider into line with people's records; started every
 * quarter of an hour. When somebody last signed in is noted elsewhere (shared/sign-ins/newest-sign-in.ts).
 */
export const handler = logFailures(() => signIns.syncAll());
