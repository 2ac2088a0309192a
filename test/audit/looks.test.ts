import { DeleteCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import * as z from 'zod';
import { verifyLog } from '../../bin/verify-log/verify-log.ts';
import { createAuditRoutes } from '../../functions/areas/audit/routes.ts';
import { readLooks } from '../../functions/areas/record/read-access-lines.ts';
import { readingsOf } from '../../functions/areas/record/readings.ts';
import { digestDays } from '../../functions/jobs/digest/write-digests.ts';
import { dateInIndia } from '../../functions/shared/calendar/calendar.ts';
import { newId } from '../../functions/shared/fields/ids.ts';
import { createAccessLog } from '../../functions/shared/journal/access-log.ts';
import { isListLine, looksOf, parseListLine } from '../../functions/shared/journal/list-line.ts';
import { partOf } from '../../functions/shared/journal/read-parts.ts';
import type { List } from '../../functions/shared/journal/shown.ts';
import type { Role } from '../../functions/shared/reach/roles.ts';
import type { Table } from '../../functions/shared/table/client.ts';
import { looksAt } from '../../functions/shared/table/keys/access-log.ts';
import { createCaller, createSend } from '../support/request.ts';
import { searchRuns } from '../support/search.ts';
import { openRecords, type TestRecords } from '../support/table.ts';
import { createDigestStoreDouble } from './digest-store-double.ts';

/*
 * Whatever lists anybody reads, in whatever order, twice at once, again and again, and wherever a request is killed: what was shown is
 * found by each woman whom it showed, and by the auditor by reader, by subject and by day.
 */

let records: TestRecords;
let digests: ReturnType<typeof createDigestStoreDouble>;
let send: ReturnType<typeof createSend>;
beforeAll(async () => {
  records = await openRecords();
  digests = createDigestStoreDouble();
  send = createSend(createAuditRoutes({ table: records.table, digests }));
});
afterAll(() => records.close());

/** Around the ends of an Indian day, a UTC day and a month, and of an hour of the clock. */
const instants: readonly string[] = [
  '2026-10-31T18:20:00.000Z',
  '2026-10-31T18:29:59.999Z',
  '2026-10-31T18:30:00.000Z',
  '2026-10-31T23:59:59.999Z',
  '2026-11-01T00:00:00.000Z',
  '2026-11-01T00:29:00.000Z',
  '2026-11-01T00:31:00.000Z',
  '2026-11-01T06:00:00.000Z',
  '2026-11-30T23:45:00.000Z',
  '2026-12-01T00:05:00.000Z',
];
const roles: readonly Role[] = ['leader', 'coordinator', 'caseworker'];
const groups = 2;
const women = 4;

/** A reading as it is tried. `women`: those whom it shows. `dies`: the write before which the request is killed; absent if none. */
const attempt = fc.record({
  reader: fc.nat(roles.length - 1),
  at: fc.constantFrom(...instants),
  kind: fc.constantFrom('ledger', 'members', 'search', 'cases', 'pack'),
  women: fc.uniqueArray(fc.nat(women - 1), { minLength: 1 }),
  isTwiceAtOnce: fc.boolean(),
  dies: fc.option(fc.nat(5), { nil: undefined }),
});
type Attempt = typeof attempt extends fc.Arbitrary<infer A> ? A : never;

/** People, groups, women and cases of one programme. Woman 0 moves from the first group to the second at the month's end. */
const newScene = () => ({
  readers: roles.map((role) => createCaller(role)),
  groups: Array.from({ length: groups }, newId),
  women: Array.from({ length: women }, newId),
  cases: Array.from({ length: women }, newId),
});
type Scene = ReturnType<typeof newScene>;

const textOf = (texts: readonly string[], index: number): string => texts[index] ?? '';
const groupOf = (scene: Scene, woman: number, at: string): string =>
  textOf(scene.groups, woman === 0 && at >= '2026-11' ? 1 : woman % groups);

const listsOf = (scene: Scene, { kind, women: shown, at }: Attempt): { route: string; lists: List[] } => {
  const byGroup = shown.map((woman) => ({
    of: groupOf(scene, woman, at),
    ids: [textOf(scene.women, woman)],
  }));
  const group = textOf(scene.groups, 0);
  // A group's books name who is or was in it.
  const inBooks = shown.filter((woman) => groupOf(scene, woman, '2026-10') === group);
  const inGroup = [{ of: group, ids: [group, ...inBooks.map((woman) => textOf(scene.women, woman))] }];
  const cases = shown.map((woman) => ({
    of: textOf(scene.women, woman),
    ids: [textOf(scene.cases, woman), textOf(scene.women, woman)],
  }));
  switch (kind) {
    case 'ledger':
      return {
        route: 'GET /api/collectives/{id}/ledger',
        lists: [{ rows: inGroup, fields: ['savings', 'loans'] }],
      };
    case 'members':
      return { route: 'GET /api/members', lists: [{ rows: byGroup, fields: ['district'] }] };
    case 'search':
      return { route: 'POST /api/members/search', lists: [{ rows: byGroup, fields: ['name'] }] };
    case 'cases':
      return { route: 'GET /api/cases', lists: [{ rows: cases, fields: ['status'] }] };
    case 'pack':
      return {
        route: 'GET /api/me/pack',
        lists: [
          { rows: byGroup.slice(0, 1), fields: ['name', 'phone'] },
          { rows: inGroup, fields: ['attendance', 'savings'] },
          { rows: cases.slice(0, 1), fields: ['memberId', 'status'] },
        ],
      };
  }
};

/** The table for one request, which is killed before a write. */
const dyingTable = (dies: number | undefined): Pick<Table, 'get' | 'put' | 'merge' | 'transact'> => {
  let writes = 0;
  const write = async <T>(send: () => Promise<T>): Promise<T> => {
    if (writes === dies) throw new Error('The request was killed.');
    writes += 1;
    return send();
  };
  return {
    get: records.table.get,
    put: (item) => write(() => records.table.put(item)),
    merge: (...item) => write(() => records.table.merge(...item)),
    transact: (some) => write(() => records.table.transact(some)),
  };
};

/** Reads as the attempt says. @returns whether the answer was sent */
const run = async (scene: Scene, one: Attempt): Promise<boolean> => {
  const { route, lists } = listsOf(scene, one);
  const caller = scene.readers[one.reader] ?? createCaller('leader');
  const read = () =>
    createAccessLog(dyingTable(one.dies), newId)(
      { caller, now: new Date(one.at), route },
      // Some as a phone's update is, some as a page is.
      one.kind === 'pack' || one.kind === 'cases' ? { lists, isRepeated: true } : { lists },
    ).then(
      () => true,
      () => false,
    );
  const sent = await Promise.all(one.isTwiceAtOnce ? [read(), read()] : [read()]);
  return sent.includes(true);
};

/** What a list shows of a woman: her role as its reader's, the part and the month. */
const toldBy = (scene: Scene, one: Attempt, woman: string): string[] => {
  const { route, lists } = listsOf(scene, one);
  return lists
    .filter(({ rows }) => rows.some(({ ids }) => ids.includes(woman)))
    .map(({ fields }) =>
      [roles[one.reader], partOf({ route, fields }), one.at.slice(0, 7), 'at', one.at.slice(0, 10)].join(' '),
    );
};

const line = z.looseObject({
  id: z.string(),
  at: z.string(),
  lastAt: z.string().optional(),
  actor: z.string(),
  route: z.string(),
  subjects: z.array(z.string()),
  fields: z.array(z.string()),
  lists: z.array(z.object({ subjects: z.array(z.string()), fields: z.array(z.string()) })).optional(),
});
type Line = z.infer<typeof line>;

const auditor = createCaller('auditor');
const readLog = async (query: Readonly<Record<string, string>>): Promise<Line[]> => {
  const lines: Line[] = [];
  let cursor: string | undefined;
  do {
    const { body } = await send({
      route: 'GET /api/access-log',
      caller: auditor,
      query: { limit: '100', ...query, ...(cursor === undefined ? {} : { cursor }) },
      now: '2026-12-05T06:00:00.000Z',
    });
    const page = z.object({ items: z.array(line), cursor: z.string().optional() }).parse(body);
    lines.push(...page.items);
    cursor = page.cursor;
  } while (cursor !== undefined);
  return lines;
};

/** Whether a line says that an attempt's lists were shown, to whom and in that hour. */
const says = (scene: Scene, one: Attempt, { actor, route, at, lastAt = at, ...shown }: Line): boolean => {
  const { lists, route: path } = listsOf(scene, one);
  const { lists: shownLists = [shown] } = shown;
  const hour = 3_600_000;
  return (
    actor === scene.readers[one.reader]?.personId &&
    route === path &&
    at.slice(0, 10) === one.at.slice(0, 10) &&
    at <= one.at &&
    Date.parse(one.at) < Date.parse(lastAt) + hour &&
    lists.every(({ rows, fields }, index) => {
      const { subjects, fields: shownFields } = shownLists[index] ?? { subjects: [], fields: [] };
      const ids = [...new Set(rows.flatMap((row) => row.ids))].sort();
      return String(subjects.toSorted()) === String(ids) && String(shownFields) === String(fields);
    })
  );
};

const claims = async (scene: Scene): Promise<void> => {
  const put = (id: string, pk: string) =>
    records.table.put({ pk: `ID#${id}`, sk: 'ID', record: { pk, sk: 'x' } });
  await Promise.all([
    ...scene.women.map((id) => put(id, `MEMBER#${id}`)),
    ...scene.cases.map((id) => put(id, `CASE#${id}`)),
    ...scene.cases.map((id, index) =>
      records.table.put({ pk: `CASE#${id}`, sk: 'CASE', memberId: scene.women[index] }),
    ),
    // Her enrolments, as the journal tells them.
    ...scene.women.flatMap((memberId, woman) =>
      ['2026-10-01', '2026-12-01'].map((day) => {
        const id = newId();
        const collectiveId = groupOf(scene, woman, day);
        return records.table.put({
          ...{ pk: `ENROLMENT#${id}`, sk: day, gsi1pk: `SUBJECT#${memberId}`, gsi1sk: `${day}#${id}` },
          line: { collectiveId },
        });
      }),
    ),
  ]);
};

test('what was shown is found by her, and by the auditor by reader, subject and day', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(attempt, { minLength: 1, maxLength: 8 }), async (attempts) => {
      const scene = newScene();
      await claims(scene);
      const shown: Attempt[] = [];
      for (const one of attempts) if (await run(scene, one)) shown.push(one);

      for (const [index, id] of scene.women.entries()) {
        const member = {
          id,
          createdAt: '2026-10-01T00:00:00Z',
          collectiveId: groupOf(scene, index, '2026-12'),
          formerCollectives: index === 0 ? [textOf(scene.groups, 0)] : [],
        };
        const looks = await readLooks(records.table, member, new Date('2026-12-05T06:00:00Z'));
        const known = { cases: new Set(scene.cases), requests: new Set<string>() };
        const { readings } = readingsOf({ openings: { lines: [] }, looks }, member, known);
        const days = (some: readonly Attempt[]): ReadonlyMap<string, number> => {
          const all = new Set(some.flatMap((one) => toldBy(scene, one, id)));
          return new Map(
            [...Map.groupBy(all, (text) => text.split(' at ')[0] ?? '')].map(([key, ofKey]) => [
              key,
              ofKey.length,
            ]),
          );
        };
        const told = new Map(
          readings.map(({ role, what, at, days: count }) => [
            `${role} ${what} ${at.slice(0, 7)}`,
            count ?? 0,
          ]),
        );
        // At worst it says what was tried, and not shown.
        for (const [key, count] of days(shown)) expect(told.get(key)).toBeGreaterThanOrEqual(count);
        const tried = days(attempts);
        for (const [key, count] of told) expect(count).toBeLessThanOrEqual(tried.get(key) ?? 0);
      }

      for (const one of shown) {
        const { lists } = listsOf(scene, one);
        const actor = scene.readers[one.reader]?.personId ?? '';
        const day = dateInIndia(new Date(one.at));
        const ids = new Set(lists.flatMap(({ rows }) => rows.flatMap((row) => row.ids)));
        const queries = [
          { actor },
          { actor, from: day, to: day },
          ...[...ids].flatMap((subject) => [{ subject }, { subject, actor, from: one.at, to: one.at }]),
        ];
        const found = await Promise.all(queries.map(readLog));
        for (const [index, lines] of found.entries()) {
          expect(
            lines.some((some) => says(scene, one, some)),
            JSON.stringify(queries[index]),
          ).toBe(true);
          // Nobody is said to have seen what nobody tried to show.
          for (const some of lines) {
            expect(attempts.some((tried) => says(scene, { ...tried, at: some.at }, some))).toBe(true);
          }
        }
      }
      const [last] = shown;
      if (last !== undefined) {
        const day = dateInIndia(new Date(last.at));
        const lines = await readLog({ from: day, to: day });
        expect(lines.some((some) => says(scene, last, some))).toBe(true);
      }
    }),
    searchRuns(6),
  );
  await digestDays(
    { table: records.table, digests, recordsFrom: '2026-10-30', log: () => {} },
    { scheduledTime: '2026-12-03T07:30:00Z' },
  );
  const { lines, findings } = await verifyLog(records.table, digests);
  expect(lines).toBeGreaterThan(10);
  expect(findings).toEqual([]);
});

