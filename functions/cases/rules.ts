import type { Caller } from '../domain/caller.ts';
import { AppError, forbidden, notFound, outOfReach, refused } from '../domain/errors.ts';
import type { Reach, Role } from '../domain/roles.ts';
import type { JournalLineOf } from '../journal/line.ts';
import type { CaseProgress } from './case-state.ts';
import { isOverdue } from './due-dates.ts';
import type { CaseEventInput } from './event-input.ts';
import type { StoredCaseEvent } from './event-schema.ts';
import type { CaseChange, CaseQuery, CaseRecord } from './schema.ts';
import { isWaiting, type Waiting } from './waiting-period.ts';

/** The fields of a member that decide who may open a case for her. */
export type MemberScope = { readonly collectiveId: string; readonly district: string };

/**
 * The fields of a case that decide who may see it. `collectiveId` is the member's present collective, if a
 * leader asks.
 */
export type CaseScope = {
  readonly createdBy: string;
  readonly assignedTo?: string | undefined;
  readonly collectiveId?: string | undefined;
};

/**
 * Whether a case is within the caller's reach. A leader's are those that she opened and whose member is still in
 * one of her collectives; a caseworker's are those assigned to her.
 */
export const mayReach = (scope: CaseScope, caller: Caller, reach: Reach): boolean => {
  switch (reach) {
    case 'all':
      return true;
    case 'own':
      return (
        scope.createdBy === caller.personId &&
        scope.collectiveId !== undefined &&
        caller.collectives.includes(scope.collectiveId)
      );
    case 'assigned':
      return scope.assignedTo === caller.personId;
    case 'district':
      return false;
  }
};

/** Whether the caller may open a case for a member. An unknown member is treated like one out of reach. */
export const mayOpenFor = (member: MemberScope | undefined, caller: Caller, reach: Reach): boolean => {
  switch (reach) {
    case 'all':
      return true;
    case 'own':
      return member !== undefined && caller.collectives.includes(member.collectiveId);
    case 'assigned':
    case 'district':
      return member !== undefined && caller.districts.includes(member.district);
  }
};

/**
 * Whether the caller may make an assignment. The coordinator may hand any case over. A caseworker may take a
 * case that she opens and release one that she has. A leader may name somebody for an unassigned case. Nobody
 * else may release a case.
 * @returns the error, or undefined
 */
export const validateAssignment = (
  caller: Caller,
  reach: Reach,
  assigned: { readonly before: string | undefined; readonly after: string | undefined },
): AppError | undefined => {
  if (reach === 'all' || assigned.before === assigned.after) {
    return undefined;
  }
  const isAllowed =
    reach === 'own'
      ? assigned.before === undefined
      : assigned.after === undefined
        ? assigned.before === caller.personId
        : assigned.before === undefined && assigned.after === caller.personId;
  return isAllowed ? undefined : outOfReach('assignedTo');
};

/** The roles that the caller may assign: a leader only caseworkers, the others coordinators too. */
export const assigneeRolesOf = (reach: Reach): readonly Role[] =>
  reach === 'own' ? ['caseworker'] : ['caseworker', 'coordinator'];

/** An event about the case itself, not about another event. */
export type OwnCaseEvent = Exclude<StoredCaseEvent, { type: 'taken_back' }>;

/** The journal's facts of an event: no text, and no amount, which would be hers alone. */
export const factOf = (
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
      return { type: event.type, status: event.status };
  }
};

/** Whether a case matches the filters of a list. */
export const matches = (
  record: CaseRecord,
  { status, kind, code, overdue }: Pick<CaseQuery, 'status' | 'kind' | 'code' | 'overdue'>,
  today: string,
): boolean =>
  (status === undefined || record.status === status) &&
  (kind === undefined || record.kind === kind) &&
  (code === undefined || record.code === code.toUpperCase()) &&
  (overdue === undefined || String(isOverdue(record, today)) === overdue);

/**
 * The case after a change, and the names of the changed fields (with `note` if one is sent); empty if nothing
 * changes.
 * @param at the time of the change, RFC 3339
 */
export const applyChange = (
  current: CaseRecord,
  change: CaseChange,
  at: string,
): { readonly changed: CaseRecord; readonly fields: string[] } => {
  const after = {
    kind: change.kind ?? current.kind,
    priority: change.priority ?? current.priority,
    assignedTo: change.assignedTo === undefined ? current.assignedTo : (change.assignedTo ?? undefined),
  };
  const fields = (['kind', 'priority', 'assignedTo'] as const).filter(
    (field) => after[field] !== current[field],
  );
  const assignedAt = after.assignedTo === current.assignedTo ? current.assignedAt : at;
  return {
    changed: {
      ...current,
      ...after,
      assignedAt: after.assignedTo === undefined ? undefined : assignedAt,
      version: current.version + 1,
    },
    fields: change.note === undefined ? fields : [...fields, 'note'],
  };
};

