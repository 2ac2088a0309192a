import * as z from 'zod/mini';
import type { Value } from '../../../functions/months/disclosure/value-arithmetic.ts';
import type { Api } from '../api/client.ts';

/** Reads published files. This module knows no URL except those of published months. */

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
const publishedMonth = z.object({ manifest: z.nullable(manifest), snapshot });
export type PublishedMonth = z.infer<typeof publishedMonth>;

const listedVersion = z.object({
  month: z.string(),
  version: z.int(),
  reason: z.nullable(z.string()),
  publishedAt: z.string(),
});
export type ListedVersion = z.infer<typeof listedVersion>;

/** Identifies a version of a month. */
export type VersionOfMonth = Pick<ListedVersion, 'month' | 'version'>;

const page = z.object({ items: z.array(listedVersion), cursor: z.optional(z.string()) });

/** Reads published months. */
export type Reports = {
  /** Every version of every month, latest publication first. */
  list(): Promise<ListedVersion[]>;
  /** A version of a month. */
  read(month: string, version: number): Promise<PublishedMonth>;
  /** The bytes of a file of a month. */
  download(month: string, version: number, name: string): Promise<Blob>;
};

/** Makes the readers of published months, from the API. */
export function createReports(api: Api): Reports {
  return {
    async list() {
      const versions: ListedVersion[] = [];
      let cursor: string | undefined;
      do {
        const query = new URLSearchParams({
          versions: 'all',
          limit: '100',
          ...(cursor === undefined ? {} : { cursor }),
        });
        const nextPage = await api.call(page, { path: `/api/snapshots?${query}` });
        versions.push(...nextPage.items);
        cursor = nextPage.cursor;
      } while (cursor !== undefined);
      return versions;
    },
    read: (month, version) =>
      api.call(publishedMonth, { path: `/api/snapshots/${month}/versions/${version}` }),
    async download(month, version, name) {
      const response = await api.send({ path: `/api/snapshots/${month}/files/${name}?version=${version}` });
      if (!response.ok) throw new Error(`The file answered ${response.status}.`);
      return response.blob();
    },
  };
}

/**
 * For pages of published months in the browser: the newest version of each month, newest month first.
 * @param versions latest publication first: so the first of each month is its newest
 */
export const newestVersions = (versions: readonly ListedVersion[]): ListedVersion[] =>
  versions
    .filter(({ month }, index) => versions.findIndex((version) => version.month === month) === index)
    .sort((a, b) => (a.month < b.month ? 1 : -1));

/** How many versions are read at the same time. */
const readAtOnce = 4;

/**
 * Reads, for a page in the browser, the months published before a version (undefined: until now), which show what was
 * known then.
 * @param versions latest publication first
 * @param fromMonth the first month that is read
 * @param read reads a version's snapshot
 * @returns in the order of publication
 */
export async function readHistory(
  versions: readonly ListedVersion[],
  {
    publishedBefore,
    fromMonth,
  }: { readonly publishedBefore: VersionOfMonth | undefined; readonly fromMonth: string },
  read: (version: VersionOfMonth) => Promise<Snapshot>,
): Promise<Snapshot[]> {
  const place = publishedBefore && placeOf(versions, publishedBefore);
  const earlier = place === undefined ? versions : versions.slice(place + 1);
  return readInOrder(
    earlier.filter(({ month }) => month >= fromMonth),
    read,
  );
}

/**
 * Reads, for a page in the browser, the months published since a version, which may revise what it says.
 * @param versions latest publication first
 * @returns in the order of publication
 */
export function readLater(
  versions: readonly ListedVersion[],
  after: VersionOfMonth,
  read: (version: VersionOfMonth) => Promise<Snapshot>,
): Promise<Snapshot[]> {
  // A version that is not in the list has none after it.
  return readInOrder(versions.slice(0, placeOf(versions, after) ?? 0), read);
}

/** Where a version stands in a list; undefined if it isn't there. */
function placeOf(versions: readonly VersionOfMonth[], wanted: VersionOfMonth): number | undefined {
  const place = versions.findIndex(
    ({ month, version }) => month === wanted.month && version === wanted.version,
  );
  return place === -1 ? undefined : place;
}

/** @param versions latest publication first @returns in the order of publication */
async function readInOrder(
  versions: readonly VersionOfMonth[],
  read: (version: VersionOfMonth) => Promise<Snapshot>,
): Promise<Snapshot[]> {
  const snapshots: Snapshot[] = [];
  for (let start = 0; start < versions.length; start += readAtOnce) {
    snapshots.push(...(await Promise.all(versions.slice(start, start + readAtOnce).map(read))));
  }
  return snapshots.toReversed();
}
