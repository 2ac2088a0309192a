import { nobody } from '../http/audiences.ts';
import type { Contract } from '../http/route-contract.ts';
import { correctionAnswer, correctionInput } from './schema.ts';

export const closingContract = {
  'POST /api/snapshots/{month}/corrections': {
    who: { ...nobody, coordinator: 'all' },
    summary:
      'Publish a month again with everything recorded until now; its targets, baselines and terms stay',
    body: correctionInput,
    answers: { 202: correctionAnswer },
    refusals: { 400: ['invalid_name'], 404: ['not_found'], 409: ['id_reused'] },
  },
} as const satisfies Contract;

/** Named schemas of the OpenAPI document. */
export const closingSchemas = {
  NewCorrection: correctionInput,
};
