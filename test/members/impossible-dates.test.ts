import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { newId } from '../../functions/shared/fields/ids.ts';
import { aChild, consentTo, coordinator, openScene, type Scene, sendOver } from './scene.ts';

/** What cannot be is a slip of the finger: it is refused, with the field, before it stands in a record and in a published figure. */

let scene: Scene;
beforeAll(async () => {
  scene = await openScene();
});
afterAll(() => scene.records.close());

const impossible = (path: string) => ({
  status: 422,
  body: { code: 'impossible_date', errors: [expect.objectContaining({ path })] },
});
const guardian = { givenBy: 'child_welfare_committee' };

describe('an enrolment is refused', () => {
  test.each([
    ['of a woman who joined before she was born', { birthYear: 2026, joinedOn: '2025-06-01' }, 'joinedOn'],
    [
      'of a girl who joined before she was five',
      { birthYear: 2021, joinedOn: '2025-06-01', consents: [consentTo('services', guardian)] },
      'joinedOn',
    ],
    [
      'of a girl of nine who would have agreed herself',
      { birthYear: 2017, joinedOn: '2026-05-01', consents: [consentTo('services', { on: '2026-05-01' })] },
      'consents.0.on',
    ],
    [
      'of the mother of an older child',
      { birthYear: 1990, children: [aChild({ birthYear: 1975 })] },
      'children.0.birthYear',
    ],
    [
      'of a mother of nine',
      { birthYear: 1990, children: [aChild({ birthYear: 1999 })] },
      'children.0.birthYear',
    ],
    [
      'of a mother of sixty-one',
      { birthYear: 1950, children: [aChild(), aChild({ birthYear: 2011 })] },
      'children.0.birthYear',
    ],
    ['of a leader before she was five', { birthYear: 1990, leaderSince: '1994-01-01' }, 'leaderSince'],
  ])('%s', async (_, more, path) => {
    const body = scene.input({ children: [], ...more });
    const reply = await scene.enrol(body);
    expect(reply).toMatchObject(impossible(path));
    // The words tell nobody's age.
    expect(JSON.stringify(reply.body)).not.toMatch(/\d+ years/);
    expect(await scene.read(body.id)).toMatchObject({ status: 404 });
  });

  test('of a name without a letter', async () => {
    expect(await scene.enrol(scene.input({ name: '12345' }))).toMatchObject({
      status: 400,
      body: { code: 'invalid_body', errors: [{ path: 'name' }] },
    });
    expect(await scene.enrol(scene.input({ name: 'ల' }))).toMatchObject({ status: 201 });
  });
});

test('what just can be is taken', async () => {
  const mother = (birthYear: number, child: number) =>
    scene.enrol(scene.input({ birthYear, children: [aChild({ birthYear: child })] }));
  expect(await mother(1990, 2000)).toMatchObject({ status: 201 });
  expect(await mother(1951, 2011)).toMatchObject({ status: 201 });
  const girl = {
    birthYear: 2021,
    joinedOn: '2026-05-01',
    children: [],
    consents: [consentTo('services', { on: '2026-05-01', ...guardian })],
  };
  expect(await scene.enrol(scene.input(girl))).toMatchObject({ status: 201 });
});

test('a record takes nothing that cannot be, and says which field', async () => {
  const { id, children } = await scene.enrolled({ birthYear: 1990 });
  const childId = children[0]?.id ?? '';
  expect(await scene.addChild(id, aChild({ birthYear: 1995 }))).toMatchObject(impossible('birthYear'));
  expect(
    await scene.putChild(id, childId, { birthYear: 1985, gender: 'female', inSchool: true }),
  ).toMatchObject(impossible('birthYear'));
  const before = { id: newId(), on: '2014-06-01', status: 'enrolled' };
  expect(await scene.observe(id, childId, before)).toMatchObject(impossible('on'));
  const office = { id: newId(), body: 'collective', office: 'member', from: '1994-01-01' };
  expect(await scene.addOffice(id, office)).toMatchObject(impossible('from'));
  expect(await scene.agree(id, consentTo('reporting', { on: '1999-01-01' }))).toMatchObject(impossible('on'));
  // The child was born in 2015.
  expect(await scene.change(id, 1, { birthYear: 2008 })).toMatchObject(impossible('birthYear'));
  expect(await scene.change(id, 1, { joinedOn: '1994-12-31' })).toMatchObject(impossible('joinedOn'));
  const sent = { path: { id }, caller: coordinator };
  const request = { id: newId(), kind: 'access', on: '1994-12-31', via: 'spoken' };
  expect(
    await scene.send({ route: 'POST /api/members/{id}/requests', ...sent, body: request }),
  ).toMatchObject(impossible('on'));
  const aCase = {
    id: newId(),
    memberId: id,
    kind: 'entitlement',
    priority: 'normal',
    openedOn: '1989-01-01',
  };
  expect(await scene.send({ route: 'POST /api/cases', caller: coordinator, body: aCase })).toMatchObject(
    impossible('openedOn'),
  );
  expect(await scene.read(id)).toMatchObject({ body: { version: 1 } });
});

