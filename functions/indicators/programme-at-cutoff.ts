import { lastDateOf } from '../domain/calendar.ts';
import type { JournalLine, JournalLineOf } from '../journal/line.ts';

/**
 * What a month publishes beside its counts: terms (names), targets, baselines, narrative and stories. It is read from a few types of journal
 * lines, which counting keeps unchanged, in the journal's order.
 */

const programmeLineTypes = [
  'programme_terms_set',
  'targets_set',
  'baselines_set',
  'narrative_set',
  'outreach_recorded',
  'outreach_reversed',
] as const;

export type ProgrammeLine = JournalLineOf<(typeof programmeLineTypes)[number]>;

export const isProgrammeLine = (line: JournalLine): line is ProgrammeLine =>
  programmeLineTypes.some((type) => type === line.type);

type Lines = readonly ProgrammeLine[];

/** @param instant with milliseconds */
const recordedBefore = (lines: Lines, instant: string): Lines =>
  lines.filter(({ recordedAt }) => recordedAt < instant);

/** The names of the programme, of the organisations behind it, and of its state. */
export type ProgrammeNames = {
  readonly name: string;
  readonly implementer: string;
  readonly forum: string;
  readonly funder: string;
  readonly state: string;
};

/** The names in force until terms are recorded. */
const firstNames: ProgrammeNames = {
  name: 'Leadership Next',
  implementer: 'HELP',
  forum: 'VIMUKTHI',
  funder: 'Kamonohashi',
  state: 'Andhra Pradesh',
};

/**
 * The programme's names in force in a month, from terms recorded before a cutoff. Of two terms from the same month the
 * later recorded counts.
 */
export const namesIn = (lines: Lines, month: string, instant: string): ProgrammeNames => {
  const terms = recordedBefore(lines, instant)
    .filter((line) => line.type === 'programme_terms_set')
    .filter(({ from }) => from <= month)
    .reduce<JournalLineOf<'programme_terms_set'> | undefined>(
      (newest, next) => (newest === undefined || next.from >= newest.from ? next : newest),
      undefined,
    );
  if (terms === undefined) {
    return firstNames;
  }
  const { name, implementer, forum, funder, state } = terms;
  return { name, implementer, forum, funder, state };
};

/** The programme's targets of a financial year by indicator, as set last before a cutoff. */
export const targetsAt = (
  lines: Lines,
  financialYear: string,
  instant: string,
): JournalLineOf<'targets_set'>['targets'] =>
  recordedBefore(lines, instant)
    .filter((line) => line.type === 'targets_set')
    .findLast((line) => line.financialYear === financialYear)?.targets ?? {};

type Baselines = JournalLineOf<'baselines_set'>['baselines'];
export type Baseline = Baselines[string];

/** The programme's baselines by indicator, as set last before a cutoff. */
export const baselinesAt = (lines: Lines, instant: string): Baselines =>
  recordedBefore(lines, instant).findLast((line) => line.type === 'baselines_set')?.baselines ?? {};

/** What the coordinator writes of a month, in English and Japanese. */
export type Narrative = { readonly en: string | null; readonly ja: string | null };

/** The programme's narrative of a month, as written last before a cutoff. */
export const narrativeAt = (lines: Lines, month: string, instant: string): Narrative | null => {
  const written = recordedBefore(lines, instant)
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

const compareStories = (a: StoryLine, b: StoryLine): number =>
  a.on !== b.on ? (a.on < b.on ? -1 : 1) : a.outreachId < b.outreachId ? -1 : 1;

type MonthAtCutoff = { readonly month: string; readonly cutoff: string };

/**
 * The stories that a publication lists: dated up to its month's end, recorded before its cutoff and not reversed by then, unless an
 * earlier month's publication has listed them.
 * @param before all earlier publications
 */
export const storiesOf = (
  lines: Lines,
  before: readonly MonthAtCutoff[],
  publication: MonthAtCutoff,
): Story[] => {
  const reversedAt = new Map(
    lines.flatMap((line) => (line.type === 'outreach_reversed' ? [[line.outreachId, line.recordedAt]] : [])),
  );
  const isKnown = ({ outreachId, on, recordedAt }: StoryLine, { month, cutoff }: MonthAtCutoff): boolean => {
    const reversed = reversedAt.get(outreachId);
    return on <= lastDateOf(month) && recordedAt < cutoff && (reversed === undefined || reversed >= cutoff);
  };
  // An earlier month's publication listed every story that it knew, or a still earlier month had listed it.
  const earlier = before.filter(({ month }) => month < publication.month);
  return lines
    .filter((line) => line.type === 'outreach_recorded')
    .filter((line) => line.kind === 'media_story' && isKnown(line, publication))
    .filter((line) => !earlier.some((other) => isKnown(line, other)))
    .toSorted(compareStories)
    .map(({ on, title = null, outlet = null, url = null }) => ({ on, title, outlet, url }));
};
