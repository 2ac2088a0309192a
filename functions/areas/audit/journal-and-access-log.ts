import * as z from 'zod';
import { type AnsweredJournalLine, journalLine, toldJournalLine } from '../../shared/journal/line.ts';
import { contentOf, isListLine, parseListLine } from '../../shared/journal/list-line.ts';
import type { Item, Table } from '../../shared/table/client.ts';
import {
  accessByActor,
  accessBySubject,
  accessPartition,
  caseKey,
  casesOfMember,
  claimKey,
  erasedMemberKey,
  journalByActor,
  journalBySubject,
  journalPartition,
  memberKey,
} from '../../shared/table/keys.ts';
import { queryAll, queryPages } from '../../shared/table/query-all.ts';
import type { IndexedId, KeyedLine, Log } from './log-pages.ts';
import { type AccessLine, access } from './schema.ts';
import { searchLooks } from './search-looks.ts';

/** What the two logs are read with. */
export type LogTable = Pick<Table, 'query' | 'get' | 'getMany'>;

const storedLine = z.object({ sk: z.string(), line: toldJournalLine() });
const wholeLine = z.object({ sk: z.string(), line: journalLine() });
const storedAccess = access.extend({ sk: z.string() });

/** The claim of an id names the key of the record that the id was used for. */
const storedClaim = z.object({ record: z.object({ pk: z.string() }) });
/** The partition of a record whose own id is a subject of journal lines, such as `MEMBER#0199…`. */
const subjectPartition = /^(?:COLLECTIVE|MEMBER|CASE|REQUESTS|TALKS)#(.+)$/;

const lineOfCollective = z.object({ line: z.object({ collectiveId: z.string().optional() }) });
/** The groups of a member's record. Of an erased one they may be gone. */
const groupsOfMember = z.object({
  collectiveId: z.string().optional(),
  formerCollectives: z.array(z.string()).default([]),
});
/** In a member's list of cases, the sort key is the case's id. */
const caseOfMember = z.object({ sk: z.string() });

/** The groups that a member ever was in: those of her record, to which moves brought her too, and those that her own lines name. */
const findGroups = async (table: Pick<Table, 'query' | 'getMany'>, memberId: string): Promise<string[]> => {
  const records = await table.getMany([memberKey(memberId), erasedMemberKey(memberId)]);
  const groups = new Set<string>(
    records.flatMap((item) => {
      const { collectiveId, formerCollectives } = groupsOfMember.parse(item);
      return [...formerCollectives, ...(collectiveId === undefined ? [] : [collectiveId])];
    }),
  );
  for await (const lines of queryPages(table, { index: 'gsi1', partition: journalBySubject(memberId) })) {
    for (const item of lines) {
      const { collectiveId } = lineOfCollective.parse(item).line;
      if (collectiveId !== undefined) groups.add(collectiveId);
    }
  }
  return [...groups];
};

/** The groups of a member, and her cases. The lines of both may name her too. */
const findGroupsAndCases = async (
  table: Pick<Table, 'query' | 'getMany'>,
  memberId: string,
): Promise<IndexedId[]> => {
  const [groupIds, cases] = await Promise.all([
    findGroups(table, memberId),
    queryAll(table, { partition: casesOfMember(memberId) }),
  ]);
  // The lines of a group concern other members too; those of a case are all about her.
  return [
    ...groupIds.map((id) => ({ id, concernsOthers: true })),
    ...cases.map((item) => ({ id: caseOfMember.parse(item).sk, concernsOthers: false })),
  ];
};

/**
 * The journal as the auditor reads it, beside the access log: its lines by time, subject or actor.
 * @param isForCounting with what women answered in talks, by which others count again
 */
