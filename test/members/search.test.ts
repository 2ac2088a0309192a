import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import * as z from 'zod';
import { newId } from '../../functions/shared/fields/ids.ts';
import type { Caller } from '../../functions/shared/reach/caller.ts';
import { createCaller } from '../support/request.ts';
import { coordinator, openScene, type Scene } from './scene.ts';

let scene: Scene;
beforeAll(async () => {
  scene = await openScene();
});
afterAll(() => scene.records.close());

const leaderOf = (...collectives: string[]) => createCaller('leader', { collectives });
const caseworkerOf = (...districts: string[]) => createCaller('caseworker', { districts });

const reply = z.object({
  items: z.array(z.looseObject({ id: z.string() })),
  cursor: z.string().optional(),
});

const send = (q: string, caller: Caller, cursor?: string) =>
  scene.send({
    route: 'POST /api/members/search',
    caller,
    body: { q, ...(cursor === undefined ? {} : { cursor }) },
  });

const searchPage = async (q: string, caller: Caller, cursor?: string) => {
  const { status, body } = await send(q, caller, cursor);
  expect(status).toBe(200);
  return reply.parse(body);
};

describe('a cursor', () => {
  const cursorOf = (place: object) => Buffer.from(JSON.stringify(place)).toString('base64url');
  const startedAt = '2026-10-15T06:30:00.000Z';

  test.each([
    ['no cursor', coordinator, '!'],
    ['of another list', coordinator, cursorOf({ id: newId() })],
    ['with another term', coordinator, cursorOf({ startedAt, term: 'x', district: 'Guntur' })],
    ['of a leader', coordinator, cursorOf({ collectiveId: newId() })],
    ['of a coordinator', leaderOf(newId()), cursorOf({ startedAt, term: '0', district: 'Guntur' })],
  ])('that is %s is 400', async (_what, caller, cursor) => {
    expect(await send('Kamala', caller, cursor)).toMatchObject({
      status: 400,
      body: { code: 'invalid_cursor' },
    });
  });

  test('leads nowhere beyond the reach', async () => {
    await scene.enrolled({ name: 'Damayantika', district: 'Krishna' });
    const cursor = cursorOf({ startedAt, term: '0', district: 'Krishna' });
    expect((await searchPage('Damayantika', caseworkerOf('Kurnool'), cursor)).items).toEqual([]);
    expect((await searchPage('Damayantika', caseworkerOf('Krishna'), cursor)).items).toHaveLength(1);
  });
});
