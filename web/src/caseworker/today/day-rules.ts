import { addDays, daysBetween } from '../../../../functions/shared/calendar/calendar.ts';
import type { AgendaItem } from '../../workspace/row-kinds.ts';
import type { CaseFile } from '../row-kinds.ts';

/** Whom to see, and in which order: pure, on Indian dates (`YYYY-MM-DD`). */

/** A case in her day: the first thing that is due in it. */
export type Visit = {
  readonly file: CaseFile;
  /** Undefined for an urgent case in which nothing is due. */
  readonly due: AgendaItem | undefined;
  /** How many days its date has passed; 0 if it has not. */
  readonly daysLate: number;
};

export type Day = {
  /** Urgent cases: first those of this week in which nothing is due yet, the newest first; then by date, the latest first. */
  readonly urgent: readonly Visit[];
  readonly today: readonly Visit[];
  /** In the six days after today, by date. */
  readonly week: readonly Visit[];
  /** The longest overdue first. */
  readonly overdue: readonly Visit[];
};

const noDate = '9999-12-31';

/** A danger that is new: nobody has planned anything in it yet. */
const isNew = ({ file, due }: Visit, today: string): boolean =>
  due === undefined && file.openedOn > addDays(today, -7);

/**
 * The cases in which something is due by the end of the week, each once, by its first date; and every urgent one.
 * @param files her cases that are not closed
 * @param due what is due in them, the earliest first
 */
export function dayOf(files: readonly CaseFile[], due: readonly AgendaItem[], today: string): Day {
  const visits = files
    .map((file): Visit => {
      const first = due.find(({ caseId }) => caseId === file.id);
      const daysLate = first === undefined || first.on >= today ? 0 : daysBetween(first.on, today);
      return { file, due: first, daysLate };
    })
    .toSorted((a, b) => (a.due?.on ?? noDate).localeCompare(b.due?.on ?? noDate));
  const isUrgent = ({ file }: Visit) => file.priority === 'urgent';
  const others = visits.filter((visit) => !isUrgent(visit));
  const lastDay = addDays(today, 6);
  return {
    urgent: [
      ...visits
        .filter((visit) => isUrgent(visit) && isNew(visit, today))
        .toSorted((a, b) => b.file.id.localeCompare(a.file.id)),
      ...visits.filter((visit) => isUrgent(visit) && !isNew(visit, today)),
    ],
    today: others.filter((visit) => visit.due?.on === today),
    week: others.filter(({ due: item }) => item !== undefined && item.on > today && item.on <= lastDay),
    overdue: others.filter(({ daysLate }) => daysLate > 0),
  };
}
