import { financialYearOf, formatInstant } from '../../shared/calendar/calendar.ts';
import { canonicalJson } from '../../shared/text/canonical-json.ts';
import type { Breakdowns } from '../disclosure/breakdown-cells.ts';
import { disclosurePolicy, type Gate } from '../disclosure/gate.ts';
import type { PublishedPeriod, Revision } from '../disclosure/latest-values.ts';
import { fillNumbers } from '../disclosure/narrative-numbers.ts';
import {
  historyThroughFirstVersion,
  type PeriodValues,
  type Publication,
  type PublicationHistory,
  toPublishedNumbers,
} from '../disclosure/publication-history.ts';
import type { Value } from '../disclosure/value-arithmetic.ts';
import { hashCatalogue } from '../indicators/catalogue.ts';
import type { Causes } from '../indicators/causes.ts';
import type { Indicator } from '../indicators/indicator.ts';
import type { ProgrammeLine } from '../indicators/kept-programme-lines.ts';
import { monthNumber } from '../indicators/month-numbers.ts';
import {
  type Baseline,
  baselinesAt,
  type Narrative,
  namesIn,
  narrativeAt,
  type ProgrammeNames,
  type Story,
  storiesOf,
  targetsAt,
} from '../indicators/programme-at-cutoff.ts';
import type { Totals } from '../indicators/totals.ts';
import { correctionOf, revisionsOf } from './changed-values.ts';
import { breakdownsOf, disclosedValuesOf, leftOutOf } from './indicator-values.ts';
import { passGate } from './pass-gate.ts';

/**
 * Composes a month's snapshot from the totals at its cutoff and the earlier publications. indicator-values.ts and changed-values.ts make its parts. Pure:
 * the same input gives the same bytes, whatever the clock, the locale or the pages in which the journal was read.
 */

export type SnapshotIndicator = Pick<Indicator, 'code' | 'unit' | 'title'> &
  PeriodValues & {
    readonly way: Indicator['counting']['way'];
    /** Only if the indicator is a ratio of stocks that has been counted: the month at whose end it was. */
    readonly asOf?: string;
    /** The target of the financial year, as set last before the month's first cutoff; null if none was set. */
    readonly target: number | null;
    /** A figure from earlier registers, as set last before the month's first cutoff; no value includes it. */
    readonly baseline: Baseline | null;
    readonly breakdowns: Breakdowns;
    /** Only for members' money balances: how many members with a balance are left out because they haven't consented. */
    readonly leftOut?: LeftOut;
  };

/** A number of members; withheld below `fewestTold`. */
export type LeftOut = number | { readonly withheld: 'too_few' };

/** The content of `snapshot.json`. */
export type Snapshot = {
  readonly schema: 'leadership-next/snapshot/1';
  /** Null only in the preview of a month without terms, which waits for them. */
  readonly programme: ProgrammeNames | null;
  readonly month: string;
  readonly version: number;
  readonly reason: string | null;
  readonly cutoff: string;
  readonly financialYear: string;
  /** The hash of the indicators' catalogue. */
  readonly catalogue: string;
  /** The version of the disclosure rules. */
  readonly disclosure: string;
  readonly indicators: readonly SnapshotIndicator[];
  readonly narrative: Narrative | null;
  readonly stories: readonly Story[];
  readonly revisions: readonly Revision[];
} & Partial<Correction>;

/** A value that a correction changed: the version before said `was`. */
export type Change = {
  readonly code: string;
  readonly part: PublishedPeriod;
  readonly was: Value;
  readonly now: Value;
};

/** The fields that every version after a month's first has in addition. */
export type Correction = {
  /** In the order of codes, then month, financial year and to date. An indicator that the version before lacks changed nothing. */
  readonly changes: readonly Change[];
  /** By cause: how many lines that can change the month's numbers were recorded since the version before. */
  readonly because: Causes;
};

/** The bytes of `snapshot.json`. */
export const renderSnapshot = (snapshot: Snapshot): string => `${canonicalJson(snapshot)}\n`;

/** The narrative with the snapshot's own numbers in place of their placeholders. */
const fillNarrative = (
  narrative: Narrative | null,
  entries: readonly SnapshotIndicator[],
): Narrative | null => {
  if (narrative === null) return null;
  const fill = (language: 'en' | 'ja'): string | null => {
    const text = narrative[language];
    return text === null ? null : fillNumbers(text, entries, language);
  };
  return { en: fill('en'), ja: fill('ja') };
};

/**
 * Composes the snapshot of one version of a month, with breakdowns that pass the gate.
 * @throws InternalError for a correction without the version before it
 */
export const composeSnapshot = ({
  catalogue,
  totals,
  totalsBefore,
  programme,
  history,
  publication,
  gate,
  secret,
}: {
  readonly catalogue: readonly Indicator[];
  /** The totals of all lines recorded before the publication's cutoff. */
  readonly totals: Totals;
  /** Only for a correction: the totals at the cutoff of the version before, or what `totalsOfCauses` keeps of them. */
  readonly totalsBefore?: Totals | undefined;
  /** The terms, targets, baselines, narratives and stories among the same lines. */
  readonly programme: readonly ProgrammeLine[];
  /** All publications with a lower ordinal. */
  readonly history: PublicationHistory;
  readonly publication: Publication;
  readonly gate: Gate;
  /** Seeds the lots that the gate draws. It comes from `JournalCount`. */
  readonly secret: string;
}): Snapshot => {
  const { ordinal, month, version, cutoff, reason } = publication;
  const indicators = catalogue.filter(({ since }) => since === undefined || since <= month);
  // The publications up to the month's first version; undefined if this publication is the first version. A correction keeps the targets, baselines and
  // terms of the first version.
  const historyThroughFirst = historyThroughFirstVersion(history, month);
  const isFirstVersion = historyThroughFirst === undefined;
  const financialYear = financialYearOf(month);
  const firstCutoff = historyThroughFirst?.at(-1)?.cutoff ?? cutoff;
  const targets = targetsAt(programme, financialYear, firstCutoff);
  const baselines = baselinesAt(programme, firstCutoff);

  const entries = indicators.map((indicator): SnapshotIndicator => {
    const { code, unit, title, counting } = indicator;
    const values = disclosedValuesOf(totals, indicator, publication, history);
    return {
      code,
      unit,
      way: counting.way,
      title,
      ...values,
      target: targets[code] ?? null,
      baseline: baselines[code] ?? null,
      breakdowns: breakdownsOf(
        totals,
        indicator,
        { month, toDate: values.toDate },
        historyThroughFirst ?? history,
        isFirstVersion,
      ),
      ...leftOutOf(totals, indicator, monthNumber(month)),
    };
  });
  const proposed: Snapshot = {
    schema: 'leadership-next/snapshot/1',
    programme: publication.terms ?? namesIn(programme, month, firstCutoff) ?? null,
    month,
    version,
    reason,
    cutoff: formatInstant(new Date(cutoff)),
    financialYear,
    catalogue: hashCatalogue(catalogue),
    disclosure: disclosurePolicy,
    indicators: entries,
    // Unlike targets, baselines and terms, a correction takes the narrative that was written last before its own cutoff.
    narrative: fillNarrative(narrativeAt(programme, month, cutoff), entries),
    stories: storiesOf(programme, history, publication),
    revisions: revisionsOf(totals, indicators, history, publication),
    ...correctionOf(entries, publication, history, totals, totalsBefore),
  };
  const numbers = toPublishedNumbers(ordinal, proposed);
  return passGate(proposed, { gate, secret, history, numbers });
};
