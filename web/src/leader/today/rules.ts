import { addDays, addMonths, lastDateOf, monthOf } from '../../../../functions/domain/calendar.ts';
import type { AgendaItem, CaseFile, Collective } from '../row-kinds.ts';

/** What a leader has to know today: pure, on Indian dates. */

type Frequency = NonNullable<Collective['meetingFrequency']>;

/** The same day so many months later; the last day where that month is shorter. */
const inMonths = (date: string, count: number): string => {
  const month = addMonths(monthOf(date), count);
  const day = `${month}${date.slice(7)}`;
  return day < lastDateOf(month) ? day : lastDateOf(month);
};

/**
 * For the leader's home screen: when a group meets for the first, second, … time after its last meeting, by how often
 * it meets.
 */
export const meetingOn = (lastOn: string, frequency: Frequency, count: number): string =>
  frequency === 'monthly'
    ? inMonths(lastOn, count)
    : addDays(lastOn, count * (frequency === 'weekly' ? 7 : 14));

export type MeetingState =
  | { readonly state: 'met_today' | 'never' }
  | {
      readonly state: 'today' | 'next' | 'late';
      /** Its next meeting, today or later. */
      readonly on: string;
      /** The first meeting that was due before today. */
      readonly missedOn?: string;
    };

/**
 * When a group meets next, and whether it met today or its meeting is late, for the home screen.
 * @param lastOn its last meeting, sent or not; undefined if there was none
 */
export function meetingStateOf(
  lastOn: string | undefined,
  frequency: Frequency | undefined,
  today: string,
): MeetingState {
  if (lastOn === undefined || frequency === undefined) return { state: 'never' };
  if (lastOn >= today) return { state: 'met_today' };
  const first = meetingOn(lastOn, frequency, 1);
  let on = first;
  for (let count = 2; on < today; count += 1) on = meetingOn(lastOn, frequency, count);
  const missed = first < today ? { missedOn: first } : {};
  if (on === today) return { state: 'today', on, ...missed };
  return { state: first < today ? 'late' : 'next', on, ...missed };
}

/** Tonight's first, then those that are late, each the longest first, then by date; who has met today comes last. */
const rank: Readonly<Record<MeetingState['state'], number>> = {
  today: 0,
  late: 1,
  never: 2,
  next: 3,
  met_today: 4,
};

const byDate = (a: { readonly on: string }, b: { readonly on: string }): number => a.on.localeCompare(b.on);

/** The order of groups on the leader's home screen, by their next meetings. */
export const byMeeting = (a: MeetingState, b: MeetingState): number =>
  rank[a.state] - rank[b.state] || dayOf(a).localeCompare(dayOf(b));

const dayOf = (meeting: MeetingState): string => ('on' in meeting ? (meeting.missedOn ?? meeting.on) : '');

/**
 * For the leader's home screen: what is due in her cases, the earliest first. Follow-ups are those of the cases on
 * the phone, which know what she has just recorded; everything else is from the server.
 */
export const dueItems = (
  files: readonly Pick<CaseFile, 'id' | 'code' | 'status' | 'nextDue'>[],
  agenda: readonly AgendaItem[],
): AgendaItem[] => {
  const followUps = files.flatMap(({ id, code, status, nextDue }): AgendaItem[] =>
    nextDue === undefined || status === 'closed'
      ? []
      : [{ caseId: id, code: code ?? '', on: nextDue, kind: 'follow_up' }],
  );
  const others = agenda.filter(
    ({ caseId, kind }) =>
      kind !== 'follow_up' && files.some(({ id, status }) => id === caseId && status !== 'closed'),
  );
  return [...followUps, ...others].sort(byDate);
};

/** For the leader's home screen: the last day of the seven that begin today, for what is due. */
export const endOfWeek = (today: string): string => addDays(today, 6);

/** For the leader's home screen: how much of what is due should have been done before today. */
export const countOverdue = (due: readonly Pick<AgendaItem, 'on'>[], today: string): number =>
  due.filter(({ on }) => on < today).length;
