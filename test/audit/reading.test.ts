import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import * as z from 'zod';
import { createAuditRoutes } from '../../functions/areas/audit/routes.ts';
import { newId } from '../../functions/shared/fields/ids.ts';
import { record } from '../../functions/shared/journal/append.ts';
import type { Table } from '../../functions/shared/table/client.ts';
import { caseKey, memberCaseKey } from '../../functions/shared/table/keys/cases.ts';
import { collectiveKey, meetingKey } from '../../functions/shared/table/keys/collectives.ts';
import { codeKey, journalBySubject } from '../../functions/shared/table/keys/journal-and-claims.ts';
import { erasedMemberKey, memberKey } from '../../functions/shared/table/keys/members.ts';
import { createCaller, createSend, problem } from '../support/request.ts';
import { openRecords, type TestRecords } from '../support/table.ts';
import { createDigestStoreDouble } from './digest-store-double.ts';

let records: TestRecords;
let send: ReturnType<typeof createSend>;
const auditor = createCaller('auditor');
const page = z.object({
  items: z.array(z.looseObject({ id: z.string() })),
  cursor: z.string().optional(),
});

type Log = 'GET /api/journal' | 'GET /api/access-log';
const readPage = async (route: Log, query: Record<string, string>) => {
  const reply = await send({ route, query, caller: auditor });
  expect(reply).toMatchObject({ status: 200 });
  return page.parse(reply.body);
};
const readAll = async (route: Log, query: Record<string, string>): Promise<string[]> => {
  const ids: string[] = [];
  let cursor: string | undefined;
  for (let pages = 0; pages < 200; pages += 1) {
    const found = await readPage(route, { ...query, ...(cursor === undefined ? {} : { cursor }) });
    ids.push(...found.items.map(({ id }) => id));
    cursor = found.cursor;
    if (cursor === undefined) return ids;
  }
  throw new Error('The list does not end.');
};

const actors = [newId(), newId()] as const;
const members = [newId(), newId()] as const;
/** From the earliest on. */
const lines: { id: string; at: string; actor: string; memberId: string }[] = [];
const instants = [
  '2025-01-05T10:00:00.000Z',
  '2026-09-30T18:29:59.999Z',
  '2026-09-30T18:30:00.000Z',
  '2026-10-01T08:00:00.000Z',
  '2026-10-01T08:00:00.000Z',
  '2026-10-01T18:29:59.999Z',
  '2026-10-01T18:30:00.000Z',
  '2026-10-09T08:00:00.000Z',
];
beforeAll(async () => {
  records = await openRecords();
  send = createSend(createAuditRoutes({ table: records.table, digests: createDigestStoreDouble() }));
  for (const [index, at] of instants.entries()) {
    const id = newId();
    const line = {
      id,
      at,
      actor: actors[index % 2] ?? '',
      memberId: members[Math.floor(index / 4)] ?? '',
    };
    lines.push(line);
    await record(records.table, {
      writes: [],
      line: {
        type: 'member_exited',
        id,
        recordedAt: at,
        actor: line.actor,
        memberId: line.memberId,
        exitedOn: '2025-01-01',
      },
    });
    await records.accessLog(
      {
        caller: createCaller('leader', { personId: line.actor }),
        now: new Date(at),
        route: 'GET /api/members/{id}',
      },
      { subject: line.memberId, fields: ['name'] },
    );
  }
});
afterAll(() => records.close());

const idsWhere = (isWanted: (line: (typeof lines)[number]) => boolean): string[] =>
  lines
    .filter(isWanted)
    .map(({ id }) => id)
    .reverse();
const [actor] = actors;
const [subject] = members;

