import {
  type Publication,
  type PublishedNumbers,
  toPublishedNumbers,
} from '../../functions/disclosure/publication-history.ts';
import type { JournalLine } from '../../functions/journal/line.ts';
import type { Snapshot } from '../../functions/publishing/snapshot.ts';
import { publicationOf, snapshotOf } from '../publishing/journal-builder.ts';

/*
 * The engine, as a black box. Only this file calls it.
 */

/** A month as it is known at a cutoff; nothing is withheld. */
export const countMonth = (lines: readonly JournalLine[], month: string, cutoff: string): Snapshot =>
  snapshotOf(lines, publicationOf(month, { cutoff }));

/** The snapshots of publications, each made when those before it were out. */
export const publishAll = (
  lines: readonly JournalLine[],
  publications: readonly Publication[],
): Snapshot[] => {
  const history: PublishedNumbers[] = [];
  return publications.map((publication) => {
    const snapshot = snapshotOf(lines, publication, { history });
    history.push(toPublishedNumbers(publication.ordinal, snapshot));
    return snapshot;
  });
};
