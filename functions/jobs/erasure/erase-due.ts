import * as z from 'zod';
import { subjectKinds } from '../../areas/erasure/definition.ts';
import { removeLeftTokens } from '../../areas/erasure/left-tokens.ts';
import { overwriteClaims } from '../../areas/erasure/overwrite-claims.ts';
import { remove } from '../../areas/erasure/removal.ts';
import { type StoredErasure, type SubjectKind, storedErasure } from '../../areas/erasure/schema.ts';
import { toItem, updateErasure } from '../../areas/erasure/stored-erasure.ts';
import { subjects } from '../../areas/erasure/subjects.ts';
import { dateInIndia, formatInstant } from '../../shared/calendar/calendar.ts';
import { scheduledTimeOf } from '../../shared/calendar/scheduled-time.ts';
import { AppError } from '../../shared/errors/errors.ts';
import type { Ids } from '../../shared/fields/ids.ts';
import type { FileStore } from '../../shared/files/file-store.ts';
import { record } from '../../shared/journal/append.ts';
import { joinedIdsOf } from '../../shared/one-woman/records.ts';
import type { Item, Table, Write } from '../../shared/table/client.ts';
import { erasureList } from '../../shared/table/keys.ts';
import { queryAll } from '../../shared/table/query-all.ts';
import { canonicalJson } from '../../shared/text/canonical-json.ts';
import type { KeyStore } from '../../shared/vault/key-store.ts';
import { findUnscrubbed, scrub } from './scrub.ts';

/**
 * The nightly run over all approved erasures. An approval removes a person's record at once; her encryption key is
 * destroyed when the retention period ends. Every step is repeatable and each person is a transaction of her own, so the
 * next run continues one that stopped.
 *
 * 1. Puts erasures that only the copy in the state bucket has back into the table's list. A table that was restored to a time before an approval lacks
 *    the approved erasure.
 * 2. Removes the records that a restore brought back (`removeRestored`).
 * 3. For each person on the list: removes the tokens that still lead to her, overwrites her claims (overwrite-claims.ts), destroys her key if the
 *    retention period has ended, or if a restore brought the key back, and scrubs her record once the key is destroyed.
 * 4. Writes the copy anew.
 */

/** The copy of the list of erasures outside the table: ids, days and encrypted reasons. */
export const erasureFile = 'state/erasures.json';

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

type ApprovedErasure = StoredErasure & { readonly erasedOn: string };

/**
 * Approval sets the day on which the key is due to be destroyed. That is the stored `erasedOn`; the journal and this file call it `erasesOn`. `erasedAt`
 * says when the key was destroyed.
 */
const isApproved = (erasure: StoredErasure): erasure is ApprovedErasure => erasure.erasedOn !== undefined;

/** All erasures in the table, in any state. */
const readList = async ({ table }: EraseDeps): Promise<StoredErasure[]> =>
  (await queryAll(table, { partition: erasureList })).map((item) => storedErasure.parse(item));

const readCopy = async ({ files }: EraseDeps): Promise<StoredErasure[]> => {
  const bytes = await files.read(erasureFile);
  return bytes === undefined ? [] : z.array(storedErasure).parse(JSON.parse(bytes.toString('utf8')));
};

/**
 * Puts an erasure that is approved only in the copy back into the table. It is stored without `erasedAt`, so that this run or a later one destroys her
 * key again, since the restore may have brought the key back.
 * @returns whether it was put back
 */
const restoreFromCopy = async ({ table, log }: EraseDeps, erasure: StoredErasure): Promise<boolean> => {
  const { erasedAt: _, ...approved } = erasure;
  const failures = await table.transact([
    { put: toItem(approved), condition: 'attribute_not_exists(erasedOn)' },
  ]);
  // If the condition failed, the table has an approved erasure of her by now, and keeps it.
  if (failures !== null) return false;
  log('an erasure was put back into the list');
  return true;
};

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

/** The writes that destroy her key and scrub her record. @param hasKey false if it is known that she never had a key in this table */
const destructionWrites = async (
  { table, keys }: EraseDeps,
  { of: kind, subject }: StoredErasure,
  runAt: Date,
  hasKey = true,
): Promise<Write[]> => [
  ...(hasKey
    ? [
        {
          ...keys.destructionOf(subjects[kind].ownerOf(subject), formatInstant(runAt)),
          // The error if she never had a key. Only `erase` can meet it, if keys could not be read.
          errorIfFailed: () => new AppError('unavailable', 'no_key', 'She has no key.'),
        },
      ]
    : []),
  ...(await scrub(table, kind, subject)),
];

/**
 * Destroys her key for the first time, and writes a line of the journal about it. Somebody who was enrolled after the restored state has no key in the
 * restored table. If a key is made for her later, another night destroys it.
 */
