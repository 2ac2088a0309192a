import { pageOf } from '../platform/fields.ts';
import type { Contract } from '../platform/http.ts';
import { erasure, erasureAnswer, erasureInput, erasureQuery } from './schema.ts';

export const erasureContract = {
  'POST /api/members/{id}/erasure': {
    summary: 'Erase a member',
    description:
      'From this moment nobody reaches her record, her savings or her cases any more, and she is found by no search. When ' +
      'the retention period ends, on `erasedOn`, the key of all her texts is destroyed. It cannot be taken back. What was ' +
      'published, the journal and the money of her collective stay as they are, under her id. Asked for again with another ' +
      'id it is a conflict (`erasure_requested`).',
    body: erasureInput,
    answers: { 202: erasureAnswer, 200: erasureAnswer },
  },
  'GET /api/erasures': {
    summary: 'The erasures that were asked for, by member',
    description: 'With their reasons: each reading is noted in the access log.',
    query: erasureQuery,
    answers: { 200: pageOf(erasure) },
  },
} as const satisfies Contract;
