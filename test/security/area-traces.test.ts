import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import * as z from 'zod';
import { chapters } from '../../functions/gateway/api/contracts.ts';
import { newId } from '../../functions/shared/fields/ids.ts';
import { type RouteContract, reachOf, routesOf } from '../../functions/shared/http/route-contract.ts';
import type { Place } from './authorisation/expectations.ts';
import { by, createRecords, get, type Records, requestOf, text } from './authorisation/records.ts';
import { addAreaCoordinator, settle } from './authorisation/settle.ts';
import { caseOf, collectiveOf, demandOf, outreachOf, type Sent } from './bodies.ts';
import { type Scene, startScene } from './scene.ts';

/**
 * Two areas with everything in both. Whatever an area coordinator asks, on every route, with every cursor, forged or another's: nothing in an answer
 * says anything of the other area.
 */

let scene: Scene;
let records: Records;
let area: string;
let own: Place;
let other: Place;
/** Ids, codes and names of the other area, each with what it is. */
let marks: ReadonlyMap<string, string>;

const post = (path: string, body: unknown): Sent => ({ method: 'POST', path, body });
const coded = z.object({ code: z.string() });

/** One of everything in a place, beside what `settle` made. @returns the marks by which a trace of it is found */
const fill = async (place: Place, name: string): Promise<Map<string, string>> => {
  const coordinator = by('coordinator');
  const { collective, member } = place;
  await scene.change(coordinator, `/api/collectives/${collective}`, { name: `${name} సంఘం` });
  await scene.change(coordinator, `/api/members/${member}`, { name: `${name} పేరు` });
  const { code } = coded.parse(await scene.must(coordinator, get(`/api/members/${member}`)));
  const pair = await records.newPairOf(place);
  const asked = { id: newId(), decision: 'same', keptId: member };
  await scene.must(coordinator, post(`/api/same-women/${pair}/decision`, asked));
  const urgent = caseOf(member, { priority: 'urgent' });
  const waiting = coded.parse(await scene.must(coordinator, post('/api/cases', urgent)));
  const followUp = { id: newId(), type: 'follow_up', on: '2026-10-05', due: '2026-11-20' };
  await scene.must(coordinator, post(`/api/cases/${place.case}/events`, followUp));
  const request = requestOf();
  await scene.must(coordinator, post(`/api/members/${member}/requests`, request));
  const over = { kind: 'cash_over', amountPaise: 10, reason: 'found in the box' };
  const voucher = { id: newId(), on: '2026-10-10', lines: [over] };
  await scene.must(coordinator, post(`/api/collectives/${collective}/vouchers`, voucher));
  const question = await records.newQuestionOf(place);
  return new Map([
    [member, 'a member'],
    [question, 'a question'],
    [code, 'a member’s code'],
    [name, 'a name'],
    [collective, 'a collective'],
    [place.case, 'a case'],
    [urgent.id, 'a case that waits'],
    [waiting.code, 'a case’s code'],
    [request.id, 'a request'],
    [pair, 'a pair'],
    [await records.newOutreachOf(place), 'outreach'],
    [await records.newDemandOf(place), 'a demand'],
    [await records.newAccessOf(place), 'an emergency access'],
    [await records.newApprovalOf(place), 'an erasure'],
  ]);
};

beforeAll(async () => {
  scene = await startScene();
  records = createRecords(scene);
  own = await settle(scene, 'own', 'Guntur', by('leader'), by('caseworker'));
  other = await settle(scene, 'other', 'Krishna', by('leader2'), by('caseworker2'));
  area = await addAreaCoordinator(scene, ['Guntur', 'Palnadu']);
  await fill(own, 'మనది');
  marks = await fill(other, 'పరాయి');
  await scene.publish('2026-10');
}, 180_000);
afterAll(() => scene.close());

const tracesIn = (body: string): string[] =>
  [...marks].filter(([mark]) => body.includes(mark)).map(([, what]) => what);

/** What a query needs beside a page. */
const queries: Readonly<Record<string, string>> = {
  'GET /api/collectives/{id}/accounts': 'from=2026-04-01&to=2026-10-31',
  'GET /api/snapshots/preview': 'month=2026-10',
  'GET /api/snapshots/{month}/files/{name}': 'version=1',
};

