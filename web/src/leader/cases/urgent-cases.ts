import { isUnsent, operations } from '../../outbox/operation.ts';
import type { EncryptedRows } from '../../rows/encrypted-rows.ts';
import { type CaseFile, cases } from '../row-kinds.ts';

/** The state of help in an urgent case: its opening is unsent (`not_sent`), it is unassigned (`nobody`), or assigned. */
export type Help = 'not_sent' | 'nobody' | 'taken';

type Rows = Pick<EncryptedRows, 'get' | 'all'>;

/** Whether help is on its way in one of a leader's urgent cases; undefined for a case that is not urgent or is closed. */
export function helpStateOf(rows: Rows, file: CaseFile): Help | undefined {
  if (file.priority !== 'urgent' || file.status === 'closed') return undefined;
  // The operation that opens a case has the case's id.
  const opening = rows.get(operations, file.id);
  if (opening !== undefined && isUnsent(opening)) return 'not_sent';
  return file.isTaken ? 'taken' : 'nobody';
}

/**
 * A leader's urgent cases that are not closed: first those that are unassigned, then the others, each the oldest
 * first.
 */
export function urgentCases(rows: Rows): CaseFile[] {
  const openUrgentCases = rows.all(cases).filter((file) => helpStateOf(rows, file) !== undefined);
  // Ids are UUIDv7: their order is the order in which the cases were opened.
  const oldestFirst = openUrgentCases.toSorted((a, b) => (a.id < b.id ? -1 : 1));
  return oldestFirst.toSorted((a, b) => Number(isTaken(rows, a)) - Number(isTaken(rows, b)));
}

const isTaken = (rows: Rows, file: CaseFile): boolean => helpStateOf(rows, file) === 'taken';

/** A leader's urgent cases that are unassigned, sent or not. */
export const unassignedUrgentCases = (rows: Rows): CaseFile[] =>
  urgentCases(rows).filter((file) => !isTaken(rows, file));
