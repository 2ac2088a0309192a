import { subjectKinds } from '../../areas/erasure/definition.ts';
import { remove } from '../../areas/erasure/removal.ts';
import type { SubjectKind } from '../../areas/erasure/schema.ts';
import { subjects } from '../../areas/erasure/subjects.ts';
import { scheduledTimeOf } from '../../shared/calendar/scheduled-time.ts';
import { AppError } from '../../shared/errors/errors.ts';
import type { Ids } from '../../shared/fields/ids.ts';
import type { FileStore } from '../../shared/files/file-store.ts';
import { joinedIdsOf } from '../../shared/one-woman/records.ts';
import type { Item, Table, Write } from '../../shared/table/client.ts';
import type { KeyStore } from '../../shared/vault/key-store.ts';
import { eraseChunk } from './erase-chunk.ts';
import {
  type ApprovedErasure,
  isApproved,
  readCopy,
  readList,
  restoreFromCopy,
  writeCopy,
} from './erasure-lists.ts';

/**
 * The nightly run over all approved erasures. An approval removes a person's record at once; her encryption key is
 * destroyed when the retention period ends. Every step is repeatable and each person is a transaction of her own, so the
 * next run continues one that stopped.
 *
 * 1. Puts erasures that only the copy in the state bucket has back into the table's list (erasure-lists.ts). A table that was restored to a time before an
 *    approval lacks the approved erasure.
 * 2. Removes the records that a restore brought back (`removeRestored`).
 * 3. For each person on the list: removes the tokens that still lead to her, overwrites her claims (overwrite-claims.ts), destroys her key if the
 *    retention period has ended, or if a restore brought the key back, and scrubs her record once the key is destroyed (erase-chunk.ts).
 * 4. Writes the copy anew.
 */

export type EraseDeps = {
  readonly table: Table;
  readonly keys: Pick<KeyStore, 'read' | 'destructionOf'>;
  readonly files: Pick<FileStore, 'read' | 'write'>;
  readonly newId: Ids;
  /** Gets no ids: logs are kept longer than the people concerned. */
  readonly log: (message: string) => void;
};

/** The number of erasures whose records and keys are read at once. */
const erasuresAtOnce = 100;

/** Removes a person on the list whose record exists again, after a restore. @param joined the records that were joined to hers */
const removeAgain = async (
  { table, newId, log }: EraseDeps,
  kind: SubjectKind,
  item: Item,
  joined: readonly Item[],
): Promise<void> => {
  const { staleIfFailed, writes, tokens } = remove[kind](item, newId(), joined);
  // Null if all was written. Otherwise the record was changed since it was read, and the next run tries again.
  const failures = await table.transact([
    ...staleIfFailed,
    ...writes,
    ...tokens.map((key): Write => ({ remove: key })),
  ]);
  if (failures !== null) {
    throw new AppError('unavailable', 'busy', 'She was changed in between.');
  }
  log('somebody who is to be erased was there again');
};

/** Runs one step. If it fails, the failure is kept until the end of the run, so that the other steps still run. */
export type Attempt = (step: () => Promise<void>) => Promise<void>;

const chunksOf = (approved: readonly ApprovedErasure[]): (readonly ApprovedErasure[])[] =>
  Array.from({ length: Math.ceil(approved.length / erasuresAtOnce) }, (_, index) =>
    approved.slice(index * erasuresAtOnce, (index + 1) * erasuresAtOnce),
  );

/**
 * Removes the people on the list whose records a restore brought back. They were removed on approval, so the day on which the key is due doesn't matter
 * here. All records of one woman are removed together, wherever they are in the list: the tokens of her joined records lead to the kept record, and both
 * records are needed to find these tokens.
 */
const removeRestored = async (
  deps: EraseDeps,
  approved: readonly ApprovedErasure[],
  attempt: Attempt,
): Promise<void> => {
  for (const kind of subjectKinds) {
    const restored: Item[] = [];
    for (const chunk of chunksOf(approved.filter(({ of }) => of === kind))) {
      restored.push(...(await deps.table.getMany(chunk.map(({ subject }) => subjects[kind].key(subject)))));
    }
    const removedWithKept = new Set(restored.flatMap(joinedIdsOf));
    for (const item of restored.filter(({ id }) => !removedWithKept.has(String(id)))) {
      const joinedIds = new Set(joinedIdsOf(item));
      const joined = restored.filter(({ id }) => joinedIds.has(String(id)));
      await attempt(async () => {
        await removeAgain(deps, kind, item, joined);
        // The joined records go last: if the kept one can't be removed, the next run needs them again.
        for (const joinedItem of joined) await removeAgain(deps, kind, joinedItem, []);
      });
    }
  }
};

/**
 * The nightly run. All steps are tried, once the lists and the restored records are read.
 * @returns how many erasures were put back into the table's list
 * @throws AggregateError if some steps failed, so that the event is retried
 */
export const eraseDue = async (deps: EraseDeps, event: unknown): Promise<number> => {
  const runAt = scheduledTimeOf(event);
  const failures: unknown[] = [];
  const attempt: Attempt = async (step) => {
    try {
      await step();
    } catch (error) {
      failures.push(error);
    }
  };
  const approvedSubjects = new Set((await readList(deps)).filter(isApproved).map(({ subject }) => subject));
  const approvedInCopy = (await readCopy(deps)).filter(isApproved);
  let putBack = 0;
  for (const erasure of approvedInCopy) {
    if (approvedSubjects.has(erasure.subject)) continue;
    await attempt(async () => {
      if (await restoreFromCopy(deps, erasure)) putBack += 1;
    });
  }
  // Read again, with the erasures that were just put back.
  const approved = (await readList(deps)).filter(isApproved);
  await removeRestored(deps, approved, attempt);
  for (const chunk of chunksOf(approved)) {
    await eraseChunk(deps, chunk, runAt, attempt);
  }
  await attempt(() => writeCopy(deps, approvedInCopy));
  if (failures.length > 0) {
    throw new AggregateError(failures, `${failures.length} steps of the nightly erasure failed.`);
  }
  return putBack;
};
