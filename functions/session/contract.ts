import * as z from 'zod';
import { roles } from '../platform/authorisation.ts';
import { locales } from '../platform/caller.ts';
import type { Contract } from '../platform/http.ts';

export const sessionContract = {
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
