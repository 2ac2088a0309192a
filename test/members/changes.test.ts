import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import * as z from 'zod';
import { maxConsents } from '../../functions/areas/members/record-limits.ts';
import { wholeMember as member } from '../../functions/areas/members/schema.ts';
import { newId } from '../../functions/shared/fields/ids.ts';
import { consentPurposes } from '../../functions/shared/kinds/member-words.ts';
import type { Caller } from '../../functions/shared/reach/caller.ts';
import { accountKey } from '../../functions/shared/table/keys/collectives.ts';
import { memberKey, nameTokenKey } from '../../functions/shared/table/keys/members.ts';
import { createCaller, problem } from '../support/request.ts';
import { aChild, consentTo, coordinator, openScene, type Scene } from './scene.ts';

let scene: Scene;
beforeAll(async () => {
  scene = await openScene();
});
afterAll(() => scene.records.close());

const stamp = { createdAt: '2026-10-15T06:30:00Z', createdBy: coordinator.personId, version: 1 };
const accountOf = (collectiveId: string, memberId: string) =>
  scene.records.table.get(accountKey(collectiveId, memberId));

describe('a consent', () => {
  test('is appended, raises the version, and stands in the journal', async () => {
    const { id, consents } = await scene.enrolled();
    const body = consentTo('reporting', { given: false, on: '2026-09-01' });
    expect(await scene.agree(id, body)).toMatchObject({ status: 201, body: { ...body, ...stamp } });
    expect((await scene.read(id)).body).toMatchObject({ consents: [...consents, body], version: 2 });
    const { id: consentId, purpose, given, on, givenBy } = body;
    expect((await scene.linesOf(id))[1]).toEqual({
      type: 'consent_recorded',
      id: consentId,
      recordedAt: '2026-10-15T06:30:00.000Z',
      actor: coordinator.personId,
      memberId: id,
      consent: { id: consentId, purpose, given, on, givenBy },
    });
  });

  test('is repeated with what was recorded, whatever a rule says by now', async () => {
    const { id } = await scene.enrolled();
    const body = consentTo('reporting', { on: '2026-05-01' });
    await scene.agree(id, body);
    await scene.agree(id, consentTo('reporting', { on: '2026-06-01' }));
    expect(await scene.agree(id, body)).toMatchObject({ status: 200, body: { ...body, ...stamp } });
    expect((await scene.read(id)).body).toMatchObject({ version: 3 });
    expect(await scene.linesOf(id)).toHaveLength(3);
  });

  test('is one consent, however often and at once it is sent', async () => {
    const { id } = await scene.enrolled();
    const body = consentTo('reporting');
    const replies = await Promise.all(Array.from({ length: 10 }, () => scene.agree(id, body)));
    expect(replies.map(({ status }) => status).sort()).toEqual([...Array(9).fill(200), 201]);
    expect((await scene.read(id)).body).toMatchObject({ version: 2 });
  });

  test('is kept beside others that come at the same time', async () => {
    const { id } = await scene.enrolled({ consents: [consentTo('services')] });
    const bodies = Array.from({ length: 10 }, () => consentTo('reporting'));
    const replies = await Promise.all(bodies.map((body) => scene.agree(id, body)));
    expect(replies.map(({ status }) => status)).toEqual(Array(10).fill(201));
    const { consents, version } = member.parse((await scene.read(id)).body);
    expect(consents.map((consent) => consent.id).sort()).toEqual(
      [consents[0]?.id, ...bodies.map((body) => body.id)].sort(),
    );
    expect(version).toBe(11);
  });

  test('is 409 where its id was used otherwise: with other content, for another member, for a child', async () => {
    const first = await scene.enrolled();
    const second = await scene.enrolled();
    const body = consentTo('reporting');
    await scene.agree(first.id, body);
    const reused = { status: 409, body: { code: 'id_reused' } };
    expect(await scene.agree(first.id, { ...body, method: 'written' })).toMatchObject(reused);
    expect(await scene.agree(second.id, body)).toMatchObject(reused);
    expect(await scene.addChild(first.id, aChild({ id: body.id }))).toMatchObject(reused);
    expect(await scene.agree(first.id, { ...body, id: first.id })).toMatchObject(reused);
  });

  test('that came with the enrolment is recognised when it is sent again', async () => {
    const body = scene.input();
    await scene.enrol(body);
    expect(await scene.agree(body.id, body.consents[0] ?? {})).toMatchObject({
      status: 200,
      body: { ...body.consents[0], ...stamp },
    });
    expect(await scene.addChild(body.id, body.children[0] ?? {})).toMatchObject({
      status: 200,
      body: { ...body.children[0], ...stamp },
    });
  });

  test('that is given may not be dated before the latest of its purpose; a withdrawal may', async () => {
    const { id } = await scene.enrolled();
    const late = consentTo('reporting', { on: '2026-03-31' });
    expect(await scene.agree(id, late)).toMatchObject({
      status: 422,
      body: { code: 'consent_out_of_order' },
    });
    expect(await scene.agree(id, { ...late, given: false })).toMatchObject({ status: 201 });
    // Recorded on 15 October by the clock of India: what is given again is dated from then on.
    const again = consentTo('reporting', { on: '2026-10-14' });
    expect(await scene.agree(id, again)).toMatchObject({ status: 422 });
    expect(await scene.agree(id, { ...again, on: '2026-10-15' })).toMatchObject({ status: 201 });
  });

  test('of a girl is given by a guardian or the child welfare committee until the year in which she is 18', async () => {
    const committee = { givenBy: 'child_welfare_committee' };
    const { id } = await scene.enrolled({
      birthYear: 2009,
      consents: [consentTo('services', committee)],
    });
    const agree = (body: object) => scene.agree(id, body, coordinator, '2027-06-01T06:30:00.000Z');
    const own = consentTo('reporting', { on: '2026-12-31' });
    expect(await agree(own)).toMatchObject({
      status: 422,
      body: { code: 'guardian_needed', errors: [{ path: 'givenBy' }] },
    });
    expect(await agree(consentTo('reporting', { on: '2026-12-31', given: false }))).toMatchObject({
      status: 201,
    });
    expect(await agree({ ...own, givenBy: 'guardian', on: '2027-06-01' })).toMatchObject({
      status: 201,
      body: { givenBy: 'guardian' },
    });
    expect(await agree(consentTo('services', { on: '2027-01-01' }))).toMatchObject({ status: 201 });
    expect(await agree({ ...own, givenBy: 'guardian', on: '2027-06-01' })).toMatchObject({ status: 200 });
  });

  test('of two that are given at once in the wrong order, one is refused', async () => {
    for (let round = 0; round < 5; round += 1) {
      const { id } = await scene.enrolled();
      const replies = await Promise.all(
        ['2026-06-01', '2026-05-01'].map((on) => scene.agree(id, consentTo('reporting', { on }))),
      );
      const { consents } = member.parse((await scene.read(id)).body);
      const dates = consents.filter(({ purpose }) => purpose === 'reporting').map(({ on }) => on);
      expect(dates).toEqual(dates.toSorted());
      expect(dates).toHaveLength(1 + replies.filter(({ status }) => status === 201).length);
    }
  });

  test('is taken up to a limit', async () => {
    const { id } = await scene.enrolled();
    const item = await scene.records.table.get(memberKey(id));
    const many = Array.from({ length: maxConsents - consentPurposes.length - 1 }, () => ({
      ...consentTo('services'),
      ...stamp,
    }));
    await scene.records.table.transact([{ put: { ...item, consents: many } }]);
    expect(await scene.agree(id, consentTo('reporting'))).toMatchObject({ status: 201 });
    const tooMany = { status: 422, body: { code: 'too_many' } };
    expect(await scene.agree(id, consentTo('services'))).toMatchObject(tooMany);
    expect(await scene.agree(id, { ...consentTo('sharing'), given: false })).toMatchObject(tooMany);
    // What she asks to stop, stops, once each; then nothing more is taken.
    for (const purpose of ['services', 'reporting'] as const) {
      const withdrawal = () => ({ ...consentTo(purpose), given: false });
      expect(await scene.agree(id, withdrawal())).toMatchObject({ status: 201 });
      expect(await scene.agree(id, withdrawal())).toMatchObject(tooMany);
      expect(await scene.agree(id, consentTo(purpose, { on: '2026-10-15' }))).toMatchObject(tooMany);
    }
    expect(await scene.read(id)).toMatchObject({ status: 200 });
  });

  test('is recorded by the coordinator, whatever one leader has filled', async () => {
    const { id } = await scene.enrolled();
    const leader = createCaller('leader', { collectives: [scene.collectiveId] });
    const tooMany = { status: 422, body: { code: 'too_many' } };
    const sharing = (given: boolean) =>
      scene.agree(id, consentTo('sharing', { given, on: '2026-10-15' }), leader);
    let filled = 0;
    while (filled < maxConsents && (await sharing(filled % 2 === 0)).status === 201) filled += 1;
    expect(filled).toBeLessThan(maxConsents / 2);
    const services = (given: boolean) => consentTo('services', { given, on: '2026-10-15' });
    expect(await scene.agree(id, services(false), leader)).toMatchObject({ status: 201 });
    expect(await scene.agree(id, services(true), leader)).toMatchObject(tooMany);
    expect(await scene.agree(id, services(true))).toMatchObject({ status: 201 });
  });
});

