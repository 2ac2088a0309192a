import * as z from 'zod';
import { locales } from '../domain/caller.ts';
import { roles } from '../domain/roles.ts';
import type { Contract } from '../http/http.ts';

export const meContract = {
  'GET /api/health': {
    summary: 'Whether the API answers',
    answers: { 200: z.object({ status: z.literal('ok') }) },
  },
  'GET /api/openapi.json': {
    summary: 'This document',
    answers: { 200: z.looseObject({ openapi: z.string() }) },
  },
  'GET /api/me': {
    summary: 'Who is signed in: her role and scope',
    answers: {
      200: z.object({
        id: z.uuid(),
        role: z.enum(roles),
        scope: z.object({ collectives: z.array(z.string()), districts: z.array(z.string()) }),
        locale: z.enum(locales),
      }),
    },
  },
} as const satisfies Contract;
