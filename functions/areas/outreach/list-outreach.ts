import type { PageKey } from '../../shared/fields/cursor.ts';
import type { Item, Table } from '../../shared/table/client.ts';
import { outreachKey, outreachList } from '../../shared/table/keys/programme.ts';
import { type Outreach, outreach } from './schema.ts';

/** Lists outreach, newest first. */

/** A page of all outreach, or of one month (`YYYY-MM`), newest first. */
export const listOutreach = async (
  table: Table,
  month: string | undefined,
  limit: number,
  after: Item | undefined,
): Promise<{ items: Outreach[]; next?: Item }> => {
  const { items, next } = await table.query({
    partition: outreachList,
    descending: true,
    limit,
    ...(month === undefined ? {} : { prefix: `${month}-` }),
    ...(after === undefined ? {} : { after }),
  });
  return { items: items.map((item) => outreach.parse(item)), ...(next === undefined ? {} : { next }) };
};

/** The maximum number of queries for one page of `listChosenOutreach`. */
const maxQueries = 20;
/** The number of records that each query reads. */
const batchSize = 100;

/** Outreach with only a member's row of its roster, as a list of one; an empty list if she is not on the roster. */
const withOnlyRowOf = (one: Outreach, memberId: string): Outreach[] => {
  const participants = one.roster?.participants.filter((row) => row.memberId === memberId) ?? [];
  return participants.length === 0 ? [] : [{ ...one, roster: { participants } }];
};

/** What a list of outreach is chosen by. */
export type OutreachChoice = {
  /** If given, only outreach on whose roster she stands, with only her row. */
  readonly memberId: string | undefined;
  /** `YYYY-MM`. */
  readonly month: string | undefined;
  readonly isWanted: (one: Outreach) => boolean;
};

/**
 * A page of chosen outreach, newest first. It reads all outreach, or all of the month: an index by member could not be kept in the one transaction
 * that writes a roster of a hundred (docs/decisions/0048-whose-rosters.md).
 */
export const listChosenOutreach = async (
  table: Table,
  { memberId, month, isWanted }: OutreachChoice,
  limit: number,
  from: PageKey | undefined,
): Promise<{ items: Outreach[]; next?: Item }> => {
  const found: Outreach[] = [];
  let after: Item | undefined = from;
  for (let queries = 0; queries < maxQueries; queries += 1) {
    const page = await listOutreach(table, month, batchSize, after);
    const wanted = page.items.filter(isWanted);
    found.push(...(memberId === undefined ? wanted : wanted.flatMap((one) => withOnlyRowOf(one, memberId))));
    const lastOnFullPage = found.length > limit ? found[limit - 1] : undefined;
    if (lastOnFullPage !== undefined) {
      const next = outreachKey(lastOnFullPage.on, lastOnFullPage.id);
      return { items: found.slice(0, limit), next };
    }
    if (page.next === undefined) {
      return { items: found };
    }
    after = page.next;
  }
  return { items: found, ...(after === undefined ? {} : { next: after }) };
};
