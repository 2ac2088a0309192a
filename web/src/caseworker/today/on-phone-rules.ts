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
  /** How many operations are unsent; the operations that need her (`needHer`) are among them. */
  readonly unsent: number;
  readonly needHer: number;
  readonly hasSent: boolean;
}): OnPhone => {
  const dayOnPhone = (): OnPhone['day'] => {
    if (dateInIndia(new Date(readAt)) !== dateInIndia(new Date(now))) return 'earlier';
    if (!isComplete) return 'partly';
    return casesLeftOut > 0 ? 'most' : 'whole';
  };
  const workOnPhone = (): OnPhone['work'] => {
    if (needHer > 0) return 'needs';
    if (unsent > 0) return 'waiting';
    return hasSent ? 'sent' : 'nothing';
  };
  return { day: dayOnPhone(), work: workOnPhone() };
};
