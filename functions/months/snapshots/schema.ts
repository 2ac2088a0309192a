import * as z from 'zod';
import { month } from '../../shared/fields/fields.ts';

/** The files of each published version, by name, with their media types. */
export const mediaTypes = {
  'snapshot.json': 'application/json',
  'indicators.csv': 'text/csv; charset=utf-8',
  'history.csv': 'text/csv; charset=utf-8',
  'report.xlsx': 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  'report.en.pdf': 'application/pdf',
  'report.ja.pdf': 'application/pdf',
  'datapackage.json': 'application/json',
  'manifest.json': 'application/json',
  /** All of them in one archive. */
  'all.zip': 'application/zip',
  /** The key that verifies the month's signature. */
  'public-key.pem': 'application/x-pem-file',
} as const;

/** The fields of a manifest that lists need. */
export const publishedManifest = z.looseObject({
  /** Counts all publications: 1, 2, …. */
  ordinal: z.int().min(1),
  publicKey: z.string().optional(),
  month: z.string(),
  version: z.int(),
  reason: z.string().nullable(),
  publishedAt: z.string(),
});

/** The newest version of a month that has a manifest. */
export const publishedMonth = z.object({
  month,
  version: z.int().min(1),
  /** The reason of a correction; null for a month's first version. */
  reason: z.string().nullable(),
  publishedAt: z.iso.datetime(),
  manifestSha256: z.string(),
});
export type PublishedMonth = z.infer<typeof publishedMonth>;

/** A month that closed and waits: nobody has recorded what the programme is called in it. It is published once somebody does. */
export const waitingMonth = z.object({ month, waiting: z.literal('no_terms') });

/** The same, with its position in the order of publication. */
export type DescribedVersion = { readonly ordinal: number; readonly item: PublishedMonth };

/** A published month; `manifest` is null until all its files exist. */
export const publishedSnapshot = z.object({
  manifest: z.looseObject({}).nullable(),
  snapshot: z.looseObject({}),
});
export type PublishedSnapshot = z.infer<typeof publishedSnapshot>;
