import type { Configuration, Grant, JWK, KoaContextWithOIDC } from 'oidc-provider';
import type { UserPool } from '../aws/user-pool.ts';
import { demoPersonList } from './demo-people.ts';
import type { IdentityKeys } from './identity-keys.ts';
import { chooseLanguage, renderError } from './identity-pages.ts';

/** The configuration of the local identity provider: its client, tokens and sessions. identity-provider.ts starts it and answers its pages. */

/** The path under which the provider answers. */
export const identityPath = '/oidc';

/** The web client's id at the provider. */
export const webClientId = 'web';

/** A working day, since a token from `npm run token` should last that long. */
const accessTokenSeconds = 12 * 3600;

/** How long after signing in a person can sign in again without a password, as in Cognito (lib/identity-stack.ts). */
const sessionSeconds = 15 * 60;

/**
 * How many more seconds a session lasts. Using a session does not make it longer.
 * @param signedInAt in seconds since 1970, like `now`; undefined before anybody has signed in
 */
export function sessionSecondsLeft(signedInAt: number | undefined, now: number): number {
  const secondsSinceSignIn = now - (signedInAt ?? now);
  const left = sessionSeconds - secondsSinceSignIn;
  // The provider accepts no 0. More than `sessionSeconds` would be left if the clock was set back after she signed in.
  return Math.max(1, Math.min(sessionSeconds, left));
}

const refreshTokenSeconds = 30 * 24 * 3600;

const isDemoPerson = (id: string): boolean => demoPersonList.some((person) => person.id === id);

/** The operations of the user pool that the identity provider uses. */
export type Pool = Pick<UserPool, 'idOf' | 'findName' | 'checkPassword' | 'choosePassword'>;

export function configurationOf(origin: string, identityKeys: IdentityKeys, userPool: Pool): Configuration {
  const signingKey: JWK = identityKeys.signing;
  /** The name of an account that may sign in; undefined for others. */
  const nameOf = (accountId: string): string | undefined =>
    userPool.findName(accountId) ?? (isDemoPerson(accountId) ? accountId : undefined);
  return {
    jwks: { keys: [signingKey] },
    cookies: { keys: [identityKeys.cookies] },
    clients: [
      {
        client_id: webClientId,
        application_type: 'web',
        token_endpoint_auth_method: 'none',
        grant_types: ['authorization_code', 'refresh_token'],
        response_types: ['code'],
        redirect_uris: [`${origin}/signed-in`, `${origin}/reports.html`, `${origin}/`],
      },
    ],
    scopes: ['openid', 'offline_access'],
    pkce: { required: () => true },
    findAccount: async (_context, id) =>
      nameOf(id) === undefined ? undefined : { accountId: id, claims: async () => ({ sub: id }) },
    // The claims that Cognito puts into an access token and the authorizer reads.
    extraTokenClaims: async (context, token) => {
      if (!('accountId' in token)) return {};
      // A token is made from a code after signing in, and later from a refresh token. Both know when the person signed in.
      const { AuthorizationCode: code, RefreshToken: refreshToken } = context.oidc.entities;
      const madeFrom = code ?? refreshToken;
      return { username: nameOf(token.accountId), token_use: 'access', auth_time: madeFrom?.authTime };
    },
    features: featuresFor(`${origin}/api`),
    // As in Cognito, tokens stay valid when the session has expired.
    expiresWithSession: async () => false,
    issueRefreshToken: async (_context, client) => client.grantTypeAllowed('refresh_token'),
    rotateRefreshToken: true,
    // In seconds.
    ttl: {
      AccessToken: accessTokenSeconds,
      AuthorizationCode: 60,
      IdToken: 3600,
      RefreshToken: refreshTokenSeconds,
      Interaction: 3600,
      Session: (_context, session) => sessionSecondsLeft(session.loginTs, Math.floor(Date.now() / 1000)),
      Grant: refreshTokenSeconds,
    },
    interactions: { url: (_context, interaction) => `${identityPath}/interaction/${interaction.uid}` },
    loadExistingGrant,
    renderError: async (context, out) => {
      context.type = 'html';
      context.body = renderError(chooseLanguage(context.get('accept-language')), out.error);
    },
  };
}

/** @param resource the address of the API, which access tokens are for */
const featuresFor = (resource: string): NonNullable<Configuration['features']> => ({
  devInteractions: { enabled: false },
  userinfo: { enabled: false },
  revocation: {
    enabled: true,
    allowedPolicy: async (_context, client, token) => token.clientId === client.clientId,
  },
  // Access tokens are JWTs only if they are for a resource; all of ours are for the API.
  resourceIndicators: {
    enabled: true,
    defaultResource: async () => resource,
    useGrantedResource: async () => true,
    getResourceServerInfo: async () => ({
      scope: '',
      audience: resource,
      accessTokenFormat: 'jwt',
      accessTokenTTL: accessTokenSeconds,
      jwt: { sign: { alg: 'RS256' } },
    }),
  },
  rpInitiatedLogout: { enabled: false },
});

/** Grants the client access without asking on a consent page, since the client is the programme's own. */
async function loadExistingGrant(context: KoaContextWithOIDC): Promise<Grant | undefined> {
  const { client, session, provider } = context.oidc;
  if (client === undefined || session?.accountId === undefined) return undefined;
  const grantId = session.grantIdFor(client.clientId);
  const existingGrant = grantId === undefined ? undefined : await provider.Grant.find(grantId);
  if (existingGrant !== undefined) return existingGrant;
  const grant = new provider.Grant({ clientId: client.clientId, accountId: session.accountId });
  grant.addOIDCScope('openid offline_access');
  await grant.save();
  return grant;
}
