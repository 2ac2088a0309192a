import * as z from 'zod';
import type { PageKey } from '../domain/cursor.ts';
import { lazily } from '../domain/lazily.ts';
import type { Item, Table } from '../table/client.ts';
import { caseEventPrefix, caseKey, type Key } from '../table/keys.ts';
import { storedKey } from '../table/stored-key.ts';
import { contextOf } from '../vault/authenticated-context.ts';
import type { Vault } from '../vault/vault.ts';
import { ownerOf } from './case-texts.ts';
import { type CaseEvent, caseEvent, encryptedFields, storedCaseEvent } from './event-schema.ts';

/** An event as the reader of events finds it in the table: encrypted fields, and the member whose key decrypts them. */
export const storedEvent = lazily(() => z.object({ memberId: z.string(), event: storedCaseEvent() }));

type EncryptedField = (typeof encryptedFields)[number];

type WithEncrypted<Value> = { readonly id: string } & {
  readonly [field in EncryptedField]?: Value | undefined;
};

/** What an event holds encrypted, by field, to be read: plaintext of an input, encrypted in a stored event. */
export const encryptedPartsOf = <Value>(
  event: WithEncrypted<Value>,
): { field: EncryptedField; value: Value }[] =>
  encryptedFields.flatMap((field) => {
    const value = event[field];
    return value === undefined ? [] : [{ field, value }];
  });

const decryptedValueOf = (field: EncryptedField, text: string | null | undefined): unknown =>
  field === 'laws' && typeof text === 'string' ? JSON.parse(text) : (text ?? null);

export type EventReader = ReturnType<typeof createEventReader>;

/** Reads the events of cases, with their texts; those of an erased member are null. */
export const createEventReader = (table: Table, vault: Pick<Vault, 'decryptMany'>) => {
  const openTexts = async (
    events: readonly { readonly key: Key; readonly item: Item }[],
  ): Promise<CaseEvent[]> => {
    const stored = events.map(({ key, item }) => ({ key, ...storedEvent().parse(item) }));
    const encrypted = stored.flatMap(({ key, memberId, event }) =>
      encryptedPartsOf(event).map(({ field, value }) => ({
        event,
        field,
        at: { owner: ownerOf(memberId), context: contextOf(key, field), ciphertext: value },
      })),
    );
    const texts = await vault.decryptMany(encrypted.map(({ at }) => at));
    return stored.map(({ event }) => {
      const opened = encrypted.flatMap((text, index) =>
        text.event === event ? [[text.field, decryptedValueOf(text.field, texts[index])] as const] : [],
      );
      return caseEvent.parse({ ...event, ...Object.fromEntries(opened) });
    });
  };

  /** The items of a case's whole timeline, by date, then by recording. */
  const readItems = async (caseId: string): Promise<Item[]> => {
    const found: Item[] = [];
    let after: Item | undefined;
    do {
      const { items, next } = await table.query({
        partition: caseKey(caseId).pk,
        prefix: caseEventPrefix,
        ...(after === undefined ? {} : { after }),
      });
      found.push(...items);
      after = next;
    } while (after !== undefined);
    return found;
  };

  const open = (items: readonly Item[]): Promise<CaseEvent[]> =>
    openTexts(items.map((item) => ({ key: storedKey.parse(item), item })));

  return {
    openTexts,
    readItems,

    /** A case's whole timeline, by date, then by recording. */
    readEvents: async (caseId: string): Promise<CaseEvent[]> => open(await readItems(caseId)),

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
      return { items: await open(items), ...(next === undefined ? {} : { next }) };
    },
  };
};
