import * as z from 'zod/mini';
import type { Database } from '../device/database.ts';
import type { Language } from '../i18n/language.ts';
import { loadConfig } from './config.ts';
import { parseAddress } from './desk-address.ts';
import { forgetInvitation, invitedName } from './invitation.ts';
import { isProviderReachable, redirectToSignOut } from './provider.ts';
import { forgetProviderSession, markProviderSessionToEnd, readProviderSession } from './provider-session.ts';
import { createSession, type Session } from './session-tokens.ts';

/**
 * Sign-in at the identity provider: authorization code with PKCE. The verifier must survive the redirects, so it is in
 * sessionStorage until she returns. Tokens are never stored there.
 */

/** The key of the attempt in sessionStorage. */
const attemptKey = 'sign-in';
const signInAttempt = z.object({
  state: z.string(),
  verifier: z.string(),
  redirectUri: z.string(),
  /** The provider was asked to show no page (`prompt=none`). */
  isSilent: z.boolean(),
  /** The hash (`#/…`) of the desk's page where she was; empty elsewhere. */
  address: z.string(),
});

/** The address to which the provider returns. `/signed-in` shows the same page as `/`, and is used for this return only. */
export type Page = '/signed-in' | '/reports.html';

const randomText = (): string => toBase64Url(crypto.getRandomValues(new Uint8Array(32)));

/**
 * Redirects to the identity provider, where she must authenticate even if somebody is signed in there: phones are
 * shared. The session there must end afterwards, unless it turns out to be a staff member's.
 * @param name the sign-in name to fill in; by default that of the invitation, if she followed one
 * @throws TypeError without a network
 */
export async function beginSignIn(
  database: Database | undefined,
  page: Page,
  language: Language,
  name = invitedName(),
): Promise<void> {
  // Without a network the redirect would end at the browser's own error page. So she stays on this page, and nothing is stored.
  if (!(await isProviderReachable())) throw new TypeError('There is no network.');
  if (database !== undefined) await markProviderSessionToEnd(database);
  await redirectToProvider(page, {
    prompt: 'login',
    ui_locales: language,
    // Cognito's name for `ui_locales`.
    lang: language,
    ...(name === undefined ? {} : { login_hint: name }),
  });
}

/** @param extraParameters parameters of the provider's authorization endpoint, beside those of every request */
async function redirectToProvider(
  page: Page,
  extraParameters: Readonly<Record<string, string>>,
): Promise<void> {
  const { authorize, clientId } = await loadConfig();
  const redirectUri = new URL(page, location.origin).href;
  const isSilent = extraParameters.prompt === 'none';
  const address = parseAddress(location.hash).length > 0 ? location.hash : '';
  const attempt = { state: randomText(), verifier: randomText(), redirectUri, isSilent, address };
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(attempt.verifier));
  sessionStorage.setItem(attemptKey, JSON.stringify(attempt));
  const query = new URLSearchParams({
    response_type: 'code',
    client_id: clientId,
    redirect_uri: redirectUri,
    scope: 'openid',
    state: attempt.state,
    code_challenge: toBase64Url(new Uint8Array(digest)),
    code_challenge_method: 'S256',
    ...extraParameters,
  });
  location.replace(`${authorize}?${query}`);
}

/**
 * How this page was reached. `wasFound`: she was still signed in at the provider, which showed no page. `leaving`: the
 * browser is being redirected; render nothing.
 */
export type Arrival =
  | { readonly outcome: 'signed_in'; readonly session: Session; readonly wasFound: boolean }
  | { readonly outcome: 'nobody' | 'failed' | 'leaving' };

/** Redirects the browser. Without a network nothing happens, and nobody is signed in. */
const leaveBy = (redirect: () => Promise<void>): Promise<Arrival> =>
  redirect().then(
    () => ({ outcome: 'leaving' }),
    () => ({ outcome: 'nobody' }),
  );

/** The key, in sessionStorage, of how often the provider was asked without a clear answer. */
const triesKey = 'tries';
/** A provider that never ends the session must not cause an endless redirect. */
const maxTries = 3;

/** Counts a question to the provider whether it has a session. @returns whether it may be asked */
function countTry(): boolean {
  const count = Number(sessionStorage.getItem(triesKey)) + 1;
  if (count > maxTries) {
    sessionStorage.removeItem(triesKey);
    return false;
  }
  sessionStorage.setItem(triesKey, String(count));
  return true;
}

/**
 * Handles the identity provider's answer after a redirect, and cleans the address. Without an answer it looks for a
 * session at the provider. A session that must end (`ProviderSession`) is ended before anything opens, as soon as there is a network.
 * @param database undefined if the browser stores nothing
 */
export async function arrive(database: Database | undefined, page: Page): Promise<Arrival> {
  const answer = takeAnswer();
  const providerSession = database === undefined ? 'none' : await readProviderSession(database);
  if (answer === undefined) {
    if (providerSession === 'none' || !(await isProviderReachable())) return { outcome: 'nobody' };
    const mayAsk = countTry();
    if (!mayAsk) return { outcome: 'nobody' };
    return leaveBy(() => redirectToProvider(page, { prompt: 'none' }));
  }
  if (answer === 'foreign') return { outcome: 'failed' };
  const { attempt, code, error } = answer;
  if (code === undefined) {
    if (!attempt.isSilent) return { outcome: 'failed' };
    // Of all errors, only `login_required` proves that there is no session any more.
    if (error === 'login_required' && database !== undefined) await forgetProviderSession(database);
    sessionStorage.removeItem(triesKey);
    return { outcome: 'nobody' };
  }
  // Nobody has typed a password: the provider has found somebody signed in. Unless her session is kept for a reload, it must end.
  if (attempt.isSilent && providerSession !== 'kept')
    return leaveBy(() => redirectToSignOut(page === '/signed-in' ? '/' : page));
  sessionStorage.removeItem(triesKey);
  try {
    const session = await createSession({
      grant_type: 'authorization_code',
      code,
      redirect_uri: attempt.redirectUri,
      code_verifier: attempt.verifier,
    });
    forgetInvitation();
    return { outcome: 'signed_in', session, wasFound: attempt.isSilent };
  } catch {
    return { outcome: 'failed' };
  }
}

type Answer = {
  readonly attempt: z.infer<typeof signInAttempt>;
  readonly code?: string | undefined;
  readonly error?: string | undefined;
};

/**
 * Takes the provider's answer out of this page's address; undefined if there is none. `foreign`: an
 * answer to a request that was not made here.
 */
function takeAnswer(): Answer | 'foreign' | undefined {
  const query = new URLSearchParams(location.search);
  const code = query.get('code') ?? undefined;
  const error = query.get('error') ?? undefined;
  if (code === undefined && error === undefined) return undefined;
  const storedAttempt = sessionStorage.getItem(attemptKey);
  sessionStorage.removeItem(attemptKey);
  const attempt = signInAttempt.safeParse(JSON.parse(storedAttempt ?? 'null'));
  const isOurs = attempt.success && attempt.data.state === query.get('state');
  const page = location.pathname === '/signed-in' ? '/' : location.pathname;
  history.replaceState(null, '', isOurs ? `${page}${attempt.data.address}` : page);
  if (!isOurs) return 'foreign';
  return { attempt: attempt.data, code, error };
}

/** Base64 with `-` for `+` and `_` for `/`, and without `=` at the end. */
function toBase64Url(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '');
}
