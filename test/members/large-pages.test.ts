import { afterAll, beforeAll, expect, test } from 'vitest';
import * as z from 'zod';
import { answerBytesOf, maxAnswerBytes } from '../../functions/shared/http/answer-size.ts';
import { memberKey } from '../../functions/shared/table/keys/members.ts';
import { coordinator, openScene, type Scene } from './scene.ts';

/** A page of members whose records are as large as records get: twenty of them are more than an answer can hold. */

let scene: Scene;
let ids: string[];
beforeAll(async () => {
  scene = await openScene();
  const enrolled = await Promise.all(Array.from({ length: 20 }, () => scene.enrolled()));
  ids = enrolled.map(({ id }) => id).sort();
  await Promise.all(
    ids.map(async (id) => {
      const item = z
        .looseObject({ consents: z.array(z.looseObject({})).nonempty() })
        .parse(await scene.records.table.get(memberKey(id)));
      const [consent] = item.consents;
      const consents = Array.from({ length: 350 }, () => ({ ...consent, noticeVersion: '𐎠'.repeat(200) }));
      await scene.records.table.put({ ...memberKey(id), ...item, consents });
    }),
  );
});
afterAll(() => scene.records.close());

const page = z.object({ items: z.array(z.object({ id: z.string() })), cursor: z.string().optional() });
const readAll = async (read: (cursor: string | undefined) => ReturnType<Scene['send']>) => {
  const found: string[] = [];
  let cursor: string | undefined;
  do {
    const { status, body } = await read(cursor);
    expect(status).toBe(200);
    expect(answerBytesOf(body)).toBeLessThan(maxAnswerBytes + 5_000);
    const { items, cursor: next } = page.parse(body);
    expect(items).not.toEqual([]);
    found.push(...items.map(({ id }) => id));
    cursor = next;
  } while (cursor !== undefined);
  return found;
};

test('a list of them ends earlier, and its pages are all of them', async () => {
  const found = await readAll((cursor) =>
    scene.send({
      route: 'GET /api/members',
      caller: coordinator,
      query: { limit: '100', ...(cursor === undefined ? {} : { cursor }) },
    }),
  );
  expect(found).toEqual(ids);
});

test('a search that finds them too', async () => {
  const found = await readAll((cursor) =>
    scene.send({
      route: 'POST /api/members/search',
      caller: coordinator,
      body: { q: 'Vennela', ...(cursor === undefined ? {} : { cursor }) },
    }),
  );
  expect(found.sort()).toEqual(ids);
});
