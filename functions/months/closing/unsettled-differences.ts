import * as z from 'zod';
import { dateInIndia } from '../../shared/calendar/calendar.ts';
import { compareTexts } from '../../shared/text/compare-texts.ts';

/**
 * The differences between the counted cash and the books that are not settled.
 * - A difference is settled if its sheet is reversed on the day on which it was recorded (`withoutSlips` in reversed-differences.ts).
 * - A later counted difference of the same group with the opposite sign makes up for earlier ones, the oldest first: cash that turned up again. A
 *   difference that was made up for stays in the list until a coordinator confirms it by her explanation.
 * - An explanation closes what is left of a difference: no later difference is set against it.
 */

/** A sheet's or voucher's difference between the counted cash and the books. */
export type CashDifference = {
  /** The id of the sheet or voucher. */
  readonly id: string;
  readonly collectiveId: string;
  /** When it was recorded, RFC 3339 in UTC with or without milliseconds. */
  readonly recordedAt: string;
  /** Counted less expected. 0 only for a sheet that corrects another: it joins the sheets before and after it in their chain of corrections. */
  readonly differencePaise: number;
  /**
   * Whether the box was counted for this sheet. A sheet without a count has a difference if it corrects one that had: it carries the other's difference
   * on. Such a difference makes up for no earlier one, since only a count shows that cash turned up again.
   */
  readonly isCounted: boolean;
};

/**
 * A difference with what is left of it (`openPaise`, of the same sign, or 0). `madeUpBy` is the newest difference that made up for some of it.
 */
export type Unsettled<Difference extends CashDifference, Explanation> = Difference & {
  readonly openPaise: number;
  readonly madeUpBy?: Difference;
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
  madeUpBy: z
    .object({ id: z.string(), record: z.enum(['meeting', 'voucher']), on: z.string() })
    .optional()
    .describe(
      'The newest sheet or voucher whose counted difference the other way made up for some of it, or, if `openPaise` is 0, for all. A coordinator ' +
        'confirms it by an explanation.',
    ),
  isReversed: z
    .literal(true)
    .optional()
    .describe(
      'The sheet was reversed on a later day than it was recorded, or after an explanation. What a correction of it still has is left out.',
    ),
  reversedAt: z
    .string()
    .optional()
    .describe('With `isReversed`: when (UTC). An explanation before it does not hold for it.'),
});
export type ShownDifference = z.infer<typeof shownDifference>;

/**
 * Says what is left of each difference, by replaying how each group's differences were recorded and explained.
 * @param differences in any order
 * @param explanations by the id of the difference that they explain
 * @returns the differences of which something is left or was made up for, also explained ones, in the order of recording
 */
export function unsettledDifferences<
  Difference extends CashDifference,
  Explanation extends { readonly at: string },
>(
  differences: readonly Difference[],
  explanations: ReadonlyMap<string, Explanation>,
): Unsettled<Difference, Explanation>[] {
  const ordered = differences.toSorted(compareByRecording);
  // Both by the id of the difference.
  const openPaise = new Map<string, number>();
  const madeUpBy = new Map<string, Difference>();
  for (const ofGroup of Map.groupBy(ordered, ({ collectiveId }) => collectiveId).values()) {
    settleInTurn(ofGroup, explanations, { openPaise, madeUpBy });
  }
  return ordered.flatMap((difference): Unsettled<Difference, Explanation>[] => {
    const paise = openPaise.get(difference.id) ?? 0;
    const by = madeUpBy.get(difference.id);
    const explanation = explanations.get(difference.id);
    if (paise === 0 && by === undefined) return [];
    return [
      {
        ...difference,
        openPaise: paise,
        ...(by && { madeUpBy: by }),
        ...(explanation && { explanation }),
      },
    ];
  });
}

/** By the id of the difference that an explanation is about. */
export type Explanations = ReadonlyMap<string, { readonly at: string }>;

/**
 * Whether an explanation holds for a finding. An explanation from before the finding doesn't hold, since it was about something else under the same id: an
 * earlier stop of a case, a visit that was due before, or a sheet that stood and has been taken back since.
 */
export const isExplainedBy = (
  {
    reversedAt,
    recordedAt,
    due,
  }: {
    readonly reversedAt?: string | undefined;
    readonly recordedAt?: string | undefined;
    /** The day on which something was due: it is a finding from the next day on. */
    readonly due?: string | undefined;
  },
  { at }: { readonly at: string },
): boolean => {
  const since = reversedAt ?? recordedAt;
  if (since !== undefined && Date.parse(at) <= Date.parse(since)) return false;
  return due === undefined || dateInIndia(new Date(at)) > due;
};

/**
 * Replays the differences of one group, in the order of recording, and fills `openPaise` and `madeUpBy`. `open` has the differences that later ones may
 * still settle, from index `oldest` on. They all have the same sign. `oldest` only ever rises, so a thousand differences take no more than a thousand
 * steps.
 */
function settleInTurn<Difference extends CashDifference>(
  ofGroup: readonly Difference[],
  explanations: Explanations,
  {
    openPaise,
    madeUpBy,
  }: { readonly openPaise: Map<string, number>; readonly madeUpBy: Map<string, Difference> },
): void {
  const open: Difference[] = [];
  let oldest = 0;
  for (const later of ofGroup) {
    let leftPaise = later.differencePaise;
    // Only a count shows that cash turned up again, so a difference without a count makes up for none.
    while (later.isCounted && leftPaise !== 0) {
      const earlier = open[oldest];
      if (earlier === undefined) break;
      const earlierPaise = openPaise.get(earlier.id) ?? 0;
      if (Math.sign(earlierPaise) === Math.sign(leftPaise)) break;
      const explainedAt = explanations.get(earlier.id)?.at;
      const isClosed = explainedAt !== undefined && Date.parse(explainedAt) <= instantOf(later);
      if (isClosed) {
        oldest += 1;
        continue;
      }
      const settledPaise = Math.sign(leftPaise) * Math.min(Math.abs(earlierPaise), Math.abs(leftPaise));
      openPaise.set(earlier.id, earlierPaise + settledPaise);
      madeUpBy.set(earlier.id, later);
      leftPaise -= settledPaise;
      if (openPaise.get(earlier.id) === 0) oldest += 1;
    }
    openPaise.set(later.id, leftPaise);
    const oldestOpen = open[oldest];
    const hasSignOfOpen =
      oldestOpen === undefined || Math.sign(openPaise.get(oldestOpen.id) ?? 0) === Math.sign(leftPaise);
    // A difference whose sign is not that of the open ones is not added, so no later difference settles it: it waits for its explanation. Nor is a surplus
    // that nobody counted added: otherwise a later shortage, which was counted, would vanish against money that nobody saw.
    const mayBeSettled = later.isCounted || leftPaise < 0;
    if (leftPaise !== 0 && hasSignOfOpen && mayBeSettled) open.push(later);
  }
}

const instantOf = ({ recordedAt }: CashDifference): number => Date.parse(recordedAt);

/** The order of recording; of two recorded at the same instant, the order of ids. */
export const compareByRecording = (
  a: Pick<CashDifference, 'id' | 'recordedAt'>,
  b: Pick<CashDifference, 'id' | 'recordedAt'>,
): number => {
  const milliseconds = Date.parse(a.recordedAt) - Date.parse(b.recordedAt);
  return milliseconds === 0 ? compareTexts(a.id, b.id) : milliseconds;
};
