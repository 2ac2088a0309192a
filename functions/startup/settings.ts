import * as z from 'zod';

const name = z.string().min(1);
const wholeNumber = z
  .string()
  .regex(/^\d{1,6}$/)
  .transform(Number);

/** Every variable that a function may find in its environment, with what it must be. lib/environment.ts says which is told which. */
export const variables = {
  TABLE_NAME: name,
  KEYS_TABLE_NAME: name,
  /** The KMS key's id, alias or ARN. */
  WRAPPING_KEY_ID: name,
  SIGNING_KEY_ID: name,
  SNAPSHOT_BUCKET: name,
  STATE_BUCKET: name,
  USER_POOL_ID: name,
  COMPILE_QUEUE_URL: z.url(),
  RENDER_QUEUE_URL: z.url(),
  ALERT_TOPIC_ARN: name,
  /** The day of the next month on which a month closes. */
  CUTOFF_DAY: wholeNumber.pipe(z.int().min(1).max(28)),
  /** Days from the request of an erasure to the destruction of the key. */
  RETENTION_DAYS: wholeNumber.pipe(z.int().min(1)),
  /** The first UTC day whose logs are sealed. */
  RECORDS_FROM: z.iso.date(),
  TOKEN_ISSUER: z.url(),
  TOKEN_JWKS_URI: z.url(),
  TOKEN_CLIENT_ID: name,
} as const satisfies Record<string, z.ZodType>;

type Variable = keyof typeof variables;
type SettingsOf<Name extends Variable> = { readonly [Each in Name]: z.output<(typeof variables)[Each]> };

/**
 * The settings that a function finds in its environment. Only composition roots call this.
 * @throws Error that names the variables which are missing or not valid, and never what they hold
 */
export const readSettings = <const Name extends Variable>(
  environment: Readonly<Record<string, string | undefined>>,
  names: readonly Name[],
): SettingsOf<Name> => {
  const parsed = names.map((name) => [name, variables[name].safeParse(environment[name])] as const);
  const wrong = parsed.filter(([, { success }]) => !success).map(([name]) => name);
  if (wrong.length > 0) {
    throw new Error(`Settings are missing or not valid: ${wrong.join(', ')}.`);
  }
  return Object.fromEntries(parsed.map(([name, { data }]) => [name, data])) as SettingsOf<Name>;
};
