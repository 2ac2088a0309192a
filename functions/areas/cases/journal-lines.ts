import type { JournalLineOf } from '../../shared/journal/line.ts';
import type { CaseEventInput } from './event-input.ts';
import type { OwnCaseEvent } from './event-rules.ts';
import type { CaseRecord } from './schema.ts';

/** What the journal keeps of a case's event: no text and no amount, because these tell of one member alone. */
export const journaledEvent = (
  event: OwnCaseEvent | Exclude<CaseEventInput, { type: 'taken_back' }>,
): JournalLineOf<'case_event'>['event'] => {
  switch (event.type) {
    case 'service':
      return { type: event.type, service: event.service };
    case 'entitlement':
      return { type: event.type, entitlement: event.entitlement, stage: event.stage };
    case 'compensation':
      return {
        type: event.type,
        applicationId: event.applicationId,
        scheme: event.scheme,
        stage: event.stage,
      };
    case 'proceeding':
      return { type: event.type, proceedingId: event.proceedingId, step: event.step };
    case 'referral':
      return { type: event.type, stage: event.stage };
    case 'follow_up':
      return { type: event.type, due: event.due, done: event.done };
    case 'note':
      return { type: event.type };
    case 'status':
      return { type: event.type, status: event.status, herWord: event.herWord };
    case 'safety_plan':
      return { type: event.type };
  }
};

/**
 * Makes the journal line of a case that was taken or handed over.
 * @param note the note that was added with it, if any
 */
export const assignmentLine = (
  { id: caseId, memberId, kind, priority, openedOn, assignedTo }: CaseRecord,
  note: { readonly id: string } | undefined,
  line: Pick<JournalLineOf<'case_changed'>, 'id' | 'recordedAt' | 'actor'>,
): JournalLineOf<'case_changed'> => ({
  ...line,
  type: 'case_changed',
  caseId,
  memberId,
  kind,
  priority,
  openedOn,
  assignedTo,
  fields: ['assignedTo', ...(note === undefined ? [] : ['note'])],
  noteId: note?.id,
});
