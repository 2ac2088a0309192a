import * as z from 'zod';
import { base, id, instant, month, object, sortFields } from './fields.ts';

/** The journal lines about what is set for the programme (terms, targets, baselines, narratives) and what is published. */
export const programmeLines = () => {
  return [
    /** Why a finding before a close may stay, in a fixed word. */
    object({
      ...base,
      type: z.literal('finding_explained'),
      month: z.string(),
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
    /** The names of the programme and of those behind it, from a month on. */
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
    /** All baselines after the change: what earlier registers say was reached, by a day or by the end of a month. */
    object({
      ...base,
      type: z.literal('baselines_set'),
      baselines: z
        .record(z.string(), object({ asOf: z.string(), value: z.int(), source: z.string() }))
        .overwrite(sortFields),
    }),
    /** What the coordinator wrote of a month; null where a language has none. */
    object({
      ...base,
      type: z.literal('narrative_set'),
      month,
      en: z.string().nullable(),
      ja: z.string().nullable(),
    }),
    /**
     * A version of a month, registered before its bytes are made. `ordinal` counts all publications (1, 2, …);
     * only lines recorded before `cutoff` are in it.
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
    }),
  ] as const;
};