const contracts: readonly (readonly [string, RouteContract])[] = chapters.flatMap(({ contract }) =>
  routesOf(contract),
);
const coordinators = { role: 'coordinator' as const, districts: ['Guntur'] };
const readings = contracts.filter(
  ([key, contract]) => key.startsWith('GET ') && contract.who !== 'device' && contract.who !== 'anyone',
);
const isPaged = ([, { query }]: readonly [string, RouteContract]): boolean =>
  query instanceof z.ZodObject && 'cursor' in query.shape;

/** The path of a route with the ids of a place. */
const pathOf = (key: string, place: Place, more = ''): string => {
  const path = key
    .replace(/^\w+ /, '')
    .replace('/api/collectives/{id}', `/api/collectives/${place.collective}`)
    .replace('/api/members/{id}', `/api/members/${place.member}`)
    .replace('/api/cases/{id}', `/api/cases/${place.case}`)
    .replace('{meetingId}', place.meeting)
    .replace('{month}', '2026-10')
    .replace('{financialYear}', '2026-27')
    .replace('{version}', '1')
    .replace('{name}', 'snapshot.json')
    .replaceAll(/\{\w+\}/g, place.member);
  const query = [queries[key], more].filter((one) => one !== undefined && one !== '').join('&');
  return query === '' ? path : `${path}?${query}`;
};

const page = z.object({ items: z.array(z.unknown()), cursor: z.string().optional() });

/** The answers of a list, page by page, one record to a page where the route has a limit. */
const walk = async (
  person: string,
  key: string,
  place: Place,
): Promise<{ bodies: string[]; cursors: string[] }> => {
  const bodies: string[] = [];
  const cursors: string[] = [];
  const contract = contracts.find(([one]) => one === key)?.[1];
  const limit = contract?.query instanceof z.ZodObject && 'limit' in contract.query.shape ? 'limit=1' : '';
  let cursor: string | undefined;
  for (let pages = 0; pages < 40; pages += 1) {
    const more = [limit, cursor === undefined ? '' : `cursor=${cursor}`]
      .filter((one) => one !== '')
      .join('&');
    const answer = await scene.sendAs(person, get(pathOf(key, place, more)));
    bodies.push(answer.text);
    cursor = answer.status === 200 ? page.safeParse(JSON.parse(answer.text)).data?.cursor : undefined;
    if (cursor === undefined) break;
    cursors.push(cursor);
  }
  return { bodies, cursors };
};

const decoded = (cursor: string): string => Buffer.from(cursor, 'base64url').toString('utf8');

