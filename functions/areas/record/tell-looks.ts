import type { StoredLook } from '../../shared/journal/look.ts';
import type { ReadPart } from '../../shared/journal/read-parts.ts';
import { decodeShown, idsOfList } from '../../shared/journal/shown.ts';
import type { Reading } from './schema.ts';

/**
 * Chooses what the record's reader is told of the looks at lists. readings.ts chooses among the openings; shared/journal/read-parts.ts says which part of her
 * data a list or an opening shows.
 */

/** The member's cases and requests of which the reader of her record may know. */
export type KnownRecords = {
  readonly cases: ReadonlySet<string>;
  readonly requests: ReadonlySet<string>;
};

/** Whether the record's reader may know of a reading. The reading of a case or request of which the reader does not know would reveal that it exists. */
export const mayKnow = (what: ReadPart, subjects: readonly string[], known: KnownRecords): boolean => {
  switch (what) {
    case 'case':
      return subjects.some((id) => known.cases.has(id));
    case 'request':
      return subjects.some((id) => known.requests.has(id));
    default:
      return true;
  }
};

/** The lists of a look that showed one of these ids: bit n is set for the nth list. */
const listsShowing = (memberIds: readonly string[], shown: ReturnType<typeof decodeShown>): number => {
  let lists = 0;
  for (const { ids } of shown) {
    for (const id of memberIds) lists |= ids.get(id) ?? 0;
  }
  return lists;
};

/**
 * What is told of the looks at lists in which a member stood: one reading for each month, role and part, at the time of the last day's look. All are told,
 * however many there are, so that nobody can bury one under others.
 */
export const tellLooks = (
  looks: readonly StoredLook[],
  memberIds: readonly string[],
  known: KnownRecords,
): Reading[] => {
  /** For each month, role and part: the reading, and the latest instant of each day on which it was read. */
  const found = new Map<string, { reading: Omit<Reading, 'at' | 'days'>; days: Map<string, string> }>();
  for (const look of looks) {
    const shown = decodeShown(look.shown);
    const lists = listsShowing(memberIds, shown);
    if (lists === 0) continue;
    for (const [list, what] of look.what.entries()) {
      const showedHer = (lists & (1 << list)) !== 0;
      if (!showedHer || what === null) continue;
      if (!mayKnow(what, idsOfList(shown, list), known)) continue;
      const key = `${look.month} ${look.role} ${what}`;
      const { days } = found.get(key) ?? { days: new Map<string, string>() };
      found.set(key, { reading: { role: look.role, what, inList: true }, days });
      for (const [day, at] of look.days) if (at > (days.get(day) ?? '')) days.set(day, at);
    }
  }
  return [...found.values()].flatMap(({ reading, days }): Reading[] => {
    const at = [...days.values()].toSorted().at(-1);
    return at === undefined ? [] : [{ ...reading, at, days: days.size }];
  });
};
