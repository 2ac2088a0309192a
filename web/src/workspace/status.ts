import { countUnsent, needsHer, operations } from '../outbox/operation.ts';
import type { Sending } from '../outbox/sender.ts';
import type { EncryptedRows } from '../rows/encrypted-rows.ts';
import type { RoleWork } from './role-work.ts';
import type { Connection } from './round.ts';
import { noteDrafts, planDrafts, talkDrafts } from './row-kinds.ts';

/** What the bar of a phone tells: how sending goes, and how much waits to be sent or saved. */
export type Status = {
  readonly sending: Sending;
  /** Whether the last round found no network, or the phone itself knows of none. */
  readonly isOffline: boolean;
  /** How many operations are unsent. Those that this version cannot read count too. */
  readonly unsent: number;
  /** How many operations need her decision. Those that this version cannot read count too. */
  readonly needHer: number;
  /** How many urgent cases that she sees are unassigned. */
  readonly unassignedUrgentCases: number;
  /** How many notes are typed and not saved; 0 on the phones of a role that doesn't show this number. */
  readonly notes: number;
  /** How many drafts she has begun, notes among them. A draft that corrects a refused operation counts in `unsent` only. */
  readonly drafts: number;
  /** Whether the phone had no room for the last write. */
  readonly isFull: boolean;
};

/** Counts the status anew. */
export const statusOf = ({ rows, role, sending, isOffline }: Connection): Status => ({
  sending,
  isOffline: isOffline || !navigator.onLine,
  unsent: countUnsent(rows),
  needHer: rows.all(operations).filter(needsHer).length + rows.countUnreadable(operations),
  unassignedUrgentCases: role.countUnassignedUrgentCases(rows),
  notes: role.countNotes?.(rows) ?? 0,
  drafts: countDrafts(rows, role),
  isFull: rows.isFull(),
});

/** How many drafts she has begun; not those that correct a refused operation, which count as unsent. */
export function countDrafts(rows: EncryptedRows, role: RoleWork): number {
  // The draft that corrects a refused operation has its id, and is already counted as unsent.
  const isNew = ({ id }: { readonly id: string }) => rows.get(operations, id) === undefined;
  const newDrafts = [...rows.all(talkDrafts), ...role.drafts(rows)].filter(isNew);
  return newDrafts.length + rows.all(noteDrafts).length + rows.all(planDrafts).length;
}
