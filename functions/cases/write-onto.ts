import { retry, type tryAgain } from '../domain/retry.ts';
import type { CaseAsItStands } from './rules.ts';

/** Writes on top of a case as it stands; if others wrote it since it was read, reads it again and tries again. */
export const writeOnto = <Result>(
  seen: CaseAsItStands,
  findCase: (id: string) => Promise<CaseAsItStands>,
  write: (current: CaseAsItStands) => Promise<Result | typeof tryAgain>,
): Promise<Result> => {
  let fresh: CaseAsItStands | undefined = seen;
  return retry(async () => {
    const current = fresh ?? (await findCase(seen.record.id));
    fresh = undefined;
    return write(current);
  });
};
