import { removeLeftTokens } from '../../areas/erasure/left-tokens.ts';
import { overwriteClaims } from '../../areas/erasure/overwrite-claims.ts';
import type { StoredErasure } from '../../areas/erasure/schema.ts';
import { updateErasure } from '../../areas/erasure/stored-erasure.ts';
import { subjects } from '../../areas/erasure/subjects.ts';
import { dateInIndia, formatInstant } from '../../shared/calendar/calendar.ts';
import { AppError } from '../../shared/errors/errors.ts';
import { record } from '../../shared/journal/append.ts';
import type { Write } from '../../shared/table/client.ts';
import type { KeyStore } from '../../shared/vault/key-store.ts';
import type { Attempt, EraseDeps } from './erase-due.ts';
import type { ApprovedErasure } from './erasure-lists.ts';
import { findUnscrubbed, scrub } from './scrub.ts';

/** Step 3 of the nightly run (erase-due.ts): destroys the keys that are due, and scrubs the records of destroyed keys. */

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

/** Carries out step 3 for some people on the list. Each step is an `attempt` of its own, so that a failure doesn't stop the others. */
export const eraseChunk = async (
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
