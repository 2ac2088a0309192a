import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ApiRoute } from '../../functions/gateway/api/contracts.ts';
import { newId } from '../../functions/shared/fields/ids.ts';
import { problem } from '../support/request.ts';
import { aChild, consentTo, coordinator, openScene, type Scene } from './scene.ts';

let scene: Scene;
let memberId: string;
let childId: string;
beforeAll(async () => {
  scene = await openScene();
  const { id, children } = await scene.enrolled();
  memberId = id;
  childId = children[0]?.id ?? '';
});
afterAll(() => scene.records.close());

// Invented, with a valid check digit.
const aadhaar = '2345 6789 0124';
const upperCase = '01A20E37-BC74-7384-9428-86AB0DA7850D';
const version4 = '9b2f5a3e-0c1d-4e6f-8a7b-1c2d3e4f5a6b';

const expectInvalid = (reply: { status: number; body: unknown }, path: string, code: string): void => {
  expect(reply).toMatchObject({ status: 400, body: { code } });
  const paths = problem.parse(reply.body).errors?.map((error) => error.path);
  expect([...new Set(paths)]).toEqual([path]);
};

describe('what a new member may not hold', () => {
  test.each<[string, object, string, string]>([
    ['no id', { id: undefined }, 'id', 'invalid_body'],
    ['an id of another version', { id: version4 }, 'id', 'invalid_body'],
    ['an id in upper case', { id: upperCase }, 'id', 'invalid_body'],
    ['an id that is a number', { id: 7 }, 'id', 'invalid_body'],
    ['no name', { name: undefined }, 'name', 'invalid_body'],
    ['an empty name', { name: '' }, 'name', 'invalid_body'],
    ['a blank name', { name: ' \n ' }, 'name', 'invalid_body'],
    ['a name of 121 characters', { name: 'అ'.repeat(121) }, 'name', 'invalid_body'],
    ['a name that is a list', { name: ['Asha'] }, 'name', 'invalid_body'],
    ['an Aadhaar number as a name', { name: `Asha ${aadhaar}` }, 'name', 'invalid_aadhaar'],
    ['an Aadhaar number as a mandal', { mandal: aadhaar.replaceAll(' ', '') }, 'mandal', 'invalid_aadhaar'],
    ['an Aadhaar number as a telephone number', { phone: aadhaar }, 'phone', 'invalid_aadhaar'],
    ['an Aadhaar number behind +91', { phone: `+91 ${aadhaar}` }, 'phone', 'invalid_aadhaar'],
    ['an Aadhaar number written on to +91', { phone: '+91234567890124' }, 'phone', 'invalid_aadhaar'],
    ['letters as a telephone number', { phone: 'ninety' }, 'phone', 'invalid_body'],
    ['an empty telephone number', { phone: '' }, 'phone', 'invalid_body'],
    ['null as a telephone number', { phone: null }, 'phone', 'invalid_body'],
    ['a birth year as text', { birthYear: '1994' }, 'birthYear', 'invalid_body'],
    ['half a birth year', { birthYear: 1994.5 }, 'birthYear', 'invalid_body'],
    ['a birth year of long ago', { birthYear: 1899 }, 'birthYear', 'invalid_body'],
    ['a birth year to come', { birthYear: 2027 }, 'birthYear', 'invalid_date'],
    ['an unknown gender', { gender: 'woman' }, 'gender', 'invalid_body'],
    ['an unknown category', { category: 'survivor' }, 'category', 'invalid_body'],
    ['a district of another state', { district: 'Hyderabad' }, 'district', 'invalid_district'],
    ['no mandal', { mandal: undefined }, 'mandal', 'invalid_body'],
    ['a collective by name', { collectiveId: 'Velugu' }, 'collectiveId', 'invalid_body'],
    ['29 February of a common year', { joinedOn: '2025-02-29' }, 'joinedOn', 'invalid_date'],
    ['31 April', { joinedOn: '2026-04-31' }, 'joinedOn', 'invalid_date'],
    ['a date with its time', { joinedOn: '2026-04-01T00:00:00Z' }, 'joinedOn', 'invalid_date'],
    ['a first day to come', { joinedOn: '2026-10-16' }, 'joinedOn', 'invalid_date'],
    ['a day as a leader to come', { leaderSince: '2026-10-16' }, 'leaderSince', 'invalid_date'],
    ['null as a day as a leader', { leaderSince: null }, 'leaderSince', 'invalid_body'],
    ['no consents', { consents: undefined }, 'consents', 'invalid_body'],
    ['consents that are no list', { consents: {} }, 'consents', 'invalid_body'],
    [
      'too many consents',
      {
        consents: Array(21)
          .fill(0)
          .map(() => consentTo('services')),
      },
      'consents',
      'invalid_body',
    ],
    [
      'a consent of another purpose',
      { consents: [{ ...consentTo('services'), purpose: 'photo' }] },
      'consents.0.purpose',
      'invalid_body',
    ],
    [
      'a consent given by text',
      { consents: [consentTo('services', { given: 'yes' })] },
      'consents.0.given',
      'invalid_body',
    ],
    [
      'a consent to come',
      { consents: [consentTo('services'), consentTo('reporting', { on: '2026-10-16' })] },
      'consents.1.on',
      'invalid_date',
    ],
    [
      'a consent of another method',
      { consents: [consentTo('services', { method: 'nodded' })] },
      'consents.0.method',
      'invalid_body',
    ],
    [
      'a consent without its notice',
      { consents: [consentTo('services', { noticeVersion: undefined })] },
      'consents.0.noticeVersion',
      'invalid_body',
    ],
    [
      'an Aadhaar number as a notice',
      { consents: [consentTo('services', { noticeVersion: aadhaar })] },
      'consents.0.noticeVersion',
      'invalid_aadhaar',
    ],
    [
      'an unknown field of a consent',
      { consents: [consentTo('services', { createdAt: 'now' })] },
      'consents.0.createdAt',
      'invalid_body',
    ],
    ['no children', { children: undefined }, 'children', 'invalid_body'],
    [
      'too many children',
      {
        children: Array(21)
          .fill(0)
          .map(() => aChild()),
      },
      'children',
      'invalid_body',
    ],
    [
      'a child with a name',
      { children: [aChild(), aChild({ name: 'Chinni' })] },
      'children.1.name',
      'invalid_body',
    ],
    [
      'a child yet to be born',
      { children: [aChild({ birthYear: 2027 })] },
      'children.0.birthYear',
      'invalid_date',
    ],
    [
      'a child whose school is text',
      { children: [aChild({ inSchool: 'yes' })] },
      'children.0.inSchool',
      'invalid_body',
    ],
    [
      'a child with an id of another version',
      { children: [aChild({ id: version4 })] },
      'children.0.id',
      'invalid_body',
    ],
    ['a code', { code: 'M-222222' }, 'code', 'invalid_body'],
    ['an exit', { exitedOn: '2026-10-01' }, 'exitedOn', 'invalid_body'],
    ['a reason of an exit', { exitReason: 'Moved' }, 'exitReason', 'invalid_body'],
    ['a version', { version: 1 }, 'version', 'invalid_body'],
    ['a photo', { photo: 'data:' }, 'photo', 'invalid_body'],
    ['an address', { address: '1-2-3' }, 'address', 'invalid_body'],
  ])('%s', async (_what, more, path, code) => {
    const body = scene.input(more);
    expectInvalid(await scene.enrol(body), path, code);
  });

  test('the same id twice', async () => {
    const id = newId();
    const body = scene.input({
      id,
      consents: [consentTo('services', { id }), consentTo('reporting')],
      children: [aChild(), aChild()],
    });
    expectInvalid(await scene.enrol(body), 'consents.0.id', 'invalid_body');
    const child = aChild();
    expectInvalid(
      await scene.enrol(scene.input({ children: [child, child] })),
      'children.1.id',
      'invalid_body',
    );
    const again = scene.input({
      children: [aChild({ id: body.consents[1]?.id })],
      consents: body.consents.slice(1),
    });
    expectInvalid(await scene.enrol(again), 'children.0.id', 'invalid_body');
  });

  test('names everything that is wrong', async () => {
    const reply = await scene.enrol(scene.input({ name: '', birthYear: 'x', consents: [{}] }));
    const paths = problem.parse(reply.body).errors?.map(({ path }) => path);
    expect(paths).toEqual(expect.arrayContaining(['name', 'birthYear', 'consents.0.id', 'consents.0.on']));
  });

  test('says nothing of what was typed', async () => {
    const reply = await scene.enrol(scene.input({ name: `Zephyrina ${aadhaar}`, mandal: 5 }));
    expect(JSON.stringify(reply.body)).not.toMatch(/Zephyrina|2345|Mangalagiri/);
  });

  test('but 29 February of a leap year, and today', async () => {
    const consents = [consentTo('services', { on: '2024-02-29' })];
    expect(await scene.enrol(scene.input({ joinedOn: '2024-02-29', consents }))).toMatchObject({
      status: 201,
    });
    const today = { joinedOn: '2026-10-15', leaderSince: '2026-10-15' };
    expect(await scene.enrol(scene.input(today))).toMatchObject({ status: 201 });
  });

  test('and today is the day in India', async () => {
    const joinedOn = '2026-10-16';
    const lateInUtc = '2026-10-15T18:30:00.000Z';
    expect(await scene.enrol(scene.input({ joinedOn }), coordinator, lateInUtc)).toMatchObject({
      status: 201,
    });
    expect(
      await scene.enrol(scene.input({ joinedOn }), coordinator, '2026-10-15T18:29:59.999Z'),
    ).toMatchObject({ status: 400 });
  });

  test('and a name of 120 characters of any script is taken', async () => {
    const name = '𑰀అ字a'.repeat(30);
    expect(await scene.enrol(scene.input({ name }))).toMatchObject({ status: 201, body: { name } });
  });
});

