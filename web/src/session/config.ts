import * as z from 'zod/mini';

const config = z.object({
  clientId: z.string(),
  /** The sign-in addresses, by their OpenID Connect names. */
  authorize: z.url(),
  token: z.url(),
  revoke: z.url(),
  /** Ends the provider's session and redirects to `&logout_uri=`, as Cognito does. */
  signOut: z.url(),
  /** The languages of the sign-in page; default: all. */
  speaks: z.optional(z.array(z.string())),
  /** The number that leaders can call in a crisis. */
  coordinatorPhone: z.optional(z.string()),
  /** The number at which a woman reaches the auditor with a complaint, without her leader. */
  auditorPhone: z.optional(z.string()),
});
export type Config = z.infer<typeof config>;

export const parseConfig = (body: unknown): Config => config.parse(body);

/** The first load and its answer, which later calls share; undefined after a failure, so that the next call tries again. */
let loading: Promise<Config> | undefined;

/**
 * Loads the client's configuration (`/config.json`), written when it is deployed.
 * @param timeoutMs only for a call that loads it; while it is loading, later calls wait as long as the first
 * @throws if there is no answer in time
 */
export function loadConfig(timeoutMs = 30_000): Promise<Config> {
  loading ??= fetch('/config.json', { signal: AbortSignal.timeout(timeoutMs) })
    .then((response) => response.json())
    .then(parseConfig)
    .catch((error: unknown) => {
      loading = undefined;
      throw error;
    });
  return loading;
}
