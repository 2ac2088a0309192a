import * as z from 'zod';
import { type AnsweredJournalLine, journalLine, toldJournalLine } from '../../shared/journal/line.ts';
import { contentOf, isListLine, parseListLine } from '../../shared/journal/list-line.ts';
import { parseOpening } from '../../shared/journal/opening-line.ts';
import type { Item, Table } from '../../shared/table/client.ts';
import { accessByActor, accessBySubject, accessPartition } from '../../shared/table/keys/access-log.ts';
import { caseKey } from '../../shared/table/keys/cases.ts';
import { collectiveKey, movePrefix } from '../../shared/table/keys/collectives.ts';
import {
  claimKey,
  journalByActor,
  journalBySubject,
  journalPartition,
} from '../../shared/table/keys/journal-and-claims.ts';
import { memberKey } from '../../shared/table/keys/members.ts';
import { queryAll } from '../../shared/table/query-all.ts';
import { findCases, findGroups, findWoman, type QueryTable } from './lines-of-woman.ts';
import type { KeyedLine, Log } from './log-pages.ts';
import { type AccessLine, access } from './schema.ts';
import { searchLooks } from './search-looks.ts';

/**
 * The two logs as the auditor reads them: where the lines about a subject lie. log-pages.ts reads them page by page, lines-of-woman.ts finds the ids under
 * which lines about a woman lie.
 */

/** What the two logs are read with. */
export type LogTable = Pick<Table, 'query' | 'get' | 'getMany'>;

/** An item of the journal, with the line as the auditor reads it: without what women said in talks. */
const storedToldLine = z.object({ sk: z.string(), line: toldJournalLine() });
/** An item of the journal, with the whole line. */
const storedWholeLine = z.object({ sk: z.string(), line: journalLine() });

/** The claim of an id has the key of the record that the id was used for. */
const storedClaim = z.object({ record: z.object({ pk: z.string() }) });
/** The key of a partition, such as `MEMBER#0199…`. The journal lines about its records lie under the id in it. */
const subjectPartition = /^(?:COLLECTIVE|MEMBER|CASE|REQUESTS|TALKS)#(.+)$/;

const storedMove = z.object({ from: z.string(), to: z.string() });

/** The groups from which moves brought women or money to a group. The line of such a move lies under the group that they left. */
const findOrigins = async (table: QueryTable, collectiveId: string): Promise<string[]> => {
  const partition = collectiveKey(collectiveId).pk;
  const moves = (await queryAll(table, { partition, prefix: movePrefix })).map((item) =>
    storedMove.parse(item),
  );
  return [...new Set(moves.flatMap(({ from, to }) => (to === collectiveId ? [from] : [])))];
};

/**
 * The journal as the auditor reads it: its lines by time, subject or actor.
 * @param isForCounting whether the lines have what women said in talks: an export has it, so that others can count the indicators again
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
      // All lines under her own ids and her cases are about her. Lines under her groups, or under records that were parted from hers, may be about others:
      // of these, only lines that name one of her ids are listed.
      return [
        ...[...woman.ids, ...cases].map((id) => ({ id })),
        ...[...woman.partedIds, ...groups].map((id) => ({ id, onlyNaming: woman.ids })),
      ];
    }
    if (pk === collectiveKey(subject).pk) {
      const origins = await findOrigins(table, subject);
      return [{ id: subject }, ...origins.map((id) => ({ id, onlyNaming: [subject] }))];
    }
    // The lines of a meeting, loan, consent, child or event lie under its collective, member or case.
    const holderId = subjectPartition.exec(pk)?.[1];
    return holderId === undefined || holderId === subject
      ? [{ id: subject }]
      : [{ id: holderId, onlyNaming: [subject] }];
  },
  partition: journalPartition,
  bySubject: journalBySubject,
  byActor: journalByActor,
  parse: (item) => {
    const { sk, line } = (isForCounting ? storedWholeLine : storedToldLine).parse(item);
    return { sortKey: sk, line };
  },
});

const storedCase = z.object({ memberId: z.string() });
const memberPartition = /^MEMBER#(.+)$/;
const casePartition = /^CASE#(.+)$/;
/** A partition of a member's requests or talks; the id in its key is the member's. */
const requestsOrTalksPartition = /^(?:REQUESTS|TALKS)#(.+)$/;
const groupPartition = /^COLLECTIVE#(.+)$/;

/**
 * The member to whom a subject of the access log belongs, as a case does, or the group, as a sheet does. If the subject is itself a member or a group, that
 * is its own id.
 */
type Belonging = { readonly memberId?: string | undefined; readonly collectiveId?: string | undefined };

const findBelonging = async (table: LogTable, subject: string): Promise<Belonging> => {
  const claim = await table.get(claimKey(subject));
  const pk = claim === undefined ? '' : storedClaim.parse(claim).record.pk;
  const idIn = (pattern: RegExp): string | undefined => pattern.exec(pk)?.[1];
  // `getMany`, since the auditor's function may read cases only in batches.
  const [caseItem] = idIn(casePartition) === subject ? await table.getMany([caseKey(subject)]) : [];
  return {
    memberId:
      caseItem === undefined
        ? (idIn(memberPartition) ?? idIn(requestsOrTalksPartition))
        : storedCase.parse(caseItem).memberId,
    collectiveId: idIn(groupPartition),
  };
};

/** A line of the access log from its item: an opening, or all readings of a list by one reader in a day, with their hours. */
const parseAccess = (item: Item): KeyedLine<AccessLine> => {
  if (!isListLine(item)) {
    return { sortKey: String(item.sk), line: access.parse(parseOpening(item)) };
  }
  const { id, sortKey, actor, route, subject, hours, ...shown } = parseListLine(item);
  const first = hours[0];
  const last = hours.at(-1);
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

/**
 * The access log as the auditor reads it: its lines by time, subject or actor. The opening of a member's case or request is indexed under the member.
 * The readings of lists are found by looks, whose holders are the member and each group that she ever was in.
 */
export const accessLogOf = (table: LogTable): Log<AccessLine> => ({
  table,
  findIndexedIds: async (subject) => {
    const { memberId } = await findBelonging(table, subject);
    if (memberId === undefined) return [{ id: subject }];
    const { ids, partedIds } = await findWoman(table, memberId);
    if (memberId !== subject) {
      // The subject is a case, a request or a talk of hers. The lines that open it are indexed under her ids.
      return [{ id: subject }, ...[...ids, ...partedIds].map((id) => ({ id, onlyNaming: [subject] }))];
    }
    if (partedIds.length === 0) return ids.map((id) => ({ id }));
    // The openings of her cases are indexed under her own ids, so no case is searched by itself. But under a parted record's id, a line that names one of
    // her cases is about her.
    const onlyNaming = [...ids, ...(await findCases(table, ids))];
    return [...ids.map((id) => ({ id })), ...partedIds.map((id) => ({ id, onlyNaming }))];
  },
  partition: accessPartition,
  bySubject: accessBySubject,
  byActor: accessByActor,
  hasDayLines: true,
  searchListReadings: async (subject, { actor, range }, limits) => {
    const { memberId, collectiveId } = await findBelonging(table, subject);
    const woman = memberId === undefined ? undefined : await findWoman(table, memberId);
    const holdersOfWoman =
      woman === undefined ? [] : [...woman.ids, ...woman.partedIds, ...(await findGroups(table, woman))];
    // Some lists are found by the subject itself, such as that of the cases that nobody has taken.
    const holders = [subject, collectiveId, ...holdersOfWoman].filter((id) => id !== undefined);
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
