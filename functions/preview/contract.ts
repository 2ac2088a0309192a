import * as z from 'zod';
import { month } from '../domain/fields.ts';
import type { Contract } from '../http/http.ts';
import { preview } from './schema.ts';

export const previewContract = {
  'GET /api/snapshots/preview': {
    summary:
      'A month as if it closed now, and what to look at before; a published month as a correction would say it now; without ' +
      '`month`, the current one',
    query: z.strictObject({ month: month.optional() }),
    answers: { 200: preview },
  },
} as const satisfies Contract;
