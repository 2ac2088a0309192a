import { AppError } from '../../shared/errors/errors.ts';
import type { Role } from '../../shared/reach/roles.ts';
import { type CaseChange, type CaseRecord, notACrisis } from './schema.ts';

/** The error 400 of a change that gives an incident to a case which is no crisis, or is none after the change. */
const incidentOfNoCrisis = (): AppError =>
  new AppError('invalid', 'invalid_body', 'Some of this can’t be recorded.', {
    errors: [{ path: 'incident', message: notACrisis }],
  });

/** What happened, after a change of a case. A case that is a crisis no more has none. */
const incidentAfter = (current: CaseRecord, { kind, incident }: CaseChange): CaseRecord['incident'] => {
  const isCrisis = (kind ?? current.kind) === 'crisis';
  if (!isCrisis && incident !== undefined && incident !== null) throw incidentOfNoCrisis();
  if (!isCrisis) return undefined;
  return incident === undefined ? current.incident : (incident ?? undefined);
};

type GivenUp = Pick<CaseRecord, 'givenUpAt' | 'givenUpBy'>;

/** Since when nobody has a case after a change of it, and by whom: nothing if somebody has it, or nobody ever had. */
const givenUpAfter = (
  current: CaseRecord,
  assignedTo: string | undefined,
  { changedAt, role }: { readonly changedAt: string; readonly role: Role },
): GivenUp => {
  if (assignedTo !== undefined) return { givenUpAt: undefined, givenUpBy: undefined };
  if (current.assignedTo === undefined) return { givenUpAt: current.givenUpAt, givenUpBy: current.givenUpBy };
  return { givenUpAt: changedAt, givenUpBy: role === 'caseworker' ? role : 'coordinator' };
};

/**
 * Changes a case: gives its record after a change of kind, priority, incident or assignee.
 * @throws AppError `invalid_body` for an incident of a case that is no crisis
 * @returns `fields`: the names of the changed fields, and `note` if a note was sent; empty if nothing changes
 * @param by.changedAt RFC 3339
 * @param by.role of whoever changes it
 */
export const applyChange = (
  current: CaseRecord,
  change: CaseChange,
  by: { readonly changedAt: string; readonly role: Role },
): { readonly changed: CaseRecord; readonly fields: string[] } => {
  const newValues = {
    kind: change.kind ?? current.kind,
    priority: change.priority ?? current.priority,
    incident: incidentAfter(current, change),
    // In the request, null unassigns the case, and undefined leaves it as it is.
    assignedTo: change.assignedTo === undefined ? current.assignedTo : (change.assignedTo ?? undefined),
  };
  const fields = (['kind', 'priority', 'incident', 'assignedTo'] as const).filter(
    (field) => newValues[field] !== current[field],
  );
  const assignedAt = newValues.assignedTo === current.assignedTo ? current.assignedAt : by.changedAt;
  return {
    changed: {
      ...current,
      ...newValues,
      assignedAt: newValues.assignedTo === undefined ? undefined : assignedAt,
      ...givenUpAfter(current, newValues.assignedTo, by),
      version: current.version + 1,
    },
    fields: change.note === undefined ? fields : [...fields, 'note'],
  };
};
