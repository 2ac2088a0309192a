import * as z from 'zod';
import { createAuditRoutes } from '../../functions/areas/audit/routes.ts';
import { member, talksOfMember } from '../../functions/areas/members/schema.ts';
import { createPackRoutes } from '../../functions/areas/pack/routes.ts';
import { createRecordRoutes } from '../../functions/areas/record/routes.ts';
import { newId } from '../../functions/shared/fields/ids.ts';
import type { Caller } from '../../functions/shared/reach/caller.ts';
import { createDigestStoreDouble } from '../audit/digest-store-double.ts';
import { coordinator } from '../members/scene.ts';
import { openJoinScene } from '../same-women/join-scene.ts';
import { createSend, defaultNow } from '../support/request.ts';

/** Noon of a day in India. */
export const noon = (day: string): string => `${day}T06:30:00.000Z`;

const agendaItems = z.object({ items: z.array(z.looseObject({ kind: z.string(), on: z.string() })) });

/** Women with whom somebody talks, and whoever reads of it. */
export const openTalkScene = async () => {
  const scene = await openJoinScene();
  const { as } = scene.records;
  const sendReading = createSend([
    ...createPackRoutes(as('pack')),
    ...createRecordRoutes(as('record')),
    ...createAuditRoutes({ ...as('audit'), digests: createDigestStoreDouble() }),
  ]);
  const talk = (memberId: string, body: object, caller: Caller = coordinator, now = defaultNow) =>
    scene.send({
      route: 'POST /api/members/{id}/talks',
      path: { id: memberId },
      caller,
      body: { id: newId(), on: '2026-10-10', ...body },
      now,
    });
  const askTalks = (memberId: string, caller: Caller = coordinator) =>
    scene.send({ route: 'GET /api/members/{id}/talks', path: { id: memberId }, caller });
  return {
    ...scene,
    sendReading,
    talk,
    /** A talk that is accepted. @returns its id */
    talked: async (memberId: string, body: object = { answers: { safety: 3 } }): Promise<string> => {
      const id = newId();
      scene.mustBe(201, await talk(memberId, { id, ...body }));
      return id;
    },
    askTalks,
    talksWith: async (memberId: string) => talksOfMember.parse((await askTalks(memberId)).body),
    agendaOf: async (caller: Caller, query: Readonly<Record<string, string>> = {}, now = defaultNow) => {
      const { body } = await scene.send({ route: 'GET /api/agenda', caller, query, now });
      return agendaItems.parse(body).items.filter(({ kind }) => kind === 'talk');
    },
    /** How many talks are due in each group, by the group's id. */
    dueNumbers: async (now = defaultNow): Promise<ReadonlyMap<string, number>> => {
      const { body } = await scene.send({ route: 'GET /api/collective-overviews', caller: coordinator, now });
      const { items } = z
        .object({ items: z.array(z.object({ id: z.string(), talksDue: z.int() })) })
        .parse(body);
      return new Map(items.map(({ id, talksDue }) => [id, talksDue]));
    },
    openCase: async (memberId: string, more: object): Promise<string> => {
      const body = {
        id: newId(),
        memberId,
        kind: 'crisis',
        priority: 'normal',
        openedOn: '2026-10-01',
        ...more,
      };
      scene.mustBe(201, await scene.send({ route: 'POST /api/cases', caller: coordinator, body }));
      return body.id;
    },
    addEvent: (caseId: string, body: object, caller: Caller = coordinator) =>
      scene.send({
        route: 'POST /api/cases/{id}/events',
        path: { id: caseId },
        caller,
        body: { id: newId(), on: '2026-10-10', ...body },
      }),
    erase: async (memberId: string): Promise<void> => {
      const id = newId();
      scene.mustBe(
        202,
        await scene.people.eraseMember(scene.auditor, memberId, { id, reason: 'She asked.' }),
      );
      scene.mustBe(200, await scene.decide(id));
    },
    opened: async (memberId: string) => member.parse((await scene.read(memberId)).body),
  };
};
export type TalkScene = Awaited<ReturnType<typeof openTalkScene>>;
