import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { wholeMember as member } from '../../functions/areas/members/schema.ts';
import { newId } from '../../functions/shared/fields/ids.ts';
import { accountKey } from '../../functions/shared/table/keys/collectives.ts';
import { codeKey } from '../../functions/shared/table/keys/journal-and-claims.ts';
import { memberKey } from '../../functions/shared/table/keys/members.ts';
import { createCodes } from '../../functions/shared/table/member-and-case-codes.ts';
import { createCaller, problem } from '../support/request.ts';
import { aChild, consentTo, coordinator, openScene, type Scene } from './scene.ts';

let scene: Scene;
beforeAll(async () => {
  scene = await openScene();
});
afterAll(() => scene.records.close());

describe('enrolling a member', () => {
  test('gives back what was given, with a code and a stamp', async () => {
    const body = scene.input({ leaderSince: '2026-05-01' });
    const reply = await scene.enrol(body);
    expect(reply).toMatchObject({ status: 201, headers: { etag: '"1"' } });
    const first = { id: expect.any(String), on: '2026-10-15', status: 'enrolled' };
    expect(reply.body).toEqual({
      ...body,
      children: body.children.map((child) => ({ ...child, schooling: [first] })),
      offices: [],
      code: expect.stringMatching(/^M-[2-9CFGHJMPQRVWX]{6}$/),
      createdAt: '2026-10-15T06:30:00Z',
      createdBy: coordinator.personId,
      version: 1,
    });
    expect((await scene.read(body.id)).body).toEqual(reply.body);
  });

  test('leaves out a telephone number that was not given', async () => {
    const body = scene.input({ phone: undefined, children: [] });
    expect((await scene.enrol(body)).body).not.toHaveProperty('phone');
    expect((await scene.read(body.id)).body).not.toHaveProperty('phone');
  });

  test('makes one member with one account, one code and one line, however often and at once it is sent', async () => {
    const body = scene.input();
    const replies = await Promise.all(Array.from({ length: 20 }, () => scene.enrol(body)));
    expect(replies.map(({ status }) => status).sort()).toEqual([...Array(19).fill(200), 201]);
    const codes = new Set(replies.map((reply) => member.parse(reply.body).code));
    expect(codes.size).toBe(1);
    for (const reply of replies) {
      expect(reply.body).toMatchObject({ ...body, version: 1 });
    }
    const items = await scene.records.scan();
    const claimed = items.filter(({ record }) => Object(record).pk === memberKey(body.id).pk);
    expect(claimed.map(({ pk }) => pk).sort()).toEqual(
      [
        codeKey([...codes][0] ?? '').pk,
        ...[body.id, ...body.consents.map(({ id }) => id), ...body.children.map(({ id }) => id)].map(
          (id) => `ID#${id}`,
        ),
      ].sort(),
    );
    expect(await scene.linesOf(body.id)).toEqual([
      {
        type: 'member_enrolled',
        id: body.id,
        recordedAt: '2026-10-15T06:30:00.000Z',
        actor: coordinator.personId,
        memberId: body.id,
        collectiveId: scene.collectiveId,
        district: 'Guntur',
        ageBand: '25-34',
        category: 'trafficking_survivor',
        joinedOn: '2026-04-01',
        consents: body.consents.map(({ id, purpose, given, on, givenBy }) => ({
          id,
          purpose,
          given,
          on,
          givenBy,
        })),
        children: body.children.map(({ id, birthYear, gender }) => ({
          id,
          birthYear,
          gender,
          schooling: { id: expect.any(String), on: '2026-10-15', status: 'enrolled' },
        })),
      },
    ]);
    expect(await scene.records.table.get(accountKey(scene.collectiveId, body.id))).toMatchObject({
      savingsPaise: 0,
      loansOutstandingPaise: 0,
    });
  });

  type First = ReturnType<Scene['input']>;
  test.each<[string, (first: First) => object, string[] | undefined]>([
    ['her own id', ({ id }) => ({ id, name: 'Asha' }), undefined],
    ['the id of a consent', ({ consents }) => ({ id: consents[0]?.id }), undefined],
    [
      "a child's id for a consent",
      ({ children }) => ({ consents: [consentTo('services', { id: children[0]?.id })] }),
      ['consents.0.id'],
    ],
    ["a consent's id", ({ consents }) => ({ consents }), ['consents.0.id', 'consents.1.id']],
    ["a child's id", ({ children }) => ({ children }), ['children.0.id']],
  ])(
    'is 409 where %s was used for something else, and says where it stands',
    async (_what, moreOf, paths) => {
      const first = scene.input();
      await scene.enrol(first);
      const { status, body } = await scene.enrol(scene.input(moreOf(first)));
      const { code, errors } = problem.parse(body);
      expect([status, code, errors?.map(({ path }) => path)]).toEqual([409, 'id_reused', paths]);
      expect(await scene.linesOf(first.id)).toHaveLength(1);
    },
  );

  test('is 409 where the content of a consent alone differs', async () => {
    const body = scene.input();
    await scene.enrol(body);
    const [first, ...others] = body.consents;
    const consents = [{ ...first, method: 'written' }, ...others];
    expect(await scene.enrol({ ...body, consents })).toMatchObject({ status: 409 });
  });

  test('repeats with the member as she now is, and writes down that she was read', async () => {
    const body = scene.input();
    await scene.enrol(body);
    await scene.change(body.id, 1, { name: 'Asha' });
    expect(await scene.accessesOf(body.id)).toHaveLength(1);
    expect(await scene.enrol(body)).toMatchObject({ status: 200, body: { name: 'Asha', version: 2 } });
    expect(await scene.accessesOf(body.id)).toHaveLength(2);
  });

  test('repeats whatever a rule says by now', async () => {
    const body = scene.input();
    await scene.enrol(body);
    await scene.agree(body.id, consentTo('services', { given: false }));
    expect(await scene.enrol(body)).toMatchObject({ status: 200, body: { version: 2 } });
  });

  test('is 422 for a collective that does not exist', async () => {
    const body = scene.input({ collectiveId: newId() });
    expect(await scene.enrol(body)).toMatchObject({
      status: 422,
      body: { code: 'unknown_collective', errors: [{ path: 'collectiveId' }] },
    });
    expect(await scene.read(body.id)).toMatchObject({ status: 404 });
    expect(await scene.linesOf(body.id)).toEqual([]);
  });

  test('is 422 without a consent to the services, and the id stays free', async () => {
    const body = scene.input({ consents: [consentTo('reporting')] });
    expect(await scene.enrol(body)).toMatchObject({ status: 422, body: { code: 'consent_missing' } });
    expect(await scene.enrol({ ...body, consents: [consentTo('services')] })).toMatchObject({ status: 201 });
  });

  test('may leave unsaid what she escaped from, and be told later', async () => {
    const { id } = await scene.enrolled({ category: 'undisclosed' });
    expect((await scene.read(id)).body).toMatchObject({ category: 'undisclosed' });
    expect(await scene.change(id, 1, { category: 'cse_survivor' })).toMatchObject({ status: 200 });
    expect((await scene.linesOf(id)).map((line) => 'category' in line && line.category)).toEqual([
      'undisclosed',
      'cse_survivor',
    ]);
  });

  test('takes a consent without who gave it as her own', async () => {
    const { givenBy: _, ...consent } = consentTo('services');
    const body = scene.input({ consents: [consent] });
    expect(await scene.enrol(body)).toMatchObject({
      status: 201,
      body: { consents: [{ ...consent, givenBy: 'self' }] },
    });
    expect(await scene.enrol({ ...body, consents: [{ ...consent, givenBy: 'self' }] })).toMatchObject({
      status: 200,
    });
  });

  test('keeps a consent to hand a summary on, whose refusal hinders nothing', async () => {
    const sharing = consentTo('sharing', { given: false });
    const { id } = await scene.enrolled({ consents: [consentTo('services'), sharing] });
    expect((await scene.read(id)).body).toMatchObject({ consents: [{ purpose: 'services' }, sharing] });
  });

  describe('of somebody under 18', () => {
    const guardian = { givenBy: 'guardian' };
    const committee = { givenBy: 'child_welfare_committee' };
    const minor = (consents: object[], more: object = {}) =>
      scene.input({ birthYear: 2009, joinedOn: '2026-04-01', consents, ...more });

    test.each([
      ['to the services by herself', [consentTo('services')], ['consents.0.givenBy']],
      [
        'to the reports by herself',
        [consentTo('services', committee), consentTo('reporting')],
        ['consents.1.givenBy'],
      ],
      [
        'to hand on by herself, and another',
        [consentTo('services'), consentTo('reporting', { given: false }), consentTo('sharing')],
        ['consents.0.givenBy', 'consents.2.givenBy'],
      ],
    ])('is 422 with a consent %s, and the id stays free', async (_, consents, paths) => {
      const body = minor(consents);
      const reply = await scene.enrol(body);
      const { code, errors } = problem.parse(reply.body);
      expect([reply.status, code, errors?.map(({ path }) => path)]).toEqual([422, 'guardian_needed', paths]);
      expect(await scene.linesOf(body.id)).toEqual([]);
      expect(await scene.enrol(minor([consentTo('services', committee)], { id: body.id }))).toMatchObject({
        status: 201,
      });
    });

    test.each([
      ['by the child welfare committee', [consentTo('services', committee)]],
      ['by a guardian', [consentTo('services', guardian), consentTo('reporting', guardian)]],
      [
        'but for what she refuses herself',
        [consentTo('services', committee), consentTo('reporting', { given: false })],
      ],
      ['in the year in which she is 18', [consentTo('services', { on: '2027-01-01' })]],
    ])('is taken with consents %s', async (_, consents) => {
      expect(await scene.enrol(minor(consents), coordinator, '2027-01-02T06:30:00.000Z')).toMatchObject({
        status: 201,
        body: { consents },
      });
    });

    test('is still 422 without a consent to the services', async () => {
      expect(await scene.enrol(minor([consentTo('services', { given: false })]))).toMatchObject({
        status: 422,
        body: { code: 'consent_missing' },
      });
    });
  });

  test('takes another code where one was taken', async () => {
    const taken = await scene.enrolled();
    const codes = [taken.code, taken.code, 'M-QQQQQQ'];
    const send = scene.sendWith(() => codes.shift() ?? '');
    const body = scene.input();
    expect(await send({ route: 'POST /api/members', caller: coordinator, body })).toMatchObject({
      status: 201,
      body: { code: 'M-QQQQQQ' },
    });
    expect(await scene.read(taken.id)).toMatchObject({ body: { code: taken.code } });
    const stuck = scene.sendWith(() => taken.code);
    expect(
      await stuck({ route: 'POST /api/members', caller: coordinator, body: scene.input() }),
    ).toMatchObject({ status: 503, body: { code: 'busy' } });
  });

  test('takes twenty consents and twenty children at once', async () => {
    const body = scene.input({
      name: 'Naga Venkata Padmavathi Mahalakshmi',
      consents: Array.from({ length: 20 }, () => consentTo('services')),
      children: Array.from({ length: 20 }, () => aChild()),
    });
    expect(await scene.enrol(body)).toMatchObject({ status: 201 });
  });
});

