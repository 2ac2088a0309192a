import * as z from 'zod';
import { page, pageOf } from '../../shared/fields/page-schema.ts';
import { nobody } from '../../shared/http/audiences.ts';
import type { Contract } from '../../shared/http/route-contract.ts';
import { askedAnswer } from '../../shared/two-person/approval-schema.ts';
import {
  actor,
  assignableCollective,
  assignee,
  oneTimePassword,
  passwordInput,
  person,
  personChange,
  personInput,
  personWithSignIn,
} from './schema.ts';

export const peopleContract = {
  'GET /api/assignees': {
    who: { ...nobody, coordinator: 'no_district' },
    services: 'none',
    summary: 'People who can be assigned a case, by name and telephone',
    description:
      'Caseworkers and coordinators who are not disabled. A page may hold fewer than `limit`, even none; while it has ' +
      'a `cursor` there may be more.',
    query: z.strictObject(page),
    answers: { 200: pageOf(assignee) },
  },
  'GET /api/actors': {
    who: { ...nobody, auditor: 'all' },
    services: 'none',
    summary: 'The names of those who appear as actors in the journal and the access log',
    description:
      'With `all` a page holds up to 1,000 of them, whatever `limit` says; while it has a `cursor` there are more.',
    query: z.strictObject({
      ...page,
      all: z.literal('true').optional(),
    }),
    answers: { 200: pageOf(actor) },
  },
  'GET /api/assignable-collectives': {
    who: { ...nobody, administrator: 'all', auditor: 'all' },
    services: 'none',
    summary: 'Collectives that a leader can be given, by name',
    query: z.strictObject(page),
    answers: { 200: pageOf(assignableCollective) },
  },
  'GET /api/users': {
    who: { ...nobody, administrator: 'all' },
    services: 'none',
    summary: 'The people who have or had access',
    description:
      '`signIn` says who has never come, and whose first password waits or has run out. Sign-ins are noted from 1 December 2026 on.',
    query: z.strictObject(page),
    answers: { 200: pageOf(personWithSignIn) },
  },
  'POST /api/users': {
    who: { ...nobody, administrator: 'all' },
    services: 'none',
    summary: 'Give a person access',
    description:
      '`memberId` is the member that a leader is herself. A coordinator with `districts` is an area coordinator, who reaches these alone; without, she is the state coordinator. An administrator, coordinator or auditor is added once a second person approves: 202 with ' +
      '`approvalId`. Until then, and after it was declined, a repetition gets the same answer.',
    body: personInput,
    answers: { 201: person, 202: askedAnswer, 200: z.union([person, askedAnswer]) },
    refusals: {
      404: ['not_found'],
      409: ['id_reused'],
      422: ['unknown_collective', 'unknown_member', 'not_a_leader', 'district_not_in_force', 'too_many'],
    },
  },
  'GET /api/users/{id}': {
    who: { ...nobody, administrator: 'all' },
    services: 'none',
    summary: 'A person and her access',
    answers: { 200: personWithSignIn },
    refusals: { 404: ['not_found'] },
  },
  'PATCH /api/users/{id}': {
    who: { ...nobody, administrator: 'all' },
    services: 'none',
    summary: 'Change a person’s access, or disable her; takes effect within a minute',
    description:
      'Making her an administrator, coordinator or auditor, taking such a role away, enabling one again, or changing a coordinator’s districts needs a second ' +
      'person: 202 with `approvalId`. The fields change once it is approved. Whoever gets such a role, or is enabled in it, has no ' +
      'way in from then on: every session ends, and no password works until a new one is made. Disabling takes effect at once; for ' +
      'two weeks every administrator, coordinator and auditor is told of one of them who was disabled.',
    body: personChange,
    ifMatch: true,
    answers: { 200: person, 202: askedAnswer },
    refusals: {
      404: ['not_found'],
      422: [
        'unknown_collective',
        'unknown_member',
        'not_a_leader',
        'own_access',
        'district_not_in_force',
        'too_many',
      ],
    },
  },
  'POST /api/users/{id}/one-time-password': {
    who: { ...nobody, administrator: 'all' },
    services: 'none',
    summary: 'Make a one-time password, to be handed over in person and changed at the first sign-in',
    description:
      'She sets up a new authenticator, since she may have lost the old one with her phone. Her other ' +
      'sessions end within an hour.\n\nFor an administrator, coordinator or auditor it needs a second ' +
      'person: 202 with `approvalId`. The one who asked repeats the call with it in the body within a ' +
      'week: 409 `waiting` before the decision, then the password, once; 409 `decided` after that, or ' +
      'if it was declined. Nobody makes her own (`own_access`): another administrator does.',
    body: passwordInput,
    answers: { 201: oneTimePassword, 202: askedAnswer },
    refusals: {
      404: ['not_found'],
      409: ['waiting', 'decided'],
      422: ['disabled', 'own_access', 'too_many'],
    },
  },
} as const satisfies Contract;

/** The shapes of people with access that the OpenAPI document names. */
export const peopleSchemas = {
  Asked: askedAnswer,
  Person: person,
  PersonWithSignIn: personWithSignIn,
  NewPerson: personInput,
  PersonChange: personChange,
};
