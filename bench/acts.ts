import * as z from 'zod';
import { addMonths } from '../functions/shared/calendar/calendar.ts';
import { newId } from '../functions/shared/fields/ids.ts';
import type { Caller } from '../functions/shared/reach/caller.ts';
import { createTable } from '../functions/shared/table/client.ts';
import { personKey } from '../functions/shared/table/keys.ts';
import { createKeyStore } from '../functions/shared/vault/key-store.ts';
import { createVault } from '../functions/shared/vault/vault.ts';
import { createCaller, type TestRequest } from '../test/support/request.ts';
import { createWrappingKeyDouble } from '../test/support/vault-doubles.ts';
import { exampleCollective, exampleConsent, exampleMember } from './examples.ts';
import { createMeter, type Usage } from './meter.ts';
import { createCall } from './metered-routes.ts';
import { openTables } from './tables.ts';

/** What one request costs, by the name of what somebody does with it. */
export type Act = Usage & {
  readonly name: ActName;
  /** Calls of KMS, if the function has none of the keys in its cache, as in a small programme. */
  readonly keyCalls: number;
  readonly answerBytes: number;
  /** What the function writes to its log. */
  readonly logBytes: number;
};

/** The size of the group in which the acts happen, and the months for which it has met before. */
const women = 20;
const monthsBefore = 11;
const today = '2026-10-15';

const collectiveId = newId();
const group = Array.from({ length: women }, newId);
const caseId = newId();
const leader = createCaller('leader', { collectives: [collectiveId] });
const caseworker = createCaller('caseworker', { districts: ['Guntur'] });
const coordinator = createCaller('coordinator');

type ActRequest = TestRequest & { readonly caller: Caller };

const enrol = (id: string): ActRequest => ({
  caller: leader,
  route: 'POST /api/members',
  body: {
    ...exampleMember(id, collectiveId),
    phone: '9000000000',
    consents: [exampleConsent('services'), exampleConsent('reporting')],
    children: [{ id: newId(), birthYear: 2015, gender: 'female', inSchool: true }],
  },
});

const recordSheet = (heldOn: string): ActRequest => ({
  caller: leader,
  route: 'POST /api/collectives/{id}/meetings',
  path: { id: collectiveId },
  body: {
    id: newId(),
    heldOn,
    attendance: group.map((memberId) => ({ memberId, status: 'present' })),
    entries: group.map((memberId) => ({ memberId, kind: 'deposit', amountPaise: 10_000 })),
  },
});

const openCase = (id: string, memberId: string): ActRequest => ({
  caller: caseworker,
  route: 'POST /api/cases',
  body: {
    id,
    memberId,
    kind: 'legal_aid',
    priority: 'normal',
    openedOn: '2026-10-01',
    assignedTo: caseworker.personId,
  },
});

const [firstMember = ''] = group;

const sinceOf = (answer: unknown): string => z.looseObject({ since: z.string() }).parse(answer).since;

const fetchNew = (answerBefore: unknown, on: string): ActRequest => ({
  caller: leader,
  route: 'GET /api/me/pack',
  query: { since: sinceOf(answerBefore) },
  now: `${on}T14:30:00.000Z`,
});

/** The acts in an order in which they can happen. A function is given the answer of the act before. */
const acts = {
  'a group is formed': {
    caller: coordinator,
    route: 'POST /api/collectives',
    body: exampleCollective(newId()),
  },
  'a woman is enrolled': enrol(newId()),
  'a sheet of 20 women is recorded': recordSheet(today),
  'a case is opened': openCase(newId(), firstMember),
  'something is noted in a case': {
    caller: caseworker,
    route: 'POST /api/cases/{id}/events',
    path: { id: caseId },
    body: {
      id: newId(),
      type: 'service',
      on: '2026-10-02',
      service: 'legal_aid',
      provider: 'District legal services',
    },
  },
  'a phone fetches all that it shows': { caller: leader, route: 'GET /api/me/pack' },
  'a phone fetches what is new, and nothing is': (answer: unknown) => fetchNew(answer, '2026-10-15'),
  'the same on the next day': (answer: unknown) => fetchNew(answer, '2026-10-16'),
  'an agenda is read': { caller: caseworker, route: 'GET /api/agenda' },
  'a woman is looked at': { caller: coordinator, route: 'GET /api/members/{id}', path: { id: firstMember } },
  'a case is looked at': { caller: caseworker, route: 'GET /api/cases/{id}', path: { id: caseId } },
  'a case’s events are read': {
    caller: caseworker,
    route: 'GET /api/cases/{id}/events',
    path: { id: caseId },
  },
  'a list of 20 women is read': { caller: coordinator, route: 'GET /api/members', query: { collectiveId } },
  'a name is searched, and 20 have it': {
    caller: coordinator,
    route: 'POST /api/members/search',
    body: { q: 'Kalpana' },
  },
  'a ledger is read': {
    caller: coordinator,
    route: 'GET /api/collectives/{id}/ledger',
    path: { id: collectiveId },
  },
  'the groups are looked over': { caller: coordinator, route: 'GET /api/collective-overviews' },
  'the open requests are read': { caller: coordinator, route: 'GET /api/requests' },
} as const satisfies Record<string, ActRequest | ((answerBefore: unknown) => ActRequest)>;

export type ActName = keyof typeof acts;

/** `Object.keys` with the names' own type; the filter drops none. */
const actNames = Object.keys(acts).filter((name): name is ActName => name in acts);

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
    const send = async (request: ActRequest) => {
      const keyStore = createKeyStore(meter.documents, names.keysTable);
      const records = { table, vault: createVault({ wrappingKey, keyStore, now: () => performance.now() }) };
      const { result: body, bytes: logBytes } = await countLog(() => createCall(records)(request));
      return { body, logBytes };
    };
    const { personId } = caseworker;
    await table.put({ ...personKey(personId), id: personId, role: 'caseworker', disabled: false });
    await send({ ...acts['a group is formed'], body: exampleCollective(collectiveId) });
    for (const id of group) await send(enrol(id));
    for (let month = monthsBefore; month > 0; month -= 1) {
      await send(recordSheet(`${addMonths(today.slice(0, 7), -month)}-15`));
    }
    await send(openCase(caseId, firstMember));
    const measured: Act[] = [];
    let answerBefore: unknown;
    for (const name of actNames) {
      const request = acts[name];
      const keysBefore = wrappingKey.generated.length + wrappingKey.unwrapped.length;
      meter.take();
      const { body, logBytes } = await send(typeof request === 'function' ? request(answerBefore) : request);
      answerBefore = body;
      measured.push({
        ...meter.take(),
        name,
        keyCalls: wrappingKey.generated.length + wrappingKey.unwrapped.length - keysBefore,
        answerBytes: Buffer.byteLength(JSON.stringify(body)),
        logBytes,
      });
    }
    return measured;
  } finally {
    await close();
  }
};
