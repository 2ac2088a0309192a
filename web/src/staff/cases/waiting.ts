import type { CaseRecord } from '../../api/case-record.ts';

/** An unassigned urgent case. */
export const isWaiting = ({
  priority,
  status,
  assignedTo,
}: Pick<CaseRecord, 'priority' | 'status' | 'assignedTo'>): boolean =>
  priority === 'urgent' && status !== 'closed' && assignedTo === undefined;
