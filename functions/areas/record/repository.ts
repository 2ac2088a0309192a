import { notFound } from '../../shared/errors/errors.ts';
import type { Caller } from '../../shared/reach/caller.ts';
import type { Reach } from '../../shared/reach/roles.ts';
import type { Table } from '../../shared/table/client.ts';
import { memberKey, requestsOfMember } from '../../shared/table/keys.ts';
import { queryAll } from '../../shared/table/query-all.ts';
import type { Vault } from '../../shared/vault/vault.ts';
import { createBooksReader } from '../books/books-reader.ts';
import { createCaseReach } from '../cases/case-reach.ts';
import { createEmergencyAccess } from '../cases/emergency-access-repository.ts';
import { createCaseListing } from '../cases/list-cases.ts';
import { createMemberScopes } from '../cases/member-scopes.ts';
import { createEventReader } from '../cases/read-events.ts';
import type { CaseRecord } from '../cases/schema.ts';
import { createFindCase } from '../cases/stored-case.ts';
import { createTexts } from '../members/member-texts.ts';
import type { StoredMember } from '../members/schema.ts';
import { parseMember } from '../members/stored-member.ts';
import { maySee } from '../requests/rules.ts';
import { decryptRequests, parseRequest } from '../requests/stored-request.ts';
import { answerBytesOf, fitEvents, fitNewest, maxAnswerBytes } from './answer-size.ts';
import { createAccessLineReader } from './read-access-lines.ts';
import { caseReadingsOf, readingsOf } from './readings.ts';
import type { CaseReadings, MemberRecord, RecordedCase } from './schema.ts';

export type Records = ReturnType<typeof createRecords>;

/** Timelines that are read at once. */
const timelinesAtOnce = 10;

/**
 * Reads all that is kept of a member. After her own item, calls of the table go out together: two for each of her
 * collectives, those for her cases, her requests, and two kinds of lines of the access log. Her cases take one call, one more for each hundred, and one
 * for each timeline, ten at a time.
 */
export const createRecords = (table: Table, vault: Vault) => {
  const texts = createTexts(vault);
  const books = createBooksReader(table);
  const findMembers = createMemberScopes(table);
  const listing = createCaseListing(table, findMembers);
  const { readEvents } = createEventReader(table, vault);
  const { readOpenings, readLists } = createAccessLineReader(table);
  const { findEmergencyAccess } = createEmergencyAccess(table, vault, findMembers);
  const { filterReachable, findReachable } = createCaseReach({
    find: createFindCase(table),
    findMembers,
    findEmergencyAccess,
  });

  /** The cases with the events of their timelines. */
  const withEvents = async (cases: readonly CaseRecord[]): Promise<RecordedCase[]> => {
    const casesWithEvents: RecordedCase[] = [];
    for (let from = 0; from < cases.length; from += timelinesAtOnce) {
      const batch = cases.slice(from, from + timelinesAtOnce);
      casesWithEvents.push(
        ...(await Promise.all(batch.map(async (one) => ({ ...one, events: await readEvents(one.id) })))),
      );
    }
    return casesWithEvents;
  };

  /** Those of her cases that the caller may see: the newest that fit into the answer, with their events. */
  const readCases = async (memberId: string, caller: Caller, reach: Reach) => {
    const seen = await listing.readEvery({ of: 'member', memberId }, (batch) =>
      filterReachable(batch, caller, reach),
    );
    const { kept, leftOut } = fitNewest(seen);
    return { cases: await withEvents(kept), ...(leftOut === 0 ? {} : { casesLeftOut: leftOut }) };
  };

  /** Her requests without grievances, whoever asks: those that a coordinator may see, the newest that fit into the answer. */
  const readRequests = async (memberId: string) => {
    const items = await queryAll(table, { partition: requestsOfMember(memberId) });
    const stored = items.map(parseRequest).filter((request) => maySee({ role: 'coordinator' }, request));
    const { kept, leftOut } = fitNewest(await decryptRequests(vault, stored));
    return { requests: kept, ...(leftOut === 0 ? {} : { requestsLeftOut: leftOut }) };
  };

  return {
    findReachable,

    /** @throws AppError `not_found` */
    findMember: async (id: string): Promise<StoredMember> => {
      const item = await table.get(memberKey(id));
      if (item === undefined) {
        throw notFound();
      }
      return parseMember(item);
    },

    /** Reads all that is kept of her, without grievances and without the cases that the caller may not see. @param today for what is overdue */
    read: async (
      stored: StoredMember,
      caller: Caller,
      reach: Reach,
      today: string,
    ): Promise<MemberRecord> => {
      const { id } = stored;
      const [member, savings, { cases, casesLeftOut }, herRequests, openings, lists] = await Promise.all([
        texts.open(stored),
        books.readSavings(id, stored, today),
        readCases(id, caller, reach),
        readRequests(id),
        readOpenings(id),
        readLists(id),
      ]);
      const { offices, children, consents } = member;
      const readings = readingsOf(
        { openings, lists },
        {
          cases: new Set(cases.map((one) => one.id)),
          requests: new Set(herRequests.requests.map((one) => one.id)),
        },
      );
      const rest = {
        member,
        savings,
        offices,
        children,
        consents,
        ...herRequests,
        ...(casesLeftOut === undefined ? {} : { casesLeftOut }),
        ...readings,
      };
      return { ...rest, cases: fitEvents(cases, maxAnswerBytes - answerBytesOf(rest)) };
    },

    readCaseReadings: async ({ id, memberId }: Pick<CaseRecord, 'id' | 'memberId'>): Promise<CaseReadings> =>
      caseReadingsOf(await readOpenings(memberId, id), id),
  };
};