describe('a child', () => {
  test('is added once, and is 409 with other content', async () => {
    const { id, children } = await scene.enrolled();
    const body = aChild();
    expect(await scene.addChild(id, body)).toMatchObject({ status: 201, body: { ...body, ...stamp } });
    expect(await scene.addChild(id, body)).toMatchObject({ status: 200, body: { ...body, ...stamp } });
    expect(await scene.addChild(id, { ...body, inSchool: false })).toMatchObject({ status: 409 });
    expect((await scene.read(id)).body).toMatchObject({ children: [...children, body], version: 2 });
    const { id: childId, birthYear, gender } = body;
    expect((await scene.linesOf(id)).slice(1)).toEqual([
      expect.objectContaining({
        type: 'child_recorded',
        id: childId,
        child: { id: childId, birthYear, gender },
        schooling: { id: expect.any(String), on: '2026-10-15', status: 'enrolled' },
      }),
    ]);
  });

  test('is given other values, and nothing is written where they are the same', async () => {
    const { id, children } = await scene.enrolled({ children: [aChild(), aChild()] });
    const [first, second] = children;
    const values = { birthYear: 2016, gender: 'male', inSchool: false };
    const childId = second?.id ?? '';
    const changed = { status: 200, body: { id: childId, ...values, ...stamp, version: 2 } };
    expect(await scene.putChild(id, childId, values)).toMatchObject(changed);
    expect(await scene.putChild(id, childId, values)).toMatchObject(changed);
    expect((await scene.read(id)).body).toMatchObject({
      children: [first, { id: childId, ...values }],
      version: 2,
    });
    expect((await scene.linesOf(id)).slice(1)).toEqual([
      expect.objectContaining({
        type: 'child_changed',
        child: { id: childId, birthYear: 2016, gender: 'male' },
        schooling: { id: expect.any(String), on: '2026-10-15', status: 'not_enrolled' },
      }),
    ]);
  });

  test('is repeated as it now is', async () => {
    const { id } = await scene.enrolled();
    const body = aChild();
    await scene.addChild(id, body);
    const { id: childId, ...values } = body;
    await scene.putChild(id, childId, { ...values, inSchool: false });
    expect(await scene.addChild(id, body)).toMatchObject({
      status: 200,
      body: { id: childId, inSchool: false, version: 2 },
    });
  });

  test('is 404 where she has none of that id', async () => {
    const { id } = await scene.enrolled();
    const other = await scene.enrolled();
    const { id: _id, ...values } = aChild();
    for (const childId of [newId(), other.children[0]?.id ?? '']) {
      expect(await scene.putChild(id, childId, values)).toMatchObject({ status: 404 });
    }
  });

  test('keeps every change that comes at the same time', async () => {
    const { id, children } = await scene.enrolled({ children: Array.from({ length: 6 }, () => aChild()) });
    await Promise.all(
      children.map((child) =>
        scene.putChild(id, child.id, { birthYear: 2012, gender: 'female', inSchool: false }),
      ),
    );
    const after = member.parse((await scene.read(id)).body);
    expect(after.children.map(({ inSchool }) => inSchool)).toEqual(Array(6).fill(false));
    expect(after.version).toBe(7);
  });

  test('is taken up to thirty times', async () => {
    const { id } = await scene.enrolled({ children: Array.from({ length: 20 }, () => aChild()) });
    for (let count = 20; count < 30; count += 1) {
      expect(await scene.addChild(id, aChild())).toMatchObject({ status: 201 });
    }
    expect(await scene.addChild(id, aChild())).toMatchObject({ status: 422, body: { code: 'too_many' } });
  });

  test('is added by the coordinator where leaders have recorded twenty', async () => {
    const { id } = await scene.enrolled({ children: Array.from({ length: 20 }, () => aChild()) });
    const leader = createCaller('leader', { collectives: [scene.collectiveId] });
    const tooMany = { status: 422, body: { code: 'too_many' } };
    expect(await scene.addChild(id, aChild(), leader)).toMatchObject(tooMany);
    expect(await scene.addChild(id, aChild())).toMatchObject({ status: 201 });
  });
});