describe('a later year of birth', () => {
  const requestOf = (kind: string, on: string) => ({ id: newId(), kind, on, via: 'spoken' });
  const ask = (id: string, body: object) =>
    scene.send({ route: 'POST /api/members/{id}/requests', path: { id }, caller: coordinator, body });
  const enrolled = async () => scene.enrolled({ birthYear: 1980, joinedOn: '2026-04-01', children: [] });

  test('is refused if a case of hers would be older than she can be', async () => {
    const { id, version } = await enrolled();
    for (const openedOn of ['2010-05-01', '2000-05-01']) {
      const body = { id: newId(), memberId: id, kind: 'entitlement', priority: 'normal', openedOn };
      expect(await scene.send({ route: 'POST /api/cases', caller: coordinator, body })).toMatchObject({
        status: 201,
      });
    }
    expect(await scene.change(id, version, { birthYear: 1996 })).toMatchObject(impossible('birthYear'));
    expect(await scene.change(id, version, { birthYear: 1995 })).toMatchObject({ status: 200 });
    expect(await scene.change(id, version + 1, { birthYear: 1970 })).toMatchObject({ status: 200 });
  });

  test('and a request, unless it was taken back; of a grievance nothing is told', async () => {
    const { id, version } = await enrolled();
    const request = requestOf('access', '2000-05-01');
    expect(await ask(id, request)).toMatchObject({ status: 201 });
    expect(await ask(id, requestOf('grievance', '1999-05-01'))).toMatchObject({ status: 201 });
    expect(await scene.change(id, version, { birthYear: 1996 })).toMatchObject(impossible('birthYear'));
    expect(await scene.reverse(id, { id: newId(), of: request.id, reason: 'Of another.' })).toMatchObject({
      status: 201,
    });
    expect(await scene.change(id, version, { birthYear: 1996 })).toMatchObject({ status: 200 });
  });

  describe('at the same moment as something earlier', () => {
    const opening = (memberId: string) => ({
      route: 'POST /api/cases' as const,
      caller: coordinator,
      body: { id: newId(), memberId, kind: 'entitlement', priority: 'normal', openedOn: '2000-05-01' },
    });
    const asking = (memberId: string) => ({
      route: 'POST /api/members/{id}/requests' as const,
      path: { id: memberId },
      caller: coordinator,
      body: requestOf('access', '2000-05-01'),
    });
    const correcting = (memberId: string, version: number) => ({
      route: 'PATCH /api/members/{id}' as const,
      path: { id: memberId },
      caller: coordinator,
      ifMatch: version,
      body: { birthYear: 1996 },
    });
    /** The routes over a table on which, just before the next transaction, something else is done. */
    const sendAfter = (meanwhile: () => Promise<unknown>) => {
      const { table } = scene.records;
      let isFirst = true;
      const transact: typeof table.transact = async (writes) => {
        if (isFirst) {
          isFirst = false;
          await meanwhile();
        }
        return table.transact(writes);
      };
      return sendOver({ as: () => ({ ...scene.records, table: { ...table, transact } }) });
    };

    test.each([
      ['a case', opening],
      ['a request', asking],
    ])('%s that is recorded first stands, and the year is looked at again', async (_, record) => {
      const { id, version } = await enrolled();
      const send = sendAfter(async () => expect(await scene.send(record(id))).toMatchObject({ status: 201 }));
      expect(await send(correcting(id, version))).toMatchObject({ status: 503, body: { code: 'busy' } });
      expect(await scene.read(id)).toMatchObject({ body: { birthYear: 1980, version } });
      expect(await scene.send(correcting(id, version))).toMatchObject(impossible('birthYear'));
    });

    test.each([
      ['a case', opening, 'openedOn'],
      ['a request', asking, 'on'],
    ])('%s is refused if the year is written first', async (_, record, path) => {
      const { id, version } = await enrolled();
      const send = sendAfter(async () =>
        expect(await scene.send(correcting(id, version))).toMatchObject({ status: 200 }),
      );
      expect(await send(record(id))).toMatchObject(impossible(path));
    });

    test('of twenty at once no two that contradict each other are taken', async () => {
      const { id, version } = await enrolled();
      const replies = await Promise.all(
        Array.from({ length: 20 }, (_, index) =>
          scene.send(index % 2 === 0 ? correcting(id, version) : opening(id)),
        ),
      );
      const isYearWritten = replies.some(({ status }, index) => index % 2 === 0 && status === 200);
      const isCaseOpened = replies.some(({ status }, index) => index % 2 === 1 && status === 201);
      expect([isYearWritten, isCaseOpened].toSorted()).toEqual([false, true]);
    });
  });
});
