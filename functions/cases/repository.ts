import * as z from 'zod';
import { record } from '../journal/append.ts';
import type { JournalLineOf } from '../journal/line.ts';
import type { Role } from '../platform/authorisation.ts';
import { canonicalJson } from '../platform/canonical-json.ts';
import { type Codes, withFreeCode } from '../platform/codes.ts';
import type { Place } from '../platform/cursor.ts';
import { AppError, notFound, refused } from '../platform/errors.ts';
import { stale } from '../platform/http.ts';
import { placeOf } from '../platform/vault/place.ts';
import type { Vault } from '../platform/vault.ts';
import type { Item, Page, Table, Write } from '../table/client.ts';
import {
  assignedCasePlace,
  caseEventKey,
  caseEventPrefix,
  caseKey,
  caseList,
  caseListPlace,
  casesOfAssignee,
  casesOfOpener,
  codeKey,
  type Key,
  memberKey,
  openedCaseKey,
  personKey,
} from '../table/keys.ts';
import { storedKey } from '../table/stored-key.ts';
import { createBrokenGlass } from './broken-glass.ts';
import { createMemberScopes } from './member-scopes.ts';
import { addToStanding, type CaseAsItStands, momentOf, newStanding } from './rules.ts';
import {
  type CaseEvent,
  type CaseEventInput,
  type CaseInput,
  type CaseRecord,
  caseEvent,
  caseRecord,
  textFields,
} from './schema.ts';

import { ownerOf, sealText } from './sealed-texts.ts';

export type Cases = ReturnType<typeof createCases>;

const followUps = z.array(z.object({ due: z.string(), moment: z.string() }));

const storedCase = caseRecord.extend({
  standing: z.object({
    statusMoment: z.string().optional(),
    openFollowUps: followUps,
    doneFollowUps: followUps,
  }),
});

/** An event as it lies in the table: with its free texts sealed, and the member whose key opens them. */
const storedEvent = z.object({ memberId: z.string(), event: caseEvent });

const openedCase = z.object({ caseId: z.string() });

const storedCode = z.object({ record: storedKey });
const casePartition = /^CASE#(.+)$/;

const parse = (item: Item): CaseAsItStands => {
  const { standing, ...rest } = storedCase.parse(item);
  return { record: rest, standing };
};

const toItem = ({ record: value, standing }: CaseAsItStands): Item => ({
  ...value,
  standing,
  ...caseKey(value.id),
  ...caseListPlace(value.id),
  ...(value.assignedTo === undefined ? {} : assignedCasePlace(value.assignedTo, value.id)),
});

const textsOf = (event: CaseEvent | CaseEventInput): { field: string; text: string }[] => {
  const values: Readonly<Record<string, unknown>> = event;
  return textFields.flatMap((field) => {
    const text = values[field];
    return typeof text === 'string' ? [{ field, text }] : [];
  });
};

/** The person must be there, not disabled, and of one of the roles. */
const checkAssignee = (personId: string, roles: readonly Role[]): Write => ({
  check: personKey(personId),
  condition: `disabled = :false AND #role IN (${roles.map((_, index) => `:role${index}`).join(', ')})`,
  names: { '#role': 'role' },
  values: { ':false': false, ...Object.fromEntries(roles.map((role, index) => [`:role${index}`, role])) },
  refusal: () => refused('unknown_assignee', 'Assign the case to somebody who works on cases.', 'assignedTo'),
});

/** Which cases a list is made from. */
export type CaseSource =
  | { readonly of: 'all' }
  | { readonly of: 'assignee'; readonly personId: string }
  | { readonly of: 'opener'; readonly personId: string };

const batchSize = 100;
/** The most cases that one request looks at to fill a page. */
const mostWalked = 1000;

const mostAttempts = 12;

