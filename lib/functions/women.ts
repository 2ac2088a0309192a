import { casesContract } from '../../functions/areas/cases/contract.ts';
import { erasureContract } from '../../functions/areas/erasure/contract.ts';
import { membersContract } from '../../functions/areas/members/contract.ts';
import { packContract } from '../../functions/areas/pack/contract.ts';
import { recordContract } from '../../functions/areas/record/contract.ts';
import { requestsContract } from '../../functions/areas/requests/contract.ts';
import { sameWomenContract } from '../../functions/areas/same-women/contract.ts';
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
import { type FunctionDefinition, routesOf } from './definition.ts';

/** The functions about single women: who they are, their requests, cases and full record, their erasure, and what the phones of leaders and
 * caseworkers keep of them. */
export const women = {
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
    bundleLimitKB: 495,
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
} as const satisfies Record<string, FunctionDefinition>;
