import * as z from 'zod';
import { type AnsweredJournalLine, journalLine, toldJournalLine } from '../../shared/journal/line.ts';
import type { Table } from '../../shared/table/client.ts';
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
import type { Log } from './read-log.ts';

/**
 * The journal as the auditor reads it: where the lines about a subject lie. log-pages.ts reads it page by page, lines-of-woman.ts finds the ids under which
 * lines about a woman lie. access-log.ts is the other log.
 */

/** What the two logs are read with. */
export type LogTable = Pick<Table, 'query' | 'get' | 'getMany'>;

/** An item of the journal, with the line as the auditor reads it: without what women said in talks. */
const storedToldLine = z.object({ sk: z.string(), line: toldJournalLine() });
/** An item of the journal, with the whole line. */
const storedWholeLine = z.object({ sk: z.string(), line: journalLine() });

/** The claim of an id has the key of the record that the id was used for. */
export const storedClaim = z.object({ record: z.object({ pk: z.string() }) });
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
