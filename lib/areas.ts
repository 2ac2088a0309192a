import type { Access, KeyAccess, TableAccess } from './access.ts';

/**
 * What each Lambda function is: where its code starts, which routes it answers and which rights it has.
 * The deployed stacks and the stack on one machine are both built from this list, so that they cannot differ.
 */

export type Area = Access & {
  /** The file whose export `handler` is the function. */
  readonly entry: string;
  /** `METHOD /path/{parameter}`, as API Gateway and the authorisation table spell it. */
  readonly routes: readonly string[];
  /** The most its bundle may weigh, minified (1 KB = 1,000 bytes). */
  readonly bundleLimitKB: number;
};

/** The claim of each id in a write, and what is read where a write was refused. */
const claims: TableAccess = { 'ID#*': ['get', 'put'] };
/** The line of each write. */
const journal: TableAccess = { 'JOURNAL#*': ['put'] };
/** The lines of who read what. */
const accessLog: TableAccess = { 'ACCESS#*': ['put'] };
/** Keyed tokens of full names, by which a name is found in a text that anybody may read; no name can be read from them. */
const knownNames: TableAccess = { 'FULLNAME#*': ['query'] };

/** For keyed hashes and tokens. `people` makes it: nobody else can sign in before somebody was let in. */
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
    // A claim tells whose lines an id stands in.
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
  /** Carries out what two persons agree to: ciphertexts move as they were made, and of keys it opens those of names alone. */
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
  /** Counts as the compile does, hence its parts and its budget; it writes nothing. */
  preview: {
    entry: 'functions/preview/handler.ts',
    routes: ['GET /api/snapshots/preview'],
    table: { 'JOURNAL#*': ['query'], PUBLICATIONS: ['query'], ...accessLog },
    rights: ['state:read'],
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
  /** Makes what people read of a snapshot. It reaches no table: what it knows is published. */
  render: {
    entry: 'functions/rendering/handler.ts',
    routes: [],
    rights: ['snapshots:read', 'snapshots:write', 'signing-key'],
    bundleLimitKB: 560,
  },
  /** Destroys the keys of those whose retention period has ended; it can open nothing. */
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
  /** Makes sign-ins at the provider as people's records say, where the request itself could not. */
  signIns: {
    entry: 'functions/sign-ins/handler.ts',
    routes: [],
    table: { SIGN_INS: ['get', 'query', 'delete'], 'PERSON#*': ['get'] },
    rights: ['sign-ins'],
    bundleLimitKB: 490,
  },
  /** Tells staff of urgent cases that nobody has. It can open nothing, and write no case. */
  alerts: {
    entry: 'functions/alerts/handler.ts',
    routes: [],
    table: { 'CASES#WAITING': ['queryIndex'], 'MEMBER#*': ['batchGet'], 'ALERT#*': ['batchGet', 'put'] },
    rights: ['alerts:send'],
    bundleLimitKB: 490,
  },
  /** Seals each day's journal and access log, of which it can write neither. */
  seal: {
    entry: 'functions/audit/sealing.ts',
    routes: [],
    table: { 'JOURNAL#*': ['query'], 'ACCESS#*': ['query'] },
    rights: ['seals:read', 'seals:write'],
    bundleLimitKB: 620,
  },
} as const satisfies Record<string, Area>;

export type WorkerName = keyof typeof workers;

/** A Lambda function: one of the areas, or one that no route leads to. */
export type FunctionName = AreaName | WorkerName;

export const allFunctions: Readonly<Record<FunctionName, Area>> = { ...areas, ...workers };

/** A vCPU and a bit: the fold is a loop over the month's lines. The bench holds a whole recompute against it. */
export const compilerMemoryMB = 2048;
