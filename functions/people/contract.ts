import * as z from 'zod';
import { page, pageOf } from '../platform/fields.ts';
import type { Contract } from '../platform/http.ts';
import { assignee, oneTimePassword, person, personChange, personInput } from './schema.ts';

export const peopleContract = {
  'GET /api/assignees': {
    summary: 'Those to whom a case can be given, by name',
    description:
      'Caseworkers and coordinators who are not disabled. A page may hold fewer than `limit`, even none; while it has ' +
      'a `cursor` there may be more.',
    query: z.strictObject(page),
    answers: { 200: pageOf(assignee) },
  },
  'GET /api/users': {
    summary: 'The people who have or had access',
    query: z.strictObject(page),
    answers: { 200: pageOf(person) },
  },
  'POST /api/users': {
    summary: 'Give a person access',
    body: personInput,
    answers: { 201: person, 200: person },
    refusals: ['unknown_collective'],
  },
  'GET /api/users/{id}': { summary: 'A person and her access', answers: { 200: person } },
  'PATCH /api/users/{id}': {
    summary: 'Change what a person may do, or disable her; it holds within a minute',
    body: personChange,
    ifMatch: true,
    answers: { 200: person },
    refusals: ['unknown_collective', 'own_access'],
  },
  'POST /api/users/{id}/one-time-password': {
    summary: 'Let a person sign in: a password to be handed over in person and changed at once',
    description:
      'Who had an authenticator sets up another one, since she may have lost it with her phone; where she is signed in, it ends ' +
      'within an hour.',
    body: z.strictObject({}),
    answers: { 201: oneTimePassword },
    refusals: ['disabled'],
  },
} as const satisfies Contract;
