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
  organisationKey,
} from './common-access.ts';
import type { FunctionDefinition } from './definition.ts';
import { lookingAtHealth, lookingRights } from './looking-at-health.ts';

/** The routes of a contract, typed by its keys; the filter drops none, it only narrows the type. */
const routesOf = <C extends object>(contract: C): readonly (keyof C & string)[] =>
  Object.keys(contract).filter((key): key is keyof C & string => key in contract);

/** The functions with routes, one for each area of the API: entry file, routes and permissions. */
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
      // Whether women are still in a group that closes.
      'MEMBER#*': ['batchGet'],
      // Who leads a group.
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
      // Checked: the other records of a woman whose records were joined, which a change leaves as they are.
      'MEMBER#*': ['get', 'batchGet', 'put', 'check'],
      MEMBERS: ['queryIndex'],
      'MEMBERS#*': ['queryIndex'],
      'NAME#*': ['query', 'put', 'delete'],
      'FULLNAME#*': ['query', 'put', 'delete'],
      // Who may be the same woman: what is compared, and the pairs.
      'LIKELY#*': ['query', 'put', 'delete'],
      LIKELY_PENDING: ['put', 'delete'],
      'PAIR#*': ['put'],
      'CODE#*': ['get', 'put'],
      // Whether the group of somebody who is enrolled lies in an area coordinator's districts, and in which a leader's change brings her.
      'COLLECTIVE#*': ['get', 'batchGet', 'put', 'update'],
      // For a later year of birth, whether a case or a request of hers is older than she can be; and whether a caseworker has a case of hers.
      'CASES#*': ['query'],
      'CASE#*': ['batchGet'],
      // The route that takes back a member's entries takes back her requests too.
      'REQUESTS#*': ['get', 'query', 'put', 'check'],
      'TALKS#*': ['get', 'query', 'put'],
      'DUE_TALKS#*': ['update'],
      'MEMBER_COUNTS#*': ['get', 'update', 'check'],
      WITHDRAWALS: ['update'],
      ...claims,
      ...journal,
      ...openingsAndLists,
      // Whether the day's line of a list has this hour.
      'ACCESS#*': [...openingsAndLists['ACCESS#*'], 'get'],
    },
    keys: { ...organisationKey, 'member:*': ['open', 'make'] },
    bundleLimitKB: 500,
  },
  /** Compares by keyed tokens alone: it opens no name. */
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
      // Whether two records can be joined, or parted: what each has, and under which id it was recorded.
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
      // If a request is sent again, the function checks whether the member was erased meanwhile.
      'MEMBER#*': ['get', 'batchGet', 'check'],
      // Whether a caseworker has a case of the member.
      'CASES#*': ['query'],
      'CASE#*': ['batchGet'],
      ...claims,
      ...journal,
      ...openingsAndLists,
    },
    keys: { ...organisationKey, 'member:*': ['open'] },
    bundleLimitKB: 490,
  },
  /** Reads what four areas hold of one member, and who looked; it changes nothing. */
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
      // A record that was joined to another is read with it.
      'MEMBER#*': ['get', 'batchGet'],
      // Whether a caseworker holds a case that goes on though its woman has withdrawn her consent.
      'CASE#*': ['batchGet'],
      ...claims,
      'ID#*': ['get', 'put', 'update'],
      ...journal,
      ...openingsAndLists,
    },
    keys: { ...organisationKey, 'collective:*': ['open'], 'member:*': ['open'] },
    bundleLimitKB: 490,
  },
  /** Changes the books of two groups, and in which of them a woman is; it opens none of her texts. */
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
      // The count of an emergency access's events is updated.
      'CASE#*': ['get', 'batchGet', 'query', 'put', 'update', 'check'],
      CASES: ['queryIndex'],
      'CASES#*': ['query', 'queryIndex', 'put'],
      // A coordinator's agenda has the demands that wait for a day, a leader's the talks that are due in her groups.
      DATED_DEMANDS: ['queryIndex'],
      'DUE_TALKS#*': ['batchGet'],
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
      ...openingsAndLists,
      // Whether the day's line of a list has this hour.
      'ACCESS#*': [...openingsAndLists['ACCESS#*'], 'get'],
    },
    keys: { ...organisationKey, 'member:*': ['open'] },
    bundleLimitKB: 490,
  },
  /** Reads what several areas hold, for the phones of leaders and caseworkers; it changes nothing. */
  pack: {
    entry: 'functions/areas/pack/handler.ts',
    routes: routesOf(packContract),
    table: {
      'COLLECTIVE#*': ['get', 'batchGet', 'query'],
      'MEMBER#*': ['batchGet'],
      'ENTITLEMENTS#*': ['batchGet', 'query'],
      'CASES#*': ['query', 'queryIndex'],
      'CASE#*': ['batchGet', 'query'],
      ...lists,
      // Whether the day's line of a list has this hour.
      'ACCESS#*': [...lists['ACCESS#*'], 'get'],
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
      // Whether a woman whose name a title has lies in the area of whoever writes it.
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
      // Whoever decides is another hand than whoever recorded.
      'CREDENTIALS#*': ['get'],
      'SETTINGS#*': ['get', 'update'],
      ...claims,
      ...journal,
    },
    keys: organisationKey,
    rights: ['voice:write'],
    // With the words of the client, in both languages.
    bundleLimitKB: 850,
  },
  questions: {
    entry: 'functions/areas/questions/handler.ts',
    routes: routesOf(questionsContract),
    table: {
      'COLLECTIVE#*': ['get', 'batchGet', 'query', 'put', 'update', 'check'],
      QUESTIONS: ['queryIndex'],
      OPEN_QUESTIONS: ['queryIndex'],
      // Whether she was erased whom a repeated question is about.
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
      // Whether those on a roster are members who have not withdrawn their consent.
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
    bundleLimitKB: 490,
  },
  /** Records in the access log who saves a list as a file. It decrypts no text: of a case it reads only its member, and of a member only her consents. */
  exports: {
    entry: 'functions/areas/exports/handler.ts',
    routes: routesOf(exportsContract),
    table: {
      'CASE#*': ['batchGet'],
      'MEMBER#*': ['batchGet'],
      // By the caller's own lines it checks that she has read what she exports.
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
      // Batches for the comparison of each line with its looks.
      'LOOKS#*': ['query', 'batchGet'],
      'ID#*': ['get'],
      'CODE#*': ['get'],
      'CASES#*': ['query'],
      // Only the codes and labels of ids: it decrypts no text.
      'MEMBER#*': ['batchGet'],
      'CASE#*': ['batchGet'],
      // The moves into a group lie in the journal under the group that they left.
      'COLLECTIVE#*': ['batchGet', 'query'],
      // How far the logs are sealed.
      HEALTH: ['get'],
    },
    rights: ['digests:read'],
    bundleLimitKB: 560,
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
  /** Carries out what two people agreed. It moves ciphertexts unchanged and decrypts only names. */
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
      // Of each record of a woman whose records were joined.
      ERASURES: ['put', 'update'],
      'MEMBER#*': ['get', 'batchGet', 'put', 'delete'],
      // By the names of a joined record the kept one is found.
      'NAME#*': ['put', 'delete'],
      'FULLNAME#*': ['delete'],
      'LIKELY#*': ['put', 'delete'],
      LIKELY_PENDING: ['put', 'delete'],
      'DUE_TALKS#*': ['update'],
      // In which district a woman's cases are listed.
      'MEMBER_COUNTS#*': ['get', 'update'],
      // Of a woman who stopped, and is parted from another.
      'REQUESTS#*': ['query', 'put', 'check'],
      'PAIR#*': ['update'],
      // Of a member who is erased, and is counted in her group no more; and the accounts of records that are joined or parted.
      'COLLECTIVE#*': ['get', 'query', 'put', 'update'],
      'CLAIMS#*': ['queryIndex'],
      'ID#*': ['update'],
      ...journal,
      ...lists,
    },
    keys: { 'person:*': ['open', 'destroy'] },
    rights: ['users:block', 'packs:send'],
    bundleLimitKB: 540,
  },
  /** Asks for a handover of all data, and gives a link to the encrypted pack. It reads no record and opens no text. */
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
    bundleLimitKB: 590,
  },
  /** Looks at the system from all sides, and asks for a restore drill. It opens no text. */
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
      // Which groups lie in an area coordinator's districts.
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
      PROGRAMME: ['get', 'query', 'put'],
      'TARGETS#*': ['get', 'put'],
      'SETTINGS#*': ['get', 'update'],
      ...knownNames,
      ...claims,
      ...journal,
    },
    keys: organisationKey,
    // Terms release months that wait for them.
    rights: ['compile:send'],
    bundleLimitKB: 500,
  },
  /** Counts as `compile` does, so its bundle has the same parts and the same limit. It writes only to the access log. */
  preview: {
    entry: 'functions/months/preview/handler.ts',
    routes: routesOf(previewContract),
    table: {
      'JOURNAL#*': ['query'],
      PUBLICATIONS: ['query'],
      CASH_DIFFERENCES: ['queryIndex'],
      'EXPLANATIONS#*': ['batchGet', 'query'],
      // What was asked about a finding, and in which group a woman is. It opens no text.
      QUESTIONS: ['queryIndex'],
      OPEN_QUESTIONS: ['queryIndex'],
      'MEMBER#*': ['batchGet'],
      'COLLECTIVE#*': ['batchGet'],
      // Who has a case that is late.
      'CASE#*': ['batchGet'],
      ...lists,
    },
    rights: ['snapshots:read', 'month-files:read'],
    bundleLimitKB: 670,
  },
  snapshots: {
    entry: 'functions/months/snapshots/handler.ts',
    routes: routesOf(snapshotsContract),
    rights: ['snapshots:read'],
    bundleLimitKB: 520,
  },
} as const satisfies Record<string, FunctionDefinition>;

export type AreaName = keyof typeof areas;
