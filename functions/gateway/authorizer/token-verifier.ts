import { JwtVerifier } from 'aws-jwt-verify';
import { SimpleJwksCache } from 'aws-jwt-verify/jwk';
import * as z from 'zod';
import { formatInstant } from '../../shared/calendar/calendar.ts';
import { PrintableError } from '../../shared/errors/errors.ts';

const claims = z.object({
  sub: z.string(),
  username: z.string(),
  token_use: z.literal('access'),
  client_id: z.string(),
  /** When she authenticated, in seconds since 1970: a renewed token has that of the first one. */
  auth_time: z.int().optional(),
});

/** The provider's user to whom a token was made out. Another user made later with the same name has another id. */
export type TokenUser = {
  readonly userId: string;
  readonly signInName: string;
  /** When she authenticated (RFC 3339 UTC, in seconds), if the token says so. */
  readonly signedInAt?: string;
};

/**
 * Verifies an access token and returns its user.
 * @throws KeySetMissing if the issuer's keys can't be fetched; another error if the token is invalid
 */
export type Verify = (token: string) => Promise<TokenUser>;

/** The error when the issuer's keys can't be fetched, so that not even a valid token can be verified. */
export class KeySetMissing extends Error {}

const timeoutMs = 3000;

const fetchDocument = async (uri: string): Promise<ArrayBuffer> => {
  try {
    const response = await fetch(uri, { signal: AbortSignal.timeout(timeoutMs) });
    if (response.ok) {
      return await response.arrayBuffer();
    }
  } catch {
    // Without an answer the key set counts as missing.
  }
  throw new KeySetMissing('The issuer’s key set cannot be had.');
};

/** Makes the verifier of people's access tokens, for one issuer and client. It fetches the issuer's keys once. */
export const createVerifier = (provider: {
  readonly issuer: string;
  readonly jwksUri: string;
  readonly clientId: string;
}): Verify => {
  const verifier = JwtVerifier.create(
    // Access tokens have no audience; their `client_id` is compared below.
    { issuer: provider.issuer, jwksUri: provider.jwksUri, audience: null },
    { jwksCache: new SimpleJwksCache({ fetcher: { fetch: fetchDocument } }) },
  );
  return async (token) => {
    const {
      sub,
      username,
      client_id: clientId,
      auth_time: signedInAt,
    } = claims.parse(await verifier.verify(token));
    if (clientId !== provider.clientId) {
      throw new PrintableError('The token was made out to another client.');
    }
    return {
      userId: sub,
      signInName: username,
      ...(signedInAt === undefined ? {} : { signedInAt: formatInstant(new Date(signedInAt * 1000)) }),
    };
  };
};
