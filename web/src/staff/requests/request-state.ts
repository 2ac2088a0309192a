import type { ItemOf } from '../../api/routes.ts';
import type { MessageKey } from '../text.ts';

export type MemberRequest = ItemOf<'GET /api/requests'>;

export const statusOf = ({ status, takenBack }: MemberRequest): MessageKey =>
  takenBack === undefined ? `requests.status.${status}` : 'requests.status.takenBack';

/** Whether a woman's request is overdue: its day to be answered has passed. @param today the Indian date */
export const isOverdue = ({ status, takenBack, dueOn }: MemberRequest, today: string): boolean =>
  status === 'open' && takenBack === undefined && dueOn < today;
