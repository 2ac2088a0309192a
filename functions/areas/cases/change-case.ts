import type { CaseChange, CaseRecord } from './schema.ts';

/**
 * Changes a case: gives its record after a change of kind, priority or assignee.
 * @returns `fields`: the names of the changed fields, and `note` if a note was sent; empty if nothing changes
 * @param changedAt RFC 3339
 */
export const applyChange = (
  current: CaseRecord,
  change: CaseChange,
  changedAt: string,
): { readonly changed: CaseRecord; readonly fields: string[] } => {
  const newValues = {
    kind: change.kind ?? current.kind,
    priority: change.priority ?? current.priority,
    // In the request, null unassigns the case, and undefined leaves it as it is.
    assignedTo: change.assignedTo === undefined ? current.assignedTo : (change.assignedTo ?? undefined),
  };
  const fields = (['kind', 'priority', 'assignedTo'] as const).filter(
    (field) => newValues[field] !== current[field],
  );
  const assignedAt = newValues.assignedTo === current.assignedTo ? current.assignedAt : changedAt;
  return {
    changed: {
      ...current,
      ...newValues,
      assignedAt: newValues.assignedTo === undefined ? undefined : assignedAt,
      version: current.version + 1,
    },
    fields: change.note === undefined ? fields : [...fields, 'note'],
  };
};