describe('what else may not be sent', () => {
  test.each<[string, ApiRoute, object, string, string]>([
    ['a change of her id', 'PATCH /api/members/{id}', { id: newId() }, 'id', 'invalid_body'],
    ['a change of her consents', 'PATCH /api/members/{id}', { consents: [] }, 'consents', 'invalid_body'],
    ['a change of her children', 'PATCH /api/members/{id}', { children: [] }, 'children', 'invalid_body'],
    ['a change of her exit', 'PATCH /api/members/{id}', { exitedOn: null }, 'exitedOn', 'invalid_body'],
    ['a name taken away', 'PATCH /api/members/{id}', { name: null }, 'name', 'invalid_body'],
    [
      'an Aadhaar number as a new name',
      'PATCH /api/members/{id}',
      { name: aadhaar },
      'name',
      'invalid_aadhaar',
    ],
    [
      'a new first day to come',
      'PATCH /api/members/{id}',
      { joinedOn: '2027-01-01' },
      'joinedOn',
      'invalid_date',
    ],
    [
      'a consent with a stamp',
      'POST /api/members/{id}/consents',
      consentTo('services', { version: 1 }),
      'version',
      'invalid_body',
    ],
    [
      'a consent to come',
      'POST /api/members/{id}/consents',
      consentTo('services', { on: '2026-10-16' }),
      'on',
      'invalid_date',
    ],
    [
      'a withdrawal to come',
      'POST /api/members/{id}/consents',
      consentTo('services', { given: false, on: '2026-10-16' }),
      'on',
      'invalid_date',
    ],
    [
      'a consent without an id',
      'POST /api/members/{id}/consents',
      consentTo('services', { id: undefined }),
      'id',
      'invalid_body',
    ],
    [
      'a child with a photo',
      'POST /api/members/{id}/children',
      aChild({ photo: '' }),
      'photo',
      'invalid_body',
    ],
    [
      'a child without a gender',
      'POST /api/members/{id}/children',
      aChild({ gender: undefined }),
      'gender',
      'invalid_body',
    ],
    [
      'a child with its id inside',
      'PUT /api/members/{id}/children/{childId}',
      aChild(),
      'id',
      'invalid_body',
    ],
    [
      'half a child',
      'PUT /api/members/{id}/children/{childId}',
      { birthYear: 2015, gender: 'male' },
      'inSchool',
      'invalid_body',
    ],
    [
      'an exit to come',
      'POST /api/members/{id}/exit',
      { exitedOn: '2026-10-16', reason: 'Moved' },
      'exitedOn',
      'invalid_date',
    ],
    [
      'an exit without a reason',
      'POST /api/members/{id}/exit',
      { exitedOn: '2026-10-01' },
      'reason',
      'invalid_body',
    ],
    [
      'an exit with a blank reason',
      'POST /api/members/{id}/exit',
      { exitedOn: '2026-10-01', reason: ' ' },
      'reason',
      'invalid_body',
    ],
    [
      'an exit with an id',
      'POST /api/members/{id}/exit',
      { id: newId(), exitedOn: '2026-10-01', reason: 'Moved' },
      'id',
      'invalid_body',
    ],
    [
      'an Aadhaar number as a reason',
      'POST /api/members/{id}/exit',
      { exitedOn: '2026-10-01', reason: aadhaar },
      'reason',
      'invalid_aadhaar',
    ],
    ['an Aadhaar number in a search', 'POST /api/members/search', { q: aadhaar }, 'q', 'invalid_aadhaar'],
  ])('%s', async (_what, route, body, path, code) => {
    const parameters = route.includes('{') ? { path: { id: memberId, childId } } : {};
    const reply = await scene.send({ route, ...parameters, caller: coordinator, body, ifMatch: 1 });
    expectInvalid(reply, path, code);
  });

  test.each<[string, ApiRoute, Record<string, string>, string]>([
    ['a member', 'GET /api/members/{id}', { id: 'M-222222' }, 'id'],
    ['a child', 'PUT /api/members/{id}/children/{childId}', { id: newId(), childId: version4 }, 'childId'],
  ])('an id of %s that is none', async (_what, route, path, field) => {
    expectInvalid(await scene.send({ route, path, caller: coordinator }), field, 'invalid_path');
  });

  test('left nothing behind', async () => {
    expect(await scene.linesOf(memberId)).toHaveLength(1);
    expect((await scene.read(memberId)).body).toMatchObject({ version: 1 });
  });
});
