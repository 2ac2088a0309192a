import { createHash } from 'node:crypto';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CognitoIdentityProviderClient } from '@aws-sdk/client-cognito-identity-provider';
import { JwtVerifier } from 'aws-jwt-verify';
import { SimpleJwksCache } from 'aws-jwt-verify/jwk';
import { afterAll, beforeAll, describe, expect, onTestFinished, test, vi } from 'vitest';
import * as z from 'zod';
import { createSignIn } from '../../../functions/areas/people/cognito-sign-in.ts';
import { makeOneTimePassword } from '../../../functions/areas/people/random-names-and-passwords.ts';
import { createSignInProvider } from '../../../functions/shared/sign-ins/provider.ts';
import { startUserPool, type UserPool } from '../../../local/aws/user-pool.ts';
import { demoPeople, demoPersonList } from '../../../local/identity/demo-people.ts';
import { loadIdentityKeys } from '../../../local/identity/identity-keys.ts';
import { createIdentityProvider, type IdentityProvider } from '../../../local/identity/identity-provider.ts';
import { fetchToken } from '../../../local/token.ts';
import { type Listening, listenOnLoopback } from '../../../local/wire/listen.ts';
import type { Principal } from '../../../local/wire/signed-request.ts';

const administrator: Principal = {
  accessKeyId: 'PEOPLE',
  secretAccessKey: 'people-secret',
  rights: ['users:create'],
};

let server: Listening;
let origin: string;
let identity: IdentityProvider;
let userPool: UserPool;

beforeAll(async () => {
  server = await listenOnLoopback((request, response) => void identity.handle(request, response));
  origin = `http://localhost:${server.port}`;
  userPool = await startUserPool({
    principals: [
      administrator,
      { accessKeyId: 'SIGN-INS', secretAccessKey: 'sign-ins-secret', rights: ['users:block'] },
    ],
    withoutPassword: demoPersonList.map(({ id }) => id),
    onSignOut: (userId) => identity.signOut(userId),
  });
  identity = createIdentityProvider(origin, await loadIdentityKeys(undefined), userPool);
});
afterAll(() => Promise.all([server.close(), userPool.close()]));

const verify = (token: string) =>
  JwtVerifier.create(
    { issuer: identity.issuer, jwksUri: identity.jwksUri, audience: null },
    {
      jwksCache: new SimpleJwksCache({
        fetcher: { fetch: async (uri) => (await fetch(uri)).arrayBuffer() },
      }),
    },
  ).verify(token);

const verifier = 'a-verifier-that-is-long-enough-for-the-rules-of-pkce';
const authorisationUrl = (more: Record<string, string> = {}) =>
  `${origin}/oidc/auth?${new URLSearchParams({
    client_id: 'web',
    response_type: 'code',
    scope: 'openid',
    redirect_uri: `${origin}/signed-in`,
    code_challenge: createHash('sha256').update(verifier).digest('base64url'),
    code_challenge_method: 'S256',
    ...more,
  })}`;

/** A browser, as far as it matters here. */
const createBrowser = () => {
  const cookies = new Map<string, string>();
  return async (url: string, init: RequestInit = {}): Promise<Response> => {
    const response = await fetch(new URL(url, origin), {
      redirect: 'manual',
      ...init,
      headers: { cookie: [...cookies].map((pair) => pair.join('=')).join('; '), ...init.headers },
    });
    for (const cookie of response.headers.getSetCookie()) {
      const [name = '', value = ''] = (cookie.split(';')[0] ?? '').split('=');
      cookies.set(name, value);
    }
    return response;
  };
};
const answerOf = async (response: Response) =>
  z
    .object({
      access_token: z.string(),
      id_token: z.string(),
      refresh_token: z.string(),
      token_type: z.literal('Bearer'),
    })
    .parse(await response.json());
const locationOf = (response: Response) => response.headers.get('location') ?? '';
const redeem = (parameters: Record<string, string>) =>
  fetch(`${origin}/oidc/token`, {
    method: 'POST',
    body: new URLSearchParams({ client_id: 'web', ...parameters }),
  });

