import * as z from 'zod';
import { base, id, instant, month, object, sortFields } from './fields.ts';

/**
 * The journal lines about what is set for the programme (terms, targets, baselines, narratives) and what is published. A
 * function, so that its schemas are made at the first use of `journalLine` (line.ts).
 */
export const programmeLines = () => {
  return [
    /**
     * The coordinator explained a finding: something that looks wrong when `month` is about to be closed. `why` says why it
     * may stay at the close, in a fixed word: `checked`, `later` or `known`.
     */
    object({
      ...base,
      type: z.literal('finding_explained'),
      month,
      /** The list of the month's preview that has the finding, such as `outliers`. */
      list: z.string(),
      recordId: id,
      why: z.string(),
    }),
    /** All targets of a financial year after the change. */
    object({
      ...base,
      type: z.literal('targets_set'),
      financialYear: z.string(),
      targets: z.record(z.string(), z.int()).overwrite(sortFields),
    }),
    /** The names of the programme and of the organisations behind it, in force from the month `from` on. */
    object({
      ...base,
      type: z.literal('programme_terms_set'),
      from: month,
      name: z.string(),
      implementer: z.string(),
      forum: z.string().describe('The forum of survivors.'),
      funder: z.string(),
      state: z.string().describe('The state of India.'),
    }),
    /**
     * All baselines after the change, by indicator: the `value` that earlier registers (`source`) give for a day, or for the
     * end of a month (`asOf`).
     */
    object({
      ...base,
      type: z.literal('baselines_set'),
      baselines: z
        .record(z.string(), object({ asOf: z.string(), value: z.int(), source: z.string() }))
        .overwrite(sortFields),
    }),
    /** What the coordinator wrote of a month, in English and Japanese; null for a language without a text. */
    object({
      ...base,
      type: z.literal('narrative_set'),
      month,
      en: z.string().nullable(),
      ja: z.string().nullable(),
    }),
    /**
     * A publication: one version of a month's numbers. The line is written before the published files are made. `ordinal`
     * numbers all publications (1, 2, …). The publication counts only the lines recorded before `cutoff`.
     */
    object({
      ...base,
      type: z.literal('publication'),
      ordinal: z.int().min(1),
      month,
      version: z.int().min(1),
      cutoff: instant,
      /** The published reason of a correction; null for a month's first version. */
      reason: z.string().nullable(),
      /** Only for the first version of a month that closed without terms: its names, which were recorded first after its cutoff. */
      terms: object({
        name: z.string(),
        implementer: z.string(),
        forum: z.string(),
        funder: z.string(),
        state: z.string(),
      }).optional(),
    }),
  ] as const;
};
