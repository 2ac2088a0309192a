import { expect, onTestFinished, test } from 'vitest';
import * as z from 'zod';
import { openJoinScene } from '../same-women/join-scene.ts';
import { createCaller } from '../support/request.ts';

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
