import { answerBytesOf, maxAnswerBytes } from '../../shared/http/answer-size.ts';
import { idsOf } from '../../shared/one-woman/records.ts';
import type { Caller } from '../../shared/reach/caller.ts';
import type { Reach } from '../../shared/reach/roles.ts';
import { hasStopped } from '../../shared/services/withdrawn.ts';
import type { Records } from '../../shared/startup/connect-records.ts';
import type { Table } from '../../shared/table/client.ts';
import { requestsOfMember } from '../../shared/table/keys/members.ts';
import { queryAll } from '../../shared/table/query-all.ts';
import { compareTexts } from '../../shared/text/compare-texts.ts';
import { readSavings } from '../books/books-reader.ts';
import { filterReadable, shown } from '../cases/case-reach.ts';
import { readCases } from '../cases/read-cases.ts';
import type { CaseRecord } from '../cases/schema.ts';
import { openMember } from '../members/member-texts.ts';
import { findMember } from '../members/revision.ts';
import type { StoredMember } from '../members/schema.ts';
import { openTalks, readTalks } from '../members/stored-talk.ts';
import { maySee } from '../requests/rules.ts';
import { decryptRequests, parseRequest } from '../requests/stored-request.ts';
import { fitEvents, fitInTurns } from './fit-record.ts';
import { readNewestEvents } from './newest-events.ts';
import { readLooks, readOpeningsOf } from './read-access-lines.ts';
import { caseReadingsOf, readingsOf } from './readings.ts';
import type { CaseReadings, MemberRecord } from './schema.ts';

/** The member's cases that the caller may see, with their newest events, as many as may fit into the answer. */
const readHerCases = async (records: Records, ids: readonly string[], caller: Caller, reach: Reach) => {
  const { table } = records;
  const readable = await readCases(table, { of: 'member', ids }, (batch) =>
    filterReadable(table, batch, caller, reach),
  );
  const { kept, leftOut } = fitInTurns(readable.map(shown), ({ status }) => status !== 'closed');
  return {
    cases: await readNewestEvents(records, kept, maxAnswerBytes),
    ...(leftOut === 0 ? {} : { casesLeftOut: leftOut }),
  };
};

/** The talks with her that fit into the answer; none while she has withdrawn her consent to the services. */
const readHerTalks = async ({ table, vault }: Records, stored: StoredMember, ids: readonly string[]) => {
  if (hasStopped(stored)) return {};
  const { kept, leftOut } = fitInTurns(
    await openTalks(vault, await readTalks(table, ids), stored.id),
    () => true,
  );
  return { talks: kept, ...(leftOut === 0 ? {} : { talksLeftOut: leftOut }) };
};

/** The member's requests that fit into the answer. There are never grievances among them, whoever asks. */
const readRequests = async ({ table, vault }: Records, ids: readonly [string, ...string[]]) => {
  const items = await Promise.all(ids.map((id) => queryAll(table, { partition: requestsOfMember(id) })));
  const stored = items
    .flat()
    .map(parseRequest)
    .filter((request) => maySee({ role: 'coordinator' }, request))
    .toSorted((a, b) => compareTexts(a.id, b.id));
  const opened = (await decryptRequests(vault, stored)).map((one) => ({ ...one, memberId: ids[0] }));
  const { kept, leftOut } = fitInTurns(
    opened,
    ({ status, takenBack }) => status === 'open' && takenBack === undefined,
  );
  return { requests: kept, ...(leftOut === 0 ? {} : { requestsLeftOut: leftOut }) };
};

/**
 * Reads all that is kept of a member, without grievances and the cases that the caller may not see. All reads begin at the same time: two calls of the
 * table for each of her collectives; those for her cases, her requests, the talks with her and the openings of her records; and those for the looks of her
 * and of each of her groups. Her cases take one call, one more for each hundred, and one or a few for each timeline, ten at a time.
 * @param today the Indian date by which loans are overdue
 */
export const readRecord = async (
  records: Records,
  stored: StoredMember,
  caller: Caller,
  reach: Reach,
  { today, now }: { readonly today: string; readonly now: Date },
): Promise<MemberRecord> => {
  const { table, vault } = records;
  // All her ids, the kept one first. Written so that the type says that there is at least one.
  const ids = [stored.id, ...idsOf(stored).slice(1)] as const;
  const [member, savings, { cases, casesLeftOut }, herRequests, talks, openings, looks] = await Promise.all([
    openMember(vault, stored),
    readSavings(table, stored, today),
    readHerCases(records, ids, caller, reach),
    readRequests(records, [...ids]),
    readHerTalks(records, stored, ids),
    readOpeningsOf(table, ids, now, { parted: partedFrom(stored) }),
    readLooks(table, stored, now),
  ]);
  const { offices, children, consents } = member;
  const readings = readingsOf(
    { openings, looks },
    { ...stored, ids },
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
    ...talks,
    ...herRequests,
    ...(casesLeftOut === undefined ? {} : { casesLeftOut }),
    ...readings,
  };
  return { ...rest, cases: fitEvents(cases, maxAnswerBytes - answerBytesOf(rest)) };
};

/** The ids of the records that were joined with hers and are no longer. */
const partedFrom = (woman: StoredMember): string[] => {
  const ids = new Set(idsOf(woman));
  const parted = (woman.records ?? [woman]).flatMap((record) => record.partedFrom ?? []);
  return [...new Set(parted)].filter((id) => !ids.has(id));
};

/** The readings of a case: who opened it, and when. */
export const readCaseReadings = async (
  table: Table,
  { id, memberId }: Pick<CaseRecord, 'id' | 'memberId'>,
  now: Date,
): Promise<CaseReadings> => {
  const woman = await findMember(table, memberId);
  const parted = partedFrom(woman);
  return caseReadingsOf(await readOpeningsOf(table, idsOf(woman), now, { ofCase: id, parted }), id);
};
