import * as z from 'zod';
import { nobody } from '../../shared/http/audiences.ts';
import type { Contract } from '../../shared/http/route-contract.ts';
import { caseworkerPack, leaderPack, packQuery } from './schema.ts';

export const packContract = {
  'GET /api/me/pack': {
    who: { ...nobody, leader: 'own', caseworker: 'assigned' },
    services: 'leaves out',
    summary: 'All that a leader’s or caseworker’s phone needs to work without a network, in one answer',
    description:
      'Of a leader: her collectives with their books and up to twelve latest meetings, fewer if they are long, their members, twenty loans ' +
      'that each owes, the oldest, and five repaid ones, entitlements, her cases that ' +
      'are not closed, and what is due. Of a caseworker: the cases assigned to her that are not closed, each with its timeline of the last year, ' +
      'their women, what is due, and the urgent cases of her districts that nobody has taken; what the answer cannot hold is counted in `casesLeftOut` (urgent ' +
      'and newer cases stay, ten of each person who opened some and one of each woman first), `unassignedLeftOut`, `eventsLeftOut` and `itemsLeftOut`. Send `since` of the last answer: a member, or a ' +
      'caseworker’s case, that has not changed comes as `{id, version}`; everything else is always sent whole. Whoever, or whatever, is not in the ' +
      'answer, nor counted as left out, is no longer hers. ' +
      'A `since` that was made for somebody else counts as none.',
    query: packQuery,
    answers: { 200: z.union([leaderPack, caseworkerPack]) },
    refusals: { 400: ['invalid_since'] },
  },
} as const satisfies Contract;

/** The shapes of packs that the OpenAPI document names. */
export const packSchemas = { LeaderPack: leaderPack, CaseworkerPack: caseworkerPack };
