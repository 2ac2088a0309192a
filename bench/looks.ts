import { encryptedFields, personalFields } from '../functions/areas/members/schema.ts';
import { leaderPack as pack } from '../functions/areas/pack/schema.ts';
import { readLooks, readOpeningsOf } from '../functions/areas/record/read-access-lines.ts';
import { addDays } from '../functions/shared/calendar/calendar.ts';
import { newId } from '../functions/shared/fields/ids.ts';
import { type AccessLog, createAccessLog } from '../functions/shared/journal/access-log.ts';
import { createTable } from '../functions/shared/table/client.ts';
import { createCaller } from '../test/support/request.ts';
import { exampleCollective, exampleMember } from './examples.ts';
import { type Row, spreadOfOne } from './measure.ts';
import { createMeter } from './meter.ts';
import { createCall } from './metered-routes.ts';
import { openTables } from './tables.ts';

/** A programme of 100,000 women: groups of twenty, each with a leader whose phone is brought up to date every day. */
const membersOfGroup = 20;
const otherGroups = 5_000 - 1;
const meetingsInPack = 12;
const openingsOfYear = 100;
const firstDay = '2025-11-01';
const days = 365;

/** What it may cost to read who looked at a woman in a year. */
const pageBudget = { readUnits: 20, rounds: 2 };
/** The write units that a leader's update may cost. */
const packBudget = 3;

type Group = {
  readonly id: string;
  readonly members: readonly string[];
  readonly meetings: readonly string[];
};
const newGroup = (): Group => ({
  id: newId(),
  members: Array.from({ length: membersOfGroup }, newId),
  // As many as a pack shows, and one more for each month of the year.
  meetings: Array.from({ length: meetingsInPack + 12 }, newId),
});

/** What a pack shows of a group in the year's nth month. @param withNames whether the phone has no names yet */
const packOf = (
  { id, members, meetings }: Group,
  month: number,
  cases: readonly string[],
  withNames = false,
) => ({
  isRepeated: true as const,
  lists: [
    ...(withNames
      ? [{ rows: [{ of: id, ids: members }], fields: [...encryptedFields, ...personalFields] }]
      : []),
    {
      rows: [{ of: id, ids: [id, ...members, ...meetings.slice(month, month + meetingsInPack)] }],
      fields: ['attendance', 'entries', 'savings', 'loans'],
    },
    {
      rows: [{ of: id, ids: [...cases, ...members.slice(0, cases.length)] }],
      fields: ['memberId', 'kind', 'status', 'entitlements'],
    },
  ],
});

/** Writes a year of the access log about a group's women: their leader's phone, two caseworkers' lists, the coordinator's list, and openings. */
const writeYear = async (accessLog: AccessLog, group: Group, [her = '', herCase = '']: readonly string[]) => {
  const leader = createCaller('leader');
  const caseworkers = [createCaller('caseworker'), createCaller('caseworker')];
  const coordinator = createCaller('coordinator');
  for (let index = 0; index < days; index += 1) {
    const day = addDays(firstDay, index);
    const at = (hour: number) => new Date(Date.parse(`${day}T0${hour}:00:00.000Z`));
    const month = Math.min(11, Math.floor(index / 30.5));
    await accessLog(
      { caller: leader, now: at(3), route: 'GET /api/me/pack' },
      packOf(group, month, [herCase], index % 60 === 0),
    );
    const rows = [{ of: her, ids: [herCase, her] }];
    const readList = (caller: typeof leader, route: string, fields: readonly string[]) =>
      accessLog({ caller, now: at(5), route }, { lists: [{ rows, fields }], isRepeated: true });
    for (const caller of caseworkers) {
      await readList(caller, 'GET /api/cases', ['memberId', 'kind', 'status']);
      await readList(caller, 'GET /api/agenda', ['due']);
    }
    if (index % 7 === 0) {
      await accessLog(
        { caller: coordinator, now: at(6), route: 'GET /api/members' },
        {
          lists: [{ rows: group.members.map((id) => ({ of: group.id, ids: [id] })), fields: personalFields }],
        },
      );
    }
    if (index % Math.floor(days / openingsOfYear) === 0) {
      await accessLog(
        { caller: leader, now: at(4), route: 'GET /api/members/{id}' },
        { subject: her, fields: [...encryptedFields, ...personalFields] },
      );
    }
  }
};

