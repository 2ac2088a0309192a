import * as z from 'zod/mini';
import { loadConfig } from './config.ts';

/** The session is over: only a new sign-in helps. */
export class SignedOut extends Error {
  constructor() {
    super('Signed out');
    this.name = 'SignedOut';
  }
}

const tokens = z.object({
  access_token: z.string(),
  refresh_token: z.optional(z.string()),
  expires_in: z.number(),
});

/** One person's tokens, in memory alone. */
export type Session = {
  /**
   * A token for the API: a new one if the present one has expired or is the `rejected` one, which the API just refused.
   * @throws SignedOut; TypeError without a network
   */
  accessToken(rejected?: string): Promise<string>;
  /** The token by which the session can be resumed later. A caller that stores it must encrypt it. */
  refreshToken(): string | undefined;
  /** Called with each new refresh token: the old one no longer works. */
  onRefresh(listener: (refreshToken: string) => void): void;
  /** Revokes the tokens, as far as the network allows. */
  end(): Promise<void>;
};

/** The tokens of a session that is resumed from a stored refresh token. */
export const resumeSession = (refreshToken: string): Promise<Session> =>
  createSession({ grant_type: 'refresh_token', refresh_token: refreshToken });

/** An access token is renewed this long before it expires, so that it doesn't expire while a request is on its way. */
const renewBeforeMs = 30_000;

/**
 * The tokens of a new session, from what the identity provider's token endpoint answers.
 * @param grant parameters of the provider's token endpoint
 */
export async function createSession(grant: Readonly<Record<string, string>>): Promise<Session> {
  let currentTokens = await requestTokens(grant);
  let expiresAt = Date.now() + currentTokens.expires_in * 1000;
  let refreshing: Promise<void> | undefined;
  const listeners = new Set<(refreshToken: string) => void>();

  const refresh = async (): Promise<void> => {
    if (currentTokens.refresh_token === undefined) throw new SignedOut();
    const newTokens = await requestTokens({
      grant_type: 'refresh_token',
      refresh_token: currentTokens.refresh_token,
    });
    // An answer without a refresh token leaves the present one in force.
    currentTokens = { refresh_token: currentTokens.refresh_token, ...newTokens };
    expiresAt = Date.now() + newTokens.expires_in * 1000;
    if (newTokens.refresh_token === undefined) return;
    for (const listener of listeners) listener(newTokens.refresh_token);
  };

  return {
    async accessToken(rejected) {
      if (Date.now() > expiresAt - renewBeforeMs || currentTokens.access_token === rejected) {
        // Calls at the same time share one renewal: a refresh token works once.
        refreshing ??= refresh().finally(() => {
          refreshing = undefined;
        });
        await refreshing;
      }
      return currentTokens.access_token;
    },
    refreshToken: () => currentTokens.refresh_token,
    onRefresh: (listener) => void listeners.add(listener),
    async end() {
      const { revoke, clientId } = await loadConfig();
      await fetch(revoke, {
        method: 'POST',
        // The request continues when the page is gone.
        keepalive: true,
        body: new URLSearchParams({
          client_id: clientId,
          token: currentTokens.refresh_token ?? currentTokens.access_token,
        }),
        signal: AbortSignal.timeout(10_000),
      }).catch(() => {});
    },
  };
}

/**
 * Requests tokens from the provider.
 * @throws SignedOut if it refuses the grant; TypeError if it fails, as without a network
 */
async function requestTokens(grant: Readonly<Record<string, string>>): Promise<z.infer<typeof tokens>> {
  const { token, clientId } = await loadConfig();
  const response = await fetch(token, {
    method: 'POST',
    body: new URLSearchParams({ client_id: clientId, ...grant }),
    signal: AbortSignal.timeout(30_000),
  });
  if (response.status === 400 || response.status === 401) throw new SignedOut();
  if (!response.ok) throw new TypeError(`The provider answered ${response.status}.`);
  return tokens.parse(await response.json());
}
