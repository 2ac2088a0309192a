import { isFresh } from '../workspace/freshness.ts';
import type { RoleWork } from '../workspace/role-work.ts';
import { freshnesses } from '../workspace/row-kinds.ts';
import { unassignedUrgentCases } from './cases/urgent-cases.ts';
import { freshWhileUrgentMs, refresh, refreshCases } from './refresh.ts';
import { collectives, enrolmentDrafts, sheetDrafts } from './row-kinds.ts';
import { findDuplicate } from './sheet/recorded/find-duplicate.ts';

/** What a leader's phone reads and sends in its own way. */
export const leaderWork: RoleWork = {
  refresh: (api, rows) => refresh(api, rows, Date.now),
  // A leader without a group waits for one.
  isWaiting: (rows) => rows.all(collectives).length === 0,
  // While one of her urgent cases is unassigned, her cases are read every minute.
  isUrgentDue: (rows) =>
    unassignedUrgentCases(rows).length > 0 &&
    !isFresh(rows.get(freshnesses, 'cases')?.at ?? 0, Date.now(), freshWhileUrgentMs),
  refreshUrgent: (api, rows) => refreshCases(api, rows, Date.now),
  findConflict: (api, _rows, operation) => findDuplicate(api, operation),
  drafts: (rows) => [...rows.all(sheetDrafts), ...rows.all(enrolmentDrafts)],
  countUnassignedUrgentCases: (rows) => unassignedUrgentCases(rows).length,
};
