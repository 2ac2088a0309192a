import type { CaseRecord } from '../cases/schema.ts';
import type { AgendaItem } from './schema.ts';

/** What is due in her cases, the earliest first. @param today Indian date */
export const agendaOf = (cases: readonly CaseRecord[], today: string): AgendaItem[] =>
  cases
    .flatMap(({ id, code, nextDue }) =>
      nextDue === undefined
        ? []
        : [{ caseId: id, code, on: nextDue, kind: 'follow_up' as const, overdue: nextDue < today }],
    )
    .sort((a, b) => (a.on !== b.on ? (a.on < b.on ? -1 : 1) : a.code < b.code ? -1 : 1));
