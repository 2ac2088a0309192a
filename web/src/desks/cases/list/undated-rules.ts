import type { CaseRecord } from '../../../api/case-record.ts';

/** Whether a case is urgent and nothing is planned in it, so that no list of dates has it. One that has stopped takes no date. */
export const isUndatedUrgent = ({
  priority,
  status,
  due = [],
  stopped,
}: Pick<CaseRecord, 'priority' | 'status' | 'due' | 'stopped'>): boolean =>
  priority === 'urgent' && status !== 'closed' && due.length === 0 && stopped !== true;
