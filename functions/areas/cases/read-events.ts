import { ownerOf } from '../../shared/definition/of-member.ts';
import { openRecords } from '../../shared/definition/seal.ts';
import type { PageKey } from '../../shared/fields/cursor.ts';
import type { Item, Table } from '../../shared/table/client.ts';
import { caseEventPrefix, caseKey, type Key } from '../../shared/table/keys.ts';
import { queryAll } from '../../shared/table/query-all.ts';
import { storedKey } from '../../shared/table/stored-key.ts';
import type { Vault } from '../../shared/vault/vault.ts';
import { eventFields } from './definition.ts';
import { type CaseEvent, caseEvent } from './event-schema.ts';
import { storedEvent } from './stored-event.ts';

export type EventReader = ReturnType<typeof createEventReader>;

/** The reader of events: reads cases' timelines and decrypts the texts. The texts about an erased member are null. */
export const createEventReader = (table: Table, vault: Pick<Vault, 'decryptMany'>) => {
  const decryptEvents = async (
    keyedItems: readonly { readonly key: Key; readonly item: Item }[],
  ): Promise<CaseEvent[]> => {
    const opened = await openRecords(
      vault,
      keyedItems.map(({ key, item }) => {
        const { memberId, event } = storedEvent().parse(item);
        return { fields: eventFields[event.type], owner: ownerOf(memberId), key, record: event };
      }),
    );
    return opened.map((event) => caseEvent.parse(event));
  };

  /** The items of a case's whole timeline, by date, then by recording. */
  const readItems = (caseId: string): Promise<Item[]> =>
    queryAll(table, { partition: caseKey(caseId).pk, prefix: caseEventPrefix });

  const decryptItems = (items: readonly Item[]): Promise<CaseEvent[]> =>
    decryptEvents(items.map((item) => ({ key: storedKey.parse(item), item })));

  return {
    decryptEvents,
    readItems,

    /** A case's whole timeline, by date, then by recording. */
    readEvents: async (caseId: string): Promise<CaseEvent[]> => decryptItems(await readItems(caseId)),

    /** A page of a case's timeline, by date, then by recording; the texts of an erased member are null. */
    listEvents: async (
      caseId: string,
      limit: number,
      after: PageKey | undefined,
    ): Promise<{ items: CaseEvent[]; next?: Item }> => {
      const { items, next } = await table.query({
        partition: caseKey(caseId).pk,
        prefix: caseEventPrefix,
        limit,
        ...(after === undefined ? {} : { after }),
      });
      return { items: await decryptItems(items), ...(next === undefined ? {} : { next }) };
    },
  };
};
