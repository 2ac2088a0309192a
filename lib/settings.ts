import * as z from 'zod';

/**
 * What addresses, senders of e-mails and authenticators show instead of the programme's name: what the web client is called on a phone,
 * where others may look.
 */
export const neutralName = 'notes';

/** Mumbai: the people in the records, and the law that protects them, are in India. */
export const region = 'ap-south-1';

/** The name of a stack, such as that of `data`; AWS makes the names of buckets and alarms from it. */
export const stackNameOf = (stage: string, part: string): string => `${neutralName}-${stage}-${part}`;

/** The path of the roles of a stage's functions, by which a notice tells them from everybody else. */
export const rolePathOf = (stage: string): string => `/${neutralName}/${stage}/`;

/** What one deployment of the programme may choose for itself; `cdk.json` has an entry for each, `{}` being all defaults. */
const stageSettings = z.strictObject({
  /** The day of the next month on which a month closes, at 00:00. */
  cutoffDay: z.int().min(1).max(28).default(5),
  timeZone: z.literal('Asia/Kolkata').default('Asia/Kolkata'),
  /** How long every log is kept; the law asks for a year at least. */
  logRetentionDays: z.literal([365, 400, 545, 731, 1096, 1827]).default(400),
  /**
   * How many days after an erasure was asked for the member's key is destroyed; nobody reaches her from the request on. The
   * law asks that what was recorded be kept for a year, then erased.
   */
  retentionDays: z.int().min(1).max(3650).default(365),
  /** The first UTC day whose journal and access log are sealed: no later than the first deployment. */
  recordsFrom: z.iso.date().default('2026-01-01'),
  /**
   * How long a destroyed data key could still be restored: an erasure is final after so many days. A week outlasts a
   * long weekend in which nobody notices that the table was harmed.
   */
  keysBackupDays: z.int().min(1).max(35).default(7),
  /**
   * How long a published file cannot be deleted: by nobody at all (`compliance`), or by nobody without a special right
   * (`governance`, for trials). Eight years is how long Indian companies keep their books.
   */
  objectLock: z
    .strictObject({ mode: z.enum(['compliance', 'governance']), days: z.int().min(1).max(36_500) })
    .default({ mode: 'compliance', days: 8 * 366 }),
  /** Who is told when something breaks. */
  alarmEmail: z.email().optional(),
  /**
   * Who is told that an urgent case waits for somebody: coordinator and caseworkers on call. The message holds a number and no word
   * of the programme. The system holds no addresses of staff, so they stand here.
   */
  alertEmails: z.array(z.email()).default([]),
  /**
   * Whom leaders' phones offer to call in a crisis. Anyone can read it at the site's address: the number of an office, not of a
   * person.
   */
  coordinatorPhone: z
    .string()
    .regex(/^\+?[0-9][0-9 -]{4,18}[0-9]$/)
    .optional(),
  /** Who is told when a month is published. */
  noticeEmails: z.array(z.email()).default([]),
  /** A domain of one's own, with its certificate (of us-east-1, where CloudFront looks for it). */
  domain: z
    .strictObject({
      name: z.string().regex(/^[a-z0-9-]+(\.[a-z0-9-]+)+$/),
      certificateArn: z.string().regex(/^arn:aws:acm:us-east-1:\d{12}:certificate\/[\w-]+$/),
    })
    .optional(),
  /** Where people may sign in and work from. */
  countries: z
    .array(z.string().regex(/^[A-Z]{2}$/))
    .nonempty()
    .default(['IN', 'JP']),
});

export const stageName = z
  .string()
  .regex(/^[a-z][a-z0-9]{1,14}$/, 'A stage name is 2 to 15 small letters and digits, such as "production".');

export type StageSettings = z.infer<typeof stageSettings> & { readonly stage: string };

/** What belongs to the CDK itself: its flags, and what its command adds. */
const ofTheCdk = /[@:/]/;

/**
 * The stage that `-c stage=…` chose, or `production`, with its settings.
 * @param context all that the app was given: `cdk.json`, `-c` and what the CDK adds
 * @throws Error that says what is wrong, and where; a misspelt name too, which would deploy the wrong stage
 */
export function readContext(context: Readonly<Record<string, unknown>>): StageSettings {
  const { stage = 'production', stages, ...others } = context;
  const unknown = Object.keys(others).filter((name) => !ofTheCdk.test(name));
  if (unknown.length > 0) {
    throw new Error(
      `Unknown context: ${unknown.join(', ')}. There is "stage" (-c stage=trial) and "stages" (cdk.json).`,
    );
  }
  return parseSettings(stage, stages);
}

/**
 * The settings of one stage.
 * @param stage its name
 * @param stages all stages' settings by name, as `cdk.json` holds them under `context.stages`
 * @throws Error that says what is wrong, and where
 */
export function parseSettings(stage: unknown, stages: unknown): StageSettings {
  const name = parse(stageName, stage, 'stage');
  const chosen = parse(z.record(z.string(), z.unknown()), stages, 'stages')[name];
  if (chosen === undefined) {
    throw new Error(
      `cdk.json has no settings for the stage "${name}"; add one under context.stages ({} will do).`,
    );
  }
  return { stage: name, ...parse(stageSettings, chosen, `stages.${name}`) };
}

function parse<T>(schema: z.ZodType<T>, input: unknown, place: string): T {
  const result = schema.safeParse(input);
  if (!result.success) throw new Error(`${place} in cdk.json: ${z.prettifyError(result.error)}`);
  return result.data;
}
