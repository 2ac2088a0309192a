import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import * as z from 'zod';
import { newId } from '../../functions/shared/fields/ids.ts';
import { demoPeople } from '../../local/identity/demo-people.ts';
import { programmeTerms } from '../support/programme-terms.ts';
import { type OwnOutside, problem, startOutside } from './outside.ts';
import { caseOf, childOf, createsOf, memberOf, type Scene, sceneDay, setScene, sheetOf } from './scene.ts';

let outside: OwnOutside;
let scene: Scene;
beforeAll(async () => {
  outside = await startOutside();
  scene = await setScene(outside);
  await outside.done('coordinator', 'POST', '/api/programme/terms', { body: programmeTerms });
  await outside.publish('2026-08');
  await outside.publish('2026-09');
}, 180_000);
afterAll(() => outside.close());

const idOf = (body: object): string => z.object({ id: z.string() }).parse(body).id;

describe('an answer that was lost', () => {
  test('doubles nothing: every create again is 200 with the record, and writes nothing; another content is 409', async () => {
    const creates = createsOf(scene);
    const linesBefore = await outside.readJournal();
    for (const { route, by, target, body, other } of creates) {
      const first = await outside.call(by, 'POST', target, { body });
      expect([route, first.status]).toEqual([route, 201]);
      // The same in another order, as another program may write it.
      const turned = Object.fromEntries(Object.entries(body).reverse());
      const again = await outside.call(by, 'POST', target, { body: turned });
      expect([route, again.status, again.body]).toEqual([route, 200, first.body]);
      // A closing has nothing but its id.
      if (other === undefined) continue;
      const conflict = await outside.call(by, 'POST', target, { body: { ...body, ...other } });
      const { code } = problem.parse(conflict.body);
      expect([route, conflict.status, code]).toEqual([route, 409, 'id_reused']);
    }
    const lines = await outside.readJournal();
    // What was sent again has written no line, of whatever id.
    const added = lines.slice(0, lines.length - linesBefore.length).map(({ id }) => id);
    expect(added.sort()).toEqual(creates.map(({ body }) => idOf(body)).sort());
  });

  test('is looked at by its id before any rule: even where a rule would refuse it by now', async () => {
    const { collective } = scene;
    const member = memberOf(collective.id, '2026-05-01');
    await outside.done('leader', 'POST', '/api/members', { body: member });
    const path = `/api/collectives/${collective.id}/meetings`;
    const paid = sheetOf(sceneDay, [{ memberId: member.id, kind: 'deposit', amountPaise: 700 }]);
    const back = sheetOf(sceneDay, [{ memberId: member.id, kind: 'withdrawal', amountPaise: 700 }]);
    await outside.done('leader', 'POST', path, { body: paid });
    const exit = { exitedOn: sceneDay, reason: 'moved away' };
    const early = await outside.call('leader', 'POST', `/api/members/${member.id}/exit`, { body: exit });
    expect([early.status, problem.parse(early.body).code]).toEqual([422, 'balance_open']);
    await outside.done('leader', 'POST', path, { body: back });
    const again = await outside.call('leader', 'POST', path, { body: back });
    expect(again.status).toBe(200);
    const statuses = [];
    for (const body of [exit, exit, { ...exit, reason: 'something else' }]) {
      statuses.push(
        (await outside.call('leader', 'POST', `/api/members/${member.id}/exit`, { body })).status,
      );
    }
    expect(statuses).toEqual([201, 200, 409]);
    const late = sheetOf(sceneDay, [{ memberId: member.id, kind: 'withdrawal', amountPaise: 1 }]);
    const refused = await outside.call('leader', 'POST', path, { body: late });
    expect(refused.status).toBe(422);
    const reversal = { id: newId(), reason: 'wrong' };
    const reversed = await outside.call('leader', 'POST', `${path}/${back.id}/reversal`, { body: reversal });
    expect([reversed.status, problem.parse(reversed.body).code]).toEqual([422, 'not_a_member']);
  });

  test('gives an id one meaning, whatever the kind of record', async () => {
    const body = { ...childOf(), id: scene.collective.id };
    const answer = await outside.call('leader', 'POST', `/api/members/${scene.member.id}/children`, { body });
    expect([answer.status, problem.parse(answer.body).code]).toEqual([409, 'id_reused']);
  });

  test('asks for no correction twice', async () => {
    const target = '/api/snapshots/2026-09/corrections';
    const body = { id: newId(), reason: 'a sheet was late' };
    const statuses = [];
    for (const sent of [body, body, { ...body, reason: 'another' }]) {
      statuses.push((await outside.call('coordinator', 'POST', target, { body: sent })).status);
    }
    expect(statuses).toEqual([202, 202, 409]);
    await outside.whenIdle();
    const { items } = await outside.done('funder', 'GET', '/api/snapshots');
    expect(items).toMatchObject([
      { month: '2026-09', version: 2, reason: body.reason },
      { month: '2026-08', version: 1, reason: null },
    ]);
    expect(outside.deadLetters()).toEqual([]);
  });
});

