import { pageOf } from '../domain/fields.ts';
import { nobody } from '../http/audiences.ts';
import type { Contract } from '../http/route-contract.ts';
import { outreach, outreachInput, outreachQuery, reversalInput } from './schema.ts';

export const outreachContract = {
  'POST /api/outreach': {
    who: { ...nobody, coordinator: 'all' },
    summary: 'Record a sensitisation, a story, an orientation, a training or advocacy',
    description:
      'Its texts are not sealed: one that holds a telephone number (`invalid_text`) or the full name of a member (`invalid_name`) is refused, also inside `url`.',
    body: outreachInput,
    answers: { 201: outreach, 200: outreach },
    refusals: { 400: ['invalid_name'], 409: ['id_reused'], 422: ['district_not_in_force'] },
  },
  'GET /api/outreach': {
    who: { ...nobody, coordinator: 'all' },
    summary: 'Outreach, newest first; of one month where it is named',
    description: 'What was taken back is among it, with `reversed`.',
    query: outreachQuery,
    answers: { 200: pageOf(outreach) },
  },
  'POST /api/outreach/{id}/reversal': {
    who: { ...nobody, coordinator: 'all' },
    summary: 'Take outreach back, once',
    description:
      'The answer is the outreach as it now is. It counts no more on its own date: where that month was published, the next ' +
      'snapshot says so as a revision. The reason is not sealed, and refused for what a title is refused for.',
    body: reversalInput,
    answers: { 201: outreach, 200: outreach },
    refusals: { 400: ['invalid_name'], 404: ['not_found'], 409: ['id_reused'], 422: ['already_reversed'] },
  },
} as const satisfies Contract;

/** The shapes that the OpenAPI document tells once, by name. */
export const outreachSchemas = {
  Outreach: outreach,
  NewOutreach: outreachInput,
};
