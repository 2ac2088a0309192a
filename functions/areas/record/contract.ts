import { fieldWork, nobody } from '../../shared/http/audiences.ts';
import type { Contract } from '../../shared/http/route-contract.ts';
import { caseReadings, memberRecord } from './schema.ts';

export const recordContract = {
  'GET /api/members/{id}/record': {
    who: fieldWork,
    services: 'leaves out',
    summary: 'What is kept of a member, to be shown to her, read aloud or given',
    description:
      'Within the caller’s reach: a leader gets the cases that she opened, a coordinator all. `member`, `savings`, cases and ' +
      'events are as their own routes give them. A grievance is never in it. `readings` are the newest thousand openings of ' +
      'her records, and apart from them all looks at lists and searches that she stood in, of this month and the twelve before it, by month; ' +
      '`readingsSince` says where there may be more. A reading of a case is ' +
      'told to who sees that case, and of a request to who sees that request. The answer stays below 6 MB: beyond that the ' +
      'oldest cases, talks, requests and events are left out, and `casesLeftOut`, `talksLeftOut`, `requestsLeftOut` and `eventsLeftOut` count them.',
    answers: { 200: memberRecord },
    refusals: { 404: ['not_found'] },
  },
  'GET /api/cases/{id}/readings': {
    who: { ...nobody, leader: 'own', caseworker: 'assigned', coordinator: 'area' },
    services: 'leaves out',
    summary: 'Who opened a case, by role and time, the newest first',
    description:
      'The newest two hundred; `since` says where there may be more. Lists that name the case are left out.',
    answers: { 200: caseReadings },
    refusals: { 404: ['not_found'] },
  },
} as const satisfies Contract;

/** The shapes of a member's whole record and its readings that the OpenAPI document names. */
export const recordSchemas = { MemberRecord: memberRecord, CaseReadings: caseReadings };
