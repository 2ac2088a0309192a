import { lastDateOf } from '../../shared/calendar/calendar.ts';
import type { JournalLineOf } from '../../shared/journal/line.ts';
import { compareTexts } from '../../shared/text/compare-texts.ts';
import type { ProgrammeLine } from './kept-programme-lines.ts';

/**
 * What a month publishes beside its counts: terms (names), targets, baselines, narrative and stories. It is read from the journal lines that a count keeps
 * (kept-programme-lines.ts), in the journal's order.
 */

type ProgrammeLines = readonly ProgrammeLine[];

/** @param cutoff an instant with milliseconds, like `recordedAt`: the two are compared as text */
const linesBefore = (lines: ProgrammeLines, cutoff: string): ProgrammeLines =>
  lines.filter(({ recordedAt }) => recordedAt < cutoff);

/** The names of the programme, of the organisations behind it, and of its state. */
export type ProgrammeNames = {
  readonly name: string;
  readonly implementer: string;
  readonly forum: string;
  readonly funder: string;
  readonly state: string;
};

/** Only the names, without the further fields that terms have. */
const namesOf = ({ name, implementer, forum, funder, state }: ProgrammeNames): ProgrammeNames => ({
  name,
  implementer,
  forum,
  funder,
  state,
});

/** Compares terms by the month from which they are in force. */
const compareFirstMonths = (a: { readonly from: string }, b: { readonly from: string }): number =>
  compareTexts(a.from, b.from);

/** Names that are in force from a month on, and when they were recorded (an instant with milliseconds). */
export type Terms = ProgrammeNames & { readonly from: string; readonly recordedAt: string };

/**
 * The programme's names in a month. Of the terms in force that were recorded before the month's first cutoff, those count that began last; of terms
 * that began in the same month, those recorded last. If none were recorded in time, the terms recorded first count.
 * @param terms in the order of recording
 * @returns undefined if no terms are in force in the month
 */
export const namesAmong = (
  terms: readonly Terms[],
  month: string,
  firstCutoff: string,
): ProgrammeNames | undefined => {
  const inForce = terms.filter(({ from }) => from <= month);
  const inTime = inForce
    .filter(({ recordedAt }) => recordedAt < firstCutoff)
    // The sort leaves terms of the same month in the order of recording.
    .toSorted(compareFirstMonths)
    .at(-1);
  const found = inTime ?? inForce[0];
  return found === undefined ? undefined : namesOf(found);
};

/** The programme's names in a month, from the journal's lines, as `namesAmong` finds them. */
export const namesIn = (
  lines: ProgrammeLines,
  month: string,
  firstCutoff: string,
): ProgrammeNames | undefined =>
  namesAmong(
    lines.filter((line) => line.type === 'programme_terms_set'),
    month,
    firstCutoff,
  );

/** The programme's targets of a financial year, by indicator, as set last before a month's first cutoff. */
export const targetsAt = (
  lines: ProgrammeLines,
  financialYear: string,
  firstCutoff: string,
): JournalLineOf<'targets_set'>['targets'] =>
  linesBefore(lines, firstCutoff)
    .filter((line) => line.type === 'targets_set')
    .findLast((line) => line.financialYear === financialYear)?.targets ?? {};

type Baselines = JournalLineOf<'baselines_set'>['baselines'];
export type Baseline = Baselines[string];

/** The programme's baselines, by indicator, as set last before a month's first cutoff. */
export const baselinesAt = (lines: ProgrammeLines, firstCutoff: string): Baselines =>
  linesBefore(lines, firstCutoff).findLast((line) => line.type === 'baselines_set')?.baselines ?? {};

/** What the coordinator writes of a month, in English and Japanese. */
export type Narrative = { readonly en: string | null; readonly ja: string | null };

/** The programme's narrative of a month, as written last before the cutoff; null without text in any language. */
export const narrativeAt = (lines: ProgrammeLines, month: string, cutoff: string): Narrative | null => {
  const written = linesBefore(lines, cutoff)
    .filter((line) => line.type === 'narrative_set')
    .findLast((line) => line.month === month);
  return written === undefined || (written.en === null && written.ja === null)
    ? null
    : { en: written.en, ja: written.ja };
};

export type Story = {
  readonly on: string;
  readonly title: string | null;
  readonly outlet: string | null;
  readonly url: string | null;
};

type StoryLine = JournalLineOf<'outreach_recorded'>;

/** By date, then by id. No two stories have the same id. */
const compareStories = (a: StoryLine, b: StoryLine): number => {
  if (a.on !== b.on) return a.on < b.on ? -1 : 1;
  return a.outreachId < b.outreachId ? -1 : 1;
};

type MonthAtCutoff = { readonly month: string; readonly cutoff: string };

/**
 * The stories that a publication lists: dated up to its month's end, recorded before its cutoff and not reversed by then, unless an
 * earlier month's publication has listed them.
 * @param previous all earlier publications
 */
export const storiesOf = (
  lines: ProgrammeLines,
  previous: readonly MonthAtCutoff[],
  publication: MonthAtCutoff,
): Story[] => {
  const reversedAt = new Map(
    lines
      .filter((line) => line.type === 'outreach_reversed')
      .map(({ outreachId, recordedAt }) => [outreachId, recordedAt]),
  );
  const isKnownTo = (
    { outreachId, on, recordedAt }: StoryLine,
    { month, cutoff }: MonthAtCutoff,
  ): boolean => {
    const reversal = reversedAt.get(outreachId);
    const isReversed = reversal !== undefined && reversal < cutoff;
    return on <= lastDateOf(month) && recordedAt < cutoff && !isReversed;
  };
  // A story that an earlier month's publication knew was listed there, or in a month before that.
  const earlierMonths = previous.filter(({ month }) => month < publication.month);
  return lines
    .filter((line) => line.type === 'outreach_recorded')
    .filter((line) => line.kind === 'media_story' && isKnownTo(line, publication))
    .filter((line) => !earlierMonths.some((other) => isKnownTo(line, other)))
    .toSorted(compareStories)
    .map(({ on, title = null, outlet = null, url = null }) => ({ on, title, outlet, url }));
};
