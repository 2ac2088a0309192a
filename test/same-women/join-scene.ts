import { ledger, memberSavings } from '../../functions/areas/books/report-schema.ts';
import { member } from '../../functions/areas/members/schema.ts';
import { createRecordRoutes } from '../../functions/areas/record/routes.ts';
import { createSameWomenRoutes } from '../../functions/areas/same-women/routes.ts';
import { pair } from '../../functions/areas/same-women/schema.ts';
import { newId } from '../../functions/shared/fields/ids.ts';
import type { Caller } from '../../functions/shared/reach/caller.ts';
import { approvalOf, openTwoPersons } from '../approvals/scene.ts';
import { openScene } from '../members/scene.ts';
import { createSend, defaultNow } from '../support/request.ts';

/** Two coordinators, an auditor, women, and what is asked about joining their records. */
export const openJoinScene = async () => {
  const scene = await openScene();
  const { records } = scene;
  const { as } = records;
  const people = openTwoPersons(records);
  const asks = await people.hire('coordinator');
  const decides = await people.hire('coordinator');
  const auditor = await people.hire('auditor');
  const send = createSend([
    ...createSameWomenRoutes({
      records: { ...as('sameWomen'), newId },
      accessLog: as('sameWomen').accessLog,
    }),
    ...createRecordRoutes(as('record')),
  ]);
  const pairOf = async (...memberIds: readonly string[]) =>
    pair.parse(
      (await send({ route: 'POST /api/same-women', caller: asks, body: { id: newId(), memberIds } })).body,
    );
  const askJoin = (pairId: string, keptId: string, id = newId()) =>
    send({
      route: 'POST /api/same-women/{id}/decision',
      path: { id: pairId },
      caller: asks,
      body: { id, decision: 'same', keptId },
    });
  const askParting = (pairId: string, id = newId()) =>
    send({
      route: 'POST /api/same-women/{id}/parting',
      path: { id: pairId },
      caller: asks,
      body: { id, reason: 'They are sisters.' },
    });
  const decide = (approvalId: string, decision: 'approved' | 'declined' = 'approved', by: Caller = decides) =>
    people.decide(by, approvalId, decision, defaultNow);
  const mustBe = (status: number, reply: { status: number; body: unknown }) => {
    if (reply.status !== status) throw new Error(`Answered with ${JSON.stringify(reply)}.`);
    return reply;
  };
  /** Joins `otherId` to `keptId`, by two persons. @returns the pair's id */
  const join = async (keptId: string, otherId: string): Promise<string> => {
    const { id } = await pairOf(keptId, otherId);
    mustBe(200, await decide(approvalOf(mustBe(202, await askJoin(id, keptId)) as never)));
    return id;
  };
  const part = async (pairId: string): Promise<void> => {
    mustBe(200, await decide(approvalOf(mustBe(202, await askParting(pairId)) as never)));
  };
  return {
    ...scene,
    people,
    asks,
    decides,
    auditor,
    sendPairs: send,
    pairOf,
    askJoin,
    askParting,
    decide,
    join,
    part,
    mustBe,
    opened: async (id: string) => member.parse((await scene.read(id)).body),
    savings: async (id: string) =>
      memberSavings.parse(
        (await scene.send({ route: 'GET /api/members/{id}/savings', path: { id }, caller: asks })).body,
      ),
    ledgerOf: async (id: string) =>
      ledger.parse(
        (await scene.send({ route: 'GET /api/collectives/{id}/ledger', path: { id }, caller: asks })).body,
      ),
  };
};
export type JoinScene = Awaited<ReturnType<typeof openJoinScene>>;
