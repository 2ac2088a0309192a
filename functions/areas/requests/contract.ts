import * as z from 'zod';
import { pageOf } from '../../shared/fields/page-schema.ts';
import { nobody } from '../../shared/http/audiences.ts';
import type { Contract } from '../../shared/http/route-contract.ts';
import { maxByPerson } from '../../shared/member-counts/max-by-person.ts';
import { receipt, request, requestInput, requestQuery, stepInput } from './schema.ts';

export const requestsContract = {
  'POST /api/members/{id}/requests': {
    who: { ...nobody, leader: 'own', caseworker: 'district', coordinator: 'area', auditor: 'all' },
    services: 'goes on',
    summary: 'Record what a member asks about what is kept of her',
    description:
      'It is to be answered by `dueOn`, 90 days after `on`. A grievance is read by the auditor alone: anybody else who ' +
      'posts one is answered what she sent, without `text`, and finds it nowhere. ' +
      `\`too_many\`: one person records ${maxByPerson} requests and ${maxByPerson} grievances of a woman.`,
    body: requestInput,
    answers: { 201: z.union([request, receipt]), 200: z.union([request, receipt]) },
    refusals: { 404: ['not_found'], 409: ['id_reused'], 422: ['impossible_date', 'too_many'] },
  },
  'POST /api/members/{id}/requests/{requestId}/steps': {
    who: { ...nobody, coordinator: 'area', auditor: 'all' },
    services: 'goes on',
    summary: 'Record what was done about a request',
    description:
      'It is open until `answered` or `refused`; later steps don’t open it again. Of a grievance the auditor alone ' +
      'records steps. About a member who was erased a step is taken without `text`, so that her request for it can be answered.',
    body: stepInput,
    answers: { 201: request, 200: request },
    refusals: {
      404: ['not_found'],
      409: ['id_reused'],
      422: ['already_taken_back', 'before_request', 'too_many', 'member_erased'],
    },
  },
  'GET /api/requests': {
    who: { ...nobody, leader: 'own', coordinator: 'area', auditor: 'all' },
    services: 'goes on',
    summary:
      'The requests, those that are due first; `open=true` those neither answered, refused nor taken back',
    description: 'A leader sees those of her members. Grievances are in the auditor’s list alone.',
    query: requestQuery,
    answers: { 200: pageOf(request) },
    refusals: { 400: ['invalid_cursor'] },
  },
} as const satisfies Contract;

/** The shapes of members' requests that the OpenAPI document names. */
export const requestsSchemas = {
  Request: request,
  NewRequest: requestInput,
  GrievanceReceipt: receipt,
  NewRequestStep: stepInput,
};
