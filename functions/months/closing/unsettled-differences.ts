import * as z from 'zod';
import { dateInIndia } from '../../shared/calendar/calendar.ts';

/**
 * The differences between the counted cash and the books that are not settled. A difference is settled by the reversal of its sheet on the day
 * on which it was recorded, unless a coordinator has explained one of the group's since. Later counted differences of the group the other way make up
 * for the oldest first: cash that turned up again. What is made up for stays until a coordinator confirms it by her explanation. This closes what is
 * left of one, so that later differences are never set against it.
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

/**
 * A difference with what is left of it (`openPaise`, of the same sign, or 0), with the newest difference that made up for some of it, and with its
 * explanation if it has one.
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
 * @returns the differences of which something is left or made up for, those explained among them, in the order of recording
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
  /** When its sheet was reversed, as `recordedAt`; undefined if it stands. */
  readonly reversedAt: string | undefined;
  /** Whether who recorded the sheet reversed it herself. */
  readonly isOwnReversal: boolean;
  /** The id of the sheet that it corrects. */
  readonly corrects: string | undefined;
  /** The id of the sheet that corrects it. */
  readonly correctedBy: string | undefined;
};

type Explanations = ReadonlyMap<string, { readonly at: string }>;

/**
 * The differences without slips of the pen: those of sheets that were reversed on the day on which they were recorded, by who recorded them: what a
 * coordinator counted is no leader's slip. The sheet that corrects another is none, since it may carry that one's difference; nor is one during which a coordinator explained a difference of the group: what she may have read
 * doesn't leave her list by a leader's word alone.
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
    // Only the newest explanation of each is kept: her own may be the second, given after the reversal.
    return ofGroup.some((one) => one.at >= from.getTime() && (one.at <= to.getTime() || one.id === id));
  });
}

/** Whether an explanation holds: what was said of a difference that stood does not hold for its reversal. */
export const isExplainedBy = (
  { reversedAt }: { readonly reversedAt?: string | undefined },
  { at }: { readonly at: string },
): boolean => reversedAt === undefined || Date.parse(at) > Date.parse(reversedAt);

/**
 * What the corrections of reversed sheets lack of their differences. It settles nothing and nothing settles it: it waits for its explanation.
 * @param differences of all sheets that are listed, in any order
 * @returns the reversed ones of which something is lacking, in their order; a second correction tells no part again that the first has told
 */
export function lackedByCorrections<
  Difference extends Correctable,
  Explanation extends { readonly at: string },
>(
  differences: readonly Difference[],
  explanations: ReadonlyMap<string, Explanation>,
): Unsettled<Difference, Explanation>[] {
  const byId = new Map(differences.map((one) => [one.id, one]));
  const correctedByIt = new Map(differences.map((one) => [one.correctedBy, one]));
  /** The difference of the sheet that stands at the end of a chain of corrections; 0 if that has none. */
  const standingPaise = ({ correctedBy }: Difference): number => {
    const correction = correctedBy === undefined ? undefined : byId.get(correctedBy);
    if (correction === undefined) return 0;
    return correction.reversedAt !== undefined ? standingPaise(correction) : correction.differencePaise;
  };
  const earlierPaise = ({ id }: Difference): number[] => {
    const earlier = correctedByIt.get(id);
    return earlier === undefined ? [] : [earlier.differencePaise, ...earlierPaise(earlier)];
  };
  return differences.flatMap((one): Unsettled<Difference, Explanation>[] => {
    if (one.reversedAt === undefined) return [];
    const sign = Math.sign(one.differencePaise);
    const told = [standingPaise(one), ...earlierPaise(one)].map((paise) => Math.max(0, sign * paise));
    const openPaise = sign * Math.max(0, Math.abs(one.differencePaise) - Math.max(...told));
    const given = explanations.get(one.id);
    const explanation = given !== undefined && isExplainedBy(one, given) ? given : undefined;
    return openPaise === 0 ? [] : [{ ...one, openPaise, ...(explanation && { explanation }) }];
  });
}

/**
 * Replays the differences of one group into `openPaise` and `madeUpBy`. Those that later ones may still settle are all of one sign, and each leaves them
 * once, so that a thousand of a group cost no more than a thousand steps.
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