/**
 * Whether an event may be added to a case. Emergency access may not change the status or take anything back, no event may be dated
 * before the case was opened, and no stage of an application before it was filed.
 * @returns the error, or undefined
 */
export const validateEvent = (
  { record, progress }: { readonly record: Pick<CaseRecord, 'openedOn'>; readonly progress: Applications },
  isEmergencyAccess: boolean,
  event: Pick<CaseEventInput, 'type' | 'on'> | CaseEventInput,
): AppError | undefined => {
  const { type, on } = event;
  if (isEmergencyAccess && (type === 'status' || type === 'taken_back')) {
    return forbidden();
  }
  if (on < record.openedOn) {
    return refused('before_opening', 'This day lies before the day on which the case was opened.', 'on');
  }
  return 'applicationId' in event && event.stage !== 'filed' ? validateStage(progress, event) : undefined;
};

type Applications = Pick<CaseProgress, 'applications'>;

const validateStage = (
  { applications }: Applications,
  { applicationId, on }: Extract<CaseEventInput, { type: 'compensation' }>,
): AppError | undefined => {
  const filedOn = applications.find(({ id }) => id === applicationId)?.filedOn;
  if (filedOn === undefined) {
    return refused('out_of_order', 'This application was not filed in this case.', 'applicationId');
  }
  return on < filedOn
    ? refused('out_of_order', 'This day lies before the day on which the application was filed.', 'on')
    : undefined;
};

/**
 * The event if it may be taken back, or the error.
 * @param timeline of the case
 */
export const validateTakingBack = (
  eventId: string,
  timeline: readonly StoredCaseEvent[],
): OwnCaseEvent | AppError => {
  const event = timeline.find(({ id }) => id === eventId);
  if (event === undefined) {
    return refused('unknown_event', 'This case has no such event.', 'eventId');
  }
  if (event.type === 'taken_back') {
    return refused('not_to_be_taken_back', 'A taking back stands: record the event anew instead.', 'eventId');
  }
  if (event.takenBack !== undefined) {
    return refused('already_taken_back', 'This event was taken back before.', 'eventId');
  }
  return event.type === 'compensation' && event.stage === 'filed' && hasStages(event, timeline)
    ? refused('stages_stand', 'Take back the later stages of this application first.', 'eventId')
    : event;
};

const hasStages = (
  { applicationId }: Extract<StoredCaseEvent, { type: 'compensation' }>,
  timeline: readonly StoredCaseEvent[],
): boolean =>
  timeline.some(
    (other) =>
      other.type === 'compensation' &&
      other.applicationId === applicationId &&
      other.stage !== 'filed' &&
      other.takenBack === undefined,
  );

const emergencyAccessHours = 3;

/** When an emergency access that begins at a given time ends. */
export const emergencyAccessEnd = (at: Date): Date =>
  new Date(at.getTime() + emergencyAccessHours * 3_600_000);

/**
 * Whether the caller may get emergency access. A case that is not urgent is not found, like one that does not
 * exist: she may not know about it.
 * @returns the error, or undefined
 */
export const validateEmergencyAccess = (
  found: Pick<CaseRecord, 'priority' | 'status'> | undefined,
  isReached: boolean,
): AppError | undefined => {
  if (isReached) {
    return refused('already_reached', 'You reach this case without breaking the glass.');
  }
  return found?.priority === 'urgent' && found.status !== 'closed' ? undefined : notFound();
};

/** The journal line of a case that was taken or handed over. @param record the case as it then is; @param note what was added with it */
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

/**
 * Whether a caseworker of these districts may take a case. A case that never waited is not found; one that did
 * was on her list.
 * @param member undefined if she does not exist or is being erased
 * @returns the error, or undefined
 */
export const validateTaking = (
  found: { readonly record: CaseRecord; readonly waiting?: Waiting | undefined } | undefined,
  member: MemberScope | undefined,
  districts: readonly string[],
): AppError | undefined => {
  if (found === undefined || member === undefined || !districts.includes(member.district)) {
    return notFound();
  }
  const { record, waiting } = found;
  if (isWaiting(record)) {
    return undefined;
  }
  const isUrgent = record.priority === 'urgent' && record.status !== 'closed';
  return isUrgent && waiting !== undefined
    ? new AppError('conflict', 'taken', 'Somebody has taken this case already.')
    : notFound();
};
