import { pageOf } from '../../shared/fields/page-schema.ts';
import { nobody } from '../../shared/http/audiences.ts';
import type { Contract } from '../../shared/http/route-contract.ts';
import { maxSettingsOfMonth } from '../../shared/setting-counts/max-settings.ts';
import { maxChangesHandedOver } from './case-limits.ts';
import {
  caseHandover,
  caseHandoverInput,
  takeInput,
  toldCase,
  unassignedCase,
  unassignedQuery,
} from './schema.ts';

/** The routes by which caseworkers find and take cases that nobody has, and by which the cases of a caseworker are handed over. */
export const assignmentContract = {
  'GET /api/cases/unassigned': {
    who: { ...nobody, caseworker: 'district' },
    services: 'leaves out',
    summary: 'The unassigned urgent cases of members of her districts, oldest first',
    description:
      'Only cases that are not closed. Of a person who opened more than ten of them, the further ones come after the first ten of everybody else. Each reading is logged.',
    query: unassignedQuery,
    answers: { 200: pageOf(unassignedCase) },
  },
  'POST /api/cases/{id}/take': {
    who: { ...nobody, caseworker: 'district' },
    services: 'leaves out',
    summary: 'Take an unassigned urgent case',
    description:
      'It is assigned to her, and her note is added to its timeline. 409 `taken`: somebody has already taken it, ' +
      'perhaps she herself with another `id`. 404: she could never have taken it. The same `id` again is 200 while the case is hers.',
    body: takeInput,
    answers: { 200: toldCase },
    refusals: { 404: ['not_found'], 409: ['id_reused', 'taken'] },
  },
  'POST /api/users/{id}/case-handover': {
    who: { ...nobody, coordinator: 'area' },
    services: 'leaves out',
    summary: 'Hand all open cases of a caseworker over to another',
    description:
      'Each case is assigned to `to`, and the note is added to its timeline. Handed over are the cases that the caseworker in the path ' +
      'held when the request first arrived, a few hundred in one request. Send it again while `left` is not 0, ' +
      'and after any failure; what was handed over stays so. 422 `not_a_caseworker`: ' +
      'either of the two is not a caseworker, or `to` is disabled. Cases of a disabled caseworker can still be handed over. ' +
      `A case that was changed ${maxChangesHandedOver} times stays with her: assign it by itself. \`skipped\` says how many stayed. ` +
      `\`too_many\`: a person hands over at most ${maxSettingsOfMonth.handovers} times in a month.`,
    body: caseHandoverInput,
    answers: { 202: caseHandover },
    refusals: { 404: ['not_found'], 409: ['id_reused'], 422: ['not_a_caseworker', 'too_many'] },
  },
} as const satisfies Contract;