describe('a change', () => {
  test('gives the member after it, and tells the journal how she stands', async () => {
    const before = await scene.enrolled();
    const body = {
      name: 'Asha Kamala',
      phone: '08632 222333',
      birthYear: 1990,
      gender: 'undisclosed',
      category: 'cse_survivor',
      district: 'Krishna',
      mandal: 'Repalle',
      joinedOn: '2026-05-01',
      leaderSince: '2026-06-01',
    };
    const reply = await scene.change(before.id, 1, body);
    expect(reply).toMatchObject({ status: 200, headers: { etag: '"2"' } });
    expect(reply.body).toEqual({ ...before, ...body, version: 2 });
    expect((await scene.read(before.id)).body).toEqual(reply.body);
    expect((await scene.linesOf(before.id))[1]).toEqual({
      type: 'member_changed',
      id: expect.any(String),
      recordedAt: '2026-10-15T06:30:00.000Z',
      actor: coordinator.personId,
      memberId: before.id,
      collectiveId: scene.collectiveId,
      district: 'Krishna',
      ageBand: '35-44',
      category: 'cse_survivor',
      joinedOn: '2026-05-01',
      leaderSince: '2026-06-01',
      fields: Object.keys(body),
    });
  });

  describe('of the district', () => {
    const leaderOf = (...collectives: string[]) => createCaller('leader', { collectives });

    test('by a leader takes no woman out of the area in which her group is', async () => {
      const { id, collectiveId } = await scene.enrolled();
      const before = await scene.linesOf(id);
      expect(await scene.change(id, 1, { district: 'Krishna' }, leaderOf(collectiveId))).toMatchObject({
        status: 422,
        body: { code: 'outside_area', errors: [{ path: 'district' }] },
      });
      expect(await scene.linesOf(id)).toEqual(before);
      expect((await scene.read(id)).body).toMatchObject({ district: 'Guntur', version: 1 });
      expect(await scene.change(id, 1, { district: 'Krishna' })).toMatchObject({ status: 200 });
      // Back into her group's she may bring her, and whatever else she changes is as before.
      const change = { district: 'Guntur', mandal: 'Tenali' };
      expect(await scene.change(id, 2, change, leaderOf(collectiveId))).toMatchObject({ status: 200 });
    });

    test('by a leader follows a district that was split', async () => {
      const collectiveId = await scene.formCollective({ district: 'Prakasam' });
      const { id } = await scene.enrolled({ collectiveId, district: 'Prakasam' });
      for (const [version, district] of [
        [1, 'Markapuram'],
        [2, 'Prakasam'],
      ] as const) {
        expect(await scene.change(id, version, { district }, leaderOf(collectiveId))).toMatchObject({
          status: 200,
        });
      }
      expect(await scene.change(id, 3, { district: 'Polavaram' }, leaderOf(collectiveId))).toMatchObject({
        status: 422,
      });
    });
  });

  test('takes a telephone number and a date away', async () => {
    const { id } = await scene.enrolled({ leaderSince: '2026-05-01' });
    const reply = await scene.change(id, 1, { phone: null, leaderSince: null });
    for (const { body } of [reply, await scene.read(id)]) {
      expect(body).not.toHaveProperty('phone');
      expect(body).not.toHaveProperty('leaderSince');
    }
  });

  test.each([
    ['nothing', {}],
    ['what is so already', { name: 'Vennela Padmavathi', leaderSince: null }],
  ])('of %s writes nothing', async (_what, body) => {
    const { id } = await scene.enrolled();
    expect(await scene.change(id, 1, body)).toMatchObject({ status: 200, body: { version: 1 } });
    expect(await scene.linesOf(id)).toHaveLength(1);
  });

  test('is 428 without a version, and 412 with the member as she is for an old one', async () => {
    const { id } = await scene.enrolled();
    await scene.change(id, 1, { name: 'Asha' });
    expect(
      await scene.send({
        route: 'PATCH /api/members/{id}',
        path: { id },
        caller: coordinator,
        body: { name: 'Kamala' },
      }),
    ).toMatchObject({ status: 428 });
    const reply = await scene.change(id, 1, { name: 'Kamala' });
    expect(reply).toMatchObject({ status: 412, body: { code: 'stale' } });
    expect(problem.parse(reply.body).current).toEqual((await scene.read(id)).body);
  });

  test('of the birth year does not make a girl of whoever consents for herself: another consents first', async () => {
    const { id } = await scene.enrolled({ children: [] });
    const younger = { birthYear: 2010, mandal: 'Repalle' };
    const refused = {
      status: 422,
      body: { code: 'guardian_needed', errors: [{ path: 'birthYear' }] },
    };
    expect(await scene.change(id, 1, younger)).toMatchObject(refused);
    expect((await scene.read(id)).body).toMatchObject({ birthYear: 1994, version: 1 });
    await scene.agree(id, consentTo('services', { givenBy: 'child_welfare_committee' }));
    expect(await scene.change(id, 2, younger)).toMatchObject(refused);
    await scene.agree(id, consentTo('reporting', { given: false }));
    expect(await scene.change(id, 3, younger)).toMatchObject({ status: 200, body: younger });
    // What is not about her age is not held up by it.
    expect(await scene.change(id, 4, { birthYear: 2011 })).toMatchObject({ status: 200 });
  });

  test('of the birth year across 18 stays in her record, and makes her of age by the coordinator alone', async () => {
    const { id } = await scene.enrolled({
      birthYear: 2010,
      consents: [consentTo('services', { givenBy: 'child_welfare_committee' })],
    });
    const change = (version: number, birthYear: number, caller: Caller) =>
      scene.send({
        route: 'PATCH /api/members/{id}',
        path: { id },
        caller,
        ifMatch: version,
        body: { birthYear },
        now: '2026-10-20T06:30:00Z',
      });
    const leader = createCaller('leader', { collectives: [scene.collectiveId] });
    expect(await change(1, 1998, leader)).toMatchObject({
      status: 422,
      body: { code: 'coordinator_needed', errors: [{ path: 'birthYear' }] },
    });
    expect(await change(1, 2011, leader)).toMatchObject({ status: 200 });
    expect((await scene.read(id)).body).not.toHaveProperty('ageChanges');
    expect(await change(2, 1998, coordinator)).toMatchObject({ status: 200 });
    expect(await change(3, 2010, leader)).toMatchObject({ status: 200 });
    expect((await scene.read(id)).body).toMatchObject({
      ageChanges: [
        { on: '2026-10-20', by: coordinator.personId, from: 2011, to: 1998 },
        { on: '2026-10-20', by: leader.personId, from: 1998, to: 2010 },
      ],
    });
  });

  test('of the birth year and her own consent at once never leave a girl who consented for herself', async () => {
    for (let round = 0; round < 8; round += 1) {
      const { id } = await scene.enrolled({
        birthYear: 2008,
        consents: [consentTo('services', { givenBy: 'guardian' })],
      });
      const [changed, agreed] = await Promise.all([
        scene.change(id, 1, { birthYear: 2009 }),
        scene.agree(id, consentTo('reporting')),
      ]);
      const { birthYear, consents } = member.parse((await scene.read(id)).body);
      const isOwn = consents.some(({ purpose }) => purpose === 'reporting');
      expect([changed.status, agreed.status], `round ${round}`).toEqual(
        isOwn ? [expect.toBeOneOf([412, 422]), 201] : [200, 422],
      );
      expect(birthYear).toBe(isOwn ? 2008 : 2009);
    }
  });

  test('wins once where many are made of the same version; the others are shown the winner', async () => {
    const { id } = await scene.enrolled();
    const names = Array.from({ length: 8 }, (_, number) => `Asha ${'abcdefgh'[number]}`);
    const replies = await Promise.all(names.map((name) => scene.change(id, 1, { name })));
    expect(replies.map(({ status }) => status).sort()).toEqual([200, ...Array(7).fill(412)]);
    const winner = member.parse(replies.find(({ status }) => status === 200)?.body);
    for (const { body } of replies.filter(({ status }) => status === 412)) {
      expect(problem.parse(body).current).toMatchObject({ name: winner.name, version: 2 });
    }
    expect((await scene.read(id)).body).toMatchObject({ name: winner.name, version: 2 });
    expect(await scene.linesOf(id)).toHaveLength(2);
  });

  test('does not lose a consent that comes at the same time', async () => {
    for (let round = 0; round < 5; round += 1) {
      const { id } = await scene.enrolled();
      const [changed, agreed] = await Promise.all([
        scene.change(id, 1, { mandal: 'Repalle' }),
        scene.agree(id, consentTo('reporting')),
      ]);
      expect(agreed.status).toBe(201);
      const after = member.parse((await scene.read(id)).body);
      expect(after.consents).toHaveLength(3);
      expect(after.mandal).toBe(changed.status === 200 ? 'Repalle' : 'Mangalagiri');
    }
  });

  test('of a name leaves none of the old tokens, and keeps those that both names have', async () => {
    const { id } = await scene.enrolled({ name: 'Vennela Kamala', phone: '90000 77777' });
    const tokensOf = async () =>
      (await scene.records.scan())
        .filter(({ sk, pk }) => String(sk).endsWith(`MEMBER#${id}`) && String(pk).startsWith('NAME#'))
        .map(({ pk }) => String(pk).split('#')[1])
        .sort();
    const before = await tokensOf();
    await scene.change(id, 1, { name: 'Vennela Sujatha', phone: null });
    const after = await tokensOf();
    const stored = z.object({ searchTokens: z.array(z.string()) });
    const item = stored.parse(await scene.records.table.get(memberKey(id)));
    expect(after).toEqual(item.searchTokens.toSorted());
    const { token } = scene.records.vault;
    expect(before).toContain(await token('phone', '9000077777'));
    expect(after).not.toContain(await token('phone', '9000077777'));
    const kept = before.filter((one) => after.includes(one));
    expect(kept.length).toBeGreaterThan(0);
    expect(kept.length).toBeLessThan(before.length - 1);
  });

  test('of the district takes her search tokens along, and leaves them where she was last', async () => {
    const { id } = await scene.enrolled({ name: 'Vennela Kamala', phone: '90000 77777' });
    const stored = z.object({ searchTokens: z.array(z.string()).min(2) });
    const { searchTokens } = stored.parse(await scene.records.table.get(memberKey(id)));
    const places = async () =>
      (await scene.records.scan())
        .filter(({ sk, pk }) => String(sk).endsWith(`MEMBER#${id}`) && String(pk).startsWith('NAME#'))
        .map(({ pk, sk }) => `${pk} ${sk}`)
        .sort();
    const placesIn = (...districts: string[]) =>
      districts
        .flatMap((one) => searchTokens.map((token) => nameTokenKey(token, one, id)))
        .map(({ pk, sk }) => `${pk} ${sk}`)
        .sort();
    expect(await places()).toEqual(placesIn('Guntur'));
    await scene.change(id, 1, { district: 'Krishna' });
    expect(await places()).toEqual(placesIn('Guntur', 'Krishna'));
    await scene.change(id, 2, { district: 'Nandyal' });
    expect(await places()).toEqual(placesIn('Krishna', 'Nandyal'));
    await scene.change(id, 3, { district: 'Krishna' });
    expect(await places()).toEqual(placesIn('Krishna', 'Nandyal'));
  });
});

