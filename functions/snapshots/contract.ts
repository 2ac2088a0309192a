import * as z from 'zod';
import { page, pageOf } from '../domain/fields.ts';
import { nobody } from '../http/audiences.ts';
import type { Contract } from '../http/route-contract.ts';
import { publishedMonth, publishedSnapshot } from './schema.ts';

const publishedReading = { ...nobody, coordinator: 'all', auditor: 'all', funder: 'all' } as const;

export const snapshotsContract = {
  'GET /api/snapshots': {
    who: publishedReading,
    summary:
      'The published months, newest first, each with its newest version; with `versions=all` every version, the last that was ' +
      'published first',
    query: z.strictObject({ ...page, versions: z.literal('all').optional() }),
    answers: { 200: pageOf(publishedMonth) },
  },
  'GET /api/snapshots/{month}': {
    who: publishedReading,
    summary: 'A month in its newest version; the manifest is null until all files are there',
    answers: { 200: publishedSnapshot },
    refusals: { 404: ['not_found'] },
  },
  'GET /api/snapshots/{month}/versions/{version}': {
    who: publishedReading,
    summary: 'A month in one version',
    answers: { 200: publishedSnapshot },
    refusals: { 404: ['not_found'] },
  },
  'GET /api/snapshots/{month}/files/{name}': {
    who: publishedReading,
    summary: 'A file of a month: a link to it that lives five minutes',
    query: z.strictObject({
      version: z
        .string()
        .regex(/^[1-9]\d{0,5}$/, 'Write a version as 1, 2, ….')
        .optional(),
    }),
    answers: { 302: z.undefined() },
    refusals: { 404: ['not_found'] },
  },
} as const satisfies Contract;

/** Named schemas of the OpenAPI document. */
export const snapshotsSchemas = {
  PublishedMonth: publishedMonth,
  PublishedSnapshot: publishedSnapshot,
};
