import { dateInIndia } from '../../shared/calendar/calendar.ts';
import {
  type CashDifference,
  type Explanations,
  isExplainedBy,
  type Unsettled,
} from './unsettled-differences.ts';

/** What becomes of the difference of a sheet that was reversed, and perhaps corrected by another sheet. unsettled-differences.ts has the other rules. */

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
  const byId = new Map(differences.map((difference) => [difference.id, difference]));
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
