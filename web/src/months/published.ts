import * as z from 'zod/mini';
import type { Value } from '../../../functions/months/disclosure/value-arithmetic.ts';

/** The schemas of published months and their files. What reads them is in reports.ts. */

const textInLanguages = z.object({ en: z.string(), te: z.string(), ja: z.string() });

const value: z.ZodMiniType<Value> = z.union([
  z.int(),
  z.object({ numerator: z.int(), denominator: z.int() }),
  z.object({ withheld: z.enum(['too_few', 'not_yet']) }),
]);

const breakdown = z.object({
  /** The month at whose end the people were counted, `YYYY-MM`. */
  asOf: z.string(),
  /** `*` hides a number of 0 to 14 people; `withheld`: no cell is published. */
  cells: z.union([
    z.array(z.object({ key: z.string(), value: z.union([z.int(), z.literal('*')]) })),
    z.literal('withheld'),
  ]),
});
export type Breakdown = z.infer<typeof breakdown>;

const indicator = z.object({
  code: z.string(),
  /** Such as `paise`, `persons` or `ratio`. */
  unit: z.string(),
  /** How it counts; see functions/months/indicators/indicator.ts. */
  way: z.enum(['sum', 'distinct', 'stock', 'ratio', 'ratio_of_stocks']),
  /** Only for a ratio of stocks that was counted: the month at whose end it was counted, which is a March or a September. */
  asOf: z.optional(z.string()),
  title: textInLanguages,
  /** Its value in the month, then in the financial year and in the whole programme, each up to the month's end. */
  month: value,
  financialYear: value,
  toDate: value,
  /** The target for the financial year; null if none was set. */
  target: z.nullable(z.int()),
  /** What registers from before say was reached by `asOf`, a day or the end of a month; no value includes it. */
  baseline: z.nullable(z.object({ asOf: z.string(), value: z.int(), source: z.string() })),
  breakdowns: z.object({ district: z.nullable(breakdown), ageBand: z.nullable(breakdown) }),
  /** Only for a stock of members' money: how many members hold some of it, but are left out. A number below 11 is withheld, since it would tell of few women. */
  leftOut: z.optional(z.union([z.int(), z.object({ withheld: z.literal('too_few') })])),
});
export type Indicator = z.infer<typeof indicator>;

/** A later publication's change of the value of an earlier month. */
const revision = z.object({ month: z.string(), code: z.string(), was: value, now: value });

export const snapshot = z.object({
  programme: z.object({
    name: z.string(),
    implementer: z.string(),
    forum: z.string(),
    funder: z.string(),
    state: z.string(),
  }),
  month: z.string(),
  /** 1, or more for a correction of the month. */
  version: z.int(),
  /** Why the month was corrected; null for its first version. */
  reason: z.nullable(z.string()),
  /** The instant before which everything counted was recorded. */
  cutoff: z.string(),
  financialYear: z.string(),
  indicators: z.array(indicator),
  /** What the programme writes about the month beside its numbers. */
  narrative: z.nullable(z.object({ en: z.nullable(z.string()), ja: z.nullable(z.string()) })),
  /** Stories in the media, such as newspapers. */
  stories: z.array(
    z.object({
      on: z.string(),
      title: z.nullable(z.string()),
      outlet: z.nullable(z.string()),
      url: z.nullable(z.string()),
    }),
  ),
  revisions: z.array(revision),
  /** Only for a version after a month's first: the values that differ from the version before. */
  changes: z.optional(
    z.array(
      z.object({
        code: z.string(),
        part: z.enum(['month', 'financialYear', 'toDate']),
        was: value,
        now: value,
      }),
    ),
  ),
  /** Only for a version after a month's first: how many lines that can change the month were recorded since the version before, by kind. */
  because: z.optional(
    z.object({
      late: z.int(),
      corrected: z.int(),
      taken_back: z.int(),
      consent: z.int(),
      joined: z.int(),
      moved: z.int(),
    }),
  ),
});
export type Snapshot = z.infer<typeof snapshot>;

/** A month as if it closed now. `programme` is null while nobody has recorded what the programme is called in it. */
export const previewedSnapshot = z.extend(snapshot, { programme: z.nullable(snapshot.shape.programme) });

/** A file of a month; its `size` is in bytes. */
const file = z.object({ name: z.string(), mediaType: z.string(), size: z.int(), sha256: z.string() });
export type PublishedFile = z.infer<typeof file>;

/** Loose: the signature covers fields that this version does not know too, so they must be kept. */
const manifest = z.looseObject({
  publishedAt: z.string(),
  /** The hash of the journal's lines that were counted. */
  journalDigest: z.string(),
  files: z.array(file),
  signature: z.nullable(z.string()),
  publicKey: z.nullable(z.string()),
});
export type Manifest = z.infer<typeof manifest>;

/** The manifest is null until all files of the month exist. */
export const publishedMonth = z.object({ manifest: z.nullable(manifest), snapshot });
export type PublishedMonth = z.infer<typeof publishedMonth>;

export const listedVersion = z.object({
  month: z.string(),
  version: z.int(),
  reason: z.nullable(z.string()),
  publishedAt: z.string(),
});
export type ListedVersion = z.infer<typeof listedVersion>;

/** Identifies a version of a month. */
export type VersionOfMonth = Pick<ListedVersion, 'month' | 'version'>;
