/**
 * What each Lambda function is: where its code starts, which routes it answers and which rights it has.
 * The deployed stacks and the stack on one machine are both built from this list, so that they cannot differ.
 */

/** A right that a function may be given; lib/constructs and the local stack turn it into a policy and its settings. */
export type Right =
  | 'table:read'
  | 'table:write'
  | 'keys:read'
  | 'keys:write'
  | 'snapshots:read'
  | 'snapshots:write'
  | 'state:write'
  | 'state:read'
  | 'seals:read'
  | 'seals:write'
  | 'queue:send'
  | 'render:send'
  | 'wrapping-key'
  | 'organisation-key'
  | 'signing-key'
  | 'identity';

export type Area = {
  /** The file whose export `handler` is the function. */
  readonly entry: string;
  /** `METHOD /path/{parameter}`, as API Gateway and the authorisation table spell it. */
  readonly routes: readonly string[];
  readonly rights: readonly Right[];
  /** The most its bundle may weigh, minified (1 KB = 1,000 bytes). */
  readonly bundleLimitKB: number;
};

const record: readonly Right[] = ['table:read', 'table:write', 'keys:read', 'keys:write', 'wrapping-key'];

export const areas = {
  session: {
    entry: 'functions/session/handler.ts',
    routes: ['GET /api/health', 'GET /api/openapi.json', 'GET /api/me'],
    rights: [],
    bundleLimitKB: 460,
  },
  devices: {
    entry: 'functions/devices/handler.ts',
    routes: ['POST /api/me/device-keys', 'POST /api/me/device-keys/open'],
    rights: ['keys:read', 'keys:write', 'wrapping-key'],
    bundleLimitKB: 490,
  },
  collectives: {
    entry: 'functions/collectives/handler.ts',
    routes: [
      'POST /api/collectives',
      'GET /api/collectives',
      'GET /api/collectives/{id}',
      'PATCH /api/collectives/{id}',
    ],
    rights: record,
    bundleLimitKB: 490,
  },
  members: {
    entry: 'functions/members/handler.ts',
    routes: [
      'POST /api/members',
      'GET /api/members',
      'POST /api/members/search',
      'GET /api/members/{id}',
      'PATCH /api/members/{id}',
      'POST /api/members/{id}/consents',
      'POST /api/members/{id}/children',
      'PUT /api/members/{id}/children/{childId}',
      'POST /api/members/{id}/exit',
    ],
    rights: record,
    bundleLimitKB: 490,
  },
  savings: {
    entry: 'functions/savings/handler.ts',
    routes: [
      'POST /api/collectives/{id}/meetings',
      'GET /api/collectives/{id}/meetings',
      'GET /api/collectives/{id}/meetings/{meetingId}',
      'POST /api/collectives/{id}/meetings/{meetingId}/reversal',
      'GET /api/collectives/{id}/ledger',
      'GET /api/members/{id}/savings',
    ],
    rights: record,
    bundleLimitKB: 490,
  },
  cases: {
    entry: 'functions/cases/handler.ts',
    routes: [
      'POST /api/cases',
      'GET /api/cases',
      'GET /api/cases/{id}',
      'PATCH /api/cases/{id}',
      'POST /api/cases/{id}/events',
      'GET /api/cases/{id}/events',
      'POST /api/break-glass',
      'GET /api/break-glass',
    ],
    rights: record,
    bundleLimitKB: 490,
  },
  outreach: {
    entry: 'functions/outreach/handler.ts',
    routes: ['POST /api/outreach', 'GET /api/outreach'],
    rights: ['table:read', 'table:write', 'organisation-key'],
    bundleLimitKB: 490,
  },
  people: {
    entry: 'functions/people/handler.ts',
    routes: [
      'GET /api/assignees',
      'GET /api/users',
      'POST /api/users',
      'GET /api/users/{id}',
      'PATCH /api/users/{id}',
      'POST /api/users/{id}/one-time-password',
    ],
    rights: ['table:read', 'table:write', 'keys:read', 'keys:write', 'wrapping-key', 'identity'],
    bundleLimitKB: 490,
  },
  audit: {
    entry: 'functions/audit/handler.ts',
    routes: ['GET /api/journal', 'GET /api/access-log'],
    rights: ['table:read'],
    bundleLimitKB: 490,
  },
  erasure: {
    entry: 'functions/erasure/handler.ts',
    routes: ['POST /api/members/{id}/erasure', 'GET /api/erasures'],
    rights: record,
    bundleLimitKB: 490,
  },
  close: {
    entry: 'functions/close/handler.ts',
    routes: [
      'POST /api/snapshots/{month}/corrections',
      'PUT /api/targets/{financialYear}',
      'GET /api/targets/{financialYear}',
    ],
    rights: ['table:read', 'table:write', 'organisation-key', 'queue:send'],
    bundleLimitKB: 490,
  },
  /** Counts as the compile does, hence its parts and its budget; it writes nothing. */
  preview: {
    entry: 'functions/preview/handler.ts',
    routes: ['GET /api/snapshots/preview'],
    rights: ['table:read', 'state:read'],
    bundleLimitKB: 620,
  },
  snapshots: {
    entry: 'functions/snapshots/handler.ts',
    routes: [
      'GET /api/snapshots',
      'GET /api/snapshots/{month}',
      'GET /api/snapshots/{month}/versions/{version}',
      'GET /api/snapshots/{month}/files/{name}',
    ],
    rights: ['snapshots:read'],
    bundleLimitKB: 520,
  },
} as const satisfies Record<string, Area>;

export type AreaName = keyof typeof areas;

/** Functions that no route leads to. */
export const workers = {
  authorizer: {
    entry: 'functions/identity/handler.ts',
    routes: [],
    rights: ['table:read'],
    bundleLimitKB: 460,
  },
  compile: {
    entry: 'functions/reporting/compile.ts',
    routes: [],
    rights: [
      'table:read',
      'table:write',
      'snapshots:read',
      'snapshots:write',
      'state:read',
      'state:write',
      'render:send',
    ],
    bundleLimitKB: 620,
  },
  /** Makes what people read of a snapshot. It reaches no table: what it knows is published. */
  render: {
    entry: 'functions/rendering/handler.ts',
    routes: [],
    rights: ['snapshots:read', 'snapshots:write', 'signing-key'],
    bundleLimitKB: 560,
  },
  /** Destroys the keys of members whose retention period has ended; it can open nothing. */
  erase: {
    entry: 'functions/erasure/erase.ts',
    routes: [],
    rights: ['table:read', 'table:write', 'keys:read', 'keys:write', 'state:read', 'state:write'],
    bundleLimitKB: 620,
  },
  /** Seals each day's journal and access log, of which it can write neither. */
  seal: {
    entry: 'functions/audit/sealing.ts',
    routes: [],
    rights: ['table:read', 'seals:read', 'seals:write'],
    bundleLimitKB: 620,
  },
} as const satisfies Record<string, Area>;

export type WorkerName = keyof typeof workers;

/** A vCPU and a bit: the fold is a loop over the month's lines. The bench holds a whole recompute against it. */
export const compilerMemoryMB = 2048;
