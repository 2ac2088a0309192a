import { generateKeyPairSync } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import * as z from 'zod';
import { newId } from '../../functions/shared/fields/ids.ts';
import type { KeyCall } from '../../lib/access.ts';
import { allFunctions } from '../../lib/functions/all.ts';
import {
  type Answers,
  type Place,
  type Role,
  type Row,
  roles,
  type Scope,
} from './authorisation/expectations.ts';
import {
  by,
  createRecords,
  get,
  note,
  post,
  type Records,
  recipientKey,
  text,
} from './authorisation/records.ts';
import { rows } from './authorisation/rows.ts';
import { addAreaCoordinator, settle } from './authorisation/settle.ts';
import { caseOf, meetingOf, personOf, type Sent, unknownId } from './bodies.ts';
import { actRarely, askOffice } from './rare-acts.ts';
import { type Scene, startScene } from './scene.ts';

/**
 * Who may do what, as the design says it and not as the code has it: every role on every route, on what is hers, on what
 * is another's, and on what does not exist; and every route for somebody without a token that counts.
 */

let scene: Scene;
let records: Records;
let places: Readonly<Record<Scope, Place>>;
/** A case of a member of the leader's collective, in the caseworker's district, that is neither's. */
let colleaguesCase: string;
/** Tokens that don't count, made once: a key of one's own is the dearest of them. */
let badTokens: Readonly<Record<string, string | null>>;

/** The district's own coordinator. */
let areaCoordinator: string;

const askerOf = (role: Role): string => (role === 'areaCoordinator' ? areaCoordinator : by(role));
const recordedRole = (role: Role) => (role === 'areaCoordinator' ? 'coordinator' : role);

const forgeTokens = async (): Promise<Readonly<Record<string, string | null>>> => {
  const person = by('coordinator');
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const good = await scene.sign({ username: person });
  const [head = '', , signature = ''] = good.split('.');
  const [, payloadOfAnother = ''] = (await scene.sign({ username: by('administrator') })).split('.');
  const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
  return {
    none: null,
    nonsense: 'x.y.z',
    expired: await scene.sign({ username: person, lasts: -5 }),
    'of another client': await scene.sign({ username: person, clientId: 'another' }),
    'of another issuer': await scene.sign({ username: person, issuer: 'https://example.org' }),
    'no access token': await scene.sign({ username: person, use: 'id' }),
    'signed with another key': await scene.sign({ username: person, key: privateKey }),
    'with the content of another': `${head}.${payloadOfAnother}.${signature}`,
    unsigned: `${encode({ alg: 'none' })}.${good.split('.')[1]}.`,
    'of an unknown person': await scene.sign({ username: unknownId }),
  };
};

beforeAll(async () => {
  scene = await startScene();
  records = createRecords(scene);
  const own = await settle(scene, 'own', 'Guntur', by('leader'), by('caseworker'));
  const other = await settle(scene, 'other', 'Krishna', by('leader2'), by('caseworker2'));
  const open = (member: string, more: object) =>
    scene.must(by('leader'), post('/api/cases', caseOf(member, more)));
  const urgent = await open(own.member, { priority: 'urgent', assignedTo: by('caseworker') });
  const elsewhere = await scene.must(
    by('coordinator'),
    post('/api/cases', caseOf(other.member, { priority: 'urgent' })),
  );
  const colleagues = await scene.must(by('coordinator'), post('/api/cases', caseOf(own.member)));
  colleaguesCase = text(colleagues.id);
  areaCoordinator = await addAreaCoordinator(scene, ['Guntur']);
  await scene.publish('2026-10');
  places = {
    own: { ...own, code: text(urgent.code) },
    other: { ...other, code: text(elsewhere.code) },
    unknown: {
      scope: 'unknown',
      district: 'Guntur',
      collective: unknownId,
      member: unknownId,
      child: unknownId,
      meeting: unknownId,
      case: unknownId,
      code: 'C-000000',
      person: unknownId,
      month: '2025-01',
    },
  };
  const shutOut = async (role: Role): Promise<string> => {
    // The state coordinator reaches every district, and has none of her own.
    const districts = role === 'coordinator' ? [] : ['Guntur'];
    const person = personOf(recordedRole(role), { collectives: [own.collective], districts });
    const added = await scene.must(by('administrator'), post('/api/users', person));
    if (added.approvalId !== undefined) await scene.approve(by('auditor'), added);
    await scene.change(by('administrator'), `/api/users/${person.id}`, { disabled: true });
    return person.id;
  };
  const shut: (readonly [string, string])[] = [];
  for (const role of roles) {
    shut.push([`of a disabled ${role}`, await scene.tokenOf(await shutOut(role))]);
  }
  badTokens = { ...(await forgeTokens()), ...Object.fromEntries(shut) };
}, 180_000);
afterAll(() => scene.close());