describe('a leader', () => {
  test('enrols into her own collectives and is forbidden to enrol into others', async () => {
    const leader = createCaller('leader', { collectives: [scene.collectiveId] });
    expect(await scene.enrol(scene.input(), leader)).toMatchObject({ status: 201 });
    const other = await scene.formCollective();
    expect(await scene.enrol(scene.input({ collectiveId: other }), leader)).toMatchObject({
      status: 403,
      body: { code: 'forbidden', errors: [{ path: 'collectiveId' }] },
    });
  });

  test('repeats with success, but without the texts, once the member was moved out of her reach', async () => {
    const leader = createCaller('leader', { collectives: [scene.collectiveId] });
    const body = scene.input();
    await scene.enrol(body, leader);
    await scene.change(body.id, 1, { collectiveId: await scene.formCollective(), mandal: 'Repalle' });
    const reply = await scene.enrol(body, leader);
    expect(reply).toMatchObject({ status: 200, body: { id: body.id, name: null, mandal: null } });
    expect(reply.body).not.toHaveProperty('phone');
  });

  test('learns of a member who was moved out of her reach nothing that she did not send', async () => {
    const leader = createCaller('leader', { collectives: [scene.collectiveId] });
    const body = scene.input();
    const enrolled = await scene.enrol(body, leader);
    await scene.change(body.id, 1, { collectiveId: await scene.formCollective(), district: 'Krishna' });
    await scene.addChild(body.id, { id: newId(), birthYear: 2019, gender: 'female', inSchool: true });
    const { phone: _, ...known } = member.parse(enrolled.body);
    expect(await scene.enrol(body, leader)).toMatchObject({
      status: 200,
      headers: { etag: '"1"' },
      body: {
        ...known,
        children: known.children.map((child) => ({ ...child, schooling: [] })),
        name: null,
        mandal: null,
      },
    });
  });
});

