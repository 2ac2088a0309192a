import * as z from 'zod';
import { dateInIndia } from '../../shared/calendar/calendar.ts';
import { compareTexts } from '../../shared/text/compare-texts.ts';

/**
 * The differences between the counted cash and the books that are not settled.
 * - A difference is settled if its sheet is reversed on the day on which it was recorded (`withoutSlips`).
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
  /** Counted less expected; 0 only of a sheet that corrects another, which joins the differences before and after it in their chain. */
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

/** A difference whose sheet may be reversed, and corrected by another. */
export type Correctable = CashDifference & {
  /** When its sheet was reversed, in the form of `recordedAt`; undefined if it was not. */
  readonly reversedAt: string | undefined;
  /** Whether it was reversed by the person who recorded it. */
  readonly isOwnReversal: boolean;
  /** The id of the sheet that it corrects. */
  readonly corrects: string | undefined;
  /** The id of the sheet that corrects it. */
  readonly correctedBy: string | undefined;
};

type Explanations = ReadonlyMap<string, { readonly at: string }>;

/**
 * The differences without slips of the pen. A slip is the difference of a sheet that the person who recorded it reversed on the same day. But these are no
 * slips:
 * - a sheet that corrects another, since it may carry the other's difference;
 * - a sheet between whose recording and reversal a coordinator explained any difference of the group: she may have read this one too, and a leader alone
 *   must not be able to take it off the coordinator's list.
 */
export function withoutSlips<Difference extends Correctable>(
  differences: readonly Difference[],
  explanations: Explanations,
): Difference[] {
  const explanationsByGroup = Map.groupBy(
    differences.flatMap(({ id, collectiveId }) => {
      const at = explanations.get(id)?.at;
      return at === undefined ? [] : [{ differenceId: id, collectiveId, atMs: Date.parse(at) }];
    }),
    ({ collectiveId }) => collectiveId,
  );
  return differences.filter(({ id, collectiveId, recordedAt, reversedAt, isOwnReversal, corrects }) => {
    if (reversedAt === undefined || corrects !== undefined || !isOwnReversal) return true;
    const recorded = new Date(recordedAt);
    const reversed = new Date(reversedAt);
    if (dateInIndia(recorded) !== dateInIndia(reversed)) return true;
    return (explanationsByGroup.get(collectiveId) ?? []).some(({ differenceId, atMs }) => {
      if (atMs < recorded.getTime()) return false;
      // Only the newest explanation of a difference is kept. If this difference was explained after the reversal, it may have been explained before the
      // reversal too.
      return atMs <= reversed.getTime() || differenceId === id;
    });
  });
}

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
 * The parts of reversed sheets' differences that their corrections no longer show. Such a part settles nothing and nothing settles it: it waits for its
 * explanation. In a chain of corrections each part is listed once. For example: a sheet lacked ₹100, its correction ₹150, and the correction of that,
 * which stands, lacks ₹30. Then ₹70 of the first and ₹50 of the second are not shown any more; with the ₹30 that makes the ₹150.
 * @param differences of all sheets that have one, in any order
 * @returns the differences of reversed sheets of which a part is not shown any more, in the order given
 */
export function lackedByCorrections<
  Difference extends Correctable,
  Explanation extends { readonly at: string },
>(
  differences: readonly Difference[],
  explanations: ReadonlyMap<string, Explanation>,
): Unsettled<Difference, Explanation>[] {
  const byId = new Map(differences.map((one) => [one.id, one]));
  const find = (id: string | undefined): Difference | undefined =>
    id === undefined ? undefined : byId.get(id);
  /** The difference of the sheet that stands at the end of this one's chain of corrections; 0 if none stands, or it has no difference. */
  const standingPaise = ({ correctedBy }: Difference): number => {
    const correction = find(correctedBy);
    if (correction === undefined) return 0;
    return correction.reversedAt === undefined ? correction.differencePaise : standingPaise(correction);
  };
  /** The differences of the sheets before this one in its chain of corrections. */
  const earlierPaise = ({ corrects }: Difference): number[] => {
    const earlier = find(corrects);
    return earlier === undefined ? [] : [earlier.differencePaise, ...earlierPaise(earlier)];
  };
  return differences.flatMap((difference): Unsettled<Difference, Explanation>[] => {
    if (difference.reversedAt === undefined) return [];
    const sign = Math.sign(difference.differencePaise);
    // How much of the difference the standing sheet, or an earlier one of the chain, shows: 0 or more. A difference of the other sign shows nothing of it.
    const shownPaise = Math.max(
      0,
      ...[standingPaise(difference), ...earlierPaise(difference)].map((paise) => sign * paise),
    );
    const openPaise = sign * Math.max(0, Math.abs(difference.differencePaise) - shownPaise);
    if (openPaise === 0) return [];
    const explanation = explanations.get(difference.id);
    const isExplained = explanation !== undefined && isExplainedBy(difference, explanation);
    return [{ ...difference, openPaise, ...(isExplained && { explanation }) }];
  });
}

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
      if (explainedAt !== undefined && Date.parse(explainedAt) <= instantOf(later)) {
        // The explanation has closed it.
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
    // A difference whose sign is not that of the open ones is not added: nothing settles it, it waits for its explanation. Nor is a surplus that nobody
    // counted: otherwise a later shortage, which was counted, would vanish against money that nobody saw.
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
