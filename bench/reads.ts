import * as z from 'zod';
import { openedCaseItem } from '../functions/areas/cases/opened-case.ts';
import { findCase, toCaseItem } from '../functions/areas/cases/stored-case.ts';
import { createAuthorizer } from '../functions/gateway/authorizer/authorizer.ts';
import { newId } from '../functions/shared/fields/ids.ts';
import type { Caller } from '../functions/shared/reach/caller.ts';
import { districtNames } from '../functions/shared/reach/districts.ts';
import { wayInOf } from '../functions/shared/sign-ins/way-in.ts';
import { createTable } from '../functions/shared/table/client.ts';
import { createCaller, type TestRequest } from '../test/support/request.ts';
import { exampleCollective, exampleMember } from './examples.ts';
import { type Row, spreadOfOne } from './measure.ts';
import { createMeter, type Usage } from './meter.ts';
import { createCall } from './metered-routes.ts';
import { openTables } from './tables.ts';

/** What a reading may cost: read units, and calls of the store that follow one another. */
type Budget = { readonly readUnits: number; readonly rounds: number };

type Tables = Awaited<ReturnType<typeof openTables>>;

/** The two rows of a reading: its units and its round trips, each against its budget. */
const rowsOf = (what: string, { readUnits, calls, rounds }: Usage, budget: Budget): Row[] => [
  {
    what: `${what}: ${readUnits} read units`,
    against: `its budget, ${budget.readUnits}`,
    ratio: spreadOfOne(readUnits / budget.readUnits),
    limit: 1,
  },
  {
    what: `${what}: ${calls} calls of the table, ${rounds} of them one after another`,
    against: `${budget.rounds} one after another`,
    ratio: spreadOfOne(rounds / budget.rounds),
    limit: 1,
  },
];

/** The authorizer lets a leader of one collective in. */
const measureAuthorizer = async ({ documents, names }: Tables): Promise<Row[]> => {
  const meter = createMeter(documents);
  const person = {
    id: newId(),
    signInName: 'riverlamp',
    role: 'leader',
    collectives: [newId()],
    districts: [],
    locale: 'te',
    disabled: false,
  } as const;
  await createTable(documents, names.table).put(wayInOf(person));
  const authorize = createAuthorizer({
    table: createTable(meter.documents, names.table),
    verify: async () => ({ userId: 'user', signInName: person.signInName }),
    // Her session is an old one: as in nearly all calls, its beginning was noted before.
    noteSignIn: async () => {},
  });
  const { principalId } = await authorize({
    type: 'TOKEN',
    authorizationToken: 'Bearer a.b.c',
    methodArn: 'arn:aws:execute-api:ap-south-1:1:api/live/GET/api/me',
  });
  if (principalId !== person.id) {
    throw new Error('She was not let in.');
  }
  return rowsOf('the authorizer', meter.take(), { readUnits: 1, rounds: 1 });
};

/** The routes over a metered table, and a coordinator who calls them. */
const openRoutes = ({ documents, names, vault }: Tables) => {
  const meter = createMeter(documents);
  const table = createTable(meter.documents, names.table);
  const send = createCall({ table, vault });
  const coordinator = createCaller('coordinator');
  const call = (request: Omit<TestRequest, 'caller'>, caller = coordinator) => send({ ...request, caller });
  /**
   * What a request costs when it is made a second time. The first look of a day costs more, since it writes its line of the access log: one
   * more call for each hundred records, and two more of the calls that follow one another.
   */
  const measureAgain = async (
    ...request: Parameters<typeof call>
  ): Promise<{ body: unknown; usage: Usage }> => {
    await call(...request);
    meter.take();
    const body = await call(...request);
    return { body, usage: meter.take() };
  };
  return { call, measureAgain };
};
type Routes = ReturnType<typeof openRoutes>;

/** Forms a collective of women who have saved and borrowed once. @returns the ids of the collective and of its members */
const formGroup = async ({ call }: Routes, size: number, name: string) => {
  const collectiveId = newId();
  await call({ route: 'POST /api/collectives', body: exampleCollective(collectiveId) });
  const members = Array.from({ length: size }, newId);
  for (const id of members) {
    await call({ route: 'POST /api/members', body: { ...exampleMember(id, collectiveId), name } });
  }
  await call({
    route: 'POST /api/collectives/{id}/meetings',
    path: { id: collectiveId },
    body: {
      id: newId(),
      heldOn: '2026-10-10',
      attendance: members.map((memberId) => ({ memberId, status: 'present' })),
      entries: members.flatMap((memberId) => [
        { memberId, kind: 'deposit', amountPaise: 200_000 },
        { memberId, kind: 'loan', loanId: newId(), amountPaise: 100_000 },
      ]),
    },
  });
  return { collectiveId, members };
};

/** A coordinator looks at the ledger of a group of twenty. */
const measureLedger = async (tables: Tables): Promise<Row[]> => {
  const routes = openRoutes(tables);
  const { collectiveId } = await formGroup(routes, 20, 'Kalpana Kalpitam');
  const { usage } = await routes.measureAgain({
    route: 'GET /api/collectives/{id}/ledger',
    path: { id: collectiveId },
  });
  return rowsOf('the ledger of 20 members', usage, { readUnits: 5, rounds: 3 });
};

