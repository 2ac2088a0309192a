import { pageOf } from '../platform/fields.ts';
import type { Contract } from '../platform/http.ts';
import { outreach, outreachInput, outreachQuery } from './schema.ts';

export const outreachContract = {
  'POST /api/outreach': {
    summary: 'Record a sensitisation, a story, an orientation, a training or advocacy',
    description:
      'Its texts are not sealed: one that holds a telephone number (`invalid_text`) or the full name of a member (`invalid_name`) is refused, also inside `url`.',
    body: outreachInput,
    answers: { 201: outreach, 200: outreach },
  },
  'GET /api/outreach': {
    summary: 'Outreach, newest first; of one month where it is named',
    query: outreachQuery,
    answers: { 200: pageOf(outreach) },
  },
} as const satisfies Contract;
