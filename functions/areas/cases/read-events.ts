import { ownerOf } from '../../shared/definition/of-member.ts';
import { openRecords } from '../../shared/definition/seal.ts';
import type { PageKey } from '../../shared/fields/cursor.ts';
import type { Records } from '../../shared/startup/connect-records.ts';
import type { Item, Table } from '../../shared/table/client.ts';
import { caseEventPrefix, caseKey } from '../../shared/table/keys/cases.ts';
import type { Key } from '../../shared/table/keys/key.ts';
import { queryAll } from '../../shared/table/query-all.ts';
import { storedKey } from '../../shared/table/stored-key.ts';
import type { Vault } from '../../shared/vault/vault.ts';
import { eventFields } from './event-definition.ts';
import { type CaseEvent, caseEvent } from './event-schema.ts';
import { storedEvent } from './stored-event.ts';

/** The number of bytes that an event takes in an answer at least: a text takes more than half of what its stored ciphertext takes. */
export const leastBytesOf = (item: Item): number => JSON.stringify(item).length / 2;

export const decryptEvents = async (
  vault: Vault,
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
export const readItems = (table: Table, caseId: string): Promise<Item[]> =>
  queryAll(table, { partition: caseKey(caseId).pk, prefix: caseEventPrefix });

const decryptItems = (vault: Vault, items: readonly Item[]): Promise<CaseEvent[]> =>
  decryptEvents(
    vault,
    items.map((item) => ({ key: storedKey.parse(item), item })),
  );

/** A case's whole timeline, by date, then by recording. */
export const readEvents = async ({ table, vault }: Records, caseId: string): Promise<CaseEvent[]> =>
  decryptItems(vault, await readItems(table, caseId));

/** A page of a case's timeline, by date, then by recording; the texts of an erased member are null. */
export const listEvents = async (
  { table, vault }: Records,
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
  return { items: await decryptItems(vault, items), ...(next === undefined ? {} : { next }) };
};