describe('a move to another collective', () => {
  test('closes the old account that day and opens one in the new', async () => {
    const { id } = await scene.enrolled();
    const to = await scene.formCollective();
    expect(await scene.change(id, 1, { collectiveId: to })).toMatchObject({
      status: 200,
      body: { collectiveId: to, version: 2 },
    });
    expect(await accountOf(scene.collectiveId, id)).toMatchObject({ closedOn: '2026-10-15' });
    expect(await accountOf(to, id)).toMatchObject({ savingsPaise: 0, collectiveId: to });
    expect(await scene.records.table.get(memberKey(id))).toMatchObject({
      formerCollectives: [scene.collectiveId],
    });
    expect((await scene.read(id)).body).not.toHaveProperty('formerCollectives');
    expect(await scene.meet(id, { kind: 'deposit', amountPaise: 100 }, { collectiveId: to })).toMatchObject({
      status: 201,
    });
    const saved = await scene.send({
      route: 'GET /api/members/{id}/savings',
      path: { id },
      caller: coordinator,
    });
    expect(saved).toMatchObject({ status: 200, body: { savingsPaise: 100 } });
  });

  test('back to one that she left opens her old account again', async () => {
    const { id } = await scene.enrolled();
    const to = await scene.formCollective();
    await scene.change(id, 1, { collectiveId: to });
    expect(await scene.change(id, 2, { collectiveId: scene.collectiveId })).toMatchObject({ status: 200 });
    expect(await accountOf(scene.collectiveId, id)).not.toHaveProperty('closedOn');
    expect(await accountOf(to, id)).toMatchObject({ closedOn: '2026-10-15' });
    expect(await scene.records.table.get(memberKey(id))).toMatchObject({ formerCollectives: [to] });
  });

  test('is 422 with savings or a loan, and changes nothing', async () => {
    const { id } = await scene.enrolled();
    const to = await scene.formCollective();
    await scene.meet(id, { kind: 'deposit', amountPaise: 5_000 });
    const refused = { status: 422, body: { code: 'balance_open' } };
    expect(await scene.change(id, 1, { collectiveId: to, name: 'Asha' })).toMatchObject(refused);
    const loanId = newId();
    await scene.meet(id, { kind: 'withdrawal', amountPaise: 1_000 });
    await scene.meet(id, { kind: 'loan', amountPaise: 4_000, loanId });
    expect(await scene.change(id, 1, { collectiveId: to })).toMatchObject(refused);
    expect((await scene.read(id)).body).toMatchObject({
      name: 'Vennela Padmavathi',
      collectiveId: scene.collectiveId,
      version: 1,
    });
    expect(await accountOf(to, id)).toBeUndefined();
  });

  test('is 422 to a collective that does not exist', async () => {
    const { id } = await scene.enrolled();
    expect(await scene.change(id, 1, { collectiveId: newId() })).toMatchObject({
      status: 422,
      body: { code: 'unknown_collective', errors: [{ path: 'collectiveId' }] },
    });
    expect(await accountOf(scene.collectiveId, id)).not.toHaveProperty('closedOn');
  });

  test('is made once where it is asked for at once; the others are stale', async () => {
    const { id } = await scene.enrolled();
    const places = await Promise.all(Array.from({ length: 4 }, () => scene.formCollective()));
    const replies = await Promise.all(places.map((collectiveId) => scene.change(id, 1, { collectiveId })));
    expect(replies.map(({ status }) => status).sort()).toEqual([200, 412, 412, 412]);
    const accounts = await Promise.all(places.map((place) => accountOf(place, id)));
    expect(accounts.filter((account) => account !== undefined)).toHaveLength(1);
  });

  test('a leader makes within her own collectives alone', async () => {
    const other = await scene.formCollective();
    const strange = await scene.formCollective();
    const leader = createCaller('leader', { collectives: [scene.collectiveId, other] });
    const { id } = await scene.enrolled();
    expect(await scene.change(id, 1, { collectiveId: strange }, leader)).toMatchObject({ status: 403 });
    expect(await scene.change(id, 1, { collectiveId: other }, leader)).toMatchObject({ status: 200 });
  });
});

