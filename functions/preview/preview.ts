import type { Publication } from '../disclosure/publication-history.ts';
import { startOfDayInIndia } from '../domain/calendar.ts';
import { planCounting } from '../indicators/counting-plan.ts';
import { settledTotals } from '../indicators/fold.ts';
import type { LineSource } from '../indicators/folded-journal.ts';
import type { JournalLine } from '../journal/line.ts';
import { type Recaller, recallJournal, recallSaid } from '../publishing/recall.ts';
import { composeSnapshot, type Snapshot } from '../publishing/snapshot.ts';
import { reviewQuality } from './rules.ts';
import type { Quality } from './schema.ts';

/**
 * A month as if its cutoff were now, with what to look at before it closes. Nothing of it is stored.
 * @param now an instant in UTC with milliseconds
 */
export const previewMonth = async (
  recaller: Recaller,
  registered: readonly Publication[],
  asked: { readonly month: string; readonly now: string; readonly today: string },
): Promise<{ readonly snapshot: Snapshot; readonly quality: Quality }> => {
  const { month, now, today } = asked;
  const { catalogue, gate } = recaller;
  const said = await recallSaid(recaller, registered);

  // What the fold reads of this month is kept for the review; what the sealed state holds of it already is read besides.
  const monthStart = startOfDayInIndia(`${month}-01`).toISOString();
  const lines: JournalLine[] = [];
  let readFrom: string | null = now;
  const readLines: LineSource = async function* (from, to) {
    // It may be read again from its first line: then what was read before is read again.
    readFrom = from;
    lines.length = 0;
    for await (const page of recaller.readLines(from, to)) {
      lines.push(...page.filter(({ recordedAt }) => recordedAt >= monthStart));
      yield page;
    }
  };
  const { state } = await recallJournal({ ...recaller, readLines }, registered, now);
  const earlier: JournalLine[] = [];
  if (readFrom !== null && monthStart < readFrom) {
    for await (const page of recaller.readLines(monthStart, readFrom)) {
      earlier.push(...page);
    }
  }

  const totals = settledTotals(planCounting(catalogue), state);
  const { targets } = state;
  const newest = registered.findLast((publication) => publication.month === month);
  const publication: Publication = {
    ordinal: registered.length + 1,
    month,
    version: (newest?.version ?? 0) + 1,
    cutoff: now,
    reason: null,
  };
  return {
    snapshot: composeSnapshot({ catalogue, totals, targets, said, publication, gate }),
    quality: reviewQuality({ state, lines: [...earlier, ...lines], month, today }),
  };
};
