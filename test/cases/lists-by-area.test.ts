import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import * as z from 'zod';
import { createMeter } from '../../bench/meter.ts';
import { caseRecord } from '../../functions/areas/cases/schema.ts';
import { newId } from '../../functions/shared/fields/ids.ts';
import { createAccessLog } from '../../functions/shared/journal/access-log.ts';
import { createTable } from '../../functions/shared/table/client.ts';
import { memberCountsKey } from '../../functions/shared/table/keys/members.ts';
import { coordinator, sendOver } from '../members/scene.ts';
import { type JoinScene, openJoinScene } from '../same-women/join-scene.ts';
import { createCaller } from '../support/request.ts';
import { validCase } from '../support/scene.ts';
import { searchRuns } from '../support/search.ts';

/** The cases of an area: listed by where their women live now, whoever they became, and without reading those of other areas. */

const districts = ['Guntur', 'Palnadu', 'Krishna'] as const;
const area = createCaller('coordinator', { districts: ['Guntur', 'Palnadu'] });

let scene: JoinScene;
beforeAll(async () => {
  scene = await openJoinScene();
});
afterAll(() => scene.records.close());

const page = z.object({ items: z.array(caseRecord), cursor: z.string().optional() });
/** The ids of all cases of a list, page by page. */
const listed = async (caller = coordinator, query: Record<string, string> = {}): Promise<string[]> => {
  const ids: string[] = [];
  for (let cursor: string | undefined; ; ) {
    const reply = await scene.send({
      route: 'GET /api/cases',
      caller,
      query: { limit: '3', ...query, ...(cursor === undefined ? {} : { cursor }) },
    });
    expect(reply.status).toBe(200);
    const { items, cursor: next } = page.parse(reply.body);
    ids.push(...items.map(({ id }) => id));
    if (next === undefined) return ids;
    cursor = next;
  }
};

const open = async (memberId: string, more: object = {}): Promise<string> => {
  const body = validCase(memberId, more);
  scene.mustBe(201, await scene.send({ route: 'POST /api/cases', caller: coordinator, body }));
  return body.id;
};
const tell = async (caseId: string, event: object): Promise<void> => {
  const reply = await scene.send({
    route: 'POST /api/cases/{id}/events',
    caller: coordinator,
    path: { id: caseId },
    body: { id: newId(), on: '2026-10-02', ...event },
  });
  scene.mustBe(201, reply);
};
const agenda = z.object({ items: z.array(z.looseObject({ caseId: z.string().optional() })) });
/** The ids of the cases in an agenda, each as often as it is there. */
const dated = async (caller = coordinator): Promise<string[]> => {
  const reply = await scene.send({ route: 'GET /api/agenda', caller, query: {} });
  return agenda.parse(reply.body).items.flatMap(({ caseId }) => caseId ?? []);
};
const moveTo = async (id: string, district: string): Promise<void> => {
  const { version } = await scene.opened(id);
  scene.mustBe(200, await scene.change(id, version, { district }));
};

const who = fc.nat(3);
const step = fc.oneof(
  { weight: 4, arbitrary: fc.record({ do: fc.constant('open' as const), who, isUrgent: fc.boolean() }) },
  {
    weight: 3,
    arbitrary: fc.record({ do: fc.constant('move' as const), who, to: fc.constantFrom(...districts) }),
  },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('plan' as const), who, isDone: fc.boolean() }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('close' as const), who, isOver: fc.boolean() }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('join' as const), who, other: who }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('part' as const), who }) },
);

