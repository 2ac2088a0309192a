import { retry, type tryAgain } from '../../shared/errors/retry.ts';
import type { Table } from '../../shared/table/client.ts';
import type { CaseWithProgress } from './case-progress.ts';
import { findCase } from './stored-case.ts';

/**
 * Writes a change onto a case. If others have written the case since it was read, it is read again, and the write is repeated.
 * @param seen the case as read before
 * @param write returns `tryAgain` if the case has changed since
 */
export const writeOnto = <Result>(
  table: Table,
  seen: CaseWithProgress,
  write: (current: CaseWithProgress) => Promise<Result | typeof tryAgain>,
): Promise<Result> => {
  let isFirstAttempt = true;
  return retry(async () => {
    const current = isFirstAttempt ? seen : await findCase(table, seen.record.id);
    isFirstAttempt = false;
    return write(current);
  });
};
