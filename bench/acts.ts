import * as z from 'zod';
import { addMonths } from '../functions/shared/calendar/calendar.ts';
import { newId } from '../functions/shared/fields/ids.ts';
import { createTable } from '../functions/shared/table/client.ts';
import { personKey } from '../functions/shared/table/keys/people.ts';
import { createKeyStore } from '../functions/shared/vault/key-store.ts';
import { createVault } from '../functions/shared/vault/vault.ts';
import { createCaller, type TestRequest } from '../test/support/request.ts';
import { createWrappingKeyDouble } from '../test/support/vault-doubles.ts';
import type { MeasuredAct } from './days.ts';
import { exampleCollective, exampleConsent, exampleMember } from './examples.ts';
import { createMeter } from './meter.ts';
import { createCall } from './metered-routes.ts';
import { openTables } from './tables.ts';

/** One request, named by what somebody does with it, and what it costs while the function has no key in its cache, as in a small programme. */
export type Act = MeasuredAct & { readonly name: ActName };

/** The size of the group in which the acts happen, and the months for which it has met before. */
const women = 20;
const monthsBefore = 11;
const today = '2026-10-15';

/** A group by its id, and its women by theirs (`group`). */
type Group = { readonly collectiveId: string; readonly group: readonly string[] };

/** Who takes part in the acts, by ids. */
export type Scene = Group & {
  /** Further groups. Each list and each ledger is read of another group, since one that is read again on the same day costs less. */
  readonly otherGroups: readonly Group[];
  /** Cases that are open before the acts. Each reading is of another woman or case, since one that is read again on the same day stores less. */
  readonly caseIds: readonly string[];
  /** Who holds the cases. */
  readonly caseworkerId: string;
};

const createGroup = (): Group => ({ collectiveId: newId(), group: Array.from({ length: women }, newId) });

export const createScene = (caseworkerId: string): Scene => ({
  ...createGroup(),
  otherGroups: [createGroup(), createGroup()],
  caseIds: Array.from({ length: 5 }, newId),
  caseworkerId,
});

/** A request of an act, sent in process or over HTTP. */
export type ActRequest = Pick<TestRequest, 'route' | 'path' | 'query' | 'body' | 'now'> & {
  readonly by: 'leader' | 'caseworker' | 'coordinator';
};
/** Sends a request, and gives the answer's body. */
export type Send = (request: ActRequest) => Promise<unknown>;

const enrol = ({ collectiveId }: Group, id: string): ActRequest & { readonly body: object } => ({
  by: 'leader',
  route: 'POST /api/members',
  body: {
    ...exampleMember(id, collectiveId),
    phone: '9000000000',
    consents: [exampleConsent('services'), exampleConsent('reporting')],
    children: [{ id: newId(), birthYear: 2015, gender: 'female', inSchool: true }],
  },
});

const recordSheet = ({ collectiveId, group }: Group, heldOn: string): ActRequest => ({
  by: 'leader',
  route: 'POST /api/collectives/{id}/meetings',
  path: { id: collectiveId },
  body: {
    id: newId(),
    heldOn,
    attendance: group.map((memberId) => ({ memberId, status: 'present' })),
    entries: group.map((memberId) => ({ memberId, kind: 'deposit', amountPaise: 10_000 })),
  },
});

const firstMemberOf = ({ group: [first = ''] }: Scene): string => first;

const openCase = (
  scene: Scene,
  id: string,
  { memberId = firstMemberOf(scene), isAssigned = true } = {},
): ActRequest => ({
  by: 'caseworker',
  route: 'POST /api/cases',
  body: {
    id,
    memberId,
    kind: 'legal_aid',
    priority: 'normal',
    openedOn: '2026-10-01',
    ...(isAssigned ? { assignedTo: scene.caseworkerId } : {}),
  },
});

const sinceOf = (answer: unknown): string => z.looseObject({ since: z.string() }).parse(answer).since;

