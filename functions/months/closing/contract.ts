import * as z from 'zod';
import { page, pageOf } from '../../shared/fields/page-schema.ts';
import { nobody } from '../../shared/http/audiences.ts';
import type { Contract } from '../../shared/http/route-contract.ts';
import { maxSettingsOfMonth } from '../../shared/setting-counts/max-settings.ts';
import { correctionAnswer, correctionInput, explanation, explanationInput } from './schema.ts';
import { shownDifference } from './unsettled-differences.ts';

export const closingContract = {
  'POST /api/snapshots/{month}/corrections': {
    who: { ...nobody, coordinator: 'state' },
    services: 'none',
    summary:
      'Publish a month again with everything recorded until now; its targets, baselines and terms stay',
    body: correctionInput,
    answers: { 202: correctionAnswer },
    refusals: { 400: ['invalid_name'], 404: ['not_found'], 409: ['id_reused'], 422: ['too_many'] },
  },
  'POST /api/snapshots/{month}/explanations': {
    who: { ...nobody, coordinator: 'state' },
    services: 'none',
    summary: 'Say of a finding before the close why it may stay; a later one replaces it',
    description:
      'It changes no number and holds nothing up: the month closes on its day, whatever was found. `too_many`: a person gives ' +
      `${maxSettingsOfMonth.explanations} in a month.`,
    body: explanationInput,
    answers: { 201: explanation, 200: explanation },
    refusals: { 409: ['id_reused'], 422: ['too_many'] },
  },
  'GET /api/snapshots/{month}/explanations': {
    who: { ...nobody, coordinator: 'state', auditor: 'all' },
    services: 'none',
    summary: 'What was said of the findings of a month',
    answers: { 200: z.object({ items: z.array(explanation) }) },
  },
  'GET /api/cash-differences': {
    who: { ...nobody, coordinator: 'area' },
    services: 'none',
    summary: 'Where box and books differed at a count, and no coordinator has explained it, oldest first',
    description:
      'A difference is settled by the reversal of its sheet or voucher on the day on which it was recorded, if nobody has explained one of the group' +
      ' since. Later counted differences of the group the other way make up for the oldest first: openPaise is what is left of differencePaise, and' +
      ' madeUpBy the newest of them; it stays, also with an openPaise of 0, until it is explained. It is explained under' +
      ' the month of its date, in the list cashDifferences; later differences are not set against one that is explained. The' +
      ' reason stands in the sheet.',
    query: z.strictObject(page),
    answers: { 200: pageOf(shownDifference) },
  },
} as const satisfies Contract;

/** The shapes of corrections and explanations that the OpenAPI document names. */
export const closingSchemas = {
  NewCorrection: correctionInput,
  Explanation: explanation,
  NewExplanation: explanationInput,
};