describe('a change', () => {
  test('needs the version that was seen, and tells whoever is late what is there', async () => {
    const changes = [
      { by: 'coordinator', path: `/api/collectives/${scene.collective.id}`, body: { mandal: 'Duggirala' } },
      { by: 'leader', path: `/api/members/${scene.member.id}`, body: { mandal: 'Duggirala' } },
      { by: 'coordinator', path: `/api/cases/${scene.aCase.id}`, body: { priority: 'urgent' } },
      { by: 'administrator', path: `/api/users/${demoPeople.leader2.id}`, body: { locale: 'en' } },
    ] as const;
    for (const { by, path, body } of changes) {
      const { version } = await outside.done(by, 'GET', path);
      expect((await outside.call(by, 'PATCH', path, { body })).status).toBe(428);
      for (const ifMatch of ['1', '"x"', '*', 'W/"1"', '"0"', '"1", "2"']) {
        const answer = await outside.call(by, 'PATCH', path, { body, ifMatch });
        expect([answer.status, problem.parse(answer.body).code]).toEqual([400, 'invalid_if_match']);
      }
      const changed = await outside.done(by, 'PATCH', path, { body, ifMatch: Number(version) });
      expect(changed).toMatchObject({ ...body, version: Number(version) + 1 });
      const stale = await outside.call(by, 'PATCH', path, { body, ifMatch: Number(version) });
      expect(stale.status).toBe(412);
      expect(problem.parse(stale.body).current).toEqual(changed);
    }
  });

  test('that two make at once is one change', async () => {
    const path = `/api/collectives/${scene.collective.id}`;
    const { version } = await outside.done('coordinator', 'GET', path);
    const answers = await Promise.all(
      ['వేకువ', 'ఉదయం', 'సాయంత్రం'].map((name) =>
        outside.call('coordinator', 'PATCH', path, { body: { name }, ifMatch: Number(version) }),
      ),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 412, 412]);
  });
});

