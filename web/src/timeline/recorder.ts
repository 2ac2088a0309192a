import type { CaseRecord } from '../api/case-record.ts';

/** Who recorded an event, as far as the reader may know: not the names of staff. */
export type Recorder = 'you' | 'assignee' | 'opener' | 'other';

/** The recorder of a case's event: who recorded it, as far as the reader may know. @param me the reader's id */
export const recorderIn =
  ({ assignedTo, createdBy }: Pick<CaseRecord, 'assignedTo' | 'createdBy'>, me: string) =>
  (personId: string): Recorder => {
    if (personId === me) return 'you';
    if (personId === assignedTo) return 'assignee';
    return personId === createdBy ? 'opener' : 'other';
  };
