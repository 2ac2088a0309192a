import { pageOf } from '../../shared/fields/page-schema.ts';
import { nobody } from '../../shared/http/audiences.ts';
import type { Contract } from '../../shared/http/route-contract.ts';
import { changeLimitWords } from '../../shared/reach/change-limit.ts';
import { maxSettingsOfMonth } from '../../shared/setting-counts/max-settings.ts';
import { outreach, outreachInput, outreachQuery, reversalInput, rosterInput } from './schema.ts';

export const outreachContract = {
  'POST /api/outreach': {
    who: { ...nobody, coordinator: 'area' },
    services: 'none',
    summary: 'Record a sensitisation, a story, an orientation, a training or advocacy',
    description:
      'Its texts are plaintext: one that contains a telephone number (`invalid_text`) or a member’s ' +
      'full name (`invalid_name`) is refused, also inside `url`. A person records ' +
      `${maxSettingsOfMonth.outreach} in a month, and all together 400 (\`too_many\`). One that is taken back keeps its place.`,
    body: outreachInput,
    answers: { 201: outreach, 200: outreach },
    refusals: {
      400: ['invalid_name'],
      409: ['id_reused'],
      422: ['district_not_in_force', 'outside_area', 'too_many'],
    },
  },
  'GET /api/outreach': {
    who: { ...nobody, coordinator: 'area' },
    services: 'goes on',
    summary: 'Outreach, newest first; optionally of one month',
    description:
      'Includes reversed outreach, with `reversed`. With `memberId` only outreach on whose roster she stands, and of each ' +
      'roster her row alone. A page may hold fewer than `limit`, even none; while it has a `cursor` there may be more.',
    query: outreachQuery,
    answers: { 200: pageOf(outreach) },
  },
  'PUT /api/outreach/{id}/roster': {
    who: { ...nobody, coordinator: 'area' },
    services: 'stops',
    summary: 'Name the members among the participants',
    description:
      'The whole roster, in place of the one before; to an area coordinator the women of other areas are not there, and stay. Each stands on it once. `If-Match` is the outreach’s ' +
      'version, which a change of the roster raises. Each reading of a roster is logged with the members’ ids. ' +
      `\`too_many\`: outreach is ${changeLimitWords}.`,
    body: rosterInput,
    ifMatch: true,
    answers: { 200: outreach },
    refusals: { 404: ['not_found'], 422: ['unknown_member', 'already_reversed', 'too_many'] },
  },
  'POST /api/outreach/{id}/reversal': {
    who: { ...nobody, coordinator: 'area' },
    services: 'goes on',
    summary: 'Reverse outreach, once',
    description:
      'The answer is the current outreach. It no longer counts on its own date; if that month was ' +
      'published, the next snapshot lists a revision. The reason is plaintext and checked like a title.',
    body: reversalInput,
    answers: { 201: outreach, 200: outreach },
    refusals: { 400: ['invalid_name'], 404: ['not_found'], 409: ['id_reused'], 422: ['already_reversed'] },
  },
} as const satisfies Contract;

/** The shapes of outreach that the OpenAPI document names. */
export const outreachSchemas = {
  Outreach: outreach,
  NewOutreach: outreachInput,
  Roster: rosterInput,
};
