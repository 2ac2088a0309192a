import { pageOf } from '../../shared/fields/page-schema.ts';
import { fieldWork, memberReading } from '../../shared/http/audiences.ts';
import type { Contract } from '../../shared/http/route-contract.ts';
import { changeLimitWords } from '../../shared/reach/change-limit.ts';
import { entriesContract } from './entries-contract.ts';
import {
  childInput,
  childRecord,
  consentInput,
  consentRecord,
  exitInput,
  foundMember,
  listedMember,
  member,
  memberChange,
  memberInput,
  memberQuery,
  officeInput,
  officeRecord,
  reversalRecord,
  schoolingInput,
  schoolingRecord,
  searchInput,
  talkInput,
  talkRecord,
  talksOfMember,
} from './schema.ts';

/**
 * The routes of members. entries-contract.ts has the routes of children, offices and talks. `who` names the audience, and `services` what a route does while
 * the member has withdrawn her consent to the services; both are explained in functions/shared/http/route-contract.ts.
 */
export const membersContract = {
  'POST /api/members': {
    who: fieldWork,
    services: 'goes on',
    summary: 'Enrol a member',
    description:
      'Consents are in the order in which they were given; the last one for a purpose is in force. Nobody is enrolled without consent to ' +
      '`services`. For somebody under 18 (the year of `on` less `birthYear`) a ' +
      'guardian or the child welfare committee must consent. A leader enrols into her own collectives. A collective holds at ' +
      'most 500 women at once (`collective_full`). At most 1,000 women may ever have entered it, and five more for each ' +
      'day since it was formed (`too_many`).',
    body: memberInput,
    answers: { 201: member, 200: member },
    refusals: {
      400: ['invalid_name'],
      404: ['not_found'],
      409: ['id_reused'],
      422: [
        'unknown_collective',
        'collective_closed',
        'collective_full',
        'too_many',
        'consent_missing',
        'impossible_date',
        'guardian_needed',
        'consent_out_of_order',
        'district_not_in_force',
        'outside_area',
      ],
    },
  },
  'GET /api/members': {
    who: memberReading,
    services: 'leaves out',
    summary:
      'The members, by their codes: for a leader those of her collectives, for a caseworker or an area coordinator those of her districts',
    description:
      'By district, then in the order of their enrolment. Names, telephone numbers, mandals and reasons are not in the list: read one member at a time, or search. ' +
      'A page may hold fewer members than `limit`, even none; while it has a `cursor` there may be more.',
    query: memberQuery,
    answers: { 200: pageOf(listedMember) },
    refusals: { 404: ['not_found'] },
  },
  'POST /api/members/search': {
    who: memberReading,
    services: 'leaves out',
    summary: 'Find members by code, telephone number or name in any spelling, best match first',
    description:
      'Within the caller’s reach, up to a hundred a page. While there is a `cursor` there may be more, even after an empty ' +
      'page: send it back with the same `q`. Each reading of a name is logged.',
    body: searchInput,
    answers: { 200: pageOf(foundMember) },
    refusals: { 400: ['invalid_cursor'] },
  },
  'GET /api/members/{id}': {
    who: memberReading,
    services: 'leaves out',
    summary: 'A member',
    description:
      'A caseworker reads the members of her districts, and those who have an open case that is assigned to her. The texts of a ' +
      'member who was erased are null.',
    answers: { 200: member },
    refusals: { 404: ['not_found'] },
  },
  'PATCH /api/members/{id}': {
    who: fieldWork,
    services: 'stops in part',
    summary: 'Change a member’s record, or move her to another collective',
    description:
      'A member can leave a collective only without savings or loans there. Her new account is opened in the ' +
      'same transaction, and her statement keeps the old one. If a new birth year makes her under 18, her ' +
      'consents in force must have been given by a guardian or the child welfare committee. Only the coordinator may change a ' +
      'birth year so that a member who was under 18 is of age (`coordinator_needed`). A leader may set the district of ' +
      'her group, or one that it was split from or into; only a coordinator sets another (`outside_area`). Each change across 18 stays in the record ' +
      `(\`ageChanges\`). \`too_many\`: a record is ${changeLimitWords}.`,
    body: memberChange,
    ifMatch: true,
    answers: { 200: member },
    refusals: {
      404: ['not_found'],
      422: [
        'unknown_collective',
        'collective_closed',
        'collective_full',
        'balance_open',
        'exited',
        'exit_before_joining',
        'impossible_date',
        'guardian_needed',
        'coordinator_needed',
        'too_many',
        'member_erased',
        'district_not_in_force',
        'outside_area',
      ],
    },
  },
  'POST /api/members/{id}/consents': {
    who: fieldWork,
    services: 'goes on',
    summary: 'Record a consent, or the withdrawal of one',
    description:
      'A given consent may not be dated before the latest consent or withdrawal of the same purpose. A withdrawal may have ' +
      'any past date and takes effect on the day on which it is recorded. For somebody under 18 (the year of `on` ' +
      'less `birthYear`) a guardian or the child welfare committee must consent. The request increments the ' +
      'member’s version.',
    body: consentInput,
    answers: { 201: consentRecord, 200: consentRecord },
    refusals: {
      400: ['invalid_name'],
      404: ['not_found'],
      409: ['id_reused'],
      422: ['impossible_date', 'guardian_needed', 'consent_out_of_order', 'unknown_case', 'too_many'],
    },
  },
  ...entriesContract,
  'POST /api/members/{id}/exit': {
    who: fieldWork,
    services: 'goes on',
    summary: 'Record that a member has left the programme',
    description:
      'An exit is recorded once: the same content again gets 200, other content 409. The member’s savings and loans must be ' +
      'settled; her cases go on. Events up to the day of the exit may still be recorded. ' +
      'The exit answers her open request to stop. But if she ever had a case, only a coordinator’s exit does; after anybody else’s the request stays open.',
    body: exitInput,
    answers: { 201: member, 200: member },
    refusals: {
      404: ['not_found'],
      409: ['id_reused'],
      422: ['exit_before_joining', 'balance_open', 'member_erased'],
    },
  },
} as const satisfies Contract;

/** The shapes of members that the OpenAPI document names. */
export const membersSchemas = {
  Member: member,
  ListedMember: listedMember,
  FoundMember: foundMember,
  NewMember: memberInput,
  MemberChange: memberChange,
  Consent: consentRecord,
  NewConsent: consentInput,
  Child: childRecord,
  NewChild: childInput,
  Schooling: schoolingRecord,
  NewSchooling: schoolingInput,
  Office: officeRecord,
  NewOffice: officeInput,
  Talk: talkRecord,
  NewTalk: talkInput,
  MemberTalks: talksOfMember,
  MemberReversal: reversalRecord,
};
