import { apiContract } from '../functions/api/contract.ts';
import { approvalsContract } from '../functions/approvals/contract.ts';
import { auditContract } from '../functions/audit/contract.ts';
import { booksContract } from '../functions/books/contract.ts';
import { casesContract } from '../functions/cases/contract.ts';
import { closingContract } from '../functions/closing/contract.ts';
import { collectivesContract } from '../functions/collectives/contract.ts';
import { devicesContract } from '../functions/devices/contract.ts';
import { erasureContract } from '../functions/erasure/contract.ts';
import { exportsContract } from '../functions/exports/contract.ts';
import { handoverContract } from '../functions/handover/contract.ts';
import { membersContract } from '../functions/members/contract.ts';
import { outreachContract } from '../functions/outreach/contract.ts';
import { packContract } from '../functions/pack/contract.ts';
import { peopleContract } from '../functions/people/contract.ts';
import { previewContract } from '../functions/preview/contract.ts';
import { programmeContract } from '../functions/programme/contract.ts';
import { recordContract } from '../functions/record/contract.ts';
import { requestsContract } from '../functions/requests/contract.ts';
import { snapshotsContract } from '../functions/snapshots/contract.ts';
import type { Access, KeyAccess, TableAccess } from './access.ts';

/**
 * Each Lambda function: its entry file, its routes and its permissions. The deployed stacks and the local stack
 * are both built from this list.
 */

const routesOf = <C extends object>(contract: C): readonly (keyof C & string)[] =>
  Object.keys(contract).filter((key): key is keyof C & string => key in contract);

