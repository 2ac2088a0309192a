import * as z from 'zod';
import { inputOf, listedOf } from '../../shared/definition/schemas.ts';
import { date, month } from '../../shared/fields/fields.ts';
import { plaintextLine, plaintextNote } from '../../shared/screening/plaintext-fields.ts';
import { termsFields } from './definition.ts';

/** The code of an indicator. */
const code = z.string().regex(/^[a-z][a-z0-9_]{0,63}$/);

/** The stamp of a record that is replaced as a whole. A record that was never set has version 0, and no other field of these. */
const replaceable = {
  version: z.int().min(0),
  createdAt: z.string().optional(),
  createdBy: z.string().optional(),
};

/** The targets of a financial year by indicator; money in paise. An indicator that is left out has no target. */
export const targetsInput = z.strictObject({ targets: z.record(code, z.int().min(0)) });

export const targets = z.object({
  financialYear: z.string(),
  targets: targetsInput.shape.targets,
  ...replaceable,
});
export type Targets = z.infer<typeof targets>;

/** The day, or the month at whose end, up to which a register was kept. */
const dayOrMonth = z
  .string()
  .meta({ pattern: '^(19|20|21)\\d{2}-(0[1-9]|1[0-2])(-\\d{2})?$' })
  .refine((text) => date.safeParse(text).success || month.safeParse(text).success, {
    error: 'Write a date as YYYY-MM-DD, or a month as YYYY-MM.',
    params: { code: 'invalid_date' },
  });

/** What earlier registers say was reached, by indicator; money in paise. */
export const baselinesInput = z.strictObject({
  baselines: z.record(
    code,
    z.strictObject({
      asOf: dayOrMonth,
      value: z.int().min(0),
      /** The register that says so. */
      source: plaintextLine,
    }),
  ),
});

export const baselines = z.object({
  baselines: z.record(z.string(), z.object({ asOf: z.string(), value: z.int(), source: z.string() })),
  ...replaceable,
});
export type Baselines = z.infer<typeof baselines>;

/** What is told of a month beside its numbers; null for a language without a text. */
export const narrativeInput = z.strictObject({
  en: plaintextNote.nullable(),
  ja: plaintextNote.nullable(),
});

export const narrative = z.object({
  month: z.string(),
  en: z.string().nullable(),
  ja: z.string().nullable(),
  ...replaceable,
});
export type Narrative = z.infer<typeof narrative>;

/** What the programme and those who carry it are called, from a month on. */
export const termsInput = inputOf(termsFields);
export type TermsInput = z.infer<typeof termsInput>;

/** Terms in an answer, and as stored: no field is encrypted or left out. */
export const terms = listedOf(termsFields);
export type Terms = z.infer<typeof terms>;

export const programme = z.object({
  /** By the month from which they hold, then by recording. */
  terms: z.array(terms),
  districts: z.array(
    z.object({
      name: z.string(),
      from: z.string().optional(),
      to: z.string().optional(),
      successorOf: z.string().optional(),
    }),
  ),
});