describe('the journal', () => {
  test.each(['1', '3', '100'])('is read from the latest back to the first, %s at a time', async (limit) => {
    expect(await readAll('GET /api/journal', { limit })).toEqual(idsWhere(() => true));
  });

  test.each(['1', '100'])('is found by subject, by actor, and by both, %s at a time', async (limit) => {
    expect(await readAll('GET /api/journal', { subject, limit })).toEqual(
      idsWhere(({ memberId }) => memberId === subject),
    );
    expect(await readAll('GET /api/journal', { actor, limit })).toEqual(
      idsWhere((line) => line.actor === actor),
    );
    expect(await readAll('GET /api/journal', { actor, subject, limit })).toEqual(
      idsWhere((line) => line.actor === actor && line.memberId === subject),
    );
  });

  test.each([
    [{ from: '2026-10-01', to: '2026-10-01' }, 2, 6],
    [{ from: '2026-10-02' }, 6, 8],
    [{ to: '2026-09-30' }, 0, 2],
    [{ from: '2026-10-01T08:00:00Z', to: '2026-10-01T08:00:00Z' }, 3, 5],
    [{ from: '2026-10-01T13:30:00+05:30', to: '2026-10-01T18:29:59.999Z' }, 3, 6],
  ])('has both ends of %j in it, by India’s days', async (range, first, end) => {
    const wanted = idsWhere((line) => lines.slice(first, end).includes(line));
    for (const limit of ['1', '100']) {
      expect(await readAll('GET /api/journal', { ...range, limit })).toEqual(wanted);
    }
    expect(await readAll('GET /api/journal', { ...range, subject })).toEqual(
      idsWhere((line) => lines.slice(first, end).includes(line) && line.memberId === subject),
    );
  });

  test('has no days that end before they begin', async () => {
    const reply = await send({
      route: 'GET /api/journal',
      caller: auditor,
      query: { from: '2026-10-05', to: '2026-10-01' },
    });
    expect(reply).toMatchObject({ status: 400 });
  });

  test.each([{ to: '2026-12-31' }, { to: '9999-12-31' }, { from: '0001-01-01', to: '2099-12-31T00:00:00Z' }])(
    'is not looked for on days that have not come, or before it began: %j',
    async (range) => {
      const { items } = await readPage('GET /api/journal', { ...range, limit: '1' });
      expect(items.map(({ id }) => id)).toEqual([lines.at(-1)?.id]);
      expect(await readAll('GET /api/journal', range)).toEqual(idsWhere(() => true));
    },
  );

  test('tells of a subject and an actor also what was recorded later than now, where the clock went back', async () => {
    for (const query of [{ subject }, { actor }] as const) {
      const { body } = await send({
        route: 'GET /api/journal',
        query,
        caller: auditor,
        now: '2025-06-01T00:00:00Z',
      });
      expect(page.parse(body).items.length).toBe(4);
    }
  });

  test('gives a line as it is, and looks through no more than some days for a page', async () => {
    const { items, cursor } = await readPage('GET /api/journal', { to: '2026-09-01' });
    expect(items).toEqual([]);
    expect(cursor).toBeDefined();
    const [line] = (await readPage('GET /api/journal', { limit: '1' })).items;
    expect(line).toEqual({
      type: 'member_exited',
      id: lines.at(-1)?.id,
      recordedAt: '2026-10-09T08:00:00.000Z',
      actor: actors[1],
      memberId: members[1],
      exitedOn: '2025-01-01',
    });
  });
});