export const journalOf = (table: LogTable, isForCounting = false): Log<AnsweredJournalLine> => ({
  table,
  findIndexedIds: async (subject) => {
    const ownId = { id: subject, concernsOthers: false };
    const claim = await table.get(claimKey(subject));
    if (claim === undefined) {
      return [ownId];
    }
    const { pk } = storedClaim.parse(claim).record;
    if (pk === memberKey(subject).pk) {
      return [ownId, ...(await findGroupsAndCases(table, subject))];
    }
    // The lines of a meeting, loan, consent, child or event lie under its collective, member or case.
    const holderId = subjectPartition.exec(pk)?.[1];
    return holderId === undefined || holderId === subject
      ? [ownId]
      : [{ id: holderId, concernsOthers: true }];
  },
  partition: journalPartition,
  bySubject: journalBySubject,
  byActor: journalByActor,
  parse: (item) => {
    const { sk, line } = (isForCounting ? wholeLine : storedLine).parse(item);
    return { sortKey: sk, line };
  },
});

const storedCaseMember = z.object({ memberId: z.string() });
/** The partition of a member, a case, a member's requests or talks, and a group. */
const memberPartition = /^MEMBER#(.+)$/;
const casePartition = /^CASE#(.+)$/;
const entriesPartition = /^(?:REQUESTS|TALKS)#(.+)$/;
const groupPartition = /^COLLECTIVE#(.+)$/;

/** Whom or what a subject belongs to. `memberId`: the subject itself if it is a member, otherwise the member whose record it is. */
type Belonging = { readonly memberId?: string | undefined; readonly collectiveId?: string | undefined };

const findBelonging = async (table: LogTable, subject: string): Promise<Belonging> => {
  const claim = await table.get(claimKey(subject));
  const pk = claim === undefined ? '' : storedClaim.parse(claim).record.pk;
  const idIn = (pattern: RegExp): string | undefined => pattern.exec(pk)?.[1];
  const [caseItem] = idIn(casePartition) === subject ? await table.getMany([caseKey(subject)]) : [];
  return {
    memberId:
      caseItem === undefined
        ? (idIn(memberPartition) ?? idIn(entriesPartition))
        : storedCaseMember.parse(caseItem).memberId,
    collectiveId: idIn(groupPartition),
  };
};

/**
 * The access log as the auditor reads it, beside the journal: its lines by time, subject or actor. The openings of a member's case or request are
 * indexed under the member. The readings of lists are found by the looks of the member, and of each group that she ever was in.
 */
export const accessLogOf = (table: LogTable): Log<AccessLine> => ({
  table,
  findIndexedIds: async (subject) => {
    const ownId = { id: subject, concernsOthers: false };
    const { memberId } = await findBelonging(table, subject);
    return memberId === undefined || memberId === subject
      ? [ownId]
      : [ownId, { id: memberId, concernsOthers: true }];
  },
  partition: accessPartition,
  bySubject: accessBySubject,
  byActor: accessByActor,
  hasDayLines: true,
  searchSeveral: async (subject, { actor, range }, limits) => {
    const { memberId, collectiveId } = await findBelonging(table, subject);
    const groups = memberId === undefined ? [] : await findGroups(table, memberId);
    const holders = [subject, memberId, collectiveId, ...groups].filter((id) => id !== undefined);
    return searchLooks(table, { subject, holders: [...new Set(holders)], actor, range }, limits, parseAccess);
  },
  parse: parseAccess,
});

const parseAccess = (item: Item): KeyedLine<AccessLine> => {
  if (!isListLine(item)) {
    const { sk, ...line } = storedAccess.parse(item);
    return { sortKey: sk, line };
  }
  const { id, sortKey, actor, route, subject, hours, ...shown } = parseListLine(item);
  const [first, last] = [hours[0], hours.at(-1)];
  return {
    sortKey,
    times: hours,
    line: access.parse({
      id,
      at: first?.from,
      ...(hours.length < 2 ? {} : { lastAt: last?.from, hours: hours.length }),
      actor,
      route,
      ...(subject === undefined ? {} : { subject }),
      ...contentOf(shown),
    }),
  };
};
