import * as z from 'zod';
import { stageName } from './stage-names.ts';

/** Mumbai: the people in the records, and the law that protects them, are in India. */
export const region = 'ap-south-1';

/** A telephone number, such as `+91 40 0000 0000`: 6 to 20 digits, spaces and hyphens after an optional `+`. */
const telephone = z.string().regex(/^\+?[0-9][0-9 -]{4,18}[0-9]$/);

/** The refusal of a stage without a recipient of alarms, for whoever deploys it. */
const withoutAlarmEmail =
  'A stage needs `alarmEmail`, to which its alarms are mailed: without it nobody hears that sheets are not accepted, or that somebody ' +
  'reads names who should not. Write the address of a person who looks every day, such as { "alarmEmail": "you@example.org" }. ' +
  'Nothing was deployed.';

/** The settings of a deployment. `cdk.json` has an entry for each stage; all but `alarmEmail` have defaults. */
const stageSettings = z.strictObject({
  /** The day of the following month on which a month closes, at 00:00 IST. */
  cutoffDay: z.int().min(1).max(28).default(5),
  timeZone: z.literal('Asia/Kolkata').default('Asia/Kolkata'),
  /** How many days every log is kept: CloudWatch allows only certain numbers. The law requires at least a year. */
  logRetentionDays: z.literal([365, 400, 545, 731, 1096, 1827]).default(400),
  /**
   * Days from the approval of an erasure to the destruction of the key. Nobody can read the record in the meantime. The law requires records to be
   * kept for a year, then erased.
   */
  retentionDays: z.int().min(1).max(3650).default(365),
  /** The first UTC day whose journal and access log get a digest. Not later than the first deployment. */
  recordsFrom: z.iso.date().default('2026-01-01'),
  /**
   * For how many days a destroyed data key can be restored from a backup. After that an erasure is final. The default of a week is longer than a long
   * weekend, during which nobody may notice damage.
   */
  keysBackupDays: z.int().min(1).max(35).default(7),
  /**
   * Object Lock of published files. With `compliance` nobody can delete them; with `governance`, for trials, only somebody with a special permission.
   * The default is eight years, as long as Indian companies must keep their books.
   */
  objectLock: z
    .strictObject({ mode: z.enum(['compliance', 'governance']), days: z.int().min(1).max(36_500) })
    .default({ mode: 'compliance', days: 8 * 366 }),
  /**
   * The number of shards in which a month is counted, each by a call of a function. Without this setting one function counts the whole month, which is
   * enough for the sizes in docs/scale.md.
   */
  countShards: z.int().min(2).max(256).optional(),
  /**
   * Allows each writing call of a function in the partitions of all its writing calls. IAM needs this if it judges a transaction as a whole. The self-check
   * of a deployment says whether the setting is needed (docs/decisions/0100-self-check.md).
   */
  widePolicies: z.boolean().default(false),
  /**
   * Lets a deployment go on although its self-check finds that IAM refuses a right; the refusal is only written in the log. Use it if the check itself is
   * wrong about AWS's answer, and a mend must be deployed.
   */
  onlyTellRefusedRights: z.boolean().default(false),
  /**
   * Moves all calls to a new version at once, and never back, whatever faults it logs. Use it if callers can provoke a fault that the old version has
   * too: otherwise that fault would stop the release that mends it.
   */
  allAtOnce: z.boolean().default(false),
  /** Marks every page as training: a stage with an invented programme, its own people and its own sign-in. */
  training: z.boolean().default(false),
  /** Recipient of alarms. */
  alarmEmail: z.email({ error: ({ input }) => (input === undefined ? withoutAlarmEmail : undefined) }),
  /**
   * Recipients of urgent-case alerts of the whole programme: the state coordinator, or whoever is on call. A message holds a number and no word
   * about the programme. The system stores no staff addresses, so they are set here.
   */
  alertEmails: z.array(z.email()).default([]),
  /**
   * The mail addresses of area coordinators and caseworkers, by person id (the last part of the address of a person's page). Each gets alerts about the urgent
   * cases that wait in her present districts, and no others.
   */
  alertEmailsByPerson: z.record(z.uuidv7(), z.email()).default({}),
  /**
   * The number that leaders' phones offer in a crisis. Anyone can read it at the site's address, so use an
   * office number.
   */
  coordinatorPhone: telephone.optional(),
  /**
   * The number at which a woman reaches the auditor with a complaint, without her leader. Anyone can read it at the site's
   * address, so use an office number.
   */
  auditorPhone: telephone.optional(),
  /**
   * The telephone number of whoever looks after the deployment. Only administrators see it, so that they know whom to call. Use an office number.
   */
  callPhone: telephone.optional(),
  /** What a month may cost, in US dollars. The recipient of alarms gets a mail when most of it is spent, and when all is. */
  monthlyBudgetUsd: z.int().min(1).max(100_000).default(100),
  /** Recipients of the notice that a month is published. */
  noticeEmails: z.array(z.email()).default([]),
  /** Your own domain, such as `www.example.org`, with its certificate in us-east-1, where CloudFront requires it. */
  domain: z
    .strictObject({
      name: z.string().regex(/^[a-z0-9-]+(\.[a-z0-9-]+)+$/),
      certificateArn: z.string().regex(/^arn:aws:acm:us-east-1:\d{12}:certificate\/[\w-]+$/),
    })
    .optional(),
  /** Countries from which people may sign in and work, as two letters (ISO 3166). */
  countries: z
    .array(z.string().regex(/^[A-Z]{2}$/))
    .nonempty()
    .default(['IN', 'JP']),
});

