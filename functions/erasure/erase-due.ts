import * as z from 'zod';
import { record } from '../journal/append.ts';
import { dateInIndia, formatInstant } from '../platform/calendar.ts';
import { canonicalJson } from '../platform/canonical-json.ts';
import { AppError } from '../platform/errors.ts';
import type { Ids } from '../platform/ids.ts';
import type { KeyStore } from '../platform/vault/key-store.ts';
import type { FileStore } from '../reporting/file-store.ts';
import type { Item, Table } from '../table/client.ts';
import { erasedMemberKey, erasureKey, erasureList, memberKey } from '../table/keys.ts';
import { overwriteClaims } from './claims.ts';
import { removeMember, scrubMember } from './removal.ts';
import { erasable, type StoredErasure, storedErasure } from './schema.ts';

/** The copy of the list that outlives the table; ids, days and sealed reasons. */
export const erasureFile = 'state/erasures.json';

const scheduled = z.object({ scheduledTime: z.iso.datetime({ offset: true }) });

export type Eraser = {
  readonly table: Table;
  readonly keys: Pick<KeyStore, 'read' | 'destructionOf'>;
  readonly files: Pick<FileStore, 'read' | 'write'>;
  readonly newId: Ids;
  /** Takes no ids: a log is kept longer than a member. */
  readonly log: (message: string) => void;
};

const membersAtOnce = 100;
const ownerOf = (memberId: string) => `member:${memberId}` as const;

const codeOf = z.object({ code: z.string().optional() });

/**
 * What happens every night, from the list of erasures. Each step may be repeated, and each member is a transaction of her own,
 * so that a run that ends half-way is gone on with by the next.
 *
 * 1. The list is brought together from the table and its copy in the state bucket: a table that was restored from before
 *    a request does not know of it.
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
    const { erasedAt: _, ...asked } = erasure;
    await table.transact([
      { put: { ...erasureKey(erasure.memberId), ...asked }, condition: 'attribute_not_exists(pk)' },
    ]);
    log('an erasure was put back into the list');
  };

  /** Takes away again a member who is there although she is to be erased. */
  const removeAgain = async (item: Item): Promise<void> => {
    const member = erasable.parse(item);
    const { optimistic, writes } = removeMember(item, member);
    if ((await table.transact([...optimistic, ...writes])) !== null) {
      throw new AppError('unavailable', 'busy', 'She was changed in between.');
    }
    log('a member who is to be erased was there again');
  };

  const erase = async ({ memberId }: StoredErasure): Promise<void> => {
    const item = await table.get(erasedMemberKey(memberId));
    const outcome = await record(table, {
      optimistic: [
        {
          update: erasureKey(memberId),
          set: 'SET erasedAt = :at',
          condition: 'attribute_exists(pk) AND attribute_not_exists(erasedAt)',
          values: { ':at': formatInstant(at) },
        },
      ],
      writes: [
        {
          ...keys.destructionOf(ownerOf(memberId), formatInstant(at)),
          refusal: () => new AppError('unavailable', 'no_key', 'She has no key.'),
        },
        ...scrubMember(memberId, codeOf.parse(item ?? {}).code),
      ],
      line: {
        type: 'member_erased',
        id: newId(),
        recordedAt: at.toISOString(),
        actor: 'system',
        memberId,
      },
    });
    // Otherwise another run has erased her.
    if (outcome === 'written') {
      log('a member was erased');
    }
  };

  /** Destroys again a key that came back, with all that came back beside it. */
  const eraseAgain = async ({ memberId }: StoredErasure): Promise<void> => {
    const item = await table.get(erasedMemberKey(memberId));
    await table.transact([
      keys.destructionOf(ownerOf(memberId), formatInstant(at)),
      ...scrubMember(memberId, codeOf.parse(item ?? {}).code),
    ]);
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

  const known = new Set((await readList()).map(({ memberId }) => memberId));
  for (const erasure of await readCopy()) {
    if (!known.has(erasure.memberId)) {
      await attempt(() => putBack(erasure));
    }
  }
  const erasures = await readList();
  for (let start = 0; start < erasures.length; start += membersAtOnce) {
    const chunk = erasures.slice(start, start + membersAtOnce);
    for (const item of await table.getMany(chunk.map(({ memberId }) => memberKey(memberId)))) {
      await attempt(() => removeAgain(item));
    }
    const stored = await keys.read(chunk.map(({ memberId }) => ownerOf(memberId)));
    for (const erasure of chunk) {
      await attempt(() => overwriteClaims(table, erasure.memberId));
      if (erasure.erasedAt === undefined) {
        if (erasure.erasedOn <= today) {
          await attempt(() => erase(erasure));
        }
      } else if (stored.get(ownerOf(erasure.memberId))?.wrapped !== undefined) {
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
