import type { RoleWork } from '../workspace/role-work.ts';
import { freshnesses } from '../workspace/row-kinds.ts';
import { findConflict } from './cases/find-conflict.ts';
import { refresh } from './refresh.ts';

/** What a caseworker's phone reads and sends in its own way. */
export const caseworkerWork: RoleWork = {
  refresh: (api, rows) => refresh(api, rows, Date.now),
  isWaiting: (rows) => rows.get(freshnesses, 'all') === undefined,
  isUrgentDue: () => false,
  refreshUrgent: async () => {},
  findConflict: (api, rows, operation) => findConflict(api, rows, operation),
  drafts: () => [],
  // Her frame names those, and leads to them: the bar says of her own work alone whether it is sent.
  countUnassignedUrgentCases: () => 0,
};
