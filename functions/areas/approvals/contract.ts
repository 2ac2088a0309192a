import { nobody } from '../../shared/http/audiences.ts';
import type { Contract } from '../../shared/http/route-contract.ts';
import {
  approvalsQuery,
  decidedApproval,
  decisionInput,
  waitingApproval,
  waitingApprovals,
  withdrawalInput,
} from './schema.ts';

export const approvalsContract = {
  'GET /api/approvals': {
    who: { ...nobody, administrator: 'all', auditor: 'all', coordinator: 'area' },
    services: 'goes on',
    summary: 'Requests that need a second person: the caller’s own, and those she may decide',
    description:
      'Oldest first. A page may hold fewer than `limit`, even none; while it has a `cursor` there may ' +
      'be more. The reading of names is logged. Of a request for access, `facts` say what tells whether it is right. `disabled` tells of each ' +
      'administrator, coordinator or auditor whom one person disabled within a week. `mayDecideFrom` says from when on ' +
      'she may decide who could lately have known a password of whoever asked, or the other way round, or if a third could have known both; ' +
      '`othersMayDecide` says who may now. Of a join or a parting, `erasuresAsked` says whose erasure waits too.',
    query: approvalsQuery,
    answers: { 200: waitingApprovals },
  },
  'POST /api/approvals/{id}': {
    who: { ...nobody, administrator: 'all', auditor: 'all', coordinator: 'area' },
    services: 'goes on',
    summary: 'Decide as the second person',
    description:
      'An approval takes effect in the same transaction. One’s own request is 403; a second decision is' +
      ' 409 `decided`. An administrator asks for a person’s access (`person`) and for a new password ' +
      '(`sign_in`); another administrator or an auditor decides. Who could have known a password of the other within thirty days (its ' +
      'maker, and whoever could have acted as her), or with whom a third shares such knowledge, is no second person: 403. An auditor asks for an `erasure`; a ' +
      'coordinator decides, or for a leader or staff member an administrator; `erasedCodes` names all records of a woman that go together, and if they are ' +
      'others by then it is 422 `joined_since`. An administrator asks to hand ' +
      'all data over (`data_handover`); an auditor decides, who sees the fingerprint of the recipient’s key. A coordinator asks to join two ' +
      'records of one woman (`join`) or to part them again (`parting`); another coordinator or an auditor decides, and what refused to ask ' +
      'refuses now too.',
    body: decisionInput,
    answers: { 200: decidedApproval },
    refusals: {
      404: ['not_found'],
      409: ['id_reused', 'decided'],
      422: [
        'asker_gone',
        'subject_gone',
        'member_erased',
        'already_joined',
        'not_joined',
        'balance_open',
        'withdrawn_since',
        'joined_since',
        'too_many_records',
        'names_too_long',
        'too_many_loans',
        'insufficient_savings',
        'moved_since',
        'collective_closed',
      ],
    },
  },
  'POST /api/approvals/{id}/withdrawal': {
    who: { ...nobody, administrator: 'all', auditor: 'all', coordinator: 'area' },
    services: 'goes on',
    summary: 'Take back a request of one’s own while it waits',
    description:
      'Nothing that was asked for happens, and it may be asked for again with another id. For anybody else it is 403, or 404 for those ' +
      'who may not decide on it either; once decided or taken back it is 409 `decided`.',
    body: withdrawalInput,
    answers: { 200: decidedApproval },
    refusals: { 404: ['not_found'], 409: ['decided'] },
  },
} as const satisfies Contract;

/** The shapes of approvals that the OpenAPI document names. */
export const approvalsSchemas = {
  WaitingApproval: waitingApproval,
  DecidedApproval: decidedApproval,
};