const fetchNew = (answerBefore: unknown, on: string): ActRequest => ({
  by: 'leader',
  route: 'GET /api/me/pack',
  query: { since: sinceOf(answerBefore) },
  now: `${on}T14:30:00.000Z`,
});

const noteInCase = (caseId: string): ActRequest => ({
  by: 'caseworker',
  route: 'POST /api/cases/{id}/events',
  path: { id: caseId },
  body: {
    id: newId(),
    type: 'service',
    on: '2026-10-02',
    service: 'legal_aid',
    provider: 'District legal services',
  },
});

/** Gives the next of some ids at each call, and after the last the first again. */
const inTurn = (ids: readonly string[]): (() => string) => {
  let calls = 0;
  return () => {
    const id = ids[calls % ids.length] ?? '';
    calls += 1;
    return id;
  };
};

/**
 * The requests of the acts, in an order in which they can happen. Each call of a function makes a new request. Its argument is the last
 * answer to a phone.
 */
export const createActs = (scene: Scene) => {
  const { collectiveId } = scene;
  const caseworker = { by: 'caseworker' } as const;
  const coordinator = { by: 'coordinator' } as const;
  // Each call takes the next group.
  const groupsToList = [scene, ...scene.otherGroups].map((one) => one.collectiveId);
  const ledgersToRead = [...groupsToList];
  const womenToRead = inTurn(scene.group);
  const casesToRead = inTurn(scene.caseIds);
  const timelinesToRead = inTurn(scene.caseIds);
  return {
    'a group is formed': () => ({
      ...coordinator,
      route: 'POST /api/collectives',
      body: exampleCollective(newId()),
    }),
    'a woman is enrolled': () => enrol(scene, newId()),
    'a sheet of 20 women is recorded': () => recordSheet(scene, today),
    'a case is opened': () => openCase(scene, newId()),
    'something is noted in a case': () => noteInCase(scene.caseIds[0] ?? ''),
    'a phone fetches all that it shows': () => ({ by: 'leader', route: 'GET /api/me/pack' }),
    'a phone fetches what is new, and nothing is': (answer: unknown) => fetchNew(answer, '2026-10-15'),
    'the same on the next day': (answer: unknown) => fetchNew(answer, '2026-10-16'),
    'an agenda is read': () => ({ by: 'caseworker', route: 'GET /api/agenda' }),
    'a woman is looked at': () => ({
      ...coordinator,
      route: 'GET /api/members/{id}',
      path: { id: womenToRead() },
    }),
    'a case is looked at': () => ({
      ...caseworker,
      route: 'GET /api/cases/{id}',
      path: { id: casesToRead() },
    }),
    'a case’s events are read': () => ({
      ...caseworker,
      route: 'GET /api/cases/{id}/events',
      path: { id: timelinesToRead() },
    }),
    'a list of 20 women is read': () => ({
      ...coordinator,
      route: 'GET /api/members',
      query: { collectiveId: groupsToList.shift() ?? collectiveId },
    }),
    'a name is searched, and 20 have it': () => ({
      ...coordinator,
      route: 'POST /api/members/search',
      body: { q: 'Kalpana' },
    }),
    'a ledger is read': () => ({
      ...coordinator,
      route: 'GET /api/collectives/{id}/ledger',
      path: { id: ledgersToRead.shift() ?? collectiveId },
    }),
    'the groups are looked over': () => ({ ...coordinator, route: 'GET /api/collective-overviews' }),
    'the open requests are read': () => ({ ...coordinator, route: 'GET /api/requests' }),
  } as const satisfies Record<string, (answer: unknown) => ActRequest>;
};

/** Forms the groups, before their leader can do anything. */
export const formGroups = async (scene: Scene, send: Send): Promise<void> => {
  for (const { collectiveId } of [scene, ...scene.otherGroups]) {
    await send({ by: 'coordinator', route: 'POST /api/collectives', body: exampleCollective(collectiveId) });
  }
};

