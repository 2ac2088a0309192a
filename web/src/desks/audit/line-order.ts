import type { LineRecord } from './line-records.ts';

/** The order of what the auditor's logs show. Pure. */

/** Lines by the time at which they were made, the latest first. */
export const newestFirst = <Line>(lines: readonly Line[], instantOf: (line: Line) => string): Line[] =>
  lines.toSorted((a, b) => instantOf(b).localeCompare(instantOf(a)));

/** The records of a line; the one that was searched for comes first. */
export const searchedFirst = (
  records: readonly LineRecord[],
  searchedId: string | undefined,
): readonly LineRecord[] => {
  const searched = records.find(({ id }) => id === searchedId);
  return searched === undefined ? records : [searched, ...records.filter((record) => record !== searched)];
};

/** Who made the lines, and how many each: the busiest first. */
export function countByActor(
  lines: readonly { readonly actor: string }[],
): (readonly [actor: string, count: number])[] {
  const counts = new Map<string, number>();
  for (const { actor } of lines) counts.set(actor, (counts.get(actor) ?? 0) + 1);
  return [...counts].toSorted(([, a], [, b]) => b - a);
}