describe('an area coordinator finds no trace of another area', () => {
  test('in what her own area’s paths, and the lists, answer, nor in their cursors', async () => {
    const found: string[] = [];
    let shown = 0;
    for (const [key] of readings) {
      const { bodies, cursors } = await walk(area, key, own);
      const traces = tracesIn([...bodies, ...cursors.map(decoded)].join('\n'));
      if (traces.length > 0) found.push(`${key}: ${traces.join(', ')}`);
      shown += bodies.filter((body) => body.includes(own.member) || body.includes(own.collective)).length;
    }
    expect(found).toEqual([]);
    // She does see her own.
    expect(shown).toBeGreaterThan(15);
  }, 120_000);

  test('in a cursor, though a page reads past dozens of what is not hers', async () => {
    const others: string[] = [];
    for (let count = 0; count < 45; count += 1) {
      const request = requestOf();
      others.push(request.id);
      await scene.must(by('coordinator'), post(`/api/members/${other.member}/requests`, request));
    }
    for (const person of [area, by('leader')]) {
      let cursor: string | undefined;
      const cursors: string[] = [];
      do {
        const path = `/api/requests?open=true&limit=1${cursor === undefined ? '' : `&cursor=${cursor}`}`;
        cursor = page.parse(await scene.must(person, get(path))).cursor;
        cursors.push(cursor ?? '');
      } while (cursor !== undefined);
      // The list goes on behind a page that shows nothing.
      expect(cursors.length).toBeGreaterThan(1);
      const text = cursors.map(decoded).join('\n');
      expect([...others, other.member].filter((id) => text.includes(id))).toEqual([]);
    }
  }, 120_000);

  test('by a path that names it: nothing is there', async () => {
    const found: string[] = [];
    const named = readings.filter(([key]) => /^GET \/api\/(?:collectives|members|cases)\/\{id\}/.test(key));
    for (const [key, contract] of named) {
      const { status, text: body } = await scene.sendAs(area, get(pathOf(key, other)));
      const expected = reachOf(contract, coordinators) === null ? 403 : 404;
      if (status !== expected || tracesIn(body).length > 0) found.push(`${key}: ${status}`);
    }
    expect(named.length).toBeGreaterThan(15);
    expect(found).toEqual([]);
  });

  test('by a cursor of the state coordinator’s', async () => {
    const found: string[] = [];
    let borrowed = 0;
    for (const reading of readings.filter(isPaged)) {
      const [key, contract] = reading;
      if (reachOf(contract, coordinators) === null) continue;
      const { cursors } = await walk(by('coordinator'), key, own);
      for (const cursor of cursors) {
        borrowed += 1;
        const path = pathOf(key, own, `cursor=${cursor}`);
        const { status, text: body } = await scene.sendAs(area, get(path));
        const traces = tracesIn(body);
        if (status >= 500 || traces.length > 0) found.push(`${key}: ${status} ${traces.join(', ')}`);
      }
    }
    expect(borrowed).toBeGreaterThan(15);
    expect(found).toEqual([]);
  }, 120_000);

  test('by a cursor of a list that leaves out what she does not reach: it is nobody else’s, nor of another list', async () => {
    const state = by('coordinator');
    const { cursor } = page.parse(await scene.must(state, get('/api/requests?limit=1')));
    const send = (person: string, path: string) => scene.sendAs(person, get(`${path}?cursor=${cursor}`));
    expect(await send(state, '/api/requests')).toMatchObject({ status: 200 });
    for (const [person, path] of [
      [area, '/api/requests'],
      [state, '/api/cases'],
    ] as const) {
      const { status, text } = await send(person, path);
      expect({ status, code: z.object({ code: z.string() }).parse(JSON.parse(text)).code }).toEqual({
        status: 400,
        code: 'invalid_cursor',
      });
    }
  });

  test('by a cursor that she makes up: of a district, a group or a woman that is not hers', async () => {
    const forged = [
      { district: 'Krishna' },
      { district: 'Krishna', id: other.member },
      { collectiveId: other.collective },
      { collectiveId: other.collective, id: other.member },
      { id: other.collective },
    ].map((key) => Buffer.from(JSON.stringify(key)).toString('base64url'));
    for (const cursor of forged) {
      for (const path of ['/api/members', '/api/collectives', '/api/collective-overviews', '/api/cases']) {
        const { status, text: body } = await scene.sendAs(area, get(`${path}?cursor=${cursor}`));
        expect([200, 400], `${path} ${decoded(cursor)}`).toContain(status);
        expect(tracesIn(body)).toEqual([]);
      }
    }
  });

  test('by name, code, telephone number or id, however she asks', async () => {
    const { code } = coded.parse(await scene.must(by('coordinator'), get(`/api/members/${other.member}`)));
    for (const q of ['పరాయి పేరు', code, '9848022338']) {
      const { text: body } = await scene.sendAs(area, post('/api/members/search', { q }));
      expect(tracesIn(body), q).toEqual([]);
    }
    const ids = [...marks.keys()].filter((mark) => z.uuid().safeParse(mark).success);
    const codes = await scene.must(area, post('/api/codes', { ids: [...ids, own.member] }));
    expect(codes.items).toEqual([expect.objectContaining({ id: own.member })]);
    const caseCode = [...marks].find(([, what]) => what === 'a case’s code')?.[0] ?? '';
    const cases = await scene.must(area, get(`/api/cases?code=${caseCode}`));
    expect(cases.items).toEqual([]);
  });

  test('by a name in a text of hers: it is refused if one of her own women has it', async () => {
    const answerTo = async (sent: Sent) => {
      const { status, text: body } = await scene.sendAs(area, sent);
      return status < 300 ? status : text(JSON.parse(body).code);
    };
    // What no demand can follow is told first, whatever its title: else a trial leaves no trace.
    const follows = { kind: 'rti_appeal', follows: newId() };
    const answers = async (name: string) => {
      const title = `Letter for ${name}`;
      return [
        await answerTo(post('/api/demands', { ...demandOf({ title, ...follows }), id: newId() })),
        await answerTo(post('/api/demands', { ...demandOf({ title }), id: newId() })),
        await answerTo(post('/api/outreach', { ...outreachOf({ title }), id: newId() })),
        await answerTo(post('/api/collectives', { ...collectiveOf('Guntur'), name: title })),
      ];
    };
    const unheeded = ['not_an_rti', 201, 201, 201];
    expect(await answers('సుజాత కొత్తది')).toEqual(unheeded);
    expect(await answers('పరాయి పేరు')).toEqual(unheeded);
    expect(await answers('మనది పేరు')).toEqual(['not_an_rti', ...Array(3).fill('invalid_name')]);
    // A story is published, so it names nobody, wherever she is.
    const story = outreachOf({ kind: 'media_story', title: 'Letter for పరాయి పేరు' });
    expect(await answerTo(post('/api/outreach', { ...story, id: newId() }))).toBe('invalid_name');
  });

  test('by groups that an administrator alone gives her: only a leader has groups', async () => {
    const path = `/api/users/${area}`;
    const given = await scene.sendAs(by('administrator'), {
      method: 'PATCH',
      path,
      body: { collectives: [other.collective] },
      version: await records.versionOf(by('administrator'), path),
    });
    expect([given.status, JSON.parse(given.text).collectives]).toEqual([200, []]);
    for (const route of ['/api/questions', '/api/cash-differences', '/api/findings?month=2026-10']) {
      expect(tracesIn((await scene.sendAs(area, get(route))).text), route).toEqual([]);
    }
  });

  test('in numbers: she counts the refused accesses of her area alone', async () => {
    const refused = async (person: string) =>
      z.object({ count: z.int() }).parse(await scene.must(person, get('/api/break-glass/refused'))).count;
    expect(await refused(area)).toBeLessThanOrEqual(await refused(by('coordinator')));
  });
});

