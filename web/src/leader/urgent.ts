import type { EncryptedRows } from './encrypted-rows.ts';
import { type CaseFile, cases } from './kinds.ts';
import { isUnsent, operations } from './outbox/operation.ts';

/** The state of an urgent case that she opened: not sent yet, unassigned, or assigned. */
export type Help = 'not_sent' | 'nobody' | 'taken';

type Rows = Pick<EncryptedRows, 'get' | 'all'>;

/** Undefined for a case that is not urgent or is closed. */
export function helpStateOf(rows: Rows, file: CaseFile): Help | undefined {
  if (file.priority !== 'urgent' || file.status === 'closed') return undefined;
  const opening = rows.get(operations, file.id);
  if (opening !== undefined && isUnsent(opening)) return 'not_sent';
  return file.isTaken ? 'taken' : 'nobody';
}

/** Her unassigned urgent cases, sent or not, oldest first. */
export const unassignedUrgentCases = (rows: Rows): CaseFile[] =>
  rows
    .all(cases)
    .filter((file) => {
      const help = helpStateOf(rows, file);
      return help === 'not_sent' || help === 'nobody';
    })
    .toSorted((a, b) => (a.id < b.id ? -1 : 1));
