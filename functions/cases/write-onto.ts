import { retry, type tryAgain } from '../domain/retry.ts';
import type { CaseState } from './case-state.ts';

/** Writes the current case; if others wrote it since it was read, reads it again and retries. */
export const writeOnto = <Result>(
  seen: CaseState,
  findCase: (id: string) => Promise<CaseState>,
  write: (current: CaseState) => Promise<Result | typeof tryAgain>,
): Promise<Result> => {
  let fresh: CaseState | undefined = seen;
  return retry(async () => {
    const current = fresh ?? (await findCase(seen.record.id));
    fresh = undefined;
    return write(current);
  });
};
