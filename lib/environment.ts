import type { AreaName, Right, WorkerName } from './areas.ts';

/** A Lambda function: one of the areas, or one that no route leads to. */
export type FunctionName = AreaName | WorkerName;

type Reason = { readonly rights: readonly Right[] } | { readonly functions: readonly FunctionName[] };

/**
 * Which function is told what: a variable goes to those that hold one of the rights it belongs to, or to those named.
 * A function is not told the name of a thing it has no right to. Deployed and local functions follow this one table.
 */
const variables = {
  TABLE_NAME: { rights: ['table:read', 'table:write'] },
  KEYS_TABLE_NAME: { rights: ['keys:read', 'keys:write', 'organisation-key'] },
  WRAPPING_KEY_ID: { rights: ['wrapping-key', 'organisation-key'] },
  SIGNING_KEY_ID: { rights: ['signing-key'] },
  SNAPSHOT_BUCKET: { rights: ['snapshots:read', 'snapshots:write', 'seals:read', 'seals:write'] },
  STATE_BUCKET: { rights: ['state:read', 'state:write'] },
  USER_POOL_ID: { rights: ['identity'] },
  COMPILE_QUEUE_URL: { rights: ['queue:send'] },
  RENDER_QUEUE_URL: { rights: ['render:send'] },
  /** The day of the next month on which a month closes, at 00:00 IST. */
  CUTOFF_DAY: { functions: ['compile'] },
  /** How many days after the request a member is erased. */
  RETENTION_DAYS: { functions: ['erasure'] },
  /** The first UTC day whose journal and access log are sealed. */
  RECORDS_FROM: { functions: ['seal'] },
  /** The OpenAPI document names the issuer too. */
  TOKEN_ISSUER: { functions: ['authorizer', 'session'] },
  TOKEN_JWKS_URI: { functions: ['authorizer'] },
  TOKEN_CLIENT_ID: { functions: ['authorizer'] },
} as const satisfies Record<string, Reason>;

export type Variable = keyof typeof variables;

/** Every variable there is, with its value. */
export type Settings = Readonly<Record<Variable, string>>;

/** The variables of one function, by its name and rights. */
export function environmentOf(
  name: FunctionName,
  rights: readonly Right[],
  settings: Settings,
): Partial<Record<Variable, string>> {
  const reasons: Readonly<Record<Variable, Reason>> = variables;
  const told: Partial<Record<Variable, string>> = {};
  for (const [variable, reason] of entriesOf(reasons)) {
    const due =
      'rights' in reason
        ? reason.rights.some((right) => rights.includes(right))
        : reason.functions.includes(name);
    if (due) told[variable] = settings[variable];
  }
  return told;
}

function entriesOf(reasons: Readonly<Record<Variable, Reason>>): [Variable, Reason][] {
  return Object.keys(reasons)
    .filter((name): name is Variable => name in reasons)
    .map((name) => [name, reasons[name]]);
}
