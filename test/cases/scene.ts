import * as z from 'zod';
import { caseEvent } from '../../functions/areas/cases/event-schema.ts';
import { caseRecord } from '../../functions/areas/cases/schema.ts';
import { newId } from '../../functions/shared/fields/ids.ts';
import type { Caller } from '../../functions/shared/reach/caller.ts';
import { personKey } from '../../functions/shared/table/keys/people.ts';
import { coordinator, openScene } from '../members/scene.ts';
import { defaultNow, type TestReply } from '../support/request.ts';

export type CaseScene = Awaited<ReturnType<typeof openCaseScene>>;

const page = z.object({ items: z.array(caseEvent), cursor: z.string().optional() });

/** One member, and the requests that concern cases of hers. */
export const openCaseScene = async () => {
  const scene = await openScene();
  const { send, records } = scene;
  const { id: memberId } = await scene.enrolled();

  const post = (body: object, caller: Caller = coordinator, now = defaultNow): Promise<TestReply> =>
    send({
      route: 'POST /api/cases',
      caller,
      body: { id: newId(), memberId, kind: 'crisis', priority: 'urgent', openedOn: '2026-10-01', ...body },
      now,
    });
  const read = (id: string, caller: Caller = coordinator, now = defaultNow) =>
    send({ route: 'GET /api/cases/{id}', path: { id }, caller, now });
  const timeline = (id: string, caller: Caller = coordinator, query: Record<string, string> = {}) =>
    send({ route: 'GET /api/cases/{id}/events', path: { id }, caller, query });

  return {
    ...scene,
    memberId,
    /** Persons as they lie in the table, for what is checked of an assignee. */
    employ: (...people: readonly Caller[]) =>
      records.table.transact(
        people.map(({ personId, role }) => ({
          put: { ...personKey(personId), id: personId, role, disabled: false },
        })),
      ),
    opened: async (more: object = {}, caller: Caller = coordinator, now = defaultNow) => {
      const reply = await post(more, caller, now);
      if (reply.status !== 201) {
        throw new Error(`Opening a case was answered with ${JSON.stringify(reply)}.`);
      }
      return caseRecord.parse(reply.body);
    },
    readCase: read,
    /** A case as it stands now. */
    standing: async (id: string, now = defaultNow) =>
      caseRecord.parse((await read(id, coordinator, now)).body),
    changeCase: (id: string, ifMatch: number, body: object, caller: Caller = coordinator, now = defaultNow) =>
      send({ route: 'PATCH /api/cases/{id}', path: { id }, caller, ifMatch, body, now }),
    tell: (id: string, event: object, caller: Caller = coordinator, now = defaultNow) =>
      send({
        route: 'POST /api/cases/{id}/events',
        path: { id },
        caller,
        body: { id: newId(), on: '2026-10-05', ...event },
        now,
      }),
    timeline,
    /** All events of a case, as the coordinator reads them. */
    eventsOf: async (id: string) =>
      page.parse((await timeline(id, coordinator, { limit: '100' })).body).items,
    grantEmergencyAccess: (code: string, caller: Caller, now = defaultNow) =>
      send({
        route: 'POST /api/break-glass',
        caller,
        body: { id: newId(), code, reason: 'She calls from the station.' },
        now,
      }),
    linesOfCase: async (id: string) =>
      (await records.readJournal()).filter((line) => 'caseId' in line && line.caseId === id),
  };
};
