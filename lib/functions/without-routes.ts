import type { TableAccess } from '../access.ts';
import { journal, organisationKey } from './common-access.ts';
import type { FunctionDefinition } from './definition.ts';
import { lookingAtHealth, lookingRights } from './looking-at-health.ts';

/** The access that registering a month needs: to the register itself, the journal, and the terms without which a month waits. */
const registering = {
  'JOURNAL#*': ['query', 'put'],
  PUBLICATIONS: ['get', 'query', 'put'],
  PROGRAMME: ['query'],
} as const satisfies TableAccess;

/**
 * The functions without routes that every stage has, each with entry file and permissions. A schedule, a queue or the gateway starts
 * them. The functions with routes are in with-routes.ts.
 */
export const workers = {
  authorizer: {
    entry: 'functions/gateway/authorizer/handler.ts',
    routes: [],
    table: { 'WAY_IN#*': ['get'], 'DEVICE#*': ['get'], 'SIGNED_IN#*': ['update'] },
    bundleLimitKB: 460,
  },
  compile: {
    entry: 'functions/months/publishing/compile-handler.ts',
    routes: [],
    table: registering,
    rights: [
      'snapshots:read',
      'snapshots:write',
      'month-files:read',
      'month-files:write',
      'render:send',
      'alerts:send',
    ],
    // The clients of four services: the table, the files, the renderer's queue, and the topic for the alert on a waiting month (28 KB).
    bundleLimitKB: 685,
  },
  /** Makes the report, workbook and other files of a snapshot. It reads published data only, never the table. */
  render: {
    entry: 'functions/months/rendering/handler.ts',
    routes: [],
    rights: ['snapshots:read', 'snapshots:write', 'manifests:sign'],
    bundleLimitKB: 610,
  },
  /**
   * Makes the pack of an approved handover, one archive at a time. It reads and decrypts everything, and writes only the pack, encrypted to the recipient. No
   * request starts it. After an archive it sends itself the message for the next one.
   */
  makePack: {
    entry: 'functions/jobs/packing/handler.ts',
    routes: [],
    table: { '*': ['scan', 'query'], HANDOVERS: ['get', 'update'] },
    keys: { ...organisationKey, 'member:*': ['open'], 'person:*': ['open'], 'collective:*': ['open'] },
    rights: ['snapshots:read', 'digests:read', 'packs:write', 'packs:send'],
    bundleLimitKB: 900,
  },
  /** Destroys data keys after the retention period. It can decrypt nothing. */
  erase: {
    entry: 'functions/jobs/erasure/handler.ts',
    routes: [],
    table: {
      ERASURES: ['query', 'put', 'update'],
      'MEMBER#*': ['get', 'batchGet', 'put', 'delete'],
      'PERSON#*': ['get', 'batchGet', 'put', 'delete'],
      'WAY_IN#*': ['delete'],
      SIGN_INS: ['put'],
      'NAME#*': ['delete'],
      'FULLNAME#*': ['delete'],
      'LIKELY#*': ['delete'],
      LIKELY_PENDING: ['delete'],
      'DUE_TALKS#*': ['update'],
      // When a member is erased again after a restore, her group's number of members falls.
      'COLLECTIVE#*': ['update'],
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
    entry: 'functions/jobs/sign-ins/handler.ts',
    routes: [],
    table: { SIGN_INS: ['get', 'query', 'delete'], 'WAY_IN#*': ['get'] },
    rights: ['users:block'],
    bundleLimitKB: 490,
  },
  /** Alerts staff to unassigned urgent cases, and each Monday to what is overdue. It can decrypt nothing and write no case. */
  alerts: {
    entry: 'functions/jobs/alerts/handler.ts',
    routes: [],
    table: {
      'CASES#DATED': ['queryIndex'],
      'CASES#WAITING': ['queryIndex'],
      'MEMBER#*': ['batchGet'],
      // The people whose districts the cases are in.
      PEOPLE: ['queryIndex'],
      'ALERT#*': ['batchGet', 'put'],
    },
    rights: ['alerts:send', 'person-alerts:send'],
    bundleLimitKB: 490,
  },
  /** Takes the steps of a restore drill: it counts from restored tables, and writes only the drill's result into the present one. It decrypts nothing. */
  drill: {
    entry: 'functions/jobs/drill/handler.ts',
    routes: [],
    table: { 'JOURNAL#*': ['query'], HEALTH: ['put'] },
    rights: ['restored:use', 'state:read', 'month-files:read', 'snapshots:read', 'digests:read'],
    bundleLimitKB: 695,
  },
  /** Writes the daily digests of the journal and the access log. It can write to neither log. */
  digest: {
    entry: 'functions/jobs/digest/handler.ts',
    routes: [],
    // In HEALTH it notes up to which day there are digests, for whoever looks after the system.
    table: { 'JOURNAL#*': ['query'], 'ACCESS#*': ['query'], HEALTH: ['put'] },
    rights: ['digests:read', 'digests:write'],
    bundleLimitKB: 620,
  },
  /** Looks at the system every quarter of an hour, and mails what is not well to the recipients of alarms. It decrypts no text. */
  watchHealth: {
    entry: 'functions/jobs/health/handler.ts',
    routes: [],
    table: { ...lookingAtHealth, HEALTH: ['get', 'put'] },
    rights: [...lookingRights, 'alarms:send'],
    bundleLimitKB: 800,
  },
} as const satisfies Record<string, FunctionDefinition>;

export type WorkerName = keyof typeof workers;

/**
 * The functions of a count in shards, which only a stage with the setting `countShards` has. A state machine starts them. Together they
 * have the permissions of `compile`; `countShard` and `addShards` read no table.
 */
export const shardWorkers = {
  planShards: {
    entry: 'functions/months/publishing/plan-shards-handler.ts',
    routes: [],
    table: registering,
    rights: [
      'snapshots:read',
      // For the file that says that a month waits.
      'snapshots:write',
      'month-files:read',
      'month-files:write',
      'count:write',
      'alerts:send',
    ],
    bundleLimitKB: 620,
  },
  countShard: {
    entry: 'functions/months/publishing/count-shard-handler.ts',
    routes: [],
    rights: ['month-files:read', 'count:read', 'count:write'],
    bundleLimitKB: 620,
  },
  addShards: {
    entry: 'functions/months/publishing/add-shards-handler.ts',
    routes: [],
    rights: ['count:read', 'count:write'],
    bundleLimitKB: 620,
  },
  publishShards: {
    entry: 'functions/months/publishing/publish-shards-handler.ts',
    routes: [],
    table: { PUBLICATIONS: ['query'] },
    rights: ['snapshots:read', 'snapshots:write', 'count:read', 'render:send'],
    bundleLimitKB: 620,
  },
} as const satisfies Record<string, FunctionDefinition>;

export type ShardWorkerName = keyof typeof shardWorkers;

/**
 * The memory of the functions that count. With this much memory AWS gives a little more than one vCPU, which is enough, because a count is one loop over the
 * journal. The benchmark compares this figure with the memory that a whole recompute takes.
 */
export const compilerMemoryMB = 2048;
