import type { Breakdown } from '../disclosure/breakdown-cells.ts';
import type { Gate } from '../disclosure/gate.ts';
import type { PublicationHistory, PublishedNumbers } from '../disclosure/publication-history.ts';
import type { BreakdownName } from '../indicators/breakdowns.ts';
import type { Snapshot } from './snapshot.ts';

/** Replaces the cells of each new breakdown that the gate refuses by `withheld`. */
export const passGate = (
  snapshot: Snapshot,
  {
    gate,
    secret,
    history,
    numbers,
  }: {
    readonly gate: Gate;
    readonly secret: string;
    readonly history: PublicationHistory;
    /** The exact numbers of the snapshot. */
    readonly numbers: PublishedNumbers;
  },
): Snapshot => ({
  ...snapshot,
  indicators: snapshot.indicators.map((entry) => {
    const { code, breakdowns } = entry;
    // `shown` has the indicators with new breakdowns. The others repeat breakdowns that passed the gate before.
    const hasNewBreakdowns = numbers.shown[code] !== undefined;
    if (!hasNewBreakdowns) {
      return entry;
    }
    const throughGate = (name: BreakdownName): Breakdown | null => {
      const breakdown = breakdowns[name];
      if (breakdown === null || breakdown.cells === 'withheld') {
        return breakdown;
      }
      const isAllowed = gate({ history, publication: numbers, code, breakdown: name, secret });
      return isAllowed ? breakdown : { ...breakdown, cells: 'withheld' };
    };
    return { ...entry, breakdowns: { district: throughGate('district'), ageBand: throughGate('ageBand') } };
  }),
});