describe('an exit', () => {
  const body = { exitedOn: '2026-10-10', reason: 'Moved to her sister' };

  test('is recorded once, and repeated with the member as she is', async () => {
    const before = await scene.enrolled();
    const reply = await scene.exit(before.id, body);
    expect(reply).toMatchObject({ status: 201, headers: { etag: '"2"' } });
    expect(reply.body).toEqual({
      ...before,
      exitedOn: '2026-10-10',
      exitReason: 'Moved to her sister',
      version: 2,
    });
    const repeated = await scene.exit(before.id, body);
    expect(repeated).toMatchObject({ status: 200, body: reply.body });
    expect((await scene.read(before.id)).body).toEqual(reply.body);
    expect((await scene.linesOf(before.id)).slice(1)).toEqual([
      {
        type: 'member_exited',
        id: expect.any(String),
        recordedAt: '2026-10-15T06:30:00.000Z',
        actor: coordinator.personId,
        memberId: before.id,
        exitedOn: '2026-10-10',
      },
    ]);
  });

  test('is recorded once, however often and at once it is sent', async () => {
    const { id } = await scene.enrolled();
    const replies = await Promise.all(Array.from({ length: 10 }, () => scene.exit(id, body)));
    expect(replies.map(({ status }) => status).sort()).toEqual([...Array(9).fill(200), 201]);
    expect(await scene.linesOf(id)).toHaveLength(2);
  });

  test.each([
    ['another date', { ...body, exitedOn: '2026-10-11' }],
    ['another reason', { ...body, reason: 'Unknown' }],
    ['a date that would be refused', { ...body, exitedOn: '2020-01-01' }],
  ])('is 409 with %s', async (_what, other) => {
    const { id } = await scene.enrolled();
    await scene.exit(id, body);
    expect(await scene.exit(id, other)).toMatchObject({ status: 409, body: { code: 'id_reused' } });
    expect((await scene.read(id)).body).toMatchObject({ exitedOn: '2026-10-10', version: 2 });
  });

  test('is 422 before she joined', async () => {
    const { id } = await scene.enrolled();
    expect(await scene.exit(id, { ...body, exitedOn: '2026-03-31' })).toMatchObject({
      status: 422,
      body: { code: 'exit_before_joining' },
    });
    expect(await scene.exit(id, { ...body, exitedOn: '2026-04-01' })).toMatchObject({ status: 201 });
  });

  test('is 422 with savings, and taken once they are paid out', async () => {
    const { id } = await scene.enrolled();
    await scene.meet(id, { kind: 'deposit', amountPaise: 5_000 });
    expect(await scene.exit(id, body)).toMatchObject({ status: 422, body: { code: 'balance_open' } });
    expect((await scene.read(id)).body).not.toHaveProperty('exitedOn');
    await scene.meet(id, { kind: 'withdrawal', amountPaise: 5_000 });
    expect(await scene.exit(id, body)).toMatchObject({ status: 201 });
  });

  test('ends what a sheet may list of her', async () => {
    const { id } = await scene.enrolled();
    await scene.exit(id, body);
    const deposit = { kind: 'deposit', amountPaise: 100 };
    expect(await scene.meet(id, deposit, { heldOn: '2026-10-11' })).toMatchObject({
      status: 422,
      body: { code: 'not_a_member' },
    });
    expect(await accountOf(scene.collectiveId, id)).toMatchObject({
      closedOn: '2026-10-10',
      savingsPaise: 0,
    });
  });

  test('never comes together with a deposit that is recorded at the same time', async () => {
    for (let round = 0; round < 5; round += 1) {
      const { id } = await scene.enrolled();
      const [left, held] = await Promise.all([
        scene.exit(id, body),
        scene.meet(id, { kind: 'deposit', amountPaise: 100 }),
      ]);
      expect([left.status, held.status].filter((status) => status === 201)).toHaveLength(1);
    }
  });

  test('leaves her data open to change, but not her collective', async () => {
    const { id } = await scene.enrolled();
    await scene.exit(id, body);
    expect(await scene.change(id, 2, { phone: '90000 99999' })).toMatchObject({ status: 200 });
    expect(await scene.change(id, 3, { collectiveId: await scene.formCollective() })).toMatchObject({
      status: 422,
      body: { code: 'exited' },
    });
    expect(await scene.change(id, 3, { joinedOn: '2026-10-11' })).toMatchObject({
      status: 422,
      body: { code: 'exit_before_joining' },
    });
    expect(await scene.agree(id, consentTo('services', { given: false }))).toMatchObject({ status: 201 });
  });

  test('is held by the account of the collective where she is now', async () => {
    const { id } = await scene.enrolled();
    const to = await scene.formCollective();
    await scene.change(id, 1, { collectiveId: to });
    await scene.meet(id, { kind: 'deposit', amountPaise: 100 }, { collectiveId: to });
    expect(await scene.exit(id, { ...body, exitedOn: '2026-10-15' })).toMatchObject({
      status: 422,
      body: { code: 'balance_open' },
    });
  });
});