export const createCases = (table: Table, vault: Vault, newCode: Codes) => {
  const findMembers = createMemberScopes(table);

  const find = async (id: string): Promise<CaseAsItStands> => {
    const item = await table.get(caseKey(id));
    if (item === undefined) {
      throw notFound();
    }
    return parse(item);
  };

  const queryCases = (source: CaseSource, after: string | undefined): Promise<Page> => {
    switch (source.of) {
      case 'all':
        return table.query({
          index: 'gsi1',
          partition: caseList,
          limit: batchSize,
          ...(after === undefined ? {} : { after: { ...caseKey(after), ...caseListPlace(after) } }),
        });
      case 'assignee':
        return table.query({
          index: 'gsi2',
          partition: casesOfAssignee(source.personId),
          limit: batchSize,
          ...(after === undefined
            ? {}
            : { after: { ...caseKey(after), ...assignedCasePlace(source.personId, after) } }),
        });
      case 'opener':
        return table.query({
          partition: casesOfOpener(source.personId),
          limit: batchSize,
          ...(after === undefined ? {} : { after: openedCaseKey(source.personId, after) }),
        });
    }
  };

  /** Some cases of a list, in the order of their ids, and whether there may be more. */
  const readBatch = async (
    source: CaseSource,
    after: string | undefined,
  ): Promise<{ cases: CaseRecord[]; more: boolean }> => {
    const { items, next } = await queryCases(source, after);
    const found =
      source.of === 'opener'
        ? await table.getMany(items.map((item) => caseKey(openedCase.parse(item).caseId)))
        : items;
    const cases = found.map((item) => caseRecord.parse(item)).sort((a, b) => (a.id < b.id ? -1 : 1));
    return { cases, more: next !== undefined };
  };

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

  return {
    find,
    findMembers,

    /** Stores a new case under a code that was free, and its place in its opener's list. */
    open: async (
      value: Omit<CaseRecord, 'code'>,
      content: CaseInput,
      rules: { readonly refusal: AppError | undefined; readonly assigneeRoles: readonly Role[] },
      line: JournalLineOf<'case_opened'>,
    ): Promise<{ readonly outcome: 'created' | 'repeated'; readonly record: CaseRecord }> => {
      const key = caseKey(value.id);
      const fingerprint = await vault.fingerprint(canonicalJson(content));
      return withFreeCode(newCode, key, async (code, codeClaim) => {
        const opened = { ...value, code };
        const outcome = await record(table, {
          claim: { id: value.id, fingerprint, record: key },
          refusal: rules.refusal,
          writes: [
            {
              check: memberKey(value.memberId),
              condition: 'attribute_exists(pk)',
              refusal: () => refused('unknown_member', 'There is no such member.', 'memberId'),
            },
            ...(value.assignedTo === undefined ? [] : [checkAssignee(value.assignedTo, rules.assigneeRoles)]),
            { put: toItem({ record: opened, standing: newStanding }) },
            { put: { ...openedCaseKey(value.createdBy, value.id), caseId: value.id } },
            codeClaim,
          ],
          line,
        });
        return outcome === 'written'
          ? { outcome: 'created', record: opened }
          : { outcome: 'repeated', record: (await find(value.id)).record };
      });
    },

    /** @throws AppError `stale`, with the case as it is, where it is no longer the version before `changed`. */
    change: async (
      { record: changed, standing }: CaseAsItStands,
      rules: { readonly refusal: AppError | undefined; readonly assigneeRoles: readonly Role[] },
      line: JournalLineOf<'case_changed'>,
    ): Promise<void> => {
      const isAssigned = line.fields.includes('assignedTo') && changed.assignedTo !== undefined;
      await record(table, {
        refusal: rules.refusal,
        writes: [
          {
            put: toItem({ record: changed, standing }),
            condition: 'version = :seen',
            values: { ':seen': changed.version - 1 },
            refusal: (stored) => (stored === undefined ? notFound() : stale(parse(stored).record)),
          },
          ...(isAssigned && changed.assignedTo
            ? [checkAssignee(changed.assignedTo, rules.assigneeRoles)]
            : []),
        ],
        line,
      });
    },

    /**
     * A page of cases in the order in which their ids were made: up to `limit` of those that `choose` keeps. It is given
     * a batch, so that what it must know of them is read at once.
     */
    list: async (
      source: CaseSource,
      limit: number,
      after: string | undefined,
      choose: (cases: readonly CaseRecord[]) => Promise<readonly CaseRecord[]>,
    ): Promise<{ items: CaseRecord[]; next?: Place }> => {
      const found: CaseRecord[] = [];
      let from = after;
      for (let walked = 0; walked < mostWalked; walked += batchSize) {
        const { cases, more } = await readBatch(source, from);
        found.push(...(await choose(cases)));
        const last = found[limit - 1];
        if (found.length > limit && last !== undefined) {
          return { items: found.slice(0, limit), next: { id: last.id } };
        }
        if (!more) {
          return { items: found };
        }
        from = cases.at(-1)?.id;
      }
      return { items: found, ...(from === undefined ? {} : { next: { id: from } }) };
    },

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
      let current = seen;
      for (let attempt = 1; ; attempt += 1) {
        const overtaken = new AppError(
          'unavailable',
          'busy',
          'Others are writing here at this moment. Try again.',
        );
        const { record: stands, standing } = addToStanding(current, content, moment);
        try {
          const outcome = await record(table, {
            claim: { id: event.id, fingerprint, record: key },
            refusal: refusal ?? (sealed instanceof AppError ? sealed : undefined),
            writes: [
              {
                put: toItem({ record: { ...stands, version: stands.version + 1 }, standing }),
                condition: 'version = :seen',
                values: { ':seen': stands.version },
                refusal: () => overtaken,
              },
              { put: { ...key, memberId, event: { ...event, ...sealed } } },
            ],
            line,
          });
          if (outcome === 'written') {
            return { outcome: 'created', event };
          }
          const item = await table.get(outcome.repeated);
          const [repeated] = item === undefined ? [] : await openTexts([{ key: outcome.repeated, item }]);
          if (repeated === undefined) {
            throw new Error('An event that was accepted is not there.');
          }
          return { outcome: 'repeated', event: repeated };
        } catch (error) {
          if (error !== overtaken || attempt === mostAttempts) {
            throw error;
          }
          current = await find(caseId);
        }
      }
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

    /** The case that a code was given to, if any. */
    findByCode: async (code: string): Promise<CaseAsItStands | undefined> => {
      const item = await table.get(codeKey(code));
      const id = item && casePartition.exec(storedCode.parse(item).record.pk)?.[1];
      return id === undefined ? undefined : find(id);
    },

    ...createBrokenGlass(table, vault, findMembers),
  };
};
