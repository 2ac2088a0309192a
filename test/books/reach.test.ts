import { afterAll, describe, expect, test } from 'vitest';
import { collectiveKey } from '../../functions/shared/table/keys/collectives.ts';
import { claimKey } from '../../functions/shared/table/keys/journal-and-claims.ts';
import { createCaller, problem } from '../support/request.ts';
import { must, openBooks, refusalIn } from './group.ts';
import { deposit, id, loan, sheetOf } from './sheets.ts';

const { records, send, form } = await openBooks();
afterAll(() => records.close());

describe('who may', () => {
  test('a leader acts in her own collectives alone, a coordinator in all; others in none', async () => {
    const { collectiveId, members, first, hold } = await form();
    const sheet = sheetOf([deposit(first, 1)]);
    await hold(sheet);
    const path = { id: collectiveId };
    const requests = [
      { route: 'POST /api/collectives/{id}/meetings', path, body: sheetOf([deposit(first, 1)]) },
      { route: 'GET /api/collectives/{id}/meetings', path },
      { route: 'GET /api/collectives/{id}/ledger', path },
      { route: 'GET /api/collectives/{id}/meetings/{meetingId}', path: { ...path, meetingId: sheet.id } },
      {
        route: 'POST /api/collectives/{id}/meetings/{meetingId}/reversal',
        path: { ...path, meetingId: sheet.id },
        body: { id: id(), reason: 'Wrong' },
      },
    ] as const;
    const stranger = createCaller('leader', { collectives: [id()] });
    for (const request of requests) {
      expect((await send({ ...request, caller: stranger })).status).toBe(404);
      for (const role of ['caseworker', 'administrator', 'auditor', 'funder'] as const) {
        expect(
          (await send({ ...request, caller: createCaller(role, { districts: ['Guntur'] }) })).status,
        ).toBe(403);
      }
      expect((await send({ ...request, caller: null })).status).toBe(401);
    }
    for (const request of requests) {
      expect((await send({ ...request, caller: createCaller('coordinator') })).status).toBeLessThan(300);
    }
    expect(members).toContain(first);
  });

  test("a member's savings: her leader, a caseworker of her district, a coordinator", async () => {
    const { collectiveId, first } = await form();
    const ask = async (caller: ReturnType<typeof createCaller>, memberId = first) =>
      (await send({ route: 'GET /api/members/{id}/savings', path: { id: memberId }, caller })).status;
    expect(await ask(createCaller('leader', { collectives: [collectiveId] }))).toBe(200);
    expect(await ask(createCaller('leader', { collectives: [id()] }))).toBe(404);
    // Her own, also in a group that another leads.
    expect(await ask(createCaller('leader', { memberId: first }))).toBe(200);
    expect(await ask(createCaller('leader', { memberId: id() }))).toBe(404);
    expect(await ask(createCaller('caseworker', { districts: ['Krishna', 'Guntur'] }))).toBe(200);
    expect(
      await ask(createCaller('caseworker', { districts: ['Krishna'], collectives: [collectiveId] })),
    ).toBe(404);
    expect(await ask(createCaller('coordinator'))).toBe(200);
    expect(await ask(createCaller('coordinator'), id())).toBe(404);
    for (const role of ['administrator', 'auditor', 'funder'] as const) {
      expect(await ask(createCaller(role))).toBe(403);
    }
  });

  test('what does not exist is 404', async () => {
    const { hold, collectiveId, first } = await form();
    const other = await form();
    const coordinator = createCaller('coordinator');
    const loanId = id();
    const sheet = sheetOf([deposit(first, 9), loan(first, 1, loanId)]);
    await hold(sheet);
    const nowhere = { id: id() };
    const meetings = 'POST /api/collectives/{id}/meetings';
    for (const body of [
      sheetOf([]),
      sheetOf([], { note: 'Nobody' }),
      sheetOf([deposit(first, 1)]),
      sheetOf([], { attendance: [{ memberId: first, status: 'present' }] }),
    ]) {
      const reply = await send({ route: meetings, path: nowhere, body, caller: coordinator });
      expect(refusalIn(reply)).toMatchObject({ status: 404, code: 'not_found' });
    }
    const reading = async (place: { id: string; meetingId: string }) =>
      (
        await send({
          route: 'GET /api/collectives/{id}/meetings/{meetingId}',
          path: place,
          caller: coordinator,
        })
      ).status;
    expect(await reading({ id: collectiveId, meetingId: sheet.id })).toBe(200);
    expect(await reading({ id: other.collectiveId, meetingId: sheet.id })).toBe(404);
    expect(await reading({ id: collectiveId, meetingId: loanId })).toBe(404);
    const collective = collectiveKey(collectiveId);
    await must(records.table, [
      { put: { ...collective, id: collectiveId } },
      { put: { ...claimKey(collectiveId), fingerprint: 'x', record: collective } },
    ]);
    expect(await reading({ id: collectiveId, meetingId: collectiveId })).toBe(404);
    expect(await reading({ id: collectiveId, meetingId: id() })).toBe(404);
    for (const route of ['GET /api/collectives/{id}/meetings', 'GET /api/collectives/{id}/ledger'] as const) {
      expect((await send({ route, path: nowhere, caller: coordinator })).status).toBe(404);
    }
  });
});

describe('lists', () => {
  test('give the last held first, page by page, each once', async () => {
    const { hold, collectiveId, leader, first } = await form();
    const days = ['2026-10-03', '2026-10-01', '2026-10-05', '2026-10-02', '2026-10-04'];
    for (const heldOn of days) {
      await hold(sheetOf([deposit(first, 1)], { heldOn }));
    }
    const route = 'GET /api/collectives/{id}/meetings';
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const query = { limit: '2', ...(cursor === undefined ? {} : { cursor }) };
      const reply = await send({ route, path: { id: collectiveId }, query, caller: leader });
      const body = problem.partial().loose().parse(reply.body);
      const items = Array.isArray(body.items) ? body.items : [];
      expect(items.length).toBeLessThanOrEqual(2);
      seen.push(...items.map(({ heldOn }) => heldOn));
      cursor = typeof body.cursor === 'string' ? body.cursor : undefined;
    } while (cursor !== undefined);
    expect(seen).toEqual([...days].sort().reverse());
  });

  test.each([
    { limit: '0' },
    { limit: '101' },
    { limit: 'x' },
    { since: '2026-10-01' },
    { cursor: 'nonsense' },
    { cursor: Buffer.from('{"sk":"CASH"}').toString('base64url') },
    { cursor: Buffer.from('{"pk":"MEETING#"}').toString('base64url') },
  ])('%j is 400', async (query) => {
    const { collectiveId, leader } = await form(1);
    const route = 'GET /api/collectives/{id}/meetings';
    const reply = await send({ route, path: { id: collectiveId }, query: { ...query }, caller: leader });
    expect(reply.status).toBe(400);
  });
});
