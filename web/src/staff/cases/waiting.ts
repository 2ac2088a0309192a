import type { CaseRecord } from '../../api/case-record.ts';

/** Whether a case is urgent and nobody has it. */
export const isWaiting = ({
  priority,
  status,
  assignedTo,
}: Pick<CaseRecord, 'priority' | 'status' | 'assignedTo'>): boolean =>
  priority === 'urgent' && status !== 'closed' && assignedTo === undefined;

/** An open case of any priority that nobody holds. */
export const isUnheld = ({ status, assignedTo }: Pick<CaseRecord, 'status' | 'assignedTo'>): boolean =>
  assignedTo === undefined && status !== 'closed';
