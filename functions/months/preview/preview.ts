import { startOfDayInIndia } from '../../shared/calendar/calendar.ts';
import type { FileStore } from '../../shared/files/file-store.ts';
import { parseJournalText } from '../../shared/journal/journal-text.ts';
import { createJournalSource, type JournalDeps } from '../../shared/journal/month-files.ts';
import type { CashDifferences } from '../closing/cash-differences.ts';
import { showDifference } from '../closing/cash-differences.ts';
import {
  type Publication,
  type PublicationHistory,
  toPublishedNumbers,
} from '../disclosure/publication-history.ts';
import { totalsOfCauses } from '../indicators/causes.ts';
import { createJournalCounter } from '../publishing/count-journal.ts';
import { openKeptCounts } from '../publishing/kept-counts.ts';
import { openKeptHistory } from '../publishing/kept-history.ts';
import { readPublishedNumbers } from '../publishing/read-history.ts';
import { composeSnapshot, type Snapshot } from '../publishing/snapshot.ts';
import { versionBefore } from '../publishing/snapshots-of-counts.ts';
import type { SnapshotDeps } from '../publishing/write-snapshots.ts';
import { type FoundQuality, findQuality, type ReviewedMonth, reviewQuality } from './findings.ts';
import { collectRecords } from './month-records.ts';
import type { Quality } from './schema.ts';

type Asked = { readonly month: string; readonly now: string; readonly today: string };

export type PreviewDeps = Pick<SnapshotDeps, 'catalogue' | 'gate' | 'alarm' | 'countingCode'> & {
  readonly readLines: JournalDeps['readLines'];
  readonly published: Pick<FileStore, 'read'>;
  readonly state: Pick<FileStore, 'read'>;
  readonly cashDifferences: Pick<CashDifferences, 'listUnsettled'>;
};

/**
 * The preview of a month: its snapshot as if its cutoff were now, and the findings to check before it closes. It stores nothing.
 * @param registered all publications in the order of ordinals, from 1 on
 * @param asked.now RFC 3339 in UTC with milliseconds
 * @param asked.today the Indian date (`YYYY-MM-DD`)
 */
export const previewMonth = async (
  { catalogue, gate, alarm, readLines, published, state, countingCode, cashDifferences }: PreviewDeps,
  registered: readonly Publication[],
  asked: Asked,
): Promise<{ readonly snapshot: Snapshot; readonly quality: Quality }> => {
  const { month, now } = asked;
  const readText = createJournalSource({ readLines, files: state, alarm });
  // A preview may not write: it keeps no count.
  const kept =
    countingCode === undefined ? undefined : await openKeptCounts({ read: state.read }, countingCode);
  const countTo = createJournalCounter(catalogue, readText, kept);
  const compose = async (publication: Publication, history: PublicationHistory) => {
    const before = versionBefore(registered, publication);
    const totalsBefore =
      before === undefined ? undefined : totalsOfCauses((await countTo(before.cutoff)).totals);
    const { totals, programme, secret, documents } = await countTo(publication.cutoff);
    return {
      snapshot: composeSnapshot({
        catalogue,
        totals,
        totalsBefore,
        programme,
        history,
        publication,
        gate,
        secret,
      }),
      documents,
    };
  };

  const keptHistory =
    countingCode === undefined ? undefined : openKeptHistory({ read: state.read }, countingCode);
  const history = await readPublishedNumbers(published, registered, keptHistory);
  // A registered publication without a snapshot gets the one that its compile will write.
  for (const publication of registered.slice(history.length)) {
    const { snapshot } = await compose(publication, history);
    history.push(toPublishedNumbers(publication.ordinal, snapshot));
  }

  const newest = registered.findLast((publication) => publication.month === month);
  const { snapshot, documents } = await compose(
    {
      ordinal: registered.length + 1,
      month,
      version: (newest?.version ?? 0) + 1,
      cutoff: now,
      reason: null,
    },
    history,
  );
  const reviewed = await readReviewed({ readText, cashDifferences }, documents, asked);
  return { snapshot, quality: reviewQuality(reviewed) };
};

/** What the review of a month reads beside the count. */
const readReviewed = async (
  {
    readText,
    cashDifferences,
  }: Pick<PreviewDeps, 'cashDifferences'> & {
    readonly readText: ReturnType<typeof createJournalSource>;
  },
  documents: ReviewedMonth['documents'],
  { month, now, today }: Asked,
): Promise<ReviewedMonth> => {
  const records = collectRecords(documents);
  for await (const text of readText(startOfDayInIndia(`${month}-01`).toISOString(), now)) {
    for (const line of parseJournalText(text)) records.add(line);
  }
  const differences = (await cashDifferences.listUnsettled()).map(showDifference);
  return { documents, records: records.finish(), cashDifferences: differences, month, today };
};

/** The findings of a month as of now, in lists without a limit, with the documents of the count. It composes no snapshot. */
export const findMonth = async (
  { catalogue, alarm, readLines, state, countingCode, cashDifferences }: PreviewDeps,
  asked: Asked,
): Promise<{ readonly found: FoundQuality; readonly documents: ReviewedMonth['documents'] }> => {
  const readText = createJournalSource({ readLines, files: state, alarm });
  const kept =
    countingCode === undefined ? undefined : await openKeptCounts({ read: state.read }, countingCode);
  const { documents } = await createJournalCounter(catalogue, readText, kept)(asked.now);
  return {
    found: findQuality(await readReviewed({ readText, cashDifferences }, documents, asked)),
    documents,
  };
};
