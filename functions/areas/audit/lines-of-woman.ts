import * as z from 'zod';
import type { Table } from '../../shared/table/client.ts';
import { casesOfMember } from '../../shared/table/keys/cases.ts';
import { journalBySubject } from '../../shared/table/keys/journal-and-claims.ts';
import { erasedMemberKey, memberKey } from '../../shared/table/keys/members.ts';
import { queryAll, queryPages } from '../../shared/table/query-all.ts';

/** Finds the ids under which lines of the logs about a woman may lie: those of her records, her groups and her cases. */

const lineWithCollective = z.object({ line: z.object({ collectiveId: z.string().optional() }) });
/** A member's record, erased or not. An erased one may have no groups. */
const storedWoman = z.object({
  id: z.string(),
  joinedTo: z.string().optional(),
  joined: z.array(z.object({ id: z.string() })).default([]),
  partedFrom: z.array(z.string()).default([]),
  collectiveId: z.string().optional(),
  formerCollectives: z.array(z.string()).default([]),
});
/** In a member's list of cases, the sort key is the case's id. */
const caseOfMember = z.object({ sk: z.string() });

export type QueryTable = Pick<Table, 'query' | 'getMany'>;

export type Woman = {
  /** The ids of all records that are hers now, erased or not, the kept one's first. */
  readonly ids: readonly string[];
  /** The ids of records that were once joined with one of hers and are no longer. Lines about her may lie under these too. */
  readonly partedIds: readonly string[];
  /** Her records; empty if none is left. */
  readonly records: readonly z.infer<typeof storedWoman>[];
};

/** The woman of a record, by its id. */
export const findWoman = async (table: QueryTable, memberId: string): Promise<Woman> => {
  const read = async (ids: readonly string[]) =>
    (await table.getMany(ids.flatMap((id) => [memberKey(id), erasedMemberKey(id)]))).map((item) =>
      storedWoman.parse(item),
    );
  let [kept] = await read([memberId]);
  while (kept?.joinedTo !== undefined) [kept] = await read([kept.joinedTo]);
  if (kept === undefined) return { ids: [memberId], partedIds: [], records: [] };
  const joinedIds = kept.joined.map(({ id }) => id);
  const ids = [kept.id, ...joinedIds];
  const records = [kept, ...(await read(joinedIds))];
  const partedIds = new Set(records.flatMap(({ partedFrom }) => partedFrom));
  return { ids, partedIds: [...partedIds].filter((id) => !ids.includes(id)), records };
};

/** The groups that a woman ever was in: her records name some (also after a move), and lines about her name others. */
export const findGroups = async (table: QueryTable, { ids, records }: Woman): Promise<string[]> => {
  const groups = new Set(
    records
      .flatMap(({ collectiveId, formerCollectives }) => [...formerCollectives, collectiveId])
      .filter((id) => id !== undefined),
  );
  for (const id of ids) {
    for await (const lines of queryPages(table, { index: 'gsi1', partition: journalBySubject(id) })) {
      for (const item of lines) {
        const { collectiveId } = lineWithCollective.parse(item).line;
        if (collectiveId !== undefined) groups.add(collectiveId);
      }
    }
  }
  return [...groups];
};

/** The ids of all cases of some members. */
export const findCases = async (table: QueryTable, memberIds: readonly string[]): Promise<string[]> =>
  (await Promise.all(memberIds.map((id) => queryAll(table, { partition: casesOfMember(id) }))))
    .flat()
    .map((item) => caseOfMember.parse(item).sk);