describe('a look that somebody took away or altered', () => {
  const day = '2026-10-31';
  const reader = {
    caller: createCaller('leader'),
    now: new Date(`${day}T10:00:00Z`),
    route: 'GET /api/members',
  };
  let own: TestRecords;
  let ownDigests: ReturnType<typeof createDigestStoreDouble>;
  const group = newId();
  const her = newId();
  beforeAll(async () => {
    own = await openRecords();
    ownDigests = createDigestStoreDouble();
  });
  afterAll(() => own.close());

  const lookOfHers = async () => {
    const { items } = await own.table.query({ partition: looksAt(group) });
    return items.map(({ pk, sk }) => ({ pk, sk }))[0] ?? {};
  };
  const verify = async () => (await verifyLog(own.table, ownDigests)).findings;
  const update = async (UpdateExpression: string, values: Readonly<Record<string, unknown>> = {}) =>
    own.documents.send(
      new UpdateCommand({
        TableName: own.name,
        Key: await lookOfHers(),
        UpdateExpression,
        ...(Object.keys(values).length === 0 ? {} : { ExpressionAttributeValues: { ...values } }),
      }),
    );
  const log = () =>
    own.accessLog(reader, { lists: [{ rows: [{ of: group, ids: [her] }], fields: ['district'] }] });

  test('is told by verify-log, and on the auditor’s page', async () => {
    await log();
    await digestDays(
      { table: own.table, digests: ownDigests, recordsFrom: day, log: () => {} },
      { scheduledTime: '2026-11-02T07:30:00Z' },
    );
    expect(await verify()).toEqual([]);
    const [item] = (await own.table.query({ partition: `ACCESS#${day}` })).items.filter(isListLine);
    const listLine = parseListLine(item ?? {});
    const [look] = looksOf(listLine);
    const changed = [
      { day, what: 'the look that finds this line was changed', log: 'access', place: listLine.sortKey },
    ];
    await update('REMOVE d31');
    expect(await verify()).toEqual(changed);
    await update('SET d31 = :ms', { ':ms': 86_400_000 });
    expect(await verify()).toEqual(changed);
    await update('SET d31 = :ms', { ':ms': 36_000_000 });
    expect(await verify()).toEqual([]);
    await update('SET shown = :other', { ':other': Buffer.alloc(35) });
    expect(await verify()).toEqual(changed);
    await update('SET shown = :shown, what = :what', { ':shown': look?.content.shown, ':what': ['case'] });
    expect(await verify()).toEqual(changed);
    await update('SET what = :what', { ':what': look?.content.what });
    expect(await verify()).toEqual([]);
    await own.documents.send(new DeleteCommand({ TableName: own.name, Key: await lookOfHers() }));
    const { body } = await createSend(createAuditRoutes({ table: own.table, digests: ownDigests }))({
      route: 'GET /api/log-digests',
      caller: auditor,
      query: { month: '2026-10' },
    });
    expect(body).toMatchObject({
      items: [
        {
          day,
          state: 'differs',
          findings: [{ what: 'the look that finds this line is missing', place: listLine.sortKey }],
        },
      ],
    });
  });
});
