import { nobody } from '../http/audiences.ts';
import type { Contract } from '../http/route-contract.ts';
import { correctionAnswer, correctionInput, targets, targetsInput } from './schema.ts';

export const closingContract = {
  'POST /api/snapshots/{month}/corrections': {
    who: { ...nobody, coordinator: 'all' },
    summary: 'Publish a month again with everything recorded until now; its targets stay',
    body: correctionInput,
    answers: { 202: correctionAnswer },
    refusals: { 400: ['invalid_name'], 404: ['not_found'], 409: ['id_reused'] },
  },
  'PUT /api/targets/{financialYear}': {
    who: { ...nobody, coordinator: 'all' },
    summary: 'Set the targets of a financial year; replaces all of them',
    body: targetsInput,
    answers: { 200: targets },
  },
  'GET /api/targets/{financialYear}': {
    who: { ...nobody, coordinator: 'all', auditor: 'all' },
    summary: 'The targets of a financial year',
    answers: { 200: targets },
  },
} as const satisfies Contract;

/** Named schemas of the OpenAPI document. */
export const closingSchemas = {
  NewCorrection: correctionInput,
  Targets: targets,
  NewTargets: targetsInput,
};