describe('twenty withdrawals at once', () => {
  test('are as many as the balance holds; statement, ledger and indicator agree', async () => {
    const { collective } = scene;
    const path = `/api/collectives/${collective.id}/meetings`;
    const member = memberOf(collective.id, '2026-05-01');
    const other = memberOf(collective.id, '2026-05-01');
    for (const body of [member, other]) await outside.done('leader', 'POST', '/api/members', { body });
    await outside.done('leader', 'POST', path, {
      body: sheetOf('2026-10-02', [
        { memberId: member.id, kind: 'deposit', amountPaise: 1000 },
        { memberId: other.id, kind: 'deposit', amountPaise: 5000 },
      ]),
    });
    const sheets = Array.from({ length: 20 }, () =>
      sheetOf(sceneDay, [{ memberId: member.id, kind: 'withdrawal', amountPaise: 130 }]),
    );
    const send = async (body: object): Promise<number> => {
      const answer = await outside.call('leader', 'POST', path, { body });
      return answer.status === 503 ? send(body) : answer.status;
    };
    const statuses = await Promise.all(sheets.map(send));
    expect(statuses.filter((status) => status === 201)).toHaveLength(7);
    expect(statuses.filter((status) => status === 422)).toHaveLength(13);

    const savings = z
      .object({
        savingsPaise: z.int(),
        statement: z.array(z.object({ kind: z.string(), amountPaise: z.int() })),
      })
      .parse(await outside.done('leader', 'GET', `/api/members/${member.id}/savings`));
    expect(savings.savingsPaise).toBe(90);
    expect(
      savings.statement.reduce(
        (sum, { kind, amountPaise }) => sum + (kind === 'deposit' ? amountPaise : -amountPaise),
        0,
      ),
    ).toBe(90);
    const ledger = z
      .object({
        savingsPaise: z.int(),
        cashPaise: z.int(),
        bankPaise: z.int(),
        loansOutstandingPaise: z.int(),
        borrowingsOutstandingPaise: z.int(),
        grantsPaise: z.int(),
        surplusPaise: z.int(),
        members: z.array(z.object({ memberId: z.string(), savingsPaise: z.int() })),
      })
      .parse(await outside.done('leader', 'GET', `/api/collectives/${collective.id}/ledger`));
    expect(ledger.members.find(({ memberId }) => memberId === member.id)?.savingsPaise).toBe(90);
    expect(ledger.members.reduce((sum, { savingsPaise }) => sum + savingsPaise, 0)).toBe(ledger.savingsPaise);
    expect(ledger.cashPaise + ledger.bankPaise + ledger.loansOutstandingPaise).toBe(
      ledger.savingsPaise + ledger.borrowingsOutstandingPaise + ledger.grantsPaise + ledger.surplusPaise,
    );
    const { snapshot } = await outside.done('coordinator', 'GET', '/api/snapshots/preview?month=2026-10');
    const { indicators } = z
      .object({ indicators: z.array(z.looseObject({ code: z.string() })) })
      .parse(snapshot);
    // All members here have given their consent, and all sheets are of October or before.
    expect(indicators.find(({ code }) => code === 'savings_balance')).toMatchObject({
      month: ledger.savingsPaise,
    });
  });
});

describe('who has no right', () => {
  test('is told 404 of what a query or a body names and she may not know, as the document says', async () => {
    const member = memberOf(scene.collective.id, '2026-05-01');
    await outside.done('leader', 'POST', '/api/members', { body: member });
    const aCase = caseOf(member.id, sceneDay, { priority: 'urgent' });
    await outside.done('leader', 'POST', '/api/cases', { body: aCase });
    const { code } = await outside.done('leader', 'GET', `/api/cases/${aCase.id}`);
    const erasure = { id: newId(), reason: 'she asked for it' };
    await outside.done('auditor', 'POST', `/api/members/${member.id}/erasure`, { body: erasure });
    await outside.done('coordinator', 'POST', `/api/approvals/${erasure.id}`, {
      body: { decision: 'approved' },
    });
    const glass = { id: newId(), code, reason: 'she called me' };
    for (const [by, method, target, sent] of [
      ['leader', 'GET', `/api/members?collectiveId=${newId()}`, {}],
      ['leader', 'POST', '/api/members', { body: member }],
      ['coordinator', 'POST', '/api/cases', { body: aCase }],
      ['caseworker', 'POST', '/api/break-glass', { body: glass }],
    ] as const) {
      const { status, body } = await outside.call(by, method, target, sent);
      expect([target, status, problem.parse(body).code]).toEqual([target, 404, 'not_found']);
    }
  });

  test('is told so: nobody signed in on any path, the funder on all but what is published', async () => {
    const published = /^GET \/api\/(me|programme|baselines|snapshots|snapshots\/\{month\}.*)$/;
    for (const [path, methods] of Object.entries(outside.document.paths)) {
      const target = path
        .replace('{month}', '2026-09')
        .replace('{financialYear}', '2026-27')
        .replace('{version}', '1')
        .replace('{name}', 'snapshot.json')
        .replaceAll(/\{\w+\}/g, scene.member.id);
      for (const method of Object.keys(methods).map((name) => name.toUpperCase())) {
        const sent = method === 'GET' ? {} : { body: {} };
        const isPublic = path === '/api/health' || path === '/api/openapi.json';
        if (isPublic) continue;
        const stranger = await outside.call(null, method, target, sent);
        expect([method, path, stranger.status]).toEqual([method, path, 401]);
        if (published.test(`${method} ${path}`)) continue;
        const funder = await outside.call('funder', method, target, sent);
        expect([method, path, funder.status]).toEqual([method, path, 403]);
      }
    }
  });
});
