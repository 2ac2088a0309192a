import * as z from 'zod';
import { canonicalJson } from '../domain/canonical-json.ts';
import type { PageKey } from '../domain/cursor.ts';
import { AppError, InternalError } from '../domain/errors.ts';
import { tryAgain } from '../domain/retry.ts';
import { type Claim, record, refuseUnlessRepeated } from '../journal/append.ts';
import type { JournalLineOf } from '../journal/line.ts';
import type { Item, Table, Write } from '../table/client.ts';
import { caseEventKey, caseEventPrefix, caseKey, type Key } from '../table/keys.ts';
import { storedKey } from '../table/stored-key.ts';
import { contextOf } from '../vault/authenticated-context.ts';
import type { EncryptedText } from '../vault/encrypted-text.ts';
import type { Vault } from '../vault/vault.ts';
import { concerns, encryptText, ownerOf } from './encrypted-texts.ts';
import { copyEntitlement, removeEntitlement } from './entitlements.ts';
import { applyEvent, type CaseState, momentOf, replayTimeline } from './progress.ts';
import { factOf, validateTakingBack } from './rules.ts';
import {
  type CaseEvent,
  type CaseEventInput,
  caseEvent,
  encryptedFields,
  type StoredCaseEvent,
  storedCaseEvent,
  type TakingBackInput,
} from './schema.ts';
import { toCaseItem } from './stored-case.ts';
import { writeOnto } from './write-onto.ts';

/** A stored event, with its encrypted fields, and the member whose key decrypts them. */
const storedEvent = z.object({ memberId: z.string(), event: storedCaseEvent });

const recordedAtOf = ({ createdAt }: Pick<CaseEvent, 'createdAt'>): string =>
  new Date(createdAt).toISOString();

/** Writes a case after an event, on the condition that nobody wrote it in between. */
const putCase = (
  current: CaseState,
  { record: after, progress }: Pick<CaseState, 'record' | 'progress'>,
  recordedAt: string,
): Write => ({
  put: toCaseItem({ ...current, record: { ...after, version: after.version + 1 }, progress }, recordedAt),
  condition: 'version = :seen',
  values: { ':seen': after.version },
});

type EncryptedField = (typeof encryptedFields)[number];

type WithEncrypted<Value> = { readonly id: string } & {
  readonly [field in EncryptedField]?: Value | undefined;
};

/** What an event holds encrypted, by field: plaintext of an input, encrypted in a stored event. */
const encryptedPartsOf = <Value>(event: WithEncrypted<Value>): { field: EncryptedField; value: Value }[] =>
  encryptedFields.flatMap((field) => {
    const value = event[field];
    return value === undefined ? [] : [{ field, value }];
  });

/** What is encrypted is text: a list of laws is written as JSON. */
const textOf = (value: string | readonly string[]): string =>
  typeof value === 'string' ? value : JSON.stringify(value);

const decryptedValueOf = (field: EncryptedField, text: string | null | undefined): unknown =>
  field === 'laws' && typeof text === 'string' ? JSON.parse(text) : (text ?? null);

/** An application's id is used up by filing it. */
const applicationClaim = (event: CaseEventInput, claim: Claim): Claim[] =>
  event.type === 'compensation' && event.stage === 'filed'
    ? [{ ...claim, id: event.applicationId, path: 'applicationId' }]
    : [];

/**
 * The events of cases. Every addition to a timeline increments the version of its case, on the condition that
 * nobody else did.
 */
