import type { Right } from './access.ts';
import { type DeployableName, deployableFunctions } from './functions/all.ts';
import type { FunctionDefinition } from './functions/definition.ts';

type Need = (area: FunctionDefinition, name: DeployableName) => boolean;

const holding =
  (...rights: readonly Right[]): Need =>
  ({ rights: held = [] }) =>
    rights.some((right) => held.includes(right));

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
  KEYS_TABLE_NAME: ({ keys }) => keys !== undefined,
  WRAPPING_KEY_ID: ({ keys = {} }) =>
    Object.values(keys).some((calls) => calls.includes('open') || calls.includes('make')),
  SIGNING_KEY_ID: holding('manifests:sign'),
  SNAPSHOT_BUCKET: holding('snapshots:read', 'snapshots:write', 'digests:read', 'digests:write'),
  STATE_BUCKET: holding(
    'state:read',
    'state:write',
    'month-files:read',
    'month-files:write',
    'count:read',
    'count:write',
  ),
  PACK_BUCKET: holding('packs:read', 'packs:write'),
  USER_POOL_ID: holding('users:create', 'users:block'),
  COMPILE_QUEUE_URL: holding('compile:send'),
  RENDER_QUEUE_URL: holding('render:send'),
  PACK_QUEUE_URL: holding('packs:send'),
  ALERT_TOPIC_ARN: holding('alerts:send'),
  /** The day of the next month on which a month closes, at 00:00 IST. */
  CUTOFF_DAY: only('compile', 'planShards'),
  /** Days from the approval of an erasure to the destruction of the key. */
  RETENTION_DAYS: only('approvals'),
  /** The first UTC day whose journal and access log get a digest. */
  RECORDS_FROM: only('digest'),
  /** The OpenAPI document names the issuer too. */
  TOKEN_ISSUER: only('authorizer', 'api'),
  TOKEN_JWKS_URI: only('authorizer'),
  TOKEN_CLIENT_ID: only('authorizer'),
} as const satisfies Record<string, Need>;

export type Variable = keyof typeof variables;

/** Every variable with its value. */
export type Settings = Readonly<Record<Variable, string>>;

/** The environment variables of one Lambda function. */
export function environmentOf(name: DeployableName, settings: Settings): Partial<Record<Variable, string>> {
  const needs: Readonly<Record<Variable, Need>> = variables;
  const told: Partial<Record<Variable, string>> = {};
  for (const [variable, isNeeded] of entriesOf(needs)) {
    if (isNeeded(deployableFunctions[name], name)) told[variable] = settings[variable];
  }
  return told;
}

function entriesOf(needs: Readonly<Record<Variable, Need>>): [Variable, Need][] {
  return Object.keys(needs)
    .filter((name): name is Variable => name in needs)
    .map((name) => [name, needs[name]]);
}
