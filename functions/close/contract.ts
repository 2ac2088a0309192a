import * as z from 'zod';
import { month } from '../platform/fields.ts';
import type { Contract } from '../platform/http.ts';
import { correctionAnswer, correctionInput, preview, targets, targetsInput } from './schema.ts';

export const closeContract = {
  'GET /api/snapshots/preview': {
    summary: 'A month as if it closed now, and what to look at before; without `month`, the current one',
    query: z.strictObject({ month: month.optional() }),
    answers: { 200: preview },
  },
  'POST /api/snapshots/{month}/corrections': {
    summary: 'Publish a month once more, with what was recorded until now',
    body: correctionInput,
    answers: { 202: correctionAnswer },
  },
  'PUT /api/targets/{financialYear}': {
    summary: 'Set what a financial year is to reach; replaces all targets of the year',
    body: targetsInput,
    answers: { 200: targets },
  },
  'GET /api/targets/{financialYear}': {
    summary: 'What a financial year is to reach',
    answers: { 200: targets },
  },
} as const satisfies Contract;