export const createTimeline = (table: Table, vault: Vault, findCase: (id: string) => Promise<CaseState>) => {
  const openTexts = async (
    events: readonly { readonly key: Key; readonly item: Item }[],
  ): Promise<CaseEvent[]> => {
    const stored = events.map(({ key, item }) => ({ key, ...storedEvent.parse(item) }));
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

  const readEvent = async (key: Key): Promise<CaseEvent> => {
    const item = await table.get(key);
    const [event] = item === undefined ? [] : await openTexts([{ key, item }]);
    if (event === undefined) {
      throw new InternalError('An event that was accepted is not there.');
    }
    return event;
  };

  /** The encrypted texts by field, or the error if the member was erased. */
  const encryptTexts = async (
    memberId: string,
    key: Key,
    event: CaseEventInput,
  ): Promise<Readonly<Record<string, EncryptedText>> | AppError> => {
    const encrypted: Record<string, EncryptedText> = {};
    for (const { field, value } of encryptedPartsOf<string | readonly string[]>(event)) {
      const one = await encryptText(vault, memberId, key, field, textOf(value));
      if (one instanceof AppError) {
        return one;
      }
      encrypted[field] = one;
    }
    return encrypted;
  };

  /** The whole timeline of a case, with its texts still encrypted. */
  const readTimeline = async (
    caseId: string,
  ): Promise<{ readonly event: StoredCaseEvent; readonly moment: string }[]> => {
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
    return found.map((item) => {
      const { event } = storedEvent.parse(item);
      return { event, moment: momentOf(event.on, recordedAtOf(event), event.id) };
    });
  };

  return {
    /**
     * Adds an event to a case's timeline and updates the case's state.
     * @param validate the error of the case as it now stands, if any; thrown unless the event was accepted before
     */
    addEvent: async (
      seen: CaseState,
      event: CaseEvent,
      content: CaseEventInput,
      validate: (current: CaseState) => AppError | undefined,
      line: JournalLineOf<'case_event'>,
    ): Promise<{ readonly outcome: 'created' | 'repeated'; readonly event: CaseEvent }> => {
      const { id: caseId, memberId } = seen.record;
      const key = caseEventKey(caseId, event.on, line.recordedAt, event.id);
      const fingerprint = await vault.fingerprint(canonicalJson({ caseId, ...content }));
      const encrypted = await encryptTexts(memberId, key, content);
      const moment = momentOf(event.on, line.recordedAt, event.id);
      const claim = { id: event.id, fingerprint, record: key, concerns: concerns(memberId) };
      return writeOnto(seen, findCase, async (current) => {
        const outcome = await record(table, {
          claim,
          furtherClaims: applicationClaim(content, claim),
          refusal: validate(current) ?? (encrypted instanceof AppError ? encrypted : undefined),
          optimistic: [putCase(current, applyEvent(current, content, moment), line.recordedAt)],
          writes: [
            { put: { ...key, memberId, event: { ...event, ...encrypted } } },
            ...copyEntitlement(content, { memberId, recordedAt: line.recordedAt }),
          ],
          line,
        });
        if (outcome === 'written') {
          return { outcome: 'created', event };
        }
        return 'repeated' in outcome
          ? { outcome: 'repeated', event: await readEvent(outcome.repeated) }
          : tryAgain;
      });
    },

    /**
     * Takes an event back: the case's state is recomputed without it. `refusal` is thrown unless this was
     * accepted before.
     * @throws AppError `unknown_event`, `not_to_be_taken_back`, `already_taken_back`, `stages_stand`
     */
    takeBack: async (
      seen: CaseState,
      takingBack: Extract<CaseEvent, { type: 'taken_back' }>,
      content: TakingBackInput,
      refusal: AppError | undefined,
      line: Omit<JournalLineOf<'case_event_taken_back'>, 'eventOn' | 'eventRecordedAt' | 'event'>,
    ): Promise<{ readonly outcome: 'created' | 'repeated'; readonly event: CaseEvent }> => {
      const { id: caseId, memberId } = seen.record;
      const { id, on, eventId } = takingBack;
      const key = caseEventKey(caseId, on, line.recordedAt, id);
      const fingerprint = await vault.fingerprint(canonicalJson({ caseId, ...content }));
      const claim = { id, fingerprint, record: key, concerns: concerns(memberId) };
      const encrypted = await encryptTexts(memberId, key, content);
      const repeat = async ({ repeated }: { readonly repeated: Key }) =>
        ({ outcome: 'repeated', event: await readEvent(repeated) }) as const;
      return writeOnto(seen, findCase, async (current) => {
        const timeline = await readTimeline(caseId);
        const taken =
          refusal ??
          validateTakingBack(
            eventId,
            timeline.map(({ event }) => event),
          );
        if (taken instanceof AppError) {
          return repeat(await refuseUnlessRepeated(table, claim, taken));
        }
        if (encrypted instanceof AppError) {
          return repeat(await refuseUnlessRepeated(table, claim, encrypted));
        }
        const after = replayTimeline(
          current.record,
          timeline.filter(({ event }) => event.id !== eventId),
        );
        const eventRecordedAt = recordedAtOf(taken);
        const outcome = await record(table, {
          claim,
          optimistic: [putCase(current, after, line.recordedAt)],
          writes: [
            {
              put: {
                ...caseEventKey(caseId, taken.on, eventRecordedAt, eventId),
                memberId,
                event: { ...taken, takenBack: { eventId: id, on }, version: taken.version + 1 },
              },
            },
            { put: { ...key, memberId, event: { ...takingBack, ...encrypted } } },
            ...removeEntitlement(taken, memberId),
          ],
          line: { ...line, eventOn: taken.on, eventRecordedAt, event: factOf(taken) },
        });
        if (outcome === 'written') {
          return { outcome: 'created', event: takingBack };
        }
        return 'repeated' in outcome ? repeat(outcome) : tryAgain;
      });
    },

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
      const events = await openTexts(items.map((item) => ({ key: storedKey.parse(item), item })));
      return { items: events, ...(next === undefined ? {} : { next }) };
    },
  };
};
