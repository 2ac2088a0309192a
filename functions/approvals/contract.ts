import { pageOf } from '../domain/fields.ts';
import { nobody } from '../http/audiences.ts';
import type { Contract } from '../http/route-contract.ts';
import { approvalsQuery, decidedApproval, decisionInput, waitingApproval } from './schema.ts';

export const approvalsContract = {
  'GET /api/approvals': {
    who: { ...nobody, administrator: 'all', auditor: 'all', coordinator: 'all' },
    summary: 'What waits for a second person: what the caller asked for, and what she may decide',
    description:
      'The oldest first. A page may hold fewer than `limit`, even none; while it has a `cursor` there may be more. Administrators are ' +
      'shown the names of people, which is noted in the access log.',
    query: approvalsQuery,
    answers: { 200: pageOf(waitingApproval) },
  },
  'POST /api/approvals/{id}': {
    who: { ...nobody, administrator: 'all', auditor: 'all', coordinator: 'all' },
    summary: 'Decide as the second person',
    description:
      'Approved, it takes effect in the same transaction. What one asked for oneself is 403; a second decision is 409 `decided`. A ' +
      'person’s access (`person`) and a new password (`sign_in`) are asked for by an administrator and decided by another one or an ' +
      'auditor; an `erasure` is asked for by an auditor, and decided by a coordinator, of a leader or one of the staff by an administrator.',
    body: decisionInput,
    answers: { 200: decidedApproval },
    refusals: { 404: ['not_found'], 409: ['id_reused', 'decided'], 422: ['asker_gone', 'subject_gone'] },
  },
} as const satisfies Contract;

/** Named schemas of the OpenAPI document. */
export const approvalsSchemas = {
  WaitingApproval: waitingApproval,
  DecidedApproval: decidedApproval,
};
