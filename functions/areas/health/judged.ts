import type { FactName, Facts } from './facts.ts';
import type { HealthRow } from './schema.ts';

/** What a judgement of a fact is made of. */

/** What facts are judged against. */
export type Circumstances = {
  readonly now: Date;
  /** The day of the following month on which a month closes, at 00:00 IST. */
  readonly cutoffDay: number;
  /** The first UTC day with records. */
  readonly recordsFrom: string;
  /** The version deployed; undefined if it could not be read. */
  readonly deployed?: { readonly version: string; readonly since: string | undefined } | undefined;
};

/** A row of the page of health without its name: the state, the reason if it is not fine, and the figures to show. */
export type Judged = Omit<HealthRow, 'code'>;
export type Judge<Name extends FactName> = (fact: Facts[Name], circumstances: Circumstances) => Judged;

export const minuteMs = 60_000;
export const hourMs = 60 * minuteMs;
export const dayMs = 24 * hourMs;

export const fine = (shown: Omit<Judged, 'state'> = {}): Judged => ({ state: 'fine', ...shown });
export const notFine = (
  state: 'look' | 'act',
  reason: NonNullable<HealthRow['reason']>,
  shown: Omit<Judged, 'state' | 'reason'> = {},
): Judged => ({ state, reason, ...shown });

export const ageMs = (at: string, now: Date): number => now.getTime() - Date.parse(at);
