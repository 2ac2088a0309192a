import * as z from 'zod/mini';

const config = z.object({
  clientId: z.string(),
  /** Where people sign in, as OpenID Connect calls its addresses. */
  authorize: z.url(),
  token: z.url(),
  revoke: z.url(),
  /** Ends the provider's own session and goes on to `&logout_uri=`, as Cognito calls it. */
  signOut: z.url(),
  /** The languages in which people are asked there; all, where it is not said. */
  speaks: z.optional(z.array(z.string())),
  /** Whom a leader can call in a crisis. */
  coordinatorPhone: z.optional(z.string()),
});
export type Config = z.infer<typeof config>;

export const parseConfig = (body: unknown): Config => config.parse(body);

let known: Promise<Config> | undefined;

/**
 * What differs between the places where the client is served; written when it is deployed.
 * @throws where no answer came in time
 */
export function loadConfig(timeoutMs = 30_000): Promise<Config> {
  known ??= fetch('/config.json', { signal: AbortSignal.timeout(timeoutMs) })
    .then((response) => response.json())
    .then(parseConfig)
    .catch((error: unknown) => {
      known = undefined;
      throw error;
    });
  return known;
}