/** Searches for a first name that twenty women of one district have, by a coordinator and by a caseworker of every second district. */
const measureSearch = async (tables: Tables): Promise<Row[]> => {
  const routes = openRoutes(tables);
  await formGroup(routes, 20, 'Vennela Tulasi');
  const search = async (caller: Caller) => {
    const request = { route: 'POST /api/members/search', body: { q: 'Vennela' } } as const;
    return (await routes.measureAgain(request, caller)).usage;
  };
  const districts = districtNames.filter((_, index) => index % 2 === 1);
  return [
    ...rowsOf('a coordinator’s search that finds 20', await search(createCaller('coordinator')), {
      readUnits: 25,
      rounds: 4,
    }),
    ...rowsOf(
      `the same in ${districts.length} districts, every second of the state`,
      await search(createCaller('caseworker', { districts })),
      { readUnits: 50, rounds: 5 },
    ),
  ];
};

/** Opens a case of a member. @returns `tell`, which records an event of it, and `copy`, which stores copies of it as it is then, for the members in turn */
const openBenchCase = async ({ call }: Routes, tables: Tables, members: readonly string[]) => {
  const table = createTable(tables.documents, tables.names.table);
  const caseId = newId();
  const [memberId] = members;
  await call({
    route: 'POST /api/cases',
    body: { id: caseId, memberId, kind: 'legal_aid', priority: 'normal', openedOn: '2026-10-01' },
  });
  const tell = (event: object) =>
    call({
      route: 'POST /api/cases/{id}/events',
      path: { id: caseId },
      body: { id: newId(), on: '2026-10-02', ...event },
    });
  const copy = async (count: number): Promise<void> => {
    const { record, ...kept } = await findCase(table, caseId);
    for (let start = 0; start < count; start += 50) {
      const copies = Array.from({ length: 50 }, (_, index) => ({
        ...record,
        id: newId(),
        memberId: members[index % members.length] ?? record.memberId,
      }));
      await table.transact(
        copies.flatMap((one) => [
          { put: toCaseItem({ ...kept, record: one }, record.createdAt) },
          { put: openedCaseItem(one) },
        ]),
      );
    }
  };
  return { tell, copy };
};

/** A coordinator’s agenda, of 50 cases that wait for a follow-up among 1,000 that are closed. */
const measureAgenda = async (tables: Tables): Promise<Row[]> => {
  const [waiting, closed] = [50, 1_000];
  const routes = openRoutes(tables);
  const { members } = await formGroup(routes, 20, 'Kalpana Kalpitam');
  const { tell, copy } = await openBenchCase(routes, tables, members);
  await tell({ type: 'follow_up', due: '2026-10-06' });
  await copy(waiting);
  await tell({ type: 'status', status: 'closed' });
  await copy(closed);
  const { body, usage } = await routes.measureAgain({ route: 'GET /api/agenda' });
  const { items } = z.object({ items: z.array(z.unknown()) }).parse(body);
  if (items.length !== waiting) {
    throw new Error(`The agenda has ${items.length} dates.`);
  }
  const what = `the agenda of ${waiting} cases that wait, beside ${closed.toLocaleString('en')} closed ones`;
  return rowsOf(what, usage, { readUnits: 30, rounds: 3 });
};

/** The pack of a leader of twenty women, of whom ten have an entitlement; she has opened 3 cases that are open and 30 that are closed. */
const measurePack = async (tables: Tables): Promise<Row[]> => {
  const routes = openRoutes(tables);
  const { collectiveId, members } = await formGroup(routes, 20, 'Kalpana Kalpitam');
  const leader = createCaller('leader', { collectives: [collectiveId] });
  for (let index = 0; index < 33; index += 1) {
    const id = newId();
    const memberId = members[index % members.length];
    const body = { id, memberId, kind: 'entitlement', priority: 'normal', openedOn: '2026-10-01' };
    await routes.call({ route: 'POST /api/cases', body }, leader);
    const tell = (event: object) =>
      routes.call({
        route: 'POST /api/cases/{id}/events',
        path: { id },
        body: { id: newId(), on: '2026-10-02', ...event },
      });
    if (index < 10) await tell({ type: 'entitlement', entitlement: 'aadhaar_card', stage: 'applied' });
    if (index >= 3) await tell({ type: 'status', status: 'closed' });
  }
  const { body, usage } = await routes.measureAgain({ route: 'GET /api/me/pack' }, leader);
  const { cases, entitlements } = z
    .object({ cases: z.array(z.unknown()), entitlements: z.array(z.unknown()) })
    .parse(body);
  if (cases.length !== 3 || entitlements.length !== 10) {
    throw new Error(`The pack has ${cases.length} cases and ${entitlements.length} entitlements.`);
  }
  return rowsOf('the pack of a leader of 20 members', usage, { readUnits: 40, rounds: 5 });
};

/** Counts what the readings for which everybody waits cost, in units and in calls that follow one another. */
export const measureReads = async (): Promise<Row[]> => {
  const tables = await openTables();
  try {
    const rows: Row[] = [];
    for (const measure of [measureAuthorizer, measureLedger, measureSearch, measureAgenda, measurePack]) {
      rows.push(...(await measure(tables)));
    }
    return rows;
  } finally {
    await tables.close();
  }
};
