import { programmeContract } from '../../functions/areas/programme/contract.ts';
import { apiContract } from '../../functions/gateway/api/contract.ts';
import { closingContract } from '../../functions/months/closing/contract.ts';
import { previewContract } from '../../functions/months/preview/contract.ts';
import { snapshotsContract } from '../../functions/months/snapshots/contract.ts';
import { claims, journal, knownNames, lists, organisationKey } from './common-access.ts';
import { type FunctionDefinition, routesOf } from './definition.ts';

/** The functions about months: closing, previewing and reading snapshots, and the programme's terms and targets. Also the API's own description. */
export const months = {
  closing: {
    entry: 'functions/months/closing/handler.ts',
    routes: routesOf(closingContract),
    table: {
      PUBLICATIONS: ['get', 'put'],
      'EXPLANATIONS#*': ['get', 'batchGet', 'query', 'put'],
      CASH_DIFFERENCES: ['queryIndex'],
      // To find which groups are in an area coordinator's districts.
      'COLLECTIVE#*': ['batchGet'],
      'SETTINGS#*': ['update'],
      ...knownNames,
      ...claims,
      ...journal,
    },
    keys: organisationKey,
    rights: ['compile:send'],
    bundleLimitKB: 490,
  },
  programme: {
    entry: 'functions/areas/programme/handler.ts',
    routes: routesOf(programmeContract),
    table: {
      ...knownNames,
      PROGRAMME: ['get', 'query', 'put'],
      'TARGETS#*': ['get', 'put'],
      'SETTINGS#*': ['get', 'update'],
      ...claims,
      ...journal,
    },
    keys: organisationKey,
    // Terms release months that wait for them.
    rights: ['compile:send'],
    bundleLimitKB: 510,
  },
  /** Counts as `compile` does, so its bundle has nearly the same parts and limit. It writes only to the access log. */
  preview: {
    entry: 'functions/months/preview/handler.ts',
    routes: routesOf(previewContract),
    table: {
      'JOURNAL#*': ['query'],
      PUBLICATIONS: ['query'],
      CASH_DIFFERENCES: ['queryIndex'],
      'EXPLANATIONS#*': ['batchGet', 'query'],
      // For the questions about a finding, and the group that a woman is in. It decrypts no text.
      QUESTIONS: ['queryIndex'],
      OPEN_QUESTIONS: ['queryIndex'],
      'MEMBER#*': ['batchGet'],
      'COLLECTIVE#*': ['batchGet'],
      // To find who is assigned to a case with an overdue follow-up.
      'CASE#*': ['batchGet'],
      ...lists,
    },
    rights: ['snapshots:read', 'month-files:read'],
    bundleLimitKB: 680,
  },
  snapshots: {
    entry: 'functions/months/snapshots/handler.ts',
    routes: routesOf(snapshotsContract),
    rights: ['snapshots:read'],
    bundleLimitKB: 520,
  },
  api: {
    entry: 'functions/gateway/api/handler.ts',
    routes: routesOf(apiContract),
    bundleLimitKB: 330,
  },
} as const satisfies Record<string, FunctionDefinition>;
