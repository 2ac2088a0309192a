/**
 * What a function may be given. lib/areas.ts says who is given what; lib/constructs/rights.ts makes IAM policies of it, and the stack
 * on one machine its own checks.
 */

/**
 * A call on items of the table, as IAM tells them apart (a transaction is the calls that it is made of); `queryIndex` is a query of an
 * index.
 */
export type TableCall = 'get' | 'batchGet' | 'query' | 'queryIndex' | 'put' | 'update' | 'delete' | 'check';

/**
 * The calls that a function makes, by pattern of the partition keys in functions/table/keys.ts: `*` at the end stands for any rest.
 * For `queryIndex` it is the partition key of the index.
 */
export type TableAccess = Readonly<Record<string, readonly TableCall[]>>;

/** Owners of data keys, as the keys table and the encryption context of KMS name them. */
export type KeyOwners = 'organisation' | 'member:*' | 'person:*' | 'collective:*';

/**
 * `open`: to read the wrapped key and have KMS unwrap it. `make`: to have KMS make one and to store it. `destroy`: to see whether
 * there is one and to overwrite it, without KMS.
 */
export type KeyCall = 'open' | 'make' | 'destroy';

export type KeyAccess = Readonly<Partial<Record<KeyOwners, readonly KeyCall[]>>>;

/** Rights on everything else. */
export type Right =
  | 'snapshots:read'
  | 'snapshots:write'
  | 'state:write'
  | 'state:read'
  | 'seals:read'
  | 'seals:write'
  | 'queue:send'
  | 'render:send'
  | 'signing-key'
  /** To tell staff that urgent cases wait. */
  | 'alerts:send'
  /** To let people in: a user, her password, a new authenticator. */
  | 'identity'
  /** To end and to allow again what was given so. It lets nobody in. */
  | 'sign-ins';

export type Access = {
  readonly table?: TableAccess;
  readonly keys?: KeyAccess;
  readonly rights?: readonly Right[];
};

/** Whether a name, such as a partition key or a key's owner, is one that a pattern stands for. */
export const matches = (pattern: string, name: string): boolean =>
  pattern.endsWith('*') ? name.startsWith(pattern.slice(0, -1)) : name === pattern;
