import { addDays } from '../../shared/calendar/calendar.ts';
import { composeWomen, findStanding } from '../../shared/one-woman/records.ts';
import type { Caller } from '../../shared/reach/caller.ts';
import type { Records } from '../../shared/startup/connect-records.ts';
import type { Table } from '../../shared/table/client.ts';
import { caseEventPrefix, caseKey } from '../../shared/table/keys.ts';
import { queryAll } from '../../shared/table/query-all.ts';
import { storedKey } from '../../shared/table/stored-key.ts';
import { compareTexts } from '../../shared/text/compare-texts.ts';
import { filterReadable, type OfWoman } from '../cases/case-reach.ts';
import { type CaseSource, listUnassignedCases, readCases } from '../cases/list-cases.ts';
import { decryptEvents } from '../cases/read-events.ts';
import type { CaseRecord } from '../cases/schema.ts';
import type { StoredMember } from '../members/schema.ts';
import { parseMember } from '../members/stored-member.ts';
import { newestThatFit } from './newest-that-fit.ts';
import type { CaseOfPack } from './schema.ts';

/** So many days of a case's timeline are in a pack. */
const timelineDays = 365;

/** What the timelines of all her cases may take of an answer of 6 MB. */
const maxTimelineBytes = 3_000_000;

/** The maximum number of unassigned cases in a pack, the oldest. */
const maxUnassigned = 100;

/** A case as a phone that has it recognises it: whom it is about may change by a join, which is no change of the case. */
export const versionOfCase = ({ id, womanId, version }: OfWoman<CaseRecord>) => ({
  id: `${id}\n${womanId}`,
  version,
});

/** The cases assigned to her that are not closed and have not stopped, by id. */
const readAssigned = async (table: Table, caller: Caller): Promise<OfWoman<CaseRecord>[]> => {
  const source: CaseSource = { of: 'assignee', personId: caller.personId };
  const open = await readCases(table, source, async (cases) =>
    filterReadable(
      table,
      cases.filter(({ status }) => status !== 'closed'),
      caller,
      'assigned',
    ),
  );
  return open.toSorted((a, b) => compareTexts(a.id, b.id));
};

/** The women of some cases with their texts still encrypted, by id. */
const readWomen = async (table: Table, ids: readonly string[]): Promise<StoredMember[]> => {
  const standing = await findStanding(table, ids);
  const women = (await composeWomen(table, [...new Set(standing.values())])).map(parseMember);
  return women.toSorted((a, b) => compareTexts(a.id, b.id));
};

/** A case with its timeline of the last year, oldest first. @param maxBytes of the timeline; the oldest events are left out for it */
const withTimeline = async (
  { table, vault }: Records,
  { womanId, hasStopped: _, ...record }: OfWoman<CaseRecord>,
  today: string,
  maxBytes: number,
): Promise<CaseOfPack> => {
  const from = `${caseEventPrefix}${addDays(today, -timelineDays)}`;
  const items = await queryAll(table, {
    partition: caseKey(record.id).pk,
    // Nothing sorts after it among the keys of events, which begin with a date.
    between: [from, `${caseEventPrefix}~`],
  });
  const all = await decryptEvents(
    vault,
    items.map((item) => ({ key: storedKey.parse(item), item })),
  );
  const events = newestThatFit(all.toReversed(), maxBytes).toReversed();
  const eventsLeftOut = all.length - events.length;
  return { ...record, memberId: womanId, events, ...(eventsLeftOut === 0 ? {} : { eventsLeftOut }) };
};

/**
 * Reads a caseworker's pack: what she needs on the road of the cases assigned to her, of their women, with texts still encrypted, and which urgent
 * cases of her districts nobody has taken. It calls the table once for her cases, once for a hundred women, once for each case that
 * the phone doesn't have (`isKnown`), and for the cases that wait.
 */
export const readCaseworkerPack = async (
  records: Records,
  caller: Caller,
  today: string,
  isKnown: (one: { readonly id: string; readonly version: number }) => boolean,
) => {
  const { table } = records;
  const [cases, unassigned] = await Promise.all([
    readAssigned(table, caller),
    listUnassignedCases(table, caller.districts, maxUnassigned, undefined),
  ]);
  const changed = cases.filter((one) => !isKnown(versionOfCase(one)));
  const [women, whole] = await Promise.all([
    readWomen(
      table,
      cases.map(({ womanId }) => womanId),
    ),
    Promise.all(changed.map((one) => withTimeline(records, one, today, maxTimelineBytes / changed.length))),
  ]);
  return { cases, changed: new Map(whole.map((one) => [one.id, one])), women, unassigned: unassigned.items };
};
