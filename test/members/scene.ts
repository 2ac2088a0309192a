import * as z from 'zod';
import { createBooksRoutes } from '../../functions/areas/books/routes.ts';
import { createCasesRoutes } from '../../functions/areas/cases/routes.ts';
import { createCollectivesRoutes } from '../../functions/areas/collectives/routes.ts';
import { createMembersRoutes } from '../../functions/areas/members/routes.ts';
import { type ConsentInput, wholeMember as member } from '../../functions/areas/members/schema.ts';
import { createMovesRoutes } from '../../functions/areas/moves/routes.ts';
import { createRequestsRoutes } from '../../functions/areas/requests/routes.ts';
import { newId } from '../../functions/shared/fields/ids.ts';
import type { Caller } from '../../functions/shared/reach/caller.ts';
import { type Codes, createCodes } from '../../functions/shared/table/member-and-case-codes.ts';
import { createCaller, createSend, type TestReply } from '../support/request.ts';
import { validChild, validCollective, validConsent, validMember } from '../support/scene.ts';
import { openRecords, type TestRecords } from '../support/table.ts';

export type Scene = Awaited<ReturnType<typeof openScene>>;

export const coordinator = createCaller('coordinator');

export const consentTo = (purpose: ConsentInput['purpose'], more: object = {}) => ({
  ...validConsent(purpose),
  givenBy: 'self',
  ...more,
});

export const aChild = validChild;

/** The routes of collectives, members, savings and cases over the tables of a test. */
export const sendOver = ({ as }: Pick<TestRecords, 'as'>, newCode: Codes = createCodes('M-')) =>
  createSend([
    ...createCollectivesRoutes({ ...as('collectives'), newId }),
    ...createRequestsRoutes(as('requests')),
    ...createMembersRoutes({ ...as('members'), newCode, newId }),
    ...createBooksRoutes(as('books')),
    ...createMovesRoutes(as('moves')),
    ...createCasesRoutes({ ...as('cases'), newCode: createCodes('C-'), newId }),
  ]);

/** Collectives, members and savings over tables of their own, and the requests that the tests are made of. */
export const openScene = async () => {
  const records = await openRecords();
  const sendWith = (newCode: Codes) => sendOver(records, newCode);
  const send = sendWith(createCodes('M-'));

  const formCollective = async (more: object = {}): Promise<string> => {
    const id = newId();
    await send({
      route: 'POST /api/collectives',
      caller: coordinator,
      body: validCollective({ id, name: 'Velugu', formedOn: '2025-04-01', ...more }),
    });
    return id;
  };
  const collectiveId = await formCollective();

  const input = (more: object = {}) => ({
    ...validMember(collectiveId),
    name: 'Vennela Padmavathi',
    phone: '+91 90000 12345',
    category: 'trafficking_survivor',
    mandal: 'Mangalagiri',
    consents: [consentTo('services'), consentTo('reporting')],
    // A girl has no child.
    children: 'birthYear' in more && Number(more.birthYear) > 2000 ? [] : [aChild()],
    ...more,
  });
  const enrol = (body: object, caller: Caller = coordinator, now?: string): Promise<TestReply> =>
    send({ route: 'POST /api/members', caller, body, ...(now === undefined ? {} : { now }) });
  return {
    records,
    send,
    sendWith,
    collectiveId,
    formCollective,
    input,
    enrol,
    /** A member who is there, as the API gave her. */
    enrolled: async (more: object = {}, now?: string) => {
      const reply = await enrol(input(more), coordinator, now);
      if (reply.status !== 201) {
        throw new Error(`Enrolling a member was answered with ${JSON.stringify(reply)}.`);
      }
      return member.parse(reply.body);
    },
    ...requestsOver(send),
    /** A sheet with one entry of hers. */
    meet: (memberId: string, entry: object, more: { collectiveId?: string; heldOn?: string } = {}) =>
      send({
        route: 'POST /api/collectives/{id}/meetings',
        path: { id: more.collectiveId ?? collectiveId },
        caller: coordinator,
        body: {
          id: newId(),
          heldOn: more.heldOn ?? '2026-10-01',
          attendance: [{ memberId, status: 'present' }],
          entries: [{ memberId, ...entry }],
        },
      }),
    linesOf: async (id: string) =>
      (await records.readJournal()).filter((line) => 'memberId' in line && line.memberId === id),
    accessesOf: records.accessesOf,
    /** Everything that lies in the table, as text. */
    raw: async (): Promise<string> => JSON.stringify(await records.scan()),
  };
};

/** What is asked about members; by the coordinator where nobody else is named. */
const requestsOver = (send: ReturnType<typeof sendOver>) => {
  const to = (id: string, caller: Caller) => ({ path: { id }, caller });
  return {
    read: (id: string, caller: Caller = coordinator) =>
      send({ route: 'GET /api/members/{id}', ...to(id, caller) }),
    change: (id: string, ifMatch: number, body: object, caller: Caller = coordinator) =>
      send({ route: 'PATCH /api/members/{id}', ...to(id, caller), ifMatch, body }),
    agree: (id: string, body: object, caller: Caller = coordinator, now?: string) =>
      send({
        route: 'POST /api/members/{id}/consents',
        ...to(id, caller),
        body,
        ...(now === undefined ? {} : { now }),
      }),
    addChild: (id: string, body: object, caller: Caller = coordinator) =>
      send({ route: 'POST /api/members/{id}/children', ...to(id, caller), body }),
    putChild: (id: string, childId: string, body: object, caller: Caller = coordinator) =>
      send({
        route: 'PUT /api/members/{id}/children/{childId}',
        path: { id, childId },
        caller,
        body,
      }),
    observe: (id: string, childId: string, body: object, caller: Caller = coordinator, now?: string) =>
      send({
        route: 'POST /api/members/{id}/children/{childId}/schooling',
        path: { id, childId },
        caller,
        body,
        ...(now === undefined ? {} : { now }),
      }),
    addOffice: (id: string, body: object, caller: Caller = coordinator) =>
      send({ route: 'POST /api/members/{id}/offices', ...to(id, caller), body }),
    endOffice: (id: string, officeId: string, on: string, caller: Caller = coordinator) =>
      send({
        route: 'POST /api/members/{id}/offices/{officeId}/end',
        path: { id, officeId },
        caller,
        body: { on },
      }),
    reverse: (id: string, body: object, caller: Caller = coordinator) =>
      send({ route: 'POST /api/members/{id}/reversals', ...to(id, caller), body }),
    exit: (id: string, body: object, caller: Caller = coordinator) =>
      send({ route: 'POST /api/members/{id}/exit', ...to(id, caller), body }),
    search: (q: string, caller: Caller = coordinator) =>
      send({ route: 'POST /api/members/search', caller, body: { q } }),
    list: (query: Readonly<Record<string, string>>, caller: Caller = coordinator) =>
      send({ route: 'GET /api/members', caller, query }),
  };
};

export const listPage = z.object({
  items: z.array(z.looseObject({ id: z.string() })),
  cursor: z.string().optional(),
});
