import { dateInIndia } from '../../../functions/domain/calendar.ts';
import type { AnswerOf } from '../api/routes.ts';

/** What is kept of a woman, put in order for her to read: pure. */

export type MemberRecord = AnswerOf<'GET /api/members/{id}/record'>;
export type Consent = MemberRecord['consents'][number];
export type Purpose = Consent['purpose'];
type Reading = MemberRecord['readings'][number];
/** Somebody's reading of her record. `what` is absent if a case alone was read. */
export type ShownReading = Pick<Reading, 'role' | 'at' | 'inList'> & { readonly what?: Reading['what'] };

/** A woman's consent for a purpose: the last that she said; undefined if she was never asked. */
export const consentFor = (consents: readonly Consent[], purpose: Purpose): Consent | undefined =>
  consents.findLast((consent) => consent.purpose === purpose);

export type Looked = {
  readonly role: Reading['role'];
  /** Different Indian days on which somebody of that role looked. */
  readonly days: number;
  /** The last of them, `YYYY-MM-DD`. */
  readonly last: string;
  /** What was looked at, what most lately was first; empty where it is not said. */
  readonly parts: readonly Reading['what'][];
};

/** The roles in whose lists a woman stood among others, who looked last first. @param readings the newest first */
export const rolesOfLists = (readings: readonly ShownReading[]): Looked['role'][] => [
  ...new Set(readings.filter(({ inList }) => inList === true).map(({ role }) => role)),
];

/** Who looked at a woman's record alone, by role, who did last first. @param readings the newest first */
export function lookedByRole(readings: readonly ShownReading[]): Looked[] {
  const atHer = readings.filter(({ inList }) => inList !== true);
  return [...Map.groupBy(atHer, ({ role }) => role)].map(([role, ofRole]) => {
    const days = new Set(ofRole.map(({ at }) => dateInIndia(new Date(at))));
    const [last = ''] = [...days].toSorted().reverse();
    return { role, days: days.size, last, parts: [...new Set(ofRole.flatMap(({ what }) => what ?? []))] };
  });
}
