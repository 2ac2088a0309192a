import type { ListedVersion, Manifest, Reports, Snapshot } from '../months/published.ts';
import type { Address } from './address.ts';
import type { PublishedValues } from './published-values.ts';

/** What every page gets: one version of a month, and what is known of it by now. */
export type ShownVersion = {
  readonly address: Address;
  readonly snapshot: Snapshot;
  readonly manifest: Manifest | null;
  readonly values: PublishedValues;
  /** Whether a version was chosen: then everything is shown as it was known when that was published. */
  readonly isAsPublished: boolean;
  /** Whether earlier months are loaded, loading, or failed to load. */
  readonly history: 'there' | 'coming' | 'failed';
  /** The newest version of each month, newest month first. */
  readonly months: readonly ListedVersion[];
  /** Every version, latest publication first. */
  readonly versions: readonly ListedVersion[];
  readonly reports: Reports;
  readonly read: (version: Pick<ListedVersion, 'month' | 'version'>) => Promise<Snapshot>;
};
