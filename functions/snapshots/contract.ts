import * as z from 'zod';
import { page, pageOf } from '../domain/fields.ts';
import type { Contract } from '../http/http.ts';
import { publishedMonth, publishedSnapshot } from './schema.ts';

export const snapshotsContract = {
  'GET /api/snapshots': {
    summary:
      'The published months, newest first, each with its newest version; with `versions=all` every version, the last that was ' +
      'published first',
    query: z.strictObject({ ...page, versions: z.literal('all').optional() }),
    answers: { 200: pageOf(publishedMonth) },
  },
  'GET /api/snapshots/{month}': {
    summary: 'A month in its newest version; the manifest is null until all files are there',
    answers: { 200: publishedSnapshot },
  },
  'GET /api/snapshots/{month}/versions/{version}': {
    summary: 'A month in one version',
    answers: { 200: publishedSnapshot },
  },
  'GET /api/snapshots/{month}/files/{name}': {
    summary: 'A file of a month: a link to it that lives five minutes',
    query: z.strictObject({
      version: z
        .string()
        .regex(/^[1-9]\d{0,5}$/, 'Write a version as 1, 2, ….')
        .optional(),
    }),
    answers: { 302: z.undefined() },
  },
} as const satisfies Contract;
