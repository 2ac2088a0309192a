import * as z from 'zod';
import { contentOf, isListLine, parseListLine } from '../../shared/journal/list-line.ts';
import { parseOpening } from '../../shared/journal/opening-line.ts';
import type { Item } from '../../shared/table/client.ts';
import { accessByActor, accessBySubject, accessPartition } from '../../shared/table/keys/access-log.ts';
import { caseKey } from '../../shared/table/keys/cases.ts';
import { claimKey } from '../../shared/table/keys/journal-and-claims.ts';
import { type LogTable, storedClaim } from './journal-log.ts';
import { findCases, findGroups, findWoman } from './lines-of-woman.ts';
import type { KeyedLine, Log } from './read-log.ts';
import { type AccessLine, access } from './schema.ts';
import { searchLooks } from './search-looks.ts';

/** The access log as the auditor reads it: where the lines about a subject lie. journal-log.ts is the other log. */

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
    // Some lists, such as that of the cases that nobody has taken, are found by the subject itself.
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
