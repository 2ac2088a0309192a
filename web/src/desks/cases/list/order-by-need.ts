import type { CaseRecord } from '../../../api/case-record.ts';
import { isUnassignedUrgent } from './unassigned-rules.ts';

type Case = Pick<CaseRecord, 'priority' | 'status' | 'assignedTo' | 'openedOn' | 'due'>;

/** Lower ranks come first. */
const ranks = { unassignedUrgent: 0, overdue: 1, due: 2, undated: 3, closed: 4 } as const;

/** The earliest date due in a case, `YYYY-MM-DD`; undefined if none is. */
const nextDateOf = ({ due }: Case): string | undefined => due?.[0]?.on;

const rankOf = (record: Case, today: string): number => {
  if (record.status === 'closed') return ranks.closed;
  if (isUnassignedUrgent(record)) return ranks.unassignedUrgent;
  const nextDate = nextDateOf(record);
  if (nextDate === undefined) return ranks.undated;
  return nextDate < today ? ranks.overdue : ranks.due;
};

/**
 * Compares two cases by need, for the order of the desk's list of cases: first unassigned urgent ones, the oldest first;
 * then those with a date due, the earliest first; then other open ones and at last closed ones, the newest first.
 * @param today Indian date, `YYYY-MM-DD`
 */
export const compareByNeed =
  (today: string) =>
  (a: Case, b: Case): number => {
    const rank = rankOf(a, today);
    const difference = rank - rankOf(b, today);
    if (difference !== 0) return difference;
    switch (rank) {
      case ranks.unassignedUrgent:
        return a.openedOn.localeCompare(b.openedOn);
      case ranks.overdue:
      case ranks.due:
        // Both have a date, or they would have another rank.
        return (nextDateOf(a) ?? '').localeCompare(nextDateOf(b) ?? '');
      default:
        return b.openedOn.localeCompare(a.openedOn);
    }
  };
