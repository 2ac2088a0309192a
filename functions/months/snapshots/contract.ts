import * as z from 'zod';
import { page, pageOf } from '../../shared/fields/page-schema.ts';
import { nobody } from '../../shared/http/audiences.ts';
import type { Contract } from '../../shared/http/route-contract.ts';
import { publishedMonth, publishedSnapshot, waitingMonth } from './schema.ts';

const publishedReading = { ...nobody, coordinator: 'no_district', auditor: 'all', funder: 'all' } as const;

export const snapshotsContract = {
  'GET /api/snapshots': {
    who: publishedReading,
    services: 'none',
    summary:
      'The newest version of each published month, newest first, and the months that wait for terms; with `versions=all` every version, ' +
      'latest publication first',
    query: z.strictObject({ ...page, versions: z.literal('all').optional() }),
    answers: { 200: pageOf(z.union([publishedMonth, waitingMonth])) },
  },
  'GET /api/snapshots/{month}': {
    who: publishedReading,
    services: 'none',
    summary: 'The newest version of a month; the manifest is null until all files exist',
    answers: { 200: publishedSnapshot },
    refusals: { 404: ['not_found'] },
  },
  'GET /api/snapshots/{month}/versions/{version}': {
    who: publishedReading,
    services: 'none',
    summary: 'One version of a month',
    answers: { 200: publishedSnapshot },
    refusals: { 404: ['not_found'] },
  },
  'GET /api/snapshots/{month}/files/{name}': {
    who: publishedReading,
    services: 'none',
    summary: 'A link to a file of a month, valid for five minutes',
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

/** The shapes of published months that the OpenAPI document names. */
export const snapshotsSchemas = {
  PublishedMonth: publishedMonth,
  WaitingMonth: waitingMonth,
  PublishedSnapshot: publishedSnapshot,
};
