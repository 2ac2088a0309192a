import { useQuery } from '@tanstack/preact-query';
import { readHistory, readLater } from '../../months/reports.ts';
import type { ShownVersion } from '../shown-version.ts';
import { type NumberChange, numberChanges } from './number-changes.ts';

/** For `fromMonth`, to read all months: the empty text sorts before every month (`2026-10`). */
const beforeAllMonths = '';

/** Hook: all changes of published numbers; for an address with a version, those that were known with it. */
export function useChanges({ snapshot, isAsPublished, versions, read }: ShownVersion): {
  /** In the order of publication; undefined until they are read. */
  readonly changes: readonly NumberChange[] | undefined;
  readonly hasFailed: boolean;
} {
  const { month, version } = snapshot;
  const { data, isError } = useQuery({
    queryKey: ['changes', month, version, isAsPublished],
    queryFn: async () =>
      numberChanges([
        ...(await readHistory(
          versions,
          { publishedBefore: { month, version }, fromMonth: beforeAllMonths },
          read,
        )),
        snapshot,
        // An address with a version shows what was known then, without later publications.
        ...(isAsPublished ? [] : await readLater(versions, { month, version }, read)),
      ]),
  });
  return { changes: data, hasFailed: isError };
}
