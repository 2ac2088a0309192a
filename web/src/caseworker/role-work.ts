import type { RoleWork } from '../workspace/role-work.ts';
import { freshnesses } from '../workspace/row-kinds.ts';
import { findConflict } from './cases/find-conflict.ts';
import { waitingCases } from './cases/taking.ts';
import { refresh } from './refresh.ts';

/** What a caseworker's phone reads and sends in its own way. */
export const caseworkerWork: RoleWork = {
  refresh: (api, rows) => refresh(api, rows, Date.now),
  isWaiting: (rows) => rows.get(freshnesses, 'all') === undefined,
  isUrgentDue: () => false,
  refreshUrgent: async () => {},
  findConflict: (api, rows, operation) => findConflict(api, rows, operation),
  drafts: () => [],
  countUnassignedUrgentCases: (rows) => waitingCases(rows).length,
};
