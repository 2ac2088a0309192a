import * as z from 'zod';
import { InternalError } from '../errors/errors.ts';

const nonEmpty = z.string().min(1);
/** Digits alone: `Number` would also read a sign, spaces or `1e3`. */
const wholeNumber = z
  .string()
  .regex(/^\d{1,6}$/)
  .transform(Number);

/** Addresses with spaces between. */
const urls = z
  .string()
  .transform((text) => text.split(' '))
  .pipe(z.array(z.url()));

/** Every environment variable of a function with its schema. lib/environment.ts says which function gets which. */
export const variables = {
  TABLE_NAME: nonEmpty,
  KEYS_TABLE_NAME: nonEmpty,
  /** The KMS key's id, alias or ARN. */
  WRAPPING_KEY_ID: nonEmpty,
  SIGNING_KEY_ID: nonEmpty,
  /** The bucket of the published files. */
  SNAPSHOT_BUCKET: nonEmpty,
  /** The private bucket. */
  STATE_BUCKET: nonEmpty,
  USER_POOL_ID: nonEmpty,
  COMPILE_QUEUE_URL: z.url(),
  RENDER_QUEUE_URL: z.url(),
  DRILL_QUEUE_URL: z.url(),
  PACK_QUEUE_URL: z.url(),
  PACK_BUCKET: nonEmpty,
  /** The bucket of the site, with its recordings. */
  SITE_BUCKET: nonEmpty,
  ALERT_TOPIC_ARN: nonEmpty,
  /** The topic that mails each message to the person whom its attribute `person` names. */
  PERSON_ALERT_TOPIC_ARN: nonEmpty,
  ALARM_TOPIC_ARN: nonEmpty,
  NOTICE_TOPIC_ARN: nonEmpty,
  /** The queues whose messages a function handles, and those of what failed for good. */
  WORK_QUEUE_URLS: urls,
  DEAD_LETTER_QUEUE_URLS: urls,
  /** What the names of the stage's alarms begin with. */
  ALARM_PREFIX: nonEmpty,
  BUDGET_ARN: nonEmpty,
  /** The version of the client that was deployed with the functions. */
  DEPLOYED_VERSION: nonEmpty,
  /** The telephone number of whoever looks after the deployment; `none` without one. */
  CALL_PHONE: nonEmpty,
  /** The day of the following month on which a month closes, at 00:00 IST. */
  CUTOFF_DAY: wholeNumber.pipe(z.int().min(1).max(28)),
  /** A hash of the code that counts the journal. */
  COUNTING_CODE: nonEmpty,
  /** Days from the approval of an erasure to the destruction of the key. */
  RETENTION_DAYS: wholeNumber.pipe(z.int().min(1)),
  /** The first UTC day whose logs get a digest. */
  RECORDS_FROM: z.iso.date(),
  TOKEN_ISSUER: z.url(),
  TOKEN_JWKS_URI: z.url(),
  TOKEN_CLIENT_ID: nonEmpty,
} as const satisfies Record<string, z.ZodType>;

type Variable = keyof typeof variables;
type SettingsOf<Name extends Variable> = { readonly [Each in Name]: z.output<(typeof variables)[Each]> };

/**
 * A function's settings from its environment. Only handlers call this.
 * @throws InternalError that names missing or invalid variables, never their values
 */
export const readSettings = <const Name extends Variable>(
  environment: Readonly<Record<string, string | undefined>>,
  names: readonly Name[],
): SettingsOf<Name> => {
  const results = names.map((name) => [name, variables[name].safeParse(environment[name])] as const);
  const invalidNames = results.filter(([, { success }]) => !success).map(([name]) => name);
  if (invalidNames.length > 0) {
    throw new InternalError(`Settings are missing or not valid: ${invalidNames.join(', ')}.`);
  }
  return Object.fromEntries(results.map(([name, { data }]) => [name, data])) as SettingsOf<Name>;
};
