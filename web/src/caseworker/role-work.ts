import type { RoleWork } from '../workspace/role-work.ts';
import { freshnesses, noteDrafts } from '../workspace/row-kinds.ts';
import { findConflict } from './cases/find-conflict.ts';
import { refresh } from './refresh.ts';
import { mayReadOn, readOn } from './today/talks-to-come.ts';

/** What a caseworker's phone reads and sends in its own way. */
export const caseworkerWork: RoleWork = {
  refresh: (api, rows) => refresh(api, rows, Date.now),
  isWaiting: (rows) => rows.get(freshnesses, 'all') === undefined,
  // After the first reading, which is short, her day is read to its end, a little at each round.
  isUrgentDue: mayReadOn,
  refreshUrgent: readOn,
  findConflict: (api, rows, operation) => findConflict(api, rows, operation),
  drafts: () => [],
  countNotes: (rows) => rows.all(noteDrafts).length,
  // Her frame names those, and leads to them: the bar says of her own work alone whether it is sent.
  countUnassignedUrgentCases: () => 0,
};
