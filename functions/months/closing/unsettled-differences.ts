import * as z from 'zod';
import { dateInIndia } from '../../shared/calendar/calendar.ts';

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
  /** Counted less expected; never 0. */
  readonly differencePaise: number;
  /** Whether the sheet has a count of the box. Without a count, a difference settles nothing: that cash turned up again would be the leader's word alone. */
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
 * Replays what happened to each group's differences: each was recorded, and some were explained.
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
    const found = { ...difference, openPaise: paise, ...(by && { madeUpBy: by }) };
    return [{ ...found, ...(explanation && { explanation }) }];
  });
}

/** A difference whose sheet may be reversed, and corrected by another. */
export type Correctable = CashDifference & {
  /** When its sheet was reversed, in the form of `recordedAt`; undefined if it was not. */
  readonly reversedAt: string | undefined;
  /** Whether the person who recorded the sheet reversed it herself. */
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
 * - a sheet between whose recording and reversal a coordinator explained a difference of the group: she may have read this one too, and a leader alone
 *   must not be able to take it off her list.
 */
export function withoutSlips<Difference extends Correctable>(
  differences: readonly Difference[],
  explanations: Explanations,
): Difference[] {
  const explainedAt = Map.groupBy(
    differences.flatMap(({ id, collectiveId }) => {
      const at = explanations.get(id)?.at;
      return at === undefined ? [] : [{ id, collectiveId, at: Date.parse(at) }];
    }),
    ({ collectiveId }) => collectiveId,
  );
  return differences.filter(({ id, collectiveId, recordedAt, reversedAt, isOwnReversal, corrects }) => {
    if (reversedAt === undefined || corrects !== undefined || !isOwnReversal) return true;
    const [from, to] = [recordedAt, reversedAt].map((instant) => new Date(instant));
    if (from === undefined || to === undefined || dateInIndia(from) !== dateInIndia(to)) return true;
    const ofGroup = explainedAt.get(collectiveId) ?? [];
    // Only the newest explanation of a difference is kept. If this one was explained after the reversal, it may have been explained before it too.
    return ofGroup.some((one) => one.at >= from.getTime() && (one.at <= to.getTime() || one.id === id));
  });
}

/** Whether an explanation holds for a difference. Once the sheet is reversed, only an explanation given after the reversal holds. */
export const isExplainedBy = (
  { reversedAt }: { readonly reversedAt?: string | undefined },
  { at }: { readonly at: string },
): boolean => reversedAt === undefined || Date.parse(at) > Date.parse(reversedAt);

/**
 * The parts of reversed sheets' differences that their corrections no longer show. Such a part settles nothing and nothing settles it: it waits for its
 * explanation.
 * @param differences of all sheets that are listed, in any order
 * @returns the differences of reversed sheets of which a part is not shown any more, in their order. In a chain of corrections, each part is told once.
 */
export function lackedByCorrections<
  Difference extends Correctable,
  Explanation extends { readonly at: string },
>(
  differences: readonly Difference[],
  explanations: ReadonlyMap<string, Explanation>,
): Unsettled<Difference, Explanation>[] {
  const byId = new Map(differences.map((one) => [one.id, one]));
  const correctedById = new Map(differences.map((one) => [one.correctedBy, one]));
  /** The difference of the sheet at the end of a chain of corrections, which is not reversed; 0 if it has none. */
  const standingPaise = ({ correctedBy }: Difference): number => {
    const correction = correctedBy === undefined ? undefined : byId.get(correctedBy);
    if (correction === undefined) return 0;
    return correction.reversedAt !== undefined ? standingPaise(correction) : correction.differencePaise;
  };
  /** The differences of the sheets before this one in its chain of corrections. */
  const earlierPaise = ({ id }: Difference): number[] => {
    const earlier = correctedById.get(id);
    return earlier === undefined ? [] : [earlier.differencePaise, ...earlierPaise(earlier)];
  };
  return differences.flatMap((one): Unsettled<Difference, Explanation>[] => {
    if (one.reversedAt === undefined) return [];
    const sign = Math.sign(one.differencePaise);
    // What other sheets of the chain show of it: only differences of the same sign do.
    const shownPaise = [standingPaise(one), ...earlierPaise(one)].map((paise) => Math.max(0, sign * paise));
    const openPaise = sign * Math.max(0, Math.abs(one.differencePaise) - Math.max(...shownPaise));
    const given = explanations.get(one.id);
    const explanation = given !== undefined && isExplainedBy(one, given) ? given : undefined;
    return openPaise === 0 ? [] : [{ ...one, openPaise, ...(explanation && { explanation }) }];
  });
}

/**
 * Replays the differences of one group into `openPaise` and `madeUpBy`. `open` has the differences that later ones may still settle, from index `oldest`
 * on. They all have one sign, and each leaves once, so that a thousand differences of a group cost no more than a thousand steps.
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
        madeUpBy.set(earlier.id, later);
        leftPaise -= settledPaise;
      }
      if (isClosed || openPaise.get(earlier.id) === 0) oldest += 1;
    }
    openPaise.set(later.id, leftPaise);
    const oldestOpen = open[oldest];
    const hasSignOfOpen =
      oldestOpen === undefined || Math.sign(openPaise.get(oldestOpen.id) ?? 0) === Math.sign(leftPaise);
    // A surplus that nobody counted is never settled by a later difference; nor is one of the opposite sign. They wait for an explanation.
    const mayBeSettled = later.isCounted || leftPaise < 0;
    if (leftPaise !== 0 && hasSignOfOpen && mayBeSettled) open.push(later);
  }
}

const instantOf = ({ recordedAt }: CashDifference): number => Date.parse(recordedAt);

/** The order of recording, and of ids where two were recorded at once. */
export const compareByRecording = (
  a: Pick<CashDifference, 'id' | 'recordedAt'>,
  b: Pick<CashDifference, 'id' | 'recordedAt'>,
): number => Date.parse(a.recordedAt) - Date.parse(b.recordedAt) || (a.id < b.id ? -1 : Number(a.id > b.id));
