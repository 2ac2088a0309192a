import * as z from 'zod';
import { page, pageOf } from '../domain/fields.ts';
import { nobody } from '../http/audiences.ts';
import type { Contract } from '../http/route-contract.ts';
import {
  caseChange,
  caseEvent,
  caseEventInput,
  caseInput,
  caseQuery,
  caseRecord,
  emergencyAccess,
  emergencyAccessInput,
  emergencyAccessQuery,
  takeInput,
  unassignedCase,
  unassignedQuery,
} from './schema.ts';

const caseWork = { ...nobody, leader: 'own', caseworker: 'assigned', coordinator: 'all' } as const;

export const casesContract = {
  'POST /api/cases': {
    who: caseWork,
    summary: 'Open a case for a member',
    description:
      'A leader opens cases for members of her collectives, and may name a caseworker; a caseworker for members of her ' +
      'districts, and it is assigned to herself. An assignee is a caseworker or a coordinator who is not disabled.',
    body: caseInput,
    answers: { 201: caseRecord, 200: caseRecord },
    refusals: { 404: ['not_found'], 409: ['id_reused'], 422: ['unknown_member', 'unknown_assignee'] },
  },
  'GET /api/cases': {
    who: caseWork,
    summary: 'The cases; for a leader those she opened, for a caseworker those assigned to her',
    description:
      'A case is overdue where a follow-up was due before today (Indian date) and is open: none that stands later in ' +
      'the timeline, with the same or a later `due`, is `done`. A closed case is not overdue; one that is reopened may be. ' +
      'A page may hold fewer than `limit`, even none; while it has a `cursor` there may be more. A coordinator’s list begins ' +
      'with the urgent cases that are assigned to nobody and not closed, those first that were opened first.',
    query: caseQuery,
    answers: { 200: pageOf(caseRecord) },
  },
  'GET /api/members/{id}/cases': {
    who: caseWork,
    summary: 'The cases of a member that the caller reaches, in the order in which their ids were made',
    query: z.strictObject(page),
    answers: { 200: pageOf(caseRecord) },
    refusals: { 404: ['not_found'] },
  },
  'GET /api/cases/unassigned': {
    who: { ...nobody, caseworker: 'district' },
    summary: 'The urgent cases of members of her districts that wait for somebody, the oldest first',
    description: 'Open and assigned to nobody. Each listing is noted in the access log.',
    query: unassignedQuery,
    answers: { 200: pageOf(unassignedCase) },
  },
  'POST /api/cases/{id}/take': {
    who: { ...nobody, caseworker: 'district' },
    summary: 'Take an urgent case that waits for somebody',
    description:
      'It is assigned to her, and her note stands in its timeline. 409 `taken` where it waited and somebody has it by now, ' +
      'be it herself by another `id`; 404 for what was never hers to take. Sent again with the same `id`, it is 200 as long as ' +
      'the case is hers.',
    body: takeInput,
    answers: { 200: caseRecord },
    refusals: { 404: ['not_found'], 409: ['id_reused', 'taken'] },
  },
  'GET /api/cases/{id}': {
    who: caseWork,
    summary: 'A case',
    answers: { 200: caseRecord },
    refusals: { 404: ['not_found'] },
  },
  'PATCH /api/cases/{id}': {
    who: caseWork,
    summary: 'Change what a case is about, how urgent it is, or who works on it',
    description:
      'A coordinator hands a case over. A caseworker may only let go of hers (`assignedTo: null`); a leader may name a ' +
      'caseworker where nobody is named. By emergency access (`POST /api/break-glass`) every change is 403. ' +
      'A `note` adds an event of today to the timeline, in the same write; the server makes its id.',
    body: caseChange,
    ifMatch: true,
    answers: { 200: caseRecord },
    refusals: { 404: ['not_found'], 422: ['unknown_assignee', 'before_opening', 'member_erased'] },
  },
  'POST /api/cases/{id}/events': {
    who: caseWork,
    summary: 'Add to the timeline of a case',
    description:
      'Events may be told late, but none is dated before the case was opened: the case takes the status of its latest `status` event by `on`, then by recording. ' +
      'A `done` follow-up settles those before it whose `due` is the same or earlier. Each event raises the version ' +
      'of the case. Of a member who was erased no text is taken. By emergency access (`POST /api/break-glass`) `status` and ' +
      '`taken_back` are 403. What is `taken_back` counts no more, anywhere, from then on: in the status, in what is due, in the ' +
      'indicators (as a revision where its month was published). It stays in the timeline, with `takenBack`. An event is ' +
      'taken back once, and a taking back never.',
    body: caseEventInput,
    answers: { 201: caseEvent, 200: caseEvent },
    refusals: {
      404: ['not_found'],
      409: ['id_reused'],
      422: ['before_opening', 'unknown_event', 'not_to_be_taken_back', 'already_taken_back', 'member_erased'],
    },
  },
  'GET /api/cases/{id}/events': {
    who: caseWork,
    summary: 'The timeline of a case, by date, then by recording',
    description: 'A text about a member who was erased is null.',
    query: z.strictObject(page),
    answers: { 200: pageOf(caseEvent) },
    refusals: { 404: ['not_found'] },
  },
  'POST /api/break-glass': {
    who: { ...nobody, leader: 'own', caseworker: 'assigned' },
    summary: 'Reach an urgent case that isn’t hers, for three hours',
    description:
      'By the code that she was told. She reads the case and adds to its timeline; she changes nothing of it, and reaches no ' +
      'member’s record by it. The coordinator and the auditor see who did it, when and why. Whoever breaks the ' +
      'glass again before the three hours are over begins them anew. A case that is closed or not urgent is not found.',
    body: emergencyAccessInput,
    answers: { 201: emergencyAccess, 200: emergencyAccess },
    refusals: { 404: ['not_found'], 409: ['id_reused'], 422: ['already_reached', 'member_erased'] },
  },
  'GET /api/break-glass': {
    who: { ...nobody, coordinator: 'all', auditor: 'all' },
    summary: 'Who reached cases that aren’t theirs, the latest first',
    description: 'With the reasons: each reading is noted in the access log.',
    query: emergencyAccessQuery,
    answers: { 200: pageOf(emergencyAccess) },
  },
} as const satisfies Contract;

/** The shapes that the OpenAPI document tells once, by name. */
export const casesSchemas = {
  Case: caseRecord,
  NewCase: caseInput,
  CaseChange: caseChange,
  UnassignedCase: unassignedCase,
  CaseEvent: caseEvent,
  NewCaseEvent: caseEventInput,
  EmergencyAccess: emergencyAccess,
};
