/**
 * The permissions that a function can have. lib/functions assigns them, and lib/constructs/policy-statements.ts turns them
 * into IAM policies. On one machine local/aws/table-guard.ts enforces them.
 */

/**
 * A call on table items, as IAM authorises them: each item of a transaction counts as a put, an update, a delete or a
 * condition check of its own (docs/decisions/0017-permissions-per-call.md). `queryIndex` is a query of an index, which IAM
 * allows by the index's ARN; `scan` reads the whole table.
 */
export type TableCall =
  | 'get'
  | 'batchGet'
  | 'query'
  | 'queryIndex'
  | 'scan'
  | 'put'
  | 'update'
  | 'delete'
  | 'check';

/**
 * Maps a pattern of partition keys (functions/shared/table/keys), such as `MEMBER#*`, to the calls that are allowed there. A final `*`
 * matches any rest. For `queryIndex` the pattern matches the index's partition key.
 */
export type TableAccess = Readonly<Record<string, readonly TableCall[]>>;

/** A pattern of the owners of keys in the keys table. Each owner's texts are encrypted with a key of its own, and KMS gets the owner as encryption context. */
export type OwnerPattern = 'organisation' | 'member:*' | 'person:*' | 'collective:*';

/**
 * What a function does with an owner's key. `open`: read the wrapped key and let KMS unwrap it. `make`: let KMS create a key, and
 * store it wrapped. `destroy`: overwrite the stored wrapped key, which needs no permission of KMS.
 */
export type KeyCall = 'open' | 'make' | 'destroy';

export type KeyAccess = Readonly<Partial<Record<OwnerPattern, readonly KeyCall[]>>>;

/** Permissions on S3, SQS, SNS, Cognito and the signing key. */
export type Right =
  /** The published files. */
  | 'snapshots:read'
  | 'snapshots:write'
  /** The copy of the list of erasures (functions/jobs/erasure/erase-due.ts), in the private bucket. */
  | 'state:write'
  | 'state:read'
  /** The journal's month files, in the private bucket. */
  | 'month-files:read'
  | 'month-files:write'
  /** Partial counts of a month (docs/decisions/0029-count-in-shards.md), in the private bucket. */
  | 'count:read'
  | 'count:write'
  /** The daily digests of journal and access log, beside the published files. */
  | 'digests:read'
  | 'digests:write'
  | 'compile:send'
  | 'render:send'
  /** Start a restore drill. */
  | 'drills:send'
  /** Sign what is published. */
  | 'manifests:sign'
  /** Ask for an approved handover pack to be made. */
  | 'packs:send'
  | 'packs:read'
  | 'packs:write'
  /** Read, list and write the recordings that phones play, and those that wait, in the site's bucket. */
  | 'voice:write'
  /** Read and write the restored tables of a drill, and nothing of the present ones. */
  | 'restored:use'
  /** Send alerts about waiting urgent cases to the office. */
  | 'alerts:send'
  /** Send such alerts to one coordinator or caseworker. */
  | 'person-alerts:send'
  /** Mail to the recipients of alarms what is not well. */
  | 'alarms:send'
  /** Look, and change nothing: whether the tables have backups, who gets mail, how many messages wait, which alarms stand, what the month has cost. */
  | 'backups:look'
  | 'topics:look'
  | 'queues:look'
  | 'alarms:look'
  | 'cost:look'
  /** Create users, set their passwords and authenticators, and sign them out. */
  | 'users:create'
  /** Disable, enable and delete users, and sign them out; never create one. */
  | 'users:block';

export type Access = {
  readonly table?: TableAccess;
  readonly keys?: KeyAccess;
  readonly rights?: readonly Right[];
};

/** Whether a pattern of an access, such as `MEMBER#*`, covers a partition key or a key's owner: a final `*` covers any rest. */
export const matchesPattern = (pattern: string, name: string): boolean =>
  pattern.endsWith('*') ? name.startsWith(pattern.slice(0, -1)) : name === pattern;
