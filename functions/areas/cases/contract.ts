import * as z from 'zod';
import { talkAgendaItem } from '../../shared/due-talks/talk-agenda.ts';
import { page, pageOf } from '../../shared/fields/page-schema.ts';
import { nobody } from '../../shared/http/audiences.ts';
import type { Contract } from '../../shared/http/route-contract.ts';
import { maxByPerson } from '../../shared/member-counts/max-by-person.ts';
import { maxSettingsOfMonth } from '../../shared/setting-counts/max-settings.ts';
import { demandAgendaItem } from '../demands/schema.ts';
import {
  caseChangeLimitWords,
  maxAssignedPerDay,
  maxChangesHandedOver,
  maxEntitlementEvents,
  maxEventsOfEmergencyAccess,
  maxInCase,
} from './case-limits.ts';
import { emergencyRefusals } from './definition.ts';
import { caseEventInput } from './event-input.ts';
import { caseEvent } from './event-schema.ts';
import {
  agendaItem,
  agendaQuery,
  caseChange,
  caseHandover,
  caseHandoverInput,
  caseInput,
  caseQuery,
  emergencyAccess,
  emergencyAccessInput,
  emergencyAccessQuery,
  emergencyEndInput,
  endedEmergencyAccess,
  takeInput,
  toldCase,
  unassignedCase,
  unassignedQuery,
} from './schema.ts';

const caseWork = { ...nobody, leader: 'own', caseworker: 'assigned', coordinator: 'area' } as const;

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
  'GET /api/cases/unassigned': {
    who: { ...nobody, caseworker: 'district' },
    services: 'leaves out',
    summary: 'The unassigned urgent cases of members of her districts, oldest first',
    description:
      'Only cases that are not closed. Of a person who opened more than ten of them, the further ones come after the first ten of everybody else. Each reading is logged.',
    query: unassignedQuery,
    answers: { 200: pageOf(unassignedCase) },
  },
  'POST /api/cases/{id}/take': {
    who: { ...nobody, caseworker: 'district' },
    services: 'leaves out',
    summary: 'Take an unassigned urgent case',
    description:
      'It is assigned to her, and her note is added to its timeline. 409 `taken`: somebody has already taken it, ' +
      'perhaps she herself with another `id`. 404: she could never have taken it. The same `id` again is 200 while the case is hers.',
    body: takeInput,
    answers: { 200: toldCase },
    refusals: { 404: ['not_found'], 409: ['id_reused', 'taken'] },
  },
  'POST /api/users/{id}/case-handover': {
    who: { ...nobody, coordinator: 'area' },
    services: 'leaves out',
    summary: 'Hand all open cases of a caseworker over to another',
    description:
      'Each case is assigned to `to`, and the note is added to its timeline. Handed over are the cases that the caseworker in the path ' +
      'held when the request first arrived, a few hundred in one request. Send it again while `left` is not 0, ' +
      'and after any failure; what was handed over stays so. 422 `not_a_caseworker`: ' +
      'either of the two is not a caseworker, or `to` is disabled. Cases of a disabled caseworker can still be handed over. ' +
      `A case that was changed ${maxChangesHandedOver} times stays with her: assign it by itself. \`skipped\` says how many stayed. ` +
      `\`too_many\`: a person hands over at most ${maxSettingsOfMonth.handovers} times in a month.`,
    body: caseHandoverInput,
    answers: { 202: caseHandover },
    refusals: { 404: ['not_found'], 409: ['id_reused'], 422: ['not_a_caseworker', 'too_many'] },
  },
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
  'POST /api/break-glass': {
    who: { ...nobody, leader: 'own', caseworker: 'assigned' },
    services: 'stops',
    summary: 'Emergency access to an urgent case of somebody else, for three hours',
    description:
      'By the case’s code. She reads the case and adds to its timeline; she changes nothing, and cannot' +
      ' read the member’s record. The coordinator and the auditor see who did it, when and why. Another' +
      ' request within the three hours starts them anew. A case that is closed or not urgent is not ' +
      'found. In any seven days, one person may open a case in this way three times, and all people together twelve times. A further request is ' +
      'refused (`too_often`). A request within seven days after the coordinator ended her access is refused too (`ended_by_coordinator`). The ' +
      'coordinator and the auditor see refused requests with their reasons.',
    body: emergencyAccessInput,
    answers: { 201: emergencyAccess, 200: emergencyAccess },
    refusals: {
      404: ['not_found'],
      409: ['id_reused'],
      422: ['already_reached', 'member_erased', ...emergencyRefusals],
    },
  },
  'POST /api/break-glass/{id}/end': {
    who: { ...nobody, coordinator: 'area' },
    services: 'goes on',
    summary: 'End an emergency access before its time',
    description:
      'Ends every emergency access of this person to the case: her next request is refused. For seven days she cannot open the case in this way again.',
    body: emergencyEndInput,
    answers: { 201: endedEmergencyAccess, 200: endedEmergencyAccess },
    refusals: { 404: ['not_found'], 409: ['id_reused'], 422: ['access_over'] },
  },
  'GET /api/break-glass/refused': {
    who: { ...nobody, coordinator: 'area', auditor: 'all' },
    services: 'none',
    summary: 'How many emergency accesses were refused within seven days',
    description: 'Only a number, so nothing is logged. `GET /api/break-glass` lists them with their reasons.',
    answers: { 200: z.object({ count: z.int().min(0) }) },
  },
  'GET /api/break-glass': {
    who: { ...nobody, coordinator: 'area', auditor: 'all' },
    services: 'goes on',
    summary: 'Emergency access to cases, latest first',
    description: 'With their reasons. Refused ones are listed too (`refused`). Each reading is logged.',
    query: emergencyAccessQuery,
    answers: { 200: pageOf(emergencyAccess) },
  },
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
