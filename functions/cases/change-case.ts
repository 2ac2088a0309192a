import type { CaseChange, CaseRecord } from './schema.ts';

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
