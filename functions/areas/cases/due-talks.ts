import * as z from 'zod';
import { dated } from '../../shared/due-talks/due-talk.ts';
import { readDueTalks } from '../../shared/due-talks/due-talks-of-group.ts';
import { isDueWithin, type TalkAgendaItem, talkAgendaOf } from '../../shared/due-talks/talk-agenda.ts';
import { composeWomen, findKept } from '../../shared/one-woman/records.ts';
import type { Caller } from '../../shared/reach/caller.ts';
import { oversees, reachesCollective } from '../../shared/reach/reach.ts';
import type { Reach } from '../../shared/reach/roles.ts';
import type { Item, Table } from '../../shared/table/client.ts';
import { casesOfAssignee } from '../../shared/table/keys/cases.ts';
import { queryAll } from '../../shared/table/query-all.ts';
import type { AgendaQuery } from './schema.ts';
import { parseCase } from './stored-case.ts';

const woman = z.object({ ...dated.shape, code: z.string() });

/** The women of some ids as they stand, each once. */
const findWomen = async (table: Pick<Table, 'getMany'>, ids: readonly string[]) => {
  const kept = new Map<unknown, Item>(
    [...(await findKept(table, ids)).values()].map((item) => [item.id, item]),
  );
  return (await composeWomen(table, [...kept.values()])).map((item) => woman.parse(item));
};

/** The women of a leader's groups with whom a talk is due in a range of days. */
const womenOfGroups = async (
  table: Pick<Table, 'getMany'>,
  caller: Caller,
  range: AgendaQuery,
  today: string,
) => {
  const due = (await readDueTalks(table, caller.collectives)).filter((one) => isDueWithin(one, range, today));
  const women = await findWomen(
    table,
    due.map(({ memberId }) => memberId),
  );
  return women.filter(({ collectiveId }) => reachesCollective(caller, 'own', collectiveId));
};

/** The women of a caseworker's open cases. */
const womenOfCases = async (table: Pick<Table, 'query' | 'getMany'>, personId: string) => {
  const items = await queryAll(table, { index: 'gsi2', partition: casesOfAssignee(personId) });
  const open = items.map((item) => parseCase(item).record).filter(({ status }) => status !== 'closed');
  return findWomen(
    table,
    open.map(({ memberId }) => memberId),
  );
};

/**
 * The talks that are due in a range of days: for a leader with the women of her groups, for a caseworker with those of whom an open case is assigned to her.
 * A coordinator reads how many they are in each group.
 * @param today Indian date
 */
export const readTalkAgenda = async (
  table: Pick<Table, 'query' | 'getMany'>,
  caller: Caller,
  reach: Reach,
  range: AgendaQuery,
  today: string,
): Promise<TalkAgendaItem[]> => {
  if (oversees(reach)) return [];
  const women =
    reach === 'own'
      ? await womenOfGroups(table, caller, range, today)
      : await womenOfCases(table, caller.personId);
  return talkAgendaOf(women).filter((item) => isDueWithin(item, range, today));
};
