import * as z from 'zod/mini';
import type { Language } from '../i18n/language.ts';
import { loadConfig } from './config.ts';
import { forgetInvitation, invitedName } from './invitation.ts';
import { createSession, type Session } from './session.ts';

/**
 * Signing in at the provider: authorization code with PKCE. The verifier must outlive the way there and back, so it lies
 * in sessionStorage for that long and no longer; tokens never do.
 */

const place = 'sign-in';
const attempt = z.object({ state: z.string(), verifier: z.string(), redirectUri: z.string() });

const randomText = (): string => toBase64Url(crypto.getRandomValues(new Uint8Array(32)));

/**
 * Leaves for the provider; it comes back to `returnTo`. The page's own history entry is replaced.
 * @param again whether whoever is signed in there already has to show again who she is: phones are shared
 * @param name the sign-in name that is filled in there
 */
export async function beginSignIn(
  returnTo: '/signed-in' | '/reports.html',
  language: Language,
  again: boolean,
  name = invitedName(),
): Promise<void> {
  const { authorize, clientId } = await loadConfig();
  const redirectUri = new URL(returnTo, location.origin).href;
  const begun = { state: randomText(), verifier: randomText(), redirectUri };
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(begun.verifier));
  sessionStorage.setItem(place, JSON.stringify(begun));
  const query = new URLSearchParams({
    response_type: 'code',
    client_id: clientId,
    redirect_uri: redirectUri,
    scope: 'openid',
    state: begun.state,
    code_challenge: toBase64Url(new Uint8Array(digest)),
    code_challenge_method: 'S256',
    ui_locales: language,
    // What Cognito calls the same.
    lang: language,
    ...(again ? { prompt: 'login' } : {}),
    ...(name === undefined ? {} : { login_hint: name }),
  });
  location.replace(`${authorize}?${query}`);
}

/**
 * The session, where the browser has just come back from the provider; undefined otherwise. The address is cleaned.
 * @throws where the provider refused, or somebody else's answer came
 */
export async function finishSignIn(): Promise<Session | undefined> {
  const query = new URLSearchParams(location.search);
  const code = query.get('code');
  const isAnswer = code !== null || query.has('error');
  if (!isAnswer) return undefined;
  const kept = sessionStorage.getItem(place);
  sessionStorage.removeItem(place);
  history.replaceState(null, '', location.pathname === '/signed-in' ? '/' : location.pathname);
  const begun = attempt.safeParse(JSON.parse(kept ?? 'null'));
  if (code === null || !begun.success || begun.data.state !== query.get('state')) {
    throw new Error('The sign-in did not come back as it went.');
  }
  const session = await createSession({
    grant_type: 'authorization_code',
    code,
    redirect_uri: begun.data.redirectUri,
    code_verifier: begun.data.verifier,
  });
  forgetInvitation();
  return session;
}

function toBase64Url(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '');
}
