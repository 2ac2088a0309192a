import type { StoredCaseEvent } from './event-schema.ts';
import type { CaseRecord } from './schema.ts';
import type { WaitingPeriod } from './waiting-period.ts';

/** What is stored with a case so that its next change need not read its timeline. case-state.ts computes it. */

/** A follow-up event. `due` is the day of the follow-up, `moment` the position of the event in the timeline (`momentOf`). */
export type FollowUp = { readonly due: string; readonly moment: string };

/** An application for compensation. */
type Application = {
  readonly id: string;
  /** The day of its stage `filed`; undefined while that is not recorded. */
  readonly filedOn?: string | undefined;
  /** Whether it has reached `awarded`, `rejected` or `paid`. */
  readonly isDecided: boolean;
};

/** A matter before police and courts: the steps with the same `proceedingId`. */
type CourtMatter = {
  readonly id: string;
  /** The day of the earliest first information report (FIR). */
  readonly firstFirOn?: string | undefined;
  /** Whether there is a charge sheet. */
  readonly isCharged: boolean;
  /** The moment of the newest step. */
  readonly newest: string;
  /** The day that the newest step fixes for the next one, if any. */
  readonly nextOn?: string | undefined;
};

/** An event as it is stored, and its moment. */
export type TimelineEvent = { readonly event: StoredCaseEvent; readonly moment: string };

/** What must be known of a timeline to compute the state after one more event, which may have any date. */
export type CaseProgress = {
  /** The moment of the latest `status` event; undefined while there is none. */
  readonly statusMoment?: string | undefined;
  /** The moment of the safety plan that stands, the latest; null if there is none. Undefined, not known, in a case opened before this was kept. */
  readonly planMoment?: string | null | undefined;
  readonly openFollowUps: readonly FollowUp[];
  /**
   * The `done` events that may still settle a follow-up which is recorded late. A `done` event is left out if another one covers it (`covers`): then
   * the other settles everything that it would settle.
   */
  readonly doneFollowUps: readonly FollowUp[];
  readonly applications: readonly Application[];
  readonly matters: readonly CourtMatter[];
};

/** A case, with what its next change needs to know. */
export type CaseWithProgress = {
  readonly record: CaseRecord;
  /** The member's group when the case was opened. */
  readonly openedIn: string;
  readonly progress: CaseProgress;
  /** The latest waiting period; undefined if the case never waited. */
  readonly waiting?: WaitingPeriod | undefined;
};

export const initialProgress: CaseProgress = {
  planMoment: null,
  openFollowUps: [],
  doneFollowUps: [],
  applications: [],
  matters: [],
};

/**
 * The moment of an event: its position in a case's timeline. As a string it sorts by date, then by time of recording, then
 * by id: `2026-10-14#2026-10-15T06:30:00.000Z#<id>`.
 */
export const momentOf = (on: string, recordedAt: string, id: string): string => `${on}#${recordedAt}#${id}`;
