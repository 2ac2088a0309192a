import * as z from 'zod';
import { pageOf } from '../../shared/fields/page-schema.ts';
import { nobody } from '../../shared/http/audiences.ts';
import type { Contract } from '../../shared/http/route-contract.ts';
import { emergencyRefusals } from './definition.ts';
import {
  emergencyAccess,
  emergencyAccessInput,
  emergencyAccessQuery,
  emergencyEndInput,
  endedEmergencyAccess,
} from './schema.ts';

/** The routes of emergency access to a case of somebody else. */
export const emergencyAccessContract = {
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
