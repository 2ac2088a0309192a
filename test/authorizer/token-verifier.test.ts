import { generateKeyPairSync } from 'node:crypto';
import { SignJWT } from 'jose';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createAuthorizer } from '../../functions/gateway/authorizer/authorizer.ts';
import { createVerifier } from '../../functions/gateway/authorizer/token-verifier.ts';
import { newId } from '../../functions/shared/fields/ids.ts';
import { wayInOf } from '../../functions/shared/sign-ins/way-in.ts';
import type { Item } from '../../functions/shared/table/client.ts';
import type { Key } from '../../functions/shared/table/keys/key.ts';
import { wayInKey } from '../../functions/shared/table/keys/people.ts';
import { type Listening, listenOnLoopback } from '../../local/wire/listen.ts';

const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
const issuer = 'https://issuer.test';
const personId = newId();
const signedInAt = Date.parse('2026-10-15T06:30:00Z') / 1000;
const token = (username = 'riverlamp') =>
  new SignJWT({ username, token_use: 'access', client_id: 'web', auth_time: signedInAt })
    .setProtectedHeader({ alg: 'RS256', kid: 'one' })
    .setIssuer(issuer)
    .setSubject('user-1')
    .setExpirationTime('1h')
    .sign(privateKey);

let keySet: Listening;
let answers: number;
beforeAll(async () => {
  keySet = await listenOnLoopback((_, response) => {
    response.statusCode = answers;
    const key = { ...publicKey.export({ format: 'jwk' }), kid: 'one', alg: 'RS256', use: 'sig' };
    response.end(JSON.stringify({ keys: [key] }));
  });
});
afterAll(() => keySet.close());

const authorize = async (authorizationToken: string) => {
  const verify = createVerifier({ issuer, jwksUri: `http://localhost:${keySet.port}`, clientId: 'web' });
  const person = {
    id: personId,
    signInName: 'riverlamp',
    role: 'leader',
    collectives: [],
    districts: [],
    locale: 'te',
    disabled: false,
  } as const;
  const items = new Map<string, Item>([
    [wayInKey('riverlamp').pk, wayInOf(person)],
    // A phone was revoked while she was erased.
    [wayInKey('mangoriver').pk, { ...wayInKey('mangoriver'), sessionsEndedAt: '2026-10-14T06:30:00Z' }],
  ]);
  const table = { get: async ({ pk }: Key) => items.get(pk) };
  return createAuthorizer({ table, verify, noteSignIn: async () => {} })({
    type: 'TOKEN',
    authorizationToken,
    methodArn: 'arn:aws:execute-api:ap-south-1:1:api/live/GET/api/me',
  });
};

test.each(['neemlotus', 'mangoriver'])('a sign-in name that nobody has lets nobody in: %s', async (name) => {
  answers = 200;
  await expect(authorize(`Bearer ${await token(name)}`)).rejects.toThrow(/^Unauthorized$/);
});

describe('while the issuer’s keys cannot be had', () => {
  test('a good token is no bad one: it is our failure, and nobody is signed out', async () => {
    answers = 503;
    await expect(authorize(`Bearer ${await token()}`)).rejects.toThrow('key set');
  });

  test('what is no token of the issuer is refused as ever', async () => {
    answers = 200;
    const [head, , tail] = (await token()).split('.');
    await expect(authorize(`Bearer ${head}.e30.${tail}`)).rejects.toThrow(/^Unauthorized$/);
    await expect(authorize(`Bearer ${await token()}`)).resolves.toMatchObject({
      principalId: personId,
      context: { signedInAt: '2026-10-15T06:30:00Z' },
    });
  });
});