describe('what she makes lies in her area', () => {
  test('a group and a woman elsewhere are refused; one group of hers cannot leave', async () => {
    const outside = { status: 422, code: 'outside_area' };
    const told = async (sent: Sent) => {
      const { status, text: body } = await scene.sendAs(area, sent);
      return { status, code: text(JSON.parse(body).code) };
    };
    const versionOf = (path: string) => records.versionOf(area, path);
    for (const path of [`/api/collectives/${own.collective}`, `/api/members/${own.member}`]) {
      const body = { district: 'Krishna' };
      expect(await told({ method: 'PATCH', path, body, version: await versionOf(path) })).toEqual(outside);
    }
    const path = `/api/members/${own.member}`;
    const moved = { collectiveId: other.collective };
    expect(await told({ method: 'PATCH', path, body: moved, version: await versionOf(path) })).toEqual({
      status: 422,
      code: 'unknown_collective',
    });
  });

  test('her roster knows her own women', async () => {
    const outreach = await records.newOutreachOf(own);
    const roster = (memberId: string): Sent => ({
      method: 'PUT',
      path: `/api/outreach/${outreach}/roster`,
      body: { participants: [{ memberId, role: 'participant' }] },
      version: 1,
    });
    const { status, text: body } = await scene.sendAs(area, roster(other.member));
    expect([status, JSON.parse(body).code]).toEqual([422, 'unknown_member']);
    expect((await scene.sendAs(area, roster(own.member))).status).toBe(200);
  });

  test('a move or a pair that crosses areas has no other end to her', async () => {
    const move = {
      id: newId(),
      on: '2026-10-05',
      cashPaise: 0,
      bankPaise: 0,
      members: [own.member],
      to: other.collective,
    };
    const moved = await scene.sendAs(area, post(`/api/collectives/${own.collective}/moves`, move));
    expect([moved.status, JSON.parse(moved.text).code]).toEqual([422, 'unknown_collective']);
    const pair = { id: newId(), memberIds: [own.member, other.member] };
    const named = await scene.sendAs(area, post('/api/same-women', pair));
    expect([named.status, JSON.parse(named.text).code]).toEqual([422, 'unknown_member']);
    await scene.must(by('coordinator'), post('/api/same-women', pair));
    const decided = await scene.sendAs(
      area,
      post(`/api/same-women/${pair.id}/decision`, { id: newId(), decision: 'different' }),
    );
    expect(decided.status).toBe(404);
  });

  test('a demand without a district is the state coordinator’s', async () => {
    const { district: _, ...whole } = demandOf();
    expect((await scene.sendAs(area, post('/api/demands', { ...whole, id: newId() }))).status).toBe(422);
  });
});