/** Signs in, and gives what the client is then told. */
const signIn = async (browse: ReturnType<typeof createBrowser>, person = 'leader') => {
  const page = locationOf(await browse(authorisationUrl()));
  const posted = await browse(page, { method: 'POST', body: new URLSearchParams({ person }) });
  const code = new URL(locationOf(await browse(locationOf(posted)))).searchParams.get('code') ?? '';
  const exchange = { grant_type: 'authorization_code', code, redirect_uri: `${origin}/signed-in` };
  return { exchange };
};

test('a tab that was closed finds her for fifteen minutes after she signed in, however often it is opened', async () => {
  vi.useFakeTimers({ toFake: ['Date'] });
  onTestFinished(() => void vi.useRealTimers());
  const signedInAt = Date.parse('2026-11-29T04:30:00Z');
  vi.setSystemTime(signedInAt);
  const browse = createBrowser();
  const { exchange } = await signIn(browse);
  expect((await redeem({ ...exchange, code_verifier: verifier })).status).toBe(200);
  const find = async (minutes: number) => {
    vi.setSystemTime(signedInAt + minutes * 60_000);
    const answer = new URL(locationOf(await browse(authorisationUrl({ prompt: 'none' }))));
    return answer.searchParams.get('error') ?? 'found';
  };
  expect([await find(5), await find(10), await find(14)]).toEqual(['found', 'found', 'found']);
  expect([await find(15), await find(16)]).toEqual(['login_required', 'login_required']);
});

describe('a shared phone', () => {
  test('lets somebody in after another who only left', async () => {
    const browse = createBrowser();
    await signIn(browse);
    const page = locationOf(await browse(authorisationUrl({ prompt: 'login' })));
    const posted = await browse(page, { method: 'POST', body: new URLSearchParams({ person: 'leader2' }) });
    // A page that sends itself: it ends the session of who was here.
    const ending = await (await browse(locationOf(posted))).text();
    const action = /action="([^"]+)"/.exec(ending)?.[1] ?? '';
    const body = new URLSearchParams(
      Object.fromEntries(
        [...ending.matchAll(/name="([^"]+)" value="([^"]*)"/g)].map(([, name, value]) => [name, value]),
      ),
    );
    const resumed = await browse(locationOf(await browse(action, { method: 'POST', body })));
    const code = new URL(locationOf(resumed)).searchParams.get('code') ?? '';
    const exchange = { grant_type: 'authorization_code', redirect_uri: `${origin}/signed-in` };
    const { access_token } = await answerOf(await redeem({ ...exchange, code, code_verifier: verifier }));
    expect(await verify(access_token)).toMatchObject({ username: demoPeople.leader2.id });
  });
});

describe('tokens', () => {
  test.each(demoPersonList)('verify, and name the person: $key', async ({ key, id }) => {
    const claims = await verify(await fetchToken(origin, key));
    expect(claims).toMatchObject({
      iss: identity.issuer,
      username: id,
      sub: id,
      token_use: 'access',
      client_id: 'web',
    });
    expect(Number(claims.exp) - Number(claims.iat)).toBe(12 * 3600);
  });

  test('are signed with RS256 by a key that is published', async () => {
    const token = await fetchToken(origin, 'funder');
    const header = JSON.parse(Buffer.from(token.split('.')[0] ?? '', 'base64url').toString());
    expect(header.alg).toBe('RS256');
    const keySet = z.object({ keys: z.array(z.looseObject({})).length(1) });
    const { keys } = keySet.parse(await (await fetch(identity.jwksUri)).json());
    expect(keys).toMatchObject([{ kid: header.kid, alg: 'RS256' }]);
    expect(Object.keys(keys[0] ?? {})).not.toContain('d');
  });

  test('are not believed once a letter is changed', async () => {
    const token = await fetchToken(origin, 'auditor');
    const [head = '', body = '', tail = ''] = token.split('.');
    const claims = JSON.parse(Buffer.from(body, 'base64url').toString());
    const forged = Buffer.from(JSON.stringify({ ...claims, username: demoPeople.coordinator.id })).toString(
      'base64url',
    );
    await expect(verify([head, forged, tail].join('.'))).rejects.toThrow('Invalid signature');
  });
});

