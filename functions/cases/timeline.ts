import * as z from 'zod';
import { canonicalJson } from '../domain/canonical-json.ts';
import type { Place } from '../domain/cursor.ts';
import { AppError } from '../domain/errors.ts';
import { tryAgain } from '../domain/retry.ts';
import { record, refuseUnlessRepeated } from '../journal/append.ts';
import type { JournalLineOf } from '../journal/line.ts';
import type { Item, Table, Write } from '../table/client.ts';
import { caseEventKey, caseEventPrefix, caseKey, type Key } from '../table/keys.ts';
import { storedKey } from '../table/stored-key.ts';
import { placeOf } from '../vault/authenticated-context.ts';
import type { Vault } from '../vault/vault.ts';
import {
  addToStanding,
  type CaseAsItStands,
  factOf,
  momentOf,
  standingOf,
  validateTakingBack,
} from './rules.ts';
import {
  type CaseEvent,
  type CaseEventInput,
  caseEvent,
  type TakingBackInput,
  textFields,
} from './schema.ts';
import { concerns, ownerOf, sealText } from './sealed-texts.ts';
import { toCaseItem } from './stored-case.ts';
import { writeOnto } from './write-onto.ts';

/** An event as it lies in the table: with its free texts sealed, and the member whose key opens them. */
const storedEvent = z.object({ memberId: z.string(), event: caseEvent });

const recordedAtOf = ({ createdAt }: CaseEvent): string => new Date(createdAt).toISOString();

/** A case as an event leaves it, unless somebody else wrote it since it was read. */
const putCase = (
  current: CaseAsItStands,
  { record: stands, standing }: Pick<CaseAsItStands, 'record' | 'standing'>,
  recordedAt: string,
): Write => ({
  put: toCaseItem({ ...current, record: { ...stands, version: stands.version + 1 }, standing }, recordedAt),
  condition: 'version = :seen',
  values: { ':seen': stands.version },
});

const textsOf = (event: CaseEvent | CaseEventInput): { field: string; text: string }[] => {
  const values: Readonly<Record<string, unknown>> = event;
  return textFields.flatMap((field) => {
    const text = values[field];
    return typeof text === 'string' ? [{ field, text }] : [];
  });
};

/** The events of cases. Whatever adds to a timeline raises the version of its case, on the condition that nobody else did. */
export const createTimeline = (
  table: Table,
  vault: Vault,
  findCase: (id: string) => Promise<CaseAsItStands>,
) => {
  const openTexts = async (
    events: readonly { readonly key: Key; readonly item: Item }[],
  ): Promise<CaseEvent[]> => {
    const stored = events.map(({ key, item }) => ({ key, ...storedEvent.parse(item) }));
    const sealed = stored.flatMap(({ key, memberId, event }) =>
      textsOf(event).map(({ field, text }) => ({
        event,
        field,
        at: { owner: ownerOf(memberId), place: placeOf(key, field), sealed: text },
      })),
    );
    const texts = await vault.openMany(sealed.map(({ at }) => at));
    return stored.map(({ event }) => {
      const opened = sealed.flatMap((text, index) =>
        text.event === event ? [[text.field, texts[index] ?? null] as const] : [],
      );
      return caseEvent.parse({ ...event, ...Object.fromEntries(opened) });
    });
  };

  const readEvent = async (key: Key): Promise<CaseEvent> => {
    const item = await table.get(key);
    const [event] = item === undefined ? [] : await openTexts([{ key, item }]);
    if (event === undefined) {
      throw new Error('An event that was accepted is not there.');
    }
    return event;
  };

  /** The sealed texts by field, or the refusal to take any, of somebody who was erased. */
  const sealTexts = async (
    memberId: string,
    key: Key,
    event: CaseEventInput,
  ): Promise<Readonly<Record<string, string>> | AppError> => {
    const sealed: Record<string, string> = {};
    for (const { field, text } of textsOf(event)) {
      const one = await sealText(vault, memberId, key, field, text);
      if (typeof one !== 'string') {
        return one;
      }
      sealed[field] = one;
    }
    return sealed;
  };

  /** The whole timeline of a case, with its texts still sealed. */
  const readTimeline = async (
    caseId: string,
  ): Promise<{ readonly event: CaseEvent; readonly moment: string }[]> => {
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
     * Adds an event to the timeline of a case that was read before, and tells the case how it now stands. `refusal` stands unless
     * the event was accepted before.
     */
    addEvent: async (
      seen: CaseAsItStands,
      event: CaseEvent,
      content: CaseEventInput,
      refusal: AppError | undefined,
      line: JournalLineOf<'case_event'>,
    ): Promise<{ readonly outcome: 'created' | 'repeated'; readonly event: CaseEvent }> => {
      const { id: caseId, memberId } = seen.record;
      const key = caseEventKey(caseId, event.on, line.recordedAt, event.id);
      const fingerprint = await vault.fingerprint(canonicalJson({ caseId, ...content }));
      const sealed = await sealTexts(memberId, key, content);
      const moment = momentOf(event.on, line.recordedAt, event.id);
      return writeOnto(seen, findCase, async (current) => {
        const stands = addToStanding(current, content, moment);
        const outcome = await record(table, {
          claim: { id: event.id, fingerprint, record: key, concerns: concerns(memberId) },
          refusal: refusal ?? (sealed instanceof AppError ? sealed : undefined),
          optimistic: [putCase(current, stands, line.recordedAt)],
          writes: [{ put: { ...key, memberId, event: { ...event, ...sealed } } }],
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
     * Takes an event of a case back: from now on the case stands as if it had never been told. `refusal` stands unless this was
     * accepted before.
     * @throws AppError `unknown_event`, `not_to_be_taken_back`, `already_taken_back`
     */
    takeBack: async (
      seen: CaseAsItStands,
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
      const sealed = await sealTexts(memberId, key, content);
      const repeat = async ({ repeated }: { readonly repeated: Key }) =>
        ({ outcome: 'repeated', event: await readEvent(repeated) }) as const;
      return writeOnto(seen, findCase, async (current) => {
        const timeline = await readTimeline(caseId);
        const taken =
          refusal ?? validateTakingBack(timeline.find(({ event }) => event.id === eventId)?.event);
        if (taken instanceof AppError) {
          return repeat(await refuseUnlessRepeated(table, claim, taken));
        }
        if (sealed instanceof AppError) {
          return repeat(await refuseUnlessRepeated(table, claim, sealed));
        }
        const stands = standingOf(
          current.record,
          timeline.filter(({ event }) => event.id !== eventId),
        );
        const eventRecordedAt = recordedAtOf(taken);
        const outcome = await record(table, {
          claim,
          optimistic: [putCase(current, stands, line.recordedAt)],
          writes: [
            {
              put: {
                ...caseEventKey(caseId, taken.on, eventRecordedAt, eventId),
                memberId,
                event: { ...taken, takenBack: { eventId: id, on }, version: taken.version + 1 },
              },
            },
            { put: { ...key, memberId, event: { ...takingBack, ...sealed } } },
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
      after: Place | undefined,
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
