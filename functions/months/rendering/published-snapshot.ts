import * as z from 'zod';
import { breakdowns } from '../disclosure/breakdown-cells.ts';

/** The schema of `snapshot.json`, from which all other files of a publication are made. */

const value = z.union([
  z.int(),
  z.object({ numerator: z.int(), denominator: z.int() }),
  z.object({ withheld: z.enum(['too_few', 'not_yet']) }),
]);
/** A number, both parts of a ratio, or why neither is told. */
export type Value = z.infer<typeof value>;

const words = z.object({ en: z.string(), te: z.string(), ja: z.string() });
export type PublishedWords = z.infer<typeof words>;

const publishedIndicator = z.object({
  code: z.string(),
  unit: z.string(),
  way: z.enum(['sum', 'ratio', 'distinct', 'stock', 'ratio_of_stocks']),
  /** Only of a ratio of stocks that was counted: the month at whose end. */
  asOf: z.string().optional(),
  title: words,
  month: value,
  financialYear: value,
  toDate: value,
  target: z.int().nullable(),
  baseline: z.object({ asOf: z.string(), value: z.int(), source: z.string() }).nullable(),
  breakdowns,
  /** Only of a money stock of members: how many hold some of it and are left out; not told below 11. */
  leftOut: z.union([z.int(), z.object({ withheld: z.literal('too_few') })]).optional(),
});
export type PublishedIndicator = z.infer<typeof publishedIndicator>;

const publishedSnapshot = z.object({
  programme: z.object({
    name: z.string(),
    implementer: z.string(),
    forum: z.string(),
    funder: z.string(),
    state: z.string(),
  }),
  month: z.string(),
  version: z.int().min(1),
  reason: z.string().nullable(),
  cutoff: z.string(),
  financialYear: z.string(),
  catalogue: z.string(),
  disclosure: z.string(),
  indicators: z.array(publishedIndicator),
  narrative: z.object({ en: z.string().nullable(), ja: z.string().nullable() }).nullable(),
  stories: z.array(
    z.object({
      on: z.string(),
      title: z.string().nullable(),
      outlet: z.string().nullable(),
      url: z.string().nullable(),
    }),
  ),
  revisions: z.array(z.object({ month: z.string(), code: z.string(), was: value, now: value })),
  /** Only in a version after a month's first, as `because`. */
  changes: z
    .array(
      z.object({
        code: z.string(),
        part: z.enum(['month', 'financialYear', 'toDate']),
        was: value,
        now: value,
      }),
    )
    .optional(),
  because: z
    .object({
      late: z.int(),
      corrected: z.int(),
      taken_back: z.int(),
      consent: z.int(),
      joined: z.int(),
      moved: z.int(),
    })
    .optional(),
});
export type PublishedSnapshot = z.infer<typeof publishedSnapshot>;

/** Parses a stored `snapshot.json` for the report. @throws if the bytes are not a snapshot */
export const readSnapshot = (bytes: Buffer): PublishedSnapshot =>
  publishedSnapshot.parse(JSON.parse(bytes.toString('utf8')));

/** The periods of every indicator in a published snapshot, in the order in which files list them. */
export const periods = ['month', 'financialYear', 'toDate'] as const;
export type Period = (typeof periods)[number];
