import { approvalsContract } from '../../functions/areas/approvals/contract.ts';
import { auditContract } from '../../functions/areas/audit/contract.ts';
import { devicesContract } from '../../functions/areas/devices/contract.ts';
import { exportsContract } from '../../functions/areas/exports/contract.ts';
import { handoverContract } from '../../functions/areas/handover/contract.ts';
import { healthContract } from '../../functions/areas/health/contract.ts';
import { peopleContract } from '../../functions/areas/people/contract.ts';
import { voiceContract } from '../../functions/areas/voice/contract.ts';
import { claims, journal, lists, openings, openingsAndLists, organisationKey } from './common-access.ts';
import { type FunctionDefinition, routesOf } from './definition.ts';
import { lookingAtHealth, lookingRights } from './looking-at-health.ts';

/** The functions for the office's own work: people, devices and approvals, the logs, handovers, the system's health, and recordings of the voice. */
export const office = {
  people: {
    entry: 'functions/areas/people/handler.ts',
    routes: routesOf(peopleContract),
    table: {
      'SETTINGS#*': ['update'],
      'PERSON#*': ['get', 'put', 'check'],
      'CREDENTIALS#*': ['get', 'batchGet', 'update'],
      'SIGNED_IN#*': ['batchGet'],
      DISABLED_TRUSTED: ['put'],
      PEOPLE: ['queryIndex'],
      'DEVICES#*': ['queryIndex'],
      'SIGN_IN_NAME#*': ['put'],
      'WAY_IN#*': ['get', 'batchGet', 'put', 'update'],
      'COLLECTIVE#*': ['check'],
      COLLECTIVES: ['queryIndex'],
      'MEMBER#*': ['check'],
      SIGN_INS: ['get', 'put', 'delete'],
      'APPROVAL#*': ['get', 'put', 'update'],
      APPROVALS: ['queryIndex'],
      ...claims,
      ...journal,
      ...openingsAndLists,
    },
    keys: { ...organisationKey, 'person:*': ['open', 'make'] },
    rights: ['users:create', 'users:block'],
    bundleLimitKB: 500,
  },
  devices: {
    entry: 'functions/areas/devices/handler.ts',
    routes: routesOf(devicesContract),
    table: {
      'DEVICE#*': ['get', 'put', 'update'],
      'DEVICES#*': ['get', 'queryIndex', 'put', 'check'],
      'SETTINGS#*': ['update'],
      'PERSON#*': ['get'],
      'WAY_IN#*': ['update'],
      PEOPLE: ['queryIndex'],
      SIGN_INS: ['put'],
      ...claims,
      ...journal,
      ...openingsAndLists,
    },
    keys: organisationKey,
    bundleLimitKB: 490,
  },
  /** Carries out what two people agreed on. It moves ciphertexts unchanged, and decrypts only names of leaders and staff. */
  approvals: {
    entry: 'functions/areas/approvals/handler.ts',
    routes: routesOf(approvalsContract),
    table: {
      'APPROVAL#*': ['get', 'update'],
      APPROVALS: ['queryIndex'],
      HANDOVERS: ['update'],
      'PERSON#*': ['get', 'batchGet', 'put', 'delete', 'check'],
      'CREDENTIALS#*': ['get'],
      'WAY_IN#*': ['get', 'put', 'update', 'delete'],
      DISABLED_TRUSTED: ['query'],
      PEOPLE: ['queryIndex'],
      SIGN_INS: ['get', 'put', 'delete'],
      // An erasure for each record of a woman whose records were joined, and what was asked of each.
      ERASURES: ['get', 'batchGet', 'put', 'update'],
      'MEMBER#*': ['get', 'batchGet', 'put', 'delete'],
      // After a join, the names of the joined record lead to the kept one.
      'NAME#*': ['put', 'delete'],
      'FULLNAME#*': ['delete'],
      'LIKELY#*': ['put', 'delete'],
      LIKELY_PENDING: ['put', 'delete'],
      'DUE_TALKS#*': ['update'],
      // A woman's item also says in which district her cases are listed.
      'MEMBER_COUNTS#*': ['get', 'update'],
      // If a woman has stopped and is parted from another, a request is opened for her.
      'REQUESTS#*': ['query', 'put', 'check'],
      'PAIR#*': ['update'],
      // An erasure lowers the group's number of members; a join or a parting changes accounts.
      'COLLECTIVE#*': ['get', 'query', 'put', 'update'],
      'CLAIMS#*': ['queryIndex'],
      // An erasure overwrites claims; a parting reads when an exit was recorded.
      'ID#*': ['get', 'update'],
      ...journal,
      ...lists,
    },
    keys: { ...organisationKey, 'person:*': ['open', 'destroy'] },
    rights: ['users:block', 'packs:send'],
    bundleLimitKB: 550,
  },
  /** Records in the access log who saves a list as a file. It decrypts no text. It reads cases only for their members, and members only for their consents. */
  exports: {
    entry: 'functions/areas/exports/handler.ts',
    routes: routesOf(exportsContract),
    table: {
      'CASE#*': ['batchGet'],
      'MEMBER#*': ['batchGet'],
      // The caller's own lines show whether she has read the list that she exports.
      ...lists,
      'ACCESS#ACTOR#*': ['queryIndex'],
      'EXPORTS#*': ['update'],
    },
    bundleLimitKB: 490,
  },
  audit: {
    entry: 'functions/areas/audit/handler.ts',
    routes: routesOf(auditContract),
    // Its reads of claims (`ID#*`) lead from an id to the journal lines about it.
    table: {
      'JOURNAL#*': ['query'],
      'SUBJECT#*': ['queryIndex'],
      'ACTOR#*': ['queryIndex'],
      'ACCESS#*': ['query', 'queryIndex'],
      // `batchGet` is for comparing each line with its looks.
      'LOOKS#*': ['query', 'batchGet'],
      'ID#*': ['get'],
      'CODE#*': ['get'],
      'CASES#*': ['query'],
      // Only for the codes and labels of ids. It decrypts no text.
      'MEMBER#*': ['batchGet'],
      'CASE#*': ['batchGet'],
      // The journal has a move into a group only under the other group, so the moves are found in the group's books.
      'COLLECTIVE#*': ['batchGet', 'query'],
      // How far the logs are sealed.
      HEALTH: ['get'],
    },
    rights: ['digests:read'],
    bundleLimitKB: 565,
  },
  /** Requests a handover of all data, and gives a link to the encrypted pack. It reads no record and decrypts no text. */
  handover: {
    entry: 'functions/areas/handover/handler.ts',
    routes: routesOf(handoverContract),
    table: {
      'SETTINGS#*': ['update'],
      HANDOVERS: ['get', 'query', 'put'],
      'APPROVAL#*': ['put'],
      // Claims the request's id, by which the function recognises a repeated request.
      'ID#*': ['put'],
      ...journal,
      ...openings,
    },
    keys: organisationKey,
    rights: ['packs:read'],
    bundleLimitKB: 595,
  },
  /** Shows how well the whole system runs, and requests restore drills. It decrypts no text. */
  health: {
    entry: 'functions/areas/health/handler.ts',
    routes: routesOf(healthContract),
    table: {
      ...lookingAtHealth,
      HEALTH: ['get', 'put'],
      'SETTINGS#*': ['update'],
      ...claims,
      ...journal,
      ...lists,
    },
    rights: [...lookingRights, 'drills:send'],
    bundleLimitKB: 800,
  },
  /** Keeps the recordings of spoken texts. It reads nothing about anybody. */
  voice: {
    entry: 'functions/areas/voice/handler.ts',
    routes: routesOf(voiceContract),
    table: {
      'VOICE#*': ['get', 'query', 'put', 'update'],
      // Who could have known whose password. If one of two people could have known the other's, she must not decide on the other's recording.
      'CREDENTIALS#*': ['get'],
      'SETTINGS#*': ['get', 'update'],
      ...claims,
      ...journal,
    },
    keys: organisationKey,
    rights: ['voice:write'],
    // The bundle has all texts of the web client in two languages.
    bundleLimitKB: 850,
  },
} as const satisfies Record<string, FunctionDefinition>;
