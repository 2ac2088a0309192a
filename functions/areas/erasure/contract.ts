import { pageOf } from '../../shared/fields/page-schema.ts';
import { nobody } from '../../shared/http/audiences.ts';
import type { Contract } from '../../shared/http/route-contract.ts';
import { erasure, erasureAnswer, erasureInput, erasureQuery } from './schema.ts';

export const erasureContract = {
  'POST /api/members/{id}/erasure': {
    who: { ...nobody, auditor: 'all' },
    services: 'goes on',
    summary: 'Request the erasure of a member',
    description:
      'A coordinator must approve it (`approvalId`). From that moment nobody can read her record, ' +
      'savings or cases, no search finds her, and a repeated request about her alone is 404. When the ' +
      'retention period ends, on `erasedOn`, the key of all her texts is destroyed. All records that were joined to hers go with it, ' +
      'under whichever id it is asked, and end what else was asked of them; whoever decides is told their codes. It cannot be ' +
      'undone. Publications, the journal and her collective’s money stay, under her id. Another request' +
      ' with another id is 409 `erasure_requested`, unless the first was declined or withdrawn.',
    body: erasureInput,
    answers: { 202: erasureAnswer, 200: erasureAnswer },
    refusals: { 404: ['not_found'], 409: ['id_reused', 'erasure_requested'], 422: ['too_many'] },
  },
  'POST /api/users/{id}/erasure': {
    who: { ...nobody, auditor: 'all' },
    services: 'none',
    summary: 'Request the erasure of a leader or staff member',
    description:
      'An administrator must approve it (`approvalId`). From that moment nobody can read her name, and ' +
      'she cannot sign in. When the retention period ends, on `erasedOn`, the key of her name is ' +
      'destroyed. What she did stays in the journal under her id.',
    body: erasureInput,
    answers: { 202: erasureAnswer, 200: erasureAnswer },
    refusals: { 404: ['not_found'], 409: ['id_reused', 'erasure_requested'], 422: ['too_many'] },
  },
  'GET /api/erasures': {
    who: { ...nobody, auditor: 'all' },
    services: 'goes on',
    summary: 'The requested erasures, by the id of the person concerned',
    description: 'With the reasons that can still be decrypted. Each reading is logged.',
    query: erasureQuery,
    answers: { 200: pageOf(erasure) },
  },
  'GET /api/erasures/{id}': {
    who: { ...nobody, auditor: 'all', administrator: 'all', coordinator: 'area' },
    services: 'goes on',
    summary: 'A requested erasure, with its reason, for the one who decides',
    description:
      '`id` is the `approvalId`. The auditor who asked reads it, and those who may decide while it waits: a coordinator of a ' +
      'member’s, an administrator of one of a leader or staff member. The reading is logged.',
    answers: { 200: erasure },
    refusals: { 404: ['not_found'] },
  },
} as const satisfies Contract;

/** The shapes of erasures that the OpenAPI document names. */
export const erasureSchemas = {
  Erasure: erasure,
  ErasureAsked: erasureAnswer,
};
