import { approvalsContract } from '../../functions/areas/approvals/contract.ts';
import { auditContract } from '../../functions/areas/audit/contract.ts';
import { booksContract } from '../../functions/areas/books/contract.ts';
import { casesContract } from '../../functions/areas/cases/contract.ts';
import { collectivesContract } from '../../functions/areas/collectives/contract.ts';
import { demandsContract } from '../../functions/areas/demands/contract.ts';
import { devicesContract } from '../../functions/areas/devices/contract.ts';
import { erasureContract } from '../../functions/areas/erasure/contract.ts';
import { exportsContract } from '../../functions/areas/exports/contract.ts';
import { handoverContract } from '../../functions/areas/handover/contract.ts';
import { healthContract } from '../../functions/areas/health/contract.ts';
import { membersContract } from '../../functions/areas/members/contract.ts';
import { movesContract } from '../../functions/areas/moves/contract.ts';
import { outreachContract } from '../../functions/areas/outreach/contract.ts';
import { packContract } from '../../functions/areas/pack/contract.ts';
import { peopleContract } from '../../functions/areas/people/contract.ts';
import { programmeContract } from '../../functions/areas/programme/contract.ts';
import { questionsContract } from '../../functions/areas/questions/contract.ts';
import { recordContract } from '../../functions/areas/record/contract.ts';
import { requestsContract } from '../../functions/areas/requests/contract.ts';
import { sameWomenContract } from '../../functions/areas/same-women/contract.ts';
import { voiceContract } from '../../functions/areas/voice/contract.ts';
import { apiContract } from '../../functions/gateway/api/contract.ts';
import { closingContract } from '../../functions/months/closing/contract.ts';
import { previewContract } from '../../functions/months/preview/contract.ts';
import { snapshotsContract } from '../../functions/months/snapshots/contract.ts';
import {
  claims,
  journal,
  knownNames,
  lists,
  openings,
  openingsAndLists,
  openingsOfWomen,
  openingsOfWomenAndLists,
  openingsOfWomenAndRepeatedLists,
  organisationKey,
  repeatedLists,
} from './common-access.ts';
import type { FunctionDefinition } from './definition.ts';
import { lookingAtHealth, lookingRights } from './looking-at-health.ts';

/**
 * The functions that answer routes, one for each area of the API. Each gets the routes of its area's contract (`routesOf`) and the permissions that
 * these need. common-access.ts explains the permissions that many functions share, such as `claims` and `openingsAndLists`.
 * lib/constructs/routes.ts makes API Gateway's routes of the functions; without-routes.ts has the other functions.
 */

/** The routes of a contract, typed by its keys. The filter keeps every key; it only narrows the type. */
const routesOf = <C extends object>(contract: C): readonly (keyof C & string)[] =>
  Object.keys(contract).filter((key): key is keyof C & string => key in contract);

