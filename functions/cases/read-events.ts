import * as z from 'zod';
import type { PageKey } from '../domain/cursor.ts';
import { lazily } from '../domain/lazily.ts';
import type { Item, Table } from '../table/client.ts';
import { caseEventPrefix, caseKey, type Key } from '../table/keys.ts';
import { queryAll } from '../table/query-all.ts';
import { storedKey } from '../table/stored-key.ts';
import { contextOf } from '../vault/authenticated-context.ts';
import type { Vault } from '../vault/vault.ts';
import { type EncryptedField, encryptedPartsOf, ownerOf } from './case-texts.ts';
import { type CaseEvent, caseEvent, storedCaseEvent } from './event-schema.ts';

/**
 * The table item of an event: the event with its encrypted fields, and the member whose key decrypts them. Made at its first use, since most
 * calls read no event.
 */
export const storedEvent = lazily(() => z.object({ memberId: z.string(), event: storedCaseEvent() }));

/** Laws are encrypted as a JSON list. */
const decryptedValueOf = (field: EncryptedField, text: string | null | undefined): unknown =>
  field === 'laws' && typeof text === 'string' ? JSON.parse(text) : (text ?? null);

export type EventReader = ReturnType<typeof createEventReader>;

/** The reader of events: reads cases' timelines and decrypts the texts. The texts about an erased member are null. */
export const createEventReader = (table: Table, vault: Pick<Vault, 'decryptMany'>) => {
  const decryptEvents = async (
    keyedItems: readonly { readonly key: Key; readonly item: Item }[],
  ): Promise<CaseEvent[]> => {
    const storedEvents = keyedItems.map(({ key, item }) => ({ key, ...storedEvent().parse(item) }));
    const encryptedParts = storedEvents.flatMap(({ key, memberId, event }) =>
      encryptedPartsOf(event).map(({ field, value }) => ({
        event,
        field,
        ciphertextAt: { owner: ownerOf(memberId), context: contextOf(key, field), ciphertext: value },
      })),
    );
    const texts = await vault.decryptMany(encryptedParts.map(({ ciphertextAt }) => ciphertextAt));
    const decryptedParts = encryptedParts.map(({ event, field }, index) => ({
      event,
      field,
      value: decryptedValueOf(field, texts[index]),
    }));
    return storedEvents.map(({ event }) => {
      const partsOfEvent = decryptedParts.filter((part) => part.event === event);
      const values = Object.fromEntries(partsOfEvent.map(({ field, value }) => [field, value]));
      return caseEvent.parse({ ...event, ...values });
    });
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
