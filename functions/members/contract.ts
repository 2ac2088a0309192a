import * as z from 'zod';
import { pageOf } from '../domain/fields.ts';
import type { Contract } from '../http/http.ts';
import {
  childChange,
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
  searchInput,
} from './schema.ts';

export const membersContract = {
  'POST /api/members': {
    summary: 'Enrol a member',
    description:
      'Consents stand in the order in which they were given; the last one of a purpose decides, and without one to the ' +
      'services there is no member. Of somebody under 18 (the year of `on` less `birthYear`) what is given is given by a guardian or the ' +
      'child welfare committee. A leader enrols into her own collectives.',
    body: memberInput,
    mayBeUnknown: true,
    answers: { 201: member, 200: member },
    refusals: [
      'unknown_collective',
      'consent_missing',
      'guardian_needed',
      'consent_out_of_order',
      'district_not_in_force',
    ],
  },
  'GET /api/members': {
    summary:
      'The members, by their codes; for a leader those of her collectives, for a caseworker of her districts',
    description:
      'Name, telephone number, mandal and reasons are read one member at a time, or found by search. A page may hold ' +
      'fewer than `limit`, even none; while it has a `cursor` there may be more.',
    query: memberQuery,
    mayBeUnknown: true,
    answers: { 200: pageOf(listedMember) },
  },
  'POST /api/members/search': {
    summary: 'Find members by code, telephone number or name, however it is spelt; the likeliest first',
    description:
      'At most twenty, within the caller’s reach. Each name that is given out is noted in the access log.',
    body: searchInput,
    answers: { 200: z.object({ items: z.array(foundMember) }) },
  },
  'GET /api/members/{id}': {
    summary: 'A member',
    description:
      'A caseworker reads the members of her districts, and those whose cases are assigned to her. The texts of a ' +
      'member who was erased are null.',
    answers: { 200: member },
  },
  'PATCH /api/members/{id}': {
    summary: 'Change what is known of a member, or move her to another collective',
    description:
      'She leaves a collective without savings or loans there. Her new account is opened in the same moment, and her ' +
      'statement keeps the old one. Before a birth year can make her under 18, what is in force of her consents must be given by ' +
      'a guardian or the child welfare committee.',
    body: memberChange,
    ifMatch: true,
    answers: { 200: member },
    refusals: [
      'unknown_collective',
      'balance_open',
      'exited',
      'exit_before_joining',
      'guardian_needed',
      'member_erased',
      'district_not_in_force',
    ],
  },
  'POST /api/members/{id}/consents': {
    summary: 'Record that she agrees, or takes it back',
    description:
      'A consent that is given may not be dated before the latest of its purpose. A withdrawal is taken with any past ' +
      'date, and takes effect on the day it is recorded. Of somebody under 18 (the year of `on` less `birthYear`) what is given is ' +
      'given by a guardian or the child welfare committee. It raises the member’s version.',
    body: consentInput,
    answers: { 201: consentRecord, 200: consentRecord },
    refusals: ['guardian_needed', 'consent_out_of_order', 'too_many'],
  },
  'POST /api/members/{id}/children': {
    summary: 'Add a child of hers',
    description: 'It raises the member’s version.',
    body: childInput,
    answers: { 201: childRecord, 200: childRecord },
    refusals: ['too_many'],
  },
  'PUT /api/members/{id}/children/{childId}': {
    summary: 'Say how a child of hers is now',
    description: 'It raises the member’s version, and the child’s, unless nothing differs.',
    body: childChange,
    answers: { 200: childRecord },
  },
  'POST /api/members/{id}/exit': {
    summary: 'Record that she has left the programme',
    description:
      'Once: the same again is 200, anything else 409. Her savings and loans must be settled; her cases go on. What ' +
      'happened up to that day may still be recorded.',
    body: exitInput,
    answers: { 201: member, 200: member },
    refusals: ['exit_before_joining', 'balance_open', 'member_erased'],
  },
} as const satisfies Contract;
