import { createPrivateKey, type KeyObject } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SignJWT } from 'jose';
import * as z from 'zod';
import { demoPeople } from '../../local/identity/demo-people.ts';
import { type Stack, startStack } from '../../local/stack.ts';
import { programmeTerms } from '../support/programme-terms.ts';
import { people, type Sent } from './bodies.ts';

/** A live stack with nobody but its people, whose provider's key we know: so any token can be made, good or bad. */

/** The programme's day of these tests. */
export const now = '2026-11-10T06:00:00Z';

export type Got = {
  readonly status: number;
  readonly text: string;
  readonly headers: Headers;
};

export type TokenClaims = {
  readonly username: string;
  readonly clientId?: string;
  readonly issuer?: string;
  readonly use?: string;
  /** Says when the password was typed, as the provider's tokens do: at once. */
  readonly tellsSignIn?: true;
  /** Seconds from now on until which it holds. */
  readonly lasts?: number;
  readonly key?: KeyObject;
};

const identityFile = z.object({ signing: z.record(z.string(), z.string()) });

/** @param isOnDisk for a look into the database's file, and into its stream: a quarter dearer */
export const startScene = async (isOnDisk = false) => {
  const data = mkdtempSync(join(tmpdir(), 'leadership-next-security-'));
  const stack: Stack = await startStack({
    port: 0,
    empty: true,
    stream: isOnDisk,
    data,
    databaseInMemory: !isOnDisk,
    recordsFrom: '2026-11-01',
  });
  const { signing } = identityFile.parse(JSON.parse(readFileSync(join(data, 'identity.json'), 'utf8')));
  const sign = signerOf(stack.url, signing);
  const send = (token: string | null, sent: Sent): Promise<Got> => sendTo(stack.url, token, sent);
  const tokenOf = tokensBy(sign, send);
  const requests = requestsBy(async (personId, sent) => send(await tokenOf(personId), sent));
  const setClock = async (instant: string | null): Promise<void> => {
    await fetch(`${stack.url}/local/clock`, { method: 'POST', body: JSON.stringify({ now: instant }) });
  };

  await setClock(now);
  return {
    stack,
    data,
    url: stack.url,
    sign,
    send,
    ...requests,
    setClock,
    publish: (month: string) => publish(stack.url, requests.must, month),
    tokenOf,
    async close() {
      await stack.close();
      rmSync(data, { recursive: true, force: true });
    },
  };
};

/** Makes any token of the stack's provider, good or bad. */
const signerOf = (url: string, signing: Readonly<Record<string, string>>) => {
  const ownKey = createPrivateKey({ key: signing, format: 'jwk' });
  return (given: TokenClaims): Promise<string> => {
    const seconds = Math.floor(Date.now() / 1000);
    const issued = given.lasts !== undefined && given.lasts < 0 ? seconds + given.lasts - 60 : seconds;
    return new SignJWT({
      username: given.username,
      client_id: given.clientId ?? 'web',
      token_use: given.use ?? 'access',
      ...(given.tellsSignIn === true ? { auth_time: issued } : {}),
    })
      .setProtectedHeader({ alg: 'RS256', kid: signing.kid ?? '' })
      .setIssuer(given.issuer ?? `${url}/oidc`)
      .setSubject(given.username)
      .setIssuedAt(issued)
      .setExpirationTime(seconds + (given.lasts ?? 3600))
      .sign(given.key ?? ownKey);
  };
};

const sendTo = async (url: string, token: string | null, sent: Sent): Promise<Got> => {
  const response = await fetch(`${url}${sent.path}`, {
    method: sent.method,
    redirect: 'manual',
    headers: {
      ...(token === null ? {} : { authorization: `Bearer ${token}` }),
      ...(sent.body === undefined ? {} : { 'content-type': 'application/json' }),
      ...(sent.version === undefined ? {} : { 'if-match': `"${sent.version}"` }),
    },
    ...(sent.body === undefined ? {} : { body: JSON.stringify(sent.body) }),
  });
  return { status: response.status, text: await response.text(), headers: response.headers };
};

/** Each person's token, signed at her first call. */
const tokensBy = (
  sign: (given: TokenClaims) => Promise<string>,
  send: (token: string | null, sent: Sent) => Promise<Got>,
) => {
  const tokens = new Map<string, Promise<string>>();
  const named = z.object({ signInName: z.string() });
  /** The demo people sign in by their ids; whoever was added, by the name that she got. */
  const signInNameOf = async (personId: string): Promise<string> => {
    if (Object.values<string>(people).includes(personId)) return personId;
    const administrator = await sign({ username: demoPeople.administrator.id });
    const { text } = await send(administrator, { method: 'GET', path: `/api/users/${personId}` });
    return named.safeParse(JSON.parse(text)).data?.signInName ?? personId;
  };
  return (personId: string): Promise<string> => {
    const token = tokens.get(personId) ?? signInNameOf(personId).then((username) => sign({ username }));
    tokens.set(personId, token);
    return token;
  };
};

/** What people ask, each by her own token. */
const requestsBy = (sendAs: (personId: string, sent: Sent) => Promise<Got>) => {
  /** Sends what must succeed, and gives the answer's body. */
  const must = async (personId: string, sent: Sent): Promise<Record<string, unknown>> => {
    const { status, text } = await sendAs(personId, sent);
    if (status >= 300) throw new Error(`${sent.method} ${sent.path}: ${status} ${text}`);
    return z.record(z.string(), z.unknown()).parse(JSON.parse(text));
  };

  const versioned = z.object({ version: z.number() });
  /** Changes a record as it stands now. */
  const change = async (personId: string, path: string, body: unknown): Promise<void> => {
    const { version } = versioned.parse(await must(personId, { method: 'GET', path }));
    await must(personId, { method: 'PATCH', path, body, version });
  };

  /** Has somebody agree, as the second person, to what was asked for. */
  const approve = async (personId: string, answer: Readonly<Record<string, unknown>>): Promise<void> => {
    const path = `/api/approvals/${z.string().parse(answer.approvalId)}`;
    await must(personId, { method: 'POST', path, body: { decision: 'approved' } });
  };
  return { sendAs, must, change, approve };
};

const publish = async (
  url: string,
  must: (personId: string, sent: Sent) => Promise<unknown>,
  month: string,
): Promise<void> => {
  await must(demoPeople.coordinator.id, {
    method: 'POST',
    path: '/api/programme/terms',
    body: programmeTerms,
  });
  const answer = await fetch(`${url}/local/schedule`, {
    method: 'POST',
    body: JSON.stringify({ month }),
  });
  if (!answer.ok) throw new Error(`${month} was not published: ${await answer.text()}`);
};

export type Scene = Awaited<ReturnType<typeof startScene>>;