describe('a member who was erased', () => {
  test('is shown without texts, and nothing more is written about her', async () => {
    const { id, code } = await scene.enrolled();
    const { vault, table } = scene.records;
    await table.transact([vault.destroyKey(`member:${id}`, '2026-10-15T00:00:00.000Z')]);
    const shown = await scene.read(id);
    expect(shown).toMatchObject({ status: 200, body: { id, code, name: null, mandal: null, phone: null } });
    expect(await scene.accessesOf(id)).toMatchObject([{ fields: expect.not.arrayContaining(['name']) }]);
    const refused = { status: 422, body: { code: 'member_erased' } };
    expect(await scene.change(id, 1, { name: 'Asha' })).toMatchObject(refused);
    expect(await scene.change(id, 1, { birthYear: 1990 })).toMatchObject(refused);
    expect(await scene.exit(id, { exitedOn: '2026-10-10', reason: 'Asked for it' })).toMatchObject(refused);
    expect(await scene.search(code)).toMatchObject({ status: 200, body: { items: [{ id, name: null }] } });
  });

  test('repeats an exit that was recorded before', async () => {
    const { id } = await scene.enrolled();
    const body = { exitedOn: '2026-10-10', reason: 'Asked for it' };
    await scene.exit(id, body);
    const { vault, table } = scene.records;
    await table.transact([vault.destroyKey(`member:${id}`, '2026-10-15T00:00:00.000Z')]);
    expect(await scene.exit(id, body)).toMatchObject({
      status: 200,
      body: { exitedOn: '2026-10-10', exitReason: null },
    });
  });

  test('may have lost her texts in the table too', async () => {
    const { id } = await scene.enrolled();
    const {
      name: _name,
      phone: _phone,
      mandal: _mandal,
      ...left
    } = {
      name: '',
      phone: '',
      mandal: '',
      ...(await scene.records.table.get(memberKey(id))),
    };
    await scene.records.table.transact([{ put: left }]);
    const reply = await scene.read(id);
    expect(reply).toMatchObject({ status: 200, body: { name: null, mandal: null } });
    expect(reply.body).not.toHaveProperty('phone');
  });
});
