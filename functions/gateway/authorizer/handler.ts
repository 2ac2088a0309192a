import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { createSignInNote } from '../../shared/sign-ins/newest-sign-in.ts';
import { readSettings } from '../../shared/startup/read-settings.ts';
import { createTable } from '../../shared/table/client.ts';
import { createAuthorizer } from './authorizer.ts';
import { createVerifier } from './token-verifier.ts';

const settings = readSettings(process.env, [
  'TABLE_NAME',
  'TOKEN_ISSUER',
  'TOKEN_JWKS_URI',
  'TOKEN_CLIENT_ID',
]);

const table = createTable(DynamoDBDocumentClient.from(new DynamoDBClient()), settings.TABLE_NAME);

export const handler = createAuthorizer({
  table,
  noteSignIn: createSignInNote(table),
  verify: createVerifier({
    issuer: settings.TOKEN_ISSUER,
    jwksUri: settings.TOKEN_JWKS_URI,
    clientId: settings.TOKEN_CLIENT_ID,
  }),
});
