import { dateInIndia } from '../../../../functions/shared/calendar/calendar.ts';

/** What may be said of her day and of her work on this phone. Pure. */

export type OnPhone = {
  /**
   * `earlier`: nothing was read today. `partly`: something of the day is still to come. `most`: the rest is too much for a phone. `whole`: all that
   * she needs without a network.
   */
  readonly day: 'earlier' | 'partly' | 'most' | 'whole';
  /** `nothing`: nothing was ever sent from this phone, and nothing waits. */
  readonly work: 'needs' | 'waiting' | 'sent' | 'nothing';
};

export const onPhone = ({
  readAt,
  now,
  isComplete,
  casesLeftOut,
  unsent,
  needHer,
  hasSent,
}: {
  /** When everything was read last, in milliseconds since 1970, as `now`. */
  readonly readAt: number;
  readonly now: number;
  /** Whether the phone has all that was read, and the client's own code. */
  readonly isComplete: boolean;
  readonly casesLeftOut: number;
  /** Those that need her are among them. */
  readonly unsent: number;
  readonly needHer: number;
  readonly hasSent: boolean;
}): OnPhone => ({
  day:
    dateInIndia(new Date(readAt)) !== dateInIndia(new Date(now))
      ? 'earlier'
      : !isComplete
        ? 'partly'
        : casesLeftOut > 0
          ? 'most'
          : 'whole',
  work: needHer > 0 ? 'needs' : unsent > 0 ? 'waiting' : hasSent ? 'sent' : 'nothing',
});
