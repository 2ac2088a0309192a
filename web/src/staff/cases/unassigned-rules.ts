import type { CaseRecord } from '../../api/case-record.ts';

/** Whether a case is urgent, open and unassigned. */
export const isUnassignedUrgent = ({
  priority,
  status,
  assignedTo,
}: Pick<CaseRecord, 'priority' | 'status' | 'assignedTo'>): boolean =>
  priority === 'urgent' && status !== 'closed' && assignedTo === undefined;

/** Whether a case of any priority is open and unassigned. */
export const isUnassigned = ({ status, assignedTo }: Pick<CaseRecord, 'status' | 'assignedTo'>): boolean =>
  assignedTo === undefined && status !== 'closed';
