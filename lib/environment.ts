import type { Right } from './access.ts';
import { type DeployableName, deployableFunctions } from './functions/all.ts';
import type { FunctionDefinition } from './functions/definition.ts';

/** Whether a function needs a variable. */
type Need = (definition: FunctionDefinition, name: DeployableName) => boolean;

/** The need of the functions that have any of these rights. */
const withRight =
  (...wanted: readonly Right[]): Need =>
  ({ rights = [] }) =>
    wanted.some((right) => rights.includes(right));

/** The need of the functions with these names. */
const only =
  (...names: readonly DeployableName[]): Need =>
  (_, name) =>
    names.includes(name);

/**
 * Which functions get which environment variable: those with a permission on the resource it names, or those
 * listed here. Deployed and local functions share this table.
 */
const variables = {
  TABLE_NAME: ({ table }) => table !== undefined,
  KEYS_TABLE_NAME: ({ keys, rights = [] }) =>
    keys !== undefined || rights.includes('backups:look') || rights.includes('restored:use'),
  WRAPPING_KEY_ID: ({ keys = {} }) =>
    Object.values(keys).some((calls) => calls.includes('open') || calls.includes('make')),
  SIGNING_KEY_ID: withRight('manifests:sign'),
  SNAPSHOT_BUCKET: withRight('snapshots:read', 'snapshots:write', 'digests:read', 'digests:write'),
  STATE_BUCKET: withRight(
    'state:read',
    'state:write',
    'month-files:read',
    'month-files:write',
    'count:read',
    'count:write',
  ),
  PACK_BUCKET: withRight('packs:read', 'packs:write'),
  SITE_BUCKET: withRight('voice:write'),
  USER_POOL_ID: withRight('users:create', 'users:block'),
  COMPILE_QUEUE_URL: withRight('compile:send'),
  RENDER_QUEUE_URL: withRight('render:send'),
  DRILL_QUEUE_URL: withRight('drills:send'),
  PACK_QUEUE_URL: withRight('packs:send'),
  ALERT_TOPIC_ARN: withRight('alerts:send', 'topics:look'),
  PERSON_ALERT_TOPIC_ARN: withRight('person-alerts:send', 'topics:look'),
  ALARM_TOPIC_ARN: withRight('alarms:send', 'topics:look'),
  NOTICE_TOPIC_ARN: withRight('topics:look'),
  /** The queues whose messages a function handles, and those of what failed for good; with spaces between. */
  WORK_QUEUE_URLS: withRight('queues:look'),
  DEAD_LETTER_QUEUE_URLS: withRight('queues:look'),
  /** What the names of the stage's alarms begin with. */
  ALARM_PREFIX: withRight('alarms:look'),
  BUDGET_ARN: withRight('cost:look'),
  /** The version of the client that was deployed with the functions, as its build names it. */
  DEPLOYED_VERSION: only('health', 'watchHealth'),
  /** The telephone number of whoever looks after the deployment; `none` without one. */
  CALL_PHONE: only('health'),
  /** The day of the following month on which a month closes, at 00:00 IST. */
  CUTOFF_DAY: only('compile', 'planShards', 'health', 'watchHealth'),
  /** A hash of the code that counts the journal (`hashCountingCode`). */
  COUNTING_CODE: only('compile', 'preview'),
  /** Days from the approval of an erasure to the destruction of the key. */
  RETENTION_DAYS: only('approvals'),
  /** The first UTC day whose journal and access log get a digest. */
  RECORDS_FROM: only('digest', 'health', 'watchHealth'),
  /** The function `api` names the issuer in the OpenAPI document. */
  TOKEN_ISSUER: only('authorizer', 'api'),
  TOKEN_JWKS_URI: only('authorizer'),
  TOKEN_CLIENT_ID: only('authorizer'),
} as const satisfies Record<string, Need>;

export type Variable = keyof typeof variables;

/** Every variable with its value. */
export type Settings = Readonly<Record<Variable, string>>;

/** The environment of one Lambda function: the variables that it needs, with their values. */
export function environmentOf(name: DeployableName, settings: Settings): Partial<Record<Variable, string>> {
  const needs: Readonly<Record<Variable, Need>> = variables;
  const environment: Partial<Record<Variable, string>> = {};
  for (const [variable, isNeeded] of entriesOf(needs)) {
    if (isNeeded(deployableFunctions[name], name)) environment[variable] = settings[variable];
  }
  return environment;
}

/** `Object.entries` with the names' own type; the filter drops none, it only narrows the type. */
function entriesOf(needs: Readonly<Record<Variable, Need>>): [Variable, Need][] {
  return Object.keys(needs)
    .filter((name): name is Variable => name in needs)
    .map((name) => [name, needs[name]]);
}