/** Fills the groups, lets them meet for eleven months, and opens cases of women of the first. The caseworker has one of them. */
export const liveYear = async (scene: Scene, send: Send): Promise<void> => {
  for (const one of [scene, ...scene.otherGroups]) {
    // The leader belongs to the first group alone. Women of the others have another name, so that the search finds only those of the first.
    const [by, otherName] =
      one === scene
        ? (['leader', {}] as const)
        : (['coordinator', { name: 'Tholakari Chirujallu' }] as const);
    for (const id of one.group) {
      const request = enrol(one, id);
      await send({ ...request, by, body: { ...request.body, ...otherName } });
    }
    for (let month = monthsBefore; month > 0; month -= 1) {
      await send({ ...recordSheet(one, `${addMonths(today.slice(0, 7), -month)}-15`), by });
    }
  }
  for (const [index, caseId] of scene.caseIds.entries()) {
    const memberId = scene.group[index] ?? firstMemberOf(scene);
    await send(openCase(scene, caseId, { memberId, isAssigned: index === 0 }));
  }
};

export type ActName = keyof ReturnType<typeof createActs>;

/** `Object.entries` with the names' own type. */
const entriesOf = <Name extends string, Value>(record: Readonly<Record<Name, Value>>): [Name, Value][] =>
  Object.entries(record) as [Name, Value][];

/** Runs work and counts the bytes that it writes to standard output, which are its log in Lambda. */
const countLog = async <T>(
  work: () => Promise<T>,
): Promise<{ readonly result: T; readonly bytes: number }> => {
  const write = process.stdout.write.bind(process.stdout);
  let bytes = 0;
  process.stdout.write = (text: string | Uint8Array) => {
    bytes += Buffer.byteLength(text);
    return true;
  };
  try {
    return { result: await work(), bytes };
  } finally {
    process.stdout.write = write;
  }
};

/**
 * Lets each act happen once through its real route, in a group of twenty women that has met for a year, and counts what it costs. The functions
 * are new for each act, so that no key is in a cache.
 */
export const measureActs = async (): Promise<Act[]> => {
  const { documents, names, close } = await openTables();
  try {
    const meter = createMeter(documents);
    const table = createTable(meter.documents, names.table);
    const wrappingKey = createWrappingKeyDouble();
    const scene = createScene(newId());
    const callers = {
      leader: createCaller('leader', { collectives: [scene.collectiveId] }),
      caseworker: createCaller('caseworker', { personId: scene.caseworkerId, districts: ['Guntur'] }),
      coordinator: createCaller('coordinator'),
    };
    const send = async ({ by, ...request }: ActRequest) => {
      const keyStore = createKeyStore(meter.documents, names.keysTable);
      const records = { table, vault: createVault({ wrappingKey, keyStore, now: () => performance.now() }) };
      const call = createCall(records);
      const { result: body, bytes: logBytes } = await countLog(() =>
        call({ ...request, caller: callers[by] }),
      );
      return { body, logBytes };
    };
    const { personId } = callers.caseworker;
    await table.put({ ...personKey(personId), id: personId, role: 'caseworker', disabled: false });
    await formGroups(scene, send);
    await liveYear(scene, send);
    const acts = createActs(scene);
    const measured: Act[] = [];
    let answerBefore: unknown;
    for (const [name, createRequest] of entriesOf(acts)) {
      const keysBefore = wrappingKey.generated.length + wrappingKey.unwrapped.length;
      meter.take();
      const { body, logBytes } = await send(createRequest(answerBefore));
      answerBefore = body;
      const { calls: storeCalls, rounds: _, ...usage } = meter.take();
      const keyCalls = wrappingKey.generated.length + wrappingKey.unwrapped.length - keysBefore;
      const answerBytes = Buffer.byteLength(JSON.stringify(body));
      measured.push({ name, taken: { ...usage, storeCalls, keyCalls, answerBytes, logBytes } });
    }
    return measured;
  } finally {
    await close();
  }
};
