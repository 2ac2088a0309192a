import { BatchWriteCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import * as z from 'zod';
import { newId } from '../../functions/shared/fields/ids.ts';
import type { Caller } from '../../functions/shared/reach/caller.ts';
import { districtNames } from '../../functions/shared/reach/districts.ts';
import type { Item } from '../../functions/shared/table/client.ts';
import { memberKey, memberListIndexKeys, nameTokenKey } from '../../functions/shared/table/keys/members.ts';
import { contextOf } from '../../functions/shared/vault/authenticated-context.ts';
import { createCaller } from '../support/request.ts';
import { searchRuns } from '../support/search.ts';
import { consentTo, coordinator, openScene, type Scene } from './scene.ts';

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
const walk = async (q: string, caller: Caller, between?: (page: number) => Promise<void>) => {
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
const enrolMany = async (
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

const spread = (count: number, collectiveOf: (at: number) => string) =>
  Array.from({ length: count }, (_, at) => ({
    district: districtNames[at % 9] ?? 'Guntur',
    collectiveId: collectiveOf(at),
  }));

describe('a common name', () => {
  test('of some four hundred members in nine districts is found by paging, each once, within the reach', async () => {
    const [own, second, others] = [newId(), newId(), newId()];
    // More than a page are in one district, and more than a page in one collective.
    const where = spread(399, (at) => (at % 3 === 0 ? own : at % 12 === 1 ? second : others)).map(
      (one, at) => (at % 2 === 0 ? { ...one, district: 'Bapatla' } : one),
    );
    const [first = '', ...ids] = await enrolMany('Lakshmi Padmavathi', where);
    const idsIf = (isHers: (one: (typeof where)[number]) => boolean) =>
      where.flatMap((one, at) => (isHers(one) ? (ids[at] ?? []) : []));

    const all = await walk('Lakshmi Padmavathi', coordinator);
    expect(all).toHaveLength(400);
    expect(all.toSorted()).toEqual([first, ...ids].toSorted());

    const districts = ['Bapatla', 'Annamayya'];
    const reached = await walk('Laxmi', caseworkerOf(...districts));
    expect(reached.length).toBeGreaterThan(200);
    expect(reached.toSorted()).toEqual(idsIf(({ district }) => districts.includes(district)).toSorted());

    // Her collectives have members in several districts, more than a page of them.
    for (const collectives of [[own], [own, second]]) {
      const hers = await walk('Padmavathi', leaderOf(...collectives));
      expect(hers.length).toBeGreaterThan(100);
      expect(hers.toSorted()).toEqual(
        idsIf(({ collectiveId }) => collectives.includes(collectiveId)).toSorted(),
      );
    }
    expect(await walk('Padmavathi', leaderOf(newId()))).toEqual([]);
  }, 240_000);

  test('says that there are more, even where nobody of a page answers to the name', async () => {
    // Suneela and Sunilata share a first key only.
    const alike = await enrolMany(
      'Suneelavathamma',
      spread(520, () => newId()),
    );
    const { items, cursor } = await searchPage('Sunandini', caseworkerOf('Bapatla', 'Guntur', 'Kurnool'));
    expect(items).toEqual([]);
    expect(alike).toHaveLength(521);
    expect(cursor).toBeUndefined();
    const whole = await searchPage('Sunandini', coordinator);
    expect(whole.items).toEqual([]);
    expect(whole.cursor).toBeDefined();
    const late = await scene.enrolled({ name: 'Sunandini', district: 'YSR Kadapa' });
    expect(await walk('Sunandini', coordinator)).toEqual([late.id]);
  }, 120_000);
});

describe('who is left out', () => {
  const caseworker = caseworkerOf('Guntur');
  const withOneWithdrawn = async (name: string, others: number) => {
    const ids = await enrolMany(
      name,
      Array.from({ length: others }, () => ({ district: 'Guntur', collectiveId: newId() })),
    );
    const withdrawn = ids[0] ?? '';
    const stop = consentTo('services', { given: false, on: '2026-10-15' });
    expect((await scene.agree(withdrawn, stop)).status).toBe(201);
    return ids.filter((id) => id !== withdrawn);
  };

  test('takes no place on a page: a hundred others are one page, with no cursor', async () => {
    const others = await withOneWithdrawn('Hemalatika', 100);
    const { items, cursor } = await searchPage('Hemalatika', caseworker);
    expect(items.map(({ id }) => id).toSorted()).toEqual(others.toSorted());
    expect(cursor).toBeUndefined();
  }, 60_000);

  test('is not in the cursor, which is sealed, and bound to the caller and what she searched for', async () => {
    const others = await withOneWithdrawn('Indumukhi', 101);
    const { items, cursor = '' } = await searchPage('Indumukhi', caseworker);
    expect(items).toHaveLength(100);
    expect(Buffer.from(cursor, 'base64url').toString()).not.toMatch(/memberId|district/);
    const refused = { status: 400, body: { code: 'invalid_cursor' } };
    expect(await send('Indumukhi', caseworkerOf('Guntur'), cursor)).toMatchObject(refused);
    expect(await send('Indumukhi D', caseworker, cursor)).toMatchObject(refused);
    const next = await searchPage('Indumukhi', caseworker, cursor);
    expect([...items, ...next.items].map(({ id }) => id).toSorted()).toEqual(others.toSorted());
    expect(next.cursor).toBeUndefined();
  }, 60_000);
});

describe('a search while a member moves', () => {
  const rounds = searchRuns(3).numRuns;
  const names = ['Trivenika', 'Trivenika Devi'];
  const pairs: [string, string][] = [
    ['Guntur', 'Anakapalli'],
    ['Anakapalli', 'YSR Kadapa'],
    ['YSR Kadapa', 'Guntur'],
  ];

  test.each(pairs)(
    'from %s to %s finds her exactly once',
    async (from, to) => {
      for (let round = 0; round < rounds; round += 1) {
        const { id } = await scene.enrolled({ name: names[round % 2], district: from });
        const both = caseworkerOf('Guntur', 'Anakapalli', 'YSR Kadapa');
        const [moved, ...found] = await Promise.all([
          scene.change(id, 1, { district: to }),
          ...Array.from({ length: 4 }, (_, at) => walk('Trivenika', at % 2 === 0 ? coordinator : both)),
        ]);
        expect(moved.status).toBe(200);
        for (const ids of found) {
          expect(ids.filter((one) => one === id)).toEqual([id]);
        }
        expect((await walk('Trivenika', caseworkerOf(to))).filter((one) => one === id)).toEqual([id]);
        expect(await walk('Trivenika', caseworkerOf(from))).not.toContain(id);
      }
    },
    120_000,
  );

  test.each([
    ['ahead of', 'Annamayya', 'Palnadu'],
    ['back behind', 'Palnadu', 'Annamayya'],
  ])(
    '%s the page finds her exactly once',
    async (_where, from, to) => {
      const name = from === 'Palnadu' ? 'Kuvalayini' : 'Mandakinika';
      await enrolMany(
        name,
        Array.from({ length: 105 }, () => ({ district: 'Guntur', collectiveId: newId() })),
      );
      const { id } = await scene.enrolled({ name, district: from });
      const ids = await walk(name, coordinator, async (page) => {
        if (page === 1) {
          expect((await scene.change(id, 1, { district: to })).status).toBe(200);
        }
      });
      expect(ids).toHaveLength(107);
      expect(new Set(ids).size).toBe(107);
      expect(ids).toContain(id);
    },
    60_000,
  );
});
