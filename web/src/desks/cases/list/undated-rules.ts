import type { CaseRecord } from '../../../api/case-record.ts';

/** Whether a case is urgent and nothing is planned in it, so that no list of dates has it. One that has stopped takes no date. */
export const isUndatedUrgent = ({
  priority,
  status,
  due = [],
  stopped,
}: Pick<CaseRecord, 'priority' | 'status' | 'due' | 'stopped'>): boolean =>
  priority === 'urgent' && status !== 'closed' && due.length === 0 && stopped !== true;

type Danger = Pick<CaseRecord, 'kind' | 'openedOn'>;

/** The order of urgent cases in which nothing is planned: crises first, and of both those open for longest, as on the caseworker's phone. */
export const byDanger = (a: Danger, b: Danger): number =>
  Number(b.kind === 'crisis') - Number(a.kind === 'crisis') || a.openedOn.localeCompare(b.openedOn);
