import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import * as z from 'zod';
import { newId } from '../../functions/shared/fields/ids.ts';
import { consentTo, coordinator } from '../members/scene.ts';
import { createCaller } from '../support/request.ts';
import { searchRuns } from '../support/search.ts';
import { type JoinScene, openJoinScene } from './join-scene.ts';

/** Of each woman who stopped an open request tells, whatever was joined, parted, given again and taken back. */

let scene: JoinScene;
beforeAll(async () => {
  scene = await openJoinScene();
});
afterAll(() => scene.records.close());

const acts = ['withdraw', 'give', 'ask', 'take back', 'join', 'part'] as const;
type Step = { readonly act: (typeof acts)[number]; readonly to: 0 | 1 };

const openRequests = z.object({
  items: z.array(z.object({ id: z.string(), memberId: z.string(), kind: z.string() })),
});
const openOf = async (memberIds: readonly string[]) => {
  const query = { open: 'true', limit: '100' };
  const reply = await scene.send({ route: 'GET /api/requests', caller: coordinator, query });
  return openRequests
    .parse(reply.body)
    .items.filter(({ memberId, kind }) => kind === 'withdrawal' && memberIds.includes(memberId));
};

const walk = async (steps: readonly Step[]): Promise<void> => {
  const leader = createCaller('leader', { collectives: [scene.collectiveId] });
  const women = [
    await scene.enrolled({ name: 'Kestrila Ormand' }),
    await scene.enrolled({ name: 'Kestrila Ormund', phone: '+91 90000 77777' }),
  ] as const;
  const ids = women.map(({ id }) => id);
  const [kept, other] = [women[0].id, women[1].id];
  let pairId: string | undefined;
  for (const [index, { act, to }] of steps.entries()) {
    const id = women[to].id;
    const now = `2026-10-20T06:${String(index).padStart(2, '0')}:00Z`;
    const answer = { on: '2026-10-20', given: act === 'give' };
    switch (act) {
      case 'withdraw':
      case 'give':
        scene.mustBe(201, await scene.agree(id, consentTo('services', answer), leader, now));
        break;
      case 'ask': {
        const body = { id: newId(), kind: 'withdrawal', on: '2026-10-05', via: 'spoken' };
        const path = { id };
        scene.mustBe(
          201,
          await scene.send({ route: 'POST /api/members/{id}/requests', path, caller: leader, body }),
        );
        break;
      }
      case 'take back':
        // Refused while she has stopped, and where the leader did not record it.
        for (const request of await openOf([id]))
          await scene.reverse(id, { id: newId(), of: request.id, reason: 'A mistake.' }, leader);
        break;
      case 'join':
        pairId ??= await scene.join(kept, other);
        break;
      case 'part':
        if (pairId !== undefined) await scene.part(pairId);
        pairId = undefined;
    }
    const standing = pairId === undefined ? ids.map((one) => [one]) : [ids];
    for (const hers of standing) {
      const [one = ''] = hers;
      const { withdrawnOn } = await scene.opened(one);
      if (withdrawnOn !== undefined) expect(await openOf(hers), `after ${act}`).not.toEqual([]);
    }
  }
};

test.each([
  // Her request stands under the other id, whose leader takes it back.
  ['ask 1', 'join 0', 'withdraw 0', 'part 0', 'take back 1'],
  // Her consent is given again under the other id, which answers her request.
  ['join 0', 'withdraw 0', 'give 1', 'part 0'],
  ['withdraw 1', 'give 0', 'join 0', 'give 0', 'take back 1', 'part 0'],
])('%s, %s, %s, %s %s %s', async (...told) => {
  await walk(
    told.flatMap((one) => {
      const act = acts.find((known) => one?.startsWith(known));
      return act === undefined ? [] : [{ act, to: one?.endsWith('1') === true ? 1 : 0 } as const];
    }),
  );
});

test('whatever is done', async () => {
  const step = fc.record({ act: fc.constantFrom(...acts), to: fc.constantFrom(0 as const, 1 as const) });
  await fc.assert(fc.asyncProperty(fc.array(step, { minLength: 4, maxLength: 9 }), walk), searchRuns(5));
}, 120_000);
