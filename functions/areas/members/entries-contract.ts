import { fieldWork, memberReading } from '../../shared/http/audiences.ts';
import type { Contract } from '../../shared/http/route-contract.ts';
import { changeLimitWords } from '../../shared/reach/change-limit.ts';
import {
  childChange,
  childInput,
  childRecord,
  officeEndInput,
  officeInput,
  officeRecord,
  reversalInput,
  reversalRecord,
  schoolingInput,
  schoolingRecord,
  talkInput,
  talkRecord,
  talksOfMember,
} from './schema.ts';

/** The routes that record what a member's record lists: her children and their schooling, her offices, her talks; and that take them back. */
export const entriesContract = {
  'POST /api/members/{id}/children': {
    who: fieldWork,
    services: 'stops',
    summary: 'Add a child of a member',
    description:
      '`inSchool` also becomes the child’s first observation, dated today (Indian date). The request increments the member’s version.',
    body: childInput,
    answers: { 201: childRecord, 200: childRecord },
    refusals: { 404: ['not_found'], 409: ['id_reused'], 422: ['impossible_date', 'too_many'] },
  },
  'PUT /api/members/{id}/children/{childId}': {
    who: fieldWork,
    services: 'stops',
    summary: 'Replace a child’s fields',
    description:
      'The request increments the versions of the member and the child, unless nothing differs. If `inSchool` differs ' +
      'from the newest observation, it becomes an observation dated today (Indian date). ' +
      `\`too_many\`: a record is ${changeLimitWords}.`,
    body: childChange,
    answers: { 200: childRecord },
    refusals: { 404: ['not_found'], 422: ['impossible_date', 'already_taken_back', 'too_many'] },
  },
  'POST /api/members/{id}/children/{childId}/schooling': {
    who: fieldWork,
    services: 'stops',
    summary: 'Record whether a child goes to school',
    description:
      'Observations are sorted by `on`, then by recording; none is ever changed. The child’s `inSchool` follows the ' +
      'newest observation: `enrolled` and `irregular` make it true. The request increments the versions of the member and the child.',
    body: schoolingInput,
    answers: { 201: schoolingRecord, 200: schoolingRecord },
    refusals: {
      404: ['not_found'],
      409: ['id_reused'],
      422: ['impossible_date', 'already_taken_back', 'too_many'],
    },
  },
  'POST /api/members/{id}/offices': {
    who: fieldWork,
    services: 'stops',
    summary: 'Record an office that a member holds or held',
    description: 'The request increments the member’s version.',
    body: officeInput,
    answers: { 201: officeRecord, 200: officeRecord },
    refusals: {
      404: ['not_found'],
      409: ['id_reused'],
      422: ['impossible_date', 'ends_before_start', 'too_many'],
    },
  },
  'POST /api/members/{id}/offices/{officeId}/end': {
    who: fieldWork,
    services: 'goes on',
    summary: 'End an office, with the last day on which she holds it',
    description: 'An office ends once: the same day again gets 200, another day 409.',
    body: officeEndInput,
    answers: { 201: officeRecord, 200: officeRecord },
    refusals: {
      404: ['not_found'],
      409: ['already_ended'],
      422: ['ends_before_start', 'already_taken_back'],
    },
  },
  'POST /api/members/{id}/talks': {
    who: memberReading,
    services: 'stops',
    summary: 'Record a talk with a member: how she is in six areas, and what she wants',
    description:
      'An answer is 1 (worst) to 4; what she would rather not say is left out. A talk has at least an answer, a goal or `goalDone`. ' +
      'A goal stands until a later talk, by `on` and then by recording, says `goalDone` or names another; `goalDone` while none stands is ' +
      '`no_goal`. `not_active`: a day before she joined or after she left. The request increments the member’s version. ' +
      '`too_many`: a record holds 200 talks, at most 100 by one person; a coordinator may add talks up to 300.',
    body: talkInput,
    answers: { 201: talkRecord, 200: talkRecord },
    refusals: {
      404: ['not_found'],
      409: ['id_reused'],
      422: ['impossible_date', 'not_active', 'no_goal', 'too_many', 'member_erased'],
    },
  },
  'GET /api/members/{id}/talks': {
    who: { ...fieldWork, caseworker: 'assigned' },
    services: 'leaves out',
    summary: 'The talks with a member, her goal that stands, and when the next talk is due',
    description:
      'A caseworker reads them while an open case of hers is assigned to her. None is shown while she has withdrawn her consent to the services. ' +
      'A talk is due six months after the newest one with an answer, or, if there is none, thirty days after she joined. Each reading is logged.',
    answers: { 200: talksOfMember },
    refusals: { 404: ['not_found'] },
  },
  'POST /api/members/{id}/reversals': {
    who: { ...fieldWork, auditor: 'all' },
    services: 'goes on',
    summary: 'Take back a child, a schooling observation, an office, a request or a talk, by its id',
    description:
      'An entry is taken back once. From then on it counts nowhere, stays visible with `takenBack`, and nothing more can be ' +
      'recorded of it. The reason is encrypted. A request to stop can’t be taken back while she has withdrawn her consent (`withdrawal_stands`). The auditor takes back only requests, and nobody else takes back a grievance. A leader takes back only requests and talks that she recorded herself (403 for others).',
    body: reversalInput,
    answers: { 201: reversalRecord, 200: reversalRecord },
    refusals: {
      404: ['not_found'],
      409: ['id_reused'],
      422: ['already_taken_back', 'withdrawal_stands', 'member_erased'],
    },
  },
} as const satisfies Contract;
