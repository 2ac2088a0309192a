import * as z from 'zod';
import { month } from '../../shared/fields/fields.ts';
import { nobody } from '../../shared/http/audiences.ts';
import type { Contract } from '../../shared/http/route-contract.ts';
import { preview } from './schema.ts';

export const previewContract = {
  'GET /api/snapshots/preview': {
    who: { ...nobody, coordinator: 'all' },
    services: 'leaves out',
    summary:
      'A month as if it closed now, and the quality list; for a published month, what a correction ' +
      'would publish. Default: the current month',
    query: z.strictObject({ month: month.optional() }),
    answers: { 200: preview },
  },
} as const satisfies Contract;

/** The shapes of the preview before a month closes that the OpenAPI document names. */
export const previewSchemas = {
  Preview: preview,
};
