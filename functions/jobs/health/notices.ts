import type { HealthRow } from '../../areas/health/schema.ts';
import { type HealthReason, healthStates } from '../../areas/health/schema.ts';
import type { Told } from '../../areas/health/stored-look.ts';

/** A row that somebody should see to. */
export type RowToTell = HealthRow & { readonly reason: HealthReason };

export const rowsToTell = (rows: readonly HealthRow[]): RowToTell[] =>
  rows.filter((row): row is RowToTell => row.state !== 'fine' && row.reason !== undefined);

/** What stands is told again after a day, a minute early for a schedule that is. */
const dailyMs = 24 * 3_600_000 - 60_000;

/**
 * Which rows to mail at an instant, and what is then told. News is told at once: a row that is not fine for a reason, or in a state, that was
 * not told within a day. What stands is told once a day, all in one mail. What was told stays told for a day though the row is fine
 * meanwhile, so that what comes and goes doesn't mail each time.
 */
export const planNotice = (
  rows: readonly HealthRow[],
  told: readonly Told[],
  now: Date,
): { readonly mailed: readonly RowToTell[]; readonly told: readonly Told[] } => {
  const remembered = told.filter(({ at }) => now.getTime() - Date.parse(at) < dailyMs);
  const toTell = rowsToTell(rows);
  const isTold = ({ code, reason, state }: RowToTell): boolean =>
    remembered.some(
      (one) =>
        one.code === code &&
        one.reason === reason &&
        healthStates.indexOf(one.state) >= healthStates.indexOf(state),
    );
  if (toTell.every(isTold)) return { mailed: [], told: remembered };
  const at = now.toISOString();
  const newlyTold = toTell.map(({ code, reason, state }): Told => ({ code, reason, state, at }));
  const others = remembered.filter(
    (one) => !newlyTold.some(({ code, reason }) => code === one.code && reason === one.reason),
  );
  return { mailed: toTell, told: [...others, ...newlyTold] };
};
