import * as z from 'zod';
import { pageOf } from '../../shared/fields/page-schema.ts';
import { nobody } from '../../shared/http/audiences.ts';
import type { Contract } from '../../shared/http/route-contract.ts';
import { maxSettingsOfMonth } from '../../shared/setting-counts/max-settings.ts';
import { askedAnswer } from '../../shared/two-person/approval-schema.ts';
import { decisionInput, pair, pairInput, pairQuery, partingInput } from './schema.ts';

export const sameWomenContract = {
  'GET /api/same-women': {
    who: { ...nobody, coordinator: 'area', auditor: 'all' },
    services: 'goes on',
    summary: 'Pairs of records that may be one woman’s, the oldest first',
    description:
      'Raised when a member is enrolled, or her name, telephone number, birth year, district or mandal changes: the same number and a word of the name ' +
      'alike; or names alike (one word left out or misspelt at most, in either script and any order), birth years at most two apart, and the same ' +
      'district, mandal or number. An open pair is left out as long as a change has made the two unlike, unless somebody named it. `because` names all that agree, `holdings` what each has with her collective. No name is opened to find them, and none is answered. A page may hold ' +
      'fewer than `limit`; while it has a `cursor` there may be more.',
    query: pairQuery,
    answers: { 200: pageOf(pair) },
    refusals: { 400: ['invalid_cursor'] },
  },
  'POST /api/same-women': {
    who: { ...nobody, coordinator: 'area' },
    services: 'goes on',
    summary: 'Name two records as one woman’s by hand',
    description:
      'Of two that are a pair already, that one, with its own id. If they were told apart, it is open again. ' +
      `\`too_many\`: a person names or tells apart ${maxSettingsOfMonth.pairs} in a month.`,
    body: pairInput,
    answers: { 201: pair, 200: pair },
    refusals: { 409: ['id_reused'], 422: ['same_record', 'unknown_member', 'too_many'] },
  },
  'POST /api/same-women/{id}/decision': {
    who: { ...nobody, coordinator: 'area' },
    services: 'goes on',
    summary: 'Tell two records apart, or ask to join them',
    description:
      '`different`: they are never raised again, unless by hand. `same`: another coordinator or an auditor decides (`/api/approvals`, kind `join`) ' +
      'whether both are one woman’s record from then on, under the code of the one that is kept; declined, the pair is open again. What would ' +
      'refuse the join then refuses the asking now.',
    body: decisionInput,
    answers: { 200: z.union([pair, askedAnswer]), 202: askedAnswer },
    refusals: {
      404: ['not_found'],
      409: ['id_reused'],
      422: [
        'not_open',
        'not_of_pair',
        'member_erased',
        'already_joined',
        'too_many_records',
        'names_too_long',
        'balance_open',
        'too_many_loans',
        'too_many',
      ],
    },
  },
  'POST /api/same-women/{id}/parting': {
    who: { ...nobody, coordinator: 'area' },
    services: 'goes on',
    summary: 'Ask to part two joined records',
    description:
      'Another coordinator or an auditor decides (`/api/approvals`, kind `parting`). Afterwards all is as if the two had never been joined: what was ' +
      'sent under an id since goes back to it, savings as far as nothing falls below zero, loans as they stand.',
    body: partingInput,
    answers: { 200: askedAnswer, 202: askedAnswer },
    refusals: {
      404: ['not_found'],
      409: ['id_reused'],
      422: [
        'not_joined',
        'parting_asked',
        'member_erased',
        'already_joined',
        'insufficient_savings',
        'moved_since',
        'balance_open',
        'too_many',
      ],
    },
  },
} as const satisfies Contract;

/** The shapes of pairs that the OpenAPI document names. */
export const sameWomenSchemas = {
  SameWomen: pair,
  NewSameWomen: pairInput,
  SameWomenDecision: decisionInput,
  SameWomenParting: partingInput,
};