const erase = async (
  deps: EraseDeps,
  erasure: StoredErasure,
  runAt: Date,
  hasKey: boolean,
): Promise<void> => {
  const { table, newId, log } = deps;
  const { of, subject } = erasure;
  const base = { id: newId(), recordedAt: runAt.toISOString(), actor: 'system' } as const;
  const outcome = await record(table, {
    // If this condition fails, another run has erased her already: nothing is written, and the outcome is `stale`.
    staleIfFailed: [
      updateErasure(
        subject,
        { set: { erasedAt: formatInstant(runAt) } },
        { condition: 'attribute_exists(pk) AND attribute_not_exists(erasedAt)' },
      ),
    ],
    writes: await destructionWrites(deps, erasure, runAt, hasKey),
    line:
      of === 'member'
        ? { ...base, type: 'member_erased', memberId: subject }
        : { ...base, type: 'person_erased', personId: subject },
  });
  if (outcome === 'written') {
    log('somebody was erased');
  }
};

/**
 * Destroys again a key that a restore brought back, and scrubs the record that came back with it. The journal has its
 * line already.
 */
const eraseAgain = async (deps: EraseDeps, erasure: StoredErasure, runAt: Date): Promise<void> => {
  // It can't fail: the only condition is that the keys table has a record of her, and such a record is never deleted.
  await deps.table.transact(await destructionWrites(deps, erasure, runAt));
  deps.log('a destroyed key was there again');
};

/** Runs one step. If it fails, the failure is kept until the end of the run, so that the other steps still run. */
type Attempt = (step: () => Promise<void>) => Promise<void>;

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

/** Carries out step 3 for some people on the list. */
const eraseChunk = async (
  deps: EraseDeps,
  chunk: readonly ApprovedErasure[],
  runAt: Date,
  attempt: Attempt,
): Promise<void> => {
  const { table, keys } = deps;
  // By owner. Undefined if the keys can't be read: then each key that is due is destroyed as if it were there.
  let storedKeys: Awaited<ReturnType<KeyStore['read']>> | undefined;
  await attempt(async () => {
    storedKeys = await keys.read(chunk.map(({ of, subject }) => subjects[of].ownerOf(subject)));
  });
  // The people whose key is destroyed, but whose record is not scrubbed. Empty if this can't be read: then the next run scrubs these records.
  let unscrubbed: Awaited<ReturnType<typeof findUnscrubbed>> = new Set();
  await attempt(async () => {
    const destroyed = chunk.filter(({ erasedAt }) => erasedAt !== undefined);
    unscrubbed = await findUnscrubbed(table, destroyed);
  });
  for (const erasure of chunk) {
    const { of, subject, erasedAt, erasedOn: erasesOn } = erasure;
    const owner = subjects[of].ownerOf(subject);
    if (of === 'member') await attempt(() => removeLeftTokens(table, subject));
    await attempt(() => overwriteClaims(table, subject));
    if (erasedAt === undefined) {
      if (erasesOn <= dateInIndia(runAt)) {
        const hasKey = storedKeys === undefined || storedKeys.has(owner);
        await attempt(() => erase(deps, erasure, runAt, hasKey));
      }
      continue;
    }
    // `wrapped` is the key itself. The record of a destroyed key has none.
    const isKeyThere = storedKeys?.get(owner)?.wrapped !== undefined;
    if (isKeyThere) {
      await attempt(() => eraseAgain(deps, erasure, runAt));
    } else if (unscrubbed.has(subject)) {
      // A restore brought her record back, and it could not be removed before the key was destroyed.
      await attempt(async () => {
        await table.transact(await scrub(table, of, subject));
      });
    }
  }
};

/** Writes the copy anew, with every erasure, approved or not, and the `erasedAt` of this run. */
const writeCopy = async (deps: EraseDeps, approvedInCopy: readonly ApprovedErasure[]): Promise<void> => {
  const { files } = deps;
  const erasuresInTable = await readList(deps);
  const approvedNow = new Set(erasuresInTable.filter(isApproved).map(({ subject }) => subject));
  // An approved erasure that could not be put back stays in the copy: its approval is nowhere else.
  const notPutBack = approvedInCopy.filter(({ subject }) => !approvedNow.has(subject));
  const keptFromCopy = new Set(notPutBack.map(({ subject }) => subject));
  const erasuresToCopy = [
    // The table may have a restored erasure of the same person that still waits for approval. In the copy the approved one replaces it.
    ...erasuresInTable.filter(({ subject }) => !keptFromCopy.has(subject)),
    ...notPutBack,
  ];
  const copy = Buffer.from(`${canonicalJson(erasuresToCopy)}\n`);
  const previousCopy = await files.read(erasureFile);
  // An empty list never replaces a copy.
  if (erasuresToCopy.length > 0 && !previousCopy?.equals(copy)) {
    await files.write(erasureFile, copy);
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
