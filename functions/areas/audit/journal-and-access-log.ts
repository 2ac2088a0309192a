import * as z from 'zod';
import { type AnsweredJournalLine, journalLine, toldJournalLine } from '../../shared/journal/line.ts';
import { contentOf, isListLine, parseListLine } from '../../shared/journal/list-line.ts';
import { parseOpening } from '../../shared/journal/opening-line.ts';
import type { Item, Table } from '../../shared/table/client.ts';
import {
  accessByActor,
  accessBySubject,
  accessPartition,
  caseKey,
  casesOfMember,
  claimKey,
  collectiveKey,
  erasedMemberKey,
  journalByActor,
  journalBySubject,
  journalPartition,
  memberKey,
  movePrefix,
} from '../../shared/table/keys.ts';
import { queryAll, queryPages } from '../../shared/table/query-all.ts';
import type { KeyedLine, Log } from './log-pages.ts';
import { type AccessLine, access } from './schema.ts';
import { searchLooks } from './search-looks.ts';

/** What the two logs are read with. */
export type LogTable = Pick<Table, 'query' | 'get' | 'getMany'>;

const storedLine = z.object({ sk: z.string(), line: toldJournalLine() });
const wholeLine = z.object({ sk: z.string(), line: journalLine() });

/** The claim of an id names the key of the record that the id was used for. */
const storedClaim = z.object({ record: z.object({ pk: z.string() }) });
/** The partition of a record whose own id is a subject of journal lines, such as `MEMBER#0199…`. */
const subjectPartition = /^(?:COLLECTIVE|MEMBER|CASE|REQUESTS|TALKS)#(.+)$/;

const lineOfCollective = z.object({ line: z.object({ collectiveId: z.string().optional() }) });
/** A member's record. Of an erased one her groups may be gone. */
const storedWoman = z.object({
  id: z.string(),
  joinedTo: z.string().optional(),
  joined: z.array(z.object({ id: z.string() })).default([]),
  partedFrom: z.array(z.string()).default([]),
  collectiveId: z
    .string()
    .optional()
    .transform((id) => (id === undefined ? [] : [id])),
  formerCollectives: z.array(z.string()).default([]),
});
/** In a member's list of cases, the sort key is the case's id. */
const caseOfMember = z.object({ sk: z.string() });

type Records = Pick<Table, 'query' | 'getMany'>;

/**
 * A woman, by the id of one of her records, erased or not. `ids`: of all records that are hers now. `parted`: of records that were joined with one of
 * these, under which lines about her may lie.
 */
type Woman = {
  readonly ids: readonly string[];
  readonly parted: readonly string[];
  readonly records: readonly z.infer<typeof storedWoman>[];
};

const findWoman = async (table: Records, memberId: string): Promise<Woman> => {
  const read = async (ids: readonly string[]) =>
    (await table.getMany(ids.flatMap((id) => [memberKey(id), erasedMemberKey(id)]))).map((item) =>
      storedWoman.parse(item),
    );
  let [kept] = await read([memberId]);
  while (kept?.joinedTo !== undefined) [kept] = await read([kept.joinedTo]);
  const ids = kept === undefined ? [memberId] : [kept.id, ...kept.joined.map(({ id }) => id)];
  const records = kept === undefined ? [] : [kept, ...(await read(ids.slice(1)))];
  const parted = new Set(records.flatMap(({ partedFrom }) => partedFrom));
  return { ids, parted: [...parted].filter((id) => !ids.includes(id)), records };
};

/** The groups that a woman ever was in: those of her records, to which moves brought her too, and those that her own lines name. */
const findGroups = async (table: Records, { ids, records }: Woman): Promise<string[]> => {
  const groups = new Set(
    records.flatMap(({ collectiveId, formerCollectives }) => [...formerCollectives, ...collectiveId]),
  );
  for (const id of ids) {
    for await (const lines of queryPages(table, { index: 'gsi1', partition: journalBySubject(id) })) {
      for (const item of lines) {
        const { collectiveId } = lineOfCollective.parse(item).line;
        if (collectiveId !== undefined) groups.add(collectiveId);
      }
    }
  }
  return [...groups];
};

