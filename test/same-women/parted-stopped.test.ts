import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import * as z from 'zod';
import { newId } from '../../functions/shared/fields/ids.ts';
import { approvalOf } from '../approvals/scene.ts';
import { consentTo, coordinator } from '../members/scene.ts';
import { countLines } from '../publishing/journal-builder.ts';
import { withoutZeros } from '../publishing/numbers.ts';
import { type JoinScene, openJoinScene } from './join-scene.ts';

/** A parting of women who have stopped: it goes through, and changes no month before it. */

let scene: JoinScene;
beforeAll(async () => {
  scene = await openJoinScene();
});
afterAll(() => scene.records.close());

const requests = z.object({
  items: z.array(z.looseObject({ id: z.string(), memberId: z.string(), kind: z.string(), on: z.string() })),
});
const requestsOf = async (...memberIds: readonly string[]) => {
  const query = { limit: '100' };
  const reply = await scene.send({ route: 'GET /api/requests', caller: coordinator, query });
  return requests.parse(reply.body).items.filter(({ memberId }) => memberIds.includes(memberId));
};
/** Answers what a woman asked. @param memberIds her ids: while they are joined, it is told under the kept one */
const answer = async (memberIds: readonly string[], on: string, now: string) => {
  const asked = await requestsOf(...memberIds);
  expect(asked).toHaveLength(1);
  for (const { id: requestId, memberId } of asked) {
    const body = { id: newId(), on, step: 'answered' };
    const path = { id: memberId, requestId };
    const route = 'POST /api/members/{id}/requests/{requestId}/steps';
    scene.mustBe(201, await scene.send({ route, path, caller: coordinator, body, now }));
  }
};
const say = (id: string, given: boolean, on: string, now: string) =>
  scene.agree(id, consentTo('services', { given, on }), coordinator, now);

describe('a woman who stopped long ago', () => {
  const numbers = async () => withoutZeros(countLines(await scene.records.readJournal()).totals);
  const longAgo = async (name: string) => {
    const real = await scene.enrolled(
      {
        name: `${name} Dharani`,
        joinedOn: '2025-01-01',
        consents: [consentTo('services', { on: '2025-01-01' })],
      },
      '2025-01-01T06:00:00Z',
    );
    const other = await scene.enrolled({ name: `${name} Dharini`, phone: '+91 90000 88888' });
    scene.mustBe(201, await say(real.id, false, '2025-02-10', '2025-02-10T06:00:00Z'));
    return { real, other };
  };

  test('and was answered, is counted after a join and its parting as before', async () => {
    const { real, other } = await longAgo('Kalyani');
    await answer([real.id], '2025-02-12', '2025-02-12T06:00:00Z');
    const before = await numbers();
    await scene.part(await scene.join(other.id, real.id));
    expect(await numbers()).toEqual(before);
    expect(await requestsOf(real.id, other.id)).toHaveLength(1);
  });

  test('whose request was answered by a consent under the other’s id, asks anew on the day of the parting', async () => {
    const { real, other } = await longAgo('Morvila');
    const pairId = await scene.join(other.id, real.id);
    scene.mustBe(201, await say(other.id, true, '2026-10-14', '2026-10-14T06:00:00Z'));
    await scene.part(pairId);
    expect((await requestsOf(real.id)).map(({ on }) => on).toSorted()).toEqual(['2025-02-10', '2026-10-15']);
    expect(await requestsOf(other.id)).toEqual([]);
  });
});

