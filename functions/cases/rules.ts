import type { Caller } from '../domain/caller.ts';
import { type AppError, forbidden, notFound, outOfReach, refused } from '../domain/errors.ts';
import type { Reach, Role } from '../domain/roles.ts';
import type { JournalLineOf } from '../journal/line.ts';
import type { CaseChange, CaseEventInput, CaseQuery, CaseRecord, StoredCaseEvent } from './schema.ts';
import type { Waiting } from './waiting.ts';

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
      return { type: event.type, scheme: event.scheme, stage: event.stage };
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

/** The position of an event in a timeline: by date, then recording, then id. Compares as a string. */
export const momentOf = (on: string, recordedAt: string, id: string): string => `${on}#${recordedAt}#${id}`;

type FollowUp = { readonly due: string; readonly moment: string };

/** The part of a timeline that is needed to add an event at any date. */
export type CaseProgress = {
  /** The moment of the deciding `status` event; undefined before the first. */
  readonly statusMoment?: string | undefined;
  readonly openFollowUps: readonly FollowUp[];
  /** The `done` events that are still needed: each settles something that no later one does. */
  readonly doneFollowUps: readonly FollowUp[];
};

export type CaseState = {
  readonly record: CaseRecord;
  readonly standing: CaseProgress;
  readonly waiting?: Waiting | undefined;
};

export const initialProgress: CaseProgress = { openFollowUps: [], doneFollowUps: [] };

const isSettledBy = (open: FollowUp, done: FollowUp): boolean =>
  open.due <= done.due && open.moment < done.moment;

const addFollowUp = (standing: CaseProgress, followUp: FollowUp, isDone: boolean): CaseProgress => {
  const { openFollowUps, doneFollowUps } = standing;
  if (!isDone) {
    return doneFollowUps.some((done) => isSettledBy(followUp, done))
      ? standing
      : { ...standing, openFollowUps: [...openFollowUps, followUp] };
  }
  const isCovered = doneFollowUps.some((done) => isSettledBy(followUp, done));
  return {
    ...standing,
    openFollowUps: openFollowUps.filter((open) => !isSettledBy(open, followUp)),
    doneFollowUps: isCovered
      ? doneFollowUps
      : [...doneFollowUps.filter((done) => !isSettledBy(done, followUp)), followUp],
  };
};

const earliest = (dates: readonly string[]): string | undefined =>
  dates.reduce<string | undefined>(
    (first, date) => (first === undefined || date < first ? date : first),
    undefined,
  );

/**
 * The state of a case after adding an event, whatever the order of arrival.
 * - The status is that of the latest `status` event, by date, then by recording.
 * - A follow-up is open until a later one (by date, then by recording) with the same or a later `due` is `done`.
 */
export const applyEvent = (
  { record, standing }: Pick<CaseState, 'record' | 'standing'>,
  event: StoredCaseEvent | CaseEventInput,
  moment: string,
): CaseState => {
  if (event.type === 'status') {
    const isLatest = standing.statusMoment === undefined || standing.statusMoment < moment;
    return isLatest
      ? { record: { ...record, status: event.status }, standing: { ...standing, statusMoment: moment } }
      : { record, standing };
  }
  if (event.type === 'follow_up') {
    const after = addFollowUp(standing, { due: event.due, moment }, event.done === true);
    const nextDue = earliest(after.openFollowUps.map(({ due }) => due));
    return { record: { ...record, nextDue }, standing: after };
  }
  return { record, standing };
};

/** The state of a case computed from its timeline, in any order, without the events that were taken back. */
export const replayTimeline = (
  record: CaseRecord,
  timeline: readonly { readonly event: StoredCaseEvent; readonly moment: string }[],
): CaseState =>
  timeline
    .filter(({ event }) => event.takenBack === undefined)
    .reduce<CaseState>((stands, { event, moment }) => applyEvent(stands, event, moment), {
      record: { ...record, status: 'open', nextDue: undefined },
      standing: initialProgress,
    });

/** Whether an open follow-up was due before today (Indian date). A closed case has nothing overdue. */
export const isOverdue = (
  { status, nextDue }: Pick<CaseRecord, 'status' | 'nextDue'>,
  today: string,
): boolean => status !== 'closed' && nextDue !== undefined && nextDue < today;

/** Whether a case matches the filters of a list. */
export const matches = (
  record: CaseRecord,
  { status, kind, overdue }: Pick<CaseQuery, 'status' | 'kind' | 'overdue'>,
  today: string,
): boolean =>
  (status === undefined || record.status === status) &&
  (kind === undefined || record.kind === kind) &&
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
 * Checks an event regardless of the timeline. Emergency access may not change the status or take anything back,
 * and no event may be dated before the case was opened.
 * @returns the error, or undefined
 */
export const validateEvent = (
  { openedOn }: Pick<CaseRecord, 'openedOn'>,
  isEmergencyAccess: boolean,
  { type, on }: Pick<CaseEventInput, 'type' | 'on'>,
): AppError | undefined => {
  if (isEmergencyAccess && (type === 'status' || type === 'taken_back')) {
    return forbidden();
  }
  return on < openedOn
    ? refused('before_opening', 'This day lies before the day on which the case was opened.', 'on')
    : undefined;
};

/**
 * The event if it may be taken back, or the error.
 * @param event undefined if the case has no event with that id
 */
export const validateTakingBack = (event: StoredCaseEvent | undefined): OwnCaseEvent | AppError => {
  if (event === undefined) {
    return refused('unknown_event', 'This case has no such event.', 'eventId');
  }
  if (event.type === 'taken_back') {
    return refused('not_to_be_taken_back', 'A taking back stands: record the event anew instead.', 'eventId');
  }
  return event.takenBack === undefined
    ? event
    : refused('already_taken_back', 'This event was taken back before.', 'eventId');
};

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
