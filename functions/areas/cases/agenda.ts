import { compareTexts } from '../../shared/text/compare-texts.ts';
import type { AgendaItem, AgendaQuery, CaseRecord, Due } from './schema.ts';

const isWithin = ({ on }: Due, { from, to }: AgendaQuery): boolean =>
  (from === undefined || from <= on) && (to === undefined || on <= to);

/** Whether a case has a due date in the agenda's range of days. */
export const isOnAgenda = ({ due = [] }: Pick<CaseRecord, 'due'>, range: AgendaQuery): boolean =>
  due.some((date) => isWithin(date, range));

/**
 * The agenda: the due dates of cases in a range of days, sorted by day, then by the case's code, then by kind.
 * @param today Indian date; earlier due dates are overdue
 */
export const agendaOf = (
  records: readonly Pick<CaseRecord, 'id' | 'code' | 'due'>[],
  today: string,
  range: AgendaQuery = {},
): AgendaItem[] =>
  records
    .flatMap(({ id, code, due = [] }) =>
      due
        .filter((date) => isWithin(date, range))
        .map(({ on, kind }): AgendaItem => ({ caseId: id, code, on, kind, overdue: on < today })),
    )
    .sort((a, b) => compareTexts(a.on, b.on) || compareTexts(a.code, b.code) || compareTexts(a.kind, b.kind));
