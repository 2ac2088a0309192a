import * as z from 'zod';
import { nobody } from '../../shared/http/audiences.ts';
import type { Contract } from '../../shared/http/route-contract.ts';
import { locales } from '../../shared/reach/caller.ts';
import { roles } from '../../shared/reach/roles.ts';

const signedIn = {
  ...nobody,
  leader: 'own',
  caseworker: 'own',
  coordinator: 'own',
  administrator: 'own',
  auditor: 'own',
  funder: 'own',
} as const;

export const apiContract = {
  'GET /api/health': {
    who: 'anyone',
    services: 'none',
    summary: 'Whether the API is up',
    answers: { 200: z.object({ status: z.literal('ok') }) },
  },
  'GET /api/openapi.json': {
    who: 'anyone',
    services: 'none',
    summary: 'This document',
    answers: { 200: z.looseObject({ openapi: z.string() }) },
  },
  'GET /api/me': {
    who: signedIn,
    services: 'none',
    summary: 'The signed-in person’s role and scope, and a leader’s own record as a member',
    answers: {
      200: z.object({
        id: z.uuid(),
        role: z.enum(roles),
        scope: z.object({ collectives: z.array(z.string()), districts: z.array(z.string()) }),
        locale: z.enum(locales),
        signInName: z.string().optional(),
        memberId: z.uuid().optional().describe('The member that a leader is herself.'),
      }),
    },
  },
} as const satisfies Contract;