describe('what lies in the table', () => {
  test('holds no name, telephone number, mandal or reason, nor does the journal', async () => {
    const secrets = {
      name: 'Zephyrina Quillbrook',
      phone: '98765 43210',
      mandal: 'Xyloville',
      reason: 'Left for Wonderburg',
      renamed: 'Yolanda Thistlewood',
    };
    const { name, phone, mandal } = secrets;
    const { id, version } = await scene.enrolled({ name, phone, mandal });
    await scene.change(id, version, { name: secrets.renamed });
    await scene.exit(id, { exitedOn: '2026-10-01', reason: secrets.reason });
    expect((await scene.read(id)).body).toMatchObject({ name: secrets.renamed, exitReason: secrets.reason });
    const raw = await scene.raw();
    const words = Object.values(secrets).flatMap((secret) => secret.split(' '));
    // "Left" and "for" are in many a ciphertext, five digits now and then in an id.
    expect(words.filter((word) => word.length > 5 && raw.includes(word))).toEqual([]);
    const lines = JSON.stringify(await scene.linesOf(id));
    expect(lines).not.toMatch(/:1994|noticeVersion|code|M-/);
  });

  test('has codes without look-alikes', () => {
    const codes = Array.from({ length: 200 }, createCodes('M-'));
    expect(codes.join('')).not.toMatch(/[01ILOSBZ]/);
  });
});