describe('what was appended to something', () => {
  const holdMeeting = async (collectiveId: string, at: string, memberId = newId()) => {
    const [meetingId, loanId, reversalId] = [newId(), newId(), newId()];
    const attendance = [{ memberId, status: 'present' as const }];
    const entries = [{ memberId, kind: 'loan' as const, amountPaise: 500, loanId }];
    const sheet = { collectiveId, meetingId, heldOn: '2026-10-09', attendance, entries };
    const key = meetingKey(collectiveId, '2026-10-09', meetingId);
    const claimOf = (id: string) => ({ id, fingerprint: 'x', record: key, concernsOnly: null });
    await record(records.table, {
      claim: claimOf(meetingId),
      furtherClaims: [claimOf(loanId)],
      writes: [],
      line: {
        type: 'meeting_held',
        id: meetingId,
        recordedAt: at,
        actor: actors[0],
        ...sheet,
        counted: true,
      },
    });
    await record(records.table, {
      claim: claimOf(reversalId),
      writes: [],
      line: {
        type: 'meeting_reversed',
        id: reversalId,
        recordedAt: at.replace('T08', 'T09'),
        actor: actors[1],
        meetingRecordedAt: at,
        ...sheet,
      },
    });
    return { meetingId, loanId, reversalId };
  };

  /** Of a woman who was enrolled, saved and has a case; another woman's sheet, too. */
  const recordOf = async (memberId: string) => {
    const [caseId, enrolledId, openedId, eventId] = [newId(), newId(), newId(), newId()];
    const collectiveId = newId();
    const base = { actor: actors[0], recordedAt: '2026-10-09T07:00:00.000Z' };
    await record(records.table, {
      claim: { id: memberId, fingerprint: 'x', record: memberKey(memberId), concernsOnly: null },
      writes: [],
      line: {
        ...base,
        type: 'member_enrolled',
        id: enrolledId,
        memberId,
        collectiveId,
        district: 'Guntur',
        ageBand: '25-34',
        category: 'undisclosed',
        joinedOn: '2026-10-01',
        consents: [],
        children: [],
      },
    });
    await holdMeeting(collectiveId, '2026-10-09T08:00:00.003Z');
    const { meetingId } = await holdMeeting(collectiveId, '2026-10-09T08:00:00.004Z', memberId);
    const opened = { memberId, caseId, kind: 'other', priority: 'normal', openedOn: '2026-10-09' } as const;
    await record(records.table, {
      writes: [{ put: memberCaseKey(memberId, caseId) }],
      line: { ...base, ...opened, type: 'case_opened', id: openedId, recordedAt: '2026-10-09T10:00:00.000Z' },
    });
    await record(records.table, {
      writes: [],
      line: {
        ...base,
        type: 'case_event',
        id: eventId,
        recordedAt: '2026-10-09T11:00:00.000Z',
        memberId,
        caseId,
        on: '2026-10-09',
        event: { type: 'note' },
      },
    });
    return { caseId, enrolledId, openedId, eventId, meetingId };
  };

  test('is found by the member whom it names: her cases, and the sheets of her groups', async () => {
    const memberId = newId();
    const { caseId, enrolledId, openedId, eventId, meetingId } = await recordOf(memberId);
    for (const limit of ['1', '100']) {
      const found = await readAll('GET /api/journal', { subject: memberId, limit });
      expect(found).toHaveLength(5);
      expect([found[0], found[1], found[3], found[4]]).toEqual([eventId, openedId, meetingId, enrolledId]);
    }
    expect(await readAll('GET /api/journal', { subject: memberId, actor: actors[1] })).toHaveLength(1);
    expect(await readAll('GET /api/journal', { subject: caseId })).toEqual([eventId, openedId]);
  });

  test('is found too where her earlier lines and cases take more than one read', async () => {
    const memberId = newId();
    const fillers = Array.from({ length: 4 }, () => newId());
    const padding = 'x'.repeat(300_000);
    const at = '2026-01-01T10:00:00.000Z';
    for (const id of fillers) {
      const line = {
        type: 'member_exited',
        id,
        recordedAt: at,
        actor: newId(),
        memberId,
        exitedOn: '2025-01-01',
      };
      const keys = { pk: `FILLER#${id}`, sk: `${at}#${id}` };
      const index = { gsi1pk: journalBySubject(memberId), gsi1sk: keys.sk };
      await records.table.put({ ...keys, ...index, line, padding });
      await records.table.put({ ...memberCaseKey(memberId, id), padding });
    }
    const { enrolledId, openedId, eventId, meetingId } = await recordOf(memberId);
    const found = await readAll('GET /api/journal', { subject: memberId });
    expect(found).toEqual(expect.arrayContaining([eventId, openedId, meetingId, enrolledId, ...fillers]));
    expect(found).toHaveLength(5 + fillers.length);
  });

  test.each(['1', '100'])(
    'is found by its own id, %s at a time: a meeting, its loan, its reversal',
    async (limit) => {
      const collectiveId = newId();
      const other = await holdMeeting(collectiveId, '2026-10-09T08:00:00.001Z');
      const { meetingId, loanId, reversalId } = await holdMeeting(collectiveId, '2026-10-09T08:00:00.002Z');
      await holdMeeting(newId(), '2026-10-09T08:00:00.002Z');
      for (const subject of [meetingId, loanId]) {
        expect(await readAll('GET /api/journal', { subject, limit })).toEqual([reversalId, meetingId]);
      }
      expect(await readAll('GET /api/journal', { subject: reversalId, limit })).toEqual([reversalId]);
      expect(await readAll('GET /api/journal', { subject: meetingId, actor: actors[0], limit })).toEqual([
        meetingId,
      ]);
      expect(await readAll('GET /api/journal', { subject: collectiveId, limit })).toEqual([
        reversalId,
        other.reversalId,
        meetingId,
        other.meetingId,
      ]);
    },
  );
});

