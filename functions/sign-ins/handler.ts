import { CognitoIdentityProviderClient } from '@aws-sdk/client-cognito-identity-provider';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { logFailures } from '../logging/log.ts';
import { readSettings } from '../startup/read-settings.ts';
import { createTable } from '../table/client.ts';
import { createSignInProvider } from './provider.ts';
import { createSignIns } from './sync-sign-ins.ts';

const settings = readSettings(process.env, ['TABLE_NAME', 'USER_POOL_ID']);
const signIns = createSignIns(
  createTable(DynamoDBDocumentClient.from(new DynamoDBClient()), settings.TABLE_NAME),
  createSignInProvider(new CognitoIdentityProviderClient(), settings.USER_POOL_ID),
);

/**
 * Entry of the function that brings sign-ins at the identity provider into line with people's records; started every
 * quarter of an hour.
 */
export const handler = logFailures(() => signIns.syncAll());
