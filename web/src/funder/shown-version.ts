import type { ListedVersion, Manifest, Snapshot } from '../months/published.ts';
import type { Reports } from '../months/reports.ts';
import type { Address } from './address.ts';
import type { PublishedValues } from './published-values.ts';

/** What every page of the funder gets: one version of a month, with the numbers to show for it. */
export type ShownVersion = {
  readonly address: Address;
  /** The version as it was published. */
  readonly snapshot: Snapshot;
  readonly manifest: Manifest | null;
  /** The numbers of this and other months, as later publications have revised them; if `isAsPublished`, as they were known when the version was published. */
  readonly values: PublishedValues;
  /** Whether the address names a version: then the numbers are shown as they were known when it was published. */
  readonly isAsPublished: boolean;
  /** Whether earlier months are loaded, loading, or failed to load. */
  readonly history: 'loaded' | 'loading' | 'failed';
  /** The newest version of each month, newest month first. */
  readonly months: readonly ListedVersion[];
  /** Every version, latest publication first. */
  readonly versions: readonly ListedVersion[];
  readonly reports: Reports;
  readonly read: (version: Pick<ListedVersion, 'month' | 'version'>) => Promise<Snapshot>;
};
