import type { AgendaItem, AgendaQuery, CaseRecord, Due } from './schema.ts';

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

const isWithin = ({ on }: Due, { from, to }: AgendaQuery): boolean =>
  (from === undefined || from <= on) && (to === undefined || on <= to);

/** Whether a case waits for anything in a range of days. */
export const isOnAgenda = ({ due = [] }: Pick<CaseRecord, 'due'>, range: AgendaQuery): boolean =>
  due.some((one) => isWithin(one, range));

/**
 * What cases wait for in a range of days: by day, then by the case's code, then by kind.
 * @param today Indian date: what lies before it is overdue
 */
export const agendaOf = (
  records: readonly Pick<CaseRecord, 'id' | 'code' | 'due'>[],
  today: string,
  range: AgendaQuery = {},
): AgendaItem[] =>
  records
    .flatMap(({ id, code, due = [] }) =>
      due
        .filter((one) => isWithin(one, range))
        .map(({ on, kind }): AgendaItem => ({ caseId: id, code, on, kind, overdue: on < today })),
    )
    .sort((a, b) => compare(a.on, b.on) || compare(a.code, b.code) || compare(a.kind, b.kind));
