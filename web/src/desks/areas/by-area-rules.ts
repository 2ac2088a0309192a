/** What the state coordinator sees of each area: who is behind, and what is old. */

type Coordinator = {
  readonly id: string;
  readonly name: string;
  readonly role: string;
  readonly districts: readonly string[];
};
type Group = {
  readonly id: string;
  readonly district: string;
  readonly closedOn?: string | undefined;
  readonly lastMeetingOn?: string | undefined;
};
export type Found = {
  readonly coordinators: readonly Coordinator[];
  readonly groups: readonly Group[];
  readonly differences: readonly { readonly collectiveId: string }[];
  readonly pairs: readonly { readonly collectiveIds: readonly string[] }[];
  /** Cases that nobody took, by the district of the woman. */
  readonly waiting: ReadonlyMap<string, number>;
};

export type AreaRow = {
  /** The coordinator's id; `none` for the groups of districts that are nobody's. */
  readonly id: string;
  readonly name: string | undefined;
  readonly districts: readonly string[];
  readonly groups: number;
  /** Groups without a meeting on or after the first day of the month before. */
  readonly behind: number;
  /** The longest time ago that a group met last; undefined if all that are open never met. */
  readonly oldestMeetingOn: string | undefined;
  readonly waiting: number;
  readonly differences: number;
  /** Pairs whose groups both lie in the area: others are the state coordinator's. */
  readonly pairs: number;
};

/**
 * A row for each area coordinator, and one for what lies in no area, if anything does. A district of two coordinators counts for both.
 * @param since a group that has met on this day (Indian date) or later is not behind
 */
export const rowsByArea = (
  { coordinators, groups, differences, pairs, waiting }: Found,
  since: string,
): AreaRow[] => {
  const areas = coordinators.filter(({ role, districts }) => role === 'coordinator' && districts.length > 0);
  const covered = new Set(areas.flatMap(({ districts }) => districts));
  const open = groups.filter(({ closedOn }) => closedOn === undefined);
  const elsewhere = [
    ...new Set(
      [...open.map(({ district }) => district), ...waiting.keys()].filter((one) => !covered.has(one)),
    ),
  ].toSorted();
  const rowOf = (id: string, name: string | undefined, districts: readonly string[]): AreaRow => {
    const all = new Set(groups.filter(({ district }) => districts.includes(district)).map((one) => one.id));
    const own = open.filter((group) => all.has(group.id));
    return {
      id,
      name,
      districts,
      groups: own.length,
      behind: own.filter(({ lastMeetingOn }) => (lastMeetingOn ?? '') < since).length,
      oldestMeetingOn: own.flatMap(({ lastMeetingOn }) => lastMeetingOn ?? []).toSorted()[0],
      waiting: districts.reduce((sum, district) => sum + (waiting.get(district) ?? 0), 0),
      differences: differences.filter(({ collectiveId }) => all.has(collectiveId)).length,
      pairs: pairs.filter(({ collectiveIds }) => collectiveIds.every((one) => all.has(one))).length,
    };
  };
  return [
    ...areas.map(({ id, name, districts }) => rowOf(id, name, districts)),
    ...(areas.length === 0 || elsewhere.length === 0 ? [] : [rowOf('none', undefined, elsewhere)]),
  ];
};
