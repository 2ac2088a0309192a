import { expect, onTestFinished, test } from 'vitest';
import * as z from 'zod';
import { newId } from '../../functions/shared/fields/ids.ts';
import { openJoinScene } from '../same-women/join-scene.ts';
import { createCaller } from '../support/request.ts';
import { approvalOf, listed } from './scene.ts';

test('an area coordinator is told of no join of a record whose woman, by a join since, lives in another area', async () => {
  const scene = await openJoinScene();
  onTestFinished(() => scene.records.close());
  const [one, other, elsewhere] = [
    await scene.enrolled({ district: 'Guntur' }),
    await scene.enrolled({ district: 'Guntur' }),
    await scene.enrolled({ district: 'Eluru' }),
  ];
  const reads = async (...districts: string[]) => {
    const caller = { ...scene.asks, ...createCaller('coordinator', { districts }) };
    const reply = await scene.people.list(caller, { limit: '100' });
    return z.object({ items: z.array(z.unknown()) }).parse(reply.body).items.length;
  };
  const { id: pairId } = await scene.pairOf(one.id, other.id);
  scene.mustBe(202, await scene.askJoin(pairId, other.id));
  expect(await reads('Guntur')).toBe(1);
  await scene.join(elsewhere.id, one.id);
  expect([await reads('Guntur'), await reads('Guntur', 'Eluru')]).toEqual([0, 1]);
});

test('an area coordinator sees and withdraws what she asked for, also once one of the two women lives in another area', async () => {
  const scene = await openJoinScene();
  onTestFinished(() => scene.records.close());
  const districts = ['Guntur'];
  const asker = { ...(await scene.people.hire('coordinator', { districts })), districts };
  const colleague = { ...(await scene.people.hire('coordinator', { districts })), districts };
  const [one, other] = [
    await scene.enrolled({ district: 'Guntur' }),
    await scene.enrolled({ district: 'Guntur' }),
  ];
  const { id: pairId } = await scene.pairOf(one.id, other.id);
  const asked = await scene.sendPairs({
    route: 'POST /api/same-women/{id}/decision',
    path: { id: pairId },
    caller: asker,
    body: { id: newId(), decision: 'same', keptId: other.id },
  });
  const approvalId = approvalOf(scene.mustBe(202, asked) as never);
  scene.mustBe(200, await scene.change(one.id, 1, { district: 'Eluru' }));
  const idsListedTo = async (caller: typeof asker) =>
    listed.parse((await scene.people.list(caller)).body).items.map((item) => item.approvalId);
  expect([await idsListedTo(asker), await idsListedTo(colleague)]).toEqual([[approvalId], []]);
  expect(await scene.people.withdraw(colleague, approvalId)).toMatchObject({ status: 404 });
  expect(await scene.people.decide(asker, approvalId)).toMatchObject({ status: 403 });
  expect(await scene.people.withdraw(asker, approvalId)).toMatchObject({ status: 200 });
  expect(await idsListedTo(asker)).toEqual([]);
});