test('a code finds what concerns its member or case, in both logs and in any case of letters', async () => {
  const memberId = newId();
  await records.documents.send(
    new PutCommand({
      TableName: records.name,
      Item: { ...codeKey('M-7F3K9Q'), record: { pk: `MEMBER#${memberId}`, sk: 'MEMBER' } },
    }),
  );
  const at = '2025-06-01T08:00:00.000Z';
  await record(records.table, {
    writes: [],
    line: {
      type: 'member_exited',
      id: newId(),
      recordedAt: at,
      actor: auditor.personId,
      memberId,
      exitedOn: '2026-10-01',
    },
  });
  await records.accessLog(
    { caller: auditor, now: new Date(at), route: 'GET /api/members/{id}' },
    { subject: memberId, fields: ['name'] },
  );
  for (const route of ['GET /api/journal', 'GET /api/access-log'] as const) {
    const found = async (subject: string) =>
      z
        .object({ items: z.array(z.unknown()) })
        .parse((await send({ route, query: { subject }, caller: auditor })).body).items;
    expect(await found('M-7F3K9Q')).toHaveLength(1);
    expect(await found('m-7f3k9q')).toEqual(await found(memberId));
    expect(await found('M-222222')).toEqual([]);
  }
});

test('an id of a member, also of an erased one, or of a case is told by its code, of a group by its name', async () => {
  const [member, erased, forgotten, one, group, unknown] = [
    newId(),
    newId(),
    newId(),
    newId(),
    newId(),
    newId(),
  ];
  for (const item of [
    { ...memberKey(member), id: member, code: 'M-2222AA', name: 'sealed' },
    { ...erasedMemberKey(erased), id: erased, code: 'M-2222BB', name: 'sealed' },
    { ...erasedMemberKey(forgotten), id: forgotten },
    { ...caseKey(one), id: one, code: 'C-2222CC' },
    { ...collectiveKey(group), id: group, name: 'Vennela' },
  ])
    await records.documents.send(new PutCommand({ TableName: records.name, Item: item }));
  const ids = [group, one, unknown, erased, member, forgotten, one];
  expect(await send({ route: 'POST /api/codes', caller: auditor, body: { ids } })).toMatchObject({
    status: 200,
    body: {
      items: [
        { id: group, of: 'collective', name: 'Vennela' },
        { id: one, of: 'case', code: 'C-2222CC' },
        { id: erased, of: 'member', code: 'M-2222BB' },
        { id: member, of: 'member', code: 'M-2222AA' },
      ],
    },
  });
  const ofCoordinator = await send({
    route: 'POST /api/codes',
    caller: createCaller('coordinator'),
    body: { ids: [erased, member] },
  });
  // To her an erased woman is as if she were not.
  expect(ofCoordinator.body).toEqual({ items: [{ id: member, of: 'member', code: 'M-2222AA' }] });
});

