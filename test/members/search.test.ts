import { BatchWriteCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import * as z from 'zod';
import { newId } from '../../functions/shared/fields/ids.ts';
import type { Caller } from '../../functions/shared/reach/caller.ts';
import { districtNames } from '../../functions/shared/reach/districts.ts';
import type { Item } from '../../functions/shared/table/client.ts';
import { memberKey, memberListIndexKeys, nameTokenKey } from '../../functions/shared/table/keys.ts';
import { contextOf } from '../../functions/shared/vault/authenticated-context.ts';
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

/** The ids that all pages of a search give, in order; `between` runs after each page. */
const _walk = async (q: string, caller: Caller, between?: (page: number) => Promise<void>) => {
  const ids: string[] = [];
  let cursor: string | undefined;
  for (let page = 1; page === 1 || cursor !== undefined; page += 1) {
    expect(page).toBeLessThan(200);
    const { items, cursor: next } = await searchPage(q, caller, cursor);
    expect(items.length).toBeLessThanOrEqual(100);
    ids.push(...items.map(({ id }) => id));
    cursor = next;
    await between?.(page);
  }
  return ids;
};

const write = async (items: readonly { readonly table: string; readonly item: Item }[]) => {
  for (let start = 0; start < items.length; start += 25) {
    const RequestItems: Record<string, { PutRequest: { Item: Item } }[]> = {};
    for (const { table, item } of items.slice(start, start + 25)) {
      RequestItems[table] = [...(RequestItems[table] ?? []), { PutRequest: { Item: item } }];
    }
    await scene.records.documents.send(new BatchWriteCommand({ RequestItems }));
  }
};

const likened = z.looseObject({ searchTokens: z.array(z.string()) });

/** Members with the name of one who was enrolled, written in bulk as an enrolment would store them. */
const _enrolMany = async (
  name: string,
  where: readonly { readonly district: string; readonly collectiveId: string }[],
): Promise<string[]> => {
  const { table, vault, name: main, keysTable } = scene.records;
  const like = await scene.enrolled({ name });
  const stored = likened.parse(await table.get(memberKey(like.id)));
  const { phone: _, mandal: __, ...plain } = stored;
  const items = await Promise.all(
    where.map(async ({ district, collectiveId }) => {
      const id = newId();
      const key = await vault.createKey(`member:${id}`);
      if (!('put' in key.write)) {
        throw new Error('A key is put.');
      }
      return {
        id,
        written: [
          { table: keysTable, item: key.write.put },
          {
            table: main,
            item: {
              ...plain,
              ...memberKey(id),
              ...memberListIndexKeys(collectiveId, id),
              gsi2sk: id,
              id,
              district,
              collectiveId,
              name: key.encrypt(contextOf(memberKey(id), 'name'), name),
            },
          },
          ...stored.searchTokens.map((token) => ({
            table: main,
            item: { ...nameTokenKey(token, district, id), memberId: id },
          })),
        ],
      };
    }),
  );
  await write(items.flatMap(({ written }) => written));
  return [like.id, ...items.map(({ id }) => id)];
};

const _spread = (count: number, collectiveOf: (at: number) => string) =>
  Array.from({ length: count }, (_, at) => ({
    district: districtNames[at % 9] ?? 'Guntur',
    collectiveId: collectiveOf(at),
  }));

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
