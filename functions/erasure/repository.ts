import { record } from '../journal/append.ts';
import type { JournalLineOf } from '../journal/line.ts';
import { canonicalJson } from '../platform/canonical-json.ts';
import type { Place } from '../platform/cursor.ts';
import { retry, tryAgain } from '../platform/retry.ts';
import { placeOf } from '../platform/vault/place.ts';
import type { Vault } from '../platform/vault.ts';
import type { Item, Table } from '../table/client.ts';
import { erasureKey, erasureList, memberKey } from '../table/keys.ts';
import { storedKey } from '../table/stored-key.ts';
import { overwriteClaims } from './claims.ts';
import { removeMember } from './removal.ts';
import { refusalOfAbsent } from './rules.ts';
import { type ErasureInput, erasable, type StoredErasure, storedErasure } from './schema.ts';

export type Erasures = ReturnType<typeof createErasures>;

const reasonPlace = (memberId: string) => placeOf(erasureKey(memberId), 'reason');

export const createErasures = (table: Table, vault: Vault) => {
  const find = async (memberId: string): Promise<StoredErasure | undefined> => {
    const item = await table.get(erasureKey(memberId));
    return item === undefined ? undefined : storedErasure.parse(item);
  };

  return {
    /**
     * Takes a member out of everybody's reach, and notes when she will be erased: one transaction. Then overwrites what requests about
     * her are recognised by; if it stops there, a repetition or the next night goes on.
     * @throws AppError `not_found`, `erasure_requested`, `id_reused`
     */
    request: async (
      memberId: string,
      content: ErasureInput,
      asked: { readonly requestedAt: string; readonly requestedBy: string; readonly erasedOn: string },
      line: JournalLineOf<'erasure_requested'>,
    ): Promise<{ readonly outcome: 'accepted' | 'repeated'; readonly erasure: StoredErasure }> => {
      const claim = {
        id: content.id,
        fingerprint: await vault.fingerprint(canonicalJson({ memberId, erasure: content })),
        record: erasureKey(memberId),
        concerns: null,
      };
      const erasure: StoredErasure = {
        id: content.id,
        memberId,
        ...asked,
        reason: await vault.seal('organisation', reasonPlace(memberId), content.reason),
      };
      return retry(async () => {
        const item = await table.get(memberKey(memberId));
        const { optimistic, writes } =
          item === undefined ? { optimistic: [], writes: [] } : removeMember(item, erasable.parse(item));
        const outcome = await record(table, {
          claim,
          refusal: item === undefined ? refusalOfAbsent(await find(memberId)) : undefined,
          optimistic,
          writes: [...writes, { put: { ...erasureKey(memberId), ...erasure } }],
          line,
        });
        if (outcome !== 'written' && 'stale' in outcome) {
          return tryAgain;
        }
        const stored = outcome === 'written' ? erasure : await find(memberId);
        if (stored === undefined) {
          throw new Error('An erasure that was accepted is not there.');
        }
        await overwriteClaims(table, memberId);
        return { outcome: outcome === 'written' ? 'accepted' : 'repeated', erasure: stored };
      });
    },

    /** A page of all erasures with their reasons, by the members' ids. */
    list: async (
      limit: number,
      after: Place | undefined,
    ): Promise<{ readonly items: StoredErasure[]; readonly next?: Item }> => {
      const { items, next } = await table.query({
        partition: erasureList,
        limit,
        ...(after === undefined ? {} : { after }),
      });
      const erasures = items.map((item) => storedErasure.parse(item));
      const reasons = await vault.openMany(
        erasures.map(({ memberId, reason }) => ({
          owner: 'organisation',
          place: reasonPlace(memberId),
          sealed: reason,
        })),
      );
      return {
        items: erasures.map((value, index) => ({ ...value, reason: reasons[index] ?? '' })),
        ...(next === undefined ? {} : { next: storedKey.parse(next) }),
      };
    },
  };
};
