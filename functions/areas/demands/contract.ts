import { pageOf } from '../../shared/fields/page-schema.ts';
import { coordination } from '../../shared/http/audiences.ts';
import type { Contract } from '../../shared/http/route-contract.ts';
import { maxSettingsOfMonth } from '../../shared/setting-counts/max-settings.ts';
import { demand, demandInput, demandQuery, demandReversalInput, demandStepInput } from './schema.ts';

export const demandsContract = {
  'POST /api/demands': {
    who: coordination,
    services: 'none',
    summary: 'Record what was asked of an office of the State',
    description:
      '`dueOn` follows from the law for `rti` (30 days) and `rti_appeal` (45 days), and is `answerBy` for others. An ' +
      '`rti_appeal` follows an `rti`. The title is plaintext: one that contains a telephone number or a member’s full name is refused. ' +
      `\`too_many\`: a person records ${maxSettingsOfMonth.demands} in a month.`,
    body: demandInput,
    answers: { 201: demand, 200: demand },
    refusals: {
      400: ['invalid_name'],
      409: ['id_reused'],
      422: ['district_not_in_force', 'outside_area', 'not_an_rti', 'before_demand', 'too_many'],
    },
  },
  'GET /api/demands': {
    who: coordination,
    services: 'none',
    summary: 'The demands, newest first; `open=true` those that nobody has answered',
    description:
      'Includes those that were taken back, with `reversed`; they are not open. A page may hold fewer than `limit`; while it has a ' +
      '`cursor` there may be more.',
    query: demandQuery,
    answers: { 200: pageOf(demand) },
    refusals: { 400: ['invalid_cursor'] },
  },
  'GET /api/demands/{id}': {
    who: coordination,
    services: 'none',
    summary: 'A demand, with its steps and what follows it',
    answers: { 200: demand },
    refusals: { 404: ['not_found'] },
  },
  'POST /api/demands/{id}/steps': {
    who: coordination,
    services: 'none',
    summary: 'Record what an office did about a demand',
    description:
      'The first `answered`, `granted`, `partly_granted` or `refused`, by `on` and then by recording, settles it; later steps change ' +
      'nothing. An appeal may be filed until `appealBy`, 30 days after that step, or after `dueOn` without one.',
    body: demandStepInput,
    answers: { 201: demand, 200: demand },
    refusals: {
      404: ['not_found'],
      409: ['id_reused'],
      422: ['already_reversed', 'before_demand', 'too_many'],
    },
  },
  'POST /api/demands/{id}/reversal': {
    who: coordination,
    services: 'none',
    summary: 'Take a demand back, once',
    description:
      'It then counts nowhere, and waits for nothing. One that another follows is taken back after that. The reason is plaintext and checked like a title.',
    body: demandReversalInput,
    answers: { 201: demand, 200: demand },
    refusals: {
      400: ['invalid_name'],
      404: ['not_found'],
      409: ['id_reused'],
      422: ['already_reversed', 'followed'],
    },
  },
} as const satisfies Contract;

/** The shapes of demands that the OpenAPI document names. */
export const demandsSchemas = {
  Demand: demand,
  NewDemand: demandInput,
  NewDemandStep: demandStepInput,
  DemandReversal: demandReversalInput,
};
