import { addDays } from '../../../functions/shared/calendar/calendar.ts';
import type { AgendaItem, CaseFile } from '../workspace/row-kinds.ts';

/** What is due in her cases: pure, on Indian dates (`YYYY-MM-DD`). */

/**
 * What is due in her open cases, the earliest first, for the home screen and the list of all. Follow-ups come from the cases on the
 * phone, which include what she has just recorded; everything else comes from the server's agenda.
 */
export const dueItems = (
  files: readonly Pick<CaseFile, 'id' | 'code' | 'status' | 'nextDue'>[],
  agenda: readonly AgendaItem[],
): AgendaItem[] => {
  const followUps = files.flatMap(({ id, code, status, nextDue }): AgendaItem[] =>
    nextDue === undefined || status === 'closed'
      ? []
      : // A case that is not sent yet has no code.
        [{ caseId: id, code: code ?? '', on: nextDue, kind: 'follow_up' }],
  );
  const otherItems = agenda.filter(
    ({ caseId, kind }) =>
      kind !== 'follow_up' && files.some(({ id, status }) => id === caseId && status !== 'closed'),
  );
  return [...followUps, ...otherItems].sort((a, b) => a.on.localeCompare(b.on));
};

/** For what is due on the leader's home screen this week: the last of the seven days that begin today. */
export const endOfWeek = (today: string): string => addDays(today, 6);

/** How much of what is due in her cases is overdue: its day is before today. */
export const countOverdue = (due: readonly Pick<AgendaItem, 'on'>[], today: string): number =>
  due.filter(({ on }) => on < today).length;
