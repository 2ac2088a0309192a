import * as z from 'zod';

const value = z.union([
  z.int(),
  z.object({ numerator: z.int(), denominator: z.int() }),
  z.object({ withheld: z.enum(['too_few', 'not_yet']) }),
]);
const breakdown = z
  .object({
    /** The month (`YYYY-MM`) whose publication made these cells. */
    asOf: z.string(),
    cells: z.union([
      z.literal('withheld'),
      z.array(z.object({ key: z.string(), value: z.union([z.literal('*'), z.int()]) })),
    ]),
  })
  .nullable();

/** The parts of a `snapshot.json` that are audited. */
const publishedMonth = z.object({
  programme: z.object({
    name: z.string(),
    implementer: z.string(),
    forum: z.string(),
    funder: z.string(),
    state: z.string(),
  }),
  narrative: z.object({ en: z.string().nullable(), ja: z.string().nullable() }).nullable(),
  stories: z.array(
    z.object({
      on: z.string(),
      title: z.string().nullable(),
      outlet: z.string().nullable(),
      url: z.string().nullable(),
    }),
  ),
  month: z.string(),
  version: z.int(),
  cutoff: z.iso.datetime(),
  financialYear: z.string(),
  indicators: z.array(
    z.object({
      code: z.string(),
      unit: z.string(),
      way: z.string(),
      /** Of a ratio that is counted twice a year. */
      asOf: z.string().optional(),
      month: value,
      financialYear: value,
      toDate: value,
      target: z.int().nullable(),
      /** Of a stock of members' money. */
      leftOut: z.union([z.int(), z.object({ withheld: z.literal('too_few') })]).optional(),
      baseline: z.object({ asOf: z.string(), value: z.int(), source: z.string() }).nullable(),
      breakdowns: z.object({ district: breakdown, ageBand: breakdown }),
    }),
  ),
  revisions: z.array(z.object({ month: z.string(), code: z.string(), was: value, now: value })),
  /** Of a version above 1. */
  changes: z
    .array(
      z.object({
        code: z.string(),
        part: z.enum(['month', 'financialYear', 'toDate']),
        was: value,
        now: value,
      }),
    )
    .default([]),
  /** Of a version above 1: the number of lines since the version before, by cause. */
  because: z.record(z.string(), z.int()).default({}),
});

export type PublishedValue = z.infer<typeof value>;
export type PublishedBreakdown = z.infer<typeof breakdown>;
export type PublishedMonth = z.infer<typeof publishedMonth>;
export type PublishedIndicator = PublishedMonth['indicators'][number];

/** Parses a published `snapshot.json`, as far as the audit compares it. @throws if it is no `snapshot.json` */
export const readPublishedMonth = (content: string): PublishedMonth =>
  publishedMonth.parse(JSON.parse(content));