describe('the access log', () => {
  const timesOf = async (query: Record<string, string>) =>
    (await readPage('GET /api/access-log', { limit: '100', ...query })).items.map(({ at }) => at);

  test('is read in the same way', async () => {
    expect(await timesOf({ from: '2026-01-01' })).toEqual(instants.slice(1).reverse());
    expect(await timesOf({ subject })).toEqual(instants.slice(0, 4).reverse());
    expect(await timesOf({ actor, from: '2026-10-01', to: '2026-10-01' })).toEqual([
      '2026-10-01T08:00:00.000Z',
      '2026-09-30T18:30:00.000Z',
    ]);
  });

  test('says who read what and when, and not what it was', async () => {
    const [line] = (await readPage('GET /api/access-log', { limit: '1' })).items;
    expect(line).toEqual({
      id: expect.any(String),
      at: '2026-10-09T08:00:00.000Z',
      actor: actors[1],
      route: 'GET /api/members/{id}',
      subject: members[1],
      subjects: [members[1]],
      fields: ['name'],
    });
  });
});

describe('readings of several', () => {
  const reader = createCaller('coordinator');
  const [hers, herCase, another] = [newId(), newId(), newId()];
  const at = (hour: number) => new Date(Date.UTC(2026, 9, 8, 10 + hour));
  /** The hours in which somebody read what concerns her: by lists (even) and by herself (odd). */
  const hours = [0, 1, 2, 3, 4, 5, 6, 7];

  beforeAll(async () => {
    for (const hour of hours) {
      const caller = hour < 4 ? reader : createCaller('coordinator');
      const list = (ids: readonly string[], route = 'GET /api/members', now = at(hour)) =>
        records.accessLog({ caller, now, route }, { lists: [{ rows: [{ ids }], fields: ['district'] }] });
      await (hour % 2 === 0
        ? list([another, hers, herCase])
        : records.accessLog(
            { caller, now: at(hour), route: 'GET /api/members/{id}' },
            { subject: hers, fields: ['name'] },
          ));
      await list([another, newId()]);
      await list([], 'POST /api/members/search');
    }
  });

  const readLines = async (query: Record<string, string>) => {
    const lines: Readonly<Record<string, unknown>>[] = [];
    let cursor: string | undefined;
    do {
      const found = await readPage('GET /api/access-log', {
        ...query,
        ...(cursor === undefined ? {} : { cursor }),
      });
      lines.push(...found.items);
      cursor = found.cursor;
    } while (cursor !== undefined && lines.length < 100);
    return lines;
  };
  const instantOf = (hour: number) => at(hour).toISOString();
  const opened = (hour: number) => expect.objectContaining({ at: instantOf(hour), subject: hers });
  /** One line for what a reader saw in two hours, and one for each of two others. */
  const [twice, ...others] = [
    { at: instantOf(0), lastAt: instantOf(2), hours: 2 },
    { at: instantOf(4) },
    { at: instantOf(6) },
  ].map((times) => expect.objectContaining(times));

  test.each(['1', '2', '3', '100'])(
    'are found by each of them, after those of one, once for a day and reader, %s at a time',
    async (limit) => {
      const all = await readLines({ subject: hers, limit });
      expect(all.slice(0, 3)).toEqual(expect.arrayContaining([twice, ...others]));
      expect(all.slice(3)).toEqual([opened(7), opened(5), opened(3), opened(1)]);
      const ofCase = await readLines({ subject: herCase, limit });
      expect(ofCase).toHaveLength(3);
      expect(ofCase).toEqual(expect.arrayContaining([twice, ...others]));
      expect(await readLines({ subject: hers, actor: reader.personId, limit })).toEqual([
        twice,
        opened(3),
        opened(1),
      ]);
    },
  );

  test.each(['1', '100'])('are found by each hour in which they were read, %s at a time', async (limit) => {
    const between = (from: number, to: number) =>
      readLines({ subject: hers, from: instantOf(from), to: instantOf(to), limit });
    expect(await between(2, 3)).toEqual([twice, opened(3)]);
    // The hour is of the clock in India: what was read at 10:00 (UTC) may have been read again until 10:30.
    expect(await between(1, 1)).toEqual([opened(1)]);
    expect(await between(3, 5)).toEqual([others[0], opened(5), opened(3)]);
    const byDay = await readLines({ from: instantOf(2), to: instantOf(2), limit });
    expect(byDay.filter(({ subjects }) => String(subjects).includes(hers))).toEqual([twice]);
    expect(await readLines({ actor: reader.personId, from: instantOf(4), limit })).toEqual([]);
  });

  test('have the ids, and no subject of their own', async () => {
    const items = await readLines({ subject: herCase, from: instantOf(6), to: instantOf(6) });
    expect(items).toEqual([
      {
        id: expect.any(String),
        at: instantOf(6),
        actor: expect.any(String),
        route: 'GET /api/members',
        subjects: [hers, herCase, another].sort(),
        fields: ['district'],
      },
    ]);
  });

  test('that found nobody are found by who searched, and by the day', async () => {
    const day = { from: instantOf(0), to: instantOf(7), limit: '100' };
    for (const query of [day, { ...day, actor: reader.personId }]) {
      expect(await readLines(query)).toContainEqual(
        expect.objectContaining({ route: 'POST /api/members/search', subjects: [] }),
      );
    }
  });

  test('are looked through as far as one request may, and on from there: none is passed over', async () => {
    const many = await openRecords();
    const [first, last, sought] = [newId(), newId(), newId()];
    const lists = 24;
    for (let index = 0; index < lists; index += 1) {
      const isEnd = index === 0 || index === lists - 1;
      await many.accessLog(
        // Three in each month.
        { caller: reader, now: new Date(Date.UTC(2026, 2 + index / 3, 8)), route: 'GET /api/members' },
        { lists: [{ rows: [{ ids: [index === 0 ? first : last, isEnd ? sought : newId()] }], fields: [] }] },
      );
    }
    // A query looks at one item, where the store would at a megabyte of them.
    const table: Pick<Table, 'query' | 'get' | 'getMany'> = {
      ...many.table,
      query: (query) => many.table.query({ ...query, limit: 1 }),
    };
    const look = createSend(createAuditRoutes({ table, digests: createDigestStoreDouble() }));
    const ask = async (query: Record<string, string>) =>
      page.parse(
        (await look({ route: 'GET /api/access-log', query: { subject: sought, ...query }, caller: auditor }))
          .body,
      );
    const newest = await ask({});
    expect(newest.items).toMatchObject([{ subjects: [last, sought].sort() }]);
    let rest = await ask({ cursor: newest.cursor ?? '' });
    for (let pages = 0; rest.items.length === 0 && pages < lists; pages += 1) {
      rest = await ask({ cursor: rest.cursor ?? '' });
    }
    expect(rest).toEqual({ items: [expect.objectContaining({ subjects: [first, sought].sort() })] });
    many.close();
  });
});

