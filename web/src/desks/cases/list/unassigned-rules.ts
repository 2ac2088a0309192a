import type { CaseRecord } from '../../../api/case-record.ts';

/** Whether the desk's lists mark a case as unassigned and urgent: open, of urgent priority, assigned to nobody. One that has stopped can be given to nobody. */
export const isUnassignedUrgent = ({
  priority,
  status,
  assignedTo,
  stopped,
}: Pick<CaseRecord, 'priority' | 'status' | 'assignedTo' | 'stopped'>): boolean =>
  priority === 'urgent' && status !== 'closed' && assignedTo === undefined && stopped !== true;

/** Whether the desk's lists mark a case as unassigned: open, of any priority, assigned to nobody. */
export const isUnassigned = ({ status, assignedTo }: Pick<CaseRecord, 'status' | 'assignedTo'>): boolean =>
  assignedTo === undefined && status !== 'closed';
