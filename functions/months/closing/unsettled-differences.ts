import * as z from 'zod';

/**
 * The differences between the counted cash and the books that are not settled. A difference is settled by the reversal of its sheet on the day
 * on which it was recorded, or by later counted differences of the group the other way, which make up for the oldest first: cash that turned up
 * again. A coordinator's explanation closes what is left of one, so that later differences are never set against it.
 */

/** A sheet's or voucher's difference between the counted cash and the books. */
export type CashDifference = {
  /** The id of the sheet or voucher. */
  readonly id: string;
  readonly collectiveId: string;
  /** When it was recorded, RFC 3339 in UTC with or without milliseconds. */
  readonly recordedAt: string;
  /** Counted less expected; never 0. */
  readonly differencePaise: number;
  /** Whether the sheet has a count of the box. What nobody counted settles nothing: that cash turned up again would be her word alone. */
  readonly isCounted: boolean;
};

/** A difference with what is left of it (`openPaise`, of the same sign), and with its explanation if it has one. */
export type Unsettled<Difference extends CashDifference, Explanation> = Difference & {
  readonly openPaise: number;
  readonly explanation?: Explanation;
};

/** An unsettled difference as the API shows it, without the reason, which only its sheet has. */
export const shownDifference = z.object({
  id: z.string(),
  record: z.enum(['meeting', 'voucher']),
  collectiveId: z.string(),
  on: z.string(),
  cashCountedPaise: z.int().optional(),
  cashExpectedPaise: z.int().optional(),
  differencePaise: z.int(),
  openPaise: z.int(),
  isReversed: z
    .literal(true)
    .optional()
    .describe(
      'The sheet was reversed on a later day than it was recorded. What a correction of it still has is left out.',
    ),
});
export type ShownDifference = z.infer<typeof shownDifference>;

/**
 * Replays what happened to each group's differences: each was recorded, and some were explained.
 * @param differences in any order
 * @param explanations by the id of the difference that they explain
 * @returns the differences of which something is left, those explained among them, in the order of recording
 */
export function unsettledDifferences<
  Difference extends CashDifference,
  Explanation extends { readonly at: string },
>(
  differences: readonly Difference[],
  explanations: ReadonlyMap<string, Explanation>,
): Unsettled<Difference, Explanation>[] {
  const ordered = differences.toSorted(compareByRecording);
  const openPaise = new Map<string, number>();
  for (const ofGroup of Map.groupBy(ordered, ({ collectiveId }) => collectiveId).values()) {
    settleInTurn(ofGroup, explanations, openPaise);
  }
  return ordered.flatMap((difference): Unsettled<Difference, Explanation>[] => {
    const paise = openPaise.get(difference.id) ?? 0;
    const explanation = explanations.get(difference.id);
    return paise === 0
      ? []
      : [{ ...difference, openPaise: paise, ...(explanation === undefined ? {} : { explanation }) }];
  });
}

/** A difference whose sheet may be reversed, and corrected by another. */
export type Correctable = CashDifference & {
  readonly isReversed: boolean;
  /** The id of the sheet that corrects it. */
  readonly correctedBy: string | undefined;
};

/**
 * What the corrections of reversed sheets lack of their differences. It settles nothing and nothing settles it: it waits for its explanation.
 * @param differences of all sheets that are listed, in any order
 * @returns the reversed ones of which something is lacking, in their order; a second correction tells no part again that the first has told
 */
export function lackedByCorrections<Difference extends Correctable, Explanation>(
  differences: readonly Difference[],
  explanations: ReadonlyMap<string, Explanation>,
): Unsettled<Difference, Explanation>[] {
  const byId = new Map(differences.map((one) => [one.id, one]));
  const correctedByIt = new Map(differences.map((one) => [one.correctedBy, one]));
  /** The difference of the sheet that stands at the end of a chain of corrections; 0 if that has none. */
  const standingPaise = ({ correctedBy }: Difference): number => {
    const correction = correctedBy === undefined ? undefined : byId.get(correctedBy);
    if (correction === undefined) return 0;
    return correction.isReversed ? standingPaise(correction) : correction.differencePaise;
  };
  const earlierPaise = ({ id }: Difference): number[] => {
    const earlier = correctedByIt.get(id);
    return earlier === undefined ? [] : [earlier.differencePaise, ...earlierPaise(earlier)];
  };
  return differences.flatMap((one): Unsettled<Difference, Explanation>[] => {
    if (!one.isReversed) return [];
    const sign = Math.sign(one.differencePaise);
    const told = [standingPaise(one), ...earlierPaise(one)].map((paise) => Math.max(0, sign * paise));
    const openPaise = sign * Math.max(0, Math.abs(one.differencePaise) - Math.max(...told));
    const explanation = explanations.get(one.id);
    return openPaise === 0
      ? []
      : [{ ...one, openPaise, ...(explanation === undefined ? {} : { explanation }) }];
  });
}

/**
 * Replays the differences of one group into `openPaise`. Those that later ones may still settle are all of one sign, and each leaves them
 * once, so that a thousand of a group cost no more than a thousand steps.
 */
function settleInTurn(
  ofGroup: readonly CashDifference[],
  explanations: ReadonlyMap<string, { readonly at: string }>,
  openPaise: Map<string, number>,
): void {
  const open: CashDifference[] = [];
  let oldest = 0;
  for (const later of ofGroup) {
    let leftPaise = later.differencePaise;
    while (leftPaise !== 0) {
      const earlier = open[oldest];
      if (earlier === undefined) break;
      const earlierPaise = openPaise.get(earlier.id) ?? 0;
      if (Math.sign(earlierPaise) === Math.sign(leftPaise) || !later.isCounted) break;
      const explainedAt = explanations.get(earlier.id)?.at;
      const isClosed = explainedAt !== undefined && Date.parse(explainedAt) <= instantOf(later);
      if (!isClosed) {
        const settledPaise = Math.sign(leftPaise) * Math.min(Math.abs(earlierPaise), Math.abs(leftPaise));
        openPaise.set(earlier.id, earlierPaise + settledPaise);
        leftPaise -= settledPaise;
      }
      if (isClosed || openPaise.get(earlier.id) === 0) oldest += 1;
    }
    openPaise.set(later.id, leftPaise);
    const other = open[oldest];
    const isOfTheirSign =
      other === undefined || Math.sign(openPaise.get(other.id) ?? 0) === Math.sign(leftPaise);
    // What is the other way than those that are open, or a surplus that nobody counted, waits for its explanation.
    const maySettle = later.isCounted || leftPaise < 0;
    if (leftPaise !== 0 && isOfTheirSign && maySettle) open.push(later);
  }
}

const instantOf = ({ recordedAt }: CashDifference): number => Date.parse(recordedAt);

/** The order of recording, and of ids where two were recorded at once. */
export const compareByRecording = (
  a: Pick<CashDifference, 'id' | 'recordedAt'>,
  b: Pick<CashDifference, 'id' | 'recordedAt'>,
): number => Date.parse(a.recordedAt) - Date.parse(b.recordedAt) || (a.id < b.id ? -1 : Number(a.id > b.id));
