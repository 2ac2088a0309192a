import { nobody, stateCoordination } from '../../shared/http/audiences.ts';
import type { Audience, Contract } from '../../shared/http/route-contract.ts';
import { maxSettingsOfMonth } from '../../shared/setting-counts/max-settings.ts';
import {
  baselines,
  baselinesInput,
  narrative,
  narrativeInput,
  programme,
  targets,
  targetsInput,
  terms,
  termsInput,
} from './schema.ts';

/** What is set for the whole programme is read by every coordinator. */
const coordinator = { ...nobody, coordinator: 'no_district' } as const satisfies Audience;

const everybody = {
  leader: 'all',
  caseworker: 'all',
  coordinator: 'no_district',
  administrator: 'all',
  auditor: 'all',
  funder: 'all',
} as const satisfies Audience;

const tooManyChanges = `\`too_many\`: a person changes targets, baselines and narratives ${maxSettingsOfMonth.changes} times in a month.`;

export const programmeContract = {
  'PUT /api/targets/{financialYear}': {
    who: stateCoordination,
    services: 'none',
    summary: 'Set the targets of a financial year; replaces all of them',
    description: tooManyChanges,
    body: targetsInput,
    answers: { 200: targets },
    refusals: { 422: ['too_many'] },
  },
  'GET /api/targets/{financialYear}': {
    who: { ...coordinator, auditor: 'all' },
    services: 'none',
    summary: 'The targets of a financial year',
    answers: { 200: targets },
  },
  'PUT /api/baselines': {
    who: stateCoordination,
    services: 'none',
    summary: 'Set what earlier registers say was reached; replaces all of it',
    description:
      'A baseline stands beside the counts of its indicator and is never added to them. A month is published with the ' +
      `baselines recorded before its first cutoff. ${tooManyChanges}`,
    body: baselinesInput,
    answers: { 200: baselines },
    refusals: { 400: ['invalid_date', 'invalid_name'], 422: ['too_many'] },
  },
  'GET /api/baselines': {
    who: everybody,
    services: 'none',
    summary: 'What earlier registers say was reached, by indicator',
    answers: { 200: baselines },
  },
  'PUT /api/narratives/{month}': {
    who: stateCoordination,
    services: 'none',
    summary: 'Write what is told of a month beside its numbers; replaces both languages',
    description:
      'It is published with the month, and in its corrections as it then stands. It is plaintext: one that contains a telephone ' +
      'number (`invalid_text`) or a member’s full name (`invalid_name`) is refused. Numbers are written as placeholders, which the published ' +
      'text has filled in: `{members_active}` is the month’s value (of a stock the level at its end), `{members_enrolled.financialYear}` and ' +
      '`{members_enrolled.toDate}` are the others. ' +
      tooManyChanges,
    body: narrativeInput,
    answers: { 200: narrative },
    refusals: { 400: ['invalid_month', 'invalid_name'], 422: ['too_many'] },
  },
  'GET /api/narratives/{month}': {
    who: coordinator,
    services: 'none',
    summary: 'What is told of a month beside its numbers',
    answers: { 200: narrative },
  },
  'POST /api/programme/terms': {
    who: stateCoordination,
    services: 'none',
    summary: 'Record what the programme and those who carry it are called from a month on',
    description:
      'Of two terms from one month, the later recorded hold. A month is published with the terms recorded before its first cutoff. ' +
      `\`too_many\`: a person records ${maxSettingsOfMonth.terms} in a month.`,
    body: termsInput,
    answers: { 201: terms, 200: terms },
    refusals: { 400: ['invalid_name'], 409: ['id_reused'], 422: ['too_many'] },
  },
  'GET /api/programme': {
    who: everybody,
    services: 'none',
    summary: 'The terms of the programme, and the districts with the days on which they are in force',
    answers: { 200: programme },
  },
} as const satisfies Contract;

/** The shapes of terms, targets, baselines and narratives that the OpenAPI document names. */
export const programmeSchemas = {
  Targets: targets,
  NewTargets: targetsInput,
  Baselines: baselines,
  NewBaselines: baselinesInput,
  Narrative: narrative,
  NewNarrative: narrativeInput,
  Terms: terms,
  NewTerms: termsInput,
  Programme: programme,
};
