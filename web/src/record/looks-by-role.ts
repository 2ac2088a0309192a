import { dateInIndia } from '../../../functions/shared/calendar/calendar.ts';
import type { MemberRecord } from './member-record.ts';

/** Groups the readings of a woman's record by the readers' roles, so that she can see who looked. Pure. */

type Reading = MemberRecord['readings'][number];
/**
 * Somebody's reading of her record. `what` is the part that was read; absent if a case alone was read. `inList`: she stood
 * among others in a list.
 */
export type ShownReading = Pick<Reading, 'role' | 'at' | 'inList'> & { readonly what?: Reading['what'] };

/** When and at what people of one role looked. */
export type LooksOfRole = {
  readonly role: Reading['role'];
  /** On how many Indian days somebody of that role looked. */
  readonly dayCount: number;
  /** The last of these days, `YYYY-MM-DD`. */
  readonly lastOn: string;
  /** The parts of her record that were looked at, the latest first; empty where the readings name none. */
  readonly parts: readonly Reading['what'][];
};

/** The roles that saw a woman among others in a list: the one that looked last comes first. @param readings the newest first */
export const rolesOfLists = (readings: readonly ShownReading[]): LooksOfRole['role'][] => [
  ...new Set(readings.filter(({ inList }) => inList === true).map(({ role }) => role)),
];

/** Groups the readings of a woman's own record by role: the role that looked last comes first. @param readings the newest first */
export function looksByRole(readings: readonly ShownReading[]): LooksOfRole[] {
  const readingsOfHerAlone = readings.filter(({ inList }) => inList !== true);
  return [...Map.groupBy(readingsOfHerAlone, ({ role }) => role)].map(([role, readingsByRole]) => {
    const days = new Set(readingsByRole.map(({ at }) => dateInIndia(new Date(at))));
    // Each role has a reading, so that the default never applies.
    const [lastOn = ''] = [...days].toSorted().reverse();
    const parts = new Set(readingsByRole.flatMap(({ what }) => what ?? []));
    return { role, dayCount: days.size, lastOn, parts: [...parts] };
  });
}
