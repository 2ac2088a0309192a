/**
 * The permissions that a function can have. lib/areas.ts assigns them, and lib/constructs/rights.ts turns them
 * into IAM policies. On one machine local/aws/table-guard.ts enforces them.
 */

/**
 * A call on table items, as IAM distinguishes them. A transaction consists of these calls. `queryIndex` is a
 * query of an index.
 */
export type TableCall = 'get' | 'batchGet' | 'query' | 'queryIndex' | 'put' | 'update' | 'delete' | 'check';

/**
 * The calls that a function makes, by pattern of the partition keys in functions/table/keys.ts. A final `*`
 * matches any rest. For `queryIndex` the pattern matches the index's partition key.
 */
export type TableAccess = Readonly<Record<string, readonly TableCall[]>>;

/** Owners of data keys, as in the keys table and in the KMS encryption context. */
export type KeyOwners = 'organisation' | 'member:*' | 'person:*' | 'collective:*';

/**
 * `open`: read the wrapped key and let KMS unwrap it. `make`: let KMS create one, and store it. `destroy`: look
 * for one and overwrite it, without KMS.
 */
export type KeyCall = 'open' | 'make' | 'destroy';

export type KeyAccess = Readonly<Partial<Record<KeyOwners, readonly KeyCall[]>>>;

/** Permissions on everything else. */
export type Right =
  | 'snapshots:read'
  | 'snapshots:write'
  | 'state:write'
  | 'state:read'
  /** The journal's month files, in the bucket of private state. */
  | 'month-files:read'
  | 'month-files:write'
  /** The files of a count in shards, in the bucket of private state. */
  | 'count:read'
  | 'count:write'
  | 'digests:read'
  | 'digests:write'
  | 'queue:send'
  | 'render:send'
  | 'signing-key'
  /** Send alerts about waiting urgent cases to staff. */
  | 'alerts:send'
  /** Create users and set their passwords and authenticators. */
  | 'identity'
  /** End, block and allow sign-ins, without creating any. */
  | 'sign-ins';

export type Access = {
  readonly table?: TableAccess;
  readonly keys?: KeyAccess;
  readonly rights?: readonly Right[];
};

/** Whether a name (a partition key, a key's owner) matches a pattern. */
export const matches = (pattern: string, name: string): boolean =>
  pattern.endsWith('*') ? name.startsWith(pattern.slice(0, -1)) : name === pattern;