const answerOf = (answers: Answers, scope: Scope): number | undefined =>
  typeof answers === 'number' ? answers : answers[scope];

const expectedOf = ({ who }: Row, role: Role, scope: Scope): number | undefined => {
  if (who === 'anyone') return 200;
  return who === 'device' ? 403 : answerOf(who[role], scope);
};

/** Where every token that doesn't count is tried. Elsewhere: no token, and two in turn, since all routes have one authorizer. */
const thorough = new Set(['GET /api/me', 'GET /api/members/{id}', 'POST /api/members']);
const isTurnOf = (name: string, route: string): boolean => {
  const names = Object.keys(badTokens);
  const at = Object.keys(rows).indexOf(route);
  return names.indexOf(name) === at % names.length || names.indexOf(name) === (at * 5 + 8) % names.length;
};

describe.each(Object.entries(rows))('%s', (route, row) => {
  test('answers each role as the design says, on her own, on another’s and on what is not there', async () => {
    const expected: Record<string, number | undefined> = {};
    const got: Record<string, number> = {};
    const hidden = new Map<string, string>();
    for (const scope of row.scopes) {
      const isRefused = (role: Role) => (expectedOf(row, role, scope) ?? 0) >= 400;
      // Who is refused or only reads changes nothing, so all of them and the first who does can ask the same.
      let sent = await row.send(places[scope], records);
      let isUsed = false;
      for (const role of [...roles].sort((a, b) => Number(isRefused(b)) - Number(isRefused(a)))) {
        const name = `${role} ${scope}`;
        if (isUsed) sent = await row.send(places[scope], records);
        isUsed = !isRefused(role) && sent.method !== 'GET';
        expect(sent.method).toBe(route.split(' ')[0]);
        const { status, text: body } = await scene.sendAs(askerOf(role), sent);
        expected[name] = expectedOf(row, role, scope);
        got[name] = status;
        if (status === 404) hidden.set(name, body);
      }
    }
    expect(got).toEqual(expected);
    // What another has and what does not exist cannot be told apart.
    for (const role of roles) {
      const other = hidden.get(`${role} other`);
      if (other !== undefined) expect(other).toBe(hidden.get(`${role} unknown`));
    }
  });

  test('answers nobody without a token that counts', async () => {
    const expected = row.who === 'anyone' ? 200 : 401;
    const sent = await row.send(places.own, records);
    const tried = Object.entries(badTokens).filter(
      ([name]) => thorough.has(route) || name === 'none' || isTurnOf(name, route),
    );
    const got = await Promise.all(
      tried.map(async ([name, token]) => [name, (await scene.send(token, sent)).status]),
    );
    expect(got).toEqual(tried.map(([name]) => [name, expected]));
  });
});

const listed = z.object({ items: z.array(z.looseObject({ id: z.string() })) });
const idsOf = async (personId: string, sent: Sent): Promise<string[]> => {
  const { text: body } = await scene.sendAs(personId, sent);
  return listed.parse(JSON.parse(body)).items.map(({ id }) => id);
};

describe('lists hold what is hers alone', () => {
  const everything = '?limit=100';
  test.each(['leader', 'caseworker'] as const)('members, to a %s', async (role) => {
    for (const sent of [get(`/api/members${everything}`), post('/api/members/search', { q: 'నీలిమ తోట' })]) {
      const ids = await idsOf(by(role), sent);
      expect(ids.length).toBeGreaterThan(0);
      expect(ids).not.toContain(places.other.member);
    }
    const others = get(`/api/members?collectiveId=${places.other.collective}`);
    const { text: body } = await scene.sendAs(by(role), others);
    expect(body).not.toContain(places.other.member);
  });

  test('collectives, to a leader', async () => {
    expect(await idsOf(by('leader'), get(`/api/collectives${everything}`))).toEqual([places.own.collective]);
  });

  test.each(['leader', 'caseworker'] as const)('cases, to a %s', async (role) => {
    const ids = await idsOf(by(role), get(`/api/cases${everything}`));
    expect(ids).toContain(places.own.case);
    expect(ids).not.toContain(places.other.case);
    expect(ids).not.toContain(colleaguesCase);
  });
});

test('the urgent cases that nobody has are listed to the caseworker of their district alone', async () => {
  const own = await records.newWaitingCaseOf(places.own);
  const other = await records.newWaitingCaseOf(places.other);
  const ids = await idsOf(by('caseworker'), get('/api/cases/unassigned?limit=100'));
  expect(ids).toContain(own);
  expect(ids).not.toContain(other);
});

test.each(['leader', 'caseworker'] as const)(
  'a case of her own people that a colleague opened is no case of a %s',
  async (role) => {
    const paths = [get(`/api/cases/${colleaguesCase}`), get(`/api/cases/${colleaguesCase}/events`)];
    for (const sent of [...paths, post(`/api/cases/${colleaguesCase}/events`, note())]) {
      expect((await scene.sendAs(by(role), sent)).status).toBe(404);
    }
  },
);