const findCases = async (table: Records, ids: readonly string[]): Promise<string[]> =>
  (await Promise.all(ids.map((id) => queryAll(table, { partition: casesOfMember(id) }))))
    .flat()
    .map((item) => caseOfMember.parse(item).sk);

const storedMove = z.object({ from: z.string(), to: z.string() });

/** The groups that women or money came from to a group: the line of a move lies under the group that it left. */
const findOrigins = async (table: Records, collectiveId: string): Promise<string[]> => {
  const partition = collectiveKey(collectiveId).pk;
  const moves = (await queryAll(table, { partition, prefix: movePrefix })).map((item) =>
    storedMove.parse(item),
  );
  return [...new Set(moves.flatMap(({ from, to }) => (to === collectiveId ? [from] : [])))];
};

/**
 * The journal as the auditor reads it, beside the access log: its lines by time, subject or actor.
 * @param isForCounting with what women answered in talks, by which others count again
 */
export const journalOf = (table: LogTable, isForCounting = false): Log<AnsweredJournalLine> => ({
  table,
  findIndexedIds: async (subject) => {
    const claim = await table.get(claimKey(subject));
    if (claim === undefined) {
      return [{ id: subject }];
    }
    const { pk } = storedClaim.parse(claim).record;
    if (pk === memberKey(subject).pk) {
      const woman = await findWoman(table, subject);
      const [cases, groups] = await Promise.all([findCases(table, woman.ids), findGroups(table, woman)]);
      // The lines of a group, and of a record that was parted from hers, concern others too; those of a case are all about her.
      return [
        ...[...woman.ids, ...cases].map((id) => ({ id })),
        ...[...woman.parted, ...groups].map((id) => ({ id, naming: woman.ids })),
      ];
    }
    if (pk === collectiveKey(subject).pk) {
      const origins = await findOrigins(table, subject);
      return [{ id: subject }, ...origins.map((id) => ({ id, naming: [subject] }))];
    }
    // The lines of a meeting, loan, consent, child or event lie under its collective, member or case.
    const holderId = subjectPartition.exec(pk)?.[1];
    return holderId === undefined || holderId === subject
      ? [{ id: subject }]
      : [{ id: holderId, naming: [subject] }];
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
    const { memberId } = await findBelonging(table, subject);
    if (memberId === undefined) return [{ id: subject }];
    const { ids, parted } = await findWoman(table, memberId);
    if (memberId !== subject) {
      return [{ id: subject }, ...[...ids, ...parted].map((id) => ({ id, naming: [subject] }))];
    }
    const naming = parted.length === 0 ? [] : [...ids, ...(await findCases(table, ids))];
    return [...ids.map((id) => ({ id })), ...parted.map((id) => ({ id, naming }))];
  },
  partition: accessPartition,
  bySubject: accessBySubject,
  byActor: accessByActor,
  hasDayLines: true,
  searchSeveral: async (subject, { actor, range }, limits) => {
    const { memberId, collectiveId } = await findBelonging(table, subject);
    const woman = memberId === undefined ? undefined : await findWoman(table, memberId);
    const hers =
      woman === undefined ? [] : [...woman.ids, ...woman.parted, ...(await findGroups(table, woman))];
    const holders = [subject, collectiveId, ...hers].filter((id) => id !== undefined);
    const subjects = woman !== undefined && memberId === subject ? woman.ids : [subject];
    return searchLooks(
      table,
      { subjects, holders: [...new Set(holders)], actor, range },
      limits,
      parseAccess,
    );
  },
  parse: parseAccess,
});

const parseAccess = (item: Item): KeyedLine<AccessLine> => {
  if (!isListLine(item)) {
    return { sortKey: String(item.sk), line: access.parse(parseOpening(item)) };
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
