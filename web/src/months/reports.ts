import * as z from 'zod/mini';
import type { Api } from '../api/client.ts';
import {
  type ListedVersion,
  listedVersion,
  type PublishedMonth,
  publishedMonth,
  type Snapshot,
  type VersionOfMonth,
} from './published.ts';

/** Reads published months, and knows no other address of the API. The schemas of what it reads are in published.ts. */

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
