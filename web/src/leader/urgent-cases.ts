import type { EncryptedRows } from './encrypted-rows.ts';
import { isUnsent, operations } from './outbox/operation.ts';
import { type CaseFile, cases } from './row-kinds.ts';

/** The state of an urgent case that she opened: not sent yet, unassigned, or assigned. */
export type Help = 'not_sent' | 'nobody' | 'taken';

type Rows = Pick<EncryptedRows, 'get' | 'all'>;

/**
 * Whether help is on its way in a leader's urgent case: it is unsent, known, or assigned; undefined for a case that
 * is not urgent or is closed.
 */
export function helpStateOf(rows: Rows, file: CaseFile): Help | undefined {
  if (file.priority !== 'urgent' || file.status === 'closed') return undefined;
  const opening = rows.get(operations, file.id);
  if (opening !== undefined && isUnsent(opening)) return 'not_sent';
  return file.isTaken ? 'taken' : 'nobody';
}

/**
 * A leader's urgent cases that are not closed: first those that are unassigned, then the others, each the oldest
 * first.
 */
export const urgentCases = (rows: Rows): CaseFile[] =>
  rows
    .all(cases)
    .filter((file) => helpStateOf(rows, file) !== undefined)
    .toSorted((a, b) => Number(isTaken(rows, a)) - Number(isTaken(rows, b)) || (a.id < b.id ? -1 : 1));

const isTaken = (rows: Rows, file: CaseFile): boolean => helpStateOf(rows, file) === 'taken';

/** A leader's urgent cases that are unassigned, sent or not. */
export const unassignedUrgentCases = (rows: Rows): CaseFile[] =>
  urgentCases(rows).filter((file) => !isTaken(rows, file));
