import { addDays, addMonthsToDate } from '../../../../functions/shared/calendar/calendar.ts';
import type { Collective } from '../row-kinds.ts';

/** On which days groups meet, for a leader's home screen: pure, on Indian dates (`YYYY-MM-DD`). */

type Frequency = NonNullable<Collective['meetingFrequency']>;

/**
 * The day of one of a group's next meetings, by how often it meets. It is counted from the last meeting: month by month,
 * the 31st would become the 28th for good.
 * @param lastOn the day of the last meeting
 * @param count 1 is the next meeting after the last one, 2 the one after that
 */
export const meetingDayAfter = (lastOn: string, frequency: Frequency, count: number): string => {
  if (frequency === 'monthly') return addMonthsToDate(lastOn, count);
  const daysBetween = frequency === 'weekly' ? 7 : 14;
  return addDays(lastOn, count * daysBetween);
};

/**
 * How a group stands with its meetings. `late`: one was missed, and the next is after today. `never`: no next meeting can
 * be told, since the group has not met or its rhythm is unknown.
 */
export type MeetingState =
  | { readonly state: 'met_today' | 'never' }
  | {
      readonly state: 'today' | 'next' | 'late';
      /** Its next meeting, today or later. */
      readonly on: string;
      /** The first meeting that was due before today; undefined if none was. */
      readonly missedOn?: string;
    };

/**
 * On which day a group meets next, and whether it met today or its meeting is late.
 * @param lastOn its last meeting, sent or not; undefined if there was none
 */
export function meetingStateOf(
  lastOn: string | undefined,
  frequency: Frequency | undefined,
  today: string,
): MeetingState {
  if (lastOn === undefined || frequency === undefined) return { state: 'never' };
  if (lastOn >= today) return { state: 'met_today' };
  const firstDueOn = meetingDayAfter(lastOn, frequency, 1);
  let nextOn = firstDueOn;
  for (let count = 2; nextOn < today; count += 1) nextOn = meetingDayAfter(lastOn, frequency, count);
  const isMissed = firstDueOn < today;
  const days = { on: nextOn, ...(isMissed ? { missedOn: firstDueOn } : {}) };
  if (nextOn === today) return { state: 'today', ...days };
  return { state: isMissed ? 'late' : 'next', ...days };
}

/** The order of the states on the home screen: what she has to do first comes first. */
const rank: Readonly<Record<MeetingState['state'], number>> = {
  today: 0,
  late: 1,
  never: 2,
  next: 3,
  met_today: 4,
};

/**
 * Compares two groups by their meeting days, for the order on the leader's home screen: by state, then the earliest
 * missed or next meeting first.
 */
export const compareMeetings = (a: MeetingState, b: MeetingState): number =>
  rank[a.state] - rank[b.state] || sortDayOf(a).localeCompare(sortDayOf(b));

/** The missed or next meeting's day; empty for groups that met today or never, which keep their order by name. */
const sortDayOf = (meeting: MeetingState): string =>
  'on' in meeting ? (meeting.missedOn ?? meeting.on) : '';