export type Area = Access & {
  /** The file that exports `handler`. */
  readonly entry: string;
  /** `METHOD /path/{parameter}`, as API Gateway writes it: the keys of the area's contract. */
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
  api: {
    entry: 'functions/api/handler.ts',
    routes: routesOf(apiContract),
    bundleLimitKB: 500,
  },
  devices: {
    entry: 'functions/devices/handler.ts',
    routes: routesOf(devicesContract),
    table: {
      'DEVICE#*': ['get', 'put', 'update'],
      'DEVICES#*': ['queryIndex'],
      'PERSON#*': ['get'],
      PEOPLE: ['queryIndex'],
      SIGN_INS: ['put'],
      ...claims,
      ...journal,
      ...accessLog,
    },
    keys: organisationKey,
    bundleLimitKB: 490,
  },
  collectives: {
    entry: 'functions/collectives/handler.ts',
    routes: routesOf(collectivesContract),
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
    routes: routesOf(membersContract),
    table: {
      'MEMBER#*': ['get', 'batchGet', 'put'],
      MEMBERS: ['queryIndex'],
      'MEMBERS#*': ['queryIndex'],
      'NAME#*': ['query', 'put', 'delete'],
      'FULLNAME#*': ['query', 'put', 'delete'],
      'CODE#*': ['get', 'put'],
      'COLLECTIVE#*': ['check', 'put', 'update'],
      'CASES#*': ['queryIndex'],
      // A request is taken back by the same route as other entries of hers.
      'REQUESTS#*': ['get', 'put'],
      ...claims,
      ...journal,
      ...accessLog,
    },
    keys: { ...organisationKey, 'member:*': ['open', 'make'] },
    bundleLimitKB: 490,
  },
  requests: {
    entry: 'functions/requests/handler.ts',
    routes: routesOf(requestsContract),
    table: {
      'REQUESTS#*': ['get', 'put'],
      'REQUEST_LIST#*': ['queryIndex'],
      'REQUEST_AUDIT#*': ['queryIndex'],
      // A repetition looks whether she was erased since.
      'MEMBER#*': ['get', 'batchGet', 'check'],
      // Whether a caseworker has a case of the member.
      'CASES#*': ['query'],
      'CASE#*': ['batchGet'],
      ...claims,
      ...journal,
      ...accessLog,
    },
    keys: { ...organisationKey, 'member:*': ['open'] },
    bundleLimitKB: 490,
  },
  /** Reads what four areas hold of one member, and who looked; it changes nothing. */
  record: {
    entry: 'functions/record/handler.ts',
    routes: routesOf(recordContract),
    table: {
      'MEMBER#*': ['get', 'batchGet'],
      'COLLECTIVE#*': ['get', 'query'],
      'CASES#*': ['query'],
      'CASE#*': ['get', 'batchGet', 'query'],
      'REQUESTS#*': ['query'],
      'ACCESS#*': ['put', 'queryIndex'],
    },
    keys: { 'member:*': ['open'] },
    bundleLimitKB: 490,
  },
  books: {
    entry: 'functions/books/handler.ts',
    routes: routesOf(booksContract),
    table: {
      'COLLECTIVE#*': ['get', 'query', 'put', 'update', 'check'],
      'MEMBER#*': ['get'],
      ...claims,
      ...journal,
      ...accessLog,
    },
    keys: { ...organisationKey, 'collective:*': ['open'], 'member:*': ['open'] },
    bundleLimitKB: 490,
  },
  cases: {
    entry: 'functions/cases/handler.ts',
    routes: routesOf(casesContract),
    table: {
      'CASE#*': ['get', 'batchGet', 'query', 'put', 'check'],
      CASES: ['queryIndex'],
      'CASES#*': ['query', 'queryIndex', 'put'],
      GLASS: ['get', 'query', 'put'],
      'CODE#*': ['get', 'put'],
      'MEMBER#*': ['get', 'batchGet', 'check'],
      'PERSON#*': ['check'],
      'ENTITLEMENTS#*': ['update'],
      ...claims,
      ...journal,
      ...accessLog,
    },
    keys: { ...organisationKey, 'member:*': ['open'] },
    bundleLimitKB: 490,
  },
  /** Reads what four areas hold, for the leader's phone; it changes nothing. */
  pack: {
    entry: 'functions/pack/handler.ts',
    routes: routesOf(packContract),
    table: {
      'COLLECTIVE#*': ['get', 'batchGet', 'query'],
      'MEMBER#*': ['batchGet'],
      'ENTITLEMENTS#*': ['batchGet'],
      'CASES#*': ['query'],
      'CASE#*': ['batchGet'],
      ...accessLog,
    },
    keys: { 'member:*': ['open'] },
    bundleLimitKB: 490,
  },
  outreach: {
    entry: 'functions/outreach/handler.ts',
    routes: routesOf(outreachContract),
    table: {
      OUTREACH: ['get', 'query', 'put', 'update'],
      // Whether those on a roster are members.
      'MEMBER#*': ['batchGet'],
      ...knownNames,
      ...claims,
      ...journal,
      ...accessLog,
    },
    keys: organisationKey,
    bundleLimitKB: 490,
  },
  people: {
    entry: 'functions/people/handler.ts',
    routes: routesOf(peopleContract),
    table: {
      'PERSON#*': ['get', 'put', 'check'],
      PEOPLE: ['queryIndex'],
      'SIGN_IN_NAME#*': ['put'],
      'COLLECTIVE#*': ['check'],
      COLLECTIVES: ['queryIndex'],
      'MEMBER#*': ['check'],
      SIGN_INS: ['get', 'put', 'delete'],
      'APPROVAL#*': ['get', 'put', 'update'],
      APPROVALS: ['queryIndex'],
      ...claims,
      ...journal,
      ...accessLog,
    },
    keys: { organisation: ['open', 'make'], 'person:*': ['open', 'make'] },
    rights: ['users:create', 'users:block'],
    bundleLimitKB: 490,
  },
  /** Notes readings, and can read nothing. */
  exports: {
    entry: 'functions/exports/handler.ts',
    routes: routesOf(exportsContract),
    table: accessLog,
    bundleLimitKB: 490,
  },
  audit: {
    entry: 'functions/audit/handler.ts',
    routes: routesOf(auditContract),
    // Claims lead from an id to the journal lines about it.
    table: {
      'JOURNAL#*': ['query'],
      'SUBJECT#*': ['queryIndex'],
      'ACTOR#*': ['queryIndex'],
      'ACCESS#*': ['query', 'queryIndex'],
      'ID#*': ['get'],
      'CODE#*': ['get'],
    },
    rights: ['digests:read'],
    bundleLimitKB: 540,
  },
  erasure: {
    entry: 'functions/erasure/handler.ts',
    routes: routesOf(erasureContract),
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
    routes: routesOf(approvalsContract),
    table: {
      'APPROVAL#*': ['get', 'update'],
      APPROVALS: ['queryIndex'],
      HANDOVERS: ['update'],
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
    rights: ['users:block', 'packs:send'],
    bundleLimitKB: 490,
  },
  /** Asks for a handover of all data, and gives a link to the encrypted pack. It reads no record and opens no text. */
  handover: {
    entry: 'functions/handover/handler.ts',
    routes: routesOf(handoverContract),
    table: {
      HANDOVERS: ['get', 'query', 'put'],
      'APPROVAL#*': ['put'],
      // A repetition shows when the id is claimed again.
      'ID#*': ['put'],
      ...journal,
      ...accessLog,
    },
    keys: organisationKey,
    rights: ['packs:read'],
    bundleLimitKB: 580,
  },
  closing: {
    entry: 'functions/closing/handler.ts',
    routes: routesOf(closingContract),
    table: {
      PUBLICATIONS: ['get', 'put'],
      'EXPLANATIONS#*': ['get', 'query', 'put'],
      ...knownNames,
      ...claims,
      ...journal,
    },
    keys: organisationKey,
    rights: ['compile:send'],
    bundleLimitKB: 490,
  },
  programme: {
    entry: 'functions/programme/handler.ts',
    routes: routesOf(programmeContract),
    table: {
      PROGRAMME: ['get', 'query', 'put'],
      'TARGETS#*': ['get', 'put'],
      ...knownNames,
      ...claims,
      ...journal,
    },
    keys: organisationKey,
    bundleLimitKB: 490,
  },
  /** Counts like the compile, so it has the same parts and the same budget. It writes only to the access log. */
  preview: {
    entry: 'functions/preview/handler.ts',
    routes: routesOf(previewContract),
    table: { 'JOURNAL#*': ['query'], PUBLICATIONS: ['query'], ...accessLog },
    rights: ['snapshots:read', 'month-files:read'],
    bundleLimitKB: 620,
  },
  snapshots: {
    entry: 'functions/snapshots/handler.ts',
    routes: routesOf(snapshotsContract),
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
    table: { 'PERSON#*': ['get'], 'SIGN_IN_NAME#*': ['get'], 'DEVICE#*': ['get'] },
    bundleLimitKB: 460,
  },
  compile: {
    entry: 'functions/publishing/compile.ts',
    routes: [],
    table: { 'JOURNAL#*': ['query', 'put'], PUBLICATIONS: ['get', 'query', 'put'] },
    rights: ['snapshots:read', 'snapshots:write', 'month-files:read', 'month-files:write', 'render:send'],
    bundleLimitKB: 620,
  },
  /** Makes the report, workbook and other files of a snapshot. It reads published data only, never the table. */
  render: {
    entry: 'functions/rendering/handler.ts',
    routes: [],
    rights: ['snapshots:read', 'snapshots:write', 'manifests:sign'],
    bundleLimitKB: 580,
  },
  /**
   * Makes the pack of an approved handover: it reads and opens everything, and writes nothing but the pack, encrypted to the
   * recipient. No request starts it.
   */
  makePack: {
    entry: 'functions/packing/make.ts',
    routes: [],
    table: { '*': ['scan', 'query'], HANDOVERS: ['get', 'update'] },
    keys: { 'member:*': ['open'], 'person:*': ['open'], 'collective:*': ['open'] },
    rights: ['snapshots:read', 'digests:read', 'packs:write'],
    bundleLimitKB: 900,
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
    rights: ['users:block'],
    bundleLimitKB: 490,
  },
  /** Alerts staff to unassigned urgent cases, and each Monday to what is overdue. It can decrypt nothing and write no case. */
  alerts: {
    entry: 'functions/alerts/handler.ts',
    routes: [],
    table: {
      CASES: ['queryIndex'],
      'CASES#WAITING': ['queryIndex'],
      'MEMBER#*': ['batchGet'],
      'ALERT#*': ['batchGet', 'put'],
    },
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
 * The functions of a count in shards, which only a stage with the setting `countShards` has. Together they may do what the compile may;
 * those that count read no table.
 */
export const shardWorkers = {
  planShards: {
    entry: 'functions/publishing/plan-shards.ts',
    routes: [],
    table: { 'JOURNAL#*': ['query', 'put'], PUBLICATIONS: ['get', 'query', 'put'] },
    rights: ['snapshots:read', 'month-files:read', 'month-files:write', 'count:write'],
    bundleLimitKB: 620,
  },
  countShard: {
    entry: 'functions/publishing/count-shard.ts',
    routes: [],
    rights: ['month-files:read', 'count:read', 'count:write'],
    bundleLimitKB: 620,
  },
  addShards: {
    entry: 'functions/publishing/add-shards.ts',
    routes: [],
    rights: ['count:read', 'count:write'],
    bundleLimitKB: 620,
  },
  publishShards: {
    entry: 'functions/publishing/publish-shards.ts',
    routes: [],
    table: { PUBLICATIONS: ['query'] },
    rights: ['snapshots:read', 'snapshots:write', 'count:read', 'render:send'],
    bundleLimitKB: 620,
  },
} as const satisfies Record<string, Area>;

export type ShardWorkerName = keyof typeof shardWorkers;

/** Any function that a stage can have. */
export const deployableFunctions: Readonly<Record<FunctionName | ShardWorkerName, Area>> = {
  ...allFunctions,
  ...shardWorkers,
};
export type DeployableName = keyof typeof deployableFunctions;

/**
 * A little more than one vCPU: the count is one loop over the journal. The bench measures a whole recompute
 * against it.
 */
export const compilerMemoryMB = 2048;
