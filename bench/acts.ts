import * as z from 'zod';
import { addMonths } from '../functions/shared/calendar/calendar.ts';
import { newId } from '../functions/shared/fields/ids.ts';
import type { TestRequest } from '../test/support/request.ts';
import { exampleCollective, exampleConsent, exampleMember } from './examples.ts';

/**
 * What people do in a programme, as requests. measure-acts.ts sends each once and measures it; stack-days.ts sends a day's requests over HTTP.
 */

/** The number of women in each group. */
const women = 20;
/** The number of months for which the groups have met before the acts. */
const monthsBefore = 11;

const today = '2026-10-15';

/** A group's id, and the ids of its women (`group`). */
type Group = { readonly collectiveId: string; readonly group: readonly string[] };

/** Who takes part in the acts, by ids. */
export type Scene = Group & {
  /** Further groups. Each reading of a list or ledger is of another group, since a list that is read again on the same day costs less. */
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
 * The requests of the acts, in an order in which they can happen. Each call of a function makes a new request. Its argument is the answer to
 * the act before: a phone's pack says since when the phone asks next.
 */
export const createActs = (scene: Scene) => {
  const { collectiveId } = scene;
  const caseworker = { by: 'caseworker' } as const;
  const coordinator = { by: 'coordinator' } as const;
  // Each call of the two readings below takes the next group from its own list.
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
    // The leader leads only the first group. The women of the other groups have another name, so that the search finds only women of the first.
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
