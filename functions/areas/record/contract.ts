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
      'events are as their own routes give them. A grievance is never in it. `readings` are at most a thousand openings of ' +
      'her records, and apart from them all looks at lists and searches that she stood in, of this month and the twelve before it, by month; ' +
      '`readingsSince` says before which instants there may be more. Where openings are left out, those of one reader, part and Indian day stand behind ' +
      'the last of them, and readers take turns, so that nobody’s openings displace another’s. A reading of a case is ' +
      'told to who sees that case, and of a request to who sees that request. The answer stays below 6 MB: beyond that cases, talks and ' +
      'requests are left out in turns of who recorded them, closed and older ones first, and of events the oldest; `casesLeftOut`, ' +
      '`talksLeftOut`, `requestsLeftOut` and `eventsLeftOut` count them.',
    answers: { 200: memberRecord },
    refusals: { 404: ['not_found'] },
  },
  'GET /api/cases/{id}/readings': {
    who: { ...nobody, leader: 'own', caseworker: 'assigned', coordinator: 'area' },
    services: 'leaves out',
    summary: 'Who opened a case, by role and time, the newest first',
    description:
      'At most two hundred; `since` says where there may be more. Where some are left out, readers take turns, and those of one reader and ' +
      'Indian day stand behind the last of them. Lists that name the case are left out.',
    answers: { 200: caseReadings },
    refusals: { 404: ['not_found'] },
  },
} as const satisfies Contract;

/** The shapes of a member's whole record and its readings that the OpenAPI document names. */
export const recordSchemas = { MemberRecord: memberRecord, CaseReadings: caseReadings };