export const areas = {
  api: {
    entry: 'functions/gateway/api/handler.ts',
    routes: routesOf(apiContract),
    bundleLimitKB: 330,
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
  collectives: {
    entry: 'functions/areas/collectives/handler.ts',
    routes: routesOf(collectivesContract),
    table: {
      'COLLECTIVE#*': ['get', 'batchGet', 'query', 'put', 'update'],
      COLLECTIVES: ['queryIndex'],
      'COLLECTIVES#*': ['queryIndex'],
      COLLECTIVE_COUNT: ['update'],
      GROUP_MONEY: ['queryIndex'],
      DUE_TALKS: ['queryIndex'],
      'MEETINGS#*': ['queryIndex'],
      // To check that no woman is in a group that closes.
      'MEMBER#*': ['batchGet'],
      // To find who leads a group.
      PEOPLE: ['queryIndex'],
      ...knownNames,
      ...claims,
      ...journal,
      ...lists,
    },
    keys: { ...organisationKey, 'collective:*': ['make'], 'person:*': ['open'] },
    bundleLimitKB: 490,
  },
  members: {
    entry: 'functions/areas/members/handler.ts',
    routes: routesOf(membersContract),
    table: {
      // `check` is for the other records of a woman whose records were joined: a change must find them as they were read.
      'MEMBER#*': ['get', 'batchGet', 'put', 'check'],
      MEMBERS: ['queryIndex'],
      'MEMBERS#*': ['queryIndex'],
      'NAME#*': ['query', 'put', 'delete'],
      ...knownNames,
      'FULLNAME#*': ['query', 'put', 'delete'],
      // To find women who may be enrolled twice, and note the pairs.
      'LIKELY#*': ['query', 'put', 'delete'],
      LIKELY_PENDING: ['put', 'delete'],
      'PAIR#*': ['put'],
      'CODE#*': ['get', 'put'],
      // To check that a member's group is in an area coordinator's districts, and to change the number of a group's members.
      'COLLECTIVE#*': ['get', 'batchGet', 'put', 'update'],
      // To check that a new year of birth is not after a case or a request of hers, and whether a caseworker has a case of hers.
      'CASES#*': ['query'],
      'CASE#*': ['batchGet'],
      // Taking back a member's entries includes her requests.
      'REQUESTS#*': ['get', 'query', 'put', 'check'],
      'TALKS#*': ['get', 'query', 'put'],
      'DUE_TALKS#*': ['update'],
      'MEMBER_COUNTS#*': ['get', 'update', 'check'],
      WITHDRAWALS: ['update'],
      ...claims,
      ...journal,
      ...openingsOfWomenAndRepeatedLists,
    },
    keys: { ...organisationKey, 'member:*': ['open', 'make'] },
    bundleLimitKB: 500,
  },
  /** Finds women who may be enrolled twice. It compares only keyed tokens, without decrypting names. */
  sameWomen: {
    entry: 'functions/areas/same-women/handler.ts',
    routes: routesOf(sameWomenContract),
    table: {
      'SETTINGS#*': ['update'],
      'PAIR#*': ['get', 'put'],
      'PAIRS#*': ['queryIndex'],
      'MEMBER#*': ['batchGet'],
      'LIKELY#*': ['query'],
      LIKELY_PENDING: ['query', 'delete'],
      // To check whether two records can be joined or parted, by their accounts and entries.
      'COLLECTIVE#*': ['get', 'batchGet', 'query'],
      'APPROVAL#*': ['get', 'put'],
      ...claims,
      ...journal,
      ...lists,
    },
    keys: { ...organisationKey, 'member:*': ['open'] },
    bundleLimitKB: 490,
  },
  requests: {
    entry: 'functions/areas/requests/handler.ts',
    routes: routesOf(requestsContract),
    table: {
      'REQUESTS#*': ['get', 'put'],
      'MEMBER_COUNTS#*': ['update'],
      'REQUEST_LIST#*': ['queryIndex'],
      'REQUEST_AUDIT#*': ['queryIndex'],
      // A repeated request is refused if the member was erased meanwhile.
      'MEMBER#*': ['get', 'batchGet', 'check'],
      // To check whether a caseworker has a case of the member.
      'CASES#*': ['query'],
      'CASE#*': ['batchGet'],
      ...claims,
      ...journal,
      ...openingsOfWomenAndLists,
    },
    keys: { ...organisationKey, 'member:*': ['open'] },
    bundleLimitKB: 490,
  },
  /** Reads the data of one member in four areas, and who looked at it. It changes nothing. */
  record: {
    entry: 'functions/areas/record/handler.ts',
    routes: routesOf(recordContract),
    table: {
      'MEMBER#*': ['get', 'batchGet'],
      'COLLECTIVE#*': ['get', 'query'],
      'CASES#*': ['query'],
      'CASE#*': ['get', 'batchGet', 'query'],
      'REQUESTS#*': ['query'],
      'TALKS#*': ['query'],
      'ACCESS#*': [...openings['ACCESS#*'], 'queryIndex'],
      'OPENED#*': [...openingsOfWomen['OPENED#*'], 'query'],
      'LOOKS#*': ['query'],
    },
    keys: { 'member:*': ['open'] },
    bundleLimitKB: 490,
  },
  books: {
    entry: 'functions/areas/books/handler.ts',
    routes: routesOf(booksContract),
    table: {
      'COLLECTIVE#*': ['get', 'query', 'put', 'update', 'check'],
      // `batchGet` is for joined records, which are read with the kept one.
      'MEMBER#*': ['get', 'batchGet'],
      // To check whether a caseworker has a case that goes on although the woman has withdrawn her consent.
      'CASE#*': ['batchGet'],
      // As `claims`; a reversal also takes its sheet's claim out of the index.
      'ID#*': ['get', 'put', 'update'],
      ...journal,
      ...openingsOfWomenAndLists,
    },
    keys: { ...organisationKey, 'collective:*': ['open'], 'member:*': ['open'] },
    bundleLimitKB: 490,
  },
  /** Changes the books of two groups, and the group that a woman is in. It decrypts none of her texts. */
  moves: {
    entry: 'functions/areas/moves/handler.ts',
    routes: routesOf(movesContract),
    table: {
      'COLLECTIVE#*': ['get', 'batchGet', 'query', 'put', 'update'],
      'MEMBER#*': ['batchGet', 'update'],
      'DUE_TALKS#*': ['batchGet', 'update'],
      ...claims,
      ...journal,
      ...lists,
    },
    keys: { ...organisationKey, 'collective:*': ['open'] },
    bundleLimitKB: 490,
  },
  cases: {
    entry: 'functions/areas/cases/handler.ts',
    routes: routesOf(casesContract),
    table: {
      // `update` is for the number of events that an emergency access recorded.
      'CASE#*': ['get', 'batchGet', 'query', 'put', 'update', 'check'],
      CASES: ['queryIndex'],
      'CASES#*': ['query', 'queryIndex', 'put'],
      // A coordinator's agenda has the demands that wait for a day, a leader's the talks that are due in her groups.
      DATED_DEMANDS: ['queryIndex'],
      'DUE_TALKS#*': ['batchGet'],
      // Emergency accesses to cases.
      GLASS: ['get', 'query', 'put'],
      'CODE#*': ['get', 'put'],
      'MEMBER#*': ['get', 'batchGet', 'check'],
      'PERSON#*': ['check'],
      'ENTITLEMENTS#*': ['update'],
      'MEMBER_COUNTS#*': ['update'],
      'SETTINGS#*': ['update'],
      'URGENT#*': ['update'],
      ...claims,
      ...journal,
      ...openingsOfWomenAndRepeatedLists,
    },
    keys: { ...organisationKey, 'member:*': ['open'] },
    bundleLimitKB: 490,
  },
  /** Reads the data of several areas for the phones of leaders and caseworkers. It changes nothing. */
  pack: {
    entry: 'functions/areas/pack/handler.ts',
    routes: routesOf(packContract),
    table: {
      'COLLECTIVE#*': ['get', 'batchGet', 'query'],
      'MEMBER#*': ['batchGet'],
      'ENTITLEMENTS#*': ['batchGet', 'query'],
      'CASES#*': ['query', 'queryIndex'],
      'CASE#*': ['batchGet', 'query'],
      ...repeatedLists,
    },
    keys: { 'member:*': ['open'], 'collective:*': ['open'] },
    bundleLimitKB: 490,
  },
  demands: {
    entry: 'functions/areas/demands/handler.ts',
    routes: routesOf(demandsContract),
    table: {
      'DEMAND#*': ['get', 'put'],
      DEMANDS: ['queryIndex'],
      // If a title has a woman's name: to check whether she is in the districts of whoever writes it.
      'MEMBER#*': ['batchGet'],
      'SETTINGS#*': ['update'],
      ...knownNames,
      ...claims,
      ...journal,
      ...lists,
    },
    keys: organisationKey,
    bundleLimitKB: 490,
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
  questions: {
    entry: 'functions/areas/questions/handler.ts',
    routes: routesOf(questionsContract),
    table: {
      'COLLECTIVE#*': ['get', 'batchGet', 'query', 'put', 'update', 'check'],
      QUESTIONS: ['queryIndex'],
      OPEN_QUESTIONS: ['queryIndex'],
      // A repeated question is refused if the woman whom it is about was erased meanwhile.
      'MEMBER#*': ['get', 'batchGet', 'check'],
      'SETTINGS#*': ['update'],
      ...claims,
      ...journal,
      ...lists,
    },
    keys: { ...organisationKey, 'collective:*': ['open'], 'member:*': ['open'] },
    bundleLimitKB: 490,
  },
  outreach: {
    entry: 'functions/areas/outreach/handler.ts',
    routes: routesOf(outreachContract),
    table: {
      OUTREACH: ['get', 'query', 'put', 'update'],
      OUTREACH_COUNTS: ['update'],
      'SETTINGS#*': ['update'],
      // To check that the people on a roster are members who have not withdrawn their consent.
      'MEMBER#*': ['batchGet'],
      WITHDRAWALS: ['get', 'check'],
      ...knownNames,
      ...claims,
      ...journal,
      ...lists,
    },
    keys: organisationKey,
    bundleLimitKB: 490,
  },
  people: {
    entry: 'functions/areas/people/handler.ts',
    routes: routesOf(peopleContract),
    table: {
      'SETTINGS#*': ['update'],
      'PERSON#*': ['get', 'put', 'check'],
      'CREDENTIALS#*': ['get', 'update'],
      DISABLED_TRUSTED: ['put'],
      PEOPLE: ['queryIndex'],
      'SIGN_IN_NAME#*': ['put'],
      'WAY_IN#*': ['get', 'put', 'update'],
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
  erasure: {
    entry: 'functions/areas/erasure/handler.ts',
    routes: routesOf(erasureContract),
    table: {
      'SETTINGS#*': ['update'],
      ERASURES: ['get', 'query', 'put'],
      'MEMBER#*': ['get', 'batchGet', 'check'],
      'PERSON#*': ['get', 'check'],
      'APPROVAL#*': ['get', 'put'],
      ...claims,
      ...journal,
      ...openingsAndLists,
    },
    keys: { ...organisationKey, 'member:*': ['open'], 'person:*': ['open'] },
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
    keys: { 'person:*': ['open', 'destroy'] },
    rights: ['users:block', 'packs:send'],
    bundleLimitKB: 550,
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
} as const satisfies Record<string, FunctionDefinition>;

export type AreaName = keyof typeof areas;
