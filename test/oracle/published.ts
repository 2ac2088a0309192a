import * as z from 'zod';
import type { Breakdown, IndicatorFigures, SnapshotFigures } from './indicators.ts';

/** A published snapshot.json, as far as the oracle has something to say about it. */

const value = z.union([z.number(), z.object({ numerator: z.number(), denominator: z.number() })]);
const breakdown = z
  .object({
    asOf: z.string(),
    cells: z.union([
      z.literal('withheld'),
      z.array(z.object({ key: z.string(), value: z.union([z.number(), z.literal('*')]) })),
    ]),
  })
  .nullable();
const published = z.object({
  programme: z
    .strictObject({
      name: z.string(),
      implementer: z.string(),
      forum: z.string(),
      funder: z.string(),
      state: z.string(),
    })
    .nullable(),
  narrative: z.strictObject({ en: z.string().nullable(), ja: z.string().nullable() }).nullable(),
  stories: z.array(
    z.strictObject({
      on: z.string(),
      title: z.string().nullable(),
      outlet: z.string().nullable(),
      url: z.string().nullable(),
    }),
  ),
  month: z.string(),
  version: z.number(),
  reason: z.string().nullable(),
  cutoff: z.string(),
  financialYear: z.string(),
  indicators: z.array(
    z.object({
      code: z.string(),
      way: z.enum(['sum', 'distinct', 'stock', 'ratio']),
      month: value,
      financialYear: value,
      toDate: value,
      target: z.number().nullable(),
      baseline: z.strictObject({ asOf: z.string(), value: z.number(), source: z.string() }).nullable(),
      breakdowns: z.object({ district: breakdown, ageBand: breakdown }),
    }),
  ),
  revisions: z.array(z.object({ month: z.string(), code: z.string(), was: value, now: value })),
  changes: z
    .array(
      z.strictObject({
        code: z.string(),
        part: z.enum(['month', 'financialYear', 'toDate']),
        was: value,
        now: value,
      }),
    )
    .optional(),
});

/** @throws where it is no snapshot */
export const readPublished = (snapshot: unknown): SnapshotFigures => published.parse(snapshot);

const isWithheld = (found: Breakdown, month: string): boolean =>
  found !== null && found.cells === 'withheld' && found.asOf === month;

/** What the gate withheld in published months: an oracle that does not judge the gate takes it from there. */
export const withheldIn =
  (snapshots: readonly SnapshotFigures[]) =>
  (month: string, code: string, name: 'district' | 'ageBand'): boolean =>
    snapshots.some(
      (snapshot) =>
        snapshot.month === month &&
        snapshot.indicators.some(
          (indicator: IndicatorFigures) =>
            indicator.code === code && isWithheld(indicator.breakdowns[name], month),
        ),
    );
