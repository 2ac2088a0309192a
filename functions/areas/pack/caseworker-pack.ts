import { addDays } from '../../shared/calendar/calendar.ts';
import { composeWomen, findKept } from '../../shared/one-woman/records.ts';
import type { Caller } from '../../shared/reach/caller.ts';
import type { Records } from '../../shared/startup/connect-records.ts';
import type { Table } from '../../shared/table/client.ts';
import { compareTexts } from '../../shared/text/compare-texts.ts';
import { filterReadable, type OfWoman } from '../cases/case-reach.ts';
import type { CaseSource } from '../cases/case-sources.ts';
import { listWaitingCases } from '../cases/list-waiting-cases.ts';
import { readCases } from '../cases/read-cases.ts';
import type { CaseRecord } from '../cases/schema.ts';
import { openMembers } from '../members/member-texts.ts';
import type { StoredMember } from '../members/schema.ts';
import { parseMember } from '../members/stored-member.ts';
import { fitCases } from './fit-cases.ts';
import { type CaseOfPack, memberOfCase } from './schema.ts';
import { readTimelines } from './timelines.ts';

/** Whether the phone has a case or a woman at this version. */
type IsKnown = (one: { readonly id: string; readonly version: number }) => boolean;

/** How many days of a case's timeline are in a pack. */
const timelineDays = 365;

/** The maximum number of unassigned cases in a pack. */
const maxUnassigned = 100;

/** The id and version by which a phone recognises a case that it has. The id includes the woman's, since a join changes whom a case is about, but not the case. */
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
  const keptById = await findKept(table, ids);
  const women = (await composeWomen(table, [...new Set(keptById.values())])).map(parseMember);
  return women.toSorted((a, b) => compareTexts(a.id, b.id));
};

/** A case as the pack has it, without its timeline. */
const bareCase = ({ womanId, hasStopped: _, ...record }: OfWoman<CaseRecord>) => ({
  ...record,
  memberId: womanId,
});

/** The women whom the phone doesn't have, opened, by id. */
const openUnknown = async ({ vault }: Records, women: readonly StoredMember[], isKnown: IsKnown) => {
  const opened = await openMembers(
    vault,
    women.filter((woman) => !isKnown(woman)),
  );
  return new Map(opened.map((one) => [one.id, memberOfCase.parse(one)]));
};

/**
 * Reads a caseworker's pack: what she needs on the road of the cases assigned to her, of their women, and which urgent cases of her districts
 * nobody has taken. What would make the answer too long is left out: cases beyond `fitCases`, events beyond `readTimelines`. It calls the table once for
 * her cases, once for a hundred women, once for each twenty-five events of each case that the phone doesn't have (`isKnown`), and for the
 * cases that wait.
 */
export const readCaseworkerPack = async (
  records: Records,
  caller: Caller,
  today: string,
  isKnown: IsKnown,
) => {
  const { table } = records;
  const [assigned, unassigned] = await Promise.all([
    readAssigned(table, caller),
    listWaitingCases(table, caller.districts, maxUnassigned, undefined),
  ]);
  const women = await readWomen(
    table,
    assigned.map(({ womanId }) => womanId),
  );
  const opened = await openUnknown(records, women, isKnown);
  const isUnchanged = (one: OfWoman<CaseRecord>): boolean => isKnown(versionOfCase(one));
  const fitting = fitCases(
    assigned,
    (one) => (isUnchanged(one) ? { id: one.id, version: one.version } : bareCase(one)),
    (womanId) => opened.get(womanId) ?? { womanId },
  );
  const changed = fitting.filter((one) => !isUnchanged(one));
  const timelines = await readTimelines(records, changed, addDays(today, -timelineDays));
  const changedById = changed.map((one): [string, CaseOfPack] => {
    const { events = [], eventsLeftOut = 0 } = timelines.get(one.id) ?? {};
    return [one.id, { ...bareCase(one), events, ...(eventsLeftOut === 0 ? {} : { eventsLeftOut }) }];
  });
  const womenOfFitting = new Set(fitting.map(({ womanId }) => womanId));
  return {
    cases: fitting.toSorted((a, b) => compareTexts(a.id, b.id)),
    casesLeftOut: assigned.length - fitting.length,
    changed: new Map(changedById),
    women: women.filter(({ id }) => womenOfFitting.has(id)),
    opened,
    unassigned: unassigned.items,
    unassignedLeftOut: unassigned.following,
  };
};
