import * as z from 'zod';
import { dateInIndia, formatInstant } from '../domain/calendar.ts';
import { canonicalJson } from '../domain/canonical-json.ts';
import { AppError } from '../domain/errors.ts';
import type { Ids } from '../domain/ids.ts';
import type { FileStore } from '../files/file-store.ts';
import { record } from '../journal/append.ts';
import type { Item, Table, Write } from '../table/client.ts';
import { erasureKey, erasureList } from '../table/keys.ts';
import type { KeyStore } from '../vault/key-store.ts';
import { overwriteClaims } from './claims.ts';
import { remove } from './removal.ts';
import { type StoredErasure, type SubjectKind, storedErasure, subjectKinds } from './schema.ts';
import { scrub } from './scrub.ts';
import { subjects } from './subjects.ts';

/** The copy of the list that outlives the table; ids, days and encrypted reasons. */
export const erasureFile = 'state/erasures.json';

const scheduled = z.object({ scheduledTime: z.iso.datetime({ offset: true }) });

export type Eraser = {
  readonly table: Table;
  readonly keys: Pick<KeyStore, 'read' | 'destructionOf'>;
  readonly files: Pick<FileStore, 'read' | 'write'>;
  readonly newId: Ids;
  /** Takes no ids: a log is kept longer than whom it is about. */
  readonly log: (message: string) => void;
};

const erasuresAtOnce = 100;

const isApproved = (erasure: StoredErasure): erasure is StoredErasure & { erasedOn: string } =>
  erasure.erasedOn !== undefined;

/**
 * What happens every night, from the list of erasures that were approved. Each step may be repeated, and each person is a transaction
 * of her own, so that a run that ends half-way is gone on with by the next.
 *
 * 1. The list is brought together from the table and its copy in the state bucket: a table that was restored from before
 *    an approval does not know of it.
 * 2. Whoever stands in the list and is there again, or has a key again, is taken away again: the replay after a restore. So are the
 *    hashes by which requests about her were recognised.
 * 3. Whose retention period has ended has her key destroyed.
 * 4. The copy is written.
 *
 * @throws AggregateError where some could not be erased, once all were tried: the event comes again
 */
export const eraseDue = async (eraser: Eraser, event: unknown): Promise<void> => {
  const { table, keys, files, newId, log } = eraser;
  const at = new Date(scheduled.parse(event).scheduledTime);
  const today = dateInIndia(at);

  const readList = async (): Promise<StoredErasure[]> => {
    const found: StoredErasure[] = [];
    let after: Item | undefined;
    do {
      const page = await table.query({
        partition: erasureList,
        ...(after === undefined ? {} : { after }),
      });
      found.push(...page.items.map((item) => storedErasure.parse(item)));
      after = page.next;
    } while (after !== undefined);
    return found;
  };

  const readCopy = async (): Promise<StoredErasure[]> => {
    const bytes = await files.read(erasureFile);
    return bytes === undefined ? [] : z.array(storedErasure).parse(JSON.parse(bytes.toString('utf8')));
  };

  /** Puts back what the copy knows and the table does not. */
  const putBack = async (erasure: StoredErasure): Promise<void> => {
    const { erasedAt: _, ...approved } = erasure;
    await table.transact([
      { put: { ...erasureKey(erasure.subject), ...approved }, condition: 'attribute_not_exists(erasedOn)' },
    ]);
    log('an erasure was put back into the list');
  };

  /** Takes away again somebody who is there although she is to be erased. */
  const removeAgain = async (of: SubjectKind, item: Item): Promise<void> => {
    const { optimistic, writes } = remove[of](item, newId());
    if ((await table.transact([...optimistic, ...writes])) !== null) {
      throw new AppError('unavailable', 'busy', 'She was changed in between.');
    }
    log('somebody who is to be erased was there again');
  };

  /** Destroys her key, and leaves nothing of her item but the id. */
  const destroy = async ({ of, subject }: StoredErasure): Promise<Write[]> => {
    return [
      {
        ...keys.destructionOf(subjects[of].ownerOf(subject), formatInstant(at)),
        refusal: () => new AppError('unavailable', 'no_key', 'She has no key.'),
      },
      ...(await scrub(table, of, subject)),
    ];
  };

  const erase = async (erasure: StoredErasure): Promise<void> => {
    const { of, subject } = erasure;
    const base = { id: newId(), recordedAt: at.toISOString(), actor: 'system' } as const;
    const outcome = await record(table, {
      optimistic: [
        {
          update: erasureKey(subject),
          set: 'SET erasedAt = :at',
          condition: 'attribute_exists(pk) AND attribute_not_exists(erasedAt)',
          values: { ':at': formatInstant(at) },
        },
      ],
      writes: await destroy(erasure),
      line:
        of === 'member'
          ? { ...base, type: 'member_erased', memberId: subject }
          : { ...base, type: 'person_erased', personId: subject },
    });
    // Otherwise another run has erased her.
    if (outcome === 'written') {
      log('somebody was erased');
    }
  };

  /** Destroys again a key that came back, with all that came back beside it. */
  const eraseAgain = async (erasure: StoredErasure): Promise<void> => {
    await table.transact(await destroy(erasure));
    log('a destroyed key was there again');
  };

  const failures: unknown[] = [];
  /** One who cannot be erased keeps nobody else. */
  const attempt = async (work: () => Promise<void>): Promise<void> => {
    try {
      await work();
    } catch (error) {
      failures.push(error);
    }
  };

  const known = new Set((await readList()).filter(isApproved).map(({ subject }) => subject));
  for (const erasure of (await readCopy()).filter(isApproved)) {
    if (!known.has(erasure.subject)) {
      await attempt(() => putBack(erasure));
    }
  }
  const erasures = await readList();
  const approved = erasures.filter(isApproved);
  for (let start = 0; start < approved.length; start += erasuresAtOnce) {
    const chunk = approved.slice(start, start + erasuresAtOnce);
    for (const of of subjectKinds) {
      const these = chunk.filter((erasure) => erasure.of === of).map(({ subject }) => subject);
      for (const item of await table.getMany(these.map(subjects[of].key))) {
        await attempt(() => removeAgain(of, item));
      }
    }
    const stored = await keys.read(chunk.map(({ of, subject }) => subjects[of].ownerOf(subject)));
    for (const erasure of chunk) {
      const { of, subject, erasedAt, erasedOn } = erasure;
      await attempt(() => overwriteClaims(table, subject));
      if (erasedAt === undefined) {
        if (erasedOn <= today) {
          await attempt(() => erase(erasure));
        }
      } else if (stored.get(subjects[of].ownerOf(subject))?.wrapped !== undefined) {
        await attempt(() => eraseAgain(erasure));
      }
    }
  }

  const copy = Buffer.from(`${canonicalJson(await readList())}\n`);
  if (!(await files.read(erasureFile))?.equals(copy) && (erasures.length > 0 || known.size > 0)) {
    await files.write(erasureFile, copy);
  }
  if (failures.length > 0) {
    throw new AggregateError(failures, `${failures.length} steps of the nightly erasure failed.`);
  }
};
