import type { CaseRecord } from '../../api/case-record.ts';
import { isUnassignedUrgent } from './unassigned-rules.ts';

type Case = Pick<CaseRecord, 'priority' | 'status' | 'assignedTo' | 'openedOn' | 'due'>;

/** How soon a case needs somebody: 0 is at once. */
const rankOf = (one: Case, today: string): number => {
  if (one.status === 'closed') return 4;
  if (isUnassignedUrgent(one)) return 0;
  const next = one.due?.[0]?.on;
  if (next === undefined) return 3;
  return next < today ? 1 : 2;
};

/**
 * The order by need in which the desk lists cases: urgent ones that are unassigned, by opening; what is overdue and
 * then what is due, by its date; other open ones, the newest first; and the closed ones.
 * @param today Indian date
 */
export const byNeed =
  (today: string) =>
  (a: Case, b: Case): number => {
    const rank = rankOf(a, today);
    const difference = rank - rankOf(b, today);
    if (difference !== 0) return difference;
    if (rank === 0) return a.openedOn.localeCompare(b.openedOn);
    return rank < 3
      ? (a.due?.[0]?.on ?? '').localeCompare(b.due?.[0]?.on ?? '')
      : b.openedOn.localeCompare(a.openedOn);
  };
