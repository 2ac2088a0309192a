/** How entries are found in the lists of a member's document, and put there. */

/**
 * The number of entries at the beginning of a list for which `holds` is true; it must be false for all entries after them. A binary search, since a
 * list may be long and is searched again and again.
 */
export const lengthUpTo = <T>(list: readonly T[], holds: (entry: T) => boolean): number => {
  let from = 0;
  let to = list.length;
  while (from < to) {
    const middle = (from + to) >>> 1;
    const entry = list[middle];
    if (entry !== undefined && holds(entry)) from = middle + 1;
    else to = middle;
  }
  return from;
};

/** Finds an entry by its id, or adds a new one. */
export const findOrAdd = <T extends { readonly id: string }>(list: T[], id: string, create: () => T): T => {
  const found = list.findLast((entry) => entry.id === id);
  if (found !== undefined) return found;
  const created = create();
  list.push(created);
  return created;
};

/** Inserts an entry into a list in the order of days, after all entries of the same or an earlier day. */
export const insertByDay = <T extends { readonly on: number }>(list: T[], entry: T): void => {
  list.splice(
    lengthUpTo(list, ({ on }) => on <= entry.on),
    0,
    entry,
  );
};
