import type { CaseRecord } from '../api/case-record.ts';

/** Who recorded something, as far as its reader may know: names of staff are not hers to read. */
export type Teller = 'you' | 'assignee' | 'opener' | 'other';

/** @param me the id of who reads */
export const tellerIn =
  ({ assignedTo, createdBy }: Pick<CaseRecord, 'assignedTo' | 'createdBy'>, me: string) =>
  (personId: string): Teller => {
    if (personId === me) return 'you';
    if (personId === assignedTo) return 'assignee';
    return personId === createdBy ? 'opener' : 'other';
  };
