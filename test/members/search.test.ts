import { afterAll, beforeAll, describe, expect, test } from 'vitest';
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

const send = (q: string, caller: Caller, cursor?: string) =>
  scene.send({
    route: 'POST /api/members/search',
    caller,
    body: { q, ...(cursor === undefined ? {} : { cursor }) },
  });

describe('a cursor', () => {
  const cursorOf = (place: object) => Buffer.from(JSON.stringify(place)).toString('base64url');
  const startedAt = '2026-10-15T06:30:00.000Z';

  test.each([
    ['no cursor', coordinator, '!'],
    ['of another list', coordinator, cursorOf({ id: newId() })],
    ['made up', coordinator, cursorOf({ startedAt, term: '0', district: 'Guntur' })],
    ['made up by a leader', leaderOf(newId()), cursorOf({ collectiveId: newId() })],
    [
      'made up beyond the reach',
      caseworkerOf('Kurnool'),
      cursorOf({ startedAt, term: '0', district: 'Krishna' }),
    ],
  ])('that is %s is 400', async (_what, caller, cursor) => {
    expect(await send('Kamala', caller, cursor)).toMatchObject({
      status: 400,
      body: { code: 'invalid_cursor' },
    });
  });
});
