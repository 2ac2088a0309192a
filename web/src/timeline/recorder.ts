import type { CaseRecord } from '../api/case-record.ts';

/** Who recorded an event, by relation to the case: readers do not learn the names of staff. */
export type Recorder = 'you' | 'assignee' | 'opener' | 'other';

/** Makes the function that gives the recorder of a case's events, by relation to the case. @param me the reader's id */
export const recorderIn =
  ({ assignedTo, createdBy }: Pick<CaseRecord, 'assignedTo' | 'createdBy'>, me: string) =>
  (personId: string): Recorder => {
    if (personId === me) return 'you';
    if (personId === assignedTo) return 'assignee';
    return personId === createdBy ? 'opener' : 'other';
  };
