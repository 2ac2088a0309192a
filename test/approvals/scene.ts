import { expect } from 'vitest';
import * as z from 'zod';
import { createApprovalsRoutes } from '../../functions/areas/approvals/routes.ts';
import { createErasureRoutes } from '../../functions/areas/erasure/routes.ts';
import type { AllowSignIn } from '../../functions/areas/people/cognito-sign-in.ts';
import { makeSignInName } from '../../functions/areas/people/random-names-and-passwords.ts';
import { findStoredPerson } from '../../functions/areas/people/read-people.ts';
import { addPerson } from '../../functions/areas/people/repository.ts';
import { createPeopleRoutes } from '../../functions/areas/people/routes.ts';
import { newId } from '../../functions/shared/fields/ids.ts';
import type { Caller } from '../../functions/shared/reach/caller.ts';
import type { Role } from '../../functions/shared/reach/roles.ts';
import type { SignInProvider } from '../../functions/shared/sign-ins/provider.ts';
import { createSignIns } from '../../functions/shared/sign-ins/sync-sign-ins.ts';
import type { Table } from '../../functions/shared/table/client.ts';
import { createCaller, createSend, defaultNow, type TestReply } from '../support/request.ts';
import type { TestRecords } from '../support/table.ts';

export const asked = z.object({ approvalId: z.string() });
export const listed = z.object({ items: z.array(z.looseObject({ approvalId: z.string() })) });

export type TwoPersonScene = ReturnType<typeof openTwoPersons>;

/** What askers and deciders send, over the tables of a test; `allowSignIn` stands for the identity provider. */
export const openTwoPersons = (records: TestRecords, allowSignIn: AllowSignIn = async () => newId()) => {
  const settled: [keyof SignInProvider, string][] = [];
  const announced: string[] = [];
  const provider: SignInProvider = {
    enable: async (name) => void settled.push(['enable', name]),
    disable: async (name) => void settled.push(['disable', name]),
    remove: async (name) => void settled.push(['remove', name]),
  };
  const sendOver = (table?: Table) =>
    createSend(
      routesOver({
        over: (area) => (table === undefined ? records.as(area) : { ...records, table }),
        provider,
        allowSignIn,
        announceHandover: async (id) => void announced.push(id),
      }),
    );
  const send = sendOver();
  const about = (id: string, caller: Caller) => ({ path: { id }, caller });
  const change = (caller: Caller, id: string, ifMatch: number, body: object) =>
    send({ route: 'PATCH /api/users/{id}', ...about(id, caller), ifMatch, body });
  const decide = (
    caller: Caller,
    id: string,
    decision: 'approved' | 'declined' = 'approved',
    now = defaultNow,
  ) => send({ route: 'POST /api/approvals/{id}', ...about(id, caller), body: { decision }, now });

  return {
    send,
    sendOver,
    settled,
    nameOf: async (id: string): Promise<string> => (await findStoredPerson(records.table, id)).signInName,
    input,
    hire: (role: Role, more: object = {}) => hire(records, role, more),
    add: (caller: Caller, body: object) => send({ route: 'POST /api/users', caller, body }),
    read: (caller: Caller, id: string) => send({ route: 'GET /api/users/{id}', ...about(id, caller) }),
    change,
    /** Changes her access, with a second person's approval where it needs one. */
    changeByTwo: async (
      [asker, decider]: readonly [Caller, Caller],
      id: string,
      ifMatch: number,
      body: object,
    ): Promise<void> => {
      const reply = await change(asker, id, ifMatch, body);
      const last = reply.status === 202 ? await decide(decider, approvalOf(reply)) : reply;
      expect(last.status).toBe(200);
    },
    askPassword: (caller: Caller, id: string, body: object = {}, now = defaultNow) =>
      send({ route: 'POST /api/users/{id}/one-time-password', ...about(id, caller), body, now }),
    eraseMember: (caller: Caller, id: string, body: object, now = defaultNow) =>
      send({ route: 'POST /api/members/{id}/erasure', ...about(id, caller), body, now }),
    erasePerson: (caller: Caller, id: string, body: object) =>
      send({ route: 'POST /api/users/{id}/erasure', ...about(id, caller), body }),
    list: (caller: Caller, query: Readonly<Record<string, string>> = {}) =>
      send({ route: 'GET /api/approvals', caller, query }),
    decide,
    withdraw: (caller: Caller, id: string) =>
      send({ route: 'POST /api/approvals/{id}/withdrawal', ...about(id, caller), body: {} }),
  };
};

/** The id of what was asked for. */
export const approvalOf = (reply: TestReply): string => asked.parse(reply.body).approvalId;

/** The routes of people, erasures and approvals. */
const routesOver = ({
  over,
  provider,
  allowSignIn,
  announceHandover,
}: {
  /** What the routes of an area stand over. */
  readonly over: (
    area: 'people' | 'erasure' | 'approvals',
  ) => Pick<TestRecords, 'table' | 'vault' | 'accessLog'>;
  readonly provider: SignInProvider;
  readonly allowSignIn: AllowSignIn;
  readonly announceHandover: (id: string) => Promise<void>;
}) => {
  const people = over('people');
  const approvals = over('approvals');
  return [
    ...createPeopleRoutes({
      ...people,
      chooseName: makeSignInName,
      allowSignIn,
      signIns: createSignIns(people.table, provider),
      newId,
    }),
    ...createErasureRoutes(over('erasure')),
    ...createApprovalsRoutes({
      ...approvals,
      signIns: createSignIns(approvals.table, provider),
      retentionDays: 365,
      announceHandover,
      newId,
    }),
  ];
};

const input = (role: Role, more: object = {}) => ({
  id: newId(),
  name: 'వెన్నెల కల్పన',
  role,
  locale: 'en' as const,
  collectives: [],
  districts: [],
  ...more,
});

/** Somebody who is there already, as a caller. */
const hire = async (records: TestRecords, role: Role, more: object = {}): Promise<Caller> => {
  const caller = createCaller(role);
  const person = input(role, { id: caller.personId, ...more });
  const stamp = { createdAt: defaultNow, createdBy: caller.personId, version: 1 };
  const { id, collectives, districts } = person;
  await addPerson(
    { ...records, chooseName: makeSignInName },
    { ...person, disabled: false, ...stamp },
    person,
    {
      type: 'person_added',
      id: newId(),
      recordedAt: defaultNow,
      actor: 'system',
      personId: id,
      role,
      collectives,
      districts,
      disabled: false,
    },
  );
  return caller;
};
