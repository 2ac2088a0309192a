/** So many cases of each person have their place before any further case of hers. */
const shareOfOpener = 10;

/**
 * Cases in rounds: ten of each person who opened some are in the first, `0`, ten more of each in the next. So nobody's invented cases stand before all of
 * the others. Up to ten of each person the order stays as it is.
 * @param sorted in the order that they would have without rounds, which stays within each
 */
export const inRounds = <Case extends { readonly createdBy: string }>(
  sorted: readonly Case[],
): { readonly one: Case; readonly round: number }[] => {
  const counts = new Map<string, number>();
  return sorted
    .map((one) => {
      const before = counts.get(one.createdBy) ?? 0;
      counts.set(one.createdBy, before + 1);
      return { one, round: Math.floor(before / shareOfOpener) };
    })
    .sort((a, b) => a.round - b.round);
};
