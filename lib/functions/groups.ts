import { booksContract } from '../../functions/areas/books/contract.ts';
import { collectivesContract } from '../../functions/areas/collectives/contract.ts';
import { demandsContract } from '../../functions/areas/demands/contract.ts';
import { movesContract } from '../../functions/areas/moves/contract.ts';
import { outreachContract } from '../../functions/areas/outreach/contract.ts';
import { questionsContract } from '../../functions/areas/questions/contract.ts';
import {
  claims,
  journal,
  knownNames,
  lists,
  openingsOfWomenAndLists,
  organisationKey,
} from './common-access.ts';
import { type FunctionDefinition, routesOf } from './definition.ts';

/** The functions about groups and what they do together: their books, moves between them, the office's questions to them, outreach and demands. */
export const groups = {
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
      // To find who leads a group, and whether she has a phone.
      PEOPLE: ['queryIndex'],
      'DEVICES#*': ['queryIndex'],
      ...knownNames,
      ...claims,
      ...journal,
      ...lists,
    },
    keys: { ...organisationKey, 'collective:*': ['make'], 'person:*': ['open'] },
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
} as const satisfies Record<string, FunctionDefinition>;
