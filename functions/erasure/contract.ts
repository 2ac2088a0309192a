import { pageOf } from '../domain/fields.ts';
import { nobody } from '../http/audiences.ts';
import type { Contract } from '../http/route-contract.ts';
import { erasure, erasureAnswer, erasureInput, erasureQuery } from './schema.ts';

export const erasureContract = {
  'POST /api/members/{id}/erasure': {
    who: { ...nobody, auditor: 'all' },
    summary: 'Ask that a member is erased',
    description:
      'It takes a coordinator who approves it (`approvalId`). From that moment on nobody reaches her record, her savings or her cases any ' +
      'more, she is found by no search, and whatever was sent about her alone is 404 when it is repeated. When the retention period ' +
      'ends, on `erasedOn`, the key of all her texts is destroyed. It cannot be taken back. What was published, the journal and the ' +
      'money of her collective stay as they are, under her id. Asked for again with another id it is a conflict ' +
      '(`erasure_requested`), unless it was declined.',
    body: erasureInput,
    answers: { 202: erasureAnswer, 200: erasureAnswer },
    refusals: { 404: ['not_found'], 409: ['id_reused', 'erasure_requested'] },
  },
  'POST /api/users/{id}/erasure': {
    who: { ...nobody, auditor: 'all' },
    summary: 'Ask that a leader or one of the staff is erased',
    description:
      'It takes an administrator who approves it (`approvalId`). From that moment on nobody reads her name, and she cannot sign in; when ' +
      'the retention period ends, on `erasedOn`, the key of her name is destroyed. What she did stays in the journal under her id.',
    body: erasureInput,
    answers: { 202: erasureAnswer, 200: erasureAnswer },
    refusals: { 404: ['not_found'], 409: ['id_reused', 'erasure_requested'] },
  },
  'GET /api/erasures': {
    who: { ...nobody, auditor: 'all' },
    summary: 'The erasures that were asked for, by whom they are about',
    description: 'With the reasons that can still be read: each reading is noted in the access log.',
    query: erasureQuery,
    answers: { 200: pageOf(erasure) },
  },
} as const satisfies Contract;

/** Named schemas of the OpenAPI document. */
export const erasureSchemas = {
  Erasure: erasure,
  ErasureAsked: erasureAnswer,
};