/** Counts what a woman's page reads to show who looked at her in a year, in a programme of 100,000. */
const measurePage = async ({ documents, names }: Awaited<ReturnType<typeof openTables>>): Promise<Row[]> => {
  const accessLog = createAccessLog(createTable(documents, names.table), newId);
  const group = newGroup();
  const [her = ''] = group.members;
  await writeYear(accessLog, group, [her, newId()]);
  const lastDay = addDays(firstDay, days - 1);
  // Sixteen workers write at the same time; each takes the next number.
  let written = 0;
  const writeOthers = async (): Promise<void> => {
    for (let number = written++; number < otherGroups; number = written++) {
      const reader = {
        caller: createCaller('leader'),
        now: new Date(`${lastDay}T03:00:00.000Z`),
        route: 'GET /api/me/pack',
      };
      await accessLog(reader, packOf(newGroup(), 11, [newId()]));
    }
  };
  await Promise.all(Array.from({ length: 16 }, writeOthers));
  const meter = createMeter(documents);
  const table = createTable(meter.documents, names.table);
  const [openings, looks] = await Promise.all([
    readOpeningsOf(table, [her], new Date(`${lastDay}T12:00:00Z`)),
    readLooks(
      table,
      { id: her, collectiveId: group.id, formerCollectives: [] },
      new Date(`${lastDay}T12:00:00Z`),
    ),
  ]);
  if (openings.lines.length < openingsOfYear || looks.looks.length < 12 || openings.since !== undefined) {
    throw new Error('Her year is not whole.');
  }
  const { readUnits, calls, rounds } = meter.take();
  const what = `who looked at a woman in a year, by ${openings.lines.length} openings and the lists of four people on all days, among 100,000`;
  return [
    {
      what: `${what}: ${readUnits} read units`,
      against: `its budget, ${pageBudget.readUnits}`,
      ratio: spreadOfOne(readUnits / pageBudget.readUnits),
      limit: 1,
    },
    {
      what: `who looked at a woman in that year: ${calls} calls of the table, ${rounds} of them one after another`,
      against: `${pageBudget.rounds} one after another`,
      ratio: spreadOfOne(rounds / pageBudget.rounds),
      limit: 1,
    },
  ];
};

/** Counts what a leader's update of a group of twenty with twelve meetings writes: at first, the next day, and again in the hour. */
const measurePackWrites = async ({
  documents,
  names,
  vault,
}: Awaited<ReturnType<typeof openTables>>): Promise<Row[]> => {
  const meter = createMeter(documents);
  const table = createTable(meter.documents, names.table);
  const call = createCall({ table, vault });
  const coordinator = createCaller('coordinator');
  const id = newId();
  await call({ route: 'POST /api/collectives', caller: coordinator, body: exampleCollective(id) });
  const members = Array.from({ length: membersOfGroup }, newId);
  for (const member of members) {
    await call({ route: 'POST /api/members', caller: coordinator, body: exampleMember(member, id) });
  }
  for (let meeting = 1; meeting <= meetingsInPack; meeting += 1) {
    await call({
      route: 'POST /api/collectives/{id}/meetings',
      path: { id },
      caller: coordinator,
      body: {
        id: newId(),
        heldOn: `2026-09-${String(meeting).padStart(2, '0')}`,
        attendance: members.map((memberId) => ({ memberId, status: 'present' })),
        entries: members.map((memberId) => ({ memberId, kind: 'deposit', amountPaise: 10_000 })),
      },
    });
  }
  const leader = createCaller('leader', { collectives: [id] });
  const readPack = async (now: string, since?: string) => {
    meter.take();
    const query = since === undefined ? {} : { query: { since } };
    const body = await call({ route: 'GET /api/me/pack', caller: leader, now, ...query });
    return { ...meter.take(), since: pack.parse(body).since };
  };
  const first = await readPack('2026-10-15T03:40:00Z');
  await readPack('2026-10-15T03:41:00Z', first.since);
  const nextDay = await readPack('2026-10-16T03:40:00Z', first.since);
  const again = await readPack('2026-10-16T03:55:00Z', first.since);
  const what = `a leader’s update, ${membersOfGroup} members and ${meetingsInPack} meetings`;
  const row = (name: string, units: number, budget: number): Row => ({
    what: `${name}: ${units} write units`,
    against: budget === 0 ? 'none' : `its budget, ${budget}`,
    ratio: spreadOfOne(budget === 0 ? units : units / budget),
    limit: budget === 0 ? 0 : 1,
  });
  return [
    row(`${what}, at first, with all names`, first.writeUnits, packBudget),
    row(`${what}, on the next day`, nextDay.writeUnits, packBudget),
    row('the same again within the hour, unchanged', again.writeUnits, 0),
  ];
};

/** Counts what the looks at lists cost: to read those of a year, and to write them. */
export const measureLooks = async (): Promise<Row[]> => {
  const tables = await openTables();
  try {
    return [...(await measurePage(tables)), ...(await measurePackWrites(tables))];
  } finally {
    await tables.close();
  }
};
