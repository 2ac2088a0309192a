import { addDays, lastDateOf, monthOf } from '../../../../functions/shared/calendar/calendar.ts';

/** The days of a month by whether they have a digest. */
export type DigestedMonth = {
  /** The number of days of the month. */
  readonly dayCount: number;
  /** The days without a digest that have one after them: nothing was recorded or read on them, or the server would have named their lines. */
  readonly emptyDays: readonly string[];
  /** The days on which nothing was found when their digest was due, but no digest after them says so yet: a line may still be put among them. */
  readonly unsealedDays: readonly string[];
  /** The days that should be sealed by now and are not: whether their lines are complete, nobody can tell. */
  readonly lateDays: readonly string[];
  /** The number of days whose digest is not due yet. */
  readonly pendingCount: number;
};

/**
 * The days of a month without a digest, for the auditor's page of digests. A digest is made for each day that has lines, and seals the days before it that
 * have none.
 * @param month `YYYY-MM`
 * @param digestedDays the days that have a digest, `YYYY-MM-DD`, in order; also of the month after it, if that has begun: no two digests are further apart
 * @param today in India. A digest is made six hours after the end of its UTC day, at 11:30 the next day in India: until
 *   then yesterday's is missing
 * @param sealedUntil the last UTC day whose digest was due and made, if it had lines; undefined before the first run
 */
export function daysWithoutDigest(
  month: string,
  digestedDays: readonly string[],
  today: string,
  sealedUntil: string | undefined,
): DigestedMonth {
  // 31 from `2026-10-31`.
  const dayCount = Number(lastDateOf(month).slice(8));
  const days = Array.from({ length: dayCount }, (_, index) => addDays(`${month}-01`, index));
  const undigestedDays = days.filter((day) => !digestedDays.includes(day));
  const yesterday = addDays(today, -1);
  const newestDigest = digestedDays.at(-1) ?? '';
  const emptyDays = undigestedDays.filter((day) => day < newestDigest);
  const openDays = undigestedDays.filter((day) => day > newestDigest);
  const unsealedDays = openDays.filter((day) => sealedUntil !== undefined && day <= sealedUntil);
  const lateDays = openDays.filter((day) => day < yesterday && !unsealedDays.includes(day));
  const pendingCount = openDays.length - unsealedDays.length - lateDays.length;
  return { dayCount, emptyDays, unsealedDays, lateDays, pendingCount };
}

/** The newest month with a day that must be sealed by now, `YYYY-MM`: yesterday's digest may still be missing. */
export const newestSealedMonth = (today: string): string => monthOf(addDays(today, -2));

/** The instants between which a UTC day of the logs lies, RFC 3339: from 05:30 to 05:30 of the next day in India. */
export const spanOfDay = (day: string): { readonly from: string; readonly to: string } => ({
  from: `${day}T00:00:00.000Z`,
  to: `${addDays(day, 1)}T00:00:00.000Z`,
});

/** The stretches that some UTC days of the logs make, in order: days that follow each other are one. */
export function spansOfDays(days: readonly string[]): ReturnType<typeof spanOfDay>[] {
  const spans: ReturnType<typeof spanOfDay>[] = [];
  for (const span of days.map(spanOfDay)) {
    const last = spans.at(-1);
    if (last?.to === span.from) spans.splice(-1, 1, { from: last.from, to: span.to });
    else spans.push(span);
  }
  return spans;
}
