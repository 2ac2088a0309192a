import type { Caller } from '../domain/caller.ts';
import { type AppError, forbidden, notFound, outOfReach, refused } from '../domain/errors.ts';
import type { Reach, Role } from '../domain/roles.ts';
import type { JournalLineOf } from '../journal/line.ts';
import type { CaseChange, CaseEvent, CaseEventInput, CaseQuery, CaseRecord } from './schema.ts';
import type { Waiting } from './waiting.ts';

/** Of a member, what decides who may open a case for her. */
export type MemberScope = { readonly collectiveId: string; readonly district: string };

/** Of a case, what decides who reaches it. `collectiveId` is her collective as of now, where a leader asks. */
export type CaseScope = {
  readonly createdBy: string;
  readonly assignedTo?: string | undefined;
  readonly collectiveId?: string | undefined;
};

/**
 * Whether a case lies within the caller's reach: a leader's are those which she opened and whose member is in one of
 * her collectives still; a caseworker's are those assigned to her.
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

/** Whether the caller may open a case for a member; a member who does not exist is as one out of reach. */
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
 * The refusal of an assignment; undefined where the caller may make it. Handing a case over is the coordinator's. A
 * caseworker may take what she opens and let go of what she has; a leader may name somebody where nobody is. Nobody else
 * lets go of a case.
 */
export const refusalOfAssignment = (
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

/** Whom the caller may name: a leader a caseworker, the others a coordinator too. */
export const assigneeRolesOf = (reach: Reach): readonly Role[] =>
  reach === 'own' ? ['caseworker'] : ['caseworker', 'coordinator'];

/** An event that tells of the case itself, and not of another event. */
export type OwnCaseEvent = Exclude<CaseEvent, { type: 'taken_back' }>;

/** What the journal says of an event: no text, and no amount, which would be hers alone. */
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

/** Where an event stands in a timeline: by its date, then by recording, then by id. Compares as a string. */
export const momentOf = (on: string, recordedAt: string, id: string): string => `${on}#${recordedAt}#${id}`;

type FollowUp = { readonly due: string; readonly moment: string };

/** What must be known of a timeline to add an event to it, wherever in it the event's date lies. */
export type Standing = {
  /** The moment of the `status` event that decides; none before the first. */
  readonly statusMoment?: string | undefined;
  readonly openFollowUps: readonly FollowUp[];
  /** The `done` ones that settle something that no other settles: the later their moment, the earlier their `due`. */
  readonly doneFollowUps: readonly FollowUp[];
};

export type CaseAsItStands = {
  readonly record: CaseRecord;
  readonly standing: Standing;
  readonly waiting?: Waiting | undefined;
};

export const newStanding: Standing = { openFollowUps: [], doneFollowUps: [] };

const isSettledBy = (open: FollowUp, done: FollowUp): boolean =>
  open.due <= done.due && open.moment < done.moment;

const addFollowUp = (standing: Standing, followUp: FollowUp, isDone: boolean): Standing => {
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
 * How a case stands once an event is in its timeline, whatever the order in which its events arrive.
 * - Its status is the latest `status` event's, by date, then by recording.
 * - A follow-up is open until a later one (by date, then by recording) with the same or a later `due` is `done`.
 */
export const addToStanding = (
  { record, standing }: Pick<CaseAsItStands, 'record' | 'standing'>,
  event: CaseEvent | CaseEventInput,
  moment: string,
): CaseAsItStands => {
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

/** How a case stands by its timeline, in any order; what was taken back counts for nothing. */
export const standingOf = (
  record: CaseRecord,
  timeline: readonly { readonly event: CaseEvent; readonly moment: string }[],
): CaseAsItStands =>
  timeline
    .filter(({ event }) => event.takenBack === undefined)
    .reduce<CaseAsItStands>((stands, { event, moment }) => addToStanding(stands, event, moment), {
      record: { ...record, status: 'open', nextDue: undefined },
      standing: newStanding,
    });

/** Whether a follow-up was due before today (Indian date) and is still open. A closed case has nothing overdue. */
export const isOverdue = (
  { status, nextDue }: Pick<CaseRecord, 'status' | 'nextDue'>,
  today: string,
): boolean => status !== 'closed' && nextDue !== undefined && nextDue < today;

/** Whether a case is among those that a list was asked for. */
export const matches = (
  record: CaseRecord,
  { status, kind, overdue }: Pick<CaseQuery, 'status' | 'kind' | 'overdue'>,
  today: string,
): boolean =>
  (status === undefined || record.status === status) &&
  (kind === undefined || record.kind === kind) &&
  (overdue === undefined || String(isOverdue(record, today)) === overdue);

/**
 * The case after a change, and the names of the fields that differ, with `note` if one comes with it; none where the change
 * changes nothing.
 * @param at when it is changed, RFC 3339
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
 * The refusal of an event whatever else is in the timeline: by emergency access nobody changes how a case stands or takes
 * anything back, and nothing happened in a case before it was opened.
 */
export const validateEvent = (
  { openedOn }: Pick<CaseRecord, 'openedOn'>,
  isByGlass: boolean,
  { type, on }: Pick<CaseEventInput, 'type' | 'on'>,
): AppError | undefined => {
  if (isByGlass && (type === 'status' || type === 'taken_back')) {
    return forbidden();
  }
  return on < openedOn
    ? refused('before_opening', 'This day lies before the day on which the case was opened.', 'on')
    : undefined;
};

/** An event of a case that may be taken back, or the refusal to. @param event undefined if the case has none of that id */
export const validateTakingBack = (event: CaseEvent | undefined): OwnCaseEvent | AppError => {
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

const glassHours = 3;

/** Until when somebody reaches a case who breaks the glass at an instant. */
export const glassUntil = (at: Date): Date => new Date(at.getTime() + glassHours * 3_600_000);

/**
 * The refusal to break the glass; undefined where she may. A case that is not urgent is not found, as one that does not exist: she
 * has no business to know of it.
 */
export const refusalOfGlass = (
  found: Pick<CaseRecord, 'priority' | 'status'> | undefined,
  isReached: boolean,
): AppError | undefined => {
  if (isReached) {
    return refused('already_reached', 'You reach this case without breaking the glass.');
  }
  return found?.priority === 'urgent' && found.status !== 'closed' ? undefined : notFound();
};
