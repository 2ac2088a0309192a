/** So many records of each person have their place before any further one of hers. */
const shareOfPerson = 10;

/**
 * Records in rounds: ten of each person who recorded some are in the first, `0`, ten more of each in the next. So nobody's invented records stand before all
 * of the others. Up to ten of each person the order stays as it is.
 * @param sorted in the order that they would have without rounds, which stays within each
 * @param personOf whose a record is
 */
export const inRounds = <One>(
  sorted: readonly One[],
  personOf: (one: One) => string,
): { readonly one: One; readonly round: number }[] => {
  const counts = new Map<string, number>();
  return sorted
    .map((one) => {
      const before = counts.get(personOf(one)) ?? 0;
      counts.set(personOf(one), before + 1);
      return { one, round: Math.floor(before / shareOfPerson) };
    })
    .sort((a, b) => a.round - b.round);
};
