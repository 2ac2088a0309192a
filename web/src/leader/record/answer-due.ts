import type { MemberRecord } from '../../record/member-record.ts';

/** The day by which the office must answer that she asked to stop; undefined if no such request waits for an answer. */
export const answerDueOn = ({ requests }: MemberRecord): string | undefined =>
  requests.find(
    ({ kind, status, takenBack }) => kind === 'withdrawal' && status === 'open' && takenBack === undefined,
  )?.dueOn;
