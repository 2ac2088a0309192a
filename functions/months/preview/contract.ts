import * as z from 'zod';
import { month } from '../../shared/fields/fields.ts';
import { nobody } from '../../shared/http/audiences.ts';
import type { Contract } from '../../shared/http/route-contract.ts';
import { firstMonth } from '../../shared/journal/journal-start.ts';
import { findings, preview } from './schema.ts';

/** Of which months a review may be asked. */
const monthsAsked = `A month that has not begun, or one before ${firstMonth}, with which the journal begins, is 400 \`invalid_month\`.`;

export const previewContract = {
  'GET /api/snapshots/preview': {
    who: { ...nobody, coordinator: 'state' },
    services: 'leaves out',
    summary:
      'A month as if it closed now, and the quality list; for a published month, what a correction ' +
      'would publish. Default: the current month',
    description: monthsAsked,
    query: z.strictObject({ month: month.optional() }),
    answers: { 200: preview },
    refusals: { 400: ['invalid_month'] },
  },
  'GET /api/findings': {
    who: { ...nobody, coordinator: 'area' },
    services: 'leaves out',
    summary: 'What to look at before a month closes, the oldest first. Default: the current month',
    description:
      'Each finding has its `kind`, the list of the preview’s `quality` that has it; its ids; `since`, the day since which it stands; the newest ' +
      '`question` to its group about it, whose texts are read with the questions, or, of a case, `assignedTo`; and `explanation`, why it may stay: as a coordinator said, or ' +
      '`did_not_meet` if a leader answered so. An undone stop is explained under the month of its `on`, and stands in the lists of that month and those before it. Of each kind there are a hundred at most: first those that nobody has explained, ten of each person who opened their cases (or of each group) before further ones; `counts` has the full numbers. ' +
      monthsAsked,
    query: z.strictObject({ month: month.optional() }),
    answers: { 200: findings },
    refusals: { 400: ['invalid_month'] },
  },
} as const satisfies Contract;

/** The shapes of the preview before a month closes that the OpenAPI document names. */
export const previewSchemas = {
  Preview: preview,
  Findings: findings,
};