describe('signing in', () => {
  test('needs PKCE, the client and its own address', async () => {
    const browse = createBrowser();
    const none = locationOf(
      await browse(authorisationUrl({ code_challenge: '', code_challenge_method: '' })),
    );
    expect(new URL(none).searchParams.get('error')).toBe('invalid_request');
    for (const wrong of [{ client_id: 'other' }, { redirect_uri: 'https://example.org/' }]) {
      const response = await browse(authorisationUrl(wrong));
      expect(response.status).toBe(400);
      expect(await response.text()).toContain('That did not work.');
    }
  });

  test('gives a code that is worth a token once, with its verifier alone', async () => {
    const { exchange } = await signIn(createBrowser());
    expect((await redeem({ ...exchange, code_verifier: `${verifier}x` })).status).toBe(400);
    const { exchange: other } = await signIn(createBrowser());
    expect(await answerOf(await redeem({ ...other, code_verifier: verifier }))).toBeDefined();
    expect((await redeem({ ...other, code_verifier: verifier })).status).toBe(400);
  });

  test('gives another refresh token each time, and none for one that was used', async () => {
    const { exchange } = await signIn(createBrowser());
    const first = await answerOf(await redeem({ ...exchange, code_verifier: verifier }));
    const refresh = (token: string) => redeem({ grant_type: 'refresh_token', refresh_token: token });
    const second = await answerOf(await refresh(first.refresh_token));
    expect(second.refresh_token).not.toBe(first.refresh_token);
    expect(await verify(second.access_token)).toMatchObject({ username: demoPeople.leader.id });
    expect((await refresh(first.refresh_token)).status).toBe(400);
    // Who shows a used one may have stolen it: the whole family ends.
    expect((await refresh(second.refresh_token)).status).toBe(400);
  });

  test('ends at /logout as Cognito’s does: without a question, and its tokens with their revocation alone', async () => {
    const browse = createBrowser();
    const { exchange } = await signIn(browse);
    const tokens = await answerOf(await redeem({ ...exchange, code_verifier: verifier }));
    const silent = async () => {
      const { searchParams } = new URL(locationOf(await browse(authorisationUrl({ prompt: 'none' }))));
      return searchParams.get('error') ?? 'code';
    };
    const logOut = (logoutUri: string, client = 'web') =>
      browse(`/oidc/logout?${new URLSearchParams({ client_id: client, logout_uri: logoutUri })}`);
    expect((await logOut('https://example.org/')).status).toBe(400);
    expect((await logOut(`${origin}/`, 'other')).status).toBe(400);
    expect(await silent()).toBe('code');
    expect(locationOf(await logOut(`${origin}/away.html`))).toBe(`${origin}/away.html`);
    expect(await silent()).toBe('login_required');

    const refresh = (token: string) => redeem({ grant_type: 'refresh_token', refresh_token: token });
    const { refresh_token: next } = await answerOf(await refresh(tokens.refresh_token));
    await fetch(`${origin}/oidc/token/revocation`, {
      method: 'POST',
      body: new URLSearchParams({ client_id: 'web', token: next }),
    });
    expect((await refresh(next)).status).toBe(400);
  });

  const createProvider = () =>
    createSignInProvider(
      new CognitoIdentityProviderClient({
        endpoint: userPool.endpoint,
        region: 'ap-south-1',
        credentials: { accessKeyId: 'SIGN-INS', secretAccessKey: 'sign-ins-secret' },
      }),
      userPool.id,
    );

  test('ends for somebody who is disabled, and for nobody else', async () => {
    const [browse, browseAsOther] = [createBrowser(), createBrowser()];
    const { exchange } = await signIn(browse);
    const tokens = await answerOf(await redeem({ ...exchange, code_verifier: verifier }));
    const other = await signIn(browseAsOther, 'leader2');
    const others = await answerOf(await redeem({ ...other.exchange, code_verifier: verifier }));
    const refresh = (token: string) => redeem({ grant_type: 'refresh_token', refresh_token: token });

    await createProvider().disable(demoPeople.leader.id);
    expect((await refresh(tokens.refresh_token)).status).toBe(400);
    const page = locationOf(await browse(authorisationUrl()));
    expect(page).toContain('/oidc/interaction/');
    expect((await refresh(others.refresh_token)).status).toBe(200);
    expect(locationOf(await browseAsOther(authorisationUrl()))).toContain('code=');
  });

  test('says in words that a sign-in is over, to whoever goes back to its page, and names no code', async () => {
    const page = locationOf(await createBrowser()(authorisationUrl({ ui_locales: 'te' })));
    // Without the cookies of its sign-in, which Leave removes.
    const over = await createBrowser()(page, { headers: { 'accept-language': 'te' } });
    expect(over.status).toBe(400);
    const html = await over.text();
    expect(html).toContain('ఈ సైన్ ఇన్ ముగిసింది.');
    expect(html).toContain('<a href="/">');
    expect(html).not.toContain('session_not_found');
  });

  test.each([
    ['en', 'Who are you?', 'Coordinator'],
    ['te', 'మీరు ఎవరు?', 'కోఆర్డినేటర్'],
    ['ja', 'どなたですか。', 'コーディネーター'],
  ])(
    'has a page in %s that names all demo people, and nothing from elsewhere',
    async (language, title, role) => {
      const browse = createBrowser();
      const page = locationOf(await browse(authorisationUrl({ ui_locales: language })));
      const response = await browse(page);
      const html = await response.text();
      expect(html).toContain(`<html lang="${language}">`);
      for (const text of [title, role]) expect(html).toContain(text);
      for (const { key } of demoPersonList) expect(html).toContain(`value="${key}"`);
      expect(html).not.toMatch(/https?:|<script|<img|<link/);
      expect(response.headers.get('content-security-policy')).toContain("default-src 'none'");
      // The link to another language wins over what was asked for.
      expect(await (await browse(`${page}?lang=ja`)).text()).toContain('<html lang="ja">');
    },
  );

  test('lets in whom an administrator has given a password, once she has chosen her own', async () => {
    const id = '0195eea5-d400-7000-8000-0000000000aa';
    const cognito = new CognitoIdentityProviderClient({
      endpoint: userPool.endpoint,
      region: 'ap-south-1',
      credentials: administrator,
    });
    const allow = createSignIn(cognito, userPool.id);
    await allow(id, makeOneTimePassword());
    const password = makeOneTimePassword();
    await allow(id, password);

    const browse = createBrowser();
    const page = locationOf(await browse(authorisationUrl()));
    const post = (fields: Record<string, string>) =>
      browse(page, { method: 'POST', body: new URLSearchParams(fields) });
    expect(await (await post({ userName: id, password: 'wrong' })).text()).toContain('is wrong');
    expect(await (await post({ userName: 'nobody', password })).text()).toContain('is wrong');
    expect(await (await post({ newPassword: 'Not-asked-for-1' })).text()).toContain('is wrong');
    expect(await (await post({ userName: id, password })).text()).toContain('Choose a password');
    expect(await (await post({ newPassword: 'weak' })).text()).toContain('too weak');
    const done = await post({ newPassword: 'Vennela-rises-7' });
    const code = new URL(locationOf(await browse(locationOf(done)))).searchParams.get('code') ?? '';
    const exchange = { grant_type: 'authorization_code', code, redirect_uri: `${origin}/signed-in` };
    const tokens = await answerOf(await redeem({ ...exchange, code_verifier: verifier }));
    expect(await verify(tokens.access_token)).toMatchObject({ username: id });
    expect(userPool.checkPassword(id, password)).toBe('wrong');
    const userId = userPool.idOf(id) ?? '';
    const verdicts = async (change: Promise<void>) => {
      await change;
      return [userPool.checkPassword(id, 'Vennela-rises-7'), userPool.findName(userId) === id];
    };
    const provider = createProvider();
    expect(await verdicts(provider.enable(id))).toEqual(['right', true]);
    expect(await verdicts(provider.disable(id))).toEqual(['wrong', false]);
    expect(await verdicts(provider.enable(id))).toEqual(['right', true]);
    expect(await verdicts(provider.remove(id))).toEqual(['wrong', false]);
  });

  test('cannot be continued without its cookie', async () => {
    const page = locationOf(await createBrowser()(authorisationUrl()));
    const body = new URLSearchParams({ person: 'administrator' });
    expect((await createBrowser()(page, { method: 'POST', body })).status).toBe(400);
  });
});

test('keeps its keys in a file that nobody else can read', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'identity-'));
  try {
    const file = join(directory, 'identity.json');
    const made = await loadIdentityKeys(file);
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    expect(await loadIdentityKeys(file)).toEqual(made);
  } finally {
    await rm(directory, { recursive: true });
  }
});
