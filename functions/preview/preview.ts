import { type Publication, readPublished, type Said } from '../disclosure/publication-history.ts';
import { startOfDayInIndia } from '../domain/calendar.ts';
import type { FileStore } from '../files/file-store.ts';
import type { JournalLine } from '../journal/line.ts';
import { createJournalSource, type JournalDeps } from '../journal/month-files.ts';
import { parseJournalText } from '../journal/text.ts';
import { createJournalCounter } from '../publishing/count-journal.ts';
import type { Press } from '../publishing/finish-publications.ts';
import { readPublishedNumbers } from '../publishing/published-numbers.ts';
import { composeSnapshot, type Snapshot } from '../publishing/snapshot.ts';
import { reviewQuality } from './rules.ts';
import type { Quality } from './schema.ts';

export type PreviewDeps = Pick<Press, 'catalogue' | 'gate' | 'alarm'> & {
  readonly readLines: JournalDeps['readLines'];
  readonly published: Pick<FileStore, 'read'>;
  readonly state: Pick<FileStore, 'read'>;
};

/**
 * A month as if its cutoff were now, with what to look at before it closes. Nothing of it is stored.
 * @param registered all publications in the order of ordinals, from 1 on
 * @param now an instant in UTC with milliseconds
 */
export const previewMonth = async (
  { catalogue, gate, alarm, readLines, published, state }: PreviewDeps,
  registered: readonly Publication[],
  asked: { readonly month: string; readonly now: string; readonly today: string },
): Promise<{ readonly snapshot: Snapshot; readonly quality: Quality }> => {
  const { month, now, today } = asked;
  const readText = createJournalSource({ readLines, files: state, alarm });
  const countTo = createJournalCounter(catalogue, readText);
  const compose = async (publication: Publication, said: Said) => {
    const { totals, programme, secret, documents } = await countTo(publication.cutoff);
    return {
      snapshot: composeSnapshot({ catalogue, totals, programme, said, publication, gate, secret }),
      documents,
    };
  };

  const said = await readPublishedNumbers(published, registered);
  // What is registered and has no snapshot yet is composed as it will be.
  for (const publication of registered.slice(said.length)) {
    const { snapshot } = await compose(publication, said);
    said.push(readPublished(publication.ordinal, snapshot));
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
    said,
  );
  const lines: JournalLine[] = [];
  for await (const text of readText(startOfDayInIndia(`${month}-01`).toISOString(), now)) {
    lines.push(...parseJournalText(text));
  }
  return { snapshot, quality: reviewQuality({ documents, lines, month, today }) };
};
