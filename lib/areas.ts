import type { Access, KeyAccess, TableAccess } from './access.ts';

/**
 * Each Lambda function: its entry file, its routes and its permissions. The deployed stacks and the local stack
 * are both built from this list.
 */

export type Area = Access & {
  /** The file that exports `handler`. */
  readonly entry: string;
  /** `METHOD /path/{parameter}`, as API Gateway and the authorisation table write it. */
  readonly routes: readonly string[];
  /** Limit of the minified bundle (1 KB = 1,000 bytes). */
  readonly bundleLimitKB: number;
};

/** Each write claims its id, and reads the claim if the write fails. */
const claims: TableAccess = { 'ID#*': ['get', 'put'] };
/** Each write appends one line. */
const journal: TableAccess = { 'JOURNAL#*': ['put'] };
/** Each reading of personal data appends one line. */
const accessLog: TableAccess = { 'ACCESS#*': ['put'] };
/** Keyed tokens of full names: they find a known name in a plaintext field, and no name can be read from them. */
const knownNames: TableAccess = { 'FULLNAME#*': ['query'] };

/** For keyed hashes and tokens. Only `people` creates it: nobody can sign in before somebody was let in. */
const organisationKey: KeyAccess = { organisation: ['open'] };

export const areas = {
  me: {
    entry: 'functions/me/handler.ts',
    routes: ['GET /api/health', 'GET /api/openapi.json', 'GET /api/me'],
    bundleLimitKB: 460,
  },
  devices: {
    entry: 'functions/devices/handler.ts',
    routes: [
      'POST /api/me/device-keys',
      'POST /api/me/device-keys/open',
      'POST /api/me/devices',
      'POST /api/device/contact',
      'POST /api/device/unlock',
    ],
    table: {
      'DEVICE#*': ['get', 'put', 'update'],
      'PERSON#*': ['get'],
      ...claims,
      ...journal,
    },
    keys: organisationKey,
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
    table: {
      'COLLECTIVE#*': ['get', 'batchGet', 'put'],
      COLLECTIVES: ['queryIndex'],
      ...knownNames,
      ...claims,
      ...journal,
    },
    keys: { ...organisationKey, 'collective:*': ['make'] },
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
    table: {
      'MEMBER#*': ['get', 'batchGet', 'put'],
      MEMBERS: ['queryIndex'],
      'MEMBERS#*': ['queryIndex'],
      'NAME#*': ['query', 'put', 'delete'],
      'FULLNAME#*': ['query', 'put', 'delete'],
      'CODE#*': ['get', 'put'],
      'COLLECTIVE#*': ['check', 'put', 'update'],
      'CASES#*': ['queryIndex'],
      ...claims,
      ...journal,
      ...accessLog,
    },
    keys: { ...organisationKey, 'member:*': ['open', 'make'] },
    bundleLimitKB: 490,
  },
  books: {
    entry: 'functions/books/handler.ts',
    routes: [
      'POST /api/collectives/{id}/meetings',
      'GET /api/collectives/{id}/meetings',
      'GET /api/collectives/{id}/meetings/{meetingId}',
      'POST /api/collectives/{id}/meetings/{meetingId}/reversal',
      'GET /api/collectives/{id}/ledger',
      'GET /api/members/{id}/savings',
    ],
    table: {
      'COLLECTIVE#*': ['get', 'query', 'put', 'update', 'check'],
      'MEMBER#*': ['get'],
      ...claims,
      ...journal,
      ...accessLog,
    },
    keys: { ...organisationKey, 'collective:*': ['open'] },
    bundleLimitKB: 490,
  },
  cases: {
    entry: 'functions/cases/handler.ts',
    routes: [
      'POST /api/cases',
      'GET /api/cases',
      'GET /api/members/{id}/cases',
      'GET /api/cases/unassigned',
      'POST /api/cases/{id}/take',
      'GET /api/cases/{id}',
      'PATCH /api/cases/{id}',
      'POST /api/cases/{id}/events',
      'GET /api/cases/{id}/events',
      'POST /api/break-glass',
      'GET /api/break-glass',
    ],
    table: {
      'CASE#*': ['get', 'batchGet', 'query', 'put', 'check'],
      CASES: ['queryIndex'],
      'CASES#*': ['query', 'queryIndex', 'put'],
      GLASS: ['get', 'query', 'put'],
      'CODE#*': ['get', 'put'],
      'MEMBER#*': ['get', 'batchGet', 'check'],
      'PERSON#*': ['check'],
      ...claims,
      ...journal,
      ...accessLog,
    },
    keys: { ...organisationKey, 'member:*': ['open'] },
    bundleLimitKB: 490,
  },
  outreach: {
    entry: 'functions/outreach/handler.ts',
    routes: ['POST /api/outreach', 'GET /api/outreach', 'POST /api/outreach/{id}/reversal'],
    table: { OUTREACH: ['get', 'query', 'put', 'update'], ...knownNames, ...claims, ...journal },
    keys: organisationKey,
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
    table: {
      'PERSON#*': ['get', 'put', 'check'],
      PEOPLE: ['queryIndex'],
      'COLLECTIVE#*': ['check'],
      SIGN_INS: ['get', 'put', 'delete'],
      'APPROVAL#*': ['get', 'put', 'update'],
      APPROVALS: ['queryIndex'],
      ...claims,
      ...journal,
      ...accessLog,
    },
    keys: { organisation: ['open', 'make'], 'person:*': ['open', 'make'] },
    rights: ['identity', 'sign-ins'],
    bundleLimitKB: 490,
  },
  audit: {
    entry: 'functions/audit/handler.ts',
    routes: ['GET /api/journal', 'GET /api/access-log'],
    // Claims lead from an id to the journal lines about it.
    table: {
      'JOURNAL#*': ['query'],
      'SUBJECT#*': ['queryIndex'],
      'ACTOR#*': ['queryIndex'],
      'ACCESS#*': ['query', 'queryIndex'],
      'ID#*': ['get'],
    },
    bundleLimitKB: 490,
  },
  erasure: {
    entry: 'functions/erasure/handler.ts',
    routes: ['POST /api/members/{id}/erasure', 'POST /api/users/{id}/erasure', 'GET /api/erasures'],
    table: {
      ERASURES: ['get', 'query', 'put'],
      'MEMBER#*': ['get', 'check'],
      'PERSON#*': ['get', 'check'],
      'APPROVAL#*': ['get', 'put'],
      ...claims,
      ...journal,
      ...accessLog,
    },
    keys: { ...organisationKey, 'member:*': ['open'], 'person:*': ['open'] },
    bundleLimitKB: 490,
  },
  /** Carries out what two people agreed. It moves ciphertexts unchanged and decrypts only names. */
  approvals: {
    entry: 'functions/approvals/handler.ts',
    routes: ['GET /api/approvals', 'POST /api/approvals/{id}'],
    table: {
      'APPROVAL#*': ['get', 'update'],
      APPROVALS: ['queryIndex'],
      'PERSON#*': ['get', 'batchGet', 'put', 'delete', 'check'],
      SIGN_INS: ['get', 'put', 'delete'],
      ERASURES: ['update'],
      'MEMBER#*': ['get', 'put', 'delete'],
      'NAME#*': ['delete'],
      'FULLNAME#*': ['delete'],
      'CLAIMS#*': ['queryIndex'],
      'ID#*': ['update'],
      ...journal,
      ...accessLog,
    },
    keys: { 'person:*': ['open', 'destroy'] },
    rights: ['sign-ins'],
    bundleLimitKB: 490,
  },
  closing: {
    entry: 'functions/closing/handler.ts',
    routes: [
      'POST /api/snapshots/{month}/corrections',
      'PUT /api/targets/{financialYear}',
      'GET /api/targets/{financialYear}',
    ],
    table: {
      PUBLICATIONS: ['get', 'put'],
      'TARGETS#*': ['get', 'put'],
      ...knownNames,
      ...claims,
      ...journal,
    },
    keys: organisationKey,
    rights: ['queue:send'],
    bundleLimitKB: 490,
  },
  /** Counts like the compile, so it has the same parts and the same budget. It writes only to the access log. */
  preview: {
    entry: 'functions/preview/handler.ts',
    routes: ['GET /api/snapshots/preview'],
    table: { 'JOURNAL#*': ['query'], PUBLICATIONS: ['query'], ...accessLog },
    rights: ['snapshots:read', 'state:read'],
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

/** Functions without routes. */
export const workers = {
  authorizer: {
    entry: 'functions/authorizer/handler.ts',
    routes: [],
    table: { 'PERSON#*': ['get'], 'DEVICE#*': ['get'] },
    bundleLimitKB: 460,
  },
  compile: {
    entry: 'functions/publishing/compile.ts',
    routes: [],
    table: { 'JOURNAL#*': ['query', 'put'], PUBLICATIONS: ['get', 'query', 'put'] },
    rights: ['snapshots:read', 'snapshots:write', 'state:read', 'state:write', 'render:send'],
    bundleLimitKB: 620,
  },
  /** Makes the report, workbook and other files of a snapshot. It reads published data only, never the table. */
  render: {
    entry: 'functions/rendering/handler.ts',
    routes: [],
    rights: ['snapshots:read', 'snapshots:write', 'signing-key'],
    bundleLimitKB: 560,
  },
  /** Destroys data keys after the retention period. It can decrypt nothing. */
  erase: {
    entry: 'functions/erasure/erase.ts',
    routes: [],
    table: {
      ERASURES: ['query', 'put', 'update'],
      'MEMBER#*': ['get', 'batchGet', 'put', 'delete'],
      'PERSON#*': ['get', 'batchGet', 'put', 'delete'],
      SIGN_INS: ['put'],
      'NAME#*': ['delete'],
      'FULLNAME#*': ['delete'],
      'CODE#*': ['put'],
      'CLAIMS#*': ['queryIndex'],
      'ID#*': ['update'],
      ...journal,
    },
    keys: { 'member:*': ['destroy'], 'person:*': ['destroy'] },
    rights: ['state:read', 'state:write'],
    bundleLimitKB: 620,
  },
  /** Brings sign-ins at the identity provider in line with people's records if the request itself could not. */
  signIns: {
    entry: 'functions/sign-ins/handler.ts',
    routes: [],
    table: { SIGN_INS: ['get', 'query', 'delete'], 'PERSON#*': ['get'] },
    rights: ['sign-ins'],
    bundleLimitKB: 490,
  },
  /** Alerts staff to unassigned urgent cases. It can decrypt nothing and write no case. */
  alerts: {
    entry: 'functions/alerts/handler.ts',
    routes: [],
    table: { 'CASES#WAITING': ['queryIndex'], 'MEMBER#*': ['batchGet'], 'ALERT#*': ['batchGet', 'put'] },
    rights: ['alerts:send'],
    bundleLimitKB: 490,
  },
  /** Writes the daily digests of the journal and the access log. It can write to neither log. */
  digest: {
    entry: 'functions/audit/digest.ts',
    routes: [],
    table: { 'JOURNAL#*': ['query'], 'ACCESS#*': ['query'] },
    rights: ['digests:read', 'digests:write'],
    bundleLimitKB: 620,
  },
} as const satisfies Record<string, Area>;

export type WorkerName = keyof typeof workers;

/** Any Lambda function: an area or a worker. */
export type FunctionName = AreaName | WorkerName;

export const allFunctions: Readonly<Record<FunctionName, Area>> = { ...areas, ...workers };

/**
 * A little more than one vCPU: the count is one loop over the journal. The bench measures a whole recompute
 * against it.
 */
export const compilerMemoryMB = 2048;
