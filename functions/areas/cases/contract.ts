import * as z from 'zod';
import { talkAgendaItem } from '../../shared/due-talks/talk-agenda.ts';
import { page, pageOf } from '../../shared/fields/page-schema.ts';
import { nobody } from '../../shared/http/audiences.ts';
import type { Contract } from '../../shared/http/route-contract.ts';
import { maxByPerson } from '../../shared/member-counts/max-by-person.ts';
import { demandAgendaItem } from '../demands/schema.ts';
import { assignmentContract } from './assignment-contract.ts';
import {
  caseChangeLimitWords,
  maxAssignedPerDay,
  maxEntitlementEvents,
  maxEventsOfEmergencyAccess,
  maxInCase,
} from './case-limits.ts';
import { emergencyAccessContract } from './emergency-access-contract.ts';
import { caseEventInput } from './event-input.ts';
import { caseEvent } from './event-schema.ts';
import {
  agendaItem,
  agendaQuery,
  caseChange,
  caseHandover,
  caseInput,
  caseQuery,
  emergencyAccess,
  toldCase,
  unassignedCase,
} from './schema.ts';

const caseWork = { ...nobody, leader: 'own', caseworker: 'assigned', coordinator: 'area' } as const;

/** The routes of cases, their timelines and the agenda. assignment-contract.ts and emergency-access-contract.ts have the routes of these two. */
export const casesContract = {
  'POST /api/cases': {
    who: caseWork,
    services: 'stops',
    summary: 'Open a case for a member',
    description:
      'A leader opens cases for members of her collectives and may name a caseworker. A caseworker ' +
      'opens them for members of her districts, assigned to herself. An assignee is a caseworker or a ' +
      `coordinator who is not disabled. \`too_many\`: one person opens at most ${maxByPerson} cases of a woman, ` +
      `and on one day assigns at most ${maxAssignedPerDay} to others that are not urgent.`,
    body: caseInput,
    answers: { 201: toldCase, 200: toldCase },
    refusals: {
      404: ['not_found'],
      409: ['id_reused'],
      422: ['unknown_member', 'impossible_date', 'unknown_assignee', 'too_many', 'too_many_urgent'],
    },
  },
  'GET /api/cases': {
    who: caseWork,
    services: 'leaves out',
    summary:
      'The cases: for a leader those that she opened; for a caseworker those assigned to her, closed ones only if they lie in her districts',
    description:
      'A case is overdue if anything in its `due` lies before today (Indian date). A closed case is ' +
      'not overdue; a reopened one may be. A page may hold fewer than `limit`, even none; while it has a `cursor` there may be ' +
      'more. `district` is the member’s present district. A coordinator’s list begins with the unassigned urgent cases that are not closed, by ' +
      'opening date.',
    query: caseQuery,
    answers: { 200: pageOf(toldCase) },
  },
  'GET /api/agenda': {
    who: caseWork,
    services: 'leaves out',
    summary: 'What her cases wait for: follow-ups, hearings, decisions and the police’s word',
    description:
      'It has the dates of the cases that `GET /api/cases` gives her and that are not closed. A decision on an application for compensation is due 60 ' +
      'days after it was filed, until it is awarded, rejected or paid (BNSS, section 396). The police’s word on progress is due 90 days after the first ' +
      'FIR of a matter, until there is a charge sheet (BNSS, section 193). The hearing of a matter is the `nextOn` of its newest step. ' +
      'A coordinator’s agenda also has the demands that wait for an answer (`demand`) or may be appealed (`appeal`), each with `demandId` and `title` in ' +
      'place of `caseId` and `code`. A leader’s agenda also has the talks that are due with the women of her groups, and a caseworker’s the talks with ' +
      'the women of her open cases (`talk`, with `memberId`), up to `to`, or up to today without it. The items are sorted by day, code ' +
      'and kind, demands last, and come in one page. An item before today (Indian date) is overdue, unless it is a talk. If the answer would have more ' +
      'than 5.5 MB, some items are left out: the later dates of the cases with the most dates, and some of the cases of the people who opened the most. ' +
      '`itemsLeftOut` counts them. Ask for a shorter range to get them.',
    query: agendaQuery,
    answers: {
      200: z.object({
        items: z.array(z.union([agendaItem, talkAgendaItem, demandAgendaItem])),
        /** How many items are left out, since the answer would be too long; absent if none is. */
        itemsLeftOut: z.int().min(1).optional(),
      }),
    },
  },
  'GET /api/members/{id}/cases': {
    who: caseWork,
    services: 'leaves out',
    summary: 'The cases of a member that the caller may see, in the order in which their ids were made',
    query: z.strictObject(page),
    answers: { 200: pageOf(toldCase) },
    refusals: { 404: ['not_found'] },
  },
  ...assignmentContract,
  'GET /api/cases/{id}': {
    who: caseWork,
    services: 'leaves out',
    summary: 'A case',
    answers: { 200: toldCase },
    refusals: { 404: ['not_found'] },
  },
  'PATCH /api/cases/{id}': {
    who: caseWork,
    services: 'stops in part',
    summary: 'Change a case’s kind, priority, incident or assignee',
    description:
      'Only a crisis has an `incident`; a crisis that becomes another kind of case loses it. A coordinator may assign a case to anybody who works on ' +
      'cases. A caseworker may only release her own (`assignedTo: null`). A leader may name a caseworker for an unassigned case. She may not make a ' +
      'case less urgent that somebody has, or that is urgent and waits for somebody to take it (`not_hers_to_close`), nor change `kind`, or an ' +
      '`incident` that was said, of a case in which others have recorded something (`recorded_by_another`). With emergency access (`POST ' +
      '/api/break-glass`) every change is 403. A `note` adds an event of today to the timeline in the ' +
      `same write; the server makes its id. \`too_many\`: a case is ${caseChangeLimitWords}.`,
    body: caseChange,
    ifMatch: true,
    answers: { 200: toldCase },
    refusals: {
      404: ['not_found'],
      422: [
        'unknown_assignee',
        'before_opening',
        'not_hers_to_close',
        'recorded_by_another',
        'too_many',
        'too_many_urgent',
        'member_erased',
      ],
    },
  },
  'POST /api/cases/{id}/events': {
    who: caseWork,
    services: 'stops in part',
    summary: 'Add to the timeline of a case',
    description:
      'Events may be recorded late, but not dated before the case was opened. The case’s status is that' +
      ' of the latest `status` event by `on`, then by recording. A `done` follow-up settles earlier ' +
      'ones whose `due` is the same or earlier. Each event increments the case’s version. No text is ' +
      'accepted about a member who was erased. With emergency access (`POST /api/break-glass`) `status`,' +
      ' `safety_plan` and `taken_back` are 403. So is whatever takes a date off the agenda or moves it: a follow-up before its day, a hearing until its ' +
      'day has ended, a decision or a police report at any time. An event that was `taken_back` stops counting everywhere: in the ' +
      'status, in due dates and in the indicators (as a revision if its month was published). It stays ' +
      'in the timeline, with `takenBack`. An event is taken back once, by whoever recorded it, whoever has the case, or the coordinator ' +
      '(`recorded_by_another`). A `taken_back` event is never taken back. The `filed` of an application is taken back only after its later stages. ' +
      'A `safety_plan` belongs to a crisis (`not_a_crisis`); the newest one counts. A stage of an application follows its ' +
      '`filed` in the same case, on that day or later. A second `filed` of an `applicationId` is 409. A leader closes no case that somebody has, or ' +
      'that is urgent and waits for somebody to take it (`not_hers_to_close`). She settles no follow-up before its day that another planned, nor, of a case ' +
      'that somebody has, her own; takes away no date of an application or a matter in which another recorded something, nor records its charge sheet; and ' +
      'makes no safety plan where one by another stands (`recorded_by_another`). `too_many`: a case holds ' +
      `${maxInCase.openFollowUps} open follow-ups, ${maxInCase.applications} applications and ${maxInCase.matters} matters; ` +
      `one emergency access adds at most ${maxEventsOfEmergencyAccess} events, and fills, as a leader does, at most half of each of these lists; ` +
      `all cases of a member together have ${maxEntitlementEvents} events about entitlements; and a case is ${caseChangeLimitWords}.`,
    body: caseEventInput,
    answers: { 201: caseEvent, 200: caseEvent },
    refusals: {
      404: ['not_found'],
      409: ['id_reused'],
      422: [
        'before_opening',
        'not_a_crisis',
        'out_of_order',
        'unknown_event',
        'not_to_be_taken_back',
        'already_taken_back',
        'recorded_by_another',
        'not_hers_to_close',
        'stages_stand',
        'too_many',
        'too_many_urgent',
        'member_erased',
      ],
    },
  },
  'GET /api/cases/{id}/events': {
    who: caseWork,
    services: 'leaves out',
    summary: 'The timeline of a case, by date, then by recording',
    description: 'A text about a member who was erased is null.',
    query: z.strictObject(page),
    answers: { 200: pageOf(caseEvent) },
    refusals: { 404: ['not_found'] },
  },
  ...emergencyAccessContract,
} as const satisfies Contract;

/** The shapes of cases that the OpenAPI document names. */
export const casesSchemas = {
  Case: toldCase,
  NewCase: caseInput,
  CaseChange: caseChange,
  AgendaItem: agendaItem,
  DemandAgendaItem: demandAgendaItem,
  UnassignedCase: unassignedCase,
  CaseEvent: caseEvent,
  NewCaseEvent: caseEventInput,
  CaseHandover: caseHandover,
  EmergencyAccess: emergencyAccess,
};
