import type { CaseRecord } from '../../api/case-record.ts';

/** Whether a case is urgent and nobody has it. */
export const isWaiting = ({
  priority,
  status,
  assignedTo,
}: Pick<CaseRecord, 'priority' | 'status' | 'assignedTo'>): boolean =>
  priority === 'urgent' && status !== 'closed' && assignedTo === undefined;
