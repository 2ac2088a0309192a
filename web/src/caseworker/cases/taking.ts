import { operations } from '../../outbox/operation.ts';
import type { EncryptedRows } from '../../rows/encrypted-rows.ts';
import { type UnassignedCase, unassignedCases } from '../row-kinds.ts';

type Rows = Pick<EncryptedRows, 'get' | 'all'>;

/** Whether she has taken a case here, whatever the server says of it. */
export const isTakenHere = (rows: Rows, caseId: string): boolean =>
  rows.all(operations).some(({ what, entities }) => what === 'case_taking' && entities[0] === caseId);

/** The urgent cases of her districts that nobody has taken, nor she here, as the server orders them. */
export const waitingCases = (rows: Rows): UnassignedCase[] =>
  (rows.get(unassignedCases, 'all')?.items ?? []).filter(({ id }) => !isTakenHere(rows, id));
