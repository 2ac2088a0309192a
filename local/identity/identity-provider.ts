import type { IncomingMessage, ServerResponse } from 'node:http';
import { Provider } from 'oidc-provider';
import { readRequestBody } from '../wire/request-body.ts';
import { sendStackPage } from '../wire/stack-pages.ts';
import { demoPersonList } from './demo-people.ts';
import type { IdentityKeys } from './identity-keys.ts';
import {
  chooseLanguage,
  renderError,
  renderNewPassword,
  renderOver,
  renderSignIn,
} from './identity-pages.ts';
import { createIdentityStore } from './identity-store.ts';
import type { Language } from './identity-words.ts';
import { configurationOf, identityPath, type Pool, webClientId } from './provider-configuration.ts';

/** Starts the local identity provider and answers the pages of its sign-ins. provider-configuration.ts has its client, tokens and sessions. */

export type IdentityProvider = {
  readonly issuer: string;
  readonly jwksUri: string;
  /** Ends the sessions and refresh tokens of a user of the pool. */
  signOut(userId: string): void;
  /** Answers a request under /oidc. */
  handle(request: IncomingMessage, response: ServerResponse): Promise<void>;
};

/**
 * Creates the local identity provider (OpenID Connect), in place of Cognito's managed login. The demo people and everybody whom an
 * administrator adds can sign in. Clients use it as in the cloud: authorization code with PKCE.
 * @param origin the address of the web client and the API, `http://localhost:4000`
 * @param userPool the people with a password, and the demo people. A demo person needs no password, and can sign in even when disabled or erased: the API
 * decides what her token may do.
 */
export function createIdentityProvider(
  origin: string,
  identityKeys: IdentityKeys,
  userPool: Pool,
): IdentityProvider {
  const issuer = `${origin}${identityPath}`;
  const store = createIdentityStore();
  const provider = new Provider(issuer, {
    adapter: store.adapter,
    ...configurationOf(origin, identityKeys, userPool),
  });
  const callback = provider.callback();
  const signIn: SignIn = { origin, provider, userPool, usersChoosingPassword: new Map() };
  return {
    issuer,
    jwksUri: `${issuer}/jwks`,
    signOut: store.forget,
    async handle(request, response) {
      const target = request.url ?? '/';
      if (target.startsWith(`${identityPath}/interaction/`)) {
        // This fails if the provider does not know the interaction, or has forgotten it. Then the page asks her to start again.
        await answerInteraction(signIn, request, response).catch(() => {
          const language = chooseLanguage(request.headers['accept-language']);
          sendStackPage(response, 400, renderOver(language));
        });
        return;
      }
      if (target.startsWith(`${identityPath}/logout?`)) {
        await logOut(signIn, request, response);
        return;
      }
      // The provider finds out that it is served under `identityPath` by comparing `originalUrl` with `url`.
      Object.assign(request, { originalUrl: target });
      request.url = target.slice(identityPath.length) || '/';
      await callback(request, response);
    },
  };
}

/** The parts that answer the pages of a sign-in. */
type SignIn = {
  readonly origin: string;
  readonly provider: Provider;
  readonly userPool: Pool;
  /** The user names of people who have entered a one-time password and must choose their own, by the id of the sign-in interaction. */
  readonly usersChoosingPassword: Map<string, string>;
};

/** Handles the forms of the pages. @returns the user name of the person who has signed in, or the page to show next */
function handleForm(
  { userPool, usersChoosingPassword }: SignIn,
  form: URLSearchParams,
  interactionId: string,
  language: Language,
): { name: string } | { page: string } {
  const demoPerson = demoPersonList.find((candidate) => candidate.key === form.get('person'));
  if (demoPerson !== undefined) return { name: demoPerson.id };
  const newPassword = form.get('newPassword');
  const userChoosingPassword = usersChoosingPassword.get(interactionId);
  if (newPassword !== null && userChoosingPassword !== undefined) {
    if (!userPool.choosePassword(userChoosingPassword, newPassword))
      return { page: renderNewPassword(language, { wasWeak: true }) };
    usersChoosingPassword.delete(interactionId);
    return { name: userChoosingPassword };
  }
  const userName = (form.get('userName') ?? '').trim().toLowerCase();
  const verdict = userPool.checkPassword(userName, form.get('password') ?? '');
  if (verdict === 'right') return { name: userName };
  if (verdict === 'wrong')
    return { page: renderSignIn(language, demoPersonList, { name: userName, wasWrong: true }) };
  // The verdict `must change`: she has entered a one-time password.
  usersChoosingPassword.set(interactionId, userName);
  return { page: renderNewPassword(language, { wasWeak: false }) };
}

/** Shows or handles a page of a sign-in. The provider calls the sign-in an interaction. */
async function answerInteraction(
  signIn: SignIn,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { origin, provider, userPool } = signIn;
  const { params, uid } = await provider.interactionDetails(request, response);
  // The choice on the page counts first, then the client's, then the browser's.
  const chosenLanguage = new URL(request.url ?? '/', origin).searchParams.get('lang');
  const languages = [chosenLanguage, params.ui_locales, request.headers['accept-language']];
  const language = chooseLanguage(languages.filter((wanted) => typeof wanted === 'string').join(','));
  if (request.method !== 'POST') {
    const hint = params.login_hint;
    const name = typeof hint === 'string' ? hint : '';
    sendStackPage(response, 200, renderSignIn(language, demoPersonList, { name, wasWrong: false }));
    return;
  }
  // A body of more than 4 KB counts as an empty form.
  const body = await readRequestBody(request, 4096);
  const outcome = handleForm(signIn, new URLSearchParams(body?.toString('utf8')), uid, language);
  if ('page' in outcome) {
    sendStackPage(response, 200, outcome.page);
    return;
  }
  // A demo person without a user in the pool has her own id.
  const login = { accountId: userPool.idOf(outcome.name) ?? outcome.name };
  await provider.interactionFinished(request, response, { login }, { mergeWithLastSubmission: false });
}

/** Cognito's `/logout`: ends this browser's session without asking, and redirects to a registered address. */
async function logOut(
  { origin, provider }: SignIn,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  /** Where the browser may go after signing out. */
  const logoutUris = [`${origin}/`, `${origin}/reports.html`, `${origin}/away.html`];
  const query = new URL(request.url ?? '/', origin).searchParams;
  const next = logoutUris.find((uri) => uri === query.get('logout_uri'));
  if (query.get('client_id') !== webClientId || next === undefined) {
    sendStackPage(
      response,
      400,
      renderError(chooseLanguage(request.headers['accept-language']), 'invalid_request'),
    );
    return;
  }
  const session = await provider.Session.get(provider.createContext(request, response));
  await session.destroy();
  response.writeHead(302, { location: next, 'cache-control': 'no-store', 'content-length': 0 });
  response.end();
}

/** Describes the local identity provider to the web client, in its /config.json. In the cloud that file names Cognito. */
export const describeSignIn = (origin: string): Readonly<Record<string, string | readonly string[]>> => {
  const issuer = `${origin}${identityPath}`;
  return {
    clientId: webClientId,
    authorize: `${issuer}/auth`,
    token: `${issuer}/token`,
    revoke: `${issuer}/token/revocation`,
    signOut: `${issuer}/logout?client_id=${webClientId}`,
    // The languages of the sign-in page.
    speaks: ['te', 'en', 'ja'],
  };
};
