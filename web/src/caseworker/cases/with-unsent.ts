import type { CaseEvent } from '../../timeline/case-event.ts';
import type { CaseFile } from '../row-kinds.ts';

/**
 * A case with what she has recorded and the phone has not read back from the server yet. Nothing of it is stored: whatever becomes of what waits,
 * the case is the server's.
 * @param recorded in the order of recording
 */
export function withUnsent(file: CaseFile, recorded: readonly CaseEvent[]): CaseFile {
  let { status, nextDue } = file;
  for (const event of recorded) {
    if (event.type === 'status' && event.status !== undefined) status = event.status;
    if (event.type !== 'follow_up' || event.due === undefined) continue;
    const isDone = event.done === true;
    // A visit that is done settles those planned by its day; of two planned visits the earlier counts.
    if (isDone && nextDue !== undefined && nextDue <= event.due) nextDue = undefined;
    if (!isDone && (nextDue === undefined || event.due < nextDue)) nextDue = event.due;
  }
  const { nextDue: _, ...rest } = file;
  return { ...rest, status, ...(nextDue === undefined ? {} : { nextDue }) };
}