describe('the list of an area', () => {
  test('has the cases of the women who live there now, after any moves, joins and partings, in the order of all', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 4, maxLength: 14, size: 'max' }), async (steps) => {
        const women: string[] = [];
        for (const index of [0, 1, 2, 3]) {
          women.push((await scene.enrolled({ district: districts[index % 3] })).id);
        }
        /** The pair by which a woman was joined to another, by her index. */
        const joins = new Map<number, { readonly pair: string; readonly keptBy: number }>();
        const isKept = (index: number) => [...joins.values()].some(({ keptBy }) => keptBy === index);
        const ownCases = new Set<string>();
        for (const one of steps) {
          const id = women[one.who] ?? '';
          if (one.do === 'open') {
            ownCases.add(await open(id, one.isUrgent ? { priority: 'urgent' } : {}));
          } else if (one.do === 'plan' || one.do === 'close') {
            const caseId = [...ownCases][one.who];
            if (caseId === undefined) continue;
            await tell(
              caseId,
              one.do === 'plan'
                ? { type: 'follow_up', due: '2026-10-20', ...(one.isDone ? { done: true } : {}) }
                : { type: 'status', status: one.isOver ? 'closed' : 'reopened' },
            );
          } else if (one.do === 'move') {
            await moveTo(id, one.to);
          } else if (one.do === 'join') {
            if (one.other === one.who || joins.has(one.who) || joins.has(one.other)) continue;
            joins.set(one.other, {
              pair: await scene.join(id, women[one.other] ?? ''),
              keptBy: one.who,
            });
          } else {
            const join = joins.get(one.who);
            if (join === undefined || isKept(one.who)) continue;
            await scene.part(join.pair);
            joins.delete(one.who);
          }
        }
        const districtOf = new Map(
          await Promise.all(women.map(async (id) => [id, (await scene.opened(id)).district] as const)),
        );
        const reply = await scene.send({
          route: 'GET /api/cases',
          caller: coordinator,
          query: { limit: '100' },
        });
        expect(page.parse(reply.body).cursor).toBeUndefined();
        const standing = page.parse(reply.body).items.filter(({ id }) => ownCases.has(id));
        expect(standing).toHaveLength(ownCases.size);
        const of = (wanted: readonly string[]) =>
          standing
            .filter(({ memberId }) => wanted.includes(districtOf.get(memberId) ?? ''))
            .map(({ id }) => id);
        const own = (ids: readonly string[]) => ids.filter((id) => ownCases.has(id));
        expect(own(await listed(area))).toEqual(of(['Guntur', 'Palnadu']));
        const ofArea = new Set(of(['Guntur', 'Palnadu']));
        expect(own(await dated(area))).toEqual(own(await dated()).filter((id) => ofArea.has(id)));
        for (const district of districts) {
          expect(own(await listed(coordinator, { district })), district).toEqual(of([district]));
        }
        expect(own(await listed(area, { district: 'Krishna' }))).toEqual([]);
        expect(own(await listed(area, { district: 'Palnadu' }))).toEqual(of(['Palnadu']));
        for (const id of women) {
          const listedIn = await scene.records.table.get(memberCountsKey(id));
          if (listedIn?.caseIds !== undefined) expect(listedIn.gsi2pk).toContain(districtOf.get(id) ?? '?');
        }
      }),
      searchRuns(4),
    );
  }, 120_000);

  test('reads no case of another area', async () => {
    const elsewhere = (await scene.enrolled({ district: 'Kurnool' })).id;
    const here = createCaller('coordinator', { districts: ['Nandyal'] });
    const hers = (await scene.enrolled({ district: 'Nandyal' })).id;
    const ids = [await open(hers), await open(hers)];
    const meter = createMeter(scene.records.documents);
    const table = createTable(meter.documents, scene.records.name);
    const send = sendOver({
      as: () => ({ ...scene.records, table, accessLog: createAccessLog(table, newId) }),
    });
    const read = async () => {
      const reply = await send({ route: 'GET /api/cases', caller: here, query: { limit: '100' } });
      expect(page.parse(reply.body).items.map(({ id }) => id)).toEqual(ids);
      const { rounds, readUnits } = meter.take();
      return { rounds, readUnits };
    };
    await read();
    const before = await read();
    for (let count = 0; count < 40; count += 1) await open(elsewhere);
    expect(await read()).toEqual(before);
  }, 60_000);

  test.each([
    ['an agenda', 'GET /api/agenda', 'coordinator', { type: 'follow_up', due: '2026-10-20' }],
    ['the cases that a coordinator sees first, since they wait', 'GET /api/cases', 'coordinator', undefined],
    ['those that a caseworker may take', 'GET /api/cases/unassigned', 'caseworker', undefined],
  ] as const)(
    'for %s no case of another area is read',
    async (_, route, role, event) => {
      const [there, district] = ['Kurnool', 'Chittoor'];
      const [elsewhere, here] = [
        await scene.enrolled({ district: there }),
        await scene.enrolled({ district }),
      ];
      const waiting = async (memberId: string) => {
        const id = await open(memberId, { priority: 'urgent' });
        if (event !== undefined) await tell(id, event);
        return id;
      };
      const id = await waiting(here.id);
      const meter = createMeter(scene.records.documents);
      const table = createTable(meter.documents, scene.records.name);
      const send = sendOver({
        as: () => ({ ...scene.records, table, accessLog: createAccessLog(table, newId) }),
      });
      const caller = createCaller(role, { districts: [district] });
      const read = async () => {
        const reply = await send({ route, caller, query: {} });
        expect(JSON.stringify(reply.body)).toContain(id);
        const { rounds, readUnits } = meter.take();
        return { rounds, readUnits };
      };
      await read();
      const before = await read();
      for (let count = 0; count < 40; count += 1) await waiting(elsewhere.id);
      expect(await read()).toEqual(before);
    },
    60_000,
  );

  test('has none of a woman who is erased, nor does her item say any more where she lived', async () => {
    const { id } = await scene.enrolled({ district: 'Guntur' });
    const caseId = await open(id);
    expect(await listed(area)).toContain(caseId);
    const erasure = { id: newId(), reason: 'She asked.' };
    scene.mustBe(202, await scene.people.eraseMember(scene.auditor, id, erasure));
    scene.mustBe(200, await scene.decide(erasure.id));
    expect(await listed(area)).not.toContain(caseId);
    expect(await scene.records.table.get(memberCountsKey(id))).not.toHaveProperty('gsi2pk');
  });
});