describe('a woman whose other record was exited', () => {
  const stoppedAndExited = async (name: string) => {
    const at = '2026-10-01T06:00:00Z';
    const real = await scene.enrolled({ name: `${name} Ormilla` }, at);
    const other = await scene.enrolled({ name: `${name} Ormella`, phone: '+91 90000 99999' }, at);
    const pairId = await scene.join(other.id, real.id);
    const exited = { exitedOn: '2026-10-12', reason: 'Moved away' };
    const exit = (now: string) =>
      scene.send({
        route: 'POST /api/members/{id}/exit',
        path: { id: other.id },
        caller: coordinator,
        body: exited,
        now,
      });
    return { real, other, pairId, exit };
  };

  test('was told by the answer to her own request, on a later day than the exit', async () => {
    const { real, other, pairId, exit } = await stoppedAndExited('Selvira');
    scene.mustBe(201, await exit('2026-10-12T06:00:00Z'));
    scene.mustBe(201, await say(real.id, false, '2026-10-13', '2026-10-13T06:00:00Z'));
    await answer([real.id, other.id], '2026-10-14', '2026-10-14T06:00:00Z');
    expect(await scene.opened(other.id)).toMatchObject({ exitedOn: '2026-10-12', withdrawnOn: '2026-10-13' });
    await scene.part(pairId);
    expect((await requestsOf(real.id)).map(({ on }) => on)).toEqual(['2026-10-13']);
    expect(await requestsOf(other.id)).toEqual([]);
  });

  test('was told by it on the day of the exit too', async () => {
    const { real, other, pairId, exit } = await stoppedAndExited('Selvana');
    scene.mustBe(201, await say(real.id, false, '2026-10-10', '2026-10-10T06:00:00Z'));
    await answer([real.id, other.id], '2026-10-12', '2026-10-12T05:00:00Z');
    scene.mustBe(201, await exit('2026-10-12T06:00:00Z'));
    await scene.part(pairId);
    expect((await requestsOf(real.id)).map(({ on }) => on)).toEqual(['2026-10-10']);
  });

  test('is told of anew, if the exit alone answered her request', async () => {
    const { real, pairId, exit } = await stoppedAndExited('Selvona');
    scene.mustBe(201, await say(real.id, false, '2026-10-10', '2026-10-10T06:00:00Z'));
    scene.mustBe(201, await exit('2026-10-12T06:00:00Z'));
    await scene.part(pairId);
    expect((await requestsOf(real.id)).map(({ on }) => on).toSorted()).toEqual(['2026-10-10', '2026-10-15']);
  });
});

describe('at most as many names as are joined', () => {
  const letters = [...'BDGKMPST'];
  const words = (place: number): string[] =>
    letters.map(
      (letter, at) => `${letter}a${letters[(at + place) % 8]}i${letters[(at + 3 * place + 1) % 8]}u`,
    );
  const capital = (word: string) => `${word.slice(0, 1)}${word.slice(1).toLowerCase()}`;
  const enrolNamed = (place: number, phone: string) =>
    scene.enrolled({ name: words(place).map(capital).join(' '), phone });

  /** Four records with the longest names, of two groups; both women have moved, and one has stopped, or both. */
  const partedAfter = async (phones: readonly [string, string, string], isOtherStopped: boolean) => {
    const elsewhere = await scene.formCollective({ name: 'Elsewhere' });
    const kept = await enrolNamed(1, '+91 91230 00000');
    const [first, second, third] = [
      await enrolNamed(2, phones[0]),
      await enrolNamed(2, phones[1]),
      await enrolNamed(2, phones[2]),
    ];
    const change = async (id: string, body: object) =>
      scene.mustBe(200, await scene.change(id, (await scene.opened(id)).version, body));
    await change(first.id, { collectiveId: elsewhere });
    for (const { id } of [kept, first]) await change(id, { district: 'Krishna' });
    await scene.join(first.id, second.id);
    const last = await scene.askJoin((await scene.pairOf(first.id, third.id)).id, first.id);
    scene.mustBe(200, await scene.decide(approvalOf(scene.mustBe(202, last) as never)));
    scene.mustBe(201, await say(kept.id, false, '2026-10-15', '2026-10-15T07:00:00.000Z'));
    const { id: pairId } = await scene.pairOf(kept.id, first.id);
    const asked = await scene.askJoin(pairId, kept.id);
    if (asked.status === 422) return asked;
    scene.mustBe(200, await scene.decide(approvalOf(asked)));
    // The other's consent answers the one woman's request, so that she has to ask anew.
    scene.mustBe(201, await say(first.id, true, '2026-10-15', '2026-10-15T08:00:00.000Z'));
    if (isOtherStopped) {
      scene.mustBe(201, await say(first.id, false, '2026-10-15', '2026-10-15T09:00:00.000Z'));
    }
    return scene.decide(approvalOf(scene.mustBe(202, await scene.askParting(pairId)) as never));
  };

  test.each([true, false])('are parted, whoever has stopped (both: %s)', async (isOtherStopped) => {
    const [one, two] = isOtherStopped
      ? (['+91 91230 00001', '+91 91230 00002'] as const)
      : (['+91 91230 00003', '+91 91230 00004'] as const);
    expect(await partedAfter([one, one, two], isOtherStopped)).toMatchObject({ status: 200 });
  });

  test('and more are not joined', async () => {
    const phones = ['+91 91230 00005', '+91 91230 00006', '+91 91230 00007'] as const;
    const refusal = { status: 422, body: { code: 'names_too_long' } };
    expect(await partedAfter(phones, false)).toMatchObject(refusal);
  });
});
