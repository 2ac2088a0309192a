import { pageOf } from '../domain/fields.ts';
import type { Contract } from '../http/http.ts';
import { outreach, outreachInput, outreachQuery, reversalInput } from './schema.ts';

export const outreachContract = {
  'POST /api/outreach': {
    summary: 'Record a sensitisation, a story, an orientation, a training or advocacy',
    description:
      'Its texts are not sealed: one that holds a telephone number (`invalid_text`) or the full name of a member (`invalid_name`) is refused, also inside `url`.',
    body: outreachInput,
    answers: { 201: outreach, 200: outreach },
    refusals: ['district_not_in_force'],
  },
  'GET /api/outreach': {
    summary: 'Outreach, newest first; of one month where it is named',
    description: 'What was taken back is among it, with `reversed`.',
    query: outreachQuery,
    answers: { 200: pageOf(outreach) },
  },
  'POST /api/outreach/{id}/reversal': {
    summary: 'Take outreach back, once',
    description:
      'The answer is the outreach as it now is. It counts no more on its own date: where that month was published, the next ' +
      'snapshot says so as a revision. The reason is not sealed, and refused for what a title is refused for.',
    body: reversalInput,
    answers: { 201: outreach, 200: outreach },
    refusals: ['already_reversed'],
  },
} as const satisfies Contract;