describe('refused', () => {
  test.each(['2026-02-30', '2026-10-01T00:00:00', 'x'])(
    'is the moment %s, with how to write it',
    async (from) => {
      expect(await send({ route: 'GET /api/journal', query: { from }, caller: auditor })).toMatchObject({
        status: 400,
        body: {
          code: 'invalid_date',
          errors: [
            {
              path: 'from',
              message: 'Write a date that exists, as YYYY-MM-DD, or an instant as RFC 3339 has it.',
            },
          ],
        },
      });
    },
  );

  test.each([
    [{ from: '2026-02-30' }, 'from'],
    [{ to: 'yesterday' }, 'to'],
    [{ actor: 'somebody' }, 'actor'],
    [{ subject: 'a b' }, 'subject'],
    [{ limit: '0' }, 'limit'],
    [{ who: 'x' }, 'who'],
    [{ cursor: 'nonsense' }, 'cursor'],
    [{ cursor: Buffer.from('{"before":"2026-13-01"}').toString('base64url') }, 'cursor'],
  ])('is %j', async (query, path) => {
    for (const route of ['GET /api/journal', 'GET /api/access-log'] as const) {
      const { status, body } = await send({ route, query, caller: auditor });
      expect(status).toBe(400);
      expect(problem.parse(body).errors?.map((error) => error.path)).toEqual([path]);
    }
  });

  test('is everybody but the auditor', async () => {
    for (const role of ['leader', 'caseworker', 'coordinator', 'administrator', 'funder'] as const) {
      for (const route of ['GET /api/journal', 'GET /api/access-log'] as const) {
        expect(await send({ route, caller: createCaller(role) })).toMatchObject({ status: 403 });
      }
    }
  });
});
