import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { newId } from '../../functions/shared/fields/ids.ts';
import { createCaller } from '../support/request.ts';
import { type Moves, openMoves } from './scene.ts';

/** Which moves an area coordinator reads: those between groups of her area, and no other end of any. */

let scene: Moves;
let here: string;
let beside: string;
let elsewhere: string;

beforeAll(async () => {
  scene = await openMoves();
  [here, beside, elsewhere] = await Promise.all([
    scene.formCollective({ district: 'Guntur' }),
    scene.formCollective({ district: 'Guntur', name: 'Beside' }),
    scene.formCollective({ district: 'Visakhapatnam', name: 'Elsewhere' }),
  ]);
});
afterAll(() => scene.records.close());

const moved = async (from: string, to: string) => {
  const { id: memberId } = await scene.saver(from, 120_000, 50_000);
  const body = { id: newId(), to, members: [memberId], cashPaise: 70_000, reason: 'Her house was found' };
  expect(await scene.move(from, body)).toMatchObject({ status: 201 });
  return { id: body.id, memberId };
};
const area = createCaller('coordinator', { districts: ['Guntur'] });
const listed = async (id: string, caller = area) => {
  const { status, body } = await scene.send({
    route: 'GET /api/collectives/{id}/moves',
    path: { id },
    caller,
  });
  expect(status).toBe(200);
  return body as { readonly items: readonly { readonly id: string }[] };
};

describe('a move into another area', () => {
  test('is the state coordinator’s: the area coordinator of either end reads neither where to nor why', async () => {
    const within = await moved(here, beside);
    const crossing = await moved(here, elsewhere);
    const state = createCaller('coordinator');
    expect((await listed(here, state)).items.map(({ id }) => id)).toEqual([crossing.id, within.id]);

    const answer = await listed(here);
    expect(answer.items.map(({ id }) => id)).toEqual([within.id]);
    for (const trace of [elsewhere, crossing.memberId]) expect(JSON.stringify(answer)).not.toContain(trace);

    const there = createCaller('coordinator', { districts: ['Visakhapatnam'] });
    expect(await listed(elsewhere, there)).toEqual({ items: [] });
    const both = createCaller('coordinator', { districts: ['Guntur', 'Visakhapatnam'] });
    expect((await listed(here, both)).items).toHaveLength(2);
  });
});
