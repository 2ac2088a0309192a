import type { ItemOf } from '../../api/routes.ts';
import type { MessageKey } from '../text.ts';

export type MemberRequest = ItemOf<'GET /api/requests'>;

/** The text for the status of a member's request. One that was taken back has a text of its own, whatever its status. */
export const statusOf = ({ status, takenBack }: MemberRequest): MessageKey =>
  takenBack === undefined ? `requests.status.${status}` : 'requests.status.takenBack';

/**
 * Whether a member's request is overdue: still open after the day by which it must be answered.
 * @param today Indian date, `YYYY-MM-DD`
 */
export const isOverdue = (
  { status, takenBack, dueOn }: Pick<MemberRequest, 'status' | 'takenBack' | 'dueOn'>,
  today: string,
): boolean => status === 'open' && takenBack === undefined && dueOn < today;