test('a leader moves nobody into a collective that is not hers', async () => {
  const path = `/api/members/${places.own.member}`;
  const version = await records.versionOf(by('leader'), path);
  const body = { collectiveId: places.other.collective };
  expect((await scene.sendAs(by('leader'), { method: 'PATCH', path, body, version })).status).toBe(403);
});

describe('a change of somebody’s access', () => {
  const minute = 60_000;
  const waitFor = async (personId: string, sent: Sent, status: number): Promise<number> => {
    const start = performance.now();
    for (;;) {
      if ((await scene.sendAs(personId, sent)).status === status) return performance.now() - start;
      if (performance.now() - start > minute) return Number.POSITIVE_INFINITY;
    }
  };

  test('holds within a minute, for the token that she has already', async () => {
    const person = personOf('leader', { collectives: [places.own.collective] });
    const path = `/api/users/${person.id}`;
    await scene.must(by('administrator'), post('/api/users', person));
    const own = get(`/api/collectives/${places.own.collective}`);
    const other = get(`/api/collectives/${places.other.collective}`);
    expect((await scene.sendAs(person.id, own)).status).toBe(200);
    await scene.change(by('administrator'), path, { collectives: [places.other.collective] });
    expect(await waitFor(person.id, own, 404)).toBeLessThan(minute);
    expect((await scene.sendAs(person.id, other)).status).toBe(200);
    await scene.change(by('administrator'), path, { role: 'funder' });
    expect(await waitFor(person.id, other, 403)).toBeLessThan(minute);
    await scene.change(by('administrator'), path, { disabled: true });
    expect(await waitFor(person.id, get('/api/me'), 401)).toBeLessThan(minute);
    await scene.change(by('administrator'), path, { disabled: false });
    expect(await waitFor(person.id, get('/api/me'), 200)).toBeLessThan(minute);
  });
});

test('all data are handed over only when an auditor agrees, and then by a function that no request starts', async () => {
  const note = { ...meetingOf(places.own.member), note: 'A long evening' };
  await scene.must(by('coordinator'), post(`/api/collectives/${places.own.collective}/meetings`, note));
  await askOffice(scene);
  const asked = { id: newId(), recipientKey };
  for (const status of [202, 200]) {
    expect((await scene.sendAs(by('administrator'), post('/api/data-handovers', asked))).status).toBe(status);
  }
  await scene.must(by('auditor'), post(`/api/approvals/${asked.id}`, { decision: 'approved' }));
  await scene.stack.whenIdle();
  const made = await scene.sendAs(by('administrator'), get(`/api/data-handovers/${asked.id}`));
  expect(JSON.parse(made.text)).toMatchObject({ state: 'made', link: { url: expect.any(String) } });
}, 60_000);

const healthRows = z.object({ rows: z.array(z.looseObject({ code: z.string() })) });

describe('what lib/functions gives a function on the tables', () => {
  test('is all used: nothing is given in vain', async () => {
    await actRarely(scene, places.own.collective, areaCoordinator);
    await scene.stack.whenIdle();
    // The drill that she asked for has come to its end. It may miss what the acts deleted behind the system’s back.
    const { text: health } = await scene.sendAs(by('administrator'), get('/api/health/state'));
    const drill = healthRows.parse(JSON.parse(health)).rows.find(({ code }) => code === 'drill');
    expect(drill).toMatchObject({
      by: by('administrator'),
      outcome: expect.stringMatching(/^(lost|whole)$/),
    });
    expect(drill).not.toHaveProperty('running');
    const calls = (owner: string, given: readonly KeyCall[]): string[] =>
      given.map((call) => `${owner} ${call === 'open' ? 'batchGet' : 'put'}`);
    const given = Object.entries(allFunctions).flatMap(([name, { table = {}, keys = {} }]) =>
      [
        ...Object.entries(table).flatMap(([pattern, own]) => own.map((call) => `${pattern} ${call}`)),
        ...Object.entries(keys).flatMap(([owner, own]) => calls(owner, own)),
      ].map((use) => `${name} ${use}`),
    );
    const used = scene.stack.tableUse();
    // Nobody waits for sign-ins that are settled late, nor for digests, whose lines are compared with their looks.
    const unused = async (): Promise<string[]> => {
      await scene.must(by('auditor'), get('/api/log-digests?month=2026-11'));
      return given.filter((use) => !used.has(use));
    };
    await expect.poll(unused, { timeout: 30_000, interval: 1_000 }).toEqual([]);
  });

  test('was enough: no call was refused', () => {
    expect(scene.stack.logLines().filter((line) => line.includes('AccessDenied'))).toEqual([]);
  });
});
