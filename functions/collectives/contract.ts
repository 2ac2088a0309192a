import * as z from 'zod';
import { page, pageOf } from '../domain/fields.ts';
import type { Contract } from '../http/http.ts';
import { collective, collectiveChange, collectiveInput } from './schema.ts';

export const collectivesContract = {
  'POST /api/collectives': {
    summary: 'Form a collective',
    body: collectiveInput,
    answers: { 201: collective, 200: collective },
    refusals: ['closed_before_formed', 'district_not_in_force'],
  },
  'GET /api/collectives': {
    summary: 'The collectives; for a leader, her own',
    query: z.strictObject(page),
    answers: { 200: pageOf(collective) },
  },
  'GET /api/collectives/{id}': {
    summary: 'A collective',
    answers: { 200: collective },
  },
  'PATCH /api/collectives/{id}': {
    summary: 'Change a collective',
    body: collectiveChange,
    ifMatch: true,
    answers: { 200: collective },
    refusals: ['closed_before_formed', 'district_not_in_force'],
  },
} as const satisfies Contract;
