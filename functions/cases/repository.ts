import * as z from 'zod';
import { record } from '../journal/append.ts';
import type { JournalLineOf } from '../journal/line.ts';
import type { Role } from '../platform/authorisation.ts';
import { canonicalJson } from '../platform/canonical-json.ts';
import { type Codes, claimCode } from '../platform/codes.ts';
import type { Place } from '../platform/cursor.ts';
import { type AppError, notFound, refused } from '../platform/errors.ts';
import { retry, tryAgain } from '../platform/retry.ts';
import type { Vault } from '../platform/vault.ts';
import type { Page, Table, Write } from '../table/client.ts';
import {
  assignedCasePlace,
  caseKey,
  caseList,
  caseListPlace,
  casesOfAssignee,
  casesOfOpener,
  codeKey,
  memberKey,
  openedCaseKey,
  personKey,
} from '../table/keys.ts';
import { storedKey } from '../table/stored-key.ts';
import { createBrokenGlass } from './broken-glass.ts';
import { createMemberScopes } from './member-scopes.ts';
import { type CaseAsItStands, newStanding } from './rules.ts';
import { type CaseInput, type CaseRecord, caseRecord } from './schema.ts';
import { concerns } from './sealed-texts.ts';
import { parseCase, toCaseItem } from './stored-case.ts';
import { createTimeline } from './timeline.ts';

export type Cases = ReturnType<typeof createCases>;

const openedCase = z.object({ caseId: z.string() });

const storedCode = z.object({ record: storedKey });
const casePartition = /^CASE#(.+)$/;

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

export const createCases = (table: Table, vault: Vault, newCode: Codes) => {
  const findMembers = createMemberScopes(table);

  const find = async (id: string): Promise<CaseAsItStands> => {
    const item = await table.get(caseKey(id));
    if (item === undefined) {
      throw notFound();
    }
    return parseCase(item);
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
      return retry(async () => {
        const opened = { ...value, code: newCode() };
        const outcome = await record(table, {
          claim: { id: value.id, fingerprint, record: key, concerns: concerns(value.memberId) },
          refusal: rules.refusal,
          optimistic: [claimCode(opened.code, key)],
          writes: [
            {
              check: memberKey(value.memberId),
              condition: 'attribute_exists(pk)',
              refusal: () => refused('unknown_member', 'There is no such member.', 'memberId'),
            },
            ...(value.assignedTo === undefined ? [] : [checkAssignee(value.assignedTo, rules.assigneeRoles)]),
            { put: toCaseItem({ record: opened, standing: newStanding }) },
            { put: { ...openedCaseKey(value.createdBy, value.id), caseId: value.id } },
          ],
          line,
        });
        if (outcome === 'written') {
          return { outcome: 'created', record: opened };
        }
        return 'repeated' in outcome
          ? { outcome: 'repeated', record: (await find(value.id)).record }
          : tryAgain;
      });
    },

    /** `stale`, with the case as it is, where it is no longer the version before `changed`. */
    change: async (
      { record: changed, standing }: CaseAsItStands,
      rules: { readonly refusal: AppError | undefined; readonly assigneeRoles: readonly Role[] },
      line: JournalLineOf<'case_changed'>,
    ): Promise<'written' | { readonly stale: CaseRecord }> => {
      const isAssigned = line.fields.includes('assignedTo') && changed.assignedTo !== undefined;
      const outcome = await record(table, {
        refusal: rules.refusal,
        optimistic: [
          {
            put: toCaseItem({ record: changed, standing }),
            condition: 'version = :seen',
            values: { ':seen': changed.version - 1 },
          },
        ],
        writes:
          isAssigned && changed.assignedTo ? [checkAssignee(changed.assignedTo, rules.assigneeRoles)] : [],
        line,
      });
      if (outcome === 'written' || 'repeated' in outcome) {
        return 'written';
      }
      if (outcome.stale === undefined) {
        throw notFound();
      }
      return { stale: parseCase(outcome.stale).record };
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

    /** The case that a code was given to, if any. */
    findByCode: async (code: string): Promise<CaseAsItStands | undefined> => {
      const item = await table.get(codeKey(code));
      const id = item && casePartition.exec(storedCode.parse(item).record.pk)?.[1];
      return id === undefined ? undefined : find(id);
    },

    ...createTimeline(table, vault, find),
    ...createBrokenGlass(table, vault, findMembers),
  };
};
