import { openGate } from '../../functions/months/disclosure/gate.ts';
import {
  type Publication,
  type PublishedNumbers,
  toPublishedNumbers,
} from '../../functions/months/disclosure/publication-history.ts';
import { indicators } from '../../functions/months/indicators/catalogue.ts';
import type { Totals } from '../../functions/months/indicators/totals.ts';
import { createJournalCounter } from '../../functions/months/publishing/count-journal.ts';
import { composeSnapshot, type Snapshot } from '../../functions/months/publishing/snapshot.ts';
import type { JournalLine } from '../../functions/shared/journal/line.ts';
import { journalSourceOf, publicationOf, snapshotOf } from '../publishing/journal-builder.ts';

/*
 * The engine, as a black box. Only this file calls it.
 */

/** A month as it is known at a cutoff; nothing is withheld. */
export const countMonth = (lines: readonly JournalLine[], month: string, cutoff: string): Snapshot =>
  snapshotOf(lines, publicationOf(month, { cutoff }));

/**
 * The snapshots of publications, each made when those before it were out; nothing is withheld.
 * @param lines in the order of the journal
 */
export const publishAll = async (
  lines: readonly JournalLine[],
  publications: readonly Publication[],
): Promise<Snapshot[]> => {
  const countTo = createJournalCounter(indicators, journalSourceOf(lines));
  const history: PublishedNumbers[] = [];
  /** By month: the totals of its newest version. */
  const newest = new Map<string, Totals>();
  const snapshots: Snapshot[] = [];
  for (const publication of publications) {
    const { totals, programme, secret } = await countTo(publication.cutoff);
    const snapshot = composeSnapshot({
      catalogue: indicators,
      totals,
      totalsBefore: newest.get(publication.month),
      programme,
      history: [...history],
      publication,
      gate: openGate,
      secret,
    });
    newest.set(publication.month, totals);
    history.push(toPublishedNumbers(publication.ordinal, snapshot));
    snapshots.push(snapshot);
  }
  return snapshots;
};
