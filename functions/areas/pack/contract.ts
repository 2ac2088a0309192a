import { nobody } from '../../shared/http/audiences.ts';
import type { Contract } from '../../shared/http/route-contract.ts';
import { pack, packQuery } from './schema.ts';

export const packContract = {
  'GET /api/me/pack': {
    who: { ...nobody, leader: 'own' },
    services: 'leaves out',
    summary: 'All that a leader’s phone needs to work without a network, in one answer',
    description:
      'Her collectives with their books and up to twelve latest meetings, fewer if they are long, their members, twenty loans ' +
      'that each owes, the oldest, and five repaid ones, entitlements, her cases that ' +
      'are not closed, and what is due. Send `since` of the last answer: a member who has not changed comes as ' +
      '`{id, version}`; everything else is always sent whole. Anybody who is not in the answer is no longer hers. ' +
      'A `since` that was made for somebody else counts as none.',
    query: packQuery,
    answers: { 200: pack },
    refusals: { 400: ['invalid_since'] },
  },
} as const satisfies Contract;

/** The shapes of a leader's pack that the OpenAPI document names. */
export const packSchemas = { Pack: pack };
