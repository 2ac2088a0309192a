import { isDeepStrictEqual } from 'node:util';
import { openGate } from '../../functions/months/disclosure/gate.ts';
import {
  type PeriodValues,
  type Publication,
  type PublishedNumbers,
  toPublishedNumbers,
} from '../../functions/months/disclosure/publication-history.ts';
import { indicators } from '../../functions/months/indicators/catalogue.ts';
import { monthNumber } from '../../functions/months/indicators/month-numbers.ts';
import type { Totals } from '../../functions/months/indicators/totals.ts';
import { createJournalCounter, type JournalCount } from '../../functions/months/publishing/count-journal.ts';
import { openKeptCounts } from '../../functions/months/publishing/kept-counts.ts';
import { composeSnapshot, type Snapshot } from '../../functions/months/publishing/snapshot.ts';
import { valuesOf } from '../../functions/months/publishing/values-of-totals.ts';
import type { JournalLine } from '../../functions/shared/journal/line.ts';
import { compareLines } from '../../functions/shared/journal/line-order.ts';
import { createJournalSource, writeMonthFiles } from '../../functions/shared/journal/month-files.ts';
import { countLines, journalSourceOf, publicationOf, snapshotOf } from '../publishing/journal-builder.ts';
import { createStoreDouble } from '../publishing/store-double.ts';

/*
 * The engine, as a black box. Only this file calls it.
 */

/**
 * A month as it is known at a cutoff. No breakdown is withheld, and `exact` has every indicator's values, also those that would be of too few
 * women to be published, or of a month in which they are repeated.
 */
export const countMonth = (
  lines: readonly JournalLine[],
  month: string,
  cutoff: string,
): Snapshot & { readonly exact: ReadonlyMap<string, PeriodValues> } => {
  const known = lines.filter(({ recordedAt }) => recordedAt < cutoff).sort(compareLines);
  const { totals } = countLines(known);
  return {
    ...snapshotOf(lines, publicationOf(month, { cutoff })),
    exact: new Map(
      indicators.map((indicator) => [indicator.code, valuesOf(totals, indicator, monthNumber(month))]),
    ),
  };
};

/** Counts up to rising cutoffs, each as a month that closes then: on from the count that was kept at the close before. */
const createKeptCounter = (lines: readonly JournalLine[]) => {
  const files = createStoreDouble();
  const readLines = (from: string | null, to: string) => [
    lines.filter(({ recordedAt }) => recordedAt < to && (from === null || recordedAt >= from)),
  ];
  const alarm = (message: string): never => {
    throw new Error(message);
  };
  const source = createJournalSource({ files, readLines, alarm });
  return async (cutoff: string): Promise<JournalCount> => {
    await writeMonthFiles({ files, readLines }, [cutoff]);
    return createJournalCounter(indicators, source, await openKeptCounts(files, 'this code'))(cutoff);
  };
};

const tellWithoutDocuments = ({ documents: _, ...told }: JournalCount) => told;

/**
 * The snapshots of publications, each made when those before it were out; nothing is withheld.
 * @param lines in the order of the journal
 * @throws Error if a count that goes on from a kept one differs from one of every line
 */
export const publishAll = async (
  lines: readonly JournalLine[],
  publications: readonly Publication[],
): Promise<Snapshot[]> => {
  const countTo = createJournalCounter(indicators, journalSourceOf(lines));
  const countOn = createKeptCounter(lines);
  const history: PublishedNumbers[] = [];
  /** By month: the totals of its newest version. */
  const newest = new Map<string, Totals>();
  const snapshots: Snapshot[] = [];
  for (const publication of publications) {
    const { totals, programme, secret, digest } = await countTo(publication.cutoff);
    const kept = await countOn(publication.cutoff);
    if (!isDeepStrictEqual({ totals, programme, secret, digest }, tellWithoutDocuments(kept))) {
      throw new Error(`A kept count up to ${publication.cutoff} differs.`);
    }
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