export type StageSettings = z.infer<typeof stageSettings> & { readonly stage: string };

/** Matches context keys of the CDK itself, such as `@aws-cdk/core:newStyleStackSynthesis`. Ours contain none of these characters. */
const cdkContextKey = /[@:/]/;

/**
 * Reads the settings of the stage chosen by `-c stage=…` (default `production`) from the CDK's context.
 * @param context the app's whole context: `cdk.json`, `-c` and what the CDK adds
 * @throws Error that says what is wrong and where. An unknown name is an error too, since a typo would deploy the wrong stage
 */
export function readContext(context: Readonly<Record<string, unknown>>): StageSettings {
  const { stage = 'production', stages, ...others } = context;
  const unknown = Object.keys(others).filter((name) => !cdkContextKey.test(name));
  if (unknown.length > 0) {
    throw new Error(
      `Unknown context: ${unknown.join(', ')}. There is "stage" (-c stage=trial) and "stages" (cdk.json).`,
    );
  }
  return parseSettings(stage, stages);
}

/**
 * Parses the settings of one stage and fills in the defaults.
 * @param stage its name
 * @param stages all stages' settings by name, as in `cdk.json` under `context.stages`
 * @throws Error that says what is wrong and where
 */
export function parseSettings(stage: unknown, stages: unknown): StageSettings {
  const name = parse(stageName, stage, 'stage');
  const settings = parse(z.record(z.string(), z.unknown()), stages, 'stages')[name];
  if (settings === undefined) {
    throw new Error(
      `cdk.json has no settings for the stage "${name}"; add one under context.stages, such as "${name}": { "alarmEmail": "you@example.org" }.`,
    );
  }
  return { stage: name, ...parse(stageSettings.check(eachAddressOnce), settings, `stages.${name}`) };
}

/** Refuses an address that two people have. A topic has an address only once, so one of them would get no mail. */
const eachAddressOnce = ({
  issues,
  value,
}: z.core.ParsePayload<{ alertEmailsByPerson: Record<string, string> }>): void => {
  const emails = Object.values(value.alertEmailsByPerson).map((email) => email.toLowerCase());
  const repeated = emails.find((email, index) => emails.indexOf(email) !== index);
  if (repeated === undefined) return;
  issues.push({
    code: 'custom',
    input: value.alertEmailsByPerson,
    path: ['alertEmailsByPerson'],
    message: `${repeated} stands for two people: give each an address of her own.`,
  });
};

function parse<T>(schema: z.ZodType<T>, input: unknown, path: string): T {
  const result = schema.safeParse(input);
  if (!result.success) throw new Error(`${path} in cdk.json: ${z.prettifyError(result.error)}`);
  return result.data;
}

/** The optional settings that a stage leaves out, as sentences for whoever deploys it: what will not happen without them. */
export const listUnset = (settings: StageSettings): string[] => [
  ...(settings.alertEmails.length > 0
    ? []
    : ['alertEmails: nobody is mailed that an urgent case waits, or that a month waits for its terms.']),
  ...(settings.coordinatorPhone !== undefined
    ? []
    : ['coordinatorPhone: in a crisis leaders’ phones offer no number to call.']),
  ...(settings.auditorPhone !== undefined
    ? []
    : ['auditorPhone: a woman has no number at which to complain without her leader.']),
  ...(settings.noticeEmails.length > 0 ? [] : ['noticeEmails: nobody is mailed that a month is published.']),
];
